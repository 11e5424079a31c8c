"""The short run of the fuzzers, and the inputs that once failed."""

from __future__ import annotations

import pytest

from tests.fuzz.failures import Failure, run, signature
from tests.fuzz.inputs import MAKERS, Input, make
from tests.fuzz.minimise import minimised, reduced
from tests.fuzz.targets import SHARES, TARGETS, Broken, warm_up
from tests.fuzz.words import PLAIN_NAME
from tests.fuzz.workers import fuzz

COUNTS = {"check": 450, "inspect": 700, "fix": 200, "compare": 350, "configuration": 250}
"""Inputs of the short run, two to four seconds of each target."""

SEED = 20


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    warm_up()


def test_every_target_has_inputs_and_a_short_run() -> None:
    assert set(TARGETS) == set(SHARES) == set(MAKERS) == set(COUNTS)


@pytest.mark.parametrize("target", COUNTS)
def test_no_input_of_the_short_run_fails(target: str) -> None:
    failures = [run(make(target, SEED, index)) for index in range(COUNTS[target])]
    assert [failure for failure in failures if failure] == []


@pytest.mark.parametrize("target", COUNTS)
def test_an_input_is_the_same_whenever_it_is_made(target: str) -> None:
    assert [make(target, 1, index) for index in range(20)] == [make(target, 1, index) for index in range(20)]


def checked(text: str, **options: str) -> Input:
    settings = {"limit": "all", "profile": "", "system": "", "form": "every", "name": PLAIN_NAME, **options}
    return Input("check", 0, 0, {"document": text}, settings)


def compared(original: str, released: str, *forbidden: str) -> Input:
    return Input(
        "compare",
        0,
        0,
        {"original": original, "released": released},
        {"level": "U", "ocr": "", "form": "html"},
        forbidden,
    )


def fixed(text: str, unsafe: str = "yes") -> Input:
    return Input("fix", 0, 0, {"document": text}, {"unsafe": unsafe, "profile": ""})


RESTRICTED = (
    "RESTRICTED BRIDGETOWN 000101\n\nSIPDIS\n\n1. (U) The harbor is deep.\n\n2. (U) It is wide.\n\nFARRELL\n"
)
CONFIDENTIAL = RESTRICTED.replace("RESTRICTED", "CONFIDENTIAL")

ONCE_FAILED = {
    "the portions require CUI, which the banner prints in the place of the level": checked(
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY\n\n(CUI) The harbor is deep.\n\n(CUI) It is wide.\n",
        system="cui",
    ),
    "a class line of an original names a class that the marking system does not have": compared(
        RESTRICTED, CONFIDENTIAL.replace("It is wide", "B1")
    ),
    "a class line of a copy names a class that the marking system does not have": compared(
        CONFIDENTIAL, RESTRICTED.replace("It is wide", "B1")
    ),
    "a distribution line inside a paragraph of the original holds a withheld word": compared(
        CONFIDENTIAL.replace("It is", "It is deep\nORIGIN EUR-24 qzsecrbdfg\nand"),
        CONFIDENTIAL.replace("It is", "It is deep\nB1\nand"),
        "qzsecr",
    ),
    "a withheld passage of the original repeats a code 1,300 times": compared(
        "| " + "(b)(3)" * 1300, "UNCLASSIFIED U.S. Department of State\n\nRELEASE IN PART B1\n\n| B6 "
    ),
    "a letter in square brackets after a colon": fixed(":\n[U]"),
    "a letter in braces after a question mark": checked("?\n{C}"),
    "a class line with words apart that ends with other signs": checked(
        "LIMITED  OFFICIAL USE //S,DO, Z,,NOFORN    SROTIN 77 Z" + "   Z" * 20 + "      799  H-\n"
    ),
    "a configuration has dates where words belong": Input(
        "configuration", 0, 0, {"sbu-check.toml": "fail-level = [2005-03-02]\n"}, {"use": "validate"}
    ),
    "a class line with 20,000 commas after its class": checked("SECRET//" + ", " * 20_000 + "x\n"),
    "a disposition with 40 codes that other words follow": checked(
        "RELEASE IN PART1," + "(b)(8)  " * 40 + "\x01\n"
    ),
    "a control character is in brackets at the head of a block": checked(
        "UNCLAS BRIDGETOWN 000101\n\nE.O. 12958: N/A\nTAGS: ETRD, BB\nSUBJECT: TALKS\n\n1. (U) Deep.\n\n(\0) Wide.\n"
    ),
    "a page line has no number": checked("WN 000412\n**PAGE 07r7225"),
    "a bracket of an entire text has no class": Input(
        "inspect", 0, 0, {"document": "CUI\n(D// ENTIRE)"}, {"system": "cui"}
    ),
    "a text with half a character": fixed("UNCLAS BRIDGETOWN 000101\n\n1. (U) x\udfff \n\n\n"),
}
"""Inputs that once failed, by what they are."""


@pytest.mark.parametrize("case", ONCE_FAILED.values(), ids=ONCE_FAILED)
def test_what_once_failed_does_not_fail(case: Input) -> None:
    assert run(case) is None


def test_a_canary_that_is_shown_is_a_failure() -> None:
    text = "UNCLAS BRIDGETOWN 000101\n\n1. (U) Qzsecrbdfg ( said so.\n"
    case = Input("check", 0, 0, {"document": text}, checked(text).options, ("qzsecr",))
    failure = run(case)
    assert failure
    assert failure.signature.startswith("shown: ")


def test_a_failure_in_the_program_is_named_by_its_innermost_function() -> None:
    with pytest.raises(Exception) as caught:
        run_without_catching(
            Input("check", 0, 0, {"document": "x"}, {**checked("x").options, "profile": "none such"})
        )
    assert signature(caught.value).startswith("UnknownName in rules/selection.py ")
    assert signature(Broken("shown: text", "words")) == "shown: text"


def run_without_catching(case: Input) -> None:
    TARGETS[case.target](case)


def test_a_sequence_is_reduced_to_what_fails() -> None:
    assert list(reduced(range(100), lambda items: {17, 62} <= set(items), float("inf"))) == [17, 62]


def test_an_input_is_made_smaller_with_its_signature() -> None:
    text = "UNCLAS BRIDGETOWN 000101\n\n1. (U) Fine.\n\n2. (U) Qzsecrbdfg ( said so.\n\n3. (U) Fine too.\n"
    case = Input("check", 0, 0, {"document": text}, {**checked(text).options, "form": "text"}, ("qzsecr",))
    before, smaller = run(case), minimised(case, 20)
    after = run(smaller)
    assert before
    assert after
    assert after.signature == before.signature
    assert smaller.size < case.size / 2


def test_an_input_that_does_not_end_is_reported_and_the_others_are_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slow(case: Input) -> None:
        while case.index == 2:
            pass

    monkeypatch.setitem(TARGETS, "inspect", slow)  # type: ignore[attr-defined]
    found: list[Failure] = []
    summary = fuzz({"inspect": range(5)}, 1, 1, lambda _, failure: found.append(failure) if failure else None)
    assert [(one.index, one.signature.split(" ")[0]) for one in found] == [(2, "TooSlow")]
    assert summary.counts == {"inspect": 5}


def test_a_process_that_dies_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    def deadly(case: Input) -> None:
        if case.index == 2:
            raise SystemExit(9)

    monkeypatch.setitem(TARGETS, "inspect", deadly)  # type: ignore[attr-defined]
    found: list[Failure] = []
    summary = fuzz({"inspect": range(5)}, 1, 1, lambda _, failure: found.append(failure) if failure else None)
    assert [(one.index, one.signature) for one in found] == [(2, "the process ended with 9")]
    assert summary.counts == {"inspect": 5}
