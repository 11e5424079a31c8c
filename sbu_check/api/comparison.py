"""An original against its released copy."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeAlias

from sbu_check.api.configured import configuration_of
from sbu_check.comparison import page, text_report
from sbu_check.comparison.compare import compare as compared
from sbu_check.comparison.levels import level_known
from sbu_check.comparison.report import CopyReport, file_reports
from sbu_check.config.configuration import RunOptions
from sbu_check.report.model import FileReport
from sbu_check.rules.selection import in_force
from sbu_check.run.check import read_source
from sbu_check.run.guard import attempt
from sbu_check.run.outputs import UnknownOutput, assemble_report
from sbu_check.text.source import SourceText, Undecodable
from sbu_check.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sbu_check.api.configured import Config
    from sbu_check.comparison.comparison import Comparison
    from sbu_check.config.configuration import Configuration
    from sbu_check.report.terminal import Style
    from sbu_check.rules.selection import Options

Compared: TypeAlias = "str | os.PathLike[str] | SourceText"
"""One side of a comparison: its text, or the file that holds it."""


FORMS = ("text", "json", "sarif", "html")
"""The forms of a report on a comparison."""


class UnknownLevel(ValueError):
    """No level of the marking system is called so."""


def compare(
    original: Compared,
    released: Compared,
    *,
    release_level: str = "U",
    ocr: bool = False,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    config: Config = None,
    outside: Mapping[str, str] | None = None,
    salt: bytes | None = None,
    show_withheld: bool = False,
) -> CopyReport:
    """Compare a released copy with its original. Places are in the copy, related places in the original.

    A `str` is a text, a path a file. `release_level` is the highest mark that may be released; with `ocr`,
    differences that a scanner makes are ignored. `select` and `ignore` are rules of a comparison, in place of all and
    besides those of the configuration. `outside` are more texts that go out with the copy, by what they are (`title`).
    Withheld words are named by a hash under `salt`, a new one for each call when it is None, or shown with
    `show_withheld`.

    Raises OSError and Undecodable for a file that cannot be read, UnknownLevel, ConfigurationError, and UnknownName for
    an unknown rule.
    """
    texts = [_text(one) for one in (original, released)]
    for text in texts:
        if text.hidden_content and not text.text.strip():
            raise Undecodable(f"{text.name}: its pages show no text that is text: recognise it first (OCR)")
    configuration = configuration_of(config)
    options = configuration.options(texts[1].name)
    # What a configuration selects is meant for single texts; what it leaves out is left out here too.
    ignored = (*options.ignore, *ignore)
    options = replace(options, profile="release", select=tuple(select), ignore=ignored)
    level = release_level.strip("()").upper()
    if not level_known(level, options):
        raise UnknownLevel(f"the marking system {options.system} has no level {release_level!r}")
    rules = in_force(options, comparison=True)

    def work() -> tuple[tuple[FileReport, ...], Comparison | None]:
        found = compared(
            *texts,
            release_level=level,
            ocr=ocr,
            settings=options,
            rules=rules,
            outside=outside,
            salt=salt,
            show_withheld=show_withheld,
        )
        return file_reports(found, fail_level=configuration.fail_level), found.comparison

    done = attempt(texts[1].name or "<text>", work)
    files, comparison = ((done,), None) if isinstance(done, FileReport) else done
    return _assembled(files, configuration, options, comparison)


def unread_comparison(file: FileReport, config: Config = None) -> CopyReport:
    """The report on a comparison one of whose files has the finding `internal-error`."""
    configuration = configuration_of(config)
    return _assembled((file,), configuration, configuration.options(file.path))


def render_comparison(
    report: CopyReport, form: str, style: Style | None = None, columns: int = 80
) -> Iterable[str]:
    """The parts of a report on a comparison as `text`, `json`, `sarif` or `html`. Raises UnknownOutput.

    `style` and `columns` are of a terminal.
    """
    return rendered_comparison(report, form, style, columns)[0]


def rendered_comparison(
    report: CopyReport, form: str, style: Style | None = None, columns: int = 80
) -> tuple[list[str], CopyReport]:
    """The parts as `render_comparison` has them, and the report that they are of. Raises UnknownOutput.

    It is another one, with the finding `internal-error`, if the form cannot be made of the report.
    """
    if form not in FORMS:
        raise UnknownOutput(
            f"a comparison has no format {form!r}: expected {', '.join(FORMS[:-1])} or {FORMS[-1]}"
        )
    parts = attempt(report.files[0].path, lambda: list(_parts(report, form, style, columns)))
    if not isinstance(parts, FileReport):
        return parts, report
    failed = replace(report, files=(parts,), comparison=None)
    return list(_parts(failed, form, style, columns)), failed


def _assembled(
    files: tuple[FileReport, ...],
    configuration: Configuration,
    options: Options,
    comparison: Comparison | None = None,
) -> CopyReport:
    report = assemble_report(files, [(configuration, options)], RunOptions())
    return CopyReport(
        report.version, report.rules_digest, report.files, report.interrupted, report.custom, comparison
    )


def _parts(report: CopyReport, form: str, style: Style | None, columns: int) -> Iterable[str]:
    from sbu_check.report import html, json_report, sarif

    if form == "text":
        return text_report.render(report, style, columns)
    if form == "html":
        # A comparison that failed has no page of its own, only a report.
        return page.render(report.comparison, report) if report.comparison else html.render(report)
    return json_report.render(report) if form == "json" else sarif.render(report)


def _text(given: Compared) -> SourceText:
    if isinstance(given, SourceText):
        return given
    return SourceText(given) if isinstance(given, str) else read_source(os.fspath(given), RunOptions())
