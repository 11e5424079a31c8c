"""Parse tables: what Lark computes of a grammar, in a form that JSON can hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from lark import Lark

END = "$END"
MARGIN = "MARGIN_ALONE"
"""The terminal that tells, before any one character, the margin that all kinds of line share.

First characters are told behind it.
"""


class Tables(NamedTuple):
    """One grammar, ready to be driven.

    `terminals` are name, pattern and beginnings (see `firsts`) in the order in which a lexer tries them;
    `ignored` are the names between which nothing is told. A rule is its name ("" when it is inlined into its
    parent), its origin and the number of its parts. A state is the rule that it reduces whatever follows, or
    the number of a row. A row maps the kind of the next token, or the origin of a reduced rule, to an action:
    2n shifts to state n, 2n + 1 reduces rule n. Most states of a grammar of lines reduce always, and many
    share a row: written out, the tables would be ten times as long to load.
    """

    digest: str
    terminals: tuple[tuple[str, str, dict[str, str]], ...]
    ignored: frozenset[str]
    rules: tuple[tuple[str, str, int], ...]
    states: tuple[int, ...]
    """Each state: n >= 0 is row n, n < 0 reduces rule -n - 1."""
    rows: tuple[dict[str, int], ...]
    starts: dict[str, tuple[int, int]]

    def dump(self) -> str:
        """The tables as JSON."""
        fields = self._asdict() | {"ignored": sorted(self.ignored)}
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Tables:
    """Tables from their JSON."""
    fields = json.loads(text)
    return Tables(
        digest=fields["digest"],
        terminals=tuple(map(tuple, fields["terminals"])),
        ignored=frozenset(fields["ignored"]),
        rules=tuple(map(tuple, fields["rules"])),
        states=tuple(fields["states"]),
        rows=tuple(fields["rows"]),
        starts={name: (first, last) for name, (first, last) in fields["starts"].items()},
    )


def digest(folder: Path) -> str:
    """One digest over every grammar of the folder, since grammars import each other."""
    from hashlib import sha256  # loads a large library, and a wheel needs no digest  # noqa: PLC0415

    whole = sha256()
    for path in sorted(folder.glob("*.lark")):
        whole.update(path.name.encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def compiled(path: Path) -> Tables:
    """The tables of one grammar file, computed by Lark; a conflict in the grammar raises lark's GrammarError."""
    from lark import Lark  # imported here: it costs more than a whole check  # noqa: PLC0415

    source = path.read_text("utf-8")
    starts = _declared_starts(source) or ["start"]
    lark = Lark(
        source, parser="lalr", lexer="basic", keep_all_tokens=True, start=starts, maybe_placeholders=False,
        import_paths=[str(path.parent)], strict=False,
    )  # fmt: skip
    return _tables(lark, digest(path.parent))


def _declared_starts(source: str) -> list[str]:
    """The names after `// start:` in the head of a grammar that is read from several rules."""
    for line in source.splitlines():
        if line.startswith("// start:"):
            return line.removeprefix("// start:").split()
    return []


def _tables(lark: Lark, digest: str) -> Tables:
    from lark.parsers.lalr_analysis import Shift  # noqa: PLC0415

    table = lark.parser.parser._parse_table
    numbers = {rule: number for number, rule in enumerate(lark.rules)}
    from sbu_check.syntax.firsts import beginnings  # noqa: PLC0415

    order = sorted(
        lark.terminals, key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name)
    )
    rules = []
    for rule in lark.rules:
        name = str(rule.origin.name)
        shown = "" if name.startswith("_") else rule.alias or name
        rules.append((shown, name, len(rule.expansion)))
    margin = next((t.pattern.value.removesuffix("[^\n]") for t in order if t.name == MARGIN), "")
    states, rows = _compact(
        {
            state: {
                str(kind): 2 * argument if action is Shift else 2 * numbers[argument] + 1
                for kind, (action, argument) in actions.items()
            }
            for state, actions in table.states.items()
        }
    )
    return Tables(
        digest=digest,
        terminals=tuple(
            (str(t.name), pattern, beginnings(pattern.removeprefix(margin)))
            for t in order
            for pattern in [t.pattern.to_regexp()]
        ),
        ignored=frozenset(map(str, lark.ignore_tokens)),
        rules=tuple(rules),
        states=states,
        rows=rows,
        starts={name: (table.start_states[name], table.end_states[name]) for name in table.start_states},
    )


def _compact(full: dict[int, dict[str, int]]) -> tuple[tuple[int, ...], tuple[dict[str, int], ...]]:
    """States as numbers of rows, with equal rows told once and single reductions told as such."""
    rows: list[dict[str, int]] = []
    known: dict[tuple[tuple[str, int], ...], int] = {}
    states: list[int] = []
    for state in range(len(full)):
        actions = full[state]
        chosen = set(actions.values())
        if len(chosen) == 1 and (action := chosen.pop()) & 1:
            states.append(-(action >> 1) - 1)
            continue
        key = tuple(sorted(actions.items()))
        if key not in known:
            known[key] = len(rows)
            rows.append(actions)
        states.append(known[key])
    return tuple(states), tuple(rows)
