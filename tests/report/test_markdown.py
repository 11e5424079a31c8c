"""The summary in Markdown, read by a Markdown reader where there is one."""

from __future__ import annotations

import re

import pytest
from checked import HOSTILE, HOSTILE_NAME, MIXED, checked, examples
from report_values import file, one, report

from sbu_check.diagnostics.model import RuleCrash
from sbu_check.report import markdown


def rendered(found):
    return "".join(markdown.render(found, "/repository"))


def test_a_summary():
    found = report(
        file(one(), one(severity="info", rule="tag-unknown", message="unknown tag", confidence="low"))
    )
    assert rendered(found) == (
        "## sbu-check: 1 error, 1 note in 1 file\n\n"
        "| rule | errors | warnings | notes |\n| --- | ---: | ---: | ---: |\n"
        "| <code>mark-unknown</code> | 1 |  |  |\n| <code>tag-unknown</code> |  |  | 1 |\n\n"
        "<details open><summary><code>cables/draft.txt</code>: 2</summary>\n\n"
        "| place | | rule | what is wrong |\n| ---: | --- | --- | --- |\n"
        '| 7:4 | ❌ error | <code>mark-unknown</code> | unknown portion mark "SBV" |\n'
        "| 7:4 | ℹ️ note (a guess) | <code>tag-unknown</code> | unknown tag |\n\n"
        "</details>\n\n"
        "<sub>sbu-check 9.9.9, rules 0123456789abcdef</sub>\n"
    )


def test_nothing_found():
    assert rendered(report(file())).startswith("## sbu-check: nothing found in 1 file\n")


def test_the_banner_stands_above_and_below():
    lines = rendered(report(file(one(), quoted=(1, "UNCLASSIFIED; SENSITIVE")))).rstrip("\n").split("\n")
    assert lines[0] == lines[-1] == "**UNCLASSIFIED; SENSITIVE**"


def test_what_could_not_be_done_is_said():
    words = rendered(
        report(
            file(path="b.txt", status="failed", problem="there is no such file"),
            file(path="d.txt", crashes=(RuleCrash("d.txt", 0, "tag-unknown", "ValueError"),)),
        )
    )
    assert "- <code>b.txt</code>: there is no such file\n" in words
    assert "- <code>d.txt</code>: internal error: the rule tag-unknown failed: ValueError\n" in words


def test_no_more_than_some_are_listed_and_the_rest_is_counted():
    many = [file(*(one(number=number) for number in range(1, 301)), path=f"{name}.txt") for name in "abc"]
    words = rendered(report(*many))
    assert words.count("| 7:") + len(re.findall(r"^\| \d+:4 \|", words, re.MULTILINE)) >= markdown.MOST
    assert len(re.findall(r"^\| \d+:4 \|", words, re.MULTILINE)) == markdown.MOST
    assert "400 more are not listed here." in words
    assert "<code>c.txt</code>" not in words
    assert len(words.encode()) < 1_000_000


def test_known_findings_are_counted_apart():
    words = rendered(
        report(file(one(), one(state="suppressed"), one(state="baselined"), one(state="baselined")))
    )
    assert "Not counted: 2 baselined, 1 suppressed.\n" in words


def test_that_words_are_masked_is_said():
    assert "Words above the limit are not shown." in rendered(checked(MIXED, limit="U"))
    assert "Words above the limit" not in rendered(checked(MIXED))


def test_nothing_of_a_document_is_markup():
    words = rendered(checked((f"x|{HOSTILE_NAME}`", HOSTILE)))
    assert set(re.findall(r"</?(\w+)", words)) <= {"details", "summary", "code", "sub"}
    for line in words.split("\n"):
        if line.startswith("| ") and "---" not in line:
            assert line.count("|") == 5


def test_a_reader_finds_no_link_and_no_foreign_element():
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
    reader = markdown_it.MarkdownIt("commonmark").enable("table")
    for found in (checked((HOSTILE_NAME, HOSTILE)), examples()):
        page = reader.render(rendered(found))
        assert "<a " not in page
        assert "<img" not in page
        assert "<script" not in page
        assert (
            page.count("<details")
            == page.count("</details>")
            == sum(bool(one.diagnostics) for one in found.files)
        )
