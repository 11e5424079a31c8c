"""What a path of the search tells of: the causes, and the true numbers."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Literal

from sbu_check.cable.numbering.damage import MISPRINT, DigitDamage, Side
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.numbering.search import NumberItem, PathNode

CauseKind = Literal[
    "glued",
    "lost-digit",
    "look-alike",
    "misprint",
    "gap",
    "unnumbered",
    "repeat",
    "back",
    "restart",
    "quoted",
    "stray",
    "swapped",
    "false-start",
]


_BEGIN = frozenset({"fall", "again", "aside", "repeat"})
"""Jumps after which the numbers continue from another number than the cable's next."""

_ZERO = DigitDamage("glued", "0", "front")


class Cause(NamedTuple):
    """One thing that happened to the numbers.

    `indices` are the paragraphs that it touches, into the sequence that was given; `expected` are the numbers that they
    should have. By kind:

    - `glued`: one digit more, `digit`, on this `side`; `lost-digit`: one less; `look-alike`: one taken for another
      character; `misprint`: another number altogether. A run of neighbours with the same damage is one cause.
    - `gap`: `expected` are the numbers that are missing in front of the paragraph. `unnumbered`: they are missing
      because the paragraphs have no number.
    - `repeat`: the number of the paragraph before stands again; `back`: numbers fall; `restart`: they begin again at
      1. Touched are all paragraphs that count on from there.
    - `quoted`: a sequence of its own inside the cable's, which continues after it; `stray`: a single such number.
      Nothing is expected there.
    - `swapped`: two neighbours with each other's number. `false-start`: a weak candidate that is no paragraph number.
    """

    kind: CauseKind
    indices: tuple[int, ...]
    expected: Sequence[int] = ()
    digit: str = ""
    side: Side = ""


class _SequencePlace(NamedTuple):
    """Where the true numbers stand: the last one, what it is above the one meant, and where this sequence began.

    `within` is where the quoted text around it began. Both places are -1 in the cable's own, unbroken sequence.
    """

    number: int = 0
    shift: int = 0
    begun: int = -1
    within: int = -1


class CauseBuilder:
    """The causes that a path of the search tells of."""

    def __init__(
        self, indices: list[int], items: list[NumberItem], between: list[list[int]], path: list[PathNode]
    ) -> None:
        self.indices = indices
        self.items = items
        self.between = between
        self.path = path
        self.numbers: dict[int, int] = {}
        self.returns = _returns(path)
        self.places = [place for place, node in enumerate(path) if node.step.jump != "dropped"]
        self.single = sum(path[place].counter < 10 for place in self.places)

    def causes(self) -> list[Cause]:
        """The causes in the order of the text; fills in the true numbers."""
        dropped = set(range(len(self.path))).difference(self.places)
        false_starts = (Cause("false-start", (self.indices[place],)) for place in dropped)
        causes = [*false_starts, *self._jumps(), *self._damages()]
        return sorted(causes, key=lambda cause: cause.indices[0])

    def _jumps(self) -> Iterator[Cause]:
        """Causes that lie between the numbers, and with them the true numbers."""
        here = outer = _SequencePlace()
        touched: dict[int, list[int]] = {}
        last: dict[int, int] = {}
        for place in self.places:
            node = self.path[place]
            jump, counter = node.step.jump, node.counter
            if node.step.returned:
                here = outer
            if jump in _BEGIN:
                last[place] = here.number
                outer = here if jump in {"fall", "aside"} else outer
                here = self._begun(place, here)
            number = counter + here.shift
            if jump == "gap":
                yield Cause("gap", (self.indices[place],), range(node.base + 1, counter))
            elif jump == "unnumbered":
                yield Cause("unnumbered", tuple(self.between[place]), range(node.base + 1, counter))
                self.numbers.update(zip(self.between[place], range(here.number + 1, number), strict=True))
            elif jump == "swap":
                yield Cause("swapped", tuple(self.indices[place : place + 2]), (counter, counter + 1))
            self.numbers[self.indices[place]] = number
            here = here._replace(number=number)
            for begun in {here.begun, here.within}:
                touched.setdefault(begun, []).append(place)
        for begun, places in touched.items():
            if begun >= 0:
                yield self._other_sequence(begun, places, last[begun])

    def _begun(self, place: int, here: _SequencePlace) -> _SequencePlace:
        """The true numbers when the sequence breaks after `here`."""
        node = self.path[place]
        shift = here.number + 1 - node.counter if self._shifts(place) else 0
        if node.step.jump == "repeat":
            return _SequencePlace(here.number, shift, place, here.within)
        return _SequencePlace(here.number, shift, place, place if place in self.returns else -1)

    def _shifts(self, begun: int) -> bool:
        """Whether the numbers after a jump are the cable's own, miscounted, rather than those of another sequence."""
        node = self.path[begun]
        return begun not in self.returns and (node.counter != 1 or node.base == 1)

    def _other_sequence(self, begun: int, places: list[int], last: int) -> Cause:
        """The cause if numbers do not increase after the true number `last`, with its consequences."""
        indices = tuple(self.indices[place] for place in places)
        first = self.path[begun]
        if begun in self.returns:
            return Cause("stray" if len(indices) == 1 and first.counter != 1 else "quoted", indices)
        if self._shifts(begun):
            kind: CauseKind = "repeat" if first.counter == first.base else "back"
            return Cause(kind, indices, tuple(self.numbers[index] for index in indices))
        return Cause("restart", indices, range(last + 1, last + 1 + len(indices)))

    def _damages(self) -> Iterator[Cause]:
        """Runs of neighbours with the same damage."""
        for damage, run in itertools.groupby(self.places, key=self._damage):
            if damage is MISPRINT:
                yield from map(self._misprint, run)
            elif damage:
                yield from self._run(list(run), damage)

    def _damage(self, place: int) -> DigitDamage | None:
        return self.path[place].step.damage

    def _misprint(self, place: int) -> Cause:
        """A number in place of another: the last one again, or any."""
        node = self.path[place]
        again = self.items[place].value == node.base > 0
        return Cause("repeat" if again else "misprint", (self.indices[place],), (node.counter,))

    def _run(self, run: list[int], damage: DigitDamage) -> Iterator[Cause]:
        """The cause of a run, unless it is a habit: zeros in front of every number of one digit, and of no other."""
        last = self.path[run[-1]].counter
        if damage == _ZERO and last < 10 and len(run) == self.single:
            return
        indices = tuple(self.indices[place] for place in run)
        expected = tuple(self.path[place].counter for place in run)
        yield Cause(damage.kind, indices, expected, damage.digit, damage.side)


def _returns(path: list[PathNode]) -> frozenset[int]:
    """The places where a sequence begins, after which the cable's own continues."""
    found: set[int] = set()
    begun: list[int] = []
    for place, node in enumerate(path):
        if node.step.returned:
            found.update(begun)
            begun = []
        if node.step.jump in {"fall", "aside"}:
            begun = [place]
        elif node.step.jump == "again":
            begun.append(place)
    return frozenset(found)
