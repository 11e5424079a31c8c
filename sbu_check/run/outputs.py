"""The report of a run, and where it goes: in several forms at once, of which one may go to standard output."""

from __future__ import annotations

import os
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sbu_check.report.internal import with_crashes
from sbu_check.report.model import Report
from sbu_check.report.terminal import inert_blocks
from sbu_check.rules import catalogue
from sbu_check.run.guard import attempt
from sbu_check.values import replace, value
from sbu_check.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sbu_check.report.model import FileReport
    from sbu_check.report.terminal import Kind, Style


try:
    from _blake2 import (
        blake2b,
    )  # the standard library's own: hashlib loads another, for a fortieth of a start
except ImportError:
    from hashlib import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sbu_check.config.configuration import Configuration, RunOptions
    from sbu_check.report.model import FileReport
    from sbu_check.rules.model import Rule
    from sbu_check.rules.selection import Options


def assemble_report(
    files: Iterable[FileReport], used: Sequence[tuple[Configuration, Options]], run_options: RunOptions
) -> Report:
    """The report of a run over `files`, in which these options of these configurations were `used`."""
    return Report(
        __version__,
        digest(used, run_options),
        tuple(map(with_crashes, files)),
        custom=_custom(one for _, one in used),
    )


def _custom(used: Iterable[Options]) -> tuple[Rule, ...]:
    """The custom rules that these options have."""
    houses = {one.custom for one in used}
    return tuple(rule for custom in sorted(houses, key=lambda custom: custom.digest) for rule in custom.rules)


def digest(used: Iterable[tuple[Configuration, Options]], run_options: RunOptions) -> str:
    """16 hexadecimal digits, the same for runs of one program under the same rules, settings and known findings.

    `used` are the options of each file with the configuration that they come from. Where that lies, and how much of a
    document is shown, tells no two runs apart. Raises ConfigurationError for a baseline that cannot be read.
    """
    terms = set()
    known: dict[int, object] = {}
    for configuration, options in used:
        if id(configuration) not in known:
            known[id(configuration)] = _known(configuration, run_options)
        settled = (configuration.fail_level, configuration.excluded, known[id(configuration)])
        terms.add(repr((options.key, settled)))
    words = (__version__, catalogue.sources(), repr((run_options.most, run_options.encoding)), *sorted(terms))
    return blake2b("\n".join(words).encode(), digest_size=8).hexdigest()


def _known(configuration: Configuration, run_options: RunOptions) -> object:
    """What findings a configuration knows beforehand, as far as they count in this run."""
    today = run_options.today or date.today()
    entries = [
        (one.paths, one.rule, one.reason, one.where, one.until, one.over(today))
        for one in (configuration.suppress if run_options.suppressions else ())
    ]
    if not configuration.baseline or not run_options.baseline:
        return entries, None
    from sbu_check.baseline.entries import baseline_of

    return entries, baseline_of(configuration).digest


_FOUND, _CLEAN = 8_000_000, 1_000_000
"""Code points of documents in which something was found, and of those in which nothing was."""


class TextBudget:
    """The remaining budget for the text of documents, which is spent in the order of the run."""

    def __init__(self) -> None:
        self._left = {True: _FOUND, False: _CLEAN}

    def kept(self, file: FileReport) -> FileReport:
        """Return the file with its documents if they fit into the budget, else without."""
        if not file.sheets:
            return file
        found = bool(file.diagnostics)
        size = sum(
            len(piece.text)
            for sheet in file.sheets
            for block in sheet.blocks
            for row in block.rows
            for piece in row.pieces
        )
        if size > self._left[found]:
            return replace(file, sheets=())
        self._left[found] -= size
        return file


STANDARD_OUTPUT = "-"


class UnknownOutput(ValueError):
    """No form of a report is called so, or outputs do not go together; the message says what was expected."""


@value
class OutputFormat:
    """A form of a report: the module of `sbu_check.report` that makes it, and what it needs of a run.

    `identified` asks for fingerprints, `sheets` for the documents. `rooted` tells that it names files as seen from a
    folder, `styled` that it is for terminals: coloured, and as wide as they are. `masks` tells that it is for people,
    who may want to know that words are masked in it, and `bare` that it has no place for its banner and for what made
    it. `kind` is how it escapes what a log would run as a command.
    """

    module: str
    kind: Kind = "json"
    function: str = "render"
    identified: bool = True
    sheets: bool = False
    rooted: bool = False
    styled: bool = False
    masks: bool = False
    bare: bool = False


FORMS: Mapping[str, OutputFormat] = {
    "text": OutputFormat("text", kind="text", identified=False, styled=True, masks=True),
    "concise": OutputFormat("concise", kind="text", identified=False, styled=True, masks=True, bare=True),
    "json": OutputFormat("json_report"),
    "jsonl": OutputFormat("json_report", function="render_lines"),
    "sarif": OutputFormat("sarif", rooted=True),
    "junit": OutputFormat("junit", kind="markup", masks=True),
    "github": OutputFormat("github", kind="raw", rooted=True),
    "gitlab": OutputFormat("gitlab", rooted=True),
    "rdjson": OutputFormat("rdjson", rooted=True),
    "markdown": OutputFormat("markdown", kind="markup", rooted=True, masks=True),
    "html": OutputFormat("html", kind="markup", sheets=True, masks=True),
}


@value
class Output:
    """A form and the file that it goes to; `path` is None for standard output."""

    name: str
    path: str | None = None

    @classmethod
    def parse(cls, words: str) -> Output:
        """The output that `NAME` or `NAME:PATH` says. Raises UnknownOutput."""
        name, colon, path = words.partition(":")
        if name not in FORMS:
            from sbu_check.text.slips import nearest

            close = nearest(name, FORMS)
            hint = f'; did you mean "{close}"?' if close else ""
            raise UnknownOutput(f"there is no format {name!r}: expected one of {', '.join(FORMS)}{hint}")
        if colon and not path:
            raise UnknownOutput(f"{words!r} names no file: expected {name}:PATH")
        return cls(name, None if path in {"", STANDARD_OUTPUT} else path)

    @property
    def form(self) -> OutputFormat:
        """What the form needs."""
        return FORMS[self.name]


def together(outputs: Sequence[Output]) -> tuple[Output, ...]:
    """The outputs, which may be asked for at once. Raises UnknownOutput for those that would meet in one place."""
    places: dict[str | None, str] = {}
    for one in outputs:
        place = one.path if one.path is None else os.path.realpath(one.path)
        if place in places:
            where = f"into {one.path}" if one.path else "to standard output"
            raise UnknownOutput(f"{places[place]} and {one.name} both go {where}: give one a file of its own")
        places[place] = one.name
        folder = Path(place).parent if place else None
        if folder and not folder.is_dir():
            raise UnknownOutput(f"{one.path} cannot be written: there is no folder {folder}")
    return tuple(outputs)


def render_report(
    report: Report, output: Output, style: Style | None = None, columns: int = 80
) -> Iterator[str]:
    """The parts of a report in the form of an output, as `rendered` makes them."""
    return iter(rendered(report, output, style, columns)[0])


def rendered(
    report: Report, output: Output, style: Style | None = None, columns: int = 80
) -> tuple[list[str], Report]:
    """The parts of a report in the form of an output, and the report that they are of.

    It is another one if the form cannot be made of some files: these have the finding `internal-error` there, in place
    of what was found in them.
    """
    try:
        return list(_parts(report, output, style, columns)), report
    except Exception:  # noqa: BLE001 - each file is tried alone, and what it raises is reported
        files = (
            attempt(file.path, partial(_tried, report, file, output, style, columns)) for file in report.files
        )
        sound = replace(report, files=tuple(files))
        return list(_parts(sound, output, style, columns)), sound


def _tried(report: Report, file: FileReport, output: Output, style: Style | None, columns: int) -> FileReport:
    """The file, if the form can be made of it. Raises what the form raises."""
    list(_parts(replace(report, files=(file,)), output, style, columns))
    return file


def _parts(report: Report, output: Output, style: Style | None, columns: int) -> Iterator[str]:
    form = output.form
    make = getattr(import_module(f"sbu_check.report.{form.module}"), form.function)
    if form.styled:
        given: tuple[object, ...] = (style, columns) if output.name == "text" else (style,)
    else:
        given = (os.getcwd(),) if form.rooted else ()  # noqa: PTH109 - as text
    parts: Iterator[str] = make(report, *given)
    return inert_blocks(parts, form.kind)


def write_report(report: Report, output: Output) -> Report:
    """Write the file of an output, whole or not at all; return the report in it, as `rendered` does.

    Raises Unwritten, and leaves what there was.
    """
    from sbu_check.text.writing import write_whole

    if output.path is None:
        raise UnknownOutput(f"{output.name} goes to standard output, and not into a file")
    parts, shown = rendered(report, output)
    words = "".join(_in_file(shown, output, parts))
    # Invalid characters were masked or made visible before; a remaining one must not stop a report.
    write_whole(output.path, words.encode("utf-8", "backslashreplace"))
    return shown


def _in_file(report: Report, output: Output, parts: list[str]) -> Iterator[str]:
    """The parts of a report in a file of its own. It also has what a terminal shows beside a report."""
    banner = f"{report.quoted}\n" if report.quoted and output.form.bare else ""
    yield from (banner, *parts, banner)
    if output.form.bare or not parts:
        yield f"{report.identity}\n"
