"""Converters' markup, typography, lost letters."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Told

    from sbu_check.diagnostics.model import Diagnostic

HEADER = "UNCLAS BRIDGETOWN 000101\n\nE.O. 12958: N/A\nTAGS: ETRD, BB\nSUBJECT: HARBOR TALKS\n\n"
RULES = ("markdown-link", "escaped-char", "html-entity", "replacement-char", "line-end-noise", "smart-quotes")


def cable(sentence: str) -> str:
    return f"{HEADER}1. (U) {sentence}\n"


def fixed(text: str, diagnostics: list[Diagnostic]) -> str:
    edits = [edit for one in diagnostics if one.fix for edit in one.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("markdown-link", "the [ETRD](#) and [BB](#top) talks", "the ETRD and BB talks"),
        ("markdown-link", "[ETRD](#) and [here](http://a.example)", "ETRD and [here](http://a.example)"),
        ("escaped-char", r"\$9 and \*all\* of A\_B", "$9 and *all* of A_B"),
        ("html-entity", "Roe &amp; Doe&#39;s &lt;b&gt; Montr&eacute;al", "Roe & Doe's <b> Montréal"),
        ("html-entity", "&#8220;yes&#8221;&nbsp;they&mdash;said", '"yes" they--said'),
        ("line-end-noise", "one\\\ntwo\\", "one\ntwo"),
        ("line-end-noise", "one\rtwo", "one\ntwo"),
        ("line-end-noise", "one\r\r\ntwo\r\n", "one\r\ntwo\r\n"),
    ],
)
def test_the_fix_leaves_what_was_typed(rule: str, before: str, after: str, told: Told) -> None:
    text = cable(before)
    assert fixed(text, told(rule, text)) == cable(after)
    assert [one for one in told(rule, cable(after)) if one.fix] == []


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("markdown-link", "a picture ![img-0.jpeg](img-0.jpeg) of it"),
        ("markdown-link", "the survey [sic] (of last year)"),
        ("escaped-char", r"in P:\harbor\survey"),
        ("html-entity", "AT&T; R&D, Q&A; &nothing; and &#xFFFFFFF;"),
        ("replacement-char", "¿Que hora es?"),
        ("line-end-noise", "in P:\\harbor\\ here\r\nand there"),
        ("smart-quotes", "the “harbor” of an unknown year"),
    ],
)
def test_near_misses(rule: str, sentence: str, told: Told) -> None:
    assert told(rule, cable(sentence)) == []


def test_links_are_told_once_a_line(told: Told) -> None:
    text = cable("[a](#) [b](#)\n[c](#) d")
    assert [one.span.of(text) for one in told("markdown-link", text)] == ["[a](#) [b](#)", "[c](#)"]


@pytest.mark.parametrize(("year", "found"), [("95", 1), ("07", 1), ("08", 0), ("12", 0)])
def test_typographic_signs_are_told_in_typed_years(year: str, found: int, told: Told) -> None:
    text = f"R 051230Z MAR {year}\nFM AMEMBASSY BRIDGETOWN\nTO SECSTATE WASHDC 0101\nBT\n{cable('the “harbor”')}BT\n"
    assert len(told("smart-quotes", text)) == found


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("noise", ["[a](", "](#)", "[[[[", "\\", "&a", "&#", "\r", "¿", "\u00a0", "“"])
def test_noise_takes_linear_time(rule: str, noise: str, told: Told) -> None:
    def cost(times: int) -> float:
        text = cable(noise * times)
        start = time.process_time()
        told(rule, text)
        return time.process_time() - start

    cost(100)
    assert cost(40_000) < 20 * max(cost(10_000), 0.01)
