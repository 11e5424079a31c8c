"""The verb `compare`: exit codes, formats, and what its reports show."""

from __future__ import annotations

import io
import json
import re
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import sbu_check
from sbu_check.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

ORIGINAL = """UNCLAS BRIDGETOWN 000101

SENSITIVE

E.O. 12958: N/A
TAGS: ETRD, BB
SUBJECT: HARBOR TALKS

1. (U) The dredging begins in June. Marchetti will come back for it.

2. (U) The delegation was led by Alwyn Marchetti of the authority.

3. (SBU) We doubt that the quarrymen will ever be paid.
FARRELL
"""
RIGHT = (
    "UNCLASSIFIED U.S. Department of State Case No. F-2030-00001 Doc No. C00000001 Date: 01/02/2030\n"
    "RELEASE IN PART B5,B6\n\n"
    + ORIGINAL.replace("Alwyn Marchetti", "[REDACTED B6]")
    .replace("We doubt that the quarrymen will ever be paid.", "[REDACTED B5]")
    .replace("Marchetti will", "[REDACTED B6] will")
)
LEAKING = RIGHT.replace("[REDACTED B6] will", "Marchetti will")
SECRETS = ("marchetti", "alwyn", "quarrymen")


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


Sbu = "Callable[..., Ended]"


@pytest.fixture
def sbu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CI", "SBU_CHECK_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for name, text in (("original", ORIGINAL), ("right", RIGHT), ("leaking", LEAKING)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")

    def run(*arguments: str, stdin: str = "") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = main(["compare", *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ended(code, out, err)

    return run


def test_a_right_copy_is_0_and_silent(sbu: Callable[..., Ended]) -> None:
    ended = sbu("original.txt", "right.txt")
    assert (ended.code, ended.out) == (0, "")
    assert re.fullmatch(
        rf"sbu-check: compared: nothing found \({re.escape(sbu_check.__version__)}, rules [0-9a-f]{{16}}\)\n",
        ended.err,
    )
    assert sbu("original.txt", "right.txt", "-q") == Ended(0, "", "")


def test_a_leak_is_1_and_is_told_with_both_places(sbu: Callable[..., Ended]) -> None:
    ended = sbu("original.txt", "leaking.txt", "-q")
    assert ended.code == 1
    blocks = ended.out.split("\n\n")
    assert blocks[0] == blocks[-1].strip() == "NO WITHHELD WORDS ARE SHOWN"
    lines = blocks[1].split("\n")
    headline = (
        r"leaking\.txt:12:37: error leak-elsewhere #[0-9a-f]{8}, withheld in paragraph 2, is in paragraph 1"
    )
    assert re.fullmatch(headline, lines[0])
    assert lines[1] == "  original.txt:11:40: withheld here"
    assert lines[2].startswith("  = help: ")
    assert lines[3].startswith("  = source: ")


@pytest.mark.parametrize("form", ["text", "json", "sarif", "html"])
def test_no_form_shows_a_withheld_word_unless_asked(form: str, sbu: Callable[..., Ended]) -> None:
    ended = sbu("original.txt", "leaking.txt", "--format", form)
    assert not [word for word in SECRETS if word in (ended.out + ended.err).lower()]
    ended = sbu("original.txt", "leaking.txt", "--format", form, "--show-withheld")
    assert "Marchetti" in ended.out


@pytest.mark.parametrize("form", ["text", "json", "sarif", "html"])
def test_every_form_names_the_version_and_the_digest(form: str, sbu: Callable[..., Ended]) -> None:
    digest = json.loads(sbu("original.txt", "leaking.txt", "--format", "json").out)["rules_digest"]
    ended = sbu("original.txt", "leaking.txt", "--format", form)
    assert digest in ended.out
    assert sbu_check.__version__ in ended.out


def test_the_shown_report_carries_the_banner_of_the_original(sbu: Callable[..., Ended]) -> None:
    ended = sbu("original.txt", "leaking.txt", "--show-withheld", "-q")
    lines = ended.out.splitlines()
    assert lines[0] == lines[-1] == "UNCLASSIFIED; SENSITIVE - WITHHELD WORDS ARE SHOWN"
    assert '"Marchetti", withheld in paragraph 2, is in paragraph 1' in ended.out
    assert "  | 1. (U) The dredging begins in June. Marchetti will come back for it." in lines
    assert "  | 2. (U) The delegation was led by Alwyn Marchetti of the authority." in lines


def test_json_has_the_shape_of_a_check(sbu: Callable[..., Ended]) -> None:
    schema = json.loads(
        (Path(sbu_check.__file__).parent / "schemas" / "check.schema.json").read_text("utf-8")
    )
    ended = sbu("original.txt", "leaking.txt", "--format", "json")
    report = json.loads(ended.out)
    jsonschema.validate(report, schema)
    assert [file["path"] for file in report["files"]] == ["leaking.txt", "original.txt"]
    (one,) = report["diagnostics"]
    assert one["path"] == "leaking.txt"
    assert LEAKING[one["start"]["offset"] : one["end"]["offset"]] == "Marchetti"
    (related,) = one["related"]
    assert related["path"] == "original.txt"
    assert ORIGINAL[related["start"]["offset"] : related["end"]["offset"]] == "Marchetti"


def test_sarif_points_into_both_files(sbu: Callable[..., Ended]) -> None:
    log = json.loads(sbu("original.txt", "leaking.txt", "--format", "sarif").out)
    (result,) = log["runs"][0]["results"]
    uri = [
        place["physicalLocation"]["artifactLocation"]["uri"]
        for place in (*result["locations"], *result["relatedLocations"])
    ]
    assert uri == ["leaking.txt", "original.txt"]


class Tags(HTMLParser):
    """The tags of a page, which must close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.columns: list[str] = []
        self.names: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag != "meta":
            self.open.append(tag)
        if tag == "mark":
            self.marks.append((str(given["class"]), ""))
        if tag == "pre":
            self.columns.append("")
        self.names |= {str(given["id"])} if "id" in given else set()
        self.links |= {str(given["href"])} if "href" in given else set()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "pre" in self.open:
            self.columns[-1] += data
        if "mark" in self.open:
            kind, words = self.marks[-1]
            self.marks[-1] = kind, words + data


def test_the_page_has_both_texts_side_by_side(sbu: Callable[..., Ended]) -> None:
    page = Tags()
    page.feed(sbu("original.txt", "leaking.txt", "--format", "html", "--show-withheld").out)
    assert page.open == []
    assert "".join(page.columns[::2]) == ORIGINAL
    assert "".join(page.columns[1::2]) == LEAKING
    heads = [column.split(" ")[0] for column in page.columns]
    assert heads[2:] == ["1.", "1.", "2.", "2.", "3.", "3."]
    assert ("cut", "Alwyn Marchetti") in page.marks
    assert ("error", "Marchetti") in page.marks
    assert {link.removeprefix("#") for link in page.links} == page.names == {"f1"}


def test_the_page_masks_by_one_width(sbu: Callable[..., Ended]) -> None:
    page = Tags()
    page.feed(sbu("original.txt", "leaking.txt", "--format", "html").out)
    assert [words for _, words in page.marks] == ["[withheld]"] * 4


def test_the_page_shows_markup_as_text(sbu: Callable[..., Ended], tmp_path: Path) -> None:
    for name in ("original", "leaking"):
        text = (tmp_path / f"{name}.txt").read_text("utf-8").replace("in June", "in <b>June</b> & July")
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    assert (
        "in &lt;b&gt;June&lt;/b&gt; &amp; July" in sbu("original.txt", "leaking.txt", "--format", "html").out
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("original.txt", "missing.txt"), "missing.txt: there is no such file"),
        (("original.txt", "."), ".: a file was expected, not a folder"),
        (("-", "-"), "only one of the two texts can be standard input"),
        (("original.txt", "right.txt", "--release-level", "Q"), "the marking system state has no level 'Q'"),
        (("original.txt", "right.txt", "--ignore", "leak-elsewere"), 'did you mean "leak-elsewhere"'),
        (("original.txt", "right.txt", "--encoding", "utf-99"), "unknown encoding"),
        (("original.txt", "right.txt", "--config", "none.toml"), "none.toml"),
    ],
)
def test_what_cannot_be_done_is_2_and_one_line(
    arguments: tuple[str, ...], message: str, sbu: Callable[..., Ended]
) -> None:
    ended = sbu(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err
    assert ended.err.count("\n") == 1


def test_a_binary_file_is_2(sbu: Callable[..., Ended], tmp_path: Path) -> None:
    (tmp_path / "copy.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)))
    ended = sbu("original.txt", "copy.pdf")
    assert (ended.code, ended.out) == (2, "")
    assert "PDF" in ended.err


def test_standard_input_for_either_text(sbu: Callable[..., Ended]) -> None:
    assert sbu("-", "leaking.txt", stdin=ORIGINAL).code == 1
    assert sbu("original.txt", "-", stdin=RIGHT).code == 0


def test_levels_and_rules_of_the_command_line(sbu: Callable[..., Ended]) -> None:
    assert sbu("original.txt", "leaking.txt", "--ignore", "leak-elsewhere").code == 0
    assert sbu("original.txt", "leaking.txt", "--select", "mark-altered").code == 0
    assert sbu("original.txt", "leaking.txt", "--exit-zero").code == 0
    assert sbu("original.txt", "original.txt", "--select", "above-release-level").code == 1
    level = ("--select", "above-release-level", "--release-level", "(sbu)")
    assert sbu("original.txt", "original.txt", *level).code == 0


def test_a_configuration_can_leave_a_rule_out(sbu: Callable[..., Ended], tmp_path: Path) -> None:
    (tmp_path / "sbu-check.toml").write_text('ignore = ["leak-elsewhere"]\n', "utf-8")
    assert sbu("original.txt", "leaking.txt").code == 0
    assert sbu("original.txt", "leaking.txt", "--no-config").code == 1


def test_the_same_salt_gives_the_same_report(sbu: Callable[..., Ended]) -> None:
    runs = [sbu("original.txt", "leaking.txt", "--salt", salt).out for salt in ("a", "a", "b")]
    assert runs[0] == runs[1] != runs[2]


def test_a_rule_that_raises_is_2(sbu: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(comparison: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("sbu_check.comparison.levels.above", broken)
    ended = sbu("original.txt", "right.txt")
    assert ended.code == 2
    assert "the rule above-release-level failed: ZeroDivisionError" in ended.err
