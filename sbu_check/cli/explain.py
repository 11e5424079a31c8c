"""`sbu-check explain`: the whole page of a rule, or the parts of a mark."""

from __future__ import annotations

from typing import Any

import click

from sbu_check.cli.console import Failure, columns, write
from sbu_check.cli.options import RULE, configured, of_marks
from sbu_check.cli.runs import faults, in_force


@click.command(short_help="explain a rule or a mark")
@click.argument("name", type=RULE)
@of_marks
@configured
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "markdown")),
    default="text",
    show_default=True,
    help="Form of a rule's page.",
)
def command(name: str, system: str, on: Any, form: str, **parameters: Any) -> int:
    """Explain a rule by its name, or a portion mark such as "(SBU/NF)"."""
    from sbu_check import api

    with faults():
        try:
            width = None if form == "markdown" else min(columns(), 100)
            words = api.explain_rule(name, width=width, config=in_force(parameters))
        except api.UnknownName as error:
            folders = in_force(parameters).marking_paths
            mark = api.explain_mark(name, system=system, on=on, marking_paths=folders)
            if mark is None:
                problems = api.check_mark(name, system=system, on=on, marking_paths=folders)
                meant = next((one.suggestion for one in problems if one.suggestion), None)
                raise Failure(_unknown(name, system, meant, str(error))) from None
            words = mark
    write([words])
    return 0


def _unknown(name: str, system: str, meant: str | None, no_rule: str) -> str:
    """The message for a name that is not a rule or a mark: in brackets it was meant as a mark."""
    if not name.startswith("("):
        return f'"{name}" is not a portion mark of the system {system}, and {no_rule}'
    near = f': did you mean "({meant})"?' if meant else ""
    return f'"{name}" is not a portion mark of the system {system}{near}'
