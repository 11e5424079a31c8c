"""What an unknown part of a mark was meant as, and the marks whose lists are mended by writing them anew."""

from __future__ import annotations

import time

import pytest

from sbu_check import check_mark, required_banner
from sbu_check.api import UnreadableMark
from sbu_check.marking import system

MEANT = [
    ("ic", "(SNF)", "S//NF"),
    ("ic", "(S NF)", "S//NF"),
    ("ic", "(S-NF)", "S//NF"),
    ("ic", "(U-FOUO)", "U//FOUO"),
    ("ic", "(FOUO)", "U//FOUO"),
    ("ic", "(NS)", "//NS"),
    ("ic", "(FGI S//NF)", "//FGI S//NF"),
    ("ic", "(DEU S)", "//DEU S"),
    ("ic", "(TS//G//OC/NF)", "TS//SI-G//OC/NF"),
    ("ic", "(S//CNWDI//NF)", "S//RD-CNWDI//NF"),
    ("ic", "(S//SAR BP//NF)", "S//SAR-BP//NF"),
    ("ic", "(S//RELTO USA, GBR)", "S//REL TO USA, GBR"),
    ("ic", "(S//DISPLAYONLY AFG)", "S//DISPLAY ONLY AFG"),
    ("ic", "(S//NOFRN//LESS)", "S//NF//LES"),
    ("ic", "(S//REL TO USA, GBR, CAN)", "S//REL TO USA, CAN, GBR"),
    ("ic", "(S//REL TO FVEY)", "S//REL TO USA, FVEY"),
    ("ic", "(S//REL TO USA/GBR)", "S//REL TO USA, GBR"),
    ("ic", "(S//REL TO USA AND GBR)", "S//REL TO USA, GBR"),
    ("ic", "(S//REL USA, GBR)", "S//REL TO USA, GBR"),
    ("ic", "(S//REL TO USA, GBR, GBR)", "S//REL TO USA, GBR"),
    ("ic", "(S//NF/NF)", "S//NF"),
    ("ic", "(TS//HCSP//OC/NF)", "TS//HCS-P//OC/NF"),
    ("ic", "(S//TALENT)", "S//TK"),
    ("ic", "(S//LAW ENFORCEMENT)", "S//LES"),
    ("state", "(CNF)", "C/NF"),
    ("state", "(C-NF)", "C/NF"),
    ("cui", "(CUI//CTI)", "CUI//SP-CTI"),
    ("cui", "(CUI//SP CTI)", "CUI//SP-CTI"),
]

MEANT_BANNERS = [
    ("ic", "TOP SECERT//NOFORN", "TOP SECRET//NOFORN"),
    ("ic", "TOPSECRET//NOFORN", "TOP SECRET//NOFORN"),
    ("ic", "SECRET NOFORN", "SECRET//NOFORN"),
    ("ic", "SECRET//ORCON USGOV/NOFORN", "SECRET//ORCON-USGOV/NOFORN"),
    ("ic", "NATO SECRET", "//NATO SECRET"),
    ("ic", "JOINT SECRET GBR USA", "//JOINT SECRET GBR USA"),
    ("ic", "UNCLASS//FOUO", "UNCLASSIFIED//FOUO"),
    ("ic", "SECRET//RD-SG 1//NOFORN", "SECRET//RD-SIGMA 1//NOFORN"),
    ("ic", "SECRET//SAR-BP/SAR-GB//NOFORN", "SECRET//SAR-BP/GB//NOFORN"),
    ("ic", "SECRET//FGI DEU, GBR//NOFORN", "SECRET//FGI DEU GBR//NOFORN"),
    ("cui", "SECRET//NOFORN//CUI", "SECRET//CUI//NOFORN"),
    ("state", "TOP SECERT", "TOP SECRET"),
    ("state", "UNCLAS SENSITVE", "UNCLASSIFIED; SENSITIVE"),
]

WORDS = ["(UN)", "(US)", "(EU)", "(CIS)", "(SOC)", "(CPR)", "(CEO)", "(NPT)", "(A)", "(1)", "(NATO)"]


@pytest.mark.parametrize(("name", "text", "meant"), MEANT)
def test_a_portion_mark_is_told_with_what_was_meant(name: str, text: str, meant: str) -> None:
    problems = check_mark(text, system=name)
    assert problems
    assert {problem.suggestion for problem in problems} == {meant}
    assert not check_mark(meant, system=name)


@pytest.mark.parametrize(("name", "text", "meant"), MEANT_BANNERS)
def test_a_banner_is_told_with_what_was_meant(name: str, text: str, meant: str) -> None:
    problems = check_mark(text, kind="banner", system=name)
    assert problems
    assert {problem.suggestion for problem in problems} == {meant}
    assert not check_mark(meant, kind="banner", system=name)


@pytest.mark.parametrize(("text", "meant"), [("(S//GAMMA)", "SI-G"), ("(TS//HCSP)", "HCS-P")])
def test_what_was_meant_is_told_though_it_lacks_company(text: str, meant: str) -> None:
    (problem,) = check_mark(text, system="ic")
    assert problem.message.endswith(f"did you mean {meant}?")
    assert problem.suggestion is None


@pytest.mark.parametrize("name", ["state", "ic", "cui"])
@pytest.mark.parametrize("text", WORDS)
def test_a_word_in_brackets_is_not_taken_for_a_mark(name: str, text: str) -> None:
    assert all(problem.suggestion is None for problem in check_mark(text, system=name))


@pytest.mark.parametrize(
    "text",
    [
        "//JOINT SECRET GBR USA//NOFORN",
        "//JOINT SECRET GBR USA//REL TO USA, CAN",
        "//JOINT SECRET USA//REL TO USA, GBR",
        "//JOINT SECRET CAN GBR//REL TO USA, CAN, GBR",
        "UNCLASSIFIED//FOUO//LES",
        "UNCLASSIFIED//FOUO/PROPIN",
        "TOP SECRET//SI-G ABCDE//ORCON/NOFORN",
        "TOP SECRET//HCS//NOFORN",
    ],
)
def test_what_a_banner_may_not_hold(text: str) -> None:
    problems = check_mark(text, kind="banner", system="ic")
    assert {problem.kind for problem in problems} == {"form"}


def test_a_shared_classification_without_a_list_is_released_to_those_who_share_it() -> None:
    ic = system("ic")
    marks = [ic.read_portion(text).mark for text in ("(//JOINT S GBR USA//REL)", "(//JOINT S//REL)")]
    assert str(ic.required([mark for mark in marks if mark])) == "//JOINT SECRET GBR USA//REL TO USA, GBR"


def test_many_misspelt_parts_take_no_more_time_than_that_many_words() -> None:
    """Each is guessed at by itself: guesses within guesses would take hours here."""
    text = "S//" + "/".join(f"NOFR{'N' * (number % 7)}" for number in range(100))
    start = time.process_time()
    problems = check_mark(f"({text})", system="ic")
    assert len(problems) == 100
    assert time.process_time() - start < 5


@pytest.mark.parametrize(("name", "text"), [("ic", "(S//NOFRN)"), ("ic", "(S//XYZ)"), ("state", "(S/REL)")])
def test_no_banner_is_required_by_a_mark_with_an_unknown_part(name: str, text: str) -> None:
    """It may be a control, without which the banner would be too low."""
    with pytest.raises(UnreadableMark, match="unknown"):
        required_banner([text, "(U)"], system=name)
    with pytest.raises(UnreadableMark, match="unknown"):
        required_banner(["(U)"], system="ic", under="SECRET//NOFRN")


def test_a_release_that_names_nobody_is_none() -> None:
    marks = ["(S//REL TO USA, AUS)", "(U//UNABLE TO DETERMINE RELEASABILITY)"]
    assert str(required_banner(marks, system="ic")) == "SECRET//NOFORN"
    assert [problem.kind for problem in check_mark(marks[1], system="ic")] == ["form"]
