"""What a path of the search tells of: the causes, and the true numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sbu_check.cable.numbering_damage import MISPRINT, Damage, Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.numbering_search import Item, Node

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
"""Jumps behind which numbers go on from another one than the cable's next."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that happened to the numbers.

    `indices` are the paragraphs that it touches, into the sequence that was given; `expected` are the numbers that they
    should have. By kind:

    - `glued`: one digit more, `digit`, on this `side`; `lost-digit`: one less; `look-alike`: one taken for another
      character; `misprint`: another number altogether. A run of neighbours with the same damage is one cause.
    - `gap`: `expected` are the numbers that are missing in front of the paragraph. `unnumbered`: they are missing
      because the paragraphs have no number.
    - `repeat`: the number of the paragraph before stands again; `back`: numbers fall; `restart`: they begin again at
      1. Touched are all paragraphs that count on from there.
    - `quoted`: a sequence of its own inside the cable's, which goes on behind it; `stray`: a single such number.
      Nothing is expected there.
    - `swapped`: two neighbours with each other's number. `false-start`: a weak candidate that is no paragraph number.
    """

    kind: CauseKind
    indices: tuple[int, ...]
    expected: Sequence[int] = ()
    digit: str = ""
    side: Side = ""


class Told:
    """The causes that a path of the search tells of."""

    def __init__(
        self, indices: list[int], items: list[Item], between: list[list[int]], path: list[Node]
    ) -> None:
        self.indices = indices
        self.items = items
        self.between = between
        self.path = path
        self.numbers: dict[int, int] = {}
        self.returns = _returns(path)
        self.single = sum(node.counter < 10 and node.step.jump != "dropped" for node in path)

    def causes(self) -> list[Cause]:
        """The causes in the order of the text; fills in the true numbers."""
        causes = [*self._jumps(), *self._damages()]
        return sorted(causes, key=lambda cause: cause.indices[0])

    def _jumps(self) -> Iterator[Cause]:
        """Causes that lie between the numbers, and with them the true numbers."""
        shift = outer_shift = number = outer_number = 0
        ends = self._ends()
        for place, node in enumerate(self.path):
            jump, counter = node.step.jump, node.counter
            if jump == "dropped":
                yield Cause("false-start", (self.indices[place],))
                continue
            if node.step.returned:
                shift, number = outer_shift, outer_number
            if jump in {"fall", "aside"}:
                outer_shift, outer_number = shift, number
            if jump in _BEGIN:
                cause, aside = self._other_sequence(place, ends[place], number + 1)
                shift = 0 if aside else number + 1 - counter
                yield cause
            elif jump in {"gap", "unnumbered"}:
                missing = range(self._counter_before(place) + 1, counter)
                if jump == "gap":
                    yield Cause("gap", (self.indices[place],), missing)
                else:
                    yield Cause("unnumbered", tuple(self.between[place]), missing)
                    for index, lost in zip(self.between[place], missing, strict=True):
                        self.numbers[index] = lost + shift
            elif jump == "swap":
                yield Cause("swapped", tuple(self.indices[place : place + 2]), (counter, counter + 1))
            number = counter + shift
            self.numbers[self.indices[place]] = number

    def _other_sequence(self, place: int, end: int, onward: int) -> tuple[Cause, bool]:
        """The cause where numbers do not go up, and whether they are a sequence of their own, not shifted ones."""
        node = self.path[place]
        indices = tuple(
            index for at, index in enumerate(self.indices[place:end], place) if not self._dropped(at)
        )
        if place in self.returns:
            kind: CauseKind = "stray" if len(indices) == 1 and node.counter != 1 else "quoted"
            return Cause(kind, indices), True
        expected = range(onward, onward + len(indices))
        if node.counter == self._counter_before(place):
            return Cause("repeat", indices, expected), False
        if node.counter == 1:
            return Cause("restart", indices, expected), True
        return Cause("back", indices, expected), False

    def _ends(self) -> dict[int, int]:
        """For each place where another sequence begins, where it ends."""
        ends: dict[int, int] = {}
        end = len(self.path)
        for place in range(len(self.path) - 1, -1, -1):
            step = self.path[place].step
            begins = step.jump in _BEGIN
            if begins:
                ends[place] = end
            if begins or step.returned:
                end = place
        return ends

    def _counter_before(self, place: int) -> int:
        """The number from which the sequence goes on at this place."""
        before = self.path[place].parent
        if before is None:
            return 0
        return abs(before.outer) if self.path[place].step.returned else before.counter

    def _dropped(self, place: int) -> bool:
        return self.path[place].step.jump == "dropped"

    def _damages(self) -> Iterator[Cause]:
        """Runs of neighbours with the same damage."""
        run: list[int] = []
        last: Damage | None = None
        for place, node in enumerate(self.path):
            damage = node.step.damage
            if self._dropped(place):
                continue
            if run and (damage != last or damage is MISPRINT):
                yield from self._run(run, last)
                run = []
            if damage:
                run.append(place)
            last = damage
        yield from self._run(run, last)

    def _run(self, run: list[int], damage: Damage | None) -> Iterator[Cause]:
        if not run or damage is None:
            return
        indices = tuple(self.indices[place] for place in run)
        expected = tuple(self.path[place].counter for place in run)
        if damage is MISPRINT:
            again = self.items[run[0]].value == self._counter_before(run[0])
            yield Cause("repeat" if again and expected[0] > 1 else "misprint", indices, expected)
        elif not self._padded(run, damage):
            yield Cause(damage.kind, indices, expected, damage.digit, damage.side)

    def _padded(self, run: list[int], damage: Damage) -> bool:
        """Whether zeros in front are the habit of the cable: every number of one digit has one, and no other."""
        if (damage.digit, damage.side) != ("0", "front") or self.path[run[-1]].counter > 9:
            return False
        return len(run) == self.single


def _returns(path: list[Node]) -> frozenset[int]:
    """The places where a sequence begins behind which the cable's own goes on."""
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
