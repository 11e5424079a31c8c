"""Real release copies: what index.tsv and the truth files list is read, and nothing is invented."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sbu_check.cable.read import read_cables
from sbu_check.config.configuration import DEFAULT, RunOptions
from sbu_check.rules.vocabulary import vocabulary
from sbu_check.run.run import Run
from sbu_check.text.lines import LineIndex
from sbu_check.text.source import decode

if TYPE_CHECKING:
    from sbu_check.cable.elements import Term

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "redaction"
pytestmark = pytest.mark.shared


def texts() -> list[Path]:
    return sorted(CORPUS.glob("*.txt"))


def listed() -> list[dict[str, str]]:
    with (CORPUS / "index.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def stamp(code: str) -> str:
    """A code as stamps spell it."""
    found = vocabulary().exemption(re.sub("^FOIA *", "", " ".join(code.split())))
    return found.stamp if found else "".join(code.upper().split())


def codes(text: str) -> list[Term]:
    return [code for cable in read_cables(text) for code in cable.codes]


def reasons(text: str) -> Counter[str]:
    """The codes in blocks of a later classification, which the index counts too: they go with no deletion."""
    blocks = re.findall(r"(?s)Reason:(.{0,260}?)(?:Declassify|on:)", text)
    return Counter(stamp(code) for block in blocks for code in re.findall(r"1\.4\([A-H]\)", block))


def test_the_codes_that_the_index_lists() -> None:
    wanted = found = 0
    for row in listed():
        text = decode((CORPUS / row["file"]).read_bytes()).text
        there, aside = Counter(stamp(code.text) for code in codes(text)), reasons(text)
        for code, times in re.findall(r"(\S.*?):(\d+)(?:\s|$)", row["codes_by_regex_unverified"]):
            count = max(int(times) - aside[stamp(code)], 0)
            same = sum(number for name, number in there.items() if (name + " ").startswith(stamp(code) + " "))
            wanted += count
            found += min(count, same)
    assert wanted > 340
    assert found / wanted >= 0.97, f"{found} of {wanted}"


def test_every_disposition() -> None:
    for row in listed():
        cables = read_cables(decode((CORPUS / row["file"]).read_bytes()).text)
        stamps = [one.text.upper() for cable in cables for one in cable.dispositions]
        assert stamps, row["file"]
        assert row["release"] in stamps[0], row["file"]


@pytest.mark.parametrize("name", [path.stem for path in sorted(CORPUS.glob("*.truth.json"))])
def test_what_a_truth_file_says(name: str) -> None:
    truth: dict[str, Any] = json.loads((CORPUS / f"{name}.json").read_text("utf-8"))
    text = decode((CORPUS / truth["file"]).read_bytes()).text
    lines = LineIndex(text)
    cables = read_cables(text)
    claims = [one.span for cable in cables for one in cable.dispositions]
    inside = [code for code in codes(text) if any(span.holds(code.span) for span in claims)]
    beside = [code for code in codes(text) if code not in inside]
    assert [stamp(code.text) for code in inside] == [stamp(code) for code in truth["release_codes"]]
    there = Counter((lines.position(code.span.start).line, stamp(code.text)) for code in beside)
    wanted = Counter((one["line"], stamp(code)) for one in truth.get("codes_at", ()) for code in one["codes"])
    assert there == wanted
    release = {lines.position(at).line for span in claims for at in (span.start, span.end - 1)}
    assert release == {min(truth["release_lines"]), max(truth["release_lines"])}


def test_no_traceback_and_no_gap_in_a_copy_released_in_full() -> None:
    run = Run(DEFAULT, changes={"profile": "release"}, run_options=RunOptions())
    report = run.check([str(path) for path in texts()])
    assert len(report.files) == 71
    assert report.crashes == ()
    assert {file.status for file in report.files} == {"checked"}
    # What a text layer cannot tell is a guess; none of these documents has a fault that is certain.
    assert {one.severity for one in report.diagnostics} == {"info"}
    whole = {str(CORPUS / row["file"]) for row in listed() if row["release"] == "FULL"}
    assert len(whole) == 6
    gaps = {"gap-uncoded", "code-without-gap", "release-disposition", "exemption-code"}
    assert [one for one in report.diagnostics if one.path in whole and one.rule in gaps] == []


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (f"{'':80}B7(A)", ["B7(A)"]),
        (f"{'':80}7(A)", ["B7(A)"]),
        (f"They will meet.{'':40}7(C)", ["B7(C)"]),
        ("They will provide an upda1B7(A)", ["B7(A)"]),
        ("7(A)", []),
        ("      7(A)", []),
        ("They met under 7(A)", []),
        ("The form is DSB7(A)", []),
    ],
)
def test_codes_that_a_scanner_damaged(line: str, read: list[str]) -> None:
    head = "UNCLASSIFIED U.S. Department of State Case No. F-2030-1 Doc No. C01 Date: 01/02/2030"
    text = f"{head}\nRELEASE IN PART\n\n{line}\n"
    assert [stamp(code.text) for code in codes(text)] == read
