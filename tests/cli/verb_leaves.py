"""The verbs of the program, from its own lists, and those that read no document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sbu_check.cli.program import program

if TYPE_CHECKING:
    from collections.abc import Iterator


def leaves(command: click.Command = program, way: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The verbs, with the verbs below them."""
    if not isinstance(command, click.Group):
        yield way
        return
    context = click.Context(command)
    if command.invoke_without_command:
        yield way
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        assert below
        yield from leaves(below, (*way, name))


WITHOUT_DOCUMENTS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("explain",): ("mark-missing",),
    ("rollup",): ("(U)", "(S)"),
    ("rules",): (),
    ("rules", "test"): (),
    ("rules", "validate"): (),
    ("config", "show"): ("archive.txt",),
    ("config", "validate"): (),
    ("config", "init"): (),
    ("config", "schema"): (),
    ("cache", "clear"): (),
    ("cache", "path"): (),
    ("completions",): ("bash",),
}
"""Verbs that read no document, with the arguments to run them with."""
