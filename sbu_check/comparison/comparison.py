"""An original and its released copy, compared: all that the rules of a comparison look at."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from sbu_check.cable.model import Cable
from sbu_check.checks.common.declared import counted
from sbu_check.comparison.align import align, heads, pairs
from sbu_check.comparison.blocks import runs, settled
from sbu_check.comparison.codes import assigned
from sbu_check.comparison.leaks import Leak, Search
from sbu_check.comparison.lexicon import Lexicon
from sbu_check.comparison.passages import Differences, Withheld, differences
from sbu_check.comparison.words import read_words
from sbu_check.diagnostics.model import Related
from sbu_check.engine import context_of
from sbu_check.rules.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sbu_check.checks.common.context import Context
    from sbu_check.comparison.compared_text import Code, ComparedText
    from sbu_check.comparison.stretches import Ground
    from sbu_check.rules.selection import Options
    from sbu_check.text.span import Span

_LITTLE = 30
"""Percent of the copy's words below which it is no copy of the original."""


@dataclass(frozen=True, slots=True)
class WithheldText:
    """How withheld words are named in a report: by a hash that is equal for equal words, under a key of this run.

    `open` shows the words themselves.
    """

    salt: bytes
    open: bool = False

    def of(self, words: str) -> str:
        """The name of some words: `#3f9a0c1d`, or the words in quotes."""
        if self.open:
            return f'"{" ".join(words.split())}"'
        key = " ".join(words.casefold().split()).encode("utf-8", "surrogatepass")
        return "#" + blake2b(key, digest_size=4, key=self.salt).hexdigest()


@dataclass(frozen=True)
class Comparison:
    """Two texts side by side. `idle` are the codes of the copy with which no deletion goes.

    `pairs` gives for a paragraph of the original, by its index in `original.paragraphs`, that of the copy.
    `release_level` is the highest level that may be released (`U`). `outside` are texts that go with the copy, by what
    they are (`file name`).
    """

    original: ComparedText
    copy: ComparedText
    differences: Differences
    idle: tuple[Code, ...]
    pairs: Mapping[int, int]
    release_level: str
    outside: Mapping[str, str]
    withheld_text: WithheldText
    settings: Options

    @cached_property
    def contexts(self) -> tuple[tuple[Context, ...], tuple[Context, ...]]:
        """The contexts of the cables of both texts."""
        return (
            tuple(context_of(cable, self.settings) for cable in self.original.cables),
            tuple(context_of(cable, self.settings) for cable in self.copy.cables),
        )

    @cached_property
    def related(self) -> bool:
        """Whether the one is a copy of the other at all."""
        return len(self.copy.words) == 0 or self.share >= _LITTLE

    @property
    def share(self) -> int:
        """How many percent of the copy's words are the original's."""
        both = sum(run.b_end - run.b for run in self.differences.equal)
        return 100 * both // max(len(self.copy.words), 1)

    @cached_property
    def _shown(self) -> bytearray:
        """For each word of the original whether the copy shows it."""
        shown = bytearray(len(self.original.words))
        for run in self.differences.equal:
            shown[run.a : run.a_end] = b"\1" * (run.a_end - run.a)
        return shown

    def shows(self, words: range) -> int:
        """How many of these words of the original the copy shows."""
        return self._shown.count(1, words.start, words.stop)

    def shown(self, words: range) -> Iterator[range]:
        """The words of the copy that show these words of the original, in runs."""
        equal = self.differences.equal
        for index in range(bisect_right(equal, words.start, key=lambda run: run.a_end), len(equal)):
            run = equal[index]
            if run.a >= words.stop:
                return
            first = min(run.b + max(words.start - run.a, 0), run.b_end - 1)
            end = run.b_end - max(run.a_end - words.stop, 0)
            yield range(first, max(end, first + 1))

    def sources(self, words: range) -> Iterator[range]:
        """The words of the original that these words of the copy show, in runs."""
        equal = self.differences.equal
        for index in range(bisect_right(equal, words.start, key=lambda run: run.b_end), len(equal)):
            run = equal[index]
            if run.b >= words.stop:
                return
            first = min(run.a + max(words.start - run.b, 0), run.a_end - 1)
            end = run.a_end - max(run.b_end - words.stop, 0)
            yield range(first, max(end, first + 1))

    def place_of(self, word: int) -> int:
        """The word of the copy at the place of a word of the original; of a withheld one, the word after the gap."""
        equal = self.differences.equal
        index = bisect_right(equal, word, key=lambda run: run.a_end)
        if index == len(equal):
            return len(self.copy.words)
        run = equal[index]
        return min(run.b + max(word - run.a, 0), run.b_end - 1)

    @cached_property
    def leaks(self) -> tuple[Leak, ...]:
        """What is withheld and is open."""
        meant = [one for one in self.differences.withheld if one.bars or one.codes or self._within_cable(one)]
        search = Search(Lexicon(self.original.words), meant, self._public)
        return tuple(search.leaks(Lexicon(self.copy.words), self._grounds, self.outside))

    def _within_cable(self, withheld: Withheld) -> bool:
        """Whether the words are the cable's own: what a mail around it has and another mail has not is no secret."""
        at = self.original.words.starts[withheld.a]
        cable = self.original.cables[self.original.document(at)]
        if cable.layout == "none" or self.original.owners[withheld.a] >= 0:
            return True
        signatures = cable.signatures if isinstance(cable, Cable) else ()
        spans = [cable.header, *(signature.span for signature in signatures)]
        return any(span.start <= at < span.end for span in spans)

    @property
    def _grounds(self) -> list[Ground]:
        header: Ground = "header" if self.copy.paragraphs else "text"
        grounds: list[Ground] = ["text" if owner >= 0 else header for owner in self.copy.owners]
        for run in (*self.differences.added, *self.differences.changed):
            grounds[run.b : run.b_end] = ["added"] * (run.b_end - run.b)
        return grounds

    @cached_property
    def _public(self) -> frozenset[str]:
        """Words that the header says of every cable: its own number and date, the posts, the references."""
        texts: list[str] = []
        for cable in self.original.cables:
            if not isinstance(cable, Cable):
                continue
            texts += [line.span.of(self.original.text) for line in cable.class_lines]
            texts += [span.of(self.original.text) for span in _routing(cable)]
            known = [
                one
                for one in cable.references
                if one.written_post and vocabulary().post_known(one.written_post)
            ]
            texts += [f"{one.written_post} {one.number}" for one in known]
        return frozenset(key for text in texts for key in read_words(text, self.original.words.form).keys)

    def withheld_words(self, first: int, end: int) -> str:
        """The name of words of the original in a report."""
        return self.withheld_text.of(self.original.words.span(first, end).of(self.original.text))

    def hidden_words(self, words: str) -> str:
        """The name of words that the file of the copy holds and its pages do not show."""
        return (
            self.withheld_text.of(words)
            if self.withheld_text.open
            else f"{counted(words)} {self.withheld_text.of(words)}"
        )

    def from_original(self, first: int, end: int, message: str) -> Related:
        """A place in the original, by its words."""
        return Related(self.original.words.span(first, end), message)


def _routing(cable: Cable) -> Iterator[Span]:
    routing = cable.routing
    if routing.dtg:
        yield routing.dtg.span
    if routing.mrn:
        yield routing.mrn.span


def compared(
    original: ComparedText,
    copy: ComparedText,
    *,
    release_level: str,
    outside: Mapping[str, str],
    withheld_text: WithheldText,
    settings: Options,
) -> Comparison:
    """The comparison of two texts that were read in the same form."""
    blocks = align(original.words.keys, copy.words.keys, heads(original, copy))
    shown = {bar.place for bar in copy.bars} | {code.place for code in copy.codes if not code.margin}
    blocks = settled(blocks, original.words.keys, shown)
    found = differences(original, copy, runs(blocks, len(original.words), len(copy.words)))
    withheld, idle = assigned(copy, found.withheld)
    comparison = Comparison(
        original=original,
        copy=copy,
        differences=replace(found, withheld=withheld),
        idle=idle,
        pairs=pairs(original, copy, found.equal),
        release_level=release_level,
        outside=outside,
        withheld_text=withheld_text,
        settings=settings,
    )
    # What an earlier release withheld is no word of its copy, but its codes are there.
    before = {(code.name, comparison.place_of(code.place)) for code in original.codes}
    return replace(comparison, idle=tuple(code for code in idle if (code.name, code.place) not in before))
