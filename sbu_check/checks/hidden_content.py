"""Rules on what a PDF or Word document holds besides the text that its pages show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from sbu_check.diagnostics.model import Finding
from sbu_check.rules.model import PAPER
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.rules.model import Rule
    from sbu_check.text.hidden_content import HiddenContent

Look: TypeAlias = Callable[[], Iterable[Finding]]
"""A rule bound to what it looks at."""


def counted(words: str) -> str:
    """Hidden words as they are named where nobody may see them: by their number."""
    count = len(words.split())
    return f"{count} word{'' if count == 1 else 's'}"


def paper_looks(
    rules: Iterable[Rule], paper: HiddenContent, name: Callable[[str], str]
) -> Iterator[tuple[Rule, Look]]:
    """The rules of the kind `paper` among `rules`, bound to a document. `name` says how hidden words are named."""
    for rule in rules:
        if rule.kind == PAPER:
            yield rule, partial(besides, rule, paper, name)


def besides(rule: Rule, paper: HiddenContent, name: Callable[[str], str]) -> Iterator[Finding]:
    """`[paper]`: each thing of its kinds. Values: `words` as they are named, `where` (a page, a paragraph)."""
    for one in paper.hidden:
        if one.kind in rule.table["kinds"]:
            yield Finding(
                Span(one.at, one.at),
                {"words": name(one.words), "where": str(one.where)},
                variant=one.kind if one.kind in rule.variants else None,
                where=one.where,
            )
