"""The vocabularies of the field: captions, classes, orders, precedences, exemptions, posts, TAGS.

Each is one file of `rules/_vocabulary` (in a wheel, the JSON that the build made of it), read at its first use.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sbu_check.resources import table
from sbu_check.rules import facts
from sbu_check.rules.facts import bare, joined
from sbu_check.text.slips import nearest
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from sbu_check.rules.facts import (
        ClassWord,
        Exemption,
        KnownCaption,
        KnownOrder,
        Precedence,
        Reasons,
        TagKind,
        TagList,
    )


class Vocabulary:
    """Every vocabulary, each read from `read(name)` at its first use. `extended` adds custom words."""

    def __init__(
        self,
        read: Callable[[str], Mapping[str, Any]],
        *,
        captions: Iterable[str] = (),
        posts: Iterable[str] = (),
        tags: Iterable[str] = (),
    ) -> None:
        self._read = read
        self._custom_captions = tuple(_folded(name) for name in captions)
        self._custom_posts = frozenset(_folded(name) for name in posts)
        self._custom_tags = frozenset(_folded(code) for code in tags)

    def extended(
        self, *, captions: Iterable[str] = (), posts: Iterable[str] = (), tags: Iterable[str] = ()
    ) -> Vocabulary:
        """The same vocabulary with custom words added."""
        return Vocabulary(
            self._read,
            captions=(*self._custom_captions, *captions),
            posts=(*self._custom_posts, *posts),
            tags=(*self._custom_tags, *tags),
        )

    @cached_property
    def captions(self) -> Mapping[str, KnownCaption]:
        """Captions by every spelling; custom ones are known by name only."""
        custom = {
            name: facts.KnownCaption(
                name, "custom", "a caption of the configuration", "configuration", rank=7
            )
            for name in self._custom_captions
        }
        return MappingProxyType(custom | dict(facts.captions_of(self._read("captions"))))

    @cached_property
    def classes(self) -> Mapping[str, ClassWord]:
        """Class words by canonical name."""
        return facts.classes_of(self._read("classifications"))

    @cached_property
    def orders(self) -> Mapping[str, KnownOrder]:
        """Executive orders by number."""
        return facts.orders_of(self._read("orders"))

    @cached_property
    def precedences(self) -> Mapping[str, Precedence]:
        """Precedences by word and prosign."""
        return facts.precedences_of(self._read("precedences"))

    @cached_property
    def smart_fields(self) -> Mapping[str, bool]:
        """The fields of the SMART print in order, and whether each is required."""
        return MappingProxyType(
            {entry["name"]: entry.get("required", False) for entry in self._read("smart-fields")["fields"]}
        )

    @cached_property
    def exemptions(self) -> Mapping[str, Exemption]:
        """Exemptions by bare code."""
        return facts.exemptions_of(self._read("exemptions"))

    @cached_property
    def reasons(self) -> tuple[Reasons, ...]:
        """The sections of classification categories."""
        return facts.reasons_of(self._read("exemptions"))

    @cached_property
    def posts(self) -> Mapping[str, str]:
        """The name of each post by every form of it."""
        return facts.posts_of(self._read("posts"))

    @cached_property
    def _tags(self) -> frozenset[str]:
        """Every tag of the lists and of the configuration."""
        lists = (*self._places, *self._subjects, *self._bodies)
        return self._custom_tags.union(*(tags.meaning for tags in lists))

    @cached_property
    def _subject_tags(self) -> frozenset[str]:
        return frozenset(code for tags in self._subjects for code in tags.meaning if not code.startswith("K"))

    @cached_property
    def _moved(self) -> Mapping[str, Mapping[int, str]]:
        """The two characters that have named more than one country."""
        by: dict[str, dict[int, str]] = {}
        for tags in self._places:
            for code, meaning in tags.meaning.items():
                if meaning:
                    by.setdefault(code, {})[tags.since] = meaning
        return {
            code: years
            for code, years in by.items()
            if len({name.partition(" (")[0] for name in years.values()}) > 1
        }

    @cached_property
    def _joined_posts(self) -> frozenset[str]:
        return frozenset(map(joined, self.posts.values()))

    @cached_property
    def _subjects(self) -> tuple[TagList, ...]:
        return facts.tag_lists_of(self._read("tags-subject"))

    @cached_property
    def _places(self) -> tuple[TagList, ...]:
        return facts.tag_lists_of(self._read("tags-country"))

    @cached_property
    def _bodies(self) -> tuple[TagList, ...]:
        return facts.tag_lists_of(self._read("tags-organisation"))

    def caption(self, name: str) -> KnownCaption | None:
        """The caption of that name, in any case and spacing; None for an unknown one."""
        name = _folded(name)
        found = self.captions.get(name)
        if found or not (name.startswith("FOR ") and name.endswith(" ONLY")):
            return found
        only = self.captions["ONLY"]
        return only._replace(name=name, meaning="for the person named only", verified=True, rank=4)

    def caption_meant(self, name: str) -> str | None:
        """The caption that one slip, or blanks between the letters, turned into `name`; None for none or several."""
        written = _folded(name)
        apart = written.replace(" ", "")
        if apart != written and apart in self.captions:
            return apart
        return nearest(written, (known for known in self.captions if len(known) > 4))

    def order(self, number: str) -> KnownOrder | None:
        """The executive order of that bare number."""
        return self.orders.get(number)

    def in_force(self, number: str, day: date) -> bool | None:
        """Whether cables of `day` were marked under the order; None for an unknown order."""
        order = self.order(number)
        return None if order is None else order.in_force(day)

    def precedence(self, word: str) -> Precedence | None:
        """The precedence of that word or prosign."""
        return self.precedences.get(_folded(word))

    def exemption(self, code: str) -> Exemption | None:
        """The exemption of that code in any spelling: `B7(C)`, `(b)(7)(C)`, `1.4(b)`, `B3 INA`."""
        return self.exemptions.get(bare(code))

    def post_known(self, name: str) -> bool:
        """Whether the post is known in any of its forms, from a list or the configuration."""
        name = _folded(name)
        return name in self.posts or name in self._custom_posts or joined(name) in self.posts

    def post_meant(self, name: str) -> str | None:
        """The known post that one slip parts from `name`; short names are not guessed at."""
        name = _folded(name)
        if len(name) < 6 or self.post_known(name):
            return None
        meant = nearest(joined(name), self._joined_posts)
        return self.posts[meant] if meant else None

    def tag_kind(self, code: str) -> TagKind | None:
        """The kind of a tag, None for an unknown one; `K` and three letters are a program tag by form."""
        code = _folded(code)
        if "," in code:
            return "person"
        for tags in self._places if len(code) == 2 else ():
            if code in tags.meaning:
                return tags.kind
        if _listed(code, self._subjects):
            return "program" if code.startswith("K") else "subject"
        if _listed(code, self._bodies) or code in self._custom_tags:
            return "organisation"
        return "program" if len(code) == 4 and code.isalpha() and code.startswith("K") else None

    def tag_known(self, code: str, year: int | None = None) -> bool:
        """Whether a list (of `year`, if given) has the tag; custom tags are valid in any year."""
        if year is None and code in self._tags:
            return True
        code = _folded(code)
        if year is None or code in self._custom_tags:
            return code in self._tags
        return _listed(code, (*self._places, *self._subjects, *self._bodies), year)

    def tag_meant(self, code: str) -> str | None:
        """The subject tag that is one slip away from `code`, None for none or several. Program tags are too many."""
        return None if code.startswith("K") else nearest(_folded(code), self._subject_tags)

    def country_meaning(self, code: str, year: int) -> str | None:
        """The country or region that two characters named in `year`, None if no list has them."""
        code = _folded(code)
        lists = (tags.meaning for tags in self._places if tags.covers(year))
        return next((meaning[code] for meaning in lists if meaning.get(code)), None)

    def country_meanings(self, code: str) -> Mapping[int, str]:
        """The meanings of two characters, by the first year of the list that has each; empty if nothing changed."""
        return self._moved.get(code, {})


def _folded(name: str) -> str:
    return " ".join(name.upper().split())


def _listed(code: str, lists: Iterable[TagList], year: int | None = None) -> bool:
    return any(code in tags.meaning and (year is None or tags.covers(year)) for tags in lists)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that comes with the program."""
    return Vocabulary(partial(table, "vocabulary"))


TEXTS = ("subject", "text", "header", "everywhere")
"""The parts of a cable that are running text; every other part is a list of terms."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019.&/-][^\W_]+)*")
"""A word of prose: `demarche`, `U.S`, `A/S`, `follow-up`."""


class ListedWord(NamedTuple):
    """A word of prose and its place; `name` is its form for comparisons."""

    span: Span
    name: str


class List(NamedTuple):
    """A list of the program and the configuration: whether it has a term, and the term that a misspelt one meant."""

    knows: Callable[[Vocabulary, str], bool]
    meant: Callable[[Vocabulary, str], str | None]


LISTS: Mapping[str, List] = {
    "captions": List(
        lambda known, name: known.caption(name) is not None, lambda known, name: known.caption_meant(name)
    ),
    "tags": List(
        lambda known, name: known.tag_known(name),
        lambda known, name: known.tag_meant(name) if len(name) >= 4 else None,
    ),
    "post": List(lambda known, name: known.post_known(name), lambda known, name: known.post_meant(name)),
}


def words_of(text: str, start: int = 0, end: int | None = None) -> list[ListedWord]:
    """The words of a text, compared in any case."""
    matches = _WORD.finditer(text, start, len(text) if end is None else end)
    return [ListedWord(Span(*match.span()), match.group().casefold()) for match in matches]
