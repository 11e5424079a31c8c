"""Run the program on an input of each target and check its promises. Only this module imports the program."""

from __future__ import annotations

import atexit
import gc
import json
import os
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from sbu_check import api
from sbu_check.engine import context_of, documents
from sbu_check.grammar import load
from sbu_check.report import inspect_text
from sbu_check.report.inspected import understood
from sbu_check.report.terminal import Style
from sbu_check.run.check import check_source
from sbu_check.run.guard import attempt
from sbu_check.run.outputs import FORMS, assemble_report
from sbu_check.schemas import schema
from sbu_check.text.lines import LineIndex
from sbu_check.text.source import SourceText

from .words import PLAIN_NAME, seeds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .inputs import Input

PACKAGE = Path(api.__file__).parents[1]

_PLAIN = Style(False)

_TERMINAL = ("text", "concise", "github", "markdown")
"""Formats that people read on a terminal or in a log."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

_REFUSALS = (api.ConfigurationError, api.UnknownName, api.UnknownSystem, api.FaultyRules, api.FaultySystems)
"""Exceptions that the command line reports in one line, with exit code 2."""

_LEVELS = (
    "UNCLASSIFIED",
    "SENSITIVE BUT UNCLASSIFIED",
    "LIMITED OFFICIAL USE",
    "CONFIDENTIAL",
    "SECRET",
    "TOP SECRET",
)

_VALIDATED = 40
"""One input in this number has its JSON validated."""

_FROM_FILE = 5
"""One text in this number is read from a file. The others are not, because files cost time."""


class Broken(AssertionError):
    """A broken promise. `key` is the same for failures of one kind."""

    def __init__(self, key: str, detail: str = "") -> None:
        super().__init__(f"{key}: {detail}" if detail else key)
        self.key = key


def terminals() -> list[tuple[str, str]]:
    """Name and pattern of each terminal of the grammar of cables and of the grammar of marked documents."""
    found = dict(load("memo").terminals)
    return sorted({**{f"MEMO_{name}": one for name, one in found.items()}, **load("cable").terminals}.items())


@cache
def warm_up() -> None:
    """Read and compile what each process needs once, before the time of an input is measured."""
    for text in seeds()[:40]:
        done = api.fix_text(text, unsafe=True)
        report = api.Report("", "", (done.report,))
        for form in FORMS:
            "".join(api.render_report(report, api.Output(form), _PLAIN))
    api.compare(seeds()[0], seeds()[0])
    for name in ("check", "inspect"):
        _validator(name)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@cache
def _run(profile: str, system: str) -> api.Run:
    """A run under the built-in configuration with that profile and marking system."""
    return api.Run(api.DEFAULT, changes={"profile": profile or None, "system": system or None})


_MEMORY = Path("/dev/shm")
"""A folder that Linux keeps in memory."""


@cache
def _folder(process: int) -> Path:
    """The folder of a process, in memory if the system has such."""
    parent = _MEMORY if _MEMORY.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix=f"sbu-check-fuzz-{process}-", dir=parent))
    atexit.register(remove_folder, process)
    return folder


def remove_folder(process: int) -> None:
    """Remove the folder of a process, which may have ended."""
    parent = _MEMORY if _MEMORY.is_dir() else Path(tempfile.gettempdir())
    for folder in parent.glob(f"sbu-check-fuzz-{process}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def _written(name: str, content: str | bytes) -> str:
    """The path of a file with that content. Lone surrogates become bytes that are not UTF-8."""
    path = os.path.join(_folder(os.getpid()), name)  # noqa: PTH118 - names need not be UTF-8
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    with open(os.fsencode(path), "wb") as file:  # noqa: PTH123
        file.write(data)
    return path


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name))


def _valid(name: str, data: object) -> None:
    fault = next(_validator(name).iter_errors(data), None)
    if fault:
        raise Broken(
            f"invalid {name} JSON: {'/'.join(str(one) for one in fault.schema_path)}", fault.message[:200]
        )


def _withheld(words: str, case: Input, where: str) -> None:
    lower = words.lower()
    for one in case.forbidden:
        at = lower.find(one)
        if at >= 0:
            raise Broken(f"shown: {where}", lower[max(at - 60, 0) : at + 30])


def _sound(report: api.Report) -> None:
    """Check that a report has no crash and no internal error, and an allowed exit code."""
    for crash in report.crashes:
        raise Broken(f"crash of {crash.rule}: {crash.message.split(':')[0]}", crash.message)
    for one in report.diagnostics:
        if one.rule == "internal-error":
            raise Broken(f"internal-error: {one.message}")
        if not one.start.offset <= one.end.offset:
            raise Broken(f"span of {one.rule}")
    code = report.exit_code()
    if code == 2 and not any(file.problem for file in report.files):
        raise Broken("exit code 2 without a reason")
    if code not in {0, 1, 2, 3}:
        raise Broken(f"exit code {code}")


def _rendered(report: api.Report, form: str, case: Input) -> None:
    words = "".join(api.render_report(report, api.Output(form), _PLAIN))
    words.encode("utf-8", "backslashreplace")
    _withheld(words, case, form)
    if form in _TERMINAL and (found := _CONTROL.search(words)):
        raise Broken(
            f"control character in {form}", repr(words[max(found.start() - 30, 0) : found.end() + 10])
        )
    if form in {"json", "sarif", "gitlab", "rdjson"}:
        data = json.loads(words)
        if form == "json" and case.index % _VALIDATED == 0:
            _valid("check", data)
    if form == "jsonl":
        for line in words.splitlines():
            json.loads(line)


def check(case: Input) -> None:
    """Check one text or file and print the report in one format, or in each one."""
    document, options = case.parts["document"], case.options
    form, limit = options["form"], api.Limit.parse(options["limit"])
    run_options = api.RunOptions(limit=limit, sheets=form in {"html", "every"})
    if isinstance(document, str) and options["name"] == PLAIN_NAME and case.index % _FROM_FILE:
        configuration = _run(options["profile"], options["system"]).configuration(Path())
        file = attempt(
            PLAIN_NAME, lambda: check_source(SourceText(document, PLAIN_NAME), configuration, run_options)
        )
        report = assemble_report([file], [(configuration, configuration.options(PLAIN_NAME))], run_options)
    else:
        path = _written(options["name"], document)
        changes = {"profile": options["profile"] or None, "system": options["system"] or None}
        run = api.Run(api.DEFAULT, changes=changes, run_options=run_options)
        try:
            report = run.check([path])
        finally:
            os.remove(os.fsencode(path))  # noqa: PTH107
    _sound(report)
    for one in FORMS if form == "every" else (form,):
        _rendered(report, one, case)


def inspect(case: Input) -> None:
    """Read one text or file and print its fields as JSON, text and CSV."""
    document, run = case.parts["document"], _run("", case.options["system"])
    if isinstance(document, str) and case.index % _FROM_FILE:
        settings = run.configuration(Path()).options(PLAIN_NAME)
        lines = LineIndex(document)
        data = [
            understood(PLAIN_NAME, context_of(one, settings), lines) for one in documents(document, settings)
        ]
    else:
        found = list(api.understand(run, [_written(PLAIN_NAME, document)]))
        data = [one for one in found if isinstance(one, dict)]
        if not all(isinstance(one, dict) or one.problem for one in found):
            raise Broken("a document is missing without a reason")
    json.dumps(data)
    if case.index % _VALIDATED == 0:
        _valid("inspect", {"version": 1, "documents": data})
    "".join(inspect_text.render(iter(data), _PLAIN)).encode("utf-8", "backslashreplace")
    "".join(inspect_text.render_csv(iter(data)))


def _rank(level: str | None) -> int:
    return _LEVELS.index(level) if level in _LEVELS else -1


def _class_levels(text: str) -> list[int]:
    """The highest rank that the class line and the banners of each cable name, in order.

    A line whose controls become readable is a banner and no class line any more.
    """
    lines = ((cable.classification, *cable.banners) for cable in api.read_cables(text))
    return [max(_rank(line.level) for line in those if line) for those in lines if any(those)]


def fix(case: Input) -> None:
    """Fix a text. A second fix must change nothing, and the text outside the edits must stay."""
    text, unsafe = str(case.parts["document"]), bool(case.options["unsafe"])
    config = {"profile": case.options["profile"] or "archive"}
    done = api.fix_text(text, config=config, unsafe=unsafe)
    new = done.source.text
    _sound(api.Report("", "", (done.report,)))
    "".join(done.difference.render("document.txt"))
    if new == text:
        return
    before, after = 0, 0
    for old, fresh in done.outcome.shift.regions:
        if text[before : old.start] != new[after : fresh.start]:
            raise Broken("changed outside of an edit", repr(text[before : old.start][:80]))
        before, after = old.end, fresh.end
    if text[before:] != new[after:]:
        raise Broken("changed outside of an edit", repr(text[before:][:80]))
    again = api.fix_text(new, config=config, unsafe=unsafe)
    if again.source.text != new:
        raise Broken(f"not idempotent: {','.join(sorted({one.rule for one in again.outcome.applied}))}")
    if not unsafe and done.outcome.markings:
        raise Broken("a safe fix changed a marking", str(done.outcome.markings[0].change))
    levels = _class_levels(text), _class_levels(new)
    if len(levels[0]) == len(levels[1]) and any(map(int.__gt__, *levels)):
        raise Broken("lowered: class line")


def compare(case: Input) -> None:
    """Compare a copy with its original and print the report in one format."""
    original, released = str(case.parts["original"]), str(case.parts["released"])
    try:
        report = api.compare(
            original,
            released,
            release_level=case.options["level"],
            ocr=bool(case.options["ocr"]),
            salt=b"fuzz",
        )
    except api.Undecodable:
        return
    _sound(report)
    form = case.options["form"]
    words = "".join(api.render_comparison(report, form, _PLAIN))
    words.encode("utf-8", "backslashreplace")
    _withheld(words, case, f"compare {form}")
    if form in {"json", "sarif"}:
        json.loads(words)
    if form == "text" and (found := _CONTROL.search(words)):
        raise Broken("control character in compare text", repr(found[0]))


def configuration(case: Input) -> None:
    """Check, validate or show with the configuration of a folder."""
    # The program caches by path, so each folder has a new name.
    folder = _folder(os.getpid()) / f"project-{case.seed}-{case.index}"
    try:
        for name, content in case.parts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(
                content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
            )
        (folder / ".git").mkdir(exist_ok=True)
        _under(folder, case.options["use"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _under(folder: Path, use: str) -> None:
    written, document = folder / "sbu-check.toml", folder / PLAIN_NAME
    uses: Mapping[str, Callable[[], Any]] = {
        "check folder": lambda: _sound(api.Run(None).check([str(folder)])),
        "check file": lambda: _sound(api.Run(None).check([str(document)])),
        "validate": lambda: api.verify(written),
        "show": lambda: api.origins(api.load(written), str(document)),
        "rules": lambda: api.read_custom_rules([folder / "rules"]),
    }
    for step in uses.values() if use == "every" else (uses[use],):
        try:
            step()
        except _REFUSALS as error:
            str(error)


TARGETS: Mapping[str, Callable[[Input], None]] = {
    "check": check,
    "inspect": inspect,
    "fix": fix,
    "compare": compare,
    "configuration": configuration,
}

SHARES: Mapping[str, int] = {"check": 34, "inspect": 40, "fix": 8, "compare": 10, "configuration": 8}
"""Inputs of each target in a hundred. Targets with quick inputs have more."""
