"""`sbu-check baseline create | prune | show`: the findings that a project accepts for now."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from sbu_check.cli.console import Failure, tell, warn, write
from sbu_check.cli.options import FILE, stacked, trusted
from sbu_check.cli.runs import faults, trust_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.api import Baseline, BaselineChange, BaselineManager

_which = stacked(
    click.option(
        "--config", type=FILE, metavar="FILE", envvar="SBU_CHECK_CONFIG",
        help="The configuration that names the baseline (default: the one in force in this folder).",
    ),
    trusted,
)  # fmt: skip
_what = stacked(
    click.argument("paths", nargs=-1, type=FILE, metavar="[PATH]…"),
    click.option("-q", "--quiet", is_flag=True, help="Print errors only."),
)


@click.group(short_help="manage the list of accepted findings")
def command() -> None:
    """Manage the list of accepted findings: check reports only findings that are not in it.

    Findings are recognised by content: lines may move, and paragraphs may be wrapped again. The configuration names
    the file. It holds no hidden word; if the variable SBU_CHECK_SALT holds a secret, it holds hashes of hidden words
    under that secret.
    """


@command.command(short_help="write the current findings into the baseline")
@_what
@_which
@click.option("--accept-new", is_flag=True, help="Add new findings to an existing baseline.")
def create(
    paths: tuple[str, ...], config: str | None, accept_new: bool, quiet: bool, **parameters: Any
) -> int:
    """Write the findings in files and folders (default: this folder) into the baseline.

    An existing baseline takes no new finding without --accept-new: the exit code is 1 then.
    """
    from sbu_check import api

    with faults():
        manager = _manager(config, parameters)
        try:
            changed = manager.create(paths or (".",), accept_new=accept_new)
        except api.NewFindings as error:
            warn(str(error))
            return 1
        except (api.Unchecked, api.Unwritten) as error:
            raise Failure(str(error)) from None
    _tell(changed, quiet=quiet)
    return 0


@command.command(short_help="remove findings that no longer occur")
@_what
@_which
def prune(paths: tuple[str, ...], config: str | None, quiet: bool, **parameters: Any) -> int:
    """Remove findings from the baseline that no longer occur in files and folders (default: this folder).

    Entries of missing files are removed too. Nothing is added.
    """
    from sbu_check import api

    with faults():
        try:
            changed = _manager(config, parameters).prune(paths or (".",))
        except (api.Unchecked, api.Unwritten) as error:
            raise Failure(str(error)) from None
    _tell(changed, quiet=quiet)
    return 0


@command.command(short_help="list the baseline")
@_which
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True,
    help="Form of the list.",
)  # fmt: skip
def show(config: str | None, form: str, **parameters: Any) -> int:
    """List the baseline: the number of findings of each rule in each file."""
    with faults():
        baseline = _manager(config, parameters).baseline()
    if form == "json":
        write(_json(baseline), kind="json")
    else:
        write(_text(baseline))
    return 0


def _manager(config: str | None, parameters: dict[str, Any]) -> BaselineManager:
    from sbu_check import api

    return api.baseline_manager(config, trust_of(parameters))


def _tell(changed: BaselineChange, *, quiet: bool) -> None:
    if not quiet:
        word = "finding" if changed.entries == 1 else "findings"
        tell(f"{changed.path}: {changed.entries:,} {word} (+{changed.added:,} -{changed.removed:,})")


def _text(baseline: Baseline) -> Iterator[str]:
    counts = Counter((entry.path, entry.rule) for entry in baseline.entries)
    for (path, rule), count in sorted(counts.items()):
        yield f"{path}: {rule}" + (f" ({count:,})\n" if count > 1 else "\n")


def _json(baseline: Baseline) -> Iterator[str]:
    findings = [entry._asdict() for entry in baseline.entries]
    yield json.dumps({"version": 1, "findings": findings}, indent=1) + "\n"
