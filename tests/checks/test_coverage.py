"""Which paragraphs owe a mark of their own."""

from __future__ import annotations

import pytest

from sbu_check.cable.elements import PortionMark
from sbu_check.cable.read import read_cable
from sbu_check.checks.common.coverage import is_label, unnumbered
from sbu_check.engine import context_of
from sbu_check.rules.selection import Options
from sbu_check.text.span import Span

HEAD = "UNCLAS OTTAWA 000123\n\nTAGS: ETRD, CA\nSUBJECT: HARBOR TALKS\n\n"
PROSE = "The harbor master told the delegation that dredging of the channel would begin in June and end in August."


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1", True),
        ("A", True),
        ("B", True),
        ("iii", True),
        ("IV", True),
        ("U", False),
        ("C", False),
        ("SBU", False),
        ("AB", False),
    ],
)
def test_what_is_the_label_of_a_list(text: str, label: bool) -> None:
    assert is_label(PortionMark(Span(0, len(text)), text)) is label


@pytest.mark.parametrize(
    ("last", "owing"),
    [
        (["2. (U) They went on.", PROSE], (2,)),
        (["2. (U) Begin text: A letter.", f"{PROSE} End text."], ()),
        (["2. (U) The letter. Begin text:", PROSE, "End text."], ()),
        (["2. (U) Begin text: A letter. End text.", PROSE], (2,)),
        (["2. (U) They went on.", PROSE, PROSE], ()),
        (["2. (U) They went on.", f"(U) {PROSE}"], ()),
    ],
)
def test_the_last_paragraph_owes_a_mark_where_it_stands_alone(
    last: list[str], owing: tuple[int, ...]
) -> None:
    cable = read_cable(HEAD + "\n\n".join(["1. (U) The talks.", *last, "DICKSON\n"]))
    assert unnumbered(context_of(cable, Options())) == owing
