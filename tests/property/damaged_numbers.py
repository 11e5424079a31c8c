"""A generator of damaged paragraph numbers, and what counts as the right name of a damage.

The generator takes a clean cable of 1 to 40 paragraphs and does one thing to it, or several at places apart. An answer
is right when it names the damage and the paragraphs. Some damages give the same numbers as others (16 at the end of
1 to 5 may be a glued 6 or the first paragraph after a hole of ten): then the other name is right too. What decides is
not a list of exceptions but a replay: as many damages of the named kinds, done to a clean cable, print the very same
numbers.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace

from sbu_check.cable.numbering.explain import Cause, CauseKind, NumberingExplanation, Printed

Pick = Callable[[int, int], int]
"""A whole number between two bounds, both included: from a seeded generator or from hypothesis."""

LONGEST_CABLE = 40
LONGEST_HOLE = 12
"""Paragraphs that the generator loses at most in one place."""
LOOK_ALIKES = {
    "0": "OoDQ86", "1": "lI|i7", "2": "Zz7", "3": "8", "4": "9", "5": "Ss68", "6": "G058", "7": "12", "8": "B0356",
    "9": "gq4",
}  # fmt: skip
LETTERS = str.maketrans(
    {letter: digit for digit, shapes in LOOK_ALIKES.items() for letter in shapes if not letter.isdigit()}
)


@dataclass(frozen=True)
class Done:
    """One damage: the kind of cause that names it, None where it left no trace, and the paragraphs that it touches."""

    kind: CauseKind | None
    places: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the generator: what is printed, and its number in the undamaged cable."""

    printed: str | None
    number: int
    quoted: bool = False


Cable = list[Paragraph]


def clean(length: int) -> Cable:
    """The paragraphs 1 to `length`."""
    return [Paragraph(str(number), number) for number in range(1, length + 1)]


def printed(cable: Cable) -> list[Printed]:
    """What the reader of the cable sees."""
    return [Printed(paragraph.printed, quoted=paragraph.quoted) for paragraph in cable]


# --- The damages. Each changes `cable` between the places `low` and `high` (both included) and says what it did.


def glue(cable: Cable, low: int, high: int, pick: Pick) -> Done:
    """Any digit in front of or after one number or each of a run."""
    start = pick(low, high)
    end = start if pick(0, 1) else pick(start, high)
    digit, front = str(pick(0, 9)), pick(0, 1)
    for place in range(start, end + 1):
        meant = str(cable[place].number)
        cable[place] = replace(cable[place], printed=digit + meant if front else meant + digit)
    return Done("glued", tuple(range(start, end + 1)))


def lose_digit(cable: Cable, low: int, high: int, pick: Pick) -> Done:
    """One digit of one number; a number of one digit is then gone altogether."""
    place = pick(low, high)
    meant = str(cable[place].number)
    lost = pick(0, len(meant) - 1)
    rest = meant[:lost] + meant[lost + 1 :]
    cable[place] = replace(cable[place], printed=rest or None)
    if rest:
        return Done("lost-digit", (place,))
    # After the last number, a paragraph without one is no news.
    return Done("unnumbered", (place,)) if place < len(cable) - 1 else Done(None)


def lose_first_digits(cable: Cable, low: int, high: int, pick: Pick) -> Done:
    """The first digit of each number of a run that stays on this side of the next hundred, as a cut margin does it."""
    start = pick(low, high)
    end = pick(start, high)
    while start <= end and cable[start].number < 10:
        start += 1
    if start > end:
        return glue(cable, low, high, pick)
    for place in range(start, end + 1):
        cable[place] = replace(cable[place], printed=str(cable[place].number)[1:])
    return Done("lost-digit", tuple(range(start, end + 1)))


def look_alike(cable: Cable, low: int, high: int, pick: Pick) -> Done:
    """One digit taken for a letter or a digit of the same shape."""
    place = pick(low, high)
    meant = str(cable[place].number)
    which = pick(0, len(meant) - 1)
    shapes = LOOK_ALIKES.get(meant[which])
    if not shapes:
        return glue(cable, low, high, pick)
    shape = shapes[pick(0, len(shapes) - 1)]
    cable[place] = replace(cable[place], printed=meant[:which] + shape + meant[which + 1 :])
    return Done("look-alike", (place,))


def lose_paragraphs(cable: Cable, low: int, high: int, pick: Pick) -> Done:
    """One paragraph, or several in a row; lost at the end, they leave no trace."""
    start = pick(low, high)
    end = start if pick(0, 1) else min(pick(start, high), start + LONGEST_HOLE - 1)
    at_end = end == len(cable) - 1
    del cable[start : end + 1]
    return Done(None) if at_end else Done("gap", (start,))


def repeat(cable: Cable, low: int, high: int, pick: Pick) -> Done:
    """A paragraph twice, or a number used twice with all later ones off by one: both print 1 2 3 3 4."""
    place = pick(low, high)
    cable.insert(place + 1, cable[place])
    return Done("repeat", (place + 1,))


def fall_back(cable: Cable, low: int, high: int, pick: Pick) -> Done:
    """The numbers fall by one or more, and count on from there: 12 13 14 13 14 15."""
    place = pick(low, high)
    back = pick(low, place)
    cable[place + 1 : place + 1] = cable[back : place + 1]
    if back == place:
        return Done("repeat", (place + 1,))
    return Done("restart" if cable[back].number == 1 else "back", (place + 1,))


def print_twice(cable: Cable, low: int, high: int, pick: Pick) -> Done:
    """A number is in place of the next one too: 1 2 3 3 5."""
    place = pick(low, high)
    if place == len(cable) - 1:
        return repeat(cable, low, high, pick)
    cable[place + 1] = replace(cable[place + 1], printed=str(cable[place].number))
    return Done("repeat", (place + 1,))


def swap(cable: Cable, low: int, high: int, pick: Pick) -> Done:
    """Two neighbours change places."""
    if low == high:
        return repeat(cable, low, high, pick)
    place = pick(low, high - 1)
    cable[place], cable[place + 1] = cable[place + 1], cable[place]
    return Done("swapped", (place, place + 1))


def quote(cable: Cable, low: int, high: int, pick: Pick) -> Done:
    """A quoted text with numbers of its own that the reader of the layout did not recognise as one."""
    place = pick(low, high)
    length = pick(1, 8)
    at_end = place == len(cable) - 1
    cable[place + 1 : place + 1] = clean(length)
    return Done("restart" if at_end else "quoted", tuple(range(place + 1, place + 1 + length)))


def quote_recognised(cable: Cable, low: int, high: int, pick: Pick) -> Done:
    """A quoted text that is flagged as one: nothing to say."""
    place = pick(low, high)
    cable[place + 1 : place + 1] = [replace(paragraph, quoted=True) for paragraph in clean(pick(1, 8))]
    return Done(None)


DAMAGES = (
    glue, glue, glue, lose_digit, lose_first_digits, look_alike, lose_paragraphs, repeat, fall_back,
    print_twice, swap, quote, quote_recognised,
)  # fmt: skip


# --- Which answers are right?

LONG_RUNS = {"glued", "lost-digit", "quoted"}


def tells(cause: Cause, done: Done) -> bool:
    """Whether a cause has the kind of a damage and begins where it does, and for runs also ends there."""
    if cause.kind != done.kind or cause.indices[0] != done.places[0]:
        return False
    return cause.kind not in LONG_RUNS or cause.indices == done.places


def told(dones: list[Done], causes: tuple[Cause, ...]) -> int:
    """Count the damages reported by name and place. A damage without a trace is right without a report."""
    return sum(done.kind is None or any(tells(cause, done) for cause in causes) for done in dones)


KNOWN = {
    "glued", "lost-digit", "look-alike", "gap", "unnumbered", "repeat", "back", "restart", "quoted", "swapped",
}  # fmt: skip


def equivalent(dones: list[Done], seen: list[Printed], explanation: NumberingExplanation) -> bool:
    """Whether the named damages are of the generator's, no more than were done, and print the same numbers."""
    causes = explanation.causes
    gaps = [cause.expected for cause in causes if cause.kind == "gap"]
    return (
        len(causes) <= sum(done.kind is not None for done in dones)
        and all(cause.kind in KNOWN for cause in causes)
        and all(len(gap) <= LONGEST_HOLE for gap in gaps)
        and reprinted(seen, explanation) == [legible(paragraph) for paragraph in seen]
    )


def legible(paragraph: Printed) -> str | None:
    """What is printed, with letters read as the digits that they look like."""
    return paragraph.digits and paragraph.digits.translate(LETTERS)


DAMAGED = {"glued", "lost-digit", "look-alike", "misprint", "swapped"}
"""Causes that change digits; after all others the sequence goes on from elsewhere."""
BEGINS = {"repeat", "back", "restart", "quoted", "stray"}


def reprinted(seen: list[Printed], explanation: NumberingExplanation) -> list[str | None]:
    """What a cable prints to which the named causes happened.

    Where a cause leaves open what is printed (which digit is lost, which shape is misread, where numbers fall to), it
    is what was seen if the cause allows that.
    """
    begins = {cause.indices[0]: cause for cause in explanation.causes if cause.kind not in DAMAGED}
    ends = {cause.indices[-1] for cause in explanation.causes if cause.kind in {"quoted", "stray"}}
    for cause in [cause for cause in begins.values() if once(cause, begins, ends, seen)]:
        del begins[cause.indices[0]]
    touched = {index: cause for cause in explanation.causes for index in cause.indices}
    damaged = {
        index: cause
        for cause in explanation.causes
        if cause.kind in DAMAGED or (cause.kind == "repeat" and cause.indices[0] not in begins)
        for index in cause.indices
    }
    shown: list[str | None] = []
    counter = outer = 0
    ended = False
    for place, paragraph in enumerate(seen):
        begin = begins.get(place)
        kind = begin.kind if begin else None
        if paragraph.quoted or paragraph.digits is None or kind == "false-start":
            lost = paragraph.digits is None and place in touched and touched[place].kind == "unnumbered"
            counter += lost
            shown.append(legible(paragraph))
            continue
        digits = legible(paragraph) or ""
        if kind in {"quoted", "stray"}:
            outer = outer if ended else counter
        elif ended:
            counter = outer
        ended = place in ends
        counter = counted(counter, digits, begin)
        shown.append(hurt(counter, digits, damaged.get(place), place))
    return shown


def once(cause: Cause, begins: dict[int, Cause], ends: set[int], seen: list[Printed]) -> bool:
    """Whether a repeated number is in place of the next one, and the sequence goes on after it."""
    place = cause.indices[0]
    false_starts = {at for at, begin in begins.items() if begin.kind == "false-start"}
    numbers = (at for at in range(place + 1, len(seen)) if seen[at].digits and not seen[at].quoted)
    following = next((at for at in numbers if at not in false_starts), None)
    if cause.kind != "repeat" or len(cause.indices) > 1 or following is None or place in ends:
        return False
    return following not in begins or begins[following].kind not in BEGINS


def counted(counter: int, digits: str, begin: Cause | None) -> int:
    """The number that follows on `counter`, when `begin` happened in front of it."""
    if begin is None or begin.kind == "unnumbered":
        return counter + 1
    if begin.kind == "gap":
        return counter + 1 + len(begin.expected)
    if begin.kind == "repeat":
        return counter
    return 1 if begin.kind == "restart" else int(digits)


def hurt(number: int, digits: str, cause: Cause | None, place: int) -> str | None:
    """What is printed for a number when `cause` damaged it; None where it cannot have printed `digits`."""
    meant = str(number)
    match cause.kind if cause else None:
        case None:
            return digits if digits == "0" + meant else meant
        case "glued":
            return cause.digit + meant if cause.side == "front" else meant + cause.digit
        case "swapped":
            return str(number + 1 if place == cause.indices[0] else number - 1)
        case "repeat":
            return str(number - 1)
        case "lost-digit":
            rests = [meant[:lost] + meant[lost + 1 :] for lost in range(len(meant))]
            return digits if digits in rests else None
        case "look-alike":
            alike = all(
                old == new or new in LOOK_ALIKES[old] for old, new in zip(meant, digits, strict=False)
            )
            return digits if len(meant) == len(digits) and alike else None
        case _:
            return digits


# --- The generator at work.


def one_damage(pick: Pick) -> tuple[list[Done], Cable]:
    """A cable with one damage."""
    cable = clean(pick(1, LONGEST_CABLE))
    return [DAMAGES[pick(0, len(DAMAGES) - 1)](cable, 0, len(cable) - 1, pick)], cable


def several_damages(pick: Pick) -> tuple[list[Done], Cable]:
    """A cable with two or three damages, with three sound paragraphs between them."""
    cable = clean(pick(12, LONGEST_CABLE))
    cuts = [0, *sorted(pick(3, len(cable) - 3) for _ in range(pick(1, 2))), len(cable)]
    dones: list[Done] = []
    for low, end in reversed([*itertools.pairwise(cuts)]):
        high = end - 1 if end == len(cable) else end - 4
        if low > high:
            continue
        before = len(cable)
        done = DAMAGES[pick(0, len(DAMAGES) - 1)](cable, low, high, pick)
        grown = len(cable) - before
        dones = [replace(other, places=tuple(place + grown for place in other.places)) for other in dones]
        dones.insert(0, done)
    return dones, cable
