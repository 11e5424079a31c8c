"""Single promises of the mask that no whole report needs at once: each was seen to fail without its condition."""

from __future__ import annotations

from sbu_check.engine import contexts_of, documents
from sbu_check.report.limit import Limit
from sbu_check.report.masking import TextMask
from sbu_check.report.model import MASK
from sbu_check.rules.selection import Options
from sbu_check.text.span import Span

TEXT = """\
SECRET OTTAWA 000412

E.O. 12958: N/A
TAGS: ETRD, CA
SUBJECT: (U) TRADE

1. (U) All calm.

2. (S) The source reported on grain --- today.
"""
BARE = "OTTAWA 000413\n\nE.O. 12958: N/A\nTAGS: ETRD, CA\nSUBJECT: TRADE\n\n1. All calm here.\n"


def mask(text: str, limit: Limit) -> TextMask:
    return TextMask(contexts_of(documents(text, Options()), Options()), limit, len(text))


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def test_words_that_an_edit_inserts_into_hidden_text_are_hidden() -> None:
    inside, visible = at("source").start + 2, at("calm").start + 2
    shown = mask(TEXT, Limit.parse("U"))
    assert shown.words("x", Span(inside, inside)) == MASK
    assert shown.words("x", Span(visible, visible)) == "x"


def test_words_from_two_places_are_hidden_if_one_of_them_is() -> None:
    shown = mask(TEXT, Limit.parse("U"))
    assert shown.words("x", at("calm"), at("source")) == MASK
    assert shown.words("x", at("source"), at("calm")) == MASK
    assert shown.words("x", at("calm"), None) == "x"


def test_the_limit_none_hides_signs_too() -> None:
    assert list(mask(TEXT, Limit.parse("none")).parts(at("---"))) == [(at("---"), False)]
    assert list(mask(TEXT, Limit.parse("U")).parts(at("---"))) == [(at("---"), True)]


def test_hidden_text_does_not_count_for_the_banner() -> None:
    shown = mask(BARE, Limit.parse("U"))
    list(shown.pieces(Span(0, len(BARE))))
    assert not shown._seen.unknown


def test_an_unknown_mark_makes_text_without_a_mark_uncertain() -> None:
    odd = TEXT.replace("SECRET", "UNCLAS").replace("(S) The", "(XYZ) The").replace("(U) TRADE", "TRADE")
    start = odd.index("TRADE")
    assert list(mask(odd, Limit.parse("U")).parts(Span(start, start + 5))) == [
        (Span(start, start + 5), False)
    ]
    known = odd.replace("(XYZ)", "(U)")
    assert [visible for _, visible in mask(known, Limit.parse("U")).parts(Span(start, start + 5))] == [True]


def test_text_after_a_known_and_an_unknown_mark_is_hidden() -> None:
    odd = TEXT.replace("SECRET", "UNCLAS").replace("(S) The", "(U) (XYZ) The")
    start = odd.index("source")
    assert [visible for _, visible in mask(odd, Limit.parse("U")).parts(Span(start, start + 6))] == [False]
