"""Which last lines a paragraph can have: against a plain model of a terminal, and against its own limits."""

from __future__ import annotations

import random
import re
import time
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbu_check.checks.artifact.sipdis import break_widths, last_line
from sbu_check.checks.common.interruptions import LINE

HEADS = re.compile(r"(SECRET|CONFIDENTIAL)\w*", re.IGNORECASE)
WORDS = st.lists(
    st.text("abcdefgh", min_size=1, max_size=12) | st.sampled_from(["Secretary", "confidential"]),
    min_size=1,
    max_size=60,
)


def modelled(text: str, width: int) -> str:
    """The last line as the standard library wraps it."""
    return wrap(text, width, break_long_words=False, break_on_hyphens=False)[-1]


@given(WORDS, st.integers(1, LINE))
def test_a_break_stands_where_the_standard_library_puts_it(words: list[str], width: int) -> None:
    text = " ".join(words)
    at = len(text) - len(modelled(text, width))
    for start in [match.start() for match in re.finditer(r"(?<!\S)\S", text)]:
        assert (width in break_widths(text, start)) == (start == at and len(text) - start <= width)


@given(WORDS)
def test_the_last_line_begins_with_a_class_word_at_some_width_or_none_is_told(words: list[str]) -> None:
    text = " ".join(words)
    lines = {modelled(text, width) for width in range(1, LINE + 1)}
    explained = {line for line in lines if HEADS.match(line) and len(line) <= LINE}
    found = last_line(text, HEADS)
    assert (None if found is None else text[found.start :]) == max(explained, key=len, default=None)


@pytest.mark.parametrize("width", [55, 58, 61, 69])
@pytest.mark.parametrize("seed", range(5))
def test_a_text_that_was_wrapped_with_two_blanks_behind_its_sentences_is_explained(
    width: int, seed: int
) -> None:
    """The paragraph is typed, a line that begins with the word is its last, and the archive folds the blanks."""
    chance = random.Random(f"{seed} {width}")
    while True:
        sentences = (
            " ".join(
                chance.choice(("Secretary", "the", "harbor", "said", "in", "dredging")) for _ in range(9)
            )
            + "."
            for _ in range(6)
        )
        lines = _typed("1. (U) " + "  ".join(sentences), width)
        last = next((at for at, line in enumerate(lines) if at > 3 and line.startswith("Secretary")), None)
        if last is not None:
            break
    printed = re.sub(" +", " ", " ".join(line.strip() for line in lines[: last + 1]))
    found = last_line(printed, HEADS)
    assert found is not None
    word = len(printed) - len(re.sub(" +", " ", lines[last].strip()))
    assert width in break_widths(printed, word)


def _typed(text: str, width: int) -> list[str]:
    """Lines filled to the width, blanks kept but where a line ends."""
    lines, line = [], ""
    for gap, word in re.findall(r"( *)(\S+)", text):
        if line and len(line) + len(gap) + len(word) > width:
            lines.append(line)
            line = word
        else:
            line += (gap if line else "") + word
    return [*lines, line]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Secretary Roe asked", "Secretary Roe asked"),
        ("the ship of the Undersecretary sailed", None),
        ('the ship of "Secretary Roe sailed', None),
        ("Secretary" + " abc" * 20, None),
        ("", None),
    ],
)
def test_limits(text: str, line: str | None) -> None:
    found = last_line(text, HEADS)
    assert (None if found is None else text[found.start :]) == line


def test_a_word_that_no_wrapping_brings_to_the_head_of_a_line_explains_nothing() -> None:
    """A line that takes the long tail takes the short head before it too."""
    text = "1. (U) In the morning the Secretary " + "of the harbor asked how deep it was and how long."
    assert len(text) - text.index("Secretary") > 55
    assert last_line(text, HEADS) is None


def test_the_time_grows_with_the_length() -> None:
    def cost(length: int) -> float:
        text = "1. (U) " + "abcd efg hijk " * (length // 14) + "Secretary of the harbor"
        start = time.process_time()
        last_line(text, HEADS)
        return time.process_time() - start

    cost(1_000)
    assert cost(400_000) < 40 * max(cost(40_000), 0.001)
