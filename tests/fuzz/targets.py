"""What is done with an input of each target, and what must hold. Only this module imports the program."""

from __future__ import annotations

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
from sbu_check.report import inspect_text
from sbu_check.report.terminal import Style
from sbu_check.run.outputs import FORMS
from sbu_check.schemas import schema
from sbu_check.syntax import load

from .words import ROOT, seeds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .inputs import Input

PACKAGE = Path(api.__file__).parent

_PLAIN = Style(False)

_TERMINAL = ("text", "concise", "github", "markdown")
"""Formats that people read on a terminal or in a log."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

_REFUSALS = (api.ConfigurationError, api.UnknownName, api.UnknownSystem, api.FaultyRules, api.FaultySystems)
"""What the command line turns into one line and exit code 2."""

_LEVELS = (
    "UNCLASSIFIED",
    "SENSITIVE BUT UNCLASSIFIED",
    "LIMITED OFFICIAL USE",
    "CONFIDENTIAL",
    "SECRET",
    "TOP SECRET",
)

_ONE_IN = 40
"""Of so many inputs one has its JSON validated."""


class Broken(AssertionError):
    """A promise that did not hold. `key` tells failures of one kind from others."""

    def __init__(self, key: str, detail: str = "") -> None:
        super().__init__(f"{key}: {detail}" if detail else key)
        self.key = key


def terminals() -> list[tuple[str, str]]:
    """Name and pattern of each terminal of the grammar of cables and of the grammar of marked documents."""
    found = dict(load("memo").terminals)
    return sorted({**{f"MEMO_{name}": one for name, one in found.items()}, **load("cable").terminals}.items())


@cache
def warm_up() -> None:
    """Read and compile what a process reads and compiles once, so that no input is charged for it."""
    for path in sorted((ROOT / "grammar").glob("*.lark")):
        if path.stem != "lines":  # terminals only
            load(path.stem)
    for text in seeds()[:40]:
        done = api.fix_text(text, unsafe=True)
        report = api.Report("", "", (done.report,))
        for form in FORMS:
            "".join(api.render_report(report, api.Output(form), _PLAIN))
    api.compare(seeds()[0], seeds()[0])


@cache
def _folder(_process: int) -> Path:
    """A folder of this process, in memory where the system has such."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="sbu-check-fuzz-", dir=memory if memory.is_dir() else None))


def remove_folder() -> None:
    """Remove the folder of this process."""
    shutil.rmtree(_folder(os.getpid()), ignore_errors=True)


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


def _withheld(words: str, given: Input, where: str) -> None:
    lower = words.lower()
    for one in given.forbidden:
        at = lower.find(one)
        if at >= 0:
            raise Broken(f"shown: {where}", lower[max(at - 60, 0) : at + 30])


def _sound(report: api.Report) -> None:
    """No crash of a rule and no internal error in a report, and an allowed exit code."""
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


def _rendered(report: api.Report, form: str, given: Input) -> None:
    words = "".join(api.render_report(report, api.Output(form), _PLAIN))
    words.encode("utf-8", "backslashreplace")
    _withheld(words, given, form)
    if form in _TERMINAL and (found := _CONTROL.search(words)):
        raise Broken(
            f"control character in {form}", repr(words[max(found.start() - 30, 0) : found.end() + 10])
        )
    if form in {"json", "sarif", "gitlab", "rdjson"}:
        data = json.loads(words)
        if form == "json" and given.index % _ONE_IN == 0:
            _valid("check", data)
    if form == "jsonl":
        for line in words.splitlines():
            json.loads(line)


def check(given: Input) -> None:
    """Check one file and print the report in one format, or in every one."""
    document, options = given.parts["document"], given.options
    form, limit = options["form"], api.Limit.parse(options["limit"])
    manner = api.RunOptions(limit=limit, sheets=form in {"html", "every"})
    change = api.Change(profile=options["profile"] or None, system=options["system"] or None)
    path = _written(options["name"], document)
    try:
        report = api.Run(api.DEFAULT, change=change, manner=manner).check([path])
    finally:
        os.remove(os.fsencode(path))  # noqa: PTH107
    _sound(report)
    for one in FORMS if form == "every" else (form,):
        _rendered(report, one, given)
    if isinstance(document, str) and given.index % 8 == 0:
        _sound(api.check_text(document))


def inspect(given: Input) -> None:
    """Read one file and print what is understood of it in every format."""
    path = _written("document.txt", given.parts["document"])
    run = api.Run(api.DEFAULT, change=api.Change(system=given.options["system"] or None))
    found = list(api.understand(run, [path]))
    for one in found:
        if not isinstance(one, dict) and not one.problem:
            raise Broken("a document is missing without a reason")
    data = [one for one in found if isinstance(one, dict)]
    json.dumps(data)
    if given.index % _ONE_IN == 0:
        _valid("inspect", {"version": 1, "documents": data})
    "".join(inspect_text.render(iter(data), _PLAIN)).encode("utf-8", "backslashreplace")
    "".join(inspect_text.render_csv(iter(data)))


def _rank(level: str | None) -> int:
    return _LEVELS.index(level) if level in _LEVELS else -1


def _class_levels(text: str) -> list[int]:
    """The rank of each class line, in order."""
    lines = (cable.classification for cable in api.read_cables(text))
    return [_rank(line.level) for line in lines if line]


def fix(given: Input) -> None:
    """Fix a text; fix the result again, which changes nothing; nothing outside of the edits has changed."""
    text, unsafe = str(given.parts["document"]), bool(given.options["unsafe"])
    config = {"profile": given.options["profile"] or "archive"}
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


def compare(given: Input) -> None:
    """Compare a copy with its original and print the report in every format."""
    original, released = str(given.parts["original"]), str(given.parts["released"])
    try:
        report = api.compare(
            original,
            released,
            release_level=given.options["level"],
            ocr=bool(given.options["ocr"]),
            salt=b"fuzz",
        )
    except api.Undecodable:
        return
    _sound(report)
    for form in ("text", "json", "sarif", "html"):
        words = "".join(api.render_comparison(report, form, _PLAIN))
        words.encode("utf-8", "backslashreplace")
        _withheld(words, given, f"compare {form}")
        if form in {"json", "sarif"}:
            json.loads(words)
        if form == "text" and (found := _CONTROL.search(words)):
            raise Broken("control character in compare text", repr(found[0]))


def configuration(given: Input) -> None:
    """Validate the configuration of a folder, show it, and check the folder under it."""
    # A new name for each: what is read of a folder is remembered by its name.
    folder = _folder(os.getpid()) / f"project-{given.seed}-{given.index}"
    try:
        for name, content in given.parts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(
                content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
            )
        (folder / ".git").mkdir(exist_ok=True)
        _under(folder, folder / "sbu-check.toml", folder / "document.txt")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _under(folder: Path, written: Path, document: Path) -> None:
    steps: Iterable[Callable[[], Any]] = (
        lambda: api.verify(written),
        lambda: api.origins(api.load(written), str(document)),
        lambda: _sound(api.Run(None).check([str(folder)])),
        lambda: _sound(api.Run(None).check([str(document)])),
        lambda: api.read_custom_rules([folder / "rules"]),
    )
    for step in steps:
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
