"""Options that several verbs share, and those of `check` that fix files."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sbu_check.run.outputs import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from click.shell_completion import CompletionItem

    from sbu_check.api import Output


class Name(click.ParamType):  # type: ignore[type-arg] # it is generic in newer versions only
    """One name; `known` returns the valid names, each with its description."""

    name = "name"

    def __init__(self, known: Callable[[], Mapping[str, str]]) -> None:
        self.known = known

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The names that begin so."""
        return [
            _item(name, help=words or None)
            for name, words in self.known().items()
            if name.startswith(incomplete)
        ]


class NameList(Name):
    """Names separated by commas, without blanks around them."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The names of a list."""
        words = value.split(",") if isinstance(value, str) else value
        return tuple(name for name in (word.strip() for word in words) if name)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The list with its last name complete."""
        before, comma, last = incomplete.rpartition(",")
        found = super().shell_complete(ctx, param, last)
        return [_item(before + comma + one.value, help=one.help) for one in found]


class FileName(click.ParamType):  # type: ignore[type-arg] # likewise
    """The name of a file or folder, which may be missing."""

    name = "path"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """What the shell finds."""
        return [_item(incomplete, type="file")]


def _rules() -> dict[str, str]:
    from sbu_check import api

    return {rule.id: rule.summary for rule in api.catalogue().values()}


def _selectable() -> dict[str, str]:
    from sbu_check import api

    families = {rule.family: "a family of rules" for rule in api.catalogue().values()}
    chosen = {f"profile:{name}": summary for name, summary in _profiles().items()}
    return {**families, "all": "every rule", **_rules(), **chosen}


def _profiles() -> dict[str, str]:
    from sbu_check.rules.catalogue import profiles

    return {name: profile.summary for name, profile in profiles().items()}


def _systems() -> dict[str, str]:
    from sbu_check.marking.systems import names

    return dict.fromkeys(names(), "")


def _item(value: str, **others: Any) -> CompletionItem:
    from click.shell_completion import CompletionItem

    return CompletionItem(value, **others)


RULE = Name(_rules)
"""A rule, as `explain` takes it."""

RULES = NameList(_selectable)
"""Rules, families and profiles, as `--select` and `--ignore` take them."""

PROFILE = Name(_profiles)
SYSTEM = Name(_systems)
FILE = FileName()


LEVELS = ("error", "warning", "info")


def day(value: str) -> date:
    """A day such as 2005-03-02."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date: expected one such as 2005-03-02") from None


def stacked(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """One decorator for several options, which keep their order in the help."""

    def decorate(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


trusted = click.option(
    "--trust", type=FILE, multiple=True, metavar="PATH",
    help="Allow a configuration to name files in this folder too, outside of its repository. May be repeated.",
)  # fmt: skip
"""Folders of files that a configuration may name in addition to those in its repository."""

configured = stacked(
    click.option(
        "--config", type=FILE, metavar="FILE", envvar="SBU_CHECK_CONFIG", help="Use this configuration."
    ),
    click.option("--no-config", is_flag=True, help="Use no configuration file."),
    trusted,
)
"""The configuration of the verbs that check no file."""

of_marks = stacked(
    click.option(
        "--system", type=SYSTEM, metavar="NAME", default="state", show_default=True,
        help="Marking system of the marks.",
    ),
    click.option("--on", type=day, metavar="DATE", help="Day whose rules apply to the marks."),
)  # fmt: skip
"""By which rules the verbs that take marks read them."""

reading = stacked(
    click.argument("paths", nargs=-1, type=FILE, metavar="[PATH]…"),
    click.option(
        "--config", type=FILE, metavar="FILE", envvar="SBU_CHECK_CONFIG",
        help="Use this configuration for all files.",
    ),
    click.option("--no-config", is_flag=True, help="Use no configuration file."),
    trusted,
    click.option("--system", type=SYSTEM, metavar="NAME", help="Marking system of the documents (default: state)."),
    click.option("--on", type=day, metavar="DATE", help="Day whose rules apply to documents without a date."),
    click.option("--encoding", metavar="NAME", help="Encoding of the files (default: detected)."),
    click.option("--stdin-filename", metavar="NAME", help="Name of standard input (-) in the report."),
    click.option("-q", "--quiet", is_flag=True, help="Print the report and errors only."),
)  # fmt: skip
"""What `check` and `inspect` read, and how."""

jobs = click.option(
    "-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Worker processes (default: one for each core)."
)  # fmt: skip

colour = click.option(
    "--color", type=click.Choice(("auto", "always", "never")), default="auto", show_default=True, help="Use colour."
)  # fmt: skip


def _output(words: str) -> Output:
    """A form, or a form and a file."""
    from sbu_check import api

    try:
        return api.Output.parse(words)
    except api.UnknownOutput as error:
        raise click.BadParameter(str(error)) from None


def _begun(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:  # noqa: ARG001 - click's signature
    """The formats that begin with `incomplete`, for the shell; after a colon, the files."""
    from click.shell_completion import CompletionItem

    name, colon, path = incomplete.partition(":")
    if colon:
        return [CompletionItem(f"{name}:{one}", path=True) for one in _files(path)]
    return [CompletionItem(form) for form in FORMS if form.startswith(name)]


def _files(begun: str) -> list[str]:
    """The files and folders whose path begins so, folders with a slash."""
    head, start = os.path.split(begun)
    with suppress(OSError), os.scandir(head or ".") as entries:
        return sorted(
            os.path.join(head, entry.name) + "/" * entry.is_dir()  # noqa: PTH118 - the path stays as it was typed
            for entry in entries
            if entry.name.startswith(start) and entry.name.startswith(".") <= start.startswith(".")
        )
    return []


def _together(ctx: click.Context, param: click.Parameter, value: tuple[Output, ...]) -> tuple[Output, ...]:  # noqa: ARG001 - likewise
    from sbu_check import api

    try:
        return api.together(value)
    except api.UnknownOutput as error:
        raise click.BadParameter(str(error)) from None


outputs = click.option(
    "--format",
    "wanted",
    type=_output,
    shell_complete=_begun,
    multiple=True,
    default=("text",),
    callback=_together,
    metavar="NAME[:PATH]",
    help=f"Form of the report, and the file to write it to; may be repeated: {', '.join(FORMS)} (default: text).",
)


fixing = stacked(
    click.option("--fix", is_flag=True, help="Apply safe fixes. The fixed text of standard input is printed."),
    click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff, apply fixes that are not safe too."),
    click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing."),
    click.option(
        "--output", type=click.Path(path_type=Path), metavar="DIR",
        help="With --fix, write copies into this folder and leave the files as they are.",
    ),
    click.option(
        "--change-log", type=click.Path(path_type=Path), metavar="FILE",
        help="With --fix, add a line to this file for each fix (with --output: in its folder).",
    ),
    click.option("--exit-non-zero-on-fix", is_flag=True, help="With --fix, exit with 1 if something was fixed."),
)  # fmt: skip
"""What `check` does to files."""


def together(parameters: dict[str, Any], paths: Sequence[str]) -> None:
    """Raises click.UsageError for options of `fixing` that do not go together."""
    for option in ("output", "change_log", "exit_non_zero_on_fix"):
        if parameters[option] and (not parameters["fix"] or parameters["diff"]):
            raise click.UsageError(
                f"--{option.replace('_', '-')} needs --fix, and cannot be used with --diff"
            )
    if parameters["unsafe_fixes"] and not (parameters["fix"] or parameters["diff"]):
        raise click.UsageError("--unsafe-fixes needs --fix or --diff")
    if parameters["output"] and "-" in paths:
        raise click.UsageError("--output is for files: standard input is printed")
