"""Alignment of two sequences of words."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sbu_check.comparison import align as align_module
from sbu_check.comparison.align import align
from sbu_check.comparison.blocks import EqualWords, common, runs, settled, shared

if TYPE_CHECKING:
    from random import Random

WORDS = st.lists(st.sampled_from("abcdef"), max_size=30)


def table(a: list[str], b: list[str]) -> int:
    """The length of a longest common subsequence, by the plain table."""
    row = [0] * (len(b) + 1)
    for word in a:
        above = row
        row = [0]
        for j, other in enumerate(b):
            row.append(above[j] + 1 if word == other else max(above[j + 1], row[j]))
    return row[-1]


@given(WORDS, WORDS)
def test_the_common_subsequence_is_the_longest(a: list[str], b: list[str]) -> None:
    left, right = [ord(word) for word in a], [ord(word) for word in b]
    pairs = common(left, right)
    assert len(pairs) == table(a, b) == shared("".join(a), "".join(b))
    assert all(left[i] == right[j] for i, j in pairs)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(pairs))


def check(a: list[str], b: list[str], blocks: list[EqualWords]) -> None:
    assert all(block.size > 0 for block in blocks)
    assert all(a[block.a : block.a + block.size] == b[block.b : block.b + block.size] for block in blocks)
    for one, two in pairwise(blocks):
        assert one.a + one.size <= two.a
        assert one.b + one.size <= two.b


@given(WORDS, WORDS)
def test_blocks_are_equal_and_in_order(a: list[str], b: list[str]) -> None:
    blocks = align(a, b)
    check(a, b, blocks)
    both = list(runs(blocks, len(a), len(b)))
    assert [i for run in both for i in range(run.a, run.a_end)] == list(range(len(a)))
    assert [j for run in both for j in range(run.b, run.b_end)] == list(range(len(b)))
    for run in both:
        empty = (run.a == run.a_end, run.b == run.b_end)
        assert run.kind == {(False, True): "withheld", (True, False): "added"}.get(
            empty, "equal" if a[run.a : run.a_end] == b[run.b : run.b_end] else "changed"
        )


@given(WORDS, st.lists(st.tuples(st.integers(0, 29), st.integers(1, 6)), max_size=4))
def test_what_was_only_cut_is_only_withheld(a: list[str], cuts: list[tuple[int, int]]) -> None:
    gone = {at for start, size in cuts for at in range(start, start + size)}
    b = [word for at, word in enumerate(a) if at not in gone]
    assert {run.kind for run in runs(align(a, b), len(a), len(b))} <= {"equal", "withheld"}


@given(WORDS, WORDS, st.integers(0, 30), st.integers(0, 30))
def test_no_block_lies_across_a_fixed_place(a: list[str], b: list[str], x: int, y: int) -> None:
    x, y = min(x, len(a)), min(y, len(b))
    for block in align(a, b, [(x, y)]):
        assert (block.a < x) == (block.b < y)
        # Neighbours are joined, so that a block may end or begin there, or go on in step.
        assert not block.a < x < block.a + block.size or x - block.a == y - block.b


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few words are many already."""
    monkeypatch.setattr(align_module, "CELLS", 1 << 12)
    monkeypatch.setattr(align_module, "_WINDOW", 256)


@pytest.mark.parametrize("every", [5, 11, 50])
@pytest.mark.parametrize("period", [1, 7, 500])
@pytest.mark.usefixtures("small")
def test_texts_that_repeat_themselves_are_followed(period: int, every: int) -> None:
    a = [str(at % period) for at in range(6000)]
    b = [word for at, word in enumerate(a) if at % every]
    blocks = align(a, b)
    check(a, b, blocks)
    assert sum(block.size for block in blocks) == len(b)


@pytest.mark.usefixtures("small")
def test_changed_words_in_texts_that_repeat_themselves() -> None:
    a = [str(at % 70) for at in range(6000)]
    b = [word if at % 97 else "misread" for at, word in enumerate(a)]
    kinds = Counter(run.kind for run in runs(align(a, b), len(a), len(b)))
    assert kinds == {"changed": 62, "equal": 62}


@pytest.mark.usefixtures("small")
def test_a_long_cut_in_a_text_that_repeats_itself() -> None:
    a = [str(at % 700) for at in range(9000)]
    b = a[:3000] + a[3650:]
    assert align(a, b) == [EqualWords(0, 0, 3000), EqualWords(3650, 3000, 5350)]


@pytest.mark.usefixtures("small")
@settings(deadline=None)
@given(st.lists(st.sampled_from("ab"), max_size=40), st.integers(1, 30), st.randoms(use_true_random=False))
def test_any_texts_that_repeat_themselves(part: list[str], every: int, random: Random) -> None:
    a = part * (2000 // max(len(part), 1))
    b = [word for word in a if random.randrange(every + 1)]
    check(a, b, align(a, b))
    check(b, a, align(b, a))


@pytest.mark.usefixtures("small")
def test_windows_cover_texts_that_have_nothing_in_common() -> None:
    assert align(["a"] * 2000, ["b"] * 500) == []
    assert align(["a"] * 300, ["b"] * 3000) == []


def test_a_few_common_words_are_no_correspondence() -> None:
    a = ["the", "consul", "met", "the", "governor", "of", "the", "northern", "province"]
    b = ["no", "ships", "from", "the", "islands", "landed"]
    assert Counter(run.kind for run in runs(align(a, b), len(a), len(b))) == {"changed": 1}


def test_a_bar_tells_which_of_two_stretches_is_withheld() -> None:
    a = ["x", "the", "minister", "and", "the", "envoy"]
    b = ["x", "the", "envoy"]
    (first,) = [run for run in runs(align(a, b), 6, 3) if run.kind == "withheld"]
    for place in (1, 2):
        blocks = settled(align(a, b), a, {place})
        (run,) = [run for run in runs(blocks, 6, 3) if run.kind == "withheld"]
        assert (run.b, run.a_end - run.a) == (place, first.a_end - first.a)
        check(a, b, blocks)
