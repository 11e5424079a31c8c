"""Paragraph starts and marks are read as a records officer reads them, however they are typed or damaged."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import damaged_marks
import pytest
import typed_paragraphs

from sbu_check.api import check_text
from sbu_check.engine import context_of, documents
from sbu_check.rules.selection import Options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typed_paragraphs import Case

    from sbu_check.checks.common.context import Context

FAMILIES = (
    "number-",
    "mark-",
    "paragraph-joined",
    "class-too",
    "subpara-mixed",
    "marks-absent",
    "caption-unknown",
)
"""The rules whose warnings and errors a case must explain."""


def faults(case: Case) -> list[str]:
    """What is read otherwise than it is."""
    context = context_of(documents(case.text, Options())[0], Options())
    read, truth = paragraphs(case, context), case.truth
    rules = [
        one.rule
        for one in check_text(case.text).diagnostics
        if one.rule.startswith(FAMILIES) and (one.severity != "info" or one.rule in case.required)
    ]
    told = [rule for rule in rules if rule in case.required]
    wrong = [f"false {rule}" for rule in rules if rule not in case.required | case.allowed]
    if case.required and len(told) != 1:
        wrong.append(f"reported {told}")
    if [(number, topics) for number, topics, _ in read] != [(number, [topic]) for number, topic, _ in truth]:
        wrong.append(f"numbers {[(number, topics) for number, topics, _ in read]}")
    elif any(meant not in {"*", mark} for (_, _, mark), (_, _, meant) in zip(read, truth, strict=True)):
        wrong.append(f"marks {[mark for *_, mark in read]} for {[meant for *_, meant in truth]}")
    return wrong


def paragraphs(case: Case, context: Context) -> list[tuple[int, list[str], str]]:
    """The number, the topics and the mark of each paragraph that has a topic of the case."""
    marks: dict[int, str] = {}
    for portion in context.portions:
        if portion.paragraph is not None and portion.place != "subparagraph":
            marks.setdefault(portion.paragraph, portion.mark.highest if portion.mark else "")
    found = []
    for index, one in enumerate(context.document.paragraphs):
        written = one.span.of(context.document.text)
        topics = [topic for _, topic, _ in case.truth if topic in written]
        if topics:
            found.append((context.numbering.numbers[index] or 0, topics, marks.get(index, "")))
    return found


@pytest.mark.parametrize(("cases", "rounds"), [(typed_paragraphs.cases, 1), (damaged_marks.cases, 2)])
def test_97_of_100_are_read_right(cases: Callable[[int, int], Iterator[Case]], rounds: int) -> None:
    made = list(cases(20051130, rounds))
    wrong = [(case.kind, found) for case in made if (found := faults(case))]
    assert len(made) >= 700
    assert len(wrong) <= 0.03 * len(made), wrong


def main(seed: int, kind: str = "") -> None:
    """Print what is read wrong, and the texts of one kind."""
    every = [*typed_paragraphs.cases(seed, 2), *damaged_marks.cases(seed, 2)]
    wrong = [(case, found) for case in every if (found := faults(case))]
    print(f"{len(every)} cases, {1 - len(wrong) / len(every):.1%} read right")
    totals = Counter(case.kind for case in every)
    for one, count in sorted(Counter(case.kind for case, _ in wrong).items()):
        print(f"{count:3}/{totals[one]} {one}: {next(found for case, found in wrong if case.kind == one)}")
    for case, found in [one for one in wrong if one[0].kind == kind][:3]:
        print("-----", found, case.text, sep="\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
