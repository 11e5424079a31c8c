"""The option `--format NAME[:PATH]`, and the reports that it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sbu_check.project.outputs import FORMS

if TYPE_CHECKING:
    from sbu_check.api import Output


def _output(words: str) -> Output:
    """A form, or a form and a file."""
    from sbu_check import api

    try:
        return api.Output.parse(words)
    except api.UnknownOutput as error:
        raise click.BadParameter(str(error)) from None


def _begun(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's signature
    """The forms that begin so, for the shell."""
    return [name for name in FORMS if name.startswith(incomplete)]


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
    help=f"Form of the report, and the file that it goes to; may be given again: {', '.join(FORMS)} (default: text).",
)
