"""The option `--format NAME[:PATH]`, and the reports that it asks for."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from sbu_check.run.outputs import FORMS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from sbu_check.api import Output


def _output(words: str) -> Output:
    """A form, or a form and a file."""
    from sbu_check import api

    try:
        return api.Output.parse(words)
    except api.UnknownOutput as error:
        raise click.BadParameter(str(error)) from None


def _begun(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:  # noqa: ARG001 - click's signature
    """The forms that begin so, for the shell; behind a colon the files that do."""
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
    help=f"Form of the report, and the file that it goes to; may be given again: {', '.join(FORMS)} (default: text).",
)
