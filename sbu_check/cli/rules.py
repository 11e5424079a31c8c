"""`sbu-check rules`: list the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sbu_check.cli.console import write
from sbu_check.cli.kinds import PROFILE
from sbu_check.cli.options import faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.rules.model import Rule


@click.command(short_help="list the rules")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Form of the list.",
)
@click.option("--profile", type=PROFILE, metavar="NAME", help="Only the rules of this profile.")
def command(form: str, profile: str | None) -> int:
    """List the rules by family, each with its severity and what it reports."""
    from sbu_check import api

    with faults():
        rules = api.rules_of(api.Selection(profile=profile)) if profile else api.catalogue().values()
    write(_json(rules) if form == "json" else _text(rules))
    return 0


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
