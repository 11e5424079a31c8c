"""Whatever raises in any package while a document is worked on costs that document only, in every verb.

The verbs come from the program, and the places of the failures from what a run really calls: a profile function raises
in the first function of a package that runs while the file BAD is worked on, and in another run in the last one.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cli_texts import FAULTY
from verb_leaves import WITHOUT_DOCUMENTS, leaves

import sbu_check
from sbu_check.api import comparison
from sbu_check.cli import watch
from sbu_check.run import guard

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

HOME = str(Path(sbu_check.__file__).parent)
BAD = "05.txt"
SPOKEN = "a word of the document"
NOTHING_KNOWN = "nothing reads a document"

TEXT = FAULTY.replace("The talks went", "The talks\nSIPDIS\nwent")
"""A text with a fault that a fix mends."""

COMMANDS: dict[tuple[str, ...], tuple[tuple[str, ...], ...] | str] = {
    ("check",): (
        ("check", "--no-cache", "--format", "json", "."),
        ("check", "--watch", "--no-cache", "--format", "json", "."),
        ("check", "--diff", "--unsafe-fixes", "."),
        ("check", "--fix", "--unsafe-fixes", "--output", "copies", "--format", "json", "."),
    ),
    ("inspect",): (("inspect", "--format", "json", "."),),
    ("compare",): (
        ("compare", "04.txt", BAD, "--format", "json"),
        ("compare", BAD, "04.txt", "--format", "sarif"),
    ),
    ("baseline", "create"): (("baseline", "create", "."),),
    ("baseline", "prune"): (("baseline", "prune", "."),),
    ("baseline", "show"): NOTHING_KNOWN,
}
"""The verbs that read documents, each with its command lines."""

LINES = [line for lines in COMMANDS.values() if not isinstance(lines, str) for line in lines]


def test_every_verb_is_here() -> None:
    assert {*leaves()} == {*WITHOUT_DOCUMENTS, *COMMANDS}


class Failure:
    """A profile function. It keeps the functions that run while BAD is worked on, and raises in one of them."""

    def __init__(self, target: object = None) -> None:
        self.seen: dict[object, str] = {}
        self.raised = ""
        self._target = target
        self._inside = 0

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if code is guard.attempt.__code__ and event in {"call", "return"}:
            if str(frame.f_locals["path"]).endswith(BAD):
                self._inside += 1 if event == "call" else -1
        elif event == "call" and self._inside and code.co_filename.startswith(HOME):
            self.seen.setdefault(code, frame.f_globals["__name__"].split(".")[1])
            if code is self._target and not self.raised:
                self.raised = code.co_name
                raise ValueError(SPOKEN)


@pytest.fixture
def run(sbu: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """`run(line, failure)`: how a command line ends in a new folder of three documents."""
    for path in folder.glob("*.txt"):
        path.unlink()
    monkeypatch.setattr(watch, "sleep", lambda _: None)
    count = iter(range(10_000))

    def run(line: tuple[str, ...], failure: Failure) -> Any:
        new = folder / f"run{next(count)}"
        (new / ".git").mkdir(parents=True)
        for number in (4, 5, 6):
            (new / f"{number:02}.txt").write_text(TEXT.replace("000875", f"{number:06}"))
        monkeypatch.chdir(new)
        rounds = iter([False, True])
        monkeypatch.setattr(watch, "left", lambda: next(rounds))
        if "prune" in line:
            assert sbu("baseline", "create", ".").code == 0
        sys.setprofile(failure)
        try:
            return sbu(*line)
        finally:
            sys.setprofile(None)

    return run


def of_others(out: str) -> object:
    """What an output says of the files that are not BAD."""
    start = out.find("{")
    if start < 0 or "--- " in out:
        return re.findall(r"(?ms)^--- 0[46].*?(?=^--- |\Z)", out)
    found = json.loads(out[start:])
    return [
        one
        for key in ("diagnostics", "files", "documents")
        for one in found.get(key, ())
        if one["path"] != BAD
    ]


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_whatever_raises_costs_one_document(run: Callable[..., Any], line: tuple[str, ...]) -> None:
    run(line, Failure())  # fills what is computed once a process
    sound = Failure()
    before = run(line, sound)
    first = {package: code for code, package in reversed(sound.seen.items())}
    last = {package: code for code, package in sound.seen.items()}
    targets = {*first.values(), *last.values()}
    assert {"text", "engine", "cable", "run"} <= {*first} or "compare" in line
    for target in targets:
        failure = Failure(target)
        ended = run(line, failure)
        assert failure.raised
        assert ended.code == 2, failure.raised
        assert SPOKEN not in ended.out + ended.err
        assert f"{BAD}: " in ended.err
        assert f"ValueError in {__name__}, line " in ended.err
        if "baseline" in line:  # it takes all files or none
            assert not Path("sbu-check-baseline.json").exists() or "prune" in line
        elif "compare" in line:
            assert "internal-error" in ended.out
        else:
            assert of_others(ended.out) == of_others(before.out) != []


@pytest.mark.parametrize("form", ["text", "json", "sarif", "html"])
def test_a_form_of_a_comparison_that_fails_has_the_finding(
    sbu: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    real = comparison._parts

    def fails(report: Any, *given: Any) -> Any:
        if report.comparison:
            raise ValueError(SPOKEN)
        return real(report, *given)

    monkeypatch.setattr(comparison, "_parts", fails)
    ended = sbu("compare", "faulty.txt", "clean.txt", "--format", form)
    assert ended.code == 2
    assert "internal-error" in ended.out
    assert f"clean.txt: internal error: ValueError in {__name__}, line " in ended.err
