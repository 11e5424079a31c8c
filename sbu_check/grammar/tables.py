"""Parse tables: what Lark computes of a grammar, in a form that JSON can hold."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from sbu_check.grammar.kinds import Terminal
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lark import Lark
    from lark.grammar import Rule

    from sbu_check.grammar.expand import Source

END = "$END"
MORE = "*"
"""The name of a rule that adds one more item to a repetition."""
MARGIN = "MARGIN"
"""The terminal that all kinds of line begin with. The characters that a kind begins with are those after it."""


class Rows(dict[int, dict[str, int]]):
    """The rows of a table by number, each made of its words when a text first comes to it."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, number: int) -> dict[str, int]:
        words = self._words[number].split()
        row = self[number] = dict(zip(words[::2], map(int, words[1::2]), strict=True))
        return row


class ParseTables(NamedTuple):
    """One grammar, ready to be driven.

    `terminals` are in the order in which a lexer tries them; `ignored` are the names between which nothing is
    told. A rule is its name ("" when it is inlined into its parent, MORE when it adds an item to a repetition),
    its origin and the number of its parts. A state is the rule that it reduces whatever follows (-1 - n for
    rule n), or the number of a row. A row maps the kind of the next token, or the origin of a reduced rule, to
    an action: 2n shifts to state n, 2n + 1 reduces rule n. Most states of a grammar of lines reduce always,
    many share a row, and a text needs few of the rows: written out, the tables would take ten times as long to
    load.
    """

    digest: str
    terminals: tuple[Terminal, ...]
    ignored: frozenset[str]
    rules: tuple[tuple[str, str, int], ...]
    states: tuple[int, ...]
    """Each state: n >= 0 is row n, n < 0 reduces rule -n - 1."""
    rows: tuple[str, ...]
    """Each the words of one row: a kind or an origin, its action, and so on."""
    starts: dict[str, tuple[int, int]]

    def dump(self) -> str:
        """The tables as JSON."""
        rules = [(*rule, len(list(same))) for rule, same in groupby(self.rules)]
        fields = self._asdict() | {"ignored": sorted(self.ignored), "rules": rules}
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def read(text: str, wanted: str | None = None) -> ParseTables | None:
    """Tables from their JSON; None for those of another digest than `wanted`, whose form may be another."""
    fields = json.loads(text)
    if wanted not in {None, fields["digest"]}:
        return None
    return ParseTables(
        digest=fields["digest"],
        terminals=tuple(
            [
                Terminal(name, pattern, beginnings, tuple(heads))
                for name, pattern, beginnings, heads in fields["terminals"]
            ]
        ),
        ignored=frozenset(fields["ignored"]),
        rules=tuple([rule for *parts, count in fields["rules"] for rule in (tuple(parts),) * count]),
        states=tuple(fields["states"]),
        rows=tuple(fields["rows"]),
        starts={name: (first, last) for name, (first, last) in fields["starts"].items()},
    )


def digest(folder: Path) -> str:
    """One digest over what tables are made from: every grammar of the folder, the vocabularies, and the code."""
    from hashlib import sha256  # loads a large library, and a wheel needs no digest  # noqa: PLC0415

    whole = sha256()
    vocabulary = folder.parent / "rules" / "_vocabulary"
    made_of = (folder.glob("*.lark"), vocabulary.glob("*.toml"), Path(__file__).parent.glob("*.py"))
    for path in (path for paths in made_of for path in sorted(paths)):
        whole.update(path.name.encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def compiled(path: Path) -> ParseTables:
    """The tables of one grammar file, computed by Lark; a conflict in the grammar raises lark's GrammarError."""
    from lark import Lark  # imported here: it costs more than a whole check  # noqa: PLC0415

    from sbu_check.grammar.expand import Source, expanded  # noqa: PLC0415

    source = Source(path)
    if not source.rules:
        return _patterns(source, digest(path.parent))
    lark = Lark(
        expanded(path), parser="lalr", lexer="basic", keep_all_tokens=True, start=starts(path),
        maybe_placeholders=False, strict=False,
    )  # fmt: skip
    return _tables(lark, source, digest(path.parent))


def starts(path: Path) -> list[str]:
    """The names in lines `// start:` at the head of a grammar that is read from several rules; else `start`."""
    lines = path.read_text("utf-8").splitlines()
    named = [name for line in lines if line.startswith("// start:") for name in line.split()[2:]]
    return named or ["start"]


def _patterns(source: Source, digest: str) -> ParseTables:
    """The tables of a file without rules: the terminals that it exports, to be used as plain patterns."""
    terminals = tuple(Terminal(name, source.pattern(name), ()) for name in source.exported)
    return ParseTables(digest, terminals, frozenset(), (), (), (), {})


def _tables(lark: Lark, source: Source, digest: str) -> ParseTables:
    from lark.parsers.lalr_analysis import Shift  # noqa: PLC0415

    table = lark.parser.parser._parse_table
    from sbu_check.grammar.prefixes import beginnings, heads  # noqa: PLC0415

    order = sorted(
        lark.terminals, key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name)
    )
    # Rules that reduce alike stand side by side, and are saved as one.
    rules = sorted((_rule(rule), number) for number, rule in enumerate(lark.rules))
    numbers = {lark.rules[number]: place for place, (_, number) in enumerate(rules)}
    margin = source.pattern(MARGIN) if MARGIN in source.definitions else ""
    states, rows = _compact(
        {
            state: {
                str(kind): 2 * argument if action is Shift else 2 * numbers[argument] + 1
                for kind, (action, argument) in actions.items()
            }
            for state, actions in table.states.items()
        }
    )
    return ParseTables(
        digest=digest,
        terminals=tuple(
            Terminal(str(t.name), pattern, beginnings(body), heads(body))
            for t in order
            for pattern in [source.pattern(t.name) if t.name in source.definitions else t.pattern.to_regexp()]
            for body in [pattern.removeprefix(margin)]
        ),
        ignored=frozenset(map(str, lark.ignore_tokens)),
        rules=tuple(rule for rule, _ in rules),
        states=states,
        rows=rows,
        starts={name: (table.start_states[name], table.end_states[name]) for name in table.start_states},
    )


def _rule(rule: Rule) -> tuple[str, str, int]:
    name, size = str(rule.origin.name), len(rule.expansion)
    if not name.startswith("_"):
        return rule.alias or name, name, size
    return MORE if size == 2 and rule.expansion[0] == rule.origin else "", name, size


def _compact(full: dict[int, dict[str, int]]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """States as numbers of rows, with equal rows stored once and single reductions stored as such."""
    known: dict[str, int] = {}
    states: list[int] = []
    for state in range(len(full)):
        actions = full[state]
        chosen = set(actions.values())
        if len(chosen) == 1 and (action := chosen.pop()) & 1:
            states.append(-(action >> 1) - 1)
            continue
        row = " ".join(f"{kind} {action}" for kind, action in sorted(actions.items()))
        states.append(known.setdefault(row, len(known)))
    return tuple(states), tuple(known)
