"""The pages of the rules."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from sbu_check.rules.catalogue import catalogue
from sbu_check.rules.model import rule_of
from sbu_check.rules.rule_page import as_markdown, as_text, example_of, main, page, page_of, pages, unmarked
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

DATA = tomllib.loads('''
id = "a-rule"
former = ["old-name"]
summary = "it is wrong"
message = "{it} is wrong"
title = "put it right"
severity = "error"
profiles = ["archive", "draft"]
fix = "unsafe"
since = "0.2.0"
status = "preview"
sources = ["5 FAH-1 | H-1"]
check = "a.b"
[variant.mild]
message = "{it} may be wrong"
severity = "info"
confidence = "low"
[doc]
what = """
Looks at
it.

And at more."""
why = "It matters."
remedy = "put it right by hand"
fix_safety = "It changes it."
[[example]]
title = "two places"
bad = """
one ⟦two
thr⟧ee⟦⟧
``` ⟦x⟧
"""
fixed = "1\\n"
[[example]]
title = "a near miss"
good = "four"
''')
PAGE = page_of(rule_of(DATA, family="trial", file="trial/a-rule.toml"), DATA)

TEXT = """\
a-rule: it is wrong

  family    trial
  severity  error or info
  fix       applied only with --unsafe-fixes
  profiles  archive, draft
  since     0.2.0 (preview)
  formerly  old-name

Looks at it.

And at more.

Why it matters
It matters.

What to do
Put it right by hand.

What the fix changes
It changes it.

Messages
  error: {it} is wrong
  info, a guess: {it} may be wrong

Two places: reported.

    one two
        ^^^
    three
    ^^^  ^
    ``` x
        ^

With the fix:

    1

A near miss: not reported.

    four

Sources
  5 FAH-1 | H-1
"""


def test_the_page_in_the_terminal() -> None:
    assert as_text(PAGE) == TEXT


def test_prose_is_wrapped_to_the_width() -> None:
    shipped = as_text(page(catalogue()["not-a-cable"]), 50).split("\n\nMessages")[0]
    prose = shipped.split("\n\n", 2)[2]
    assert max(map(len, prose.split("\n"))) <= 50


def test_the_page_as_markdown() -> None:
    text = as_markdown(PAGE)
    assert text.startswith("# a-rule\n\nIt is wrong.\n\n| | |\n| --- | --- |\n| family | trial |\n")
    assert "\n## What to do\n\nPut it right by hand.\n" in text
    assert "\n````text\none two\n    ^^^\nthree\n^^^  ^\n``` x\n    ^\n````\n" in text
    assert text.endswith("\n## Sources\n\n- 5 FAH-1 | H-1\n")


def test_the_places_of_an_example() -> None:
    example = example_of(DATA["example"][0])
    assert example.bad == "one two\nthree\n``` x\n"
    assert example.spans == (Span(4, 11), Span(13, 13), Span(18, 19))
    assert example_of({"title": "t", "bad": "⟦x⟧", "variant": "v"}).given == {"variant": "v"}
    assert unmarked("a⟦b⟦c⟧⟧") == ("abc", (Span(1, 3), Span(2, 3)))


@pytest.mark.parametrize("text", ["a⟧", "a⟦b"])
def test_signs_that_do_not_pair_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"⟦|⟧"):
        unmarked(text)


def read(folder: Path) -> dict[str, str]:
    """Every page of a folder by name, its line ends as they are."""
    return {path.name: path.read_bytes().decode() for path in folder.glob("*.md")}


@pytest.mark.parametrize("rule", catalogue())
def test_every_rule_has_a_page(rule: str) -> None:
    text = as_text(page(catalogue()[rule]))
    assert "reported." in text
    assert not re.search("[⟦⟧]", text)
    assert not re.search(r"[^\S \n\xa0]", text), "a control character is not shown"


def test_the_generator_writes_all_pages_and_takes_old_ones_away(tmp_path: Path) -> None:
    (tmp_path / "gone-rule.md").write_text("old", "utf-8")
    main(tmp_path)
    assert read(tmp_path) == pages()
    assert set(pages()) == {"README.md", *(f"{rule}.md" for rule in catalogue())}
    index = pages()["README.md"]
    assert all(f"[{rule}]({rule}.md)" in index for rule in catalogue())
