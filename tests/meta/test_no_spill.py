"""No rule puts words of a paragraph into what it says as if they were its own: a report could not mask them."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rule_runs import Run, runs

import sbu_check
from sbu_check.cable.read import read_cables
from sbu_check.rules.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.diagnostics.message import Message
    from sbu_check.diagnostics.model import Diagnostic


def words(text: str) -> set[str]:
    """The words of a text that are long enough to be distinct."""
    return set(re.findall(r"[A-Za-z]{4,}", text))


@cache
def own_words() -> set[str]:
    """Every word that the program itself can say: of templates, of literals in its code, of its vocabularies."""
    root = Path(sbu_check.__file__).parent
    texts = [
        node.value
        for folder in ("checks", "release", "cable")
        for path in (root / folder).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    for rule in catalogue().values():
        texts += [
            text
            for wording in (rule.main, *rule.variants.values())
            for text in (wording.message, wording.title)
        ]
    data = root.parent / "rules"
    texts += [
        path.read_text("utf-8")
        for folder in ("_markings", "_vocabulary")
        for path in (data / folder).glob("*.toml")
    ]
    return set().union(*map(words, texts))


def prose(text: str) -> set[str]:
    """The words of the paragraphs of a text that the program itself cannot say."""
    cables = read_cables(text)
    bodies = [span.of(text) for cable in cables for paragraph in cable.paragraphs for span in paragraph.body]
    return words(" ".join(bodies)) - own_words()


def messages(diagnostic: Diagnostic) -> Iterator[Message]:
    yield diagnostic.message
    yield from (place.message for place in diagnostic.related)
    if diagnostic.fix:
        yield diagnostic.fix.title


@pytest.mark.parametrize("run", runs("bad"))
def test_words_of_a_paragraph_are_quotations(run: Run) -> None:
    text = run.example.bad or ""
    secret = prose(text)
    for diagnostic in run.diagnostics(text):
        for message in messages(diagnostic):
            assert not words(message.shown(lambda span: False, "")) & secret


@pytest.mark.parametrize("run", runs("fixed"))
def test_words_that_a_fix_moves_have_their_source(run: Run) -> None:
    text = run.example.bad or ""
    secret = prose(text)
    for diagnostic in run.diagnostics(text):
        for edit in diagnostic.fix.edits if diagnostic.fix else ():
            known = words(edit.span.of(text)) | (words(edit.source.of(text)) if edit.source else set())
            assert not (words(edit.text) & secret) - known
