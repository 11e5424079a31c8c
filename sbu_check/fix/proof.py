"""What holds of every step from a text to a fixed one, or the step is not taken.

- The text is still read as the same number of cables in the same layouts.
- What is understood of them differs only where an edit says so.
- Without leave, paragraphs stay as many as they were, and all markings mean what they meant.
- With leave, no mark is lowered or removed but by a rule that says so and was named, and an unmarked paragraph gets the
  mark that the header implies where the header agrees with the marks.
- No rule reports more than before, and each rule fewer by as many as were fixed of it.
"""

from __future__ import annotations

import sys
from collections import Counter
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

from sbu_check.diagnostics.edits import UNCHANGED
from sbu_check.engine import check_contexts, contexts_of, documents
from sbu_check.fix.facts import departures, facts
from sbu_check.fix.guard import claims, lowered, regions_besides, unfounded
from sbu_check.fix.markings import REPEATED, changes, markings, same
from sbu_check.text.span import Span
from sbu_check.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sbu_check.cable.model import Document
    from sbu_check.checks.common.context import Context
    from sbu_check.diagnostics.edits import Shift
    from sbu_check.diagnostics.fingerprint import Fingerprints
    from sbu_check.diagnostics.model import Diagnostic, RuleCrash
    from sbu_check.fix.facts import Fact
    from sbu_check.fix.guard import Claims
    from sbu_check.fix.markings import Marking
    from sbu_check.rules.model import Rule
    from sbu_check.rules.selection import Options


@value
class FixTerms:
    """On which terms a text is fixed.

    `rules` are in force: their fixes are wanted. `proof` holds the rules that must not report more than before, these
    among them. `unsafe` gives leave for fixes that are not safe. `writable` tells whether the encoding of the file has
    all the signs of a string; `fallback` that it was read as Latin-1 at need. `states` gives the diagnostics that are
    known beforehand their state, by what `fingerprints` gives: these are not fixed. `lowering` are the ids of the
    rules that may lower or remove a mark: their file says so, and the reader named them.
    """

    rules: Sequence[Rule]
    proof: Sequence[Rule]
    options: Options
    path: str
    unsafe: bool = False
    fallback: bool = False
    writable: Callable[[str], bool] = lambda _: True
    fingerprints: Callable[[Sequence[Context]], Fingerprints] | None = None
    states: Callable[[Iterable[Diagnostic], Sequence[Document]], Iterable[Diagnostic]] = lambda found, _: (
        found
    )
    lowering: frozenset[str] = frozenset()


class Seen:
    """A text, its documents, and the diagnostics of each rule; a rule runs at its first use."""

    def __init__(self, text: str, terms: FixTerms) -> None:
        self.text = text
        self.cables = documents(text, terms.options)
        self.contexts = contexts_of(self.cables, terms.options, fallback=terms.fallback, path=terms.path)
        self._terms = terms
        self._said: dict[str, list[Diagnostic]] = {}
        self._crashes: dict[str, list[RuleCrash]] = {}

    def look(self, rules: Iterable[Rule]) -> None:
        """Run the rules that have not run yet."""
        waiting = [rule for rule in rules if rule.id not in self._said]
        if not waiting:
            return
        make = self._terms.fingerprints
        checked = check_contexts(
            self.text,
            self.contexts,
            waiting,
            path=self._terms.path,
            fingerprints=make(self.contexts) if make else None,
            limit=sys.maxsize,
        )
        self._said |= {rule.id: [] for rule in waiting}
        for one in self._terms.states(checked.diagnostics, self.cables):
            self._said[one.rule].append(one)
        for crash in checked.crashes:
            self._crashes.setdefault(crash.rule, []).append(crash)

    def said(self, rules: Sequence[Rule]) -> list[Diagnostic]:
        """What the rules say, in the order of the text."""
        self.look(rules)
        found = [one for rule in rules for one in self._said[rule.id]]
        return sorted(found, key=lambda one: (one.span, one.rule))

    def crashes(self, rules: Sequence[Rule]) -> tuple[RuleCrash, ...]:
        """The rules among these that raised, each once a cable."""
        self.look(rules)
        return tuple(crash for rule in rules for crash in self._crashes.get(rule.id, ()))

    def count(self, rule: Rule) -> int:
        """How many faults a rule reports."""
        return len(self._said[rule.id])

    def places(self, rule: Rule) -> list[Span]:
        """Where it reports them."""
        return [one.span for one in self._said[rule.id]]

    def crashed(self, rule: Rule) -> bool:
        """Whether a rule that ran has raised."""
        return rule.id in self._crashes

    @cached_property
    def facts(self) -> list[list[Fact]]:
        """What is understood of each cable."""
        return [facts(cable) for cable in self.cables]

    @cached_property
    def markings(self) -> tuple[Marking, ...]:
        """What marks the cables and their parts."""
        return markings(self.contexts)

    @cached_property
    def claims(self) -> Claims:
        """What each header says of an unmarked paragraph."""
        return claims(self.contexts)


@value
class Objection:
    """Why a step may not be taken, in a few words.

    `at` holds the places of the old text where this shows, as far as that is known. `louder` are the rules that would
    report more than before; `leave` tells that it may be with leave for unsafe fixes. `crashes` are those of
    a rule that fails on the new text.
    """

    why: str
    at: tuple[Span, ...] = ()
    louder: tuple[Rule, ...] = ()
    leave: bool = False
    crashes: tuple[RuleCrash, ...] = ()


def objections(
    before: Seen,
    after: Seen,
    shift: Shift,
    proof: Sequence[Rule],
    took: Counter[str],
    *,
    unsafe: bool,
    first: Claims,
    lowering: Shift = UNCHANGED,
) -> list[Objection]:
    """Why the step from `before` to `after` may not be taken; nothing when it may.

    `proof` are the rules that watch, `took` counts by rule what was fixed, `unsafe` gives leave to change markings.
    `first` are the claims of the headers before the run, `lowering` the changed parts in which a mark may be lowered.
    """
    if [cable.layout for cable in before.cables] != [cable.layout for cable in after.cables]:
        return [
            Objection("the text would no longer be read as the same cables", _reread(before, after, shift))
        ]
    found = [
        *_departures(before, after, shift),
        *(() if unsafe else _remarked(before, after, shift)),
        *_unasked(before, after, shift, first, lowering),
    ]
    return found or list(_louder(before, after, shift, proof, took))


def _reread(before: Seen, after: Seen, shift: Shift) -> tuple[Span, ...]:
    """The first cable that is read otherwise, with the one before it."""
    for at, (old, new) in enumerate(zip_longest(before.cables, after.cables)):
        moved = shift.spread(Span(old.span.start, old.span.start)) if old else Span(0, 0)
        if not (old and new and old.layout == new.layout and moved.start <= new.span.start <= moved.end):
            around = before.cables[max(at - 1, 0) : at + 1]
            return (Span(around[0].span.start, around[-1].span.end),) if around else ()
    return ()


def _departures(before: Seen, after: Seen, shift: Shift) -> Iterator[Objection]:
    """What would be read otherwise: of each cable the first, and what is alike where edits touch it.

    Anything else may follow from that.
    """
    wide = shift.widened(before.text)
    for old, new in zip(before.facts, after.facts, strict=True):
        found = list(departures(old, new, wide))
        for at, (kind, place) in enumerate(found):
            if not at or (kind == found[0][0] and wide.touching(place)):
                why = f"it would change more than its edits say: {_named(kind)} would be read otherwise"
                yield Objection(why, (place,))


def _remarked(before: Seen, after: Seen, shift: Shift) -> Iterator[Objection]:
    """What a step without leave would do to paragraphs and markings."""
    parted = [
        one.paragraphs[min(_common(_roles(one), _roles(other)), len(one.paragraphs) - 1)].span
        if one.paragraphs
        else one.span
        for one, other in zip(before.cables, after.cables, strict=True)
        if _roles(one) != _roles(other)
    ]
    if parted:
        yield Objection("it would part or join paragraphs", tuple(parted), leave=True)
    elif not same(before.markings, after.markings):
        marked = changes(before.markings, after.markings, shift)
        places = tuple(one.span for one in marked if one.covers not in REPEATED)
        yield Objection("it would change a marking", places, leave=True)


def _roles(cable: Document) -> list[str]:
    return [paragraph.role for paragraph in cable.paragraphs]


def _common(one: list[str], other: list[str]) -> int:
    """How many roles both begin with."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _unasked(before: Seen, after: Seen, shift: Shift, first: Claims, lowering: Shift) -> Iterator[Objection]:
    """What the marks have against a step, whatever leave it has."""
    if before.markings == after.markings:
        return
    low = lowered(before.markings, after.markings, shift, before.contexts)
    if regions := regions_besides(low, lowering):
        yield Objection(
            "it would lower or remove a marking", tuple(Span(*region.before) for region in regions)
        )
    held = (before.contexts, first, before.claims, after.claims)
    if regions := regions_besides(unfounded(before.markings, after.markings, shift, held), UNCHANGED):
        why = "it would mark a paragraph by a header that its marks contradict, or that another fix changes"
        yield Objection(why, tuple(Span(*region.before) for region in regions))


def _louder(
    before: Seen, after: Seen, shift: Shift, proof: Sequence[Rule], took: Counter[str]
) -> Iterator[Objection]:
    """What the rules have against a step."""
    after.look(proof)
    speaking = [rule for rule in proof if after.count(rule) or after.crashed(rule)]
    before.look(speaking)
    back = shift.reversed
    for rule in speaking:
        if after.crashed(rule) and not before.crashed(rule):
            yield Objection(f"the rule {rule.id} would fail", crashes=after.crashes([rule]))
        elif after.count(rule) > before.count(rule) - took[rule.id]:
            was = Counter(shift.spread(one) for one in before.places(rule))
            come = tuple(back.spread(one) for one in (Counter(after.places(rule)) - was).elements())
            if after.count(rule) > before.count(rule):
                yield Objection(f"{rule.id} would report more than before", come, (rule,))
            else:
                left = (back.spread(one) for one in after.places(rule) if back.touching(one))
                yield Objection("it would not take away what it is for", (*come, *left))


def _named(kind: str) -> str:
    """A kind of fact as people call it: the outermost field, which is named in the field's own terms."""
    return kind.split(".", maxsplit=1)[0].split(" ", maxsplit=1)[0].replace("_", " ")
