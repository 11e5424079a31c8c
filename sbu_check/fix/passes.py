"""A text fixed in passes, each of which is proved before it stands.

A pass applies the fixes that do not get in each other's way, reads the new text, and looks whether the step holds what
fixes promise (`proof`). A step that does not is taken apart until the fixes that break the promise are found: they are
held back, the others stand. What a pass does depends on its text alone, and passes end when one finds nothing to do: a
second run changes nothing.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

from sbu_check.diagnostics.edits import (
    UNCHANGED,
    Region,
    Shift,
    applied,
    compatible,
    fitting,
    shift_of,
    with_line_ends,
)
from sbu_check.fix.markings import MarkingChange, changes, same
from sbu_check.fix.proof import FixTerms, Objection, Seen, objections
from sbu_check.values import replace, value

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from sbu_check.diagnostics.model import Applicability, Diagnostic, Edit, RuleCrash
    from sbu_check.fix.guard import Claims
    from sbu_check.rules.model import Rule
    from sbu_check.text.span import Span

PASSES = 10
"""Passes after which a text that would still change is left as it was."""

TRIALS = range(4, 17)
"""Steps that a pass tries at least and at most to find the fixes that break a promise."""

_READING = 1_500_000
"""Work that a pass may spend on its trials beyond the least: the characters read, and `_FACT` for each fact."""

_FACT = 100
"""Characters of prose that take as much time as one fact of the text, such as a paragraph number or a mark."""

_UNTRIED = Objection("too many other fixes of this text cannot be applied")


@value
class Applied:
    """A fix that stands. `span` is the place of its diagnostic in the text as it was."""

    rule: str
    applicability: Applicability
    span: Span


@value
class Refused:
    """A fix that was asked for and is held back: its diagnostic in the text as it is now, and why in a few words.

    `leave` tells that it would be made with leave for unsafe fixes, `crashes` are those of a rule that would fail.
    """

    diagnostic: Diagnostic
    why: str
    leave: bool = False
    crashes: tuple[RuleCrash, ...] = ()


@value
class ChangedMarking:
    """A marking that unsafe fixes changed: by which rules, and its place in the text as it was."""

    rules: tuple[str, ...]
    change: MarkingChange
    span: Span


@value
class Outcome:
    """A fixed text, what was done to it, and what was not. `shift` leads from the text as it was to `seen.text`."""

    seen: Seen
    shift: Shift = UNCHANGED
    applied: tuple[Applied, ...] = ()
    refused: tuple[Refused, ...] = ()
    markings: tuple[ChangedMarking, ...] = ()


def fixed(text: str, terms: FixTerms) -> Outcome:
    """The text after all fixes that are wanted and hold what fixes promise."""
    start = outcome = Outcome(Seen(text, terms))
    for _ in range(PASSES + 1):
        work = _Pass(outcome.seen, terms, start.seen.claims)
        if not work.steps:
            return replace(outcome, refused=tuple(work.refused))
        for step in work.steps:
            outcome = then(outcome, _done(step, unsafe=terms.unsafe))
    return _untouched(start.seen, terms, f"the text does not come to rest in {PASSES} passes")


def untouched(text: str, terms: FixTerms, why: str) -> Outcome:
    """The text as it is, with all fixes that are wanted held back for one reason."""
    return _untouched(Seen(text, terms), terms, why)


def _untouched(seen: Seen, terms: FixTerms, why: str) -> Outcome:
    return Outcome(seen, refused=tuple(Refused(one, why) for one in _wanted(seen, terms)))


def then(first: Outcome, later: Outcome) -> Outcome:
    """Both outcomes as one: `later` starts from the new text of `first`."""
    back = first.shift.reversed
    return Outcome(
        later.seen,
        first.shift.then(later.shift),
        (*first.applied, *(replace(one, span=back.spread(one.span)) for one in later.applied)),
        later.refused,
        (*first.markings, *(replace(one, span=back.spread(one.span)) for one in later.markings)),
    )


def held_back(outcome: Outcome, terms: FixTerms) -> int:
    """How many fixes the text still has that wait for leave to be unsafe."""
    if terms.unsafe:
        return 0
    unsafe = sum(one.fix.applicability == "unsafe" for one in outcome.seen.said(terms.rules) if one.fix)
    return unsafe + sum(one.leave for one in outcome.refused)


@value
class _Offer:
    """Edits that one diagnostic offers, or several that offer the same: these are applied once."""

    edits: tuple[Edit, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def safe(self) -> bool:
        """Whether one of the fixes is safe."""
        return any(one.fix and one.fix.applicability == "safe" for one in self.diagnostics)


@value
class _Step:
    """From one text to the next by the offers that were taken."""

    offers: tuple[_Offer, ...]
    before: Seen
    after: Seen
    shift: Shift


class _Pass:
    """What one pass does for a text: the steps that stand, if there is anything to do, and the fixes held back."""

    def __init__(self, seen: Seen, terms: FixTerms, first: Claims) -> None:
        self._first = first
        self.steps: tuple[_Step, ...] = ()
        self.refused: list[Refused] = []
        self._seen = seen
        self._terms = terms
        self._taken: list[_Offer] = []
        self._trials = _trials(seen)
        offers = _offers(seen, terms, _wanted(seen, terms), self.refused)
        # What is certain goes first: where a backslash hid a mark, none is missing.
        self._take([offer for offer in offers if offer.safe])
        if not self.steps:
            self._take([offer for offer in offers if not offer.safe])

    def _take(self, offers: list[_Offer]) -> None:
        """Take those that do not get in each other's way, or, where none of these stands, those that do."""
        while offers and not self.steps and self._trials:
            now, offers = _together(offers)
            # Fixes of one rule mostly fail for one reason: side by side they are found together.
            self._settle(sorted(now, key=_rule))
        if not self.steps:
            self._refuse((offer, _UNTRIED) for offer in offers)

    def _settle(self, offers: list[_Offer]) -> None:
        """Take as many of the offers as hold what they promise: without those that break it, or part by part."""
        waiting = deque([(offers, _UNTRIED)])
        while waiting:
            part, why = waiting.popleft()
            if not self._trials:
                self._refuse((offer, why) for offer in part)
                continue
            self._trials -= 1
            steps, found = self._tried([*self._taken, *part])
            if steps:
                self._taken += part
                self.steps = steps
                continue
            guilty, parts = _blamed(part, found)
            self._refuse((part[at], one) for at, one in guilty.items())
            waiting += (([part[at] for at in one], found[0]) for one in parts if one)

    def _tried(self, offers: list[_Offer]) -> tuple[tuple[_Step, ...], list[Objection]]:
        """The step by some offers, or what is to be said against it.

        What it makes other rules say may be mended by their own fixes, as a mark that is now read asks for its caption:
        then both are taken together.
        """
        step = _step(self._seen, offers, self._terms)
        took = Counter(one.rule for offer in offers for one in offer.diagnostics)
        lowering = shift_of(edit for one in offers if self._may_lower(one) for edit in one.edits)
        found = self._objections(step.after, step.shift, took, lowering)
        if not found:
            return (step,), []
        names = {rule.id for one in found for rule in one.louder}
        if names and all(one.louder for one in found):
            more, _ = _together(_offers(step.after, self._terms, _wanted(step.after, self._terms, names)))
            second = _step(step.after, more, self._terms) if more else step
            left = more and self._objections(second.after, step.shift.then(second.shift), took, lowering)
            if more and not left:
                return (step, second), []
            # What the other fixes mend is nobody's fault.
            still = {place for one in left or () for place in one.at}
            kept = [replace(one, at=tuple(place for place in one.at if place in still)) for one in found]
            found = [one for one in kept if one.at] or found
        return (), found

    def _may_lower(self, offer: _Offer) -> bool:
        """Whether a rule that offers it says that it lowers marks, and was named."""
        return any(one.rule in self._terms.lowering for one in offer.diagnostics)

    def _objections(self, after: Seen, shift: Shift, took: Counter[str], lowering: Shift) -> list[Objection]:
        return objections(
            self._seen,
            after,
            shift,
            self._terms.proof,
            took,
            unsafe=self._terms.unsafe,
            first=self._first,
            lowering=lowering,
        )

    def _refuse(self, offers: Iterable[tuple[_Offer, Objection]]) -> None:
        self.refused += (
            Refused(one, found.why, found.leave, found.crashes)
            for offer, found in offers
            for one in offer.diagnostics
        )


def _trials(seen: Seen) -> int:
    """Return how many steps a pass may try: the more work a reading of the text is, the fewer."""
    work = len(seen.text) + _FACT * sum(map(len, seen.facts))
    return min(max(_READING // (work + 1), TRIALS[0]), TRIALS[-1])


def _offers(
    seen: Seen, terms: FixTerms, diagnostics: Iterable[Diagnostic], refused: list[Refused] | None = None
) -> list[_Offer]:
    """The fixes of some diagnostics that can be applied, in the order of the text; those that cannot are `refused`."""
    by: dict[tuple[Edit, ...], list[Diagnostic]] = {}
    refused = [] if refused is None else refused
    for one in diagnostics:
        assert one.fix, "only a diagnostic with a fix is wanted"
        edits = tuple(
            with_line_ends(seen.text, edit) for edit in one.fix.edits if edit.span.of(seen.text) != edit.text
        )
        if not fitting(seen.text, edits):
            refused.append(Refused(one, "its edits do not fit the text"))
        elif not all(terms.writable(edit.text) for edit in edits):
            refused.append(Refused(one, "the encoding of the file lacks a sign that it writes"))
        elif edits:
            by.setdefault(edits, []).append(one)
    return [_Offer(edits, tuple(diagnostics)) for edits, diagnostics in by.items()]


def _together(offers: list[_Offer]) -> tuple[list[_Offer], list[_Offer]]:
    """The offers that can be taken at once, and those that get in the way of one before them."""
    parts: tuple[list[_Offer], list[_Offer]] = ([], [])
    for offer, free in zip(offers, compatible([offer.edits for offer in offers]), strict=True):
        parts[not free].append(offer)
    return parts


def _blamed(
    offers: list[_Offer], found: list[Objection]
) -> tuple[dict[int, Objection], tuple[Sequence[int], ...]]:
    """The offers that are the cause of an objection, and the others in parts to be tried one after the other.

    An offer that alone touches the place of an objection is its cause. Else any that touches it may be, or the nearest
    on either side: these are tried after the others, the nearest last. If all are the nearest, all are the cause.
    """
    if len(offers) == 1:
        return {0: found[0]}, ()
    shift = shift_of(edit for offer in offers for edit in offer.edits)
    owners: dict[Region, dict[int, None]] = {}
    for at, offer in enumerate(offers):
        for edit in offer.edits:
            for region in shift.touching(edit.span):
                owners.setdefault(region, {})[at] = None
    guilty: dict[int, Objection] = {}
    nearest: dict[int, Objection] = {}
    suspects: set[int] = set()
    for one in found:
        for place in one.at:
            first, *others = dict.fromkeys(at for region in shift.nearest(place) for at in owners[region])
            known = guilty if shift.touching(place) and not others else nearest
            known.setdefault(first, one)
            suspects.update(others)
    every = range(len(offers))
    if guilty:
        return guilty, ([at for at in every if at not in guilty],)
    if len(nearest) == len(offers):
        return nearest, ()
    parts = (
        [at for at in every if at not in suspects and at not in nearest],
        [at for at in every if at in suspects and at not in nearest],
        list(nearest),
    )
    half = len(offers) // 2
    return {}, parts if max(map(len, parts)) < len(offers) else (every[:half], every[half:])


def _step(seen: Seen, offers: list[_Offer], terms: FixTerms) -> _Step:
    edits = [edit for offer in offers for edit in offer.edits]
    return _Step(tuple(offers), seen, Seen(applied(seen.text, edits), terms), shift_of(edits))


def _wanted(seen: Seen, terms: FixTerms, names: Container[str] | None = None) -> Iterator[Diagnostic]:
    """The diagnostics whose fix is asked for, of all rules in force or of those named."""
    levels = ("safe", "unsafe") if terms.unsafe else ("safe",)
    fixable = [
        rule for rule in terms.rules if (names is None or rule.id in names) and _offers_fix(rule, levels)
    ]
    said = seen.said(fixable)
    return (one for one in said if one.fix and one.fix.applicability in levels and one.state == "new")


def _offers_fix(rule: Rule, levels: Container[str]) -> bool:
    """Whether a rule has fixes of one of these levels."""
    return rule.fix in levels or any(wording.fix in levels for wording in rule.variants.values())


def _done(step: _Step, *, unsafe: bool) -> Outcome:
    """What a step did."""
    taken = (
        Applied(one.rule, one.fix.applicability, one.span)
        for offer in step.offers
        for one in offer.diagnostics
        if one.fix
    )
    in_order = tuple(sorted(taken, key=lambda one: (one.span, one.rule)))
    return Outcome(step.after, step.shift, in_order, markings=tuple(_remarked(step)) if unsafe else ())


def _remarked(step: _Step) -> Iterator[ChangedMarking]:
    """What a step did to markings. What safe fixes do in it is no change as long as all is marked as before."""
    rules: dict[Region, dict[str, None]] = {}
    alike = same(step.before.markings, step.after.markings)
    for offer in step.offers:
        names = dict.fromkeys(one.rule for one in offer.diagnostics)
        for edit in () if offer.safe and alike else offer.edits:
            for region in step.shift.touching(edit.span):
                rules.setdefault(region, {}).update(names)
    for change in dict.fromkeys(changes(step.before.markings, step.after.markings, step.shift)):
        if change.region is None or change.region in rules:
            by = rules[change.region] if change.region else ()
            yield ChangedMarking(tuple(by), change, change.span)


def _rule(offer: _Offer) -> str:
    return offer.diagnostics[0].rule
