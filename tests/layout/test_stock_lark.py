"""Stock Lark loads the expanded grammar, and reads the same tokens and the same tree from the characters of a text.

What Lark cannot do is to end a line at a place inside it, because one pattern decides where a token ends. The text is
given to it in slices that end where the lexer found the beginning of another line inside one. The rest is Lark's own:
its contextual lexer with the patterns of the grammar, its tables, its parser. It reads a run of prose line by line;
such runs are joined before the comparison.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from lark import Lark, Token, Tree
from lark.lexer import TextSlice
from library import TEXTS

from sbu_check.cable.lexing import Lexer
from sbu_check.cable.normalize import normalize
from sbu_check.grammar import Node, Tok, load
from sbu_check.grammar.expand import expanded
from sbu_check.grammar.tables import starts
from sbu_check.resources import folder
from sbu_check.text.source import decode

from .test_total import texts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

GRAMMAR = folder("grammar")
ROOT = GRAMMAR.parent
EXAMPLES = [*sorted((ROOT / "examples" / "cables").rglob("*.txt")), *TEXTS]
SHARED = ROOT.parent / "shared" / "corpus"
WITH_RULES = ["banner", "cable", "header", "portion"]


@pytest.fixture(scope="module")
def stock() -> Lark:
    return Lark(
        expanded(GRAMMAR / "cable.lark"),
        parser="lalr",
        lexer="contextual",
        keep_all_tokens=True,
        maybe_placeholders=False,
    )


@pytest.mark.parametrize("name", WITH_RULES)
def test_stock_lark_loads_the_expanded_grammar(name: str) -> None:
    path = GRAMMAR / f"{name}.lark"
    lark = Lark(expanded(path), parser="lalr", start=starts(path))
    assert {terminal.name for terminal in lark.terminals} == set(load(name).terminals)


def test_the_examples_are_there() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_stock_lark_reads_the_examples_from_characters(stock: Lark, path: Path) -> None:
    compare(stock, decode(path.read_bytes()).text)


@settings(max_examples=150, deadline=None)
@given(text=texts)
def test_stock_lark_reads_made_up_texts_from_characters(stock: Lark, text: str) -> None:
    # Blanks at the very end without a line feed are a line of their own for Lark, and prose here.
    if text := normalize(text).rstrip(" \t\r\f"):
        compare(stock, text)


def test_stock_lark_reads_the_corpus_from_characters(stock: Lark) -> None:
    for path in sorted(
        SHARED.glob("dev/**/*.txt")
    ):  # a second line of defence: only where the corpus is at hand
        compare(stock, normalize(path.read_bytes().decode("utf-8", "replace")))


def compare(stock: Lark, text: str) -> None:
    lexer = Lexer(text)
    ours = lexer.tree()
    theirs = from_characters(stock, text, lexer.cuts)
    assert shape(theirs) == shape(ours)


def from_characters(stock: Lark, text: str, cuts: Iterable[int]) -> Tree[Token]:
    """The tree of stock Lark, which reads the text slice by slice."""
    parser = stock.parse_interactive("")
    at = 0
    for end in [*sorted(set(cuts)), len(text)]:
        if end > at:
            part = stock.parse_interactive(TextSlice(text, at, end))
            for token in part.lexer_thread.lex(parser.parser_state):
                parser.feed_token(token)
            at = end
    found = parser.feed_eof()
    assert isinstance(found, Tree)
    return found


def shape(tree: Tree[Token] | Token | Node | Tok) -> tuple[object, ...]:
    """Rules with their children, tokens with their places, and each run of prose as one token."""
    if isinstance(tree, Tok):
        return (tree.kind, tree.start, tree.end)
    if isinstance(tree, Token):
        return (tree.type, tree.start_pos, tree.end_pos)
    children: list[tuple[object, ...]] = []
    for child in map(shape, tree.children):
        if child[0] == "PROSE" and children and children[-1][0] == "PROSE":
            children[-1] = ("PROSE", children[-1][1], child[2])
        else:
            children.append(child)
    return (str(tree.rule if isinstance(tree, Node) else tree.data), children)
