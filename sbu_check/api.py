"""The Python interface: what the command line uses, and nothing else than that."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from sbu_check.cable.read import read_cable, read_cables
from sbu_check.config.configuration import DEFAULT, Configuration, ConfigurationError, find, load
from sbu_check.config.options import Change, rules_of
from sbu_check.config.run_options import STANDARD_INPUT_NAME, RunOptions
from sbu_check.engine import LIMIT
from sbu_check.marking import Banner, MarkingSystem, UnknownSystem
from sbu_check.marking import system as marking_system
from sbu_check.report.limit import Limit, UnknownLimit
from sbu_check.report.model import Document, FileReport, Report, Reported
from sbu_check.rules.catalogue import catalogue
from sbu_check.rules.custom import every
from sbu_check.rules.selection import Selection, UnknownName, resolve
from sbu_check.run.check import check_source, read_source
from sbu_check.run.guard import attempt
from sbu_check.run.outputs import Output, UnknownOutput, render_report, rendered, together, write_report
from sbu_check.run.run import Run, assemble_report
from sbu_check.text.source import SourceText, Undecodable, check_encoding
from sbu_check.text.span import Span
from sbu_check.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sbu_check.baseline.entries import Baseline
    from sbu_check.baseline.manager import BaselineChange, BaselineManager, NewFindings, Unchecked
    from sbu_check.checks.plugin import Place, PluginCheck
    from sbu_check.comparison.comparison import Comparison
    from sbu_check.comparison.report import CopyReport
    from sbu_check.config.origins import Origins, origins
    from sbu_check.config.template import config_text
    from sbu_check.fix.fix import FixedText
    from sbu_check.fix.run import FixRequest, FixRun
    from sbu_check.marking import Mark, MarkProblem, Reading
    from sbu_check.marking.validate import FaultySystems
    from sbu_check.report.terminal import Style
    from sbu_check.rules.custom import CustomRules
    from sbu_check.rules.custom_files import FaultyRules
    from sbu_check.rules.model import Rule
    from sbu_check.run.inspect import understand
    from sbu_check.run.timing import measured
    from sbu_check.run.watch import Watch
    from sbu_check.text.schema_faults import Fault
    from sbu_check.text.writing import Unwritten

__all__ = [
    "DEFAULT",
    "LIMIT",
    "STANDARD_INPUT_NAME",
    "Banner",
    "Baseline",
    "BaselineChange",
    "BaselineManager",
    "Change",
    "Configuration",
    "ConfigurationError",
    "CopyReport",
    "Document",
    "FaultyRules",
    "FaultySystems",
    "FileReport",
    "FixRequest",
    "FixRun",
    "FixedText",
    "Limit",
    "NewFindings",
    "Origins",
    "Output",
    "Place",
    "PluginCheck",
    "Report",
    "Reported",
    "Run",
    "RunOptions",
    "Selection",
    "Span",
    "Unchecked",
    "Undecodable",
    "UnknownLevel",
    "UnknownLimit",
    "UnknownName",
    "UnknownOutput",
    "UnknownSystem",
    "UnreadableMark",
    "Unwritten",
    "Watch",
    "baseline_manager",
    "cache_folder",
    "catalogue",
    "check_encoding",
    "check_file",
    "check_mark",
    "check_text",
    "clear_cache",
    "compare",
    "config_text",
    "every",
    "explain_mark",
    "explain_rule",
    "find",
    "fix_text",
    "load",
    "measured",
    "origins",
    "read_cable",
    "read_cables",
    "read_custom_rules",
    "render_comparison",
    "render_report",
    "rendered",
    "required_banner",
    "rules_of",
    "run_examples",
    "together",
    "understand",
    "verify",
    "write_report",
]

_WHEN_ASKED = {
    "FaultySystems": "sbu_check.marking.validate",
    "Baseline": "sbu_check.baseline.entries",
    "BaselineChange": "sbu_check.baseline.manager",
    "BaselineManager": "sbu_check.baseline.manager",
    "NewFindings": "sbu_check.baseline.manager",
    "Unchecked": "sbu_check.baseline.manager",
    "Origins": "sbu_check.config.origins",
    "origins": "sbu_check.config.origins",
    "Place": "sbu_check.checks.plugin",
    "PluginCheck": "sbu_check.checks.plugin",
    "FaultyRules": "sbu_check.rules.custom_files",
    "measured": "sbu_check.run.timing",
    "understand": "sbu_check.run.inspect",
    "config_text": "sbu_check.config.template",
    "FixRun": "sbu_check.fix.run",
    "FixedText": "sbu_check.fix.fix",
    "FixRequest": "sbu_check.fix.run",
    "Unwritten": "sbu_check.text.writing",
    "CopyReport": "sbu_check.comparison.report",
    "Watch": "sbu_check.run.watch",
}
"""What is imported when it is first asked for: only some verbs need it."""

Config: TypeAlias = "Configuration | Mapping[str, Any] | str | os.PathLike[str] | None"
"""A configuration, a table with its keys, or the file that holds it. None is the built-in one: none is looked for."""

Compared: TypeAlias = "str | os.PathLike[str] | SourceText"
"""One side of a comparison: its text, or the file that holds it."""


def __getattr__(name: str) -> Any:
    if name not in _WHEN_ASKED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_WHEN_ASKED[name]), name)


class UnknownLevel(ValueError):
    """No level of the marking system is called so."""


class UnreadableMark(ValueError):
    """A portion mark that the marking system cannot read, or no mark where one is needed."""


def check_text(text: str, *, filename: str | None = None, config: Config = None) -> Report:
    """The report on a text. If the program fails on it, the report has the finding `internal-error` and exit code 2.

    `filename` is what it is called there, and what the configuration's patterns see.

    Raises ConfigurationError, and UnknownName for a rule that there is not.
    """
    configuration = _configuration(config)
    manner = RunOptions()
    source = SourceText(text, filename)
    report = attempt(filename or STANDARD_INPUT_NAME, lambda: check_source(source, configuration, manner))
    return assemble_report([report], [(configuration, configuration.options(filename))], manner)


def check_file(path: str | os.PathLike[str], *, config: Config = None) -> Report:
    """The report on a file; its exit code is 2 when the file cannot be read or the program fails on it.

    Raises ConfigurationError, and UnknownName for a rule that there is not.
    """
    return Run(_configuration(config)).check([os.fspath(path)])


def fix_text(
    text: str, *, filename: str | None = None, config: Config = None, unsafe: bool = False
) -> FixedText:
    """A text after its safe fixes, with `unsafe` after all: `.source.text` is the new text, `.report` what is left.

    Raises ConfigurationError, and UnknownName for a rule that there is not.
    """
    from sbu_check.fix.fix import fix_source

    return fix_source(SourceText(text, filename), _configuration(config), RunOptions(), unsafe=unsafe)


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
    """The report on a released copy, held against its original: places in the copy, related ones in the original.

    A `str` is a text, a path a file. `release_level` is the highest mark that may be released; with `ocr`, differences
    that a scanner makes are none. `select` and `ignore` are rules of a comparison, in place of all and besides those of
    the configuration. `outside` are more texts that go out with the copy, by what they are (`title`). Withheld words
    are named by a hash under `salt`, a new one for each call when it is None, or shown with `show_withheld`.

    Raises OSError and Undecodable for a file that cannot be read, UnknownLevel, ConfigurationError, and UnknownName for
    a rule that there is not.
    """
    from sbu_check.comparison.compare import compare as compared
    from sbu_check.comparison.levels import level_known
    from sbu_check.comparison.report import CopyReport, file_reports
    from sbu_check.rules.selection import in_force

    texts = [_text(one) for one in (original, released)]
    for text in texts:
        if text.paper and not text.text.strip():
            raise Undecodable(f"{text.name}: its pages show no text that is text: recognise it first (OCR)")
    configuration = _configuration(config)
    options = configuration.options(texts[1].name)
    # What a configuration selects is meant for single texts; what it leaves out is left out here too.
    ignored = (*options.selection.ignore, *ignore)
    selection = replace(options.selection, profile="release", select=tuple(select), ignore=ignored)
    level = release_level.strip("()").upper()
    settings = options.settings
    if not level_known(level, settings):
        raise UnknownLevel(f"the marking system {settings.system} has no level {release_level!r}")
    rules = in_force(selection, comparison=True)

    def work() -> tuple[tuple[FileReport, ...], Comparison | None]:
        found = compared(
            *texts,
            release_level=level,
            ocr=ocr,
            settings=settings,
            rules=rules,
            outside=outside,
            salt=salt,
            show_withheld=show_withheld,
        )
        return file_reports(found, fail_level=configuration.fail_level), found.comparison

    done = attempt(texts[1].name or "<text>", work)
    files, comparison = ((done,), None) if isinstance(done, FileReport) else done
    report = assemble_report(files, [(configuration, replace(options, selection=selection))], RunOptions())
    return CopyReport(
        report.version, report.rules_digest, report.files, report.interrupted, report.custom, comparison
    )


def render_comparison(
    report: CopyReport, form: str, style: Style | None = None, columns: int = 80
) -> Iterable[str]:
    """The parts of a report on a comparison as `text`, `json`, `sarif` or `html`. Raises UnknownOutput.

    `style` and `columns` are of a terminal.
    """
    from sbu_check.comparison import page, text_report
    from sbu_check.report import html, json_report, sarif

    if form == "text":
        return text_report.render(report, style, columns)
    if form == "html":
        # A comparison that failed has no page of its own, only a report.
        return page.render(report.comparison, report) if report.comparison else html.render(report)
    if form in {"json", "sarif"}:
        return json_report.render(report) if form == "json" else sarif.render(report)
    raise UnknownOutput(f"a comparison has no format {form!r}: expected text, json, sarif or html")


def _text(given: Compared) -> SourceText:
    if isinstance(given, SourceText):
        return given
    return SourceText(given) if isinstance(given, str) else read_source(os.fspath(given), RunOptions())


def required_banner(
    portions: Iterable[str],
    *,
    system: str = "state",
    on: date | None = None,
    under: str | None = None,
    marking_paths: Iterable[str | os.PathLike[str]] = (),
) -> Banner:
    """The banner that portion marks require, with the reason for each of its parts.

    A list that a portion leaves open, as `(S//REL)` does, is that of the banner which it stands `under`.
    `portions` are marks with or without their brackets, `on` is the day whose rules apply, `marking_paths` are folders
    of marking systems besides those that ship. Raises UnreadableMark, UnknownSystem and FaultySystems.
    """
    marking = _marking(system, on, marking_paths)
    marks = [
        _mark_of(marking.read_portion(one), one, f"portion mark of the system {marking.name}")
        for one in portions
    ]
    if not marks:
        raise UnreadableMark("a banner needs at least one portion mark")
    banner = (
        _mark_of(marking.read_banner(under), under, f"banner of the system {marking.name}") if under else None
    )
    return marking.required(marks, banner)


def _mark_of(reading: Reading, written: str, what: str) -> Mark:
    """What a text says. A part that nobody knows may be a control: without it the banner could be too low."""
    unknown = next((one for one in reading.problems if one.kind == "unknown"), None)
    if reading.mark and unknown is None:
        return reading.mark
    first = unknown or next(iter(reading.problems), None)
    raise UnreadableMark(
        f"{written!r} is no {what}: {first.message if first else 'it holds no classification'}"
    )


def check_mark(
    text: str,
    *,
    kind: Literal["portion", "banner"] = "portion",
    system: str = "state",
    on: date | None = None,
    marking_paths: Iterable[str | os.PathLike[str]] = (),
) -> list[MarkProblem]:
    """What is wrong with a portion mark or a banner; empty for a valid one.

    `marking_paths` are folders of marking systems besides those that ship. Raises UnknownSystem and FaultySystems.
    """
    marking = _marking(system, on, marking_paths)
    reading = marking.read_portion(text) if kind == "portion" else marking.read_banner(text)
    return list(reading.problems)


def explain_rule(name: str, *, width: int | None = None, config: Config = None) -> str:
    """The page of a rule, by its name or a former one: as text of that width, or as Markdown.

    `config` is the configuration whose custom rules are known too. Raises UnknownName, ConfigurationError.
    """
    from sbu_check.rules.rule_page import as_markdown, as_text, page

    found = page(resolve(name, every(_configuration(config).custom)))
    return as_text(found, width) if width else as_markdown(found)


def explain_mark(
    text: str,
    *,
    system: str = "state",
    on: date | None = None,
    marking_paths: Iterable[str | os.PathLike[str]] = (),
) -> str | None:
    """What a portion mark says, part by part; None for a text that the system does not know as one.

    `marking_paths` are folders of marking systems besides those that ship. Raises UnknownSystem and FaultySystems.
    """
    from sbu_check.marking.explain import explained
    from sbu_check.report.mark_page import mark_page

    mark = explained(text, _marking(system, on, marking_paths))
    return mark_page(mark) if mark.canonical is not None else None


def read_custom_rules(places: Iterable[Path]) -> CustomRules:
    """The custom rules in files and folders. Raises FaultyRules with all that is wrong, ConfigurationError."""
    from sbu_check.rules.custom_files import custom_rules
    from sbu_check.text.files import reason

    try:
        return custom_rules(places)
    except OSError as error:
        raise ConfigurationError(f"{error.filename}: {reason(error)}") from None


def run_examples(rule: Rule, config: Config = None) -> Iterator[Fault | None]:
    """Each example of a rule's file as a test: None for one that holds, else what is wrong with it.

    `config` is the configuration whose plugins may be asked. Raises ConfigurationError for a rule that needs another.
    """
    configuration = _configuration(config)
    if rule.plugin and rule.plugin not in configuration.plugins:
        where = configuration.path or "no configuration"
        raise ConfigurationError(f'{rule.file}: plugin: "{rule.plugin}" is not among the plugins of {where}')
    from sbu_check.run.rule_tests import tested

    return tested(rule)


def cache_folder() -> Path:
    """The folder in which reports are remembered."""
    from sbu_check.run.cache import place

    return place()


def baseline_manager(path: str | None = None, trust: tuple[Path, ...] = ()) -> BaselineManager:
    """Return the manager of the baseline of a configuration file, or of the configuration in force in this folder.

    `trust` are folders that the configuration may name. Raises ConfigurationError.
    """
    from sbu_check.baseline.manager import BaselineManager
    from sbu_check.run.run import check_everything

    return BaselineManager.of(Path(path) if path else None, check_everything, trust)


def clear_cache() -> int:
    """Forget the reports that are remembered; how many they were. Raises OSError."""
    from sbu_check.run.cache import clear

    return clear()


def verify(path: Path, trust: tuple[Path, ...] = (), *, named: bool = True) -> None:
    """Read a configuration file and its baseline. Raises ConfigurationError, UnknownName."""
    from sbu_check.baseline.entries import baseline_of

    configuration = load(path, trust, named=named)
    rules_of(configuration.options().selection)
    baseline_of(configuration)


def _marking(name: str, on: date | None, folders: Iterable[str | os.PathLike[str]]) -> MarkingSystem:
    return marking_system(name, on, tuple(map(Path, folders)))


def _configuration(config: Config) -> Configuration:
    if config is None:
        return DEFAULT
    if isinstance(config, Configuration):
        return config
    if isinstance(config, Mapping):
        from sbu_check.config.keys import configuration_of

        return configuration_of(config, Path("configuration"))
    return load(Path(config))
