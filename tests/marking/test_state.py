"""The marks of cables: what each spelling means, its faults, and which banner marks require."""

from __future__ import annotations

from datetime import date

import pytest

from sbu_check.marking import MarkingSystem, system

STATE = system()


@pytest.mark.parametrize(
    ("text", "level", "controls", "highest", "canonical"),
    [
        ("(U)", "UNCLASSIFIED", "", "U", "U"),
        ("(SBU)", "UNCLASSIFIED", "SBU", "SBU", "SBU"),
        ("(SBU/N)", "UNCLASSIFIED", "SBU NOFORN", "SBU", "SBU/N"),
        ("(SBU/NF)", "UNCLASSIFIED", "SBU NOFORN", "SBU", "SBU/N"),
        ("(LOU)", "LIMITED OFFICIAL USE", "", "LOU", "LOU"),
        ("(L)", "LIMITED OFFICIAL USE", "", "LOU", "LOU"),
        ("(C)", "CONFIDENTIAL", "", "C", "C"),
        ("(C/NF)", "CONFIDENTIAL", "NOFORN", "C", "C/NF"),
        ("(S/NF)", "SECRET", "NOFORN", "S", "S/NF"),
        ("(TS)", "TOP SECRET", "", "TS", "TS"),
        ("SBU", "UNCLASSIFIED", "SBU", "SBU", "SBU"),
        ("C - ENTIRE TEXT", "CONFIDENTIAL", "", "C", "C"),
        ("(C - Entire text)", "CONFIDENTIAL", "", "C", "C"),
        ("Confidential—Entire text", "CONFIDENTIAL", "", "C", "C"),
        ("LIMITED OFFICIAL USE - ENTIRE TEXT", "LIMITED OFFICIAL USE", "", "LOU", "LOU"),
    ],
)
def test_marks_of_cables_are_valid(
    text: str, level: str, controls: str, highest: str, canonical: str
) -> None:
    reading = STATE.read_portion(text)
    assert reading.mark
    assert (reading.mark.level, reading.mark.highest, reading.canonical) == (level, highest, canonical)
    assert reading.mark.controls == frozenset(controls.split())
    assert reading.valid


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("(S//NF)", "S/NF"),
        ("(U//SBU)", "SBU"),
        ("(U//SBU-NF)", "SBU/N"),
        ("(SBU-NF)", "SBU/N"),
        ("(SBU//NF)", "SBU/N"),
        ("(SBU NF)", "SBU/N"),
        ("(SBU/NOFORN)", "SBU/N"),
        ("(SECRET)", "S"),
        ("(U/SBU)", "SBU"),
        ("( SBU )", "SBU"),
        ("(sbu)", "SBU"),
        ("(S/N)", "S/NF"),
    ],
)
def test_another_style_of_a_known_mark(text: str, canonical: str) -> None:
    reading = STATE.read_portion(text)
    assert reading.canonical == canonical
    assert [(problem.kind, problem.suggestion) for problem in reading.problems] == [("style", canonical)]
    assert STATE.read_portion(canonical).valid


@pytest.mark.parametrize(
    ("text", "canonical"),
    [("(5BU)", "SBU"), ("(5B)", "SBU"), ("(513U)", "SBU"), ("(SBV)", "SBU"), ("(SB0)", None), ("(L0U)", "LOU"),
     ("(T5)", "TS"), ("(5BU/NF)", "SBU/N"), ("(S8U)", "SBU"), ("($BU)", "SBU"), ("(SBLI)", "SBU")],
)  # fmt: skip
def test_marks_misread_by_a_scanner(text: str, canonical: str | None) -> None:
    reading = STATE.read_portion(text)
    if canonical is None:
        assert "lookalike" not in {problem.kind for problem in reading.problems}
        return
    assert reading.canonical == canonical
    assert [(problem.kind, problem.suggestion) for problem in reading.problems] == [("lookalike", canonical)]


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("(SUB)", '"SUB" is unknown in state: did you mean SBU?', "SBU"),
        ("(SBUU)", '"SBUU" is unknown in state: did you mean SBU?', "SBU"),
        ("(S/NFF)", '"NFF" is unknown in state: did you mean NF?', "S/NF"),
        ("(U//FOUO)", '"FOUO" is unknown in state; ic knows it', None),
        ("(CUI)", '"CUI" is unknown in state; cui knows it', None),
        ("(FOUO)", '"FOUO" is unknown in state; ic knows it', None),
        ("(LES)", '"LES" is unknown in state; ic knows it', None),
        ("(NC)", '"NC" is unknown in state; ic knows it', None),
        ("(AG)", '"AG" is unknown in state', None),
        ("(CUI//SP-CTI)", '"CUI" is unknown in state; cui knows it', None),
        ("(//NS)", '"NS" is unknown in state; ic knows it', None),
        ("(S//SI//NF)", '"SI" is unknown in state; ic knows it', None),
        ("(OECD)", '"OECD" is unknown in state', None),
        ("(1)", '"1" is unknown in state', None),
        ("(B)", '"B" is unknown in state', None),
    ],
)
def test_unknown_parts_are_always_told(text: str, message: str, suggestion: str | None) -> None:
    problem = STATE.read_portion(text).problems[0]
    assert (problem.kind, problem.message, problem.suggestion) == ("unknown", message, suggestion)


def test_an_unknown_part_leaves_the_known_level() -> None:
    reading = STATE.read_portion("(S//FOUO)")
    assert reading.mark
    assert reading.mark.level == "SECRET"


@pytest.mark.parametrize(
    ("text", "start", "end", "highest"),
    [("(SBU", 4, 4, "SBU"), ("SBU)", 0, 0, "SBU"), ("[SBU]", 0, 5, "SBU"), ("(S)(NF)", 3, 7, None)],
)
def test_broken_brackets(text: str, start: int, end: int, highest: str | None) -> None:
    reading = STATE.read_portion(text)
    assert [(problem.kind, *problem.span) for problem in reading.problems] == [("bracket", start, end)]
    assert (reading.mark.highest if reading.mark else None) == highest


@pytest.mark.parametrize("text", ["", "()", "//", "(NF)", "(/)", "ENTIRE TEXT"])
def test_a_text_without_a_classification_is_no_mark(text: str) -> None:
    reading = STATE.read_portion(text)
    assert reading.mark is None
    assert reading.problems


@pytest.mark.parametrize(
    ("text", "day", "told"),
    [
        ("(LOU)", date(1990, 5, 1), None),
        ("(LOU)", date(2004, 5, 1), "LOU went out of use on 1995-10-01"),
        ("(L)", date(2004, 5, 1), "LOU went out of use on 1995-10-01"),
        ("(SBU)", date(1979, 5, 1), "SBU came into use on 1995-10-01"),
        ("(SBU)", date(1995, 10, 1), None),
        ("(C)", date(1974, 5, 1), None),
        ("(C - ENTIRE TEXT)", date(1979, 5, 1), None),
        ("(C - ENTIRE TEXT)", date(2008, 5, 1), "one mark for the entire text went out of use on 1995-10-14"),
    ],
)
def test_a_mark_that_its_era_did_not_know(text: str, day: date, told: str | None) -> None:
    reading = system("state", day).read_portion(text)
    assert reading.mark
    assert [(problem.kind, problem.message) for problem in reading.problems] == (
        [("era", told)] if told else []
    )


def test_documents_of_one_era_share_a_system() -> None:
    assert system("state", date(2004, 1, 1)) is system("state", date(2005, 12, 31))
    assert system("state", date(1990, 1, 1)) is not system("state", date(2005, 12, 31))


@pytest.mark.parametrize(
    ("line", "level", "controls"),
    [
        ("UNCLAS", "UNCLASSIFIED", ""),
        ("UNCLAS SENSITIVE", "UNCLASSIFIED", "SBU"),
        ("UNCLAS E F T O", "UNCLASSIFIED", "EFTO"),
        ("S E C R E T NODIS", "SECRET", "NODIS"),
        ("CONFIDENTIAL EXDIS STADIS", "CONFIDENTIAL", "EXDIS STADIS"),
        ("C O N F I D E N T I A L", "CONFIDENTIAL", ""),
        ("L I M I T E D O F F I C I A L U S E", "LIMITED OFFICIAL USE", ""),
        ("UNCLASSIFIED; NOFORN, SENSITIVE", "UNCLASSIFIED", "NOFORN SBU"),
    ],
)
def test_classification_lines(line: str, level: str, controls: str) -> None:
    reading = STATE.read_banner(line)
    assert reading.valid
    assert reading.mark
    assert (reading.mark.level, reading.mark.controls) == (level, frozenset(controls.split()))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("SECRET SENSITIVE", "SBU is not used with SECRET, only with UNCLASSIFIED"),
        ("SECRET NODIS EXDIS", "NODIS is not used together with EXDIS"),
        ("SECRET TM CHANNEL MED CHANNEL", "TM CHANNEL is not used together with MED CHANNEL"),
        ("CONFIDENTIAL EXDIS SIPDIS", "EXDIS is not used together with SIPDIS"),
        ("RESTRICT", '"RESTRICT" is unknown in state'),
    ],
)
def test_faulty_classification_lines(line: str, message: str) -> None:
    assert message in [problem.message for problem in STATE.read_banner(line).problems]


def required(chosen: MarkingSystem, *portions: str) -> str:
    return str(chosen.required([mark for text in portions if (mark := chosen.read_portion(text).mark)]))


@pytest.mark.parametrize(
    ("portions", "banner"),
    [
        (["(U)"], "UNCLASSIFIED"),
        (["(U)", "(SBU)"], "UNCLASSIFIED; SENSITIVE"),
        (["(SBU/N)", "(U)"], "UNCLASSIFIED; NOFORN, SENSITIVE"),
        (["(SBU)", "(C)"], "CONFIDENTIAL"),
        (["(SBU/NF)", "(C)"], "CONFIDENTIAL; NOFORN"),
        (["(S/NF)", "(C)"], "SECRET; NOFORN"),
        (["(LOU)", "(U)"], "LIMITED OFFICIAL USE"),
        (["(LOU)", "(C)"], "CONFIDENTIAL"),
    ],
)
def test_required_banners(portions: list[str], banner: str) -> None:
    assert required(STATE, *portions) == banner


def test_each_part_of_a_required_banner_has_its_reason() -> None:
    marks = [mark for text in ("(U)", "(SBU)", "(U)", "(SBU/N)") if (mark := STATE.read_portion(text).mark)]
    banner = STATE.required(marks)
    assert (banner.classification, banner.captions) == ("UNCLASSIFIED", ("NOFORN", "SENSITIVE"))
    assert [(reason.token, reason.portion) for reason in banner.reasons] == [
        ("UNCLASSIFIED", 0),
        ("NOFORN", 3),
        ("SENSITIVE", 1),
    ]
    assert all(reason.source for reason in banner.reasons)


def test_a_text_too_long_for_a_mark_is_told_so() -> None:
    reading = STATE.read_portion("(" + "U" * 2000 + ")")
    assert reading.mark is None
    assert [problem.message for problem in reading.problems] == ["a mark has 1000 characters at most"]


def test_ranks_go_by_levels_and_short_names() -> None:
    ranks = [STATE.rank(name) for name in ("U", "SBU", "LOU", "C", "S", "TS")]
    assert ranks == sorted(ranks)
    assert STATE.rank("SECRET") == STATE.rank("S")
    with pytest.raises(KeyError):
        STATE.rank("SBV")


def test_no_marks_require_no_banner() -> None:
    with pytest.raises(ValueError, match="no marks"):
        STATE.required([])
