"""The cables that a list of references names: year, post and number in any order, from words by their class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.elements import Reference
from sbu_check.cable.terminals import folded, trimmed
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from sbu_check.cable.reference_words import Word

LONGEST_RUN = 20
"""Words and signs of a run of names that is read: a longer one is not a post."""
PLAIN_WORDS = 4
"""Words of a name that no list has: four, as in BANDAR SERI BEGAWAN KL."""
SHORTEST = 3
"""Digits of a number before its post, or beside a year that only its place tells from a number."""
NEAR = 100
"""How far the numbers are apart that one post gives in a few weeks."""
DASHES = "-–—"
OTHER_SOURCES = {"email", "memo", "telcon", "other"}


class CableWords(NamedTuple):
    """A cable in the list: the places of its words, its year, its post, and its numbers with their places."""

    start: int
    end: int
    year: int | None
    post: Span
    numbers: list[int]


class CableReader:
    """Reads cables from the words of a list."""

    def __init__(self, text: str, words: list[Word]) -> None:
        self.text = text
        self.words = words

    def cables(self, at: int, end: int) -> list[CableWords]:
        """The cables of an item that opens with one; words before it name another source."""
        while at < end and self._opens(at) and not self.cable_at(at, end):
            at += 1
        found: list[CableWords] = []
        while at < end:
            cable = self.cable_at(at, end)
            if cable:
                found.append(cable)
                at = cable.end
            elif not found or self.words[at].means in OTHER_SOURCES:
                break
            else:
                at += 1
        return found

    def _opens(self, at: int) -> bool:
        """Whether a word may be before the first cable: a note, REF, AND, CABLE."""
        word = self.words[at]
        return (word.kind == "bracket" and word.year is None) or word.means in {"number", "and"}

    def cable_at(self, at: int, end: int | None = None) -> CableWords | None:
        """The cable that the words from `at` on name, its year, its post and its number in any order."""
        end = len(self.words) if end is None else end
        if at >= end:
            return None
        word = self.words[at]
        if word.year is not None:
            name = self._after_sign(at + 1, end, DASHES + "/,")
            cable = self._post_first(at, name, end, word.year)
            if cable:
                return cable
        if word.kind == "number" and len(word.value) >= SHORTEST:
            return self._number_first(at, end)
        return self._post_first(at, at, end, None)

    def _after_sign(self, at: int, end: int, signs: str) -> int:
        return at + 1 if at < end and self.words[at].is_sign(signs) else at

    def _after_number_word(self, at: int, end: int) -> int:
        """The place after words such as NO. and CABLE."""
        start = at
        while at < min(end, start + LONGEST_RUN) and self.words[at].means == "number":
            at += 1
        return self._after_sign(at, end, ".") if at > start else at

    def _name_end(self, at: int, end: int) -> int:
        """The end of a run of names, with the dash or the stop that a name of several words may have."""
        start = at
        end = min(end, at + LONGEST_RUN)
        while at < end and self.words[at].kind == "name" and not (at > start and self._stops(at)):
            at += 1
            joined = at + 1 < end and self.words[at].is_sign("-.'’") and self.words[at + 1].kind == "name"
            joined = joined and not self._stops(at + 1)
            if joined and (not self.words[at].is_sign(".") or len(self.words[at - 1].value) <= SHORTEST):
                at += 1
        return at

    def _stops(self, at: int) -> bool:
        return self.words[at].means in {"and", "month", "none"}

    def _post_first(self, start: int, at: int, end: int, year: int | None) -> CableWords | None:
        last = self._name_end(at, end)
        rest = last
        while last > at + 1 and self.words[last - 1].means == "number":
            last -= 1
        rest = self._after_number_word(last, end)
        if last == at or any(self.words[i].means in OTHER_SOURCES for i in range(at, last)):
            return None
        post = Span(self.words[at].span.start, self.words[last - 1].span.end)
        found = self._number(rest, end, year)
        if found is None:
            return None
        year, number, after, plain = found
        size = sum(self.words[i].kind == "name" for i in range(at, last))
        plain = plain and not any(self.words[i].means for i in range(at, last))
        if not self._is_post(post, size, plain=plain):
            return None
        numbers, after = self._further(number, after, end, known=self.known(post))
        return CableWords(start, after, year, post, numbers)

    def _is_post(self, post: Span, size: int, *, plain: bool) -> bool:
        """Whether a name is a post: any name before a plain number, else one that the list has."""
        name = post.of(self.text)
        likely = plain and size <= PLAIN_WORDS and name[0].isupper() and len(name) > 1
        if likely and (size == 1 or all(len(word) > 1 for word in name.split())):
            return True
        return self.known(post)

    def known(self, post: Span) -> bool:
        """Whether a list has the post."""
        from sbu_check.cable.names import known_post  # the list of posts is read only when asked for  # noqa: PLC0415

        return known_post(folded(post.of(self.text)))

    def _number(self, at: int, end: int, year: int | None) -> tuple[int | None, int, int, bool] | None:
        """The number after a post, with a year before or after it; whether its form is plain."""
        at = self._after_sign(at, end, DASHES + "#/")
        if at >= end:
            return None
        before = self.words[at].year
        if before is not None and year is None:
            number = self._after_number_word(self._after_sign(at + 1, end, DASHES + "/"), end)
            if number < end and self._is_number(number, end) and self._year_first(at, number):
                return before, number, number + 1, False
        if not self._is_number(at, end):
            return None
        after = at + 1
        plain = not (after < end and self.words[after].is_sign(DASHES + "/") and self._touches(after))
        if year is None:
            year, after = self._year_after(at, end)
            plain = plain or year is not None
        return year, at, after, plain

    def _year_first(self, at: int, number: int) -> bool:
        """Whether the first of two numbers is the year of the second: not in 45/46, nor in 2004-2006."""
        first, second = self.words[at], self.words[number]
        if first.kind == "bracket" or self._marked_year(at) or len(second.value) >= SHORTEST + 2:
            return True
        if len(first.value) == len(second.value):
            return len(first.value) == 2 and not self.words[number - 1].is_sign("/")
        return True

    def _marked_year(self, at: int) -> bool:
        return self.text[self.words[at].span.start] in "'’‘`"

    def _is_number(self, at: int, end: int) -> bool:
        word = self.words[at]
        if word.kind != "number" or len(word.value) > 7:
            return False
        if at + 1 < end:
            following = self.words[at + 1]
            if following.means == "month":
                return False
            if following.is_sign(".:") and at + 2 < end and self._touches(at + 1) and self._touches(at + 2):
                return self.words[at + 2].kind != "number"
        return not self._is_date(at, end)

    def _is_date(self, at: int, end: int) -> bool:
        """Whether a number begins a date of three: 1/5/05."""
        four = self.words[at + 1 : min(at + 5, end)]
        return (
            len(four) == 4
            and four[0].is_sign("/-")
            and four[1].kind == "number"
            and four[2].is_sign("/-")
            and four[3].kind == "number"
            and max(len(self.words[at].value), len(four[1].value)) <= 2
        )

    def _touches(self, at: int) -> bool:
        return self.words[at - 1].span.end == self.words[at].span.start

    def _year_after(self, number: int, end: int) -> tuple[int | None, int]:
        """The year after a number: in brackets, with a sign between them, with an apostrophe, or alone at the end."""
        at = number + 1
        if at >= end:
            return None, at
        word = self.words[at]
        if word.kind == "bracket" and word.year is not None:
            return word.year, at + 1
        if word.kind == "number" and word.year is not None:
            closes = self._marked_year(at) or (
                len(self.words[number].value) >= SHORTEST and not self._begins_cable(at, end)
            )
            return (word.year, at + 1) if closes and not word.fresh else (None, at)
        if word.is_sign(DASHES + "/") and at + 1 < end:
            year = self.words[at + 1]
            if (
                year.kind == "number"
                and year.year is not None
                and self._touches(at)
                and self._apart(number, at + 1)
            ):
                return year.year, at + 2
        return None, at

    def _apart(self, number: int, year: int) -> bool:
        """Whether a year after a sign is not another number: 936/935 are two, 9172/1999 is one."""
        first, second = self.words[number].value, self.words[year].value
        if len(first) == len(second):
            return len(first) == 4 and abs(int(first) - int(second)) > NEAR
        return len(first) >= SHORTEST

    def _begins_cable(self, at: int, end: int) -> bool:
        """Whether a year begins the next cable."""
        return self._post_first(at, self._after_sign(at + 1, end, DASHES + "/"), end, 0) is not None

    def _further(self, number: int, at: int, end: int, *, known: bool) -> tuple[list[int], int]:
        """Further numbers of the same post: 936/935, 7472 and 7677."""
        numbers = [number]
        while at < end:
            following = at
            while following < end and (
                self.words[following].is_sign(",/&") or self.words[following].means == "and"
            ):
                following += 1
            slash = following == at + 1 and self.words[at].is_sign(DASHES + "/")
            if following == at and self.words[at].is_sign(DASHES) and at + 1 < end and self._touches(at):
                following, slash = at + 1, True
            if following == at or following >= end or (slash and not known):
                break
            word = self.words[following]
            if not self._is_number(following, end) or len(word.value) < 2 or word.is_sign("#"):
                break
            if (word.year is not None and self._begins_cable(following, end)) or self._number_first(
                following, end
            ):
                break
            numbers.append(following)
            at = following + 1
        return numbers, at

    def _number_first(self, at: int, end: int) -> CableWords | None:
        """The cable of a number before its post: a known post that no number follows."""
        name = self._after_sign(at + 1, end, DASHES + "/")
        last = self._name_end(name, end)
        if last == name or not self._is_number(at, end) or self._number(last, end, None):
            return None
        for stop in range(last, name, -1):
            post = Span(self.words[name].span.start, self.words[stop - 1].span.end)
            if self.known(post):
                return CableWords(at, stop, None, post, [at])
        return None

    def references(
        self, cables: list[CableWords], start: int, end: int, label: str | None
    ) -> list[Reference]:
        """The cables of an item, each with the words up to the next: a note after a cable belongs to it."""
        found: list[Reference] = []
        for cable, following in zip(cables, [*cables[1:], None], strict=True):
            last = self._last_word(cable, following, end)
            post = folded(cable.post.of(self.text))
            for number in cable.numbers:
                first = number == cable.numbers[0]
                alone = len(cable.numbers) == 1
                span = self.words[number].span
                if first:
                    close = self.words[last].span.end if alone else max(span.end, cable.post.end)
                    span = Span(start, close)
                    written = folded(trimmed(self.text, span).of(self.text))
                else:
                    written = f"{post} {self.words[number].value}"
                found.append(
                    Reference(span, written, label, "cable", cable.year, post, self.words[number].value)
                )
            start = self.words[following.start].span.start if following else start
        return found

    def _last_word(self, cable: CableWords, following: CableWords | None, end: int) -> int:
        if following is None:
            return end - 1
        noted = cable.end < following.start and self.words[cable.end].kind == "bracket"
        return cable.end if noted else cable.end - 1
