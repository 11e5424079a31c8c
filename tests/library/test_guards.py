"""What must hold for every document of the library: line ends, fixes, mail and quotation change nothing else."""

from __future__ import annotations

from functools import cache
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
    "path",
    [path for path in TEXTS if path.parent.name not in MEMORANDA | {"quarto"}],
    ids=name_of,
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


@cache
def checked(path: Path) -> Report:
    """Return the report on the text of a document, by itself."""
    return check_text(text_of(path), config=expected(path).get("config"))


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
@every_text
def test_line_ends_change_no_diagnostic(path: Path, end: str) -> None:
    text = text_of(path)
    other = text.replace("\n", end)
    assert rows(again(path, other), other, end) == rows(checked(path), text)


@every_text
def test_a_fix_adds_no_error_or_warning_and_a_second_fix_changes_nothing(path: Path) -> None:
    config = expected(path).get("config")
    fixed = fix_text(text_of(path), config=config, unsafe=True).source.text
    before, after = serious(checked(path)), serious(again(path, fixed))
    assert all(after.count(rule) <= before.count(rule) for rule in after)
    assert fixed == text_of(path) or fix_text(fixed, config=config, unsafe=True).source.text == fixed


@every_cable
def test_mail_around_a_document_changes_no_error_or_warning(path: Path) -> None:
    assert serious(again(path, MAIL + text_of(path))) == serious(checked(path))


@quotable
def test_a_quoted_document_has_the_same_errors_and_warnings(path: Path) -> None:
    quoted = MAIL + "".join(f"> {line}\n" for line in text_of(path).split("\n"))
    assert serious(again(path, quoted)) == serious(checked(path))


def again(path: Path, text: str) -> Report:
    """Return the report on a text that was made of a document, with the document's configuration."""
    return checked(path) if text == text_of(path) else check_text(text, config=expected(path).get("config"))
