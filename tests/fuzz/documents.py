"""Documents: cables and marked memoranda with lines of every kind, some with canary words of a known level.

A canary is a word that appears once, in a place whose level is certain: `qzsecr` and four letters in a portion marked
(S), `qzconf` in (C), `qzsens` in (SBU), `qzbare` in an unmarked place of a classified document that marks its portions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from .mutations import mutated
from .words import BANNERS, DAMAGED, MARKS, PROSE, seeds, short_seeds, vocabulary

if TYPE_CHECKING:
    from random import Random

Pools = Mapping[str, "tuple[str, ...]"]

CANARIES = {"S": "qzsecr", "C": "qzconf", "SBU": "qzsens", "": "qzbare"}
"""The first letters of the canaries of each level."""

_LINES_INSIDE = (
    "ADDRESS", "ADDRESSEE", "ATTRIBUTES", "CAPTION", "CLASSIFIER", "CONTINUATION", "COUNTER", "DE", "DISPOSITION", "DRAFTER", "DTG",
    "EDITION", "END_MARK", "EO", "FIELD", "MAIL", "MARGIN_CODE", "MARKUP", "OFFICES", "PAGE", "REASON", "REF", "ROUTING", "SECURITY",
    "SERIES", "SIGNATURE", "SMART_CAPTIONS", "SMART_DTG", "SMART_PASS", "STAMP", "SUBJECT", "TAGS", "TRANSMISSION", "WARNING", "WEB_TAG",
)  # fmt: skip
"""Kinds of line that accident or attack puts into a paragraph. Each leaves the level of the text around it as it is."""


def sentence(rng: Random, least: int = 3, most: int = 14) -> str:
    """Some words, mostly with a full stop."""
    words = rng.choices(PROSE, k=rng.randint(least, most))
    return " ".join(words).capitalize() + rng.choice((".", ".", ".", "", ":", "?"))


def _paragraph(rng: Random, number: int) -> str:
    mark = rng.choice(rng.choice((MARKS, MARKS, DAMAGED, ("",), ("(U)", "(SBU)"))))
    head = rng.choice(
        (
            f"{number}.",
            f"{number}.",
            f"¶{number}.",
            f"{number})",
            f"1{number}.",
            "",
            "a.",
            "-",
            "•",
            f"{number}.1",
        )
    )
    body = " ".join(sentence(rng) for _ in range(rng.choice((1, 1, 1, 1, 2, 3))))
    return f"{head}{rng.choice((' ', ' ', '', '  '))}{mark}{rng.choice((' ', ' ', ''))}{body}".strip()


def _table(rng: Random) -> str:
    cells = rng.choice(("| {} | {} |", "{}\t{}", "{}    {}", "{}, {}"))
    rows = (cells.format(rng.choice((*MARKS, *PROSE)), sentence(rng, 1, 3)) for _ in range(rng.randint(1, 5)))
    return "\n".join(rows)


def of_lines(rng: Random, pools: Pools) -> str:
    """Lines of random kinds in random order."""
    kinds = sorted(pools)
    lines = [rng.choice(pools[rng.choice(kinds)]) for _ in range(rng.choice((1, 2, 3, 4, 6, 12)))]
    return rng.choice(("\n", "\n\n")).join(lines)


def cable(rng: Random, pools: Pools) -> str:
    """A cable: envelope, class line, captions, header, paragraphs, end. Each may be missing or of another kind."""

    def some(*kinds: str, chance: float = 0.8) -> list[str]:
        return [rng.choice(pools[kind]) for kind in kinds if rng.random() < chance]

    lines: list[str] = []
    if rng.random() < 0.4:
        lines += some(
            "TRANSMISSION",
            "ROUTING",
            "DE",
            "SECURITY",
            "DTG",
            "ADDRESS",
            "ADDRESS",
            "ADDRESSEE",
            "BT",
            chance=0.7,
        )
    if rng.random() < 0.2:
        lines += some("MRN", "SMART_DTG", "FIELD", "EO", "TAGS", "SMART_CAPTIONS", "SUBJECT")
    lines += some(
        rng.choice(
            (
                "CLASS",
                "CLASS",
                "CLASS",
                "CLASS_SPACED",
                "CLASS_SECTION",
                "CLASS_MISSING",
                "CLASS_UNKNOWN",
                "BANNER",
            )
        ),
        chance=0.95,
    )
    lines += some(*rng.choices(("CAPTION", "SERIES", "WARNING", "BANNER", "SMART_PASS"), k=rng.randint(0, 3)))
    lines += some("EO", "TAGS", "SUBJECT", "REF", "CLASSIFIER", "REASON", chance=0.7)
    for number in range(1, rng.choice((2, 2, 3, 3, 4, 7))):
        lines.append(_paragraph(rng, number))
        if rng.random() < 0.25:
            lines.append(rng.choice(pools[rng.choice(sorted(pools))]))
        if rng.random() < 0.1:
            lines.append(_table(rng))
    lines += some("SIGNATURE", "BT", "END_MARK", "STAMP", "DISPOSITION", chance=0.3)
    return rng.choice(("\n\n", "\n\n", "\n")).join(lines) + "\n"


def memo(rng: Random, pools: Pools) -> str:
    """A memorandum or report: banners at both ends, an authority block, marked portions of every kind."""
    banner = rng.choice(BANNERS)
    lines = [banner, rng.choice(("MEMORANDUM FOR RECORD", "SUBJECT: Harbor", "(U) Harbor works", ""))]
    for number in range(1, rng.choice((2, 3, 3, 4, 6))):
        head = rng.choice(("", "", "- ", f"{number}. ", "a. ", "• ", "I. "))
        lines.append(f"{head}{rng.choice(rng.choice((MARKS, MARKS, DAMAGED)))} {sentence(rng)}")
        if rng.random() < 0.2:
            lines.append(rng.choice((banner, rng.choice(BANNERS), _table(rng))))
    lines += rng.sample(
        (
            "Classified By: J. Roe",
            "Derived From: Memo",
            "Declassify On: 20301231",
            "Controlled by: A",
            "CUI Category: PRVCY",
            "POC: x",
        ),
        k=rng.randint(0, 4),
    )
    return rng.choice(("\n\n", "\n")).join([*lines, rng.choice((banner, rng.choice(BANNERS), ""))]) + "\n"


def repeated(rng: Random, pools: Pools) -> str:
    """One construct many times: work that is quadratic in it takes long."""
    if rng.random() < 0.5:
        unit = rng.choice(pools[rng.choice(sorted(pools))]) + rng.choice(("\n", "\n\n", " ", ""))
    else:
        unit = rng.choice((*MARKS, *DAMAGED, *BANNERS, *PROSE, *vocabulary())) + rng.choice(
            (" ", "\n", "", " x ")
        )
    size = rng.choice((150, 150, 400, 400, 1000, 4000))
    head = rng.choice(("", "UNCLAS BRIDGETOWN 000101\n\nSIPDIS\n\n", "SECRET//NOFORN\n\n1. (S) "))
    return head + unit * min(200, size // len(unit) + 1) + rng.choice(("", "\n", "end."))


def long(rng: Random, pools: Pools) -> str:
    """A text of 20,000 to 200,000 characters: many documents, one line, or many paragraphs."""
    size = rng.choice((20_000, 60_000, 200_000))
    kind = rng.randrange(3)
    if kind == 0:
        unit = rng.choice((rng.choice(seeds()), cable(rng, pools), memo(rng, pools)))
        return ((unit + "\n") * (size // (len(unit) + 1) + 1))[:size]
    if kind == 1:
        unit = repeated(rng, pools).replace("\n", " ")
        return (unit * (size // (len(unit) + 1) + 1))[:size]
    head = cable(rng, pools)
    body: list[str] = []
    while size > 0:
        body.append(_paragraph(rng, len(body) + 1))
        size -= len(body[-1])
    return head + "\n\n".join(body)


def fragment(rng: Random, pools: Pools) -> str:
    """One to three lines: a line of some kind, a marked sentence, a banner, a class line."""
    made: tuple[Callable[[], str], ...] = (
        lambda: rng.choice(pools[rng.choice(sorted(pools))]),
        lambda: _paragraph(rng, rng.randint(1, 3)),
        lambda: f"{rng.choice(MARKS)} {sentence(rng, 1, 4)}",
        lambda: rng.choice(rng.choice((BANNERS, MARKS, DAMAGED, vocabulary()))),
        lambda: rng.choice(pools["CLASS"]),
    )
    return rng.choice(("\n", "\n\n", " ")).join(rng.choice(made)() for _ in range(rng.randint(1, 3)))


def text(rng: Random, pools: Pools) -> str:
    """A text of any kind, mutated. Half are fragments, which are quick to check."""
    if rng.random() < 0.5:
        return mutated(fragment(rng, pools), rng, 3)
    kind = rng.random()
    if kind < 0.0004:
        return mutated(long(rng, pools), rng)
    if kind < 0.35:
        return mutated(cable(rng, pools), rng)
    if kind < 0.6:
        return mutated(rng.choice(seeds() if rng.random() < 0.15 else short_seeds()), rng)
    if kind < 0.8:
        return mutated(memo(rng, pools), rng)
    if kind < 0.93:
        return mutated(of_lines(rng, pools), rng)
    return mutated(repeated(rng, pools), rng, 1)


def _canary(rng: Random, level: str) -> str:
    return CANARIES[level] + "".join(rng.choices("bdfgklmnprtv", k=4))


def _unreleased(text: str) -> str:
    """The text without (U), which would open a portion of its own before a canary."""
    return re.sub(r"\(u\)", "", text, flags=re.IGNORECASE)


def canary_cable(rng: Random, pools: Pools) -> str:
    """A cable with canaries in portions and unmarked places, and with lines of other kinds in its paragraphs."""
    line, levels = rng.choice(
        (
            ("SECRET", ("S", "C", "SBU", "")),
            ("CONFIDENTIAL", ("C", "SBU", "")),
            ("UNCLAS", ("SBU",)),
            ("UNCLAS", ("SBU",)),
        )
    )
    classified = line != "UNCLAS"

    def hot(level: str) -> str:
        return f"{sentence(rng)} {_canary(rng, level)} {sentence(rng, 1, 5)}"

    lines = [f"{line} BRIDGETOWN 000412", "SIPDIS", *(() if classified else ("SENSITIVE",))]
    lines.append("E.O. 12958: DECL: 03/05/2017" if classified else "E.O. 12958: N/A")
    top = levels[0]
    lines += ["TAGS: ETRD, BB", f"SUBJECT: ({top}) HARBOR {_canary(rng, top)}"]
    if classified:
        lines += [f"Classified By: {_canary(rng, '')}, Ambassador. Reason: 1.4 (b)."]
    for number in range(1, rng.choice((2, 3, 3, 4))):
        level = rng.choice(levels)
        mark = f"({level}) " if level else ""
        parts = [f"{number}. {mark}{hot(level)}"]
        for _ in range(rng.choice((0, 1, 1, 2))):
            inside = rng.choice(pools[rng.choice(_LINES_INSIDE)])
            parts += [rng.choice((inside, f"{inside} {_canary(rng, level)}")), hot(level)]
        lines.append(rng.choice(("\n", "\n", "\n\n")).join(parts))
    lines.append("HALVORSEN")
    return _unreleased("\n\n".join(lines)) + rng.choice(("\n", "\n", "\n\nBT\n#0412\nNNNN\n"))


def canary_memo(rng: Random, pools: Pools) -> str:
    """A memorandum with banners and canaries in its portions."""
    banner, levels = rng.choice(
        (
            ("SECRET//NOFORN", ("S//NF", "C//REL TO USA, GBR")),
            ("SECRET", ("S", "C")),
            ("CONFIDENTIAL", ("C",)),
        )
    )
    lines = [banner, "MEMORANDUM FOR RECORD"]
    for number in range(1, rng.choice((2, 3, 3, 5))):
        mark = rng.choice(levels)
        level = mark[0]
        parts = [
            f"{rng.choice((f'{number}. ', '- ', ''))}({mark}) {sentence(rng)} {_canary(rng, level)} {sentence(rng)}"
        ]
        if rng.random() < 0.4:
            parts.append(f"{rng.choice(pools[rng.choice(_LINES_INSIDE)])} {_canary(rng, level)}")
        lines.append("\n".join(parts))
    return _unreleased("\n\n".join([*lines, banner])) + "\n"


def with_cuts(rng: Random, original: str) -> tuple[str, list[str]]:
    """A released copy of a text, and the canaries that only the original has."""
    words = original.split(" ")
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(words))
        code = rng.choice(
            ("B1", "(b)(1)", "1.4(D)", "B6", "1.4(B)\nB1", "", "[redacted]", "█████", "REDACTED")
        )
        words[at : at + rng.choice((1, 3, 10))] = [code]
    copy = " ".join(words)
    if rng.random() < 0.5:
        copy = (
            "UNCLASSIFIED U.S. Department of State Case No. F-2030-00001 Doc No. C00000001 Date: 01/02/2030\n\nRELEASE IN PART B1\n\n"
            + copy
        )
    kept = copy.lower()
    return copy, [
        word
        for word in {w.strip(".,:;()?") for w in original.lower().split()}
        if word.startswith("qz") and word not in kept
    ]
