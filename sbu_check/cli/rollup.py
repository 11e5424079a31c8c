"""`sbu-check rollup`: which banner portion marks require, and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from sbu_check.cli.console import write
from sbu_check.cli.options import configured, of_marks
from sbu_check.cli.runs import faults, in_force

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.api import Banner


@click.command(short_help="show the banner that portion marks require")
@click.argument("marks", nargs=-1, required=True, metavar="MARK…")
@of_marks
@click.option("--under", metavar="BANNER", help="Banner whose list an open one such as (S//REL) means.")
@configured
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Form of the answer.",
)
def command(
    marks: tuple[str, ...], system: str, on: Any, under: str | None, form: str, **parameters: Any
) -> int:
    """Show the banner that portion marks such as "(U)" "(SBU)" require, with the reason for each part of it."""
    with faults():
        from sbu_check.api import required_banner

        folders = in_force(parameters).marking_paths
        banner = required_banner(marks, system=system, on=on, under=under, marking_paths=folders)
    if form == "json":
        write(_json(banner, marks), kind="json")
    else:
        write(_text(banner, marks))
    return 0


def _text(banner: Banner, marks: tuple[str, ...]) -> Iterator[str]:
    yield f"{banner}\n"
    for reason in banner.reasons:
        source = f" [{reason.source}]" if reason.source else ""
        yield f"  {reason.token}: mark {reason.portion + 1}, {marks[reason.portion]}{source}\n"


def _json(banner: Banner, marks: tuple[str, ...]) -> Iterator[str]:
    reasons = [
        {
            "token": reason.token,
            "portion": reason.portion,
            "mark": marks[reason.portion],
            "source": reason.source,
        }
        for reason in banner.reasons
    ]
    answer = {
        "version": 1,
        "banner": str(banner),
        "classification": banner.classification,
        "captions": list(banner.captions),
        "reasons": reasons,
    }
    yield json.dumps(answer, indent=1) + "\n"
