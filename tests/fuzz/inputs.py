"""Inputs by target, seed and index: the same name always makes the same input."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING

from . import configurations, documents
from .lines import pools
from .mutations import encoded, mutated
from .words import PLAIN_NAME, pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NAMES = (
    b"::error::x.txt", b"\xff\xfe.txt", b"a\nb.txt", b"\x1b[31m.txt", b"-.txt", b"=1+1.txt", b"\xe2\x80\xae.txt", b"##[error]x", b"a b.txt",
    b"qzsecrbdfg.txt", b'"<&>.txt', b"%0A.txt",
)  # fmt: skip


@dataclass(frozen=True)
class Input:
    """One input. `parts` has the texts and files, which the minimiser makes smaller; `options` has the rest.

    `forbidden` has the first letters, in lower case, of the words that no output may have.
    """

    target: str
    seed: int
    index: int
    parts: Mapping[str, str | bytes]
    options: Mapping[str, str] = field(default_factory=dict)
    forbidden: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the input on the command line."""
        return f"{self.target}:{self.seed}:{self.index}"

    @property
    def size(self) -> int:
        """Characters and bytes of all parts."""
        return sum(map(len, self.parts.values()))

    def with_part(self, name: str, value: str | bytes) -> Input:
        """The input with another content of one of its parts."""
        return replace(self, parts={**self.parts, name: value})


def make(target: str, seed: int, index: int) -> Input:
    """The input of that name."""
    parts, options, forbidden = MAKERS[target](Random(f"{target}:{seed}:{index}"), seed)
    return Input(target, seed, index, parts, options, forbidden)


Made = tuple["dict[str, str | bytes]", "dict[str, str]", "tuple[str, ...]"]

_ABOVE = {"U": ("S", "C", "SBU", ""), "SBU": ("S", "C", ""), "none": ("S", "C", "SBU", "")}
"""The levels of the canaries that a report up to each limit may not show."""


def _levels(limit: str) -> tuple[str, ...]:
    return tuple(documents.CANARIES[level] for level in _ABOVE.get(limit, ()))


def _document(rng: Random, seed: int) -> tuple[str, bool]:
    """A text, and whether the levels of its canaries are certain."""
    kind = rng.random()
    if kind > 0.2:
        return documents.text(rng, pools(seed)), False
    make_one = documents.canary_cable if kind < 0.13 else documents.canary_memo
    return make_one(rng, pools(seed)), True


def _check(rng: Random, seed: int) -> Made:
    text, certain = _document(rng, seed)
    limit = rng.choice(("U", "U", "SBU", "none") if certain else ("none", "all", "U"))
    options = {
        "limit": limit,
        "profile": rng.choice(("", "", "", "draft", "release")),
        "system": "" if certain else rng.choice(("", "", "", "", "ic", "dod", "cui")),
        "form": "every" if rng.random() < 0.01 else rng.choice(FORMS),
        "name": PLAIN_NAME,
    }
    if certain and limit == "none" and rng.random() < 0.5:
        text = mutated(text, rng)
    forbidden = _levels(limit)
    if rng.random() < 0.04:
        options["name"] = rng.choice(_NAMES).decode("utf-8", "surrogateescape")
        forbidden = tuple(word for word in forbidden if word not in options["name"])
    if rng.random() < 0.15:
        # Damaged bytes may damage a mark.
        return {"document": encoded(text, rng)}, options, forbidden if limit == "none" else ()
    return {"document": text}, options, forbidden if certain or limit == "none" else ()


FORMS = (
    "text", "concise", "json", "jsonl", "sarif", "junit", "github", "gitlab", "rdjson", "markdown", "html",
)  # fmt: skip


def _inspect(rng: Random, seed: int) -> Made:
    text, _ = _document(rng, seed)
    options = {"system": rng.choice(("", "", "", "ic", "dod", "cui"))}
    return {"document": encoded(text, rng) if rng.random() < 0.15 else text}, options, ()


def _fix(rng: Random, seed: int) -> Made:
    text, _ = _document(rng, seed)
    options = {"unsafe": rng.choice(("", "yes")), "profile": rng.choice(("", "", "draft", "release"))}
    return {"document": text[:6000] if rng.random() < 0.9999 else text}, options, ()


def _compare(rng: Random, seed: int) -> Made:
    options = {
        "level": rng.choice(("U", "U", "SBU", "C")),
        "ocr": rng.choice(("", "", "yes")),
        "form": rng.choice(("text", "json", "sarif", "html")),
    }
    kind = rng.random()
    if kind < 0.3:
        original = rng.choice((documents.canary_cable, documents.canary_memo))(rng, pools(seed))
        copy, withheld = documents.with_cuts(rng, original)
        return {"original": original, "released": copy}, options, tuple(sorted(withheld))
    if kind < 0.45:
        original, copy = rng.choice(pairs())
        return {"original": mutated(original, rng), "released": mutated(copy, rng)}, options, ()
    original = documents.text(rng, pools(seed))[:8000]
    copy = (
        documents.text(rng, pools(seed))[:8000]
        if rng.random() < 0.2
        else mutated(documents.with_cuts(rng, original)[0], rng)
    )
    return {"original": original, "released": copy}, options, ()


def _configuration(rng: Random, _seed: int) -> Made:
    return {**configurations.project(rng)}, {"use": rng.choice(_USES)}, ()


_USES = ("check folder", "check folder", "check file", "check file", "validate", "show", "rules")


MAKERS: Mapping[str, Callable[[Random, int], Made]] = {
    "check": _check,
    "inspect": _inspect,
    "fix": _fix,
    "compare": _compare,
    "configuration": _configuration,
}
