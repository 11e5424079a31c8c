"""Position of a key in a TOML text: the parser of the standard library keeps no positions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Path = tuple[str | int, ...]
"""The way to a value from the top: keys of tables, indices of arrays of tables."""

_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*\.?""")
_STRING = re.compile(r'''"""|\'\'\'|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*''')


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The 1-based line of the key (or table) that `path` names in a valid TOML text.

    A value inside an inline table or an array is found by the nearest key around it; 1 when nothing of the path is
    there.
    """
    best, line = 0, 1
    for number, place, _ in places(text):
        length = len(place)
        if best < length <= len(path) and tuple(path[:length]) == place:
            best, line = length, number
    return line


def places(text: str) -> Iterator[tuple[int, Path, bool]]:
    """Each table header and key with its line, its whole path, and whether it is a header."""
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, line in _statements(text):
        if header := _HEADER.match(line):
            table = _absolute(_parts(header[2]), counts)
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            yield number, table, True
        elif key := _KEY.match(line):
            yield number, (*table, *_parts(key[1])), False


def _absolute(parts: Path, counts: dict[Path, int]) -> Path:
    """The path of a header, with the index of the last element of each array of tables on the way."""
    path: Path = ()
    for index, part in enumerate(parts):
        path = (*path, part)
        if path in counts and index < len(parts) - 1:
            path = (*path, counts[path])
    return path


def _parts(dotted: str) -> Path:
    return tuple(a or b or c for a, b, c in _PART.findall(dotted))


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The lines that begin outside a multi-line string, each with its number."""
    quote = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not quote:
            yield number, line
        quote = _open_quote(line, quote)


def _open_quote(line: str, quote: str) -> str:
    """Return the multi-line quote that is open after a line, "" for none."""
    at = 0
    while True:
        if quote:
            end = line.find(quote, at)
            if end < 0:
                return quote
            at, quote = end + 3, ""
        else:
            match = _STRING.search(line, at)
            if match is None:
                return ""
            at = match.end()
            if match[0] in {'"""', "'''"}:
                quote = match[0]
