"""Material for inputs: the project's vocabularies, examples of rules, example cables, made-up prose."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

PLAIN_NAME = "document.txt"
"""The name of a document whose name does not matter."""

ROOT = Path(__file__).resolve().parents[2]

PROSE = (
    "the", "harbor", "master", "said", "that", "dredging", "of", "outer", "channel", "would", "begin", "in", "June",
    "and", "Secretary", "Halvorsen", "asked", "how", "long", "confidential", "soundings", "wait", "9", "1.5", "(c)",
    "Mr.", "U.S.", "e.g.", "¶3", "Summary:", "(U)", "SIPDIS", "§ 2", "$5", "Comment:", "End", "note", "I.", "a)",
)  # fmt: skip

MARKS = (
    "(U)", "(SBU)", "(C)", "(S)", "(TS)", "(LOU)", "(SBU/NF)", "(C/NF)", "(S/NF)", "(S//NF)", "(U//FOUO)", "(TS//SI//NF)",
    "(S//SI//REL TO USA, FVEY)", "(C//REL)", "(S//REL TO USA, GBR)", "(CUI)", "(CUI//SP-PRVCY)", "(CUI//NOFORN)", "(//GBR S)",
    "(//CTS)", "(S//FGI DEU)", "(TS//HCS-P//OC/NF)", "(S//RD)", "(U//DSEN)", "(U//LES)", "(NATO)", "[U]", "{C}", "(UNCLASSIFIED)",
    "(C - ENTIRE TEXT)", "(CONFIDENTIAL)", "(S//REL TO USA, FVEY//OC)", "(S//SI/TK//RELIDO)", "(U//SSI)", "(R)", "(L)",
)  # fmt: skip

DAMAGED = (
    "(SBU )", "( U)", "(sbu)", "(SBU", "SBU)", "(5BU)", "(U) (U)", "(U//SBU)", "\\(SBU\\)", "(S B U)", "(C", "S)", "(SUB)", "((C))",
    "(S/", "(S//", "(//)", "()", "(U x", "[x](", "(C)(C)", "(С)", "（S）", "(S\u200b)", "(\u202eC)", "(TS//)", "(S//,)",
)  # fmt: skip

BANNERS = (
    "UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "TOP SECRET", "SECRET//NOFORN", "TOP SECRET//SI//NOFORN", "CUI", "CONTROLLED",
    "SECRET//REL TO USA, FVEY", "TOP SECRET//SII/NOFORN", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "CUI//SP-PRVCY//NOFORN",
    "SENSITIVE BUT UNCLASSIFIED", "LIMITED OFFICIAL USE", "//NATO SECRET", "SECRET/NOFORN", "S E C R E T", "CONFIDENTIAL EFTO",
)  # fmt: skip


def read(path: Path) -> dict[str, Any]:
    """The content of a TOML file."""
    return tomllib.loads(path.read_text("utf-8"))


def strings(value: object) -> list[str]:
    """All strings and keys of a table, at any depth."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [*value, *(word for one in value.values() for word in strings(one))]
    return [word for one in value for word in strings(one)] if isinstance(value, list) else []


@cache
def vocabulary() -> tuple[str, ...]:
    """Short words of the vocabularies and marking systems: posts, tags, captions, precedences, controls, levels."""
    files = [*(ROOT / "rules/_vocabulary").glob("*.toml"), *(ROOT / "rules/_markings").glob("*.toml")]
    found = {word for path in sorted(files) for word in strings(read(path)) if 0 < len(word) < 40}
    return tuple(sorted(found))


@cache
def seeds() -> tuple[str, ...]:
    """Texts to start from: the example cables and both sides of every rule's examples."""
    found = [path.read_text("utf-8") for path in sorted((ROOT / "examples/cables").rglob("*.txt"))]
    for path in sorted((ROOT / "rules").glob("[a-z]*/*.toml")):
        for example in read(path).get("example", ()):
            found += [example[key] for key in ("bad", "good", "fixed") if isinstance(example.get(key), str)]
    return tuple(text.replace("⟦", "").replace("⟧", "") for text in found if len(text) < 6000)


@cache
def short_seeds() -> tuple[str, ...]:
    """Short texts to start from."""
    return tuple(text for text in seeds() if len(text) <= 350)


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """Originals with their released copies, from the rules' examples."""
    found = []
    for path in sorted((ROOT / "rules").glob("release/*.toml")):
        for example in read(path).get("example", ()):
            if isinstance(example.get("original"), str):
                copies = (example.get(key) for key in ("bad", "good"))
                found += [(example["original"], one) for one in copies if isinstance(one, str)]
    return tuple((a, b.replace("⟦", "").replace("⟧", "")) for a, b in found)


@cache
def rule_files() -> tuple[str, ...]:
    """The text of each rule file, to be damaged as a custom rule."""
    return tuple(path.read_text("utf-8") for path in sorted((ROOT / "rules").glob("[a-z]*/*.toml")))


@cache
def system_files() -> tuple[str, ...]:
    """The text of each marking system, to be damaged as a custom one."""
    return tuple(path.read_text("utf-8") for path in sorted((ROOT / "rules/_markings").glob("*.toml")))
