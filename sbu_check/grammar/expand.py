"""The grammar files as plain Lark: groups, pieces, vocabularies and damage macros written out.

The files of `grammar/` are Lark with five additions, which this module replaces by what they mean:

- `%include FILE.lark` stands for the definitions of that file, `%export NAMES` says which terminals of a file without
  rules the program asks for;
- a rule whose name begins with `_` is a group: each use is replaced by its alternatives, because a rule of its own
  would cost the parser one reduction for each line;
- `{NAME}` inside a pattern is the pattern of another terminal, as in flex, and a pattern with the flag `x` holds
  blanks and comments;
- `@list` is a list of `rules/_vocabulary`, `~WORD` a word with the damage of circuits and scanners (`words`).

Each terminal becomes one pattern. Its alternatives are tried in the order in which they are written.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from sbu_check.grammar import words
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TOKEN = re.compile(
    r"""(?P<regex>/(?![/*])(?:\\.|[^/\\])*+/[imsx]*)|(?P<string>"(?:\\.|[^"\\\n])*+"i?)|(?P<word>~?@?(?<=[@~])[\w.-]+)"""
    r"""|(?P<name>[A-Za-z_]\w*)|(?P<sign>[()|?*+])|(?P<blank>\s+|//[^\n]*)""",
    re.DOTALL,
)
_STATEMENT = re.compile(r"(?:^(?!//)\S[^\n]*(?:\n[ \t]+[^\n]*|\n(?=\n*[ \t]))*)", re.MULTILINE)
_DEFINED = re.compile(r"(_?[A-Z]\w*|_?[a-z]\w*)((?:\.\d+)?):(.*)", re.DOTALL)
_PIECE = re.compile(r"\{([A-Z][A-Z0-9_]+|~?@?(?<=[@~])[\w.-]+)\}")
_VERBOSE = re.compile(r"(?P<kept>\\.|\[\^?\]?(?:\\.|[^\]\\])*+\])|\s+|#[^\n]*", re.DOTALL)
_SINGLE = re.compile(r"\\?.|\[\^?\]?(?:\\.|[^\]\\])*+\]", re.DOTALL)
"""One character or set, to which a quantifier applies without brackets."""
_ITEM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+\]|.", re.DOTALL)


class Unexpandable(ValueError):
    """A grammar file uses a name that nothing defines, or has a line that is no statement."""


class Definition(NamedTuple):
    """One rule or terminal: its name, its priority as written (`.7`), and what it is."""

    name: str
    priority: str
    body: str

    @property
    def is_terminal(self) -> bool:
        """Whether it is a terminal: its name is in capitals."""
        return self.name.isupper()


class Source:
    """The statements of one grammar file and of the files that it includes."""

    def __init__(self, path: Path) -> None:
        self.definitions: dict[str, Definition] = {}
        self.directives: list[str] = []
        self.exported: list[str] = []
        """The terminals that the program asks for by their name."""
        self._patterns: dict[str, str] = {}
        self._read(path)

    def _read(self, path: Path) -> None:
        for found in _STATEMENT.finditer(path.read_text("utf-8")):
            statement = found.group().rstrip()
            if statement.startswith("%include "):
                self._read(path.parent / statement.split()[1])
            elif statement.startswith("%export "):
                self.exported += statement.split()[1:]
            elif statement.startswith("%"):
                self.directives.append(statement)
            elif defined := _DEFINED.fullmatch(statement):
                name = defined[1]
                if name in self.definitions:
                    raise Unexpandable(f"{path.name}: {name} is defined twice")
                self.definitions[name] = Definition(*defined.groups())
            else:
                raise Unexpandable(f"{path.name}: {statement.splitlines()[0]!r} is no statement")

    @property
    def rules(self) -> list[Definition]:
        """The rules, groups among them."""
        return [one for one in self.definitions.values() if not one.is_terminal]

    def pattern(self, name: str) -> str:
        """The regular expression of a terminal, with every piece written out."""
        known = self._patterns.get(name)
        if known is None:
            if name not in self.definitions:
                raise Unexpandable(f"{name} is used, but not defined")
            known = self._patterns[name] = _Body(self, self.definitions[name]).pattern()
        return known

    @cached_property
    def groups(self) -> dict[str, str]:
        """The alternatives of each group by its name. A group may use the groups before it."""
        groups: dict[str, str] = {}
        for rule in self.rules:
            if rule.name.startswith("_"):
                groups[rule.name] = _written_out(rule, groups)
        return groups

    def rule(self, definition: Definition) -> str:
        """The body of a rule with its groups written out."""
        return _written_out(definition, {name: f"({body})" for name, body in self.groups.items()})


def _written_out(rule: Definition, groups: dict[str, str]) -> str:
    """The body of a rule on one line, without comments, and with these groups in place of their names."""
    parts = (groups.get(text, text) for kind, text in tokens(rule) if not text.lstrip().startswith("//"))
    return " ".join("".join(parts).split())


def tokens(definition: Definition) -> Iterator[tuple[str, str]]:
    """The tokens of a definition with their kinds; a rule has blanks and `->` as well."""
    at = 0
    while at < len(definition.body):
        found = _TOKEN.match(definition.body, at)
        if found and found.lastgroup:
            yield found.lastgroup, found.group()
            at = found.end()
        elif not definition.is_terminal:
            yield "other", definition.body[at]
            at += 1
        else:
            raise Unexpandable(f"{definition.name}: {definition.body[at : at + 20]!r} is not understood")


class _Body:
    """The body of one terminal, read as alternatives of sequences of quantified items."""

    def __init__(self, source: Source, definition: Definition) -> None:
        self._source = source
        self._definition = definition
        self._tokens = [(kind, text) for kind, text in tokens(definition) if kind != "blank"]
        self._at = 0

    def pattern(self) -> str:
        found = self._alternatives()
        if self._at < len(self._tokens):
            raise Unexpandable(f"{self._definition.name}: a bracket too many")
        return found

    def _alternatives(self) -> str:
        found = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            found.append(self._sequence())
        return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"

    def _sequence(self) -> str:
        found = ""
        while self._peek() not in {"", "|", ")"}:
            item = self._item()
            if self._peek() in {"?", "*", "+"}:
                item = grouped(item)
                item += self._peek()
                self._at += 1
            found += item
        return found

    def _item(self) -> str:
        kind, text = self._tokens[self._at]
        self._at += 1
        if text == "(":
            found = self._alternatives()
            if self._peek() != ")":
                raise Unexpandable(f"{self._definition.name}: a bracket too few")
            self._at += 1
            return found
        if kind == "regex":
            return self._regex(text)
        if kind == "string":
            return quoted(text)
        return self._source.pattern(text) if kind == "name" else words.pattern(text)

    def _regex(self, literal: str) -> str:
        body, _, flags = literal[1:].rpartition("/")
        if "x" in flags:
            body = _VERBOSE.sub(lambda found: found["kept"] or "", body)
        body = _PIECE.sub(lambda found: grouped(self._piece(found[1])), body)
        flags = flags.replace("x", "")
        if flags:
            return f"(?{flags}:{body})"
        return f"(?:{body})" if _branches(body) else body

    def _piece(self, name: str) -> str:
        return words.pattern(name) if name[0] in "@~" else self._source.pattern(name)

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""


def grouped(pattern: str) -> str:
    """The pattern as one item, to which a quantifier applies: in brackets, unless it is one already."""
    depths = [depth for _, depth in _depths(pattern)]
    if _SINGLE.fullmatch(pattern) or (pattern.startswith("(?:") and depths.index(0) == len(depths) - 1):
        return pattern
    return f"(?:{pattern})"


def _branches(pattern: str) -> bool:
    """Whether a pattern has alternatives outside of brackets."""
    return ("|", 0) in _depths(pattern)


def _depths(pattern: str) -> list[tuple[str, int]]:
    """The characters, escapes and sets of a pattern, each with the number of brackets that are open after it."""
    depth, found = 0, []
    for item in _ITEM.findall(pattern):
        depth += {"(": 1, ")": -1}.get(item, 0)
        found.append((item, depth))
    return found


def quoted(literal: str) -> str:
    """The pattern of a string in quotation marks, with `i` after it for any case."""
    body, _, flag = literal[1:].rpartition('"')
    plain = words.escaped(body)
    return f"(?i:{plain})" if flag else plain


def expanded(path: Path) -> str:
    """A grammar file as plain Lark: its rules, and one pattern for each terminal that they and the directives name.

    A file without rules gives the terminals that it exports.
    """
    source = Source(path)
    used = {*source.exported, *re.findall(r"[A-Z][A-Z0-9_]+", " ".join(source.directives))}
    lines = []
    for rule in source.rules:
        used.update(text for kind, text in tokens(rule) if kind == "name" and text.isupper())
        if rule.name not in source.groups:
            lines.append(f"{rule.name}: {source.rule(rule)}")
    lines += [
        f"{one.name}{one.priority}: /{source.pattern(one.name)}/"
        for one in source.definitions.values()
        if one.name in used and one.is_terminal
    ]
    return "\n".join([*lines, *source.directives, ""])
