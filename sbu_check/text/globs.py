"""Patterns as in .gitignore, matched in bounded time: no pattern can hang a run on a long name.

A pattern becomes an expression of the standard library in which each part between two `*` is atomic: it is found at the
first place where it fits, and never looked for again. That is enough, since a later place leaves less for what follows.
So a match takes at most time in proportion to the pattern times the path, and needs no compiled engine.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LENGTH = 4_096
"""Characters of a pattern, as long as a path may be."""

_CLASSES = {
    "alnum": "0-9A-Za-z", "alpha": "A-Za-z", "blank": " \t", "cntrl": "\x00-\x1f\x7f", "digit": "0-9",
    "graph": "!-~", "lower": "a-z", "print": " -~", "punct": "!-/:-@\\[-`{-~", "space": " \t-\r", "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}  # fmt: skip


class BadGlob(ValueError):
    """A pattern that no path can match or that is too long; the message says why."""


class _Pattern(NamedTuple):
    regex: re.Pattern[str]
    keeps: bool


class Globs:
    """The patterns of one file or key. The last that matches decides, one of the path itself before one of a folder."""

    def __init__(self, patterns: Iterable[_Pattern]) -> None:
        self._patterns = tuple(patterns)[::-1]

    def verdict(self, path: str) -> bool | None:
        """Whether the path is meant: True, False where `!` takes it out again, None where no pattern says anything.

        The path of a folder ends with `/`.
        """
        inherited: bool | None = None
        for one in self._patterns:
            match = one.regex.match(path)
            if match is None:
                continue
            if match.lastgroup:
                return not one.keeps
            if inherited is None:
                inherited = not one.keeps
        return inherited

    def matches(self, path: str) -> bool:
        """Whether a path of a file is meant."""
        return self.verdict(path) is True


def lenient(lines: Iterable[str]) -> Globs:
    """The patterns of a .gitignore file; like git, the reader ignores invalid ones."""
    return Globs(_understood(lines))


def _understood(lines: Iterable[str]) -> Iterator[_Pattern]:
    for line in lines:
        try:
            found = _pattern(line, strict=False)
        except BadGlob:
            continue
        if found:
            yield found


@lru_cache(maxsize=128)
def globs(patterns: tuple[str, ...]) -> Globs:
    """The patterns of a key of a configuration. Raises BadGlob."""
    found = (_pattern(pattern) for pattern in patterns)
    return Globs(one for one in found if one)


def _pattern(line: str, *, strict: bool = True) -> _Pattern | None:
    """The expression of one pattern, None for a comment or a blank line.

    Its group `path` takes part where the pattern matches the path itself, not only a folder above it.
    """
    if len(line) > LENGTH:
        raise BadGlob(f"this pattern has {len(line):,} characters: {LENGTH:,} are the most")
    line = _stripped(line)
    if not line or line.startswith("#"):
        return None
    keeps = line.startswith("!")
    words = line[1:] if keeps else line
    only_folders = words.endswith("/")
    words = words[:-1] if only_folders else words
    anchored = "/" in words
    parts = words.removeprefix("/").split("/")
    if parts == [""] or "" in parts:
        raise BadGlob(f'"{_cut(line)}" names nothing: no path has a part without a name')
    if not anchored:
        parts = ["**", *parts]
    last = len(parts[-1]) > 1 and not parts[-1].strip("*")  # all that lies below
    parts = [*parts, "*"] if last else parts
    *groups, end = _groups(parts, strict)
    head = "".join(f"(?>{_SKIP}{group}/)" if skip else f"{group}/" for skip, group in groups)
    skip, group = end
    way = f"{_SKIP}{group}" if skip else group
    itself = "/" if only_folders else "/?"
    above = f"(?:{way})/"
    regex = f"{head}(?:{way}{itself}\\Z(?P<path>)|{above})"
    if last:
        # Each path below matches itself.
        regex = f"{head}(?:{way}{itself}\\Z(?P<path>)|{way}/[^/])"
    return _Pattern(re.compile(regex), keeps)


_SKIP = "(?:[^/]+/)*?"


def _groups(parts: list[str], strict: bool) -> Iterator[tuple[bool, str]]:
    """The parts between `**`, each with whether folders may be skipped before it."""
    group: list[str] = []
    skip = False
    for part in parts:
        if len(part) > 1 and not part.strip("*"):
            if group:
                yield skip, "/".join(group)
            skip, group = True, []
        else:
            group.append(_segment(part, strict))
    yield skip, "/".join(group)


def _segment(part: str, strict: bool) -> str:
    """The expression of one name of a path. The parts between stars are atomic, the last is at the end of the name."""
    pieces, at = [""], 0
    while at < len(part):
        sign = part[at]
        if sign == "*":
            while at < len(part) and part[at] == "*":
                at += 1
            pieces.append("")
            continue
        words, at = _sign(part, at, strict)
        pieces[-1] += words
    first, *rest = pieces
    if not rest:
        return first
    *middle, last = rest
    found = "".join(f"(?>[^/]*?{piece})" for piece in middle if piece)
    # A name is not empty.
    least = "" if first or last or found else "(?=[^/])"
    return f"{least}{first}{found}[^/]*{last}(?=/|\\Z)"


def _sign(part: str, at: int, strict: bool) -> tuple[str, int]:
    """The expression of one sign of a pattern that is no star, and where the next begins."""
    sign = part[at]
    if sign == "?":
        return "[^/]", at + 1
    if sign == "[":
        return _class(part, at + 1, strict)
    if sign == "\\":
        if at + 1 == len(part):
            raise BadGlob(f'"{_cut(part)}" ends with a backslash')
        return re.escape(part[at + 1]), at + 2
    return re.escape(sign), at + 1


def _class(part: str, at: int, strict: bool) -> tuple[str, int]:
    """The expression of a class of characters, whose `[` is before `at`. Unless `strict`, a range may be empty."""
    begin, negated, body = at, False, ""
    if part[at : at + 1] in {"!", "^"}:
        negated, at = True, at + 1
    first = at
    while at < len(part) and (part[at] != "]" or at == first):
        named = re.compile(r"\[:([a-z]+):\]").match(part, at)
        if named:
            if named[1] not in _CLASSES:
                raise BadGlob(f'"{_cut(part)}": there is no class [:{named[1]}:]')
            body += _CLASSES[named[1]]
            at = named.end()
            continue
        low, at = _literal(part, at)
        high = low
        if part[at : at + 1] == "-" and part[at + 1 : at + 2] not in {"", "]"}:
            high, at = _literal(part, at + 1)
        if low > high and strict:
            raise BadGlob(f'"{_cut(part)}": the range {low}-{high} is the wrong way round')
        body += f"{_escaped(low)}-{_escaped(high)}" if low <= high else ""
    if at >= len(part):
        raise BadGlob(f'"{_cut(part)}": the class "[{_cut(part[begin:])}" is not closed')
    if negated:
        return f"[^/{body}]", at + 1
    return (f"(?!/)[{body}]" if body else "(?!)"), at + 1


def _literal(part: str, at: int) -> tuple[str, int]:
    if part[at] == "\\" and at + 1 < len(part):
        return part[at + 1], at + 2
    return part[at], at + 1


def _escaped(sign: str) -> str:
    return f"\\{sign}" if sign in "\\]^-[&|~" else sign


def _stripped(line: str) -> str:
    """The line without the blanks at its end that no backslash keeps."""
    line = line.rstrip("\r\n")
    bare = line.rstrip(" ")
    slashes = len(bare) - len(bare.rstrip("\\"))
    return bare + " " if slashes % 2 and len(line) > len(bare) else bare


def _cut(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"
