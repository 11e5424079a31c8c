"""Whatever a file holds, no rule raises: several cables in it, an e-mail around them, line ends of every kind."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from cable_texts import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from library import TEXTS

from benchmarks.cables import LAYOUTS, Writer
from sbu_check.api import check_text
from sbu_check.text.source import decode

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
MAIL = "From: Roe, Jane\nSent: Monday, March 09, 2009 8:14 AM\nTo: Doe, John\nSubject: FW: talks\n\n"
STAMP = "UNCLASSIFIED U.S. Department of State Case No. F-2030-00001 Doc No. C00000001 Date: 01/02/2030\n\n"
ANOTHER = Writer(8).cable("archive", 1000)
ENDS = ("\r", "\n", "\r\n", "\r\r\n", "\n\r", " \n", "\n\n")


def _mixed(text: str) -> str:
    random = Random(len(text))
    return "".join(random.choice(ENDS) if sign == "\n" else sign for sign in text)


WRAPS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "twice": lambda text: f"{text}\n\n{text}",
    "before another": lambda text: f"{text.rstrip()}\n\n{ANOTHER}",
    "in an e-mail": lambda text: f"{MAIL}{text}",
    "released": lambda text: f"RELEASE IN PART B6\n\n{STAMP}{text}\n\n{STAMP}",
    "quoted": lambda text: "".join(f"> {line}" for line in text.splitlines(keepends=True)),
    "with returns alone": lambda text: text.replace("\n", "\r"),
    "with all line ends": _mixed,
    "without its first lines": lambda text: text[len(text) // 9 :],
    "without its last lines": lambda text: text[: -len(text) // 3],
    "with signs that nobody sees": lambda text: text.replace(" (", "\u200b (").replace("  ", "\u00a0 "),
}


def raised(text: str) -> list[str]:
    return [f"{crash.rule}: {crash.message}" for file in check_text(text).files for crash in file.crashes]


@settings(deadline=None)
@given(texts, st.sampled_from(sorted(WRAPS)))
def test_no_rule_raises_on_what_is_made(text: str, wrap: str) -> None:
    assert raised(WRAPS[wrap](text)) == []


@pytest.mark.parametrize("wrap", WRAPS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_rule_raises_in_any_layout(layout: str, wrap: str) -> None:
    assert raised(WRAPS[wrap](Writer(7).cable(layout))) == []


@pytest.mark.parametrize("wrap", WRAPS)
def test_no_rule_raises_on_the_library(wrap: str) -> None:
    for path in TEXTS:
        assert raised(WRAPS[wrap](decode(path.read_bytes()).text)) == [], path.name


@pytest.mark.shared
@pytest.mark.parametrize("wrap", WRAPS)
def test_no_rule_raises_on_the_corpus(wrap: str) -> None:
    for path in sorted(CORPUS.glob("*/*.txt")):
        assert raised(WRAPS[wrap](path.read_text("utf-8", "replace"))) == [], path.name
