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
from functools import cached_property
from typing import TYPE_CHECKING

from sbu_check.diagnostics.edits import UNCHANGED, Shift
from sbu_check.engine import check_contexts, contexts_of, documents
from sbu_check.fix.facts import departure, facts
from sbu_check.fix.guard import claims, lowered, regions_besides, unfounded
from sbu_check.fix.markings import REPEATED, changes, markings, same
from sbu_check.values import value

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Sequence

    from sbu_check.cable.model import Document
    from sbu_check.checks.common.context import Context
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

    `louder` are the rules that would report more than before; `leave` tells that it may be with leave for unsafe fixes.
    `at` holds the changed parts that are the cause, where that is certain.
    """

    why: str
    louder: tuple[Rule, ...] = ()
    leave: bool = False
    at: Shift = UNCHANGED


def objection(
    before: Seen,
    after: Seen,
    shift: Shift,
    proof: Sequence[Rule],
    took: Counter[str],
    *,
    unsafe: bool,
    first: Claims,
    lowering: Shift = UNCHANGED,
) -> Objection | None:
    """Why the step from `before` to `after` may not be taken; None when it may.

    `proof` are the rules that watch, `took` counts by rule what was fixed, `unsafe` gives leave to change markings.
    `first` are the claims of the headers before the run, `lowering` the changed parts in which a mark may be lowered.
    """
    if [cable.layout for cable in before.cables] != [cable.layout for cable in after.cables]:
        return Objection("the text would no longer be read as the same cables")
    wide = shift.widened(before.text)
    for old, new in zip(before.facts, after.facts, strict=True):
        other = departure(old, new, wide)
        if other:
            return Objection(
                f"it would change more than its edits say: {_named(other)} would be read otherwise"
            )
    if not unsafe and _parted(before) != _parted(after):
        return Objection("it would part or join paragraphs", leave=True)
    if not unsafe and not same(before.markings, after.markings):
        return Objection("it would change a marking", leave=True, at=_remarking(before, after, shift))
    return _unasked(before, after, shift, first, lowering) or _louder(before, after, proof, took)


def _unasked(before: Seen, after: Seen, shift: Shift, first: Claims, lowering: Shift) -> Objection | None:
    """What the marks have against a step, whatever leave it has."""
    if before.markings == after.markings:
        return None
    low = lowered(before.markings, after.markings, shift, before.contexts)
    if regions := regions_besides(low, lowering):
        return Objection("it would lower or remove a marking", at=Shift(regions))
    held = (before.contexts, first, before.claims, after.claims)
    if regions := regions_besides(unfounded(before.markings, after.markings, shift, held), UNCHANGED):
        why = "it would mark a paragraph by a header that its marks contradict, or that another fix changes"
        return Objection(why, at=Shift(regions))
    return None


def _remarking(before: Seen, after: Seen, shift: Shift) -> Shift:
    """The regions of a shift in which a mark or a classification line changes."""
    found = {
        one.region for one in changes(before.markings, after.markings, shift) if one.covers not in REPEATED
    }
    return Shift(tuple(region for region in shift.regions if region in found))


def _parted(seen: Seen) -> list[list[str]]:
    """The paragraphs of each cable, by their roles."""
    return [[paragraph.role for paragraph in cable.paragraphs] for cable in seen.cables]


def _louder(before: Seen, after: Seen, proof: Sequence[Rule], took: Counter[str]) -> Objection | None:
    """What the rules have against a step."""
    after.look(proof)
    speaking = [rule for rule in proof if after.count(rule) or after.crashed(rule)]
    before.look(speaking)
    for rule in speaking:
        if after.crashed(rule) and not before.crashed(rule):
            return Objection(f"the rule {rule.id} would fail")
        if after.count(rule) <= before.count(rule) and after.count(rule) > before.count(rule) - took[rule.id]:
            return Objection("it would not take away what it is for")
    louder = tuple(rule for rule in speaking if after.count(rule) > before.count(rule))
    return Objection(f"{louder[0].id} would report more than before", louder) if louder else None


def _named(kind: str) -> str:
    """A kind of fact as people call it: the outermost field, which is named in the field's own terms."""
    return kind.split(".", maxsplit=1)[0].split(" ", maxsplit=1)[0].replace("_", " ")
