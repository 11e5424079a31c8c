"""Texts that are no cable and no marked document, and damaged cables that are still cables.

Written from the notation of the handbooks and from what other texts share with it; no line is copied from a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROSE = "The committee met on Friday and agreed to meet again in the spring."
_LIST = f"1. {_PROSE}\n2. {_PROSE}\n"

_WEAK_LINES = {
    "route": "RUGBY",
    "routes": "RUNTIME RUNNING",
    "tags word": "TAGS: cooking, easy",
    "tags slip": "Follow renamed Lintian tags:\n  one-long-name\n  other-long-name",
    "subject": "SUBJECT: Office hours",
    "reference": "REF: Handbook, page 3",
    "page": "PAGE 01 of 02",
    "section": "SECTION 01 OF 02",
    "class": "SECRET",
    "class and noun": "SECRET SAUCE 2005",
    "order in a sentence": "The rules are those of E.O. 12958: N/A",
    "from and to": "From: Jane Doe\nTo: Richard Roe",
    "radio": "FM 101 CLASSICS",
    "wrapped banner": "TOP SECRET//SI//NOFORN, shall define",
    "separator": "-----------------------",
    "end": "NNNN",
    "break": "BT",
    "action": "ACTION: call Bob",
    "comment": "//COMMENT HERE",
    "path": "C//Users",
    "shell": "CUI",
}
_LISTS = {
    "costs": "(C) Costs are shared.\n\n(S) Severability applies.\n",
    "letters": "(A) First.\n\n(B) Second.\n\n(C) Third.\n",
    "copyright": "(c) 1999 Jane Doe\n\n(c) 2001 John Doe\n",
    "numbers": _LIST,
}


def others() -> Iterator[tuple[str, str]]:
    """Texts with one weak cue each, alone, over a list, and inside prose; lists of letters under a class word."""
    for name, line in _WEAK_LINES.items():
        yield f"{name} alone", f"{line}\n"
        yield f"{name} over a list", f"{line}\n\n{_LIST}"
        yield f"{name} in prose", f"{_PROSE}\n\n{line}\n\n{_PROSE}\n"
    for name, text in _LISTS.items():
        yield f"{name} between class words", f"CONFIDENTIAL\n\n{text}\nCONFIDENTIAL\n"
        yield f"{name} without", text


_CLASS = "CONFIDENTIAL SECTION 01 OF 02 OTTAWA 000875"
_EO = "E.O. 12958: DECL: 03/02/2015"
_TAGS = "TAGS: ETRD, PREL, CA"
_SUBJECT = "SUBJECT: TRADE TALKS"
_REF = "REF: STATE 12345"
_ROUTING = "VZCZCXRO1234\nPP RUEHWEB\nDE RUEHOT #0875 0611234\nZNY CCCCC ZZH\nP 021500Z MAR 05"
_FROM = "FM AMEMBASSY OTTAWA\nTO RUEHC/SECSTATE WASHDC PRIORITY 1234"
_MARKED = f"1. (SBU) {_PROSE}\n\n2. (C) {_PROSE}\n"

_PARTS = {
    "class": _CLASS,
    "routing": _ROUTING,
    "addresses": _FROM,
    "caption": "SIPDIS",
    "order": _EO,
    "tags": _TAGS,
    "subject": _SUBJECT,
    "reference": _REF,
}
_ORDER = ("routing", "addresses", "class", "caption", "order", "tags", "subject", "reference")
_ENOUGH = (
    ("class",),
    ("routing",),
    ("order", "tags"),
    ("order", "subject"),
    ("tags", "subject"),
    ("caption", "order"),
    ("caption", "tags"),
    ("tags", "reference"),
    ("order", "reference"),
    ("addresses", "caption", "tags"),
    ("subject", "reference"),
)
"""What survives of the header: two independent parts, or a strong one."""
_DAMAGE = {
    "class number lost": "CONFIDENTIAL OTTAWA",
    "class misspelt": "CONFIDENTAIL OTTAWA 000875",
    "class struck out": "~~CONFIDENTIAL~~ OTTAWA 000875",
    "post unknown": "CONFIDENTIAL GRANDTOWN 000875",
    "post missing": "CONFIDENTIAL 000875",
    "class glued": "CONFIDENTIALOTTAWA 000875",
}


def cables() -> Iterator[tuple[str, str]]:
    """Every header with what survives of it, over marked text, over plain text, and cut off after its own lines."""
    for kept in _ENOUGH:
        head = "\n".join(_PARTS[name] for name in _ORDER if name in kept)
        yield f"{'+'.join(kept)} over marks", f"{head}\n\n{_MARKED}\nDICKSON\n"
        if "subject" not in kept or "reference" not in kept:
            yield f"{'+'.join(kept)} over text", f"{head}\n\n{_LIST}\nDICKSON\n"
        for name in _ORDER:
            if name not in kept and name != "reference":
                parts = [_PARTS[one] for one in _ORDER if one in kept or one == name]
                yield f"{'+'.join(kept)} and {name}", "\n".join(parts) + f"\n\n{_MARKED}"
    for name, line in _DAMAGE.items():
        yield name, f"{line}\n\n{_EO}\n{_TAGS}\n{_SUBJECT}\n\n{_MARKED}"
        yield f"{name}, order lost", f"{line}\n\n{_TAGS}\n{_SUBJECT}\n\n{_MARKED}"
