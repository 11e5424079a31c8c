"""`sbu-check rules`: list the rules; `rules test` and `rules validate` for those who write some."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sbu_check.cli.console import Failure, tell, write
from sbu_check.cli.options import FILE, PROFILE, configured
from sbu_check.cli.runs import faults, in_force, trust_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.rules.model import Rule

_NONE = "there are no custom rules: name files or folders, or write rule-paths into the configuration"

_quiet = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")


@click.group(short_help="list the rules", invoke_without_command=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Form of the list.",
)
@click.option("--profile", type=PROFILE, metavar="NAME", help="Only the rules of this profile.")
@configured
@click.pass_context
def command(context: click.Context, /, form: str, profile: str | None, **parameters: Any) -> int:
    """List the rules by family, each with its severity and what it reports: the program's rules, then custom rules.

    Custom rules are those of the configuration of this folder.
    """
    if context.invoked_subcommand:
        return 0
    from sbu_check import api

    with faults():
        custom = in_force(parameters).custom
        rules: Iterable[Rule] = api.every(custom).values()
        if profile:
            rules = api.rules_of(api.Options(profile=profile, custom=custom))
    if form == "json":
        write(_json(rules), kind="json")
    else:
        write(_text(rules))
    return 0


@command.command(name="test", short_help="run the examples of custom rules")
@click.argument("paths", nargs=-1, type=FILE, metavar="[PATH]…")
@configured
@_quiet
def run_examples(paths: tuple[str, ...], quiet: bool, **parameters: Any) -> int:
    """Run the examples in rule files and those in folders (default: the rule-paths of the configuration).

    The exit code is 1 if an example fails.
    """
    from sbu_check import api

    with faults():
        configuration = in_force(parameters)
        rules = (
            api.read_custom_rules(map(Path, paths), trust_of(parameters)).rules
            if paths
            else configuration.custom.rules
        )
        count, failed = 0, []
        for one in (one for rule in rules for one in api.run_examples(rule, configuration)):
            count += 1
            failed += [one] if one else []
    if not rules:
        raise Failure(
            "there are no custom rules: name their files or folders, or write rule-paths into the configuration"
        )
    for fault in failed:
        write([f"{fault}\n"])
    if not quiet:
        tell(f"{_number(count, 'example')} of {_number(len(rules), 'rule')}: {len(failed) or 'none'} failed")
    return 1 if failed else 0


@command.command(short_help="check the files of custom rules")
@click.argument("paths", nargs=-1, type=FILE, metavar="[PATH]…")
@configured
@_quiet
def validate(paths: tuple[str, ...], quiet: bool, **parameters: Any) -> int:
    """Check rule files and those in folders (default: the rule-paths): the schema, and that keys fit each other."""
    from sbu_check import api

    with faults():
        rules = (
            api.read_custom_rules(map(Path, paths), trust_of(parameters)).rules
            if paths
            else in_force(parameters).custom.rules
        )
    if not rules:
        raise Failure(
            "there are no custom rules: name their files or folders, or write rule-paths into the configuration"
        )
    if not quiet:
        tell(f"{_number(len(rules), 'rule')} valid")
    return 0


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _text(rules: Iterable[Rule]) -> Iterator[str]:
    listed = list(rules)
    width = max((len(rule.id) for rule in listed), default=0)
    family = None
    for rule in listed:
        if rule.family != family:
            yield ("" if family is None else "\n") + f"{rule.family}\n"
            family = rule.family
        yield f"  {rule.id:<{width}}  {rule.severity:<7}  {rule.summary}\n"


def _json(rules: Iterable[Rule]) -> Iterator[str]:
    import json

    entries = [
        {
            "id": rule.id,
            "family": rule.family,
            "summary": rule.summary,
            "severity": rule.severity,
            "profiles": list(rule.profiles),
            "fix": rule.fix,
            "since": rule.since,
            "status": rule.status,
            "sources": list(rule.sources),
            "former": list(rule.former),
        }
        for rule in rules
    ]
    yield json.dumps({"version": 1, "rules": entries}, indent=1) + "\n"
