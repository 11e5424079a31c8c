"""Messages keep the program's words and the document's words apart."""

from __future__ import annotations

import pytest

from sbu_check.cable.elements import PortionMark, Term
from sbu_check.diagnostics.message import QUOTE_WIDTH, Message, Quote, UnfilledMessage, fill, slots
from sbu_check.text.span import Span

TEXT = "1. (SBU) The  talks\nfailed. {oops}"


def test_own_words_pass_through() -> None:
    message = fill("paragraph {number} is {level}", {"number": 6, "level": "SBU"}, TEXT)
    assert message.plain == "paragraph 6 is SBU"
    assert message.shown(lambda span: False, "#") == "paragraph 6 is SBU"


def test_a_span_is_the_words_of_the_document_with_folded_blanks() -> None:
    message = fill('"{words}" stands here', {"words": Span(9, 26)}, TEXT)
    assert message == Message(('"', Quote(Span(9, 26), "The talks failed"), '" stands here'))


@pytest.mark.parametrize("value", [Term(Span(4, 7), "SBU"), PortionMark(Span(3, 8), "SBU")])
def test_what_has_a_place_is_masked_by_its_place(value: Term | PortionMark) -> None:
    message = fill("mark {mark} of {level}", {"mark": value, "level": "SBU"}, TEXT)
    assert message.plain == "mark SBU of SBU"
    assert message.shown(lambda span: span != value.span, "#") == "mark # of SBU"
    assert message.shown(lambda span: span == value.span, "#") == "mark SBU of SBU"


def test_a_tuple_is_an_enumeration() -> None:
    values = {"one": ("6",), "two": (6, 7), "three": ("6", Span(4, 7), 8), "none": ()}
    message = fill("{one}; {two}; {three}; {none}", values, TEXT)
    assert message.plain == "6; 6 and 7; 6, SBU and 8; "
    assert message.shown(lambda span: False, "#") == "6; 6 and 7; 6, # and 8; "


def test_words_of_the_document_are_no_template() -> None:
    values = {"words": Span(28, 34), "name": "{words}"}
    assert fill("{words} and {name}", values, TEXT).plain == "{oops} and {words}"


def test_doubled_braces_are_braces() -> None:
    assert fill("{{{n}}} {{n}}", {"n": 1}, TEXT).plain == "{1} {n}"
    assert fill("no { place", {}, TEXT).plain == "no { place"
    assert slots("{{a}} {b} {c}") == {"b", "c"}


def test_a_quotation_is_cut_at_a_fixed_width() -> None:
    text = "word " * 100
    shown = fill("{all}", {"all": Span(0, 500)}, text).plain
    assert len(shown) == QUOTE_WIDTH
    assert shown.endswith("…")
    exact = "x" * QUOTE_WIDTH
    assert fill("{all}", {"all": Span(0, QUOTE_WIDTH)}, exact).plain == exact


def test_the_mask_tells_nothing_of_the_length() -> None:
    short = fill("{words}", {"words": Span(0, 1)}, TEXT).shown(lambda span: False, "####")
    long = fill("{words}", {"words": Span(0, 30)}, TEXT).shown(lambda span: False, "####")
    assert short == long == "####"


@pytest.mark.parametrize(("template", "values"), [("{a}", {}), ("{a}", {"a": 1.5}), ("{a}", {"a": None})])
def test_a_message_that_cannot_be_filled_is_refused(template: str, values: dict[str, object]) -> None:
    with pytest.raises(UnfilledMessage):
        fill(template, values, TEXT)
