"""Cables with one mark that a pen, a scanner or a converter damaged, each with its truth."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from typed_paragraphs import LOOKS, Case, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

DAMAGED = frozenset({"mark-bracket-broken", "mark-unknown", "mark-spacing", "mark-style"})
"""The rules of damage, of which one must report it."""
POSITION = frozenset({"mark-position"})

STRUCK = ("~~(X)~~", "(~~X~~)", "(-X-)", "<s>(X)</s>", "~~X~~", "--(X)--", "(X\u0336)")
BRACKETS = (
    "(X", "X)", "(X]", "[X]", "{X}", "((X))", "(X.)", "(X;", "( X )", "(X>", "<X>", "(X,)", "|X|", "[(X)]", "(XJ",
    "lX)", "(X}", "(X /", "(\nX)", "(X\n)", "(X))", "((X)", "(X:",
)  # fmt: skip
LETTERS = {
    "U": ("(V)", "(ll)", "(lJ)", "(Li)", "(u)", "(LI)"),
    "SBU": (
        "(SBLJ)",
        "(S8U)",
        "(5BU)",
        "(SBO)",
        "(SBV)",
        "(S B U)",
        "(S\nBU)",
        "(sbu)",
        "(SBLI)",
        "(S3U)",
        "($BU)",
    ),
    "C": ("(c)", "(Ç)", "(C')", "('C)", "(.C)"),
    "S": ("($)", "(§)", "(s)", "(S')", "(S/'/'NF)"),
}
"""What a scanner reads that can be one mark only."""
UNSURE = ("(e)", "(€)", "(¢)", "(G)", "(£)", "(5)", "(8)", "(3)", "(0)", "(O)", "(D)", "(SUB)", "(UU)")
"""What may be several marks, or none."""
UNREADABLE = (
    "(☑)", "☑", "(12)", "(■)", "(□)", "(?)", "( )", "()", "(_)", "(#)", "■", "(*)", "(1l)", "(%)",
    "(C~", "[]",
)  # fmt: skip


def _damaged(rng: random.Random, level: str, of: str, written: str, *, read: bool) -> Iterator[Case]:
    """A cable whose paragraph with the mark `of` has it printed as `written`."""
    made = clean(rng, level)
    having = [at for at, one in enumerate(made.paragraphs) if one.mark == of]
    if having:
        changed = made.changed(rng.choice(having), written=written, meant="" if read else "*")
        yield replace(changed, kind=f"{'read' if read else 'unread'} {written!r} {of}", required=DAMAGED)


def damaged(rng: random.Random) -> Iterator[Case]:
    """A mark that is struck out, lost a bracket, or was misread."""
    for level in ("SBU", "C", "S"):
        for form in (*STRUCK, *BRACKETS):
            yield from _damaged(rng, level, level, form.replace("X", level), read=True)
            yield from _damaged(rng, level, "U", form.replace("X", "U"), read=True)
        for of in (level, "U"):
            for written in LETTERS[of]:
                yield from _damaged(rng, level, of, written, read=True)
            for written in (*UNSURE, *UNREADABLE):
                yield from _damaged(rng, level, of, written, read=False)


def displaced(rng: random.Random) -> Iterator[Case]:
    """Marks in other places: at the end, after a label, before the number."""
    for level in ("SBU", "C", "S") * 4:
        made = clean(rng, level)
        at = rng.randrange(len(made.paragraphs))
        tail = f" ({made.paragraphs[at].mark})"
        yield replace(
            made.changed(at, head="N. ", written="", tail=tail), kind="mark at the end", required=POSITION
        )
        yield replace(made.changed(at, head="M N. "), kind="mark before", required=POSITION)
        yield replace(made.changed(at, head="MN. "), kind="mark before, glued", required=POSITION)
        yield replace(made.changed(at, head="N. Comment:\nM "), kind="mark below a label", allowed=POSITION)
        yield replace(made.changed(at, head="N. Summary: M "), kind="mark after a label", allowed=POSITION)
        yield replace(made.changed(at, head="N.\n\nM "), kind="mark below the number", allowed=LOOKS)


def cases(seed: int, rounds: int) -> Iterator[Case]:
    """The cases of a seed, in so many rounds."""
    rng = random.Random(seed)
    for _ in range(rounds):
        yield from damaged(rng)
        yield from displaced(rng)
