"""Names of files as reports show them: a part of a path that holds a hidden word is a numbered placeholder."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from sbu_check.report.limit import Limit
from sbu_check.report.masking import TextMask
from sbu_check.text.common_words import FUNCTION, PLAIN
from sbu_check.text.span import Span
from sbu_check.values import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sbu_check.checks.common.context import Context
    from sbu_check.report.model import FileReport

_LEAST = 4
"""Letters of a word that a file name may give away; shorter ones appear in any name."""

_WORD = re.compile(r"[^\W\d_]+|[0-9]+")
_SEPARATOR = re.compile(r"([/\\])")
_EVERYTHING = Limit("up-to")
"""The limit under which only what is harmless is shown."""


def words(text: str) -> set[str]:
    """The words of a text that a name may give away, in small letters; without common ones."""
    found = {word.casefold() for word in _WORD.findall(text)}
    return {word for word in found - FUNCTION - PLAIN if len(word) >= _LEAST}


class Names:
    """The names of one report. A part of a path has one number in all of them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def shown(self, path: str, hidden: Collection[str]) -> str:
        """The path with a placeholder for each part that has a word of `hidden`, which are in small letters."""
        if not hidden:
            return path
        return "".join(self._part(part, hidden) for part in _SEPARATOR.split(path))

    def of_file(self, file: FileReport) -> FileReport:
        """The report of a file under the name that may be shown."""
        path = self.shown(file.path, file.hidden_in_name)
        if path == file.path:
            return file
        return replace(
            file,
            path=path,
            diagnostics=tuple(replace(one, path=path) for one in file.diagnostics),
            crashes=tuple(replace(one, path=path) for one in file.crashes),
            hidden_in_name=frozenset(),
            masked=True,
        )

    def _part(self, part: str, hidden: Collection[str]) -> str:
        if not _has(part, hidden):
            return part
        suffix = PurePath(part).suffix
        kept = "" if _has(suffix, hidden) else suffix
        return f"[name not shown {self._numbers.setdefault(part, len(self._numbers) + 1)}]{kept}"


def _has(part: str, hidden: Collection[str]) -> bool:
    return any(word.casefold() in hidden for word in _WORD.findall(part))


def hidden_in_name(path: str, contexts: Sequence[Context], limit: Limit) -> frozenset[str]:
    """The names in a path that its document has too, and only where the limit hides them.

    Such a word begins with a capital: the path is in the user's own tree, and common words in it tell nothing.
    """
    if limit.kind == "all" or not contexts:
        return frozenset()
    text = contexts[0].document.text
    small = text.casefold()
    wanted = {word for word in words(path) if word.isalpha() and word in small}
    if not wanted:
        return frozenset()
    mask = TextMask(contexts, _EVERYTHING if limit.kind == "none" else limit, len(text))
    hidden, seen = set[str](), set[str]()
    for found in _occurrences(text, wanted):
        word = found[0].casefold()
        if next(mask.parts(Span(*found.span())))[1]:
            seen.add(word)
        elif found[0][0].isupper():
            hidden.add(word)
    return frozenset(hidden - seen)


def _occurrences(text: str, wanted: Collection[str]) -> Iterable[re.Match[str]]:
    pattern = "|".join(map(re.escape, sorted(wanted)))
    return re.finditer(rf"(?<![^\W\d_])(?:{pattern})(?![^\W\d_])", text, re.IGNORECASE)
