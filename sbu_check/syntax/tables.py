"""Parse tables: what Lark computes of a grammar, in a form that JSON can hold."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lark import Lark

END = "$END"


@dataclass(frozen=True, slots=True)
class Tables:
    """One grammar, ready to be driven.

    `terminals` are name and pattern in the order in which a lexer tries them; `ignored` are the names between which nothing
    is told. A rule is its name ("" when it is inlined into its parent) and the number of its parts. A state maps the kind
    of the next token, or the origin of a reduced rule, to an action: 2n shifts to state n, 2n + 1 reduces rule n.
    """

    digest: str
    terminals: tuple[tuple[str, str], ...]
    ignored: frozenset[str]
    rules: tuple[tuple[str, str, int], ...]
    states: tuple[dict[str, int], ...]
    starts: dict[str, tuple[int, int]]

    def dump(self) -> str:
        """The tables as JSON."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(fields | {"ignored": sorted(self.ignored)}, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Tables:
    """Tables from their JSON."""
    fields = json.loads(text)
    return Tables(
        digest=fields["digest"],
        terminals=tuple(map(tuple, fields["terminals"])),
        ignored=frozenset(fields["ignored"]),
        rules=tuple(map(tuple, fields["rules"])),
        states=tuple(fields["states"]),
        starts={name: (first, last) for name, (first, last) in fields["starts"].items()},
    )


def digest(folder: Path) -> str:
    """One digest over every grammar of the folder, since grammars import each other."""
    whole = hashlib.sha256()
    for path in sorted(folder.glob("*.lark")):
        whole.update(path.name.encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def compiled(path: Path) -> Tables:
    """The tables of one grammar file, computed by Lark; a conflict in the grammar raises lark's GrammarError."""
    from lark import Lark  # imported here: it costs more than a whole check  # noqa: PLC0415

    source = path.read_text("utf-8")
    starts = [name for name in _declared_starts(source)] or ["start"]
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

    table = lark.parser.parser._parse_table  # type: ignore[union-attr]  # noqa: SLF001 (Lark shows its table nowhere else)
    numbers = {rule: number for number, rule in enumerate(lark.rules)}
    order = sorted(
        lark.terminals, key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name)
    )
    rules = []
    for rule in lark.rules:
        name = str(rule.origin.name)
        shown = "" if name.startswith("_") else rule.alias or name
        rules.append((shown, name, len(rule.expansion)))
    states: list[dict[str, int]] = [{} for _ in table.states]
    for state, actions in table.states.items():
        for kind, (action, argument) in actions.items():
            states[state][str(kind)] = 2 * argument if action is Shift else 2 * numbers[argument] + 1
    return Tables(
        digest=digest,
        terminals=tuple((t.name, t.pattern.to_regexp()) for t in order),
        ignored=frozenset(map(str, lark.ignore_tokens)),
        rules=tuple(rules),
        states=tuple(states),
        starts={name: (table.start_states[name], table.end_states[name]) for name in table.start_states},
    )
