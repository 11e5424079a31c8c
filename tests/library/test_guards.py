"""What must hold for every document of the library: line ends, fixes, mail and quotation change nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from library import TEXTS, expected, name_of

from sbu_check.api import check_text, fix_text
from sbu_check.text.source import decode

if TYPE_CHECKING:
    from pathlib import Path

    from sbu_check.report.model import Report

MAIL = "From: Roe, Jane\nSent: Monday, March 09, 2009 8:14 AM\nTo: Doe, John\nSubject: FW: for your files\n\n"
NOISE = {"line-end-noise", "not-a-cable"}

MEMORANDA = {"ic", "cui", "dod"}
"""Folders of documents that are read as such because of their first line."""

every_text = pytest.mark.parametrize("path", TEXTS, ids=name_of)
every_cable = pytest.mark.parametrize(
    "path", [path for path in TEXTS if path.parent.name not in MEMORANDA], ids=name_of
)
quotable = pytest.mark.parametrize(
    # The YAML head of a Quarto copy is one only at the start of its lines.
    "path", [path for path in TEXTS if path.parent.name not in MEMORANDA | {"quarto"}], ids=name_of
)


def text_of(path: Path) -> str:
    """Return the text of a document with lines that end in a line feed alone."""
    return decode(path.read_bytes()).text.replace("\r\n", "\n")


def rows(report: Report, text: str, end: str = "\n") -> list[tuple[str, str, int, str]]:
    """Return rule, severity, line and message of each diagnostic; `end` ends the lines that are counted."""
    return [
        (one.rule, one.severity, text.count(end, 0, one.start.offset) + 1, one.message)
        for one in report.diagnostics
        if one.rule not in NOISE
    ]


def serious(report: Report) -> list[str]:
    """Return the rules of all errors and warnings, sorted."""
    return sorted(one.rule for one in report.diagnostics if one.severity != "info")


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
@every_text
def test_line_ends_change_no_diagnostic(path: Path, end: str) -> None:
    config = expected(path).get("config")
    text = text_of(path)
    other = text.replace("\n", end)
    assert rows(check_text(other, config=config), other, end) == rows(check_text(text, config=config), text)


@every_text
def test_a_second_fix_changes_nothing(path: Path) -> None:
    config = expected(path).get("config")
    once = fix_text(text_of(path), config=config, unsafe=True)
    twice = fix_text(once.source.text, config=config, unsafe=True)
    assert twice.source.text == once.source.text


@every_text
def test_a_fix_adds_no_error_or_warning(path: Path) -> None:
    config = expected(path).get("config")
    text = text_of(path)
    fixed = fix_text(text, config=config, unsafe=True).source.text
    before = serious(check_text(text, config=config))
    after = serious(check_text(fixed, config=config))
    assert all(after.count(rule) <= before.count(rule) for rule in after)


@every_cable
def test_mail_around_a_document_changes_no_error_or_warning(path: Path) -> None:
    config = expected(path).get("config")
    text = text_of(path)
    assert serious(check_text(MAIL + text, config=config)) == serious(check_text(text, config=config))


@quotable
def test_a_quoted_document_has_the_same_errors_and_warnings(path: Path) -> None:
    config = expected(path).get("config")
    text = text_of(path)
    quoted = MAIL + "".join(f"> {line}\n" for line in text.split("\n"))
    assert serious(check_text(quoted, config=config)) == serious(check_text(text, config=config))
