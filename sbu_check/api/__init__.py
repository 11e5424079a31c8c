"""The Python interface. The command line uses this module and nothing else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from sbu_check.api.configured import (
    baseline_manager,
    configuration_of,
    explain_rule,
    read_custom_rules,
    run_examples,
    verify,
)
from sbu_check.cable.read import read_cable, read_cables
from sbu_check.config.configuration import (
    DEFAULT,
    STANDARD_INPUT_NAME,
    Configuration,
    ConfigurationError,
    RunOptions,
)
from sbu_check.config.find import find, load
from sbu_check.engine import LIMIT
from sbu_check.marking import Banner, UnknownSystem
from sbu_check.report.limit import Limit, UnknownLimit
from sbu_check.report.model import DocumentSummary, FileReport, Report, Reported
from sbu_check.rules.catalogue import catalogue, every
from sbu_check.rules.selection import Options, UnknownName, rules_of
from sbu_check.run.check import check_source
from sbu_check.run.guard import attempt
from sbu_check.run.outputs import (
    Output,
    UnknownOutput,
    assemble_report,
    render_report,
    rendered,
    together,
    write_report,
)
from sbu_check.run.run import Run
from sbu_check.text.source import SourceText, Undecodable, check_encoding
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from sbu_check.api.comparison import (
        UnknownLevel,
        compare,
        render_comparison,
        rendered_comparison,
        unread_comparison,
    )
    from sbu_check.api.configured import Config
    from sbu_check.api.marks import UnreadableMark, check_mark, explain_mark, required_banner
    from sbu_check.baseline.entries import Baseline
    from sbu_check.baseline.manager import BaselineChange, BaselineManager, NewFindings, Unchecked
    from sbu_check.checks.common.plugin import Place, PluginCheck
    from sbu_check.comparison.report import CopyReport
    from sbu_check.config.origins import Origins, origins
    from sbu_check.config.writing import config_text
    from sbu_check.fix.files import FixRequest, FixRun
    from sbu_check.fix.fixed_text import FixedText
    from sbu_check.marking.validate import FaultySystems
    from sbu_check.rules.custom_files import FaultyRules
    from sbu_check.run.cache import cache_folder, clear_cache
    from sbu_check.run.check import measured
    from sbu_check.run.inspect import understand
    from sbu_check.run.watch import Watch
    from sbu_check.text.writing import Unwritten

__all__ = [
    "DEFAULT",
    "LIMIT",
    "STANDARD_INPUT_NAME",
    "Banner",
    "Baseline",
    "BaselineChange",
    "BaselineManager",
    "Configuration",
    "ConfigurationError",
    "CopyReport",
    "DocumentSummary",
    "FaultyRules",
    "FaultySystems",
    "FileReport",
    "FixRequest",
    "FixRun",
    "FixedText",
    "Limit",
    "NewFindings",
    "Options",
    "Origins",
    "Output",
    "Place",
    "PluginCheck",
    "Report",
    "Reported",
    "Run",
    "RunOptions",
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
    "rendered_comparison",
    "required_banner",
    "rules_of",
    "run_examples",
    "together",
    "understand",
    "unread_comparison",
    "verify",
    "write_report",
]

_MODULES = {
    "UnknownLevel": "sbu_check.api.comparison",
    "compare": "sbu_check.api.comparison",
    "render_comparison": "sbu_check.api.comparison",
    "rendered_comparison": "sbu_check.api.comparison",
    "unread_comparison": "sbu_check.api.comparison",
    "UnreadableMark": "sbu_check.api.marks",
    "check_mark": "sbu_check.api.marks",
    "explain_mark": "sbu_check.api.marks",
    "required_banner": "sbu_check.api.marks",
    "Baseline": "sbu_check.baseline.entries",
    "BaselineChange": "sbu_check.baseline.manager",
    "BaselineManager": "sbu_check.baseline.manager",
    "NewFindings": "sbu_check.baseline.manager",
    "Unchecked": "sbu_check.baseline.manager",
    "Place": "sbu_check.checks.common.plugin",
    "PluginCheck": "sbu_check.checks.common.plugin",
    "CopyReport": "sbu_check.comparison.report",
    "Origins": "sbu_check.config.origins",
    "origins": "sbu_check.config.origins",
    "config_text": "sbu_check.config.writing",
    "FixRequest": "sbu_check.fix.files",
    "FixRun": "sbu_check.fix.files",
    "FixedText": "sbu_check.fix.fixed_text",
    "FaultySystems": "sbu_check.marking.validate",
    "FaultyRules": "sbu_check.rules.custom_files",
    "cache_folder": "sbu_check.run.cache",
    "clear_cache": "sbu_check.run.cache",
    "understand": "sbu_check.run.inspect",
    "measured": "sbu_check.run.check",
    "Watch": "sbu_check.run.watch",
    "Unwritten": "sbu_check.text.writing",
}
"""The module of each name that is imported at its first use, because only some verbs need it."""


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)


def check_text(text: str, *, filename: str | None = None, config: Config = None) -> Report:
    """Return the report on a text.

    If the program fails on it, the report has the finding `internal-error` and exit code 2. `filename` is its name in
    the report and for the patterns of the configuration.

    Raises ConfigurationError, and UnknownName for an unknown rule.
    """
    configuration = configuration_of(config)
    run_options = RunOptions()
    source = SourceText(text, filename)
    report = attempt(
        filename or STANDARD_INPUT_NAME, lambda: check_source(source, configuration, run_options)
    )
    return assemble_report([report], [(configuration, configuration.options(filename))], run_options)


def check_file(path: str | os.PathLike[str], *, config: Config = None) -> Report:
    """Return the report on a file; its exit code is 2 when the file cannot be read or the program fails on it.

    Raises ConfigurationError, and UnknownName for an unknown rule.
    """
    return Run(configuration_of(config)).check([os.fspath(path)])


def fix_text(
    text: str, *, filename: str | None = None, config: Config = None, unsafe: bool = False
) -> FixedText:
    """Fix a text: safe fixes, and with `unsafe` all. `.source.text` is the new text, `.report` has what remains.

    Raises ConfigurationError, and UnknownName for an unknown rule.
    """
    from sbu_check.fix.fixed_text import fix_source

    return fix_source(SourceText(text, filename), configuration_of(config), RunOptions(), unsafe=unsafe)
