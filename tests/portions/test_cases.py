"""Marks inside the text: brackets that open a portion, and brackets that are prose, in documents of each system."""

from __future__ import annotations

import re
import tomllib
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sbu_check.engine import context_of, documents
from sbu_check.rules.selection import Options

if TYPE_CHECKING:
    from sbu_check.checks.common.context import Context
    from sbu_check.checks.common.readings import PortionReading

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))
FRAMES = {
    "cable": """\
UNCLAS OTTAWA 000123

E.O. 12958: N/A
TAGS: ETRD, CA
SUBJECT: HARBOR TALKS

1. (U) The talks went well.

2. (U) {text}

3. (U) That is all.

DICKSON
""",
    "plain-cable": """\
UNCLAS OTTAWA 000123

E.O. 12958: N/A
TAGS: ETRD, CA
SUBJECT: HARBOR TALKS

1. The talks went well.

2. {text}

3. That is all.

DICKSON
""",
    "ic": """\
SECRET//NOFORN

MEMORANDUM FOR THE RECORD

SUBJECT: (U) Weekly meeting

1. (U) The team met on Friday.

2. (U) {text}

3. (S//NF) That is all.

SECRET//NOFORN
""",
    "cui": """\
CUI

MEMORANDUM FOR THE RECORD

1. (U) The team met on Friday.

2. (U) {text}

3. (CUI) That is all.

CUI
""",
}
SYSTEMS = {"cable": "state", "plain-cable": "state", "ic": "ic", "cui": "cui"}
ON_THEIR_OWN = {"paragraph", "subparagraph"}
"""Places of the same marks where the document has no layout, so that a line or an item is a paragraph."""


def cases(side: str) -> list[Any]:
    found: list[Any] = []
    for group in CASES[side]:
        for frame, text in product(group["frames"], group["texts"]):
            name = f"{frame}: {text}".replace("\n", " / ").replace("\t", " > ")
            found.append(pytest.param(frame, group.get("place", group.get("kind")), text, id=name))
    return found


def read(frame: str, text: str) -> Context:
    """The document that holds the text in its second paragraph."""
    settings = Options(system=SYSTEMS[frame])
    (document,) = documents(FRAMES[frame].replace("{text}", text), settings)
    return context_of(document, settings)


def inside(context: Context) -> list[PortionReading]:
    """The portions after the first mark of the second paragraph, up to the third paragraph."""
    text = context.document.text
    start = text.index("\n2. ") + len("\n2. (U)" if "\n2. (U)" in text else "\n2.")
    end = text.rindex("\n3. ")
    return [one for one in context.portions if start <= one.written.span.start < end]


@pytest.mark.parametrize(("frame", "place", "text"), cases("portions"))
def test_a_mark_at_such_a_place_opens_a_portion(frame: str, place: str, text: str) -> None:
    context = read(frame, text.replace("⟦", "").replace("⟧", ""))
    found = inside(context)
    expected = re.findall("⟦(.+?)⟧", text)
    assert [one.written.span.of(context.document.text) for one in found] == expected
    wanted = {place} if "cable" in frame else {place} | ON_THEIR_OWN
    assert {one.place for one in found} <= wanted | {"subparagraph"}


@pytest.mark.parametrize(("frame", "kind", "text"), cases("prose"))
def test_such_a_bracket_is_prose(frame: str, kind: str, text: str) -> None:
    assert inside(read(frame, text)) == [], kind


def test_there_are_enough_cases_on_each_side() -> None:
    assert all(len(cases(side)) >= 200 for side in ("portions", "prose"))
