"""Lists of references and TAGS in every form that people type: 97 of 100 are read right."""

from __future__ import annotations

from random import Random

import pytest

from sbu_check.cable.read import read_cable
from tests.layout.reference_lists import ReferenceCase, reference_case
from tests.layout.tag_lines import TagCase, tag_case

LEAST = 0.97


def joined(post: str | None) -> str:
    return "".join(c for c in post or "" if c.isalnum())


def cables(case: ReferenceCase) -> list[tuple[str | None, int | None, str, str]]:
    return [
        (one.label, one.year, joined(one.post), (one.number or "").lstrip("0"))
        for one in read_cable(case.text).references
        if one.kind == "cable"
    ]


def expected(case: ReferenceCase) -> list[tuple[str | None, int | None, str, str]]:
    return [(label, year, joined(post), number) for label, year, post, number in case.cables]


def tags(case: TagCase) -> list[str]:
    return [tag.text for tag in read_cable(case.text).tags]


@pytest.mark.parametrize("words", ["A. ", "REF ", "NO. ", "A-B-C-", "05 ", "(A) ", "STATE 1 , "])
def test_a_long_list_of_the_same_words_is_read(words: str) -> None:
    assert read_cable(
        f"UNCLAS OTTAWA 009999\n\nSUBJECT: TALKS\nREF: {words * 1500}\n\n1. (U) Text.\n"
    ).paragraphs


def report(wrong: list[str], total: int) -> None:
    assert len(wrong) <= (1 - LEAST) * total, f"{len(wrong)} of {total}\n" + "\n".join(wrong[:20])


def test_reference_lists() -> None:
    rng = Random(1973)
    cases = [reference_case(rng) for _ in range(1500)]
    wrong = [f"{one.text}\n{expected(one)}\n{cables(one)}" for one in cases if cables(one) != expected(one)]
    report(wrong, len(cases))


def test_tag_lines() -> None:
    rng = Random(1974)
    cases = [tag_case(rng) for _ in range(1000)]
    wrong = [f"{one.text}\n{one.tags}\n{tags(one)}" for one in cases if tags(one) != list(one.tags)]
    report(wrong, len(cases))
