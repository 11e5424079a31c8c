"""What a check may ask besides the cable."""

from __future__ import annotations

from datetime import date

import pytest

from sbu_check.cable.elements import ClassifierBlock, DateTimeGroup, PortionMark, Routing, Subject, Term
from sbu_check.cable.model import Cable, Paragraph, Subparagraph
from sbu_check.engine import context_of
from sbu_check.marking import UnknownSystem
from sbu_check.rules.selection import Options
from sbu_check.text.span import Span

HERE = Span(0, 0)


def mark(text: str) -> PortionMark:
    return PortionMark(HERE, text)


def paragraph(*marks: str, parts: tuple[str | None, ...] = (), misplaced: str | None = None) -> Paragraph:
    return Paragraph(
        HERE,
        None,
        tuple(map(mark, marks)),
        (),
        "numbered",
        tuple(Subparagraph(HERE, Term(HERE, "a."), mark(part) if part else None) for part in parts),
        misplaced=mark(misplaced) if misplaced else None,
    )


def dated(year: int) -> Routing:
    when = date(year, 3, 2)
    return Routing(dtg=DateTimeGroup(HERE, "", 2, 16, 47, "MAR", f"{year % 100:02}", when))


CABLE = Cable(
    "",
    HERE,
    "draft",
    subject=Subject(HERE, "(U) TALKS", mark("U")),
    classified_by=ClassifierBlock(HERE, None, (), mark=mark("C")),
    paragraphs=(
        paragraph("U"),
        paragraph(),
        paragraph("SBU", "QQ", parts=("C", None)),
        paragraph(misplaced="S"),
    ),
)


def test_every_mark_of_the_cable_is_read_once_in_order() -> None:
    context = context_of(CABLE, Options())
    assert [(one.place, one.paragraph, one.written.text) for one in context.portions] == [
        ("subject", None, "U"),
        ("classifier", None, "C"),
        ("paragraph", 0, "U"),
        ("paragraph", 2, "SBU"),
        ("paragraph", 2, "QQ"),
        ("subparagraph", 2, "C"),
        ("misplaced", 3, "S"),
    ]
    assert [one.mark is None for one in context.portions] == [False, False, False, False, True, False, False]
    assert {index: len(portions) for index, portions in context.portions_by_paragraph.items()} == {
        0: 1,
        2: 3,
        3: 1,
    }


def test_the_reasons_of_the_banner_count_the_marks_that_are_known() -> None:
    one = Cable("", HERE, "draft", paragraphs=(paragraph("QQ"), paragraph("U"), paragraph("SBU")))
    context = context_of(one, Options())
    assert context.required is not None
    assert str(context.required) == "UNCLASSIFIED; SENSITIVE"
    (reason,) = [reason for reason in context.required.reasons if reason.token == "SENSITIVE"]
    assert context.known[reason.portion].paragraph == 2


@pytest.mark.parametrize("paragraphs", [(), (paragraph(),), (paragraph("QQ"),)])
def test_without_a_mark_that_is_known_nothing_is_required(paragraphs: tuple[Paragraph, ...]) -> None:
    assert context_of(Cable("", HERE, "draft", paragraphs=paragraphs), Options()).required is None


@pytest.mark.parametrize(
    ("routing", "given", "day", "year"),
    [
        (Routing(), None, None, None),
        (Routing(), date(2001, 5, 6), date(2001, 5, 6), 2001),
        (dated(2005), None, date(2005, 3, 2), 2005),
        (dated(2005), date(2001, 5, 6), date(2005, 3, 2), 2005),
        (Routing(mrn=Term(HERE, "11 TEL AVIV 4354")), None, None, 2011),
        (Routing(mrn=Term(HERE, "11 TEL AVIV 4354")), date(2001, 5, 6), date(2001, 5, 6), 2001),
    ],
)
def test_the_day_is_the_cable_s_own_before_the_configuration_s(
    routing: Routing, given: date | None, day: date | None, year: int | None
) -> None:
    context = context_of(Cable("", HERE, "draft", routing=routing), Options(on=given))
    assert (context.on, context.year) == (day, year)


def test_the_system_is_that_of_the_settings() -> None:
    assert context_of(CABLE, Options(system="ic")).system.name == "ic"
    with pytest.raises(UnknownSystem):
        context_of(CABLE, Options(system="nowhere"))
