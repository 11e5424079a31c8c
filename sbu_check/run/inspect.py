"""The documents of files, as `inspect` shows them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sbu_check.config.configuration import STANDARD_INPUT_NAME
from sbu_check.engine import context_of, documents
from sbu_check.report.inspected import understood
from sbu_check.report.model import FileReport
from sbu_check.run.check import read_found
from sbu_check.text.lines import LineIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.config.configuration import Configuration, RunOptions
    from sbu_check.run.discover import FoundFile, UnusablePath
    from sbu_check.run.run import Run


def understand(run: Run, paths: Iterable[str]) -> Iterator[dict[str, Any] | FileReport]:
    """Yield what was read from each document of the files, or the report that a file could not be read.

    Raises ConfigurationError and UnknownSystem.
    """
    # Report faults of any configuration before anything else.
    tasks = list(run.tasks(paths, rules=False))
    for result in run.each(iter(tasks), partial(_understood, run_options=run.run_options)):
        if isinstance(result, FileReport):
            yield result
        else:
            yield from result


def _understood(
    found: FoundFile | UnusablePath, configuration: Configuration, run_options: RunOptions
) -> list[dict[str, Any]] | FileReport:
    source = read_found(found, run_options, configuration)
    if isinstance(source, FileReport):
        return source
    options = configuration.options(source.name)
    lines, name = LineIndex(source.text), source.name or STANDARD_INPUT_NAME
    return [understood(name, context_of(cable, options), lines) for cable in documents(source.text, options)]
