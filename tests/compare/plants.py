"""Faults of a release, one at a time: each plants itself in a pair that is right and says which rule has to find it."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from invented import Invented, Paragraph, Secret, invented
from released import Copy, Gap, Token, copy_of, gap, original_text, printed

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


@dataclass(frozen=True)
class Pair:
    """An original, its copy, and the rule that has to speak; None for a pair that is right.

    `variant` is how it has to speak, None where the fault leaves that open.
    """

    original: str
    copy: str
    name: str
    rule: str | None = None
    variant: str | None = None
    place: str | None = None
    """Words of the copy at which the finding must point."""


class Unfit(Exception):
    """The cable has nothing in which this fault could be planted."""


def right(seed: int) -> Pair:
    rng = random.Random(seed)
    cable = invented(rng)
    original = original_text(cable, rng)
    copy = copy_of(cable, rng)
    return Pair(original, printed(copy, rng), copy.name)


def wrong(seed: int, fault: Fault) -> Pair:
    """A pair with that fault; the next cables are tried when one is unfit for it."""
    for attempt in range(200):
        rng = random.Random(seed * 1000 + attempt)
        cable = invented(rng)
        try:
            if isinstance(fault, InCable):
                place = fault.plant(cable, rng)
                original, copy = original_text(cable, rng), copy_of(cable, rng)
            else:
                original, copy = original_text(cable, rng), copy_of(cable, rng)
                place = fault.plant(copy, rng)
            return Pair(original, printed(copy, rng), copy.name, fault.rule, fault.variant, place)
        except Unfit:
            continue
    raise AssertionError(f"no cable is fit for {fault}")


@dataclass(frozen=True)
class InCable:
    """A fault that needs something in the original too: what is withheld there is a second time in it."""

    plant: Callable[[Invented, random.Random], str | None]
    rule: str = "leak-elsewhere"
    variant: str | None = None


@dataclass(frozen=True)
class InCopy:
    """A fault of the copy alone."""

    plant: Callable[[Copy, random.Random], str | None]
    rule: str
    variant: str | None = None


Fault = InCable | InCopy


def secrets(cable: Invented, code: str) -> list[Secret]:
    return [
        part
        for paragraph in cable.paragraphs
        if paragraph.mark == "U"
        for part in paragraph.parts
        if isinstance(part, Secret) and part.code == code
    ]


def a_person(cable: Invented, rng: random.Random) -> str:
    """The surname of somebody whose name is withheld."""
    named = [
        secret.words.split()[-1] for secret in secrets(cable, "B6") if secret.words.split()[-1].istitle()
    ]
    if not named:
        raise Unfit
    return rng.choice(named)


def choose(rng: random.Random, things: list[T]) -> T:
    if not things:
        raise Unfit
    return rng.choice(things)


def an_open_paragraph(cable: Invented, rng: random.Random) -> Paragraph:
    return rng.choice(
        [paragraph for paragraph in cable.paragraphs if paragraph.mark == "U" and not paragraph.items]
    )


def say(cable: Invented, rng: random.Random, words: str) -> None:
    an_open_paragraph(cable, rng).parts.append(words)


# What slips through.


def surname(cable: Invented, rng: random.Random) -> str:
    name = a_person(cable, rng)
    say(cable, rng, f"Later {name} came back with a lawyer.")
    return name


def capitals(cable: Invented, rng: random.Random) -> str:
    name = a_person(cable, rng).upper()
    say(cable, rng, f"The file is kept under {name} in the registry.")
    return name


def spelt(between: str) -> Callable[[Invented, random.Random], str]:
    """A name letter by letter, as a heading or a careful typist has it."""

    def plant(cable: Invented, rng: random.Random) -> str:
        name = re.sub(r"\W", "", a_person(cable, rng)).upper()
        say(cable, rng, f"The file has the name {between.join(name)} in its heading.")
        return name

    return plant


def possessive(cable: Invented, rng: random.Random) -> str:
    name = a_person(cable, rng)
    say(cable, rng, f"In the end {name}\u2019s brother paid the fine.")
    return name


def in_subject(cable: Invented, rng: random.Random) -> str:
    name = a_person(cable, rng).upper()
    cable.subject += f" AND {name}"
    return name


def in_references(cable: Invented, rng: random.Random) -> str:
    name = a_person(cable, rng).upper()
    cable.reference += f", {name} MEMO OF 03/12/2005"
    return name


def in_signature(cable: Invented, rng: random.Random) -> str:
    name = a_person(cable, rng).upper()
    cable.signature = name
    return name


def full_name(cable: Invented, rng: random.Random) -> str:
    full = choose(rng, [secret.words for secret in secrets(cable, "B6") if " " in secret.words])
    say(cable, rng, f"The letter is signed by {full} and two others.")
    return str(full)


def number(cable: Invented, rng: random.Random) -> str:
    amount = choose(rng, [secret.words for secret in secrets(cable, "B4")]).replace(",", "")
    say(cable, rng, f"The rival offered {amount} shillings at first.")
    return amount


def address(cable: Invented, rng: random.Random) -> str:
    found = str(
        choose(
            rng, [one.words for one in secrets(cable, "B6") if "@" in one.words or one.words[-1].isdigit()]
        )
    )
    say(cable, rng, f"Replies go to {found} as before.")
    return found


def passage(cable: Invented, rng: random.Random) -> str:
    whole = str(choose(rng, [secret.words for secret in secrets(cable, "B5")]))
    first = whole.split(".", maxsplit=1)[0]
    say(cable, rng, f"{first}.")
    return first


def without_mark(cable: Invented, rng: random.Random) -> str:
    """The text of a paragraph that is withheld for its mark is in one that has another."""
    source = choose(rng, [paragraph for paragraph in cable.paragraphs if paragraph.mark == "SBU"])
    words = source.words().split(". ")[0].rstrip(".")
    say(cable, rng, f"{words}.")
    return words


def over_lines(copy: Copy, rng: random.Random) -> str:
    """A name that was missed in one of its places, since a line ends inside it."""
    names = Counter(one.words for one in copy.gaps() if one.words.isalpha() and len(one.words) > 6)
    missed = choose(rng, [one for one in copy.gaps() if names[one.words] > 1])
    for _, _, tokens in copy.paragraphs:
        tokens[:] = [f"{missed.words[:4]}-\n{missed.words[4:]}" if one is missed else one for one in tokens]
    return missed.words[4:]


def in_file_name(copy: Copy, rng: random.Random) -> str | None:
    copy.name = f"{copy.cable.post.lower()}_{a_person(copy.cable, rng).lower()}_final.txt"
    return None


# What is withheld, and how.


def uncoded(copy: Copy, rng: random.Random) -> None:
    if copy.style in {"note", "inline", "code"}:
        one = choose(rng, copy.gaps())
        one.shown = {"note": "[REDACTED]", "inline": copy.bar, "code": ""}[copy.style]
        one.code = None
        if not one.shown:
            drop(copy, one)
        return
    alone = [
        tokens for _, _, tokens in copy.paragraphs if sum(isinstance(token, Gap) for token in tokens) == 1
    ]
    tokens = choose(rng, alone)
    for token in tokens:
        if isinstance(token, Gap):
            token.code = None


def drop(copy: Copy, one: Gap) -> None:
    for _, _, tokens in copy.paragraphs:
        if any(token is one for token in tokens):
            tokens[:] = [token for token in tokens if token is not one]


def whole_paragraphs(copy: Copy) -> list[int]:
    """Paragraphs in which nothing is withheld, nor in their neighbours."""
    cut = [any(isinstance(token, Gap) for token in tokens) for _, _, tokens in copy.paragraphs]
    return [index for index in range(len(cut)) if not any(cut[max(index - 1, 0) : index + 2])]


def stray_code(copy: Copy, rng: random.Random) -> str:
    copy.stray.append((choose(rng, whole_paragraphs(copy)), "B7(E)"))
    return "B7(E)"


def bar_beside_words(copy: Copy, rng: random.Random) -> None:
    index = choose(rng, whole_paragraphs(copy))
    copy.paragraphs[index][2].insert(3, copy.bar)


def words_of(copy: Copy, rng: random.Random) -> tuple[list[Token], int]:
    """An open word of a paragraph, by its tokens and its place in them, with open words around it."""
    places = [
        (tokens, at)
        for _, _, tokens in copy.paragraphs
        for at in range(2, len(tokens) - 2)
        if all(isinstance(token, str) and token.isalpha() for token in tokens[at - 2 : at + 3])
    ]
    return choose(rng, places)


def changed(copy: Copy, rng: random.Random) -> str:
    tokens, at = words_of(copy, rng)
    tokens[at] = "zinnias"
    return "zinnias"


def added(copy: Copy, rng: random.Random) -> str:
    tokens, at = words_of(copy, rng)
    tokens[at:at] = ["perhaps", "for", "lack", "of", "quinine"]
    return "perhaps for lack of quinine"


def sentence_left(copy: Copy, rng: random.Random) -> str:
    """A sentence of a paragraph that is above the level of the release."""
    found = [
        (tokens, one)
        for _, mark, tokens in copy.paragraphs
        for one in tokens
        if mark == "SBU" and isinstance(one, Gap) and one.words.count(".") > 1
    ]
    tokens, one = choose(rng, found)
    first, _, one.words = one.words.partition(". ")
    tokens[0:0] = [*first.split(), "."]
    return first


def mark(old: str, new: str | None) -> Callable[[Copy, random.Random], None]:
    def plant(copy: Copy, rng: random.Random) -> None:
        index = choose(rng, [at for at, one in enumerate(copy.paragraphs) if one[1] == old])
        head, _, tokens = copy.paragraphs[index]
        copy.paragraphs[index] = (head, new, tokens)

    return plant


def marks_swapped(copy: Copy, rng: random.Random) -> None:
    sbu = [
        at
        for at, one in enumerate(copy.paragraphs)
        if one[1] == "SBU" and at and copy.paragraphs[at - 1][1] == "U"
    ]
    at = choose(rng, sbu)
    (one, _, first), (other, _, second) = copy.paragraphs[at - 1 : at + 1]
    copy.paragraphs[at - 1 : at + 1] = [(one, "SBU", first), (other, "U", second)]


def header_lowered(copy: Copy, rng: random.Random) -> None:
    if "SENSITIVE" not in copy.captions:
        raise Unfit
    copy.captions.remove("SENSITIVE")


def header_raised(copy: Copy, rng: random.Random) -> str:
    copy.classification = "CONFIDENTIAL"
    return "CONFIDENTIAL"


def header_still(copy: Copy, rng: random.Random) -> str:
    """Every paragraph that needed the header is cut with its number and its mark."""
    if not any(one[1] == "SBU" for one in copy.paragraphs):
        raise Unfit
    copy.paragraphs[:] = [
        ("", None, tokens) if mark == "SBU" else (head, mark, tokens)
        for head, mark, tokens in copy.paragraphs
    ]
    return "SENSITIVE"


# What shapes tell.


def names(copy: Copy) -> list[Gap]:
    return [
        one for one in copy.gaps() if one.code == "B6" and len(one.words.split()) < 3 and "@" not in one.words
    ]


def bar_fits(copy: Copy, rng: random.Random) -> str:
    if copy.style != "bar":
        raise Unfit
    fit = [one for one in names(copy) if len(one.words) not in {5, 7, 8, 12}]
    one = choose(rng, fit)
    one.shown = "█" * len(one.words)
    return one.shown


def bars_by_word(copy: Copy, rng: random.Random) -> str:
    if copy.style != "bar":
        raise Unfit
    one = choose(rng, [one for one in names(copy) if " " in one.words])
    one.shown = " ".join("█" * len(word) for word in one.words.split())
    return one.shown


def one_digit(copy: Copy, rng: random.Random) -> None:
    one = choose(rng, [one for one in copy.gaps() if one.code == "B4"])
    at = rng.randrange(1, len(one.words))
    if one.words[at] == ",":
        at -= 1
    one.shown = f"{one.words[:at]}█{one.words[at + 1 :]}{'' if copy.style == 'bar' else ' (b)(4)'}"
    if copy.style not in {"bar", "blank"}:
        one.code = None
    else:
        one.shown = one.shown.removesuffix(" (b)(4)")


def most_of_a_name(copy: Copy, rng: random.Random) -> None:
    if copy.style != "bar":
        raise Unfit
    one = choose(rng, [one for one in names(copy) if one.words.isalpha() and len(one.words) > 6])
    one.shown = one.words[:-2] + "██"


def items_of(copy: Copy, rng: random.Random) -> tuple[list[Token], list[int]]:
    """The tokens of a paragraph with a list, and the places of its labels."""
    lists = [tokens for _, _, tokens in copy.paragraphs if "(1)" in tokens and "(5)" in tokens]
    tokens = choose(rng, lists)
    return tokens, [tokens.index(f"({number})") for number in range(1, 6)]


def labels_left(copy: Copy, rng: random.Random) -> None:
    tokens, at = items_of(copy, rng)
    for first, end in ((at[2], at[3]), (at[1], at[2])):
        tokens[first + 1 : end] = [item_gap(copy)]
    relabel(copy)


def labels_cut(copy: Copy, rng: random.Random) -> None:
    tokens, at = items_of(copy, rng)
    tokens[at[1] : at[3]] = [item_gap(copy)]
    relabel(copy)


def item_gap(copy: Copy) -> Gap:
    return gap("an item", "B5", copy.style, copy.bar)


def relabel(copy: Copy) -> None:
    """The disposition lists what is used now."""
    copy.disposition = "RELEASE IN PART " + ",".join(sorted({one.code or "" for one in copy.gaps()} - {""}))


# What the first page says.


def in_full(copy: Copy, rng: random.Random) -> str:
    copy.disposition = "RELEASE IN FULL"
    return copy.disposition


def denied(copy: Copy, rng: random.Random) -> str:
    copy.disposition = "DENIED IN FULL"
    return copy.disposition


def undisposed(copy: Copy, rng: random.Random) -> None:
    copy.disposition = ""


def unlisted(copy: Copy, rng: random.Random) -> None:
    codes = copy.disposition.removeprefix("RELEASE IN PART ").replace(" ", "").split(",")
    if len(codes) < 2:
        raise Unfit
    codes.remove(rng.choice(codes))
    copy.disposition = "RELEASE IN PART " + ",".join(codes)


def unused(copy: Copy, rng: random.Random) -> None:
    copy.disposition += ",B7(E)"


def nothing_withheld(copy: Copy, rng: random.Random) -> None:
    for _, _, tokens in copy.paragraphs:
        tokens[:] = [
            word for token in tokens for word in (token.words.split() if isinstance(token, Gap) else [token])
        ]


FAULTS: dict[str, Fault] = {
    "surname": InCable(surname),
    "capitals": InCable(capitals),
    "possessive": InCable(possessive),
    "spelt with blanks": InCable(spelt(" ")),
    "spelt with full stops": InCable(spelt(".")),
    "spelt with hyphens": InCable(spelt("-")),
    "subject": InCable(in_subject),
    "references": InCable(in_references),
    "signature": InCable(in_signature),
    "full name": InCable(full_name),
    "number": InCable(number),
    "address": InCable(address),
    "passage": InCable(passage),
    "without its mark": InCable(without_mark),
    "broken over lines": InCopy(over_lines, "leak-elsewhere"),
    "file name": InCopy(in_file_name, "leak-elsewhere"),
    "uncoded": InCopy(uncoded, "withheld-uncoded"),
    "stray code": InCopy(stray_code, "code-without-gap"),
    "bar beside words": InCopy(bar_beside_words, "code-without-gap", "bar"),
    "changed": InCopy(changed, "text-changed"),
    "added": InCopy(added, "text-added"),
    "sentence left": InCopy(sentence_left, "above-release-level"),
    "mark lowered": InCopy(mark("SBU", "U"), "mark-altered", "lowered"),
    "mark removed": InCopy(mark("SBU", None), "mark-altered", "removed"),
    "mark raised": InCopy(mark("U", "C"), "mark-altered"),
    "marks swapped": InCopy(marks_swapped, "mark-altered", "moved"),
    "header lowered": InCopy(header_lowered, "header-release"),
    "header raised": InCopy(header_raised, "header-release", "altered"),
    "header still": InCopy(header_still, "header-release", "still"),
    "bar fits": InCopy(bar_fits, "shape-tells"),
    "bars by word": InCopy(bars_by_word, "shape-tells", "words"),
    "one digit": InCopy(one_digit, "shape-tells", "digit"),
    "most of a name": InCopy(most_of_a_name, "shape-tells", "letters"),
    "labels left": InCopy(labels_left, "shape-tells", "labels"),
    "labels cut": InCopy(labels_cut, "shape-tells", "jump"),
    "in full": InCopy(in_full, "disposition-mismatch"),
    "denied": InCopy(denied, "disposition-mismatch", "denied"),
    "undisposed": InCopy(undisposed, "disposition-mismatch", "none"),
    "unlisted": InCopy(unlisted, "disposition-mismatch", "unlisted"),
    "unused": InCopy(unused, "disposition-mismatch", "unused"),
    "nothing withheld": InCopy(nothing_withheld, "disposition-mismatch", "part"),
}
