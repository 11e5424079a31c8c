"""The facts that the vocabularies hold, and the pure functions that make them of parsed data."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

TagKind = Literal["subject", "program", "country", "region", "organisation", "person"]


class KnownCaption(NamedTuple):
    """A caption, or a line that appears among captions (`family` passing, series, circuit).

    `rank` is its place in the block, 1 first. `excludes` names captions and class words that are not allowed beside
    it, `alone` allows no other caption. A caption that is not `verified` is known by name only.
    """

    name: str
    family: str
    meaning: str
    source: str
    rank: int
    excludes: frozenset[str] = frozenset()
    alone: bool = False
    restrictive: bool = False
    verified: bool = False
    since: int | None = None
    until: int | None = None


class ClassWord(NamedTuple):
    """A class: how a class line writes it, and the letters of the security line (`UUUUU`) that go with it."""

    name: str
    forms: tuple[str, ...]
    security: tuple[str, ...]
    source: str
    until: date | None = None
    foreign: bool = False


class Reasons(NamedTuple):
    """The categories that an order gives for classifying: section `1.4`, letters `abcdefgh`."""

    section: str
    letters: str
    since: date | None
    until: date | None
    source: str

    def on(self, day: date) -> bool:
        """Whether the categories could be named on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class KnownOrder(NamedTuple):
    """An executive order. `words` open the value of its E.O. line; `printed` is False for mere amendments."""

    number: str
    signed: date
    effective: date
    replaced: date | None
    words: frozenset[str]
    printed: bool
    verified: bool
    source: str

    def in_force(self, day: date) -> bool:
        """Whether cables of `day` were marked under the order."""
        return self.effective <= day and (self.replaced is None or day < self.replaced)


class Precedence(NamedTuple):
    """A precedence: its word, and its prosign in the date-time group (`R`), None if it has none."""

    word: str
    prosign: str | None
    rank: int
    until: int | None
    source: str


class Exemption(NamedTuple):
    """A reason to withhold or to classify. `code` is the statute's spelling, `stamp` the release stamp's."""

    code: str
    stamp: str
    family: Literal["foia", "statute", "category", "declassification"]
    meaning: str
    source: str
    since: date | None = None
    until: date | None = None


class TagList(NamedTuple):
    """One list of tags: its years, and what each code means ("" if only the code is known)."""

    name: str
    since: int
    until: int | None
    kind: TagKind | None
    meaning: Mapping[str, str]
    verified: bool
    source: str

    def covers(self, year: int) -> bool:
        """Whether the list was in use in `year`."""
        return self.since <= year and (self.until is None or year <= self.until)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def captions_of(data: Mapping[str, Any]) -> Mapping[str, KnownCaption]:
    """Captions by name, other spellings (`also`) included."""
    found: dict[str, KnownCaption] = {}
    for name, entry in data["caption"].items():
        facts = {key: value for key, value in entry.items() if key not in {"also", "excludes", "plain"}}
        caption = KnownCaption(name=name, excludes=frozenset(entry.get("excludes", ())), **facts)
        found |= dict.fromkeys((name, *entry.get("also", ())), caption)
    return MappingProxyType(found)


def classes_of(data: Mapping[str, Any]) -> Mapping[str, ClassWord]:
    """Class words by canonical name, lowest first."""
    return MappingProxyType(
        {
            name: ClassWord(
                name=name,
                forms=tuple(entry["forms"]),
                security=tuple(entry["security"]),
                source=entry["source"],
                until=_day(entry.get("until")),
                foreign=entry.get("foreign", False),
            )
            for name, entry in data["class"].items()
        }
    )


def orders_of(data: Mapping[str, Any]) -> Mapping[str, KnownOrder]:
    """Executive orders by bare number, oldest first."""
    return MappingProxyType(
        {
            number: KnownOrder(
                number=number,
                signed=date.fromisoformat(entry["signed"]),
                effective=date.fromisoformat(entry["effective"]),
                replaced=_day(entry.get("replaced")),
                words=frozenset(entry["words"]),
                printed=entry.get("printed", True),
                verified=entry["verified"],
                source=entry["source"],
            )
            for number, entry in data["order"].items()
        }
    )


def precedences_of(data: Mapping[str, Any]) -> Mapping[str, Precedence]:
    """Precedences by word and by prosign, most urgent first."""
    found: dict[str, Precedence] = {}
    for word, entry in data["precedence"].items():
        prosign = entry.get("prosign")
        precedence = Precedence(word, prosign, entry["rank"], entry.get("until"), entry["source"])
        found |= dict.fromkeys((word, *entry.get("also", ()), *((prosign,) if prosign else ())), precedence)
    return MappingProxyType(found)


def reasons_of(data: Mapping[str, Any]) -> tuple[Reasons, ...]:
    """The sections of categories, with the letters of each."""
    return tuple(
        Reasons(
            section=entry["section"],
            letters="".join(sorted(entry["meaning"])),
            since=_day(entry.get("since")),
            until=_day(entry.get("until")),
            source=entry["source"],
        )
        for entry in data["category"]
    )


def exemptions_of(data: Mapping[str, Any]) -> Mapping[str, Exemption]:
    """Exemptions by their code without brackets and blanks, in capitals: `B7C`, `B3INA`, `1.4B`, `25X1`."""
    made: list[Exemption] = []
    foia, statute, later = data["exemption"], data["statute"], data["declassification"]
    for code, meaning in foia["meaning"].items():
        stamp = "B" + code.removeprefix("(b)(").replace(")", "", 1).upper()
        made.append(Exemption(code, stamp, "foia", meaning, foia["source"]))
    for name, meaning in statute["meaning"].items():
        made.append(Exemption(f"(b)(3) {name}", f"B3 {name}", "statute", meaning, statute["source"]))
    for entry in data["category"]:
        years = _day(entry.get("since")), _day(entry.get("until"))
        for letter, meaning in entry["meaning"].items():
            code = f"{entry['section']}({letter})"
            made.append(Exemption(code, code.upper(), "category", meaning, entry["source"], *years))
    made += [
        Exemption(code, code, "declassification", later["meaning"], later["source"], _day(later["since"]))
        for code in later["codes"]
    ]
    # A scanner loses the B of a code of law enforcement: 7(A).
    left = {bare(one.stamp)[1:]: one for one in made if one.stamp.startswith("B7(")}
    return MappingProxyType(left | {bare(exemption.stamp): exemption for exemption in made})


def tag_lists_of(data: Mapping[str, Any]) -> tuple[TagList, ...]:
    """The lists of one file of tags, in the file's order."""
    return tuple(
        TagList(
            name=name,
            since=entry["since"],
            until=entry.get("until"),
            kind=entry.get("kind"),
            meaning=MappingProxyType(dict.fromkeys(entry.get("codes", ()), "") | entry.get("meaning", {})),
            verified=entry["verified"],
            source=entry["source"],
        )
        for name, entry in data["scheme"].items()
    )


def posts_of(data: Mapping[str, Any]) -> Mapping[str, str]:
    """The name of each post by the forms in which it is written: whole, joined, cut to six."""
    names = [name for group in data["group"] for name in group["names"]]
    forms: dict[str, str] = {}
    for form in (_cut, joined, str):  # a whole name wins over another's short form
        forms |= {form(name): name for name in names}
    return MappingProxyType(forms)


def joined(name: str) -> str:
    """A name without its blanks."""
    return name.replace(" ", "")


def _cut(name: str) -> str:
    return name[:6].replace(" ", "")


def bare(code: str) -> str:
    """A code in capitals without brackets and blanks."""
    return code.upper().translate({ord(sign): None for sign in "() "})
