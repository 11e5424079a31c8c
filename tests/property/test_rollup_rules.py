"""Clean cables broken one fault at a time: exactly the right rules fire, and they name the right paragraph.

What is right is worked out here from the handbook's few sentences, apart from the marking tables and the rules.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbu_check.cable.read import read_cables
from sbu_check.engine import check_cables
from sbu_check.rules.catalogue import catalogue
from sbu_check.rules.selection import Options

RULES = [
    rule
    for rule in catalogue().values()
    if rule.family in {"portion", "banner"} and "archive" in rule.profiles
]

CLASSES = ("UNCLAS", "CONFIDENTIAL", "SECRET", "TOP SECRET")
MARKS = ("U", "SBU", "SBU/N", "C", "C/NF", "S", "S/NF", "TS", "TS/NF")
CAPTIONS = ("SIPDIS", "NOFORN", "SENSITIVE")
ORDER = ("U", "SBU", "C", "S", "TS")
"""Short names of marks in rising order; SBU is unclassified and yet above U."""


@dataclass(frozen=True)
class Made:
    """A cable as it is written: class word, captions, and one mark a paragraph (None: no mark)."""

    line: str
    captions: tuple[str, ...]
    marks: tuple[str | None, ...]

    @property
    def text(self) -> str:
        body = [
            f"{number}. " + (f"({mark}) " if mark else "") + "The talks went well."
            for number, mark in enumerate(self.marks, 1)
        ]
        block = "\n\n".join([f"{self.line} OTTAWA 000123", *self.captions])
        return f"{block}\n\nTAGS: ETRD, CA\nSUBJECT: HARBOR TALKS\n\n" + "\n\n".join(body) + "\n\nDICKSON\n"


def short(mark: str) -> str:
    return mark.partition("/")[0]


def level(mark: str) -> int:
    return {"U": 0, "SBU": 0, "C": 1, "S": 2, "TS": 3}[short(mark)]


def clean(marks: tuple[str, ...], sipdis: bool = False) -> Made:
    """The cable whose header is what the marks ask for, and no more."""
    top = max(map(level, marks))
    noforn = any("/N" in mark for mark in marks)
    sensitive = top == 0 and any(short(mark) == "SBU" for mark in marks)
    there = {"SIPDIS": sipdis and top < 3, "NOFORN": noforn, "SENSITIVE": sensitive}
    return Made(CLASSES[top], tuple(name for name in CAPTIONS if there[name]), marks)


def expected(made: Made) -> set[tuple[str, int | None]]:
    """The rules that a cable breaks, each with the number of the paragraph that forces it."""
    marks = [(number, mark) for number, mark in enumerate(made.marks, 1) if mark]
    bare = [number for number, mark in enumerate(made.marks, 1) if mark is None]
    line = CLASSES.index(made.line)
    broken: set[tuple[str, int | None]] = set()
    if not marks:
        controlled = line > 0 or "SENSITIVE" in made.captions
        broken.add(("marks-absent-controlled" if controlled else "mark-missing", 1))
        if line == 3 and "SIPDIS" in made.captions:
            broken.add(("sipdis-above-secret", None))
        return broken
    broken |= {("mark-missing", number) for number in bare}
    top = max(marks, key=lambda one: (ORDER.index(short(one[1])), -one[0]))
    if level(top[1]) > line:
        broken.add(("class-too-low", top[0]))
    if level(top[1]) < line and not bare:
        broken.add(("class-too-high", top[0]))
    sbu = [number for number, mark in marks if short(mark) == "SBU"]
    if line == 0 and sbu and "SENSITIVE" not in made.captions:
        broken.add(("sbu-without-caption", sbu[0]))
    if line == 0 and not sbu and level(top[1]) == 0 and "SENSITIVE" in made.captions and not bare:
        broken.add(("caption-without-sbu", None))
    foreign = [number for number, mark in marks if "/N" in mark]
    if foreign and "NOFORN" not in made.captions:
        more = [number for number in foreign if number not in sbu]
        broken.add(("nf-rollup", more[0]) if more else ("sbu-n-without-noforn", foreign[0]))
    if "NOFORN" in made.captions and not foreign and not bare:
        broken.add(("noforn-without-nf", None))
    if "SIPDIS" in made.captions and (level(top[1]) == 3 or line == 3):
        secret = [number for number, mark in marks if level(mark) == 3]
        broken.add(("sipdis-above-secret", secret[0] if secret else None))
    return broken


def found(made: Made) -> set[tuple[str, int | None]]:
    text = made.text
    checked = check_cables(text, read_cables(text), RULES, Options(), path="made.txt")
    assert not checked.crashes
    told = [(one.rule, int(one.paragraph) if one.paragraph else None) for one in checked.diagnostics]
    assert len(told) == len(set(told)), "one fault is reported once"
    return set(told)


def places(made: Made) -> list[tuple[str, str, list[str]]]:
    """Rule, text at the place, and texts at the other places of each diagnostic."""
    text = made.text
    checked = check_cables(text, read_cables(text), RULES, Options(), path="made.txt")
    return [
        (one.rule, one.span.of(text), [place.span.of(text) for place in one.related])
        for one in checked.diagnostics
    ]


@pytest.mark.parametrize("marks", [*product(MARKS, repeat=2), *((mark,) * 4 for mark in MARKS)])
def test_a_clean_cable_draws_nothing(marks: tuple[str, ...]) -> None:
    assert found(clean(marks)) == set()
    assert found(clean(marks, sipdis=True)) == set()


def test_every_header_over_every_pair_of_marks() -> None:
    for line, marks in product(CLASSES, product(MARKS, repeat=2)):
        for chosen in product((False, True), repeat=len(CAPTIONS)):
            captions = tuple(name for name, there in zip(CAPTIONS, chosen, strict=True) if there)
            made = Made(line, captions, marks)
            assert found(made) == expected(made), made


FIVE = [
    clean(("U", "U", "SBU", "SBU", "U")),
    clean(("U", "SBU", "C", "U", "C")),
    clean(("U", "S/NF", "C", "SBU/N", "U")),
    clean(("U", "U", "U", "U", "U")),
    clean(("TS", "S", "U", "C", "SBU")),
]


@pytest.mark.parametrize("made", FIVE, ids=lambda made: f"{made.line} {'-'.join(made.marks)}")
def test_each_mark_changed_to_each_other_and_taken_out(made: Made) -> None:
    for at, mark in product(range(5), (*MARKS, None)):
        changed = replace(made, marks=(*made.marks[:at], mark, *made.marks[at + 1 :]))
        assert found(changed) == expected(changed), changed


@given(
    st.sampled_from(CLASSES),
    st.lists(st.sampled_from(CAPTIONS), unique=True).map(
        lambda names: tuple(sorted(names, key=CAPTIONS.index))
    ),
    st.lists(st.sampled_from((*MARKS, *MARKS, None)), min_size=1, max_size=9).map(tuple),
)
def test_any_header_over_any_marks(
    line: str, captions: tuple[str, ...], marks: tuple[str | None, ...]
) -> None:
    made = Made(line, captions, marks)
    wanted = expected(made)
    missing = {one for one in wanted if one[0] == "mark-missing"}
    if len(missing) > 3 and (len(marks) - len(missing)) * 3 < len(marks):
        # Where most marks are missing that is reported once, at the first.
        wanted = wanted - missing | {min(missing, key=lambda one: one[1] or 0)}
    assert found(made) == wanted


def test_the_place_is_the_header_and_the_other_place_the_mark() -> None:
    assert places(Made("UNCLAS", (), ("U", "SBU", "C"))) == [
        ("class-too-low", "UNCLAS", ["(C)"]),
        ("sbu-without-caption", "UNCLAS", ["(SBU)"]),
    ]
    assert places(Made("SECRET", (), ("U", "SBU", "C"))) == [("class-too-high", "SECRET", ["(C)"])]
    assert places(Made("UNCLAS", ("SENSITIVE",), ("U", "U"))) == [
        ("caption-without-sbu", "SENSITIVE", ["(U)"])
    ]
    assert places(Made("SECRET", (), ("S/NF", "S/NF"))) == [("nf-rollup", "SECRET", ["(S/NF)", "(S/NF)"])]
    assert places(Made("SECRET", (), (None, None))) == [("marks-absent-controlled", "1.", ["SECRET"])]


DAMAGE = {
    "(SUB)": "mark-unknown",
    "(OFFICIAL)": "mark-unknown",
    "(U//SBU)": "mark-style",
    "[SBU]": "mark-spacing",
    "(sbu)": "mark-spacing",
    "( SBU )": "mark-spacing",
    "(SBU": "mark-bracket-broken",
    "SBU)": "mark-bracket-broken",
    "(5BU)": "mark-bracket-broken",
    "(513U)": "mark-bracket-broken",
    "(SBU) (SBU)": "mark-duplicate",
    "(SBU) (U)": "mark-duplicate",
    "(S/SBU)": "mark-combination",
}


@pytest.mark.parametrize(("written", "rule"), DAMAGE.items())
@pytest.mark.parametrize("at", range(5))
def test_a_damaged_mark_is_told_once_by_its_own_rule(written: str, rule: str, at: int) -> None:
    made = clean(("SBU", "U", "SBU", "U", "SBU"))
    before = f"{at + 1}. ({made.marks[at]}) "
    text = made.text.replace(before, f"{at + 1}. {written} ")
    checked = check_cables(text, read_cables(text), RULES, Options(), path="made.txt")
    told = {(one.rule, one.paragraph) for one in checked.diagnostics}
    more = {("class-too-low", str(at + 1))} if rule == "mark-combination" else set()
    assert told == {(rule, str(at + 1))} | more


@pytest.mark.parametrize("at", range(5))
def test_a_moved_or_glued_mark_is_told_once_by_its_own_rule(at: int) -> None:
    made = clean(("SBU", "U", "SBU", "U", "SBU"))
    number, mark = at + 1, f"({made.marks[at]})"
    before = f"{number}. {mark} The"
    moved = {
        f"{mark} {number}. The": "mark-position",
        f"{number}. Summary: {mark} The": "mark-position",
        f"{number}.{mark} The": "mark-spacing",
        f"{number}. {mark}The": "mark-spacing",
        f"{number}.{mark}The": "mark-spacing",
    }
    for after, rule in moved.items():
        text = made.text.replace(before, after)
        checked = check_cables(text, read_cables(text), RULES, Options(), path="made.txt")
        assert [(one.rule, one.paragraph) for one in checked.diagnostics] == [(rule, str(number))], after
