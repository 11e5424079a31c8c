"""TAGS lines as people type them and circuits transmit them, each with its tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

SUBJECT = (
    "ETRD", "PREL", "PGOV", "ECON", "EFIN", "EINV", "PHUM", "PTER", "MARR", "MOPS", "SNAR", "CVIS", "ENRG", "EAID",
    "OVIP", "PINR", "PARM", "SENV", "TBIO", "ELAB", "EAIR", "ASEC", "AMGT", "MNUC", "SOCI", "PBTS", "CASC", "EAGR",
)  # fmt: skip
SEVENTIES = (
    "PFOR",
    "PINT",
    "EGEN",
    "EIND",
    "SGEN",
    "MILI",
    "PBOR",
    "TECH",
    "OREP",
    "OTRA",
    "EEWT",
    "PORG",
    "BEXP",
    "ELTN",
)
PROGRAM = ("KDEM", "KNNP", "KCRM", "KISL", "KWMN", "KIPR", "KPAO", "KTIA", "KCOR", "KTFN", "KFLO", "KUNR")
PLACES = ("CA", "FR", "US", "IZ", "CH", "RS", "XF", "XA", "GM", "UK", "IR", "AF")
BODIES = ("NATO", "UNSC", "EUN", "OAS", "WTRO", "IAEA", "OPEC", "ASEAN", "IMF", "UNGA")
PERSONS = ("(KISSINGER, HENRY A.)", "(OBAMA, BARACK)", "(SMITH, JOHN)", "(BROWN, MARY ANN)")
LABELS = ("TAGS:", "TAGS:", "TAGS:", "TAGS :", "TAGS", "Tags:", "TAGS;", "TAGS -")
SEPARATORS = (", ", ", ", ", ", ",", " ", "  ", " , ", "; ", ". ", ",  ")
TEMPLATE = """UNCLAS OTTAWA 009999

SIPDIS

E.O. 12958: N/A
{tags}
SUBJECT: TRADE TALKS
REF: OTTAWA 774

1. (U) The talks went well, and will go on in May.
DICKSON
"""


@dataclass(frozen=True)
class TagCase:
    """A cable with a TAGS line, and the tags of the line in order."""

    text: str
    tags: tuple[str, ...]


def tag_case(rng: Random) -> TagCase:
    """Return one TAGS line of the seventies or of later years, its separators slipped here and there."""
    subjects = SEVENTIES + SUBJECT[:6] if rng.random() < 0.3 else SUBJECT + PROGRAM
    tags = rng.sample(subjects, rng.randint(1, 7))
    tags += rng.sample(BODIES, rng.choice((0, 0, 1, 2))) + rng.sample(PLACES, rng.randint(0, 3))
    if rng.random() < 0.3:
        rng.shuffle(tags)
    if rng.random() < 0.25:
        tags.append(rng.choice(PERSONS))
    separator = rng.choice(SEPARATORS)
    glue = rng.random() < 0.2
    wrap = rng.choice(("\n      ", "\n", ",\n     ")) if rng.random() < 0.3 and len(tags) > 3 else ""
    turn = rng.randint(2, len(tags) - 1) if wrap else -1
    line = tags[0]
    for index, tag in enumerate(tags[1:], 1):
        if index == turn:
            line += wrap if wrap[0] == "," or not separator.strip() else separator.rstrip() + wrap
        elif rng.random() < 0.08 and separator.strip():
            line += " "
        elif not (glue and _may_glue(tags[index - 1], tag) and rng.random() < 0.5):
            line += separator
        line += tag
    if rng.random() < 0.1:
        line = line.lower() if "(" not in line else line
    elif rng.random() < 0.1:
        line += rng.choice((",", ".", " ,"))
    label = rng.choice(LABELS)
    if label == "TAGS" and (len(tags) < 2 or not line[:4].isupper()):
        label = "TAGS:"
    lead = rng.choice((" ", " ", " ", "  ", "", "      ")) if label != "TAGS" else " "
    return TagCase(TEMPLATE.format(tags=label + lead + line), tuple(tag.strip("()") for tag in tags))


def _may_glue(before: str, tag: str) -> bool:
    """Whether two tags can be separated again: both are letters, and one is a subject or a programme."""
    subjects = {*SUBJECT, *SEVENTIES, *PROGRAM}
    return before.isalpha() and tag.isalpha() and not subjects.isdisjoint({before, tag})
