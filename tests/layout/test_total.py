"""The layout grammar is total and lossless over any text, and Lark itself reads the same tree."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Lark, Token, Tree
from lark.lexer import Lexer
from library import TEXTS, name_of

from sbu_check.cable.lexing import parse
from sbu_check.cable.read import read_cables
from sbu_check.resources import folder
from sbu_check.syntax import Node, Tok
from sbu_check.text.source import decode

from .test_kinds import STRONG, WEAK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LINES = [example for _, example in STRONG] + [row[2].replace("\\n", "\n") for row in WEAK] + [
    "", " ", "\f", "1. (U) One.", "2. Two", "¶3. (SBU) Three", "45. At the time", "(U) 4. Four", "prose that goes on",
    "PROSE IN CAPITALS THAT GOES ON", "- a point", "A. (C) a part", "SUBJECT:", "TAGS:", "REF:", "\\", "# heading",
]  # fmt: skip
texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from(LINES) | st.text(max_size=20), max_size=40).map("\n".join),
    st.lists(st.sampled_from(LINES), max_size=60).map("\r\n".join),
)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_tokens_join_to_the_text(text: str) -> None:
    tokens = parse(text).tokens() if text else []
    assert "".join(text[token.start : token.end] for token in tokens) == text


@settings(max_examples=400, deadline=None)
@given(texts)
def test_every_text_is_read(text: str) -> None:
    cables = read_cables(text)
    assert cables
    for cable in cables:
        assert cable.span.start >= 0
        assert cable.span.end <= len(text)
        for paragraph in cable.paragraphs:
            assert paragraph.span.start <= paragraph.span.end <= len(text)
            assert all(run.start < run.end for run in paragraph.body)


class Ready(Lexer):
    """Hands Lark's parser the tokens that this project's lexer found."""

    tokens: tuple[Tok, ...] = ()

    def __init__(self, conf: object) -> None:
        del conf

    def lex(self, data: object) -> Iterator[Token]:
        del data
        for token in Ready.tokens:
            yield Token(token.kind, f"{token.start}:{token.end}")


@pytest.fixture(scope="module")
def lark() -> Lark:
    path = folder("grammar") / "cable.lark"
    return Lark(
        path.read_text("utf-8"), parser="lalr", lexer=Ready, start="start", keep_all_tokens=True,
        maybe_placeholders=False, import_paths=[str(path.parent)],
    )  # fmt: skip


def shape(tree: Tree[Token] | Token | Node | Tok) -> object:
    if isinstance(tree, Tok):
        return tree.kind
    if isinstance(tree, Token):
        return tree.type
    name = tree.rule if isinstance(tree, Node) else tree.data
    return (str(name), [shape(child) for child in tree.children])


@settings(max_examples=150, deadline=None)
@given(text=texts)
def test_lark_reads_the_same_tree(lark: Lark, text: str) -> None:
    if text:
        same_tree(lark, text)


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_lark_reads_the_same_tree_of_the_library(lark: Lark, path: Path) -> None:
    same_tree(lark, decode(path.read_bytes()).text)


def same_tree(lark: Lark, text: str) -> None:
    ours = parse(text)
    Ready.tokens = tuple(ours.tokens())
    assert shape(lark.parse("")) == shape(ours)


@pytest.mark.parametrize(
    "unit", ["prose without end\n", "1. (U) x\n", "SIPDIS\n", "\n", "UNCLAS OTTAWA 000001\n", "A B\n"]
)
def test_time_grows_linearly(unit: str) -> None:
    linear(lambda count: unit * count)


@pytest.mark.parametrize(
    "label", ["PAGE 02 ", "PAGE 02 STATE 017976 ", "TAGS: ETRD ", "SUBJECT: X ", "REF: OTTAWA 1 "]
)
@pytest.mark.parametrize("head", ["FM AMEMBASSY OTTAWA ", "UNCLAS OTTAWA 000875\n\nE.O. 12958: N/A "])
def test_labels_glued_into_one_line_take_linear_time(head: str, label: str) -> None:
    linear(lambda count: head + label * count + "\n")


def linear(text_of: Callable[[int], str]) -> None:
    def seconds(count: int) -> float:
        text = text_of(count)
        started = time.process_time()
        read_cables(text)
        return time.process_time() - started

    seconds(200)
    small, large = min(seconds(1000) for _ in range(3)), min(seconds(8000) for _ in range(2))
    # Eight times the text: a quadratic step would cost sixty-four times as much.
    assert large < 24 * small + 0.05
