"""Every kind of line that the grammar's README shows is read as that kind, and every kind is shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sbu_check
from sbu_check.cable.lexing import parse
from sbu_check.cable.read import read_cables
from sbu_check.grammar import Tok, load
from sbu_check.grammar.tables import Rows
from sbu_check.resources import folder

README = (Path(folder("grammar")) / "README.md").read_text("utf-8")
STRONG = re.findall(r"^\| ([A-Z_]+) \| [^|]+ \| `(.+?)` \| [^|]+ \|$", README, re.MULTILINE)
WEAK = re.findall(r"^\| ([A-Z_]+) \| (envelope|head) \| [^|]+ \| `(.+?)` \| [^|]+ \|$", README, re.MULTILINE)
UNLISTED = {"PROSE", "BLANK", "PARA"}


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, text[token.start : token.end].strip()) for token in parse(text).tokens()]


@pytest.mark.parametrize(("kind", "example"), STRONG)
def test_strong_kind_alone(kind: str, example: str) -> None:
    assert kinds(example + "\n") == [(kind, example)]


@pytest.mark.parametrize(("kind", "example"), STRONG)
def test_strong_kind_behind_prose(kind: str, example: str) -> None:
    text = f"1. The delegation met\n{example}\nthe minister again.\n"
    assert (kind, example) in kinds(text)


@pytest.mark.parametrize(("kind", "where", "example"), WEAK)
def test_weak_kind_where_the_layout_accepts_it(kind: str, where: str, example: str) -> None:
    line = example.replace("\\n", "\n")
    text = f"{line}\n" if where == "envelope" else f"1. {line} Text.\n"
    assert (kind, line) in kinds(text)


@pytest.mark.parametrize(("kind", "where", "example"), [row for row in WEAK if row[1] == "envelope"])
def test_weak_kind_is_prose_inside_text(kind: str, where: str, example: str) -> None:
    text = f"1. (U) The delegation met and\n{example}\nwent on.\n"
    assert kind not in {found for found, _ in kinds(text)}


def test_every_kind_of_the_layout_is_listed() -> None:
    listed = {kind for kind, _ in STRONG} | {row[0] for row in WEAK} | UNLISTED
    tables = load("cable").tables
    rows = Rows(tables.rows)
    first, _ = tables.starts["start"]
    reachable, waiting = set(), {first}
    accepted: set[str] = set()
    while waiting:
        state = waiting.pop()
        reachable.add(state)
        row = tables.states[state]
        for kind, action in rows[row].items() if row >= 0 else ():
            accepted |= {kind} & set(load("cable").terminals)
            if not action & 1 and action >> 1 not in reachable:
                waiting.add(action >> 1)
    assert accepted == listed


def test_no_token_is_empty_and_all_join() -> None:
    text = "\n".join(example for _, example in STRONG)
    tokens = parse(text).tokens()
    assert all(isinstance(token, Tok) and token.end > token.start for token in tokens)
    assert "".join(text[token.start : token.end] for token in tokens) == text


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("CONFIDENTAL", "CONFIDENTIAL"),
        ("UNCLASIFIED", "UNCLASSIFIED"),
        ("SECRTE", "SECRET"),
        ("LIMITED OFFICAL USE", "LIMITED OFFICIAL USE"),
    ],
)
def test_a_class_line_with_a_slip_opens_the_next_cable(words: str, level: str) -> None:
    text = "{} OTTAWA {:06}\n\nE.O. 12958: N/A\nTAGS: ETRD, CA\nSUBJECT: TRADE TALKS\n\n1. A text.\n\nDOE\n\n"
    first, second = read_cables(text.format("UNCLAS", 875) + text.format(words, 876))
    assert (first.classification, second.classification) != (None, None)
    assert second.classification is not None
    assert (second.classification.level, second.classification.words.text) == (level, words)


UNTOLD = README.partition("## What the tree cannot tell")[2].partition("## Strong kinds")[0]
DECIDING = re.findall(r"((?:`_?[a-z_]+`(?: and )?)+) in `([a-z_/]+\.py)`", UNTOLD)


def test_the_functions_that_decide_what_the_tree_cannot_tell_exist() -> None:
    package = Path(sbu_check.__file__).parent
    missing = [
        (name, module)
        for names, module in DECIDING
        for name in re.findall(r"`(\w+)`", names)
        if f"def {name}(" not in (package / module).read_text("utf-8")
    ]
    assert missing == []


def test_every_question_names_the_function_that_decides() -> None:
    rows = [row for row in UNTOLD.splitlines() if row.startswith("| ") and not row.startswith("| ---")]
    assert [row for row in rows if ".py`" not in row] == [
        "| question | who decides |",
        "| step | function | what it looks for |",
    ]


def test_the_patterns_by_which_they_decide_exist() -> None:
    named = [name.removesuffix("...") for name in re.findall(r"`([A-Z]+_[A-Z_]+(?:\.\.\.)?)`", UNTOLD)]
    exported = [*load("patterns").terminals, *load("places").terminals]
    assert len(named) > 6
    assert [name for name in named if not any(one.startswith(name) for one in exported)] == []
