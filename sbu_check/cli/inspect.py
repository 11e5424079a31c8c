"""`sbu-check inspect`: show how cables were read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from sbu_check.cli.console import coloured, warn, write
from sbu_check.cli.options import colour, jobs, reading
from sbu_check.cli.runs import faults, run_of
from sbu_check.cli.verbs import ERROR, INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.api import FileReport
    from sbu_check.report.terminal import Kind

_KINDS: dict[str, Kind] = {"text": "text", "json": "json", "jsonl": "json", "csv": "text"}
"""The forms of the output, each with how it escapes what a log would run as a command."""


@click.command(short_help="show how cables were read")
@reading
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(_KINDS)),
    default="text",
    show_default=True,
    help="Form of the output.",
)
@click.option("--allow-empty", is_flag=True, help="Exit with 0 instead of 3.")
@jobs
@colour
def command(paths: tuple[str, ...], form: str, color: str, allow_empty: bool, **parameters: Any) -> int:
    """Show how cables were read: header, paragraphs, marks, and the banner that they need.

    This is the document itself: nothing is masked.
    """
    if not paths:
        raise click.UsageError("give the files to inspect, or - for standard input")
    sifted = _Sifted()
    with faults():
        from sbu_check.api import understand

        try:
            write(
                _rendered(sifted.documents(understand(run_of(parameters), paths)), form, color),
                kind=_KINDS[form],
            )
        except KeyboardInterrupt:  # while something is printed
            sifted.interrupted = True
    for file in sifted.failed:
        warn(f"{file.path}: {file.problem}")
    if sifted.interrupted:
        warn("interrupted before all files were read; the output is incomplete")
        return INTERRUPTED
    if any(file.status == "failed" for file in sifted.failed):
        return ERROR
    return 0 if sifted.cables or allow_empty else 3


class _Sifted:
    """The documents as they come, until an interrupt; files that could not be read are kept, and cables counted."""

    def __init__(self) -> None:
        self.failed: list[FileReport] = []
        self.cables = 0
        self.interrupted = False

    def documents(self, results: Iterable[dict[str, Any] | FileReport]) -> Iterator[dict[str, Any]]:
        try:
            for result in results:
                if isinstance(result, dict):
                    self.cables += result["layout"] != "none" or "marked" in result["overlays"]
                    yield result
                else:
                    self.failed.append(result)
        except KeyboardInterrupt:
            self.interrupted = True


def _rendered(documents: Iterator[dict[str, Any]], form: str, color: str) -> Iterator[str]:
    if form == "json":
        return _json(documents)
    if form == "jsonl":
        return (json.dumps(document) + "\n" for document in documents)
    from sbu_check.report import inspect_text
    from sbu_check.report.terminal import Style

    if form == "csv":
        return inspect_text.render_csv(documents)
    return inspect_text.render(documents, Style(coloured(color)))


def _json(documents: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One object; a document a line, written as it comes."""
    yield '{"version": 1, "documents": ['
    comma = ""
    for document in documents:
        yield comma + "\n " + json.dumps(document)
        comma = ","
    yield "\n]}\n"
