"""The cheapest way in which the printed numbers of a cable can have come about.

A dynamic programme over the paragraphs. A state is the number that was meant last, the one to which a quoted text
will return, and the damage that the last number suffered, since damage comes in runs. Only the few cheapest states are
carried on, so that time is linear in the number of paragraphs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sbu_check.cable.numbering.damage import (
    LOOK_ALIKE,
    MISPRINT,
    DamageKind,
    DigitDamage,
    damages,
    legible,
    unglued,
    value,
)
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Jump = Literal[
    "", "gap", "withheld", "unnumbered", "repeat", "fall", "again", "aside", "swap", "swapped", "dropped"
]

# Costs are ranks of plausibility: what a careful reader would rather believe is cheaper. A gap is believed before a
# rare misprint and after a glued digit, whose number a gap would have to hit by chance; restarts at 1 are what quoted
# texts do.
_PRICES: dict[DamageKind, int] = {"glued": 10, "lost-digit": 10, "look-alike": 16}
_RUN_PRICES: dict[DamageKind, int] = {"glued": 0, "lost-digit": 1, "look-alike": 3}
_LETTER = 4
_MISPRINT = 18
_SAME_NUMBER = 13
_SWAP = 12
_GAP, _WIDEST_GAP = 10, 9
_UNNUMBERED = 8
_REPEAT = 10
_RESTART = 11
_FALL = 12
_AGAIN = 6
_ASIDE = 4
_UNSURE_RETURN = 5
_DROP = 3

_CHEAPEST_JUMP = 6
_WORST = 16
"""States that cost so much more than the best one are given up: most jumps would have been cheaper."""
_WIDTH = 8
"""States that are carried on at most."""


class Step(NamedTuple):
    """How one number follows from the numbers before it.

    `jump` is empty where it is the next one. `fall` and `aside` begin another sequence, lower or higher, from which the
    cable may return, and `again` begins one more inside it. `returned` tells that it did return before this number.
    """

    jump: Jump = ""
    damage: DigitDamage | None = None
    returned: bool = False


class NumberItem(NamedTuple):
    """One printed number: as printed, its legible digits, its value (0 for none), and what is before it.

    `weak` is a candidate that may be no paragraph at all. In front of it stand so many `unnumbered` paragraphs, and
    where numbers were `withheld` any gap is explained.
    """

    printed: str
    digits: str
    value: int
    weak: bool
    unnumbered: int
    withheld: bool


class PathNode(NamedTuple):
    """A state after one number: `counter` is the number meant, `base` the one on which it follows in its sequence.

    `outer` is the number with which the cable will continue after this other sequence: 0 where there is none, negative
    where the other sequence did not begin with a fall.
    """

    cost: int
    base: int
    counter: int
    outer: int
    step: Step
    parent: PathNode | None


_NEXT = Step()
_DROPPED = Step("dropped")
_SWAPPED = Step("swapped")


def item(printed: str, *, weak: bool, unnumbered: int, withheld: bool) -> NumberItem:
    """The item of a number as printed."""
    digits = legible(printed)
    return NumberItem(printed, digits, value(digits), weak, unnumbered, withheld)


def cheapest(items: Sequence[NumberItem]) -> list[PathNode]:
    """The states of the cheapest explanation, one for each item."""
    nodes = [PathNode(0, 0, 0, 0, _NEXT, None)]
    for current, following in zip(items, [*items[1:], None], strict=True):
        best = nodes[0]
        if (
            len(nodes) == 1
            and not best.outer
            and not current.weak
            and current.printed == str(best.counter + 1)
        ):
            nodes = [
                PathNode(best.cost, best.counter, best.counter + 1, 0, _NEXT, best)
            ]  # nothing else is likelier
            continue
        states: dict[tuple[int, int, DigitDamage | None, bool], PathNode] = {}
        limit = best.cost + 2 * _WORST
        for node in nodes:
            for successor in _successors(node, current, following, limit):
                if successor.cost > limit:
                    continue
                limit = min(limit, successor.cost + _WORST)
                step = successor.step
                key = (successor.counter, successor.outer, step.damage, step.jump == "swap")
                rival = states.get(key)
                if rival is None or successor.cost < rival.cost:
                    states[key] = successor
        nodes = [node for node in sorted(states.values(), key=_cost)[:_WIDTH] if node.cost <= limit]
    return _path(nodes[0])


def _path(last: PathNode) -> list[PathNode]:
    """The states that lead to the last one, without the root."""
    path: list[PathNode] = []
    node = last
    while node.parent is not None:
        path.append(node)
        node = node.parent
    path.reverse()
    return path


def _cost(node: PathNode) -> int:
    return node.cost


def _successors(
    node: PathNode, current: NumberItem, following: NumberItem | None, limit: int
) -> Iterator[PathNode]:
    """The states that may follow `node` when `current` is printed there; those beyond `limit` may be left out."""
    if node.step.jump == "swap":  # the other one of the pair is known to stand here
        yield PathNode(node.cost, node.counter, node.counter + 1, node.outer, _SWAPPED, node)
        return
    if current.weak:
        yield PathNode(
            node.cost + _DROP, node.base, node.counter, node.outer, Step("dropped", node.step.damage), node
        )
    yield from _onward(node, current, following, limit, node.counter, node.outer, returned=False)
    # Where both go on with the same number, nothing tells that the text within has ended.
    onward = abs(node.outer) - 1
    if node.outer and onward != node.counter:
        yield from _onward(node, current, following, limit, onward, 0, returned=True)


def _onward(
    node: PathNode,
    current: NumberItem,
    following: NumberItem | None,
    limit: int,
    counter: int,
    outer: int,
    *,
    returned: bool,
) -> Iterator[PathNode]:
    """The states when `counter` is the last number of the sequence that goes on."""
    expected = counter + 1
    meant = str(expected)
    if current.printed == meant:
        yield PathNode(node.cost, counter, expected, outer, Step(returned=True) if returned else _NEXT, node)
        return
    cost = node.cost + (_UNSURE_RETURN if returned else 0)
    if current.digits == meant:
        price = _RUN_PRICES["look-alike"] if node.step.damage is LOOK_ALIKE else _LETTER
        yield PathNode(cost + price, counter, expected, outer, Step("", LOOK_ALIKE, returned), node)
        return
    for damage in damages(current.digits, meant):
        yield PathNode(
            cost + _price(damage, node), counter, expected, outer, Step("", damage, returned), node
        )
    if current.value == expected + 1 and following is not None and following.digits == meant:
        yield PathNode(cost + _SWAP, counter, expected, outer, Step("swap", None, returned), node)
    price = _SAME_NUMBER if current.value == counter > 0 else _MISPRINT
    yield PathNode(cost + price, counter, expected, outer, Step("", MISPRINT, returned), node)
    if current.withheld or cost + _CHEAPEST_JUMP <= limit:
        for jump, glued, price, number, later in _jumps(node, current, counter, outer):
            yield PathNode(cost + price, counter, number, later, Step(jump, glued, returned), node)


def _jumps(
    node: PathNode, current: NumberItem, counter: int, outer: int
) -> Iterator[tuple[Jump, DigitDamage | None, int, int, int]]:
    """Where the number printed is meant, alone or with a glued digit, and is not the next one.

    Yields what happened, the damage if any, the price, the number meant, and the `outer` of the state.
    """
    number = current.value
    if number > counter:
        jump, price = _gap(number - counter - 1, current)
        yield jump, None, price, number, outer
        if not outer:
            yield "aside", None, price + _ASIDE, number, -(counter + 1)
    elif number:
        if number == counter:
            yield "repeat", None, _REPEAT, number, outer
        if number == 1 or number < counter:
            price = _RESTART if number == 1 else _FALL + (counter - number).bit_length()
            yield "fall", None, price, number, counter + 1
            if number == 1 and outer > 0:
                yield "again", None, _AGAIN, number, outer
    for damage, number in unglued(current.digits):
        if number > counter + 1:
            jump, price = _gap(number - counter - 1, current)
            yield jump, damage, price + _price(damage, node), number, outer


def _gap(missing: int, current: NumberItem) -> tuple[Jump, int]:
    """What `missing` numbers that do not stand here are, and its cost."""
    if current.withheld:
        return "withheld", min(missing.bit_length(), _WIDEST_GAP)
    if missing == current.unnumbered:
        return "unnumbered", _UNNUMBERED
    return "gap", _GAP + min(missing.bit_length(), _WIDEST_GAP)


def _price(damage: DigitDamage, node: PathNode) -> int:
    """The cost of a damage: low when it goes on from the number before."""
    return (_RUN_PRICES if damage == node.step.damage else _PRICES)[damage.kind]
