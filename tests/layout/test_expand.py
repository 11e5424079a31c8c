"""The grammar files are written out as the README says: groups, pieces, lists and damage."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sbu_check
from sbu_check.grammar import words
from sbu_check.grammar.__main__ import main
from sbu_check.grammar.expand import Source, Unexpandable, expanded
from sbu_check.grammar.parser import GRAMMARS
from sbu_check.grammar.tables import starts
from sbu_check.resources import folder

FILES = sorted(folder("grammar").glob("*.lark"))
LONGEST = 5
"""Lines of the longest terminal."""
LONGEST_LINE = 100


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "some.lark"
    path.write_text(text, "utf-8")
    return path


def test_a_group_is_written_out_and_a_group_of_groups_too(tmp_path: Path) -> None:
    path = written(tmp_path, '_a: A | B\n_b: _a | C\nstart: (_b | d)*\nd: A\nA: "a"\nB: "b"\nC: "c"\n')
    assert expanded(path).splitlines()[:2] == ["start: ((A | B | C) | d)*", "d: A"]


def test_a_piece_is_one_item_of_a_pattern(tmp_path: Path) -> None:
    path = written(tmp_path, "ONE: /a|b/\nTWO: /x{ONE}+[|]/ ONE?\nTHREE: TWO | /c/i\n")
    source = Source(path)
    assert source.pattern("TWO") == "x(?:a|b)+[|](?:a|b)?"
    assert source.pattern("THREE") == "(?:x(?:a|b)+[|](?:a|b)?|(?i:c))"


def test_comments_and_blanks_of_a_verbose_pattern_go_and_those_of_a_set_stay(tmp_path: Path) -> None:
    path = written(tmp_path, "ONE: /a [ #]   # the sign\n    | \\# /x\n")
    assert Source(path).pattern("ONE") == r"(?:a[ #]|\#)"


@pytest.mark.parametrize(
    "text", ["ONE: TWO\n", "ONE: /a/\nONE: /b/\n", "ONE: (/a/\n", "ONE: /a/)\n", "nonsense\n", "ONE: %\n"]
)
def test_what_is_no_grammar_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Unexpandable):
        Source(written(tmp_path, text)).pattern("ONE")


@pytest.mark.parametrize(
    ("word", "slips"),
    [
        (
            "SIPDIS",
            [
                "SIPDIS",
                "S I P D I S",
                "5IPD1S",
                "SPDIS",
                "IPDIS",
                "SIPDI",
                "ISPDIS",
                "SIPPDIS",
                "SSIPDIS",
                "SIPXIS",
            ],
        ),
        (
            "SUBJECT",
            ["SUBJCT", "SUBEJCT", "SU8JECT", "UBJECT", "SUBJECTT", "SUVJECT", "SUBBJECT", "SUBJXECT"],
        ),
        ("TAGS", ["TAGS", "T A G S", "TAG", "AGS", "TGAS", "TAAGS"]),
    ],
)
def test_damage_that_a_word_may_have(word: str, slips: list[str]) -> None:
    pattern = re.compile(words.pattern(f"~{word}"))
    assert [slip for slip in slips if not pattern.fullmatch(slip)] == []


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("SUBJECT", ["OBJECT", "SUSPECT", "SUBJECTS", "REJECT", "PROJECT", "SUBSET", "SUBJ"]),
        ("SIPDIS", ["STADIS", "NODIS", "EXDIS", "LIMDIS", "CONDIS", "SIPS"]),
        ("TAGS", ["BAGS", "TABS", "TAXES", "TASKS", "STAGS", "TANGS", "RAGS", "TAPS"]),
    ],
)
def test_another_word_is_not_a_damaged_one(word: str, others: list[str]) -> None:
    pattern = re.compile(words.pattern(f"~{word}"))
    assert [other for other in others if pattern.fullmatch(other)] == []


def test_lists_come_from_the_vocabulary() -> None:
    captions = re.compile(words.pattern("@captions"))
    assert all(map(captions.fullmatch, ["NODIS", "SPECAT EXCLUSIVE", "EYES ONLY", "OFFICIAL INFORMAL"]))
    assert not any(map(captions.fullmatch, ["ONLY", "US", "AMB", "SECTO", "FOR OFFICIAL USE ONLY"]))
    secret = re.compile(words.pattern("@classifications.TOP_SECRET"))
    assert all(map(secret.fullmatch, ["TOP SECRET", "T O P  S E C R E T"]))
    assert not secret.fullmatch("SECRET")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_terminal_is_longer_than_five_lines(path: Path) -> None:
    text = path.read_text("utf-8")
    assert max(map(len, text.splitlines())) <= LONGEST_LINE
    terminals = re.findall(r"^[A-Z_0-9]+(?:\.\d+)?:[^\n]*(?:\n[ \t]+[^\n]*)*", text, re.MULTILINE)
    assert terminals or path.name == "cable.lark"
    assert [one.partition(":")[0] for one in terminals if one.count("\n") >= LONGEST] == []


def test_no_two_terminals_have_the_same_pattern() -> None:
    names: dict[str, set[str]] = {}
    for source in map(Source, FILES):
        for name, one in source.definitions.items():
            if one.is_terminal:
                names.setdefault(source.pattern(name), set()).add(name)
    assert [same for same in names.values() if len(same) > 1] == []


def test_every_terminal_and_every_rule_is_used() -> None:
    used = {
        name
        for source in map(Source, FILES)
        for text in (*source.directives, *(one.body for one in source.definitions.values()))
        for name in re.findall(r"\b_?[A-Za-z]\w*", text)
    }
    read = {name for path in FILES for name in starts(path)}
    exported = {name for source in map(Source, FILES) for name in source.exported}
    defined = {name for source in map(Source, FILES) for name in source.definitions}
    assert defined - used - read - exported == set()


def test_the_program_asks_for_what_is_exported() -> None:
    code = "".join(path.read_text("utf-8") for path in Path(sbu_check.__file__).parent.rglob("*.py"))
    exported = [name for source in map(Source, FILES) for name in source.exported]
    assert [name for name in exported if f'"{name}"' not in code] == []


def test_the_command_prints_plain_lark(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["grammar", "expand"])
    assert main() == 0
    assert capsys.readouterr().out == expanded(folder("grammar") / "cable.lark")


def test_every_file_is_loaded_or_included() -> None:
    included = {"lines", "pieces"}
    assert {path.stem for path in FILES} == {*GRAMMARS, *included}
