"""`[[suppress]]`: findings that are known and right, named outside of the records."""

from __future__ import annotations

import pytest
from cli_texts import CLEAN

RULE = "class-too-low"
ENTRY = '[[suppress]]\npath = "faulty.txt"\nrule = "class-too-low"\nreason = "as printed"\n'


def states(ended, rule=RULE):
    return [one["state"] for one in ended.report["diagnostics"] if one["rule"] == rule]


def told(ended):
    return [one["message"] for one in ended.report["diagnostics"] if one["rule"] == "suppression-unused"]


def check(sbu, *arguments):
    return sbu("check", "--format", "json", "--select", f"{RULE},suppression-unused", *arguments)


@pytest.mark.parametrize(
    "where", ["", 'where = "classification"\n', 'where = "header"\n', 'until = 2999-01-01\n']
)  # fmt: skip
def test_a_finding_is_suppressed(sbu, write, where):
    write(ENTRY + where)
    ended = check(sbu, ".")
    assert (ended.code, states(ended), told(ended)) == (0, ["suppressed"], [])
    assert ended.report["summary"]["errors"] == 0


@pytest.mark.parametrize(
    "change",
    [
        ("faulty", "clean"),
        ("class-too-low", "class-missing"),
        ('reason = "as printed"', 'reason = "x"\nwhere = "paragraph 1"'),
        ('reason = "as printed"', 'reason = "x"\nwhere = "subject"'),
        ('reason = "as printed"', f'reason = "x"\nwhere = "text {"0" * 24}"'),
    ],
)
def test_another_place_is_not(sbu, write, change):
    write(ENTRY.replace(*change))
    ended = sbu("check", "--format", "json", ".")
    assert ended.code == 1
    assert states(ended) == ["new"]
    assert len(told(ended)) == 1


def test_a_place_is_named_by_paragraph_and_by_fingerprint(sbu, write, folder):
    (folder / "gap.txt").write_text(CLEAN.replace("1. (U)", "1. (SBU)").replace("2. (U) They", "2. They"))
    select = ("check", "--format", "json", "--select", "mark-missing", "gap.txt")
    prints = [one["fingerprint"] for one in sbu(*select).report["diagnostics"]]
    for where in ("paragraph 2", f"text {prints[0]}"):
        write(ENTRY.replace("faulty", "gap").replace(RULE, "mark-missing") + f'where = "{where}"\n')
        assert states(sbu(*select), "mark-missing") == ["suppressed"]
    # The fingerprint holds none of the hidden words: only what is shown makes it another.
    text = (folder / "gap.txt").read_text().replace("They go on in June", "They end in May")
    (folder / "gap.txt").write_text(text)
    assert states(sbu(*select), "mark-missing") == ["suppressed"]


def test_past_its_day_it_does_not_count(sbu, write):
    write(ENTRY + "until = 2001-02-03\n")
    ended = check(sbu, ".")
    assert (ended.code, states(ended)) == (1, ["new"])
    assert told(ended) == [
        "this suppression of class-too-low in faulty.txt ended on 2001-02-03 and does not count any more"
    ]


def test_one_that_matches_nothing_is_reported_at_its_line(sbu, write, folder):
    write("# c\n\n" + ENTRY)
    (folder / "faulty.txt").write_text(CLEAN)
    (folder / "note.txt").unlink()
    ended = sbu("check", "--format", "json", ".")
    (one,) = ended.report["diagnostics"]
    assert (one["path"], one["rule"], one["severity"], one["start"]["line"], ended.code) == (
        "sbu-check.toml", "suppression-unused", "warning", 3, 1,
    )  # fmt: skip
    assert ended.report["files"][-1]["status"] == "configuration"
    assert "sbu-check.toml:3:1: warning suppression-unused this" in sbu("check", ".").out
    assert sbu("check", "--ignore", "suppression-unused", ".").code == 0


def test_only_a_run_that_saw_all_files_can_tell(sbu, write, folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_text(CLEAN)
    write(ENTRY.replace("faulty.txt", "sub/*.txt"))
    assert told(check(sbu, "sub/a.txt")) == []
    assert len(told(check(sbu, "sub"))) == 1
    assert len(told(check(sbu, "."))) == 1
    write(ENTRY.replace("faulty.txt", "*.txt"))
    (folder / "faulty.txt").write_text(CLEAN)
    assert told(check(sbu, "sub")) == []
    assert len(told(check(sbu, "."))) == 1
    write(ENTRY.replace("faulty.txt", "/sub/a.txt"))
    assert len(told(check(sbu, "sub/a.txt"))) == 1
    assert told(check(sbu, "clean.txt")) == []
    # A file that is gone, and one that the walk leaves out.
    write(ENTRY.replace("faulty.txt", "sub/gone.txt"))
    assert len(told(check(sbu, "."))) == 1
    write(ENTRY.replace("faulty.txt", "sub/a.txt"))
    (folder / ".gitignore").write_text("sub/\n")
    assert told(check(sbu, ".")) == []
    # Nor can one whose rule did not look, or in which a file could not be read.
    (folder / ".gitignore").unlink()
    assert told(sbu("check", "--format", "json", "--select", "suppression-unused", ".")) == []
    (folder / "sub" / "a.txt").write_bytes(b"\xff\xfeU\x00\x00")
    write(ENTRY.replace("faulty.txt", "/sub/a.txt"))
    assert told(check(sbu, "sub/a.txt")) == []


def test_no_suppressions(sbu, write, folder):
    write(ENTRY + "\n" + ENTRY.replace("faulty", "gone"))
    ended = check(sbu, "--no-suppressions", ".")
    assert (ended.code, states(ended), told(ended)) == (1, ["new"], [])


def test_the_report_for_people_says_how_many(sbu, write):
    write(ENTRY)
    ended = sbu("check", "--show-text", "all", "--select", RULE, "faulty.txt")
    assert (ended.code, ended.out) == (0, "")
    assert "nothing found, 1 suppressed" in ended.err
    # A banner speaks for what is shown.
    ended = sbu("check", "--show-text", "all", "--select", "mark-style", "faulty.txt")
    assert ended.out == ""


def test_what_is_suppressed_takes_no_room_and_is_not_fixed(sbu, write, folder):
    (folder / "gaps.txt").write_text(CLEAN.replace("(U) ", ""))
    marks = CLEAN.replace("1. (U) The", "1. The").replace("2. (U) They", "2. They\n\n3. (U) They")
    (folder / "gaps.txt").write_text(marks)
    write(ENTRY.replace("faulty", "gaps").replace(RULE, "mark-missing") + 'where = "paragraph 1"\n')
    ended = sbu("check", "--format", "json", "--select", "mark-missing", "--max-per-rule", "1", "gaps.txt")
    assert states(ended, "mark-missing") == ["suppressed", "new"]
    assert ended.report["summary"]["dropped"] == 0
    (folder / "tail.txt").write_text(CLEAN.replace("TRADE TALKS", "TRADE &amp; TALKS"))
    write(ENTRY.replace("faulty", "tail").replace(RULE, "html-entity"))
    assert sbu("check", "--fix", "--unsafe-fixes", "tail.txt").code == 0
    assert "&amp;" in (folder / "tail.txt").read_text()
    sbu("check", "--fix", "--unsafe-fixes", "--no-suppressions", "tail.txt")
    assert "&amp;" not in (folder / "tail.txt").read_text()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ENTRY.replace('reason = "as printed"\n', ""), ":1: suppress.0: expected reason"),
        (ENTRY.replace("as printed", "  "), ":4: suppress.0.reason: expected the reason in words"),
        (ENTRY.replace('path = "faulty.txt"\n', ""), ":1: suppress.0: expected path"),
        (ENTRY.replace("class-too-low", "banner"), ":3: suppress.0.rule: expected one rule by its own name"),
        (ENTRY.replace("class-too-low", "class-to-low"), 'did you mean "class-too-low"?'),
        (ENTRY + 'where = "line 4"\n', ':5: suppress.0.where: expected "paragraph 3"'),
        (ENTRY + 'until = "2001-02-03"\n', ":5: suppress.0.until: expected a date"),
        (ENTRY + "wher = 1\n", ':5: suppress.0.wher: unknown key: did you mean "where"?'),
        ("suppress = 1\n", ":1: suppress: expected tables, each under a line [[suppress]]"),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_line(sbu, write, text, words):
    write(text)
    ended = sbu("check", "faulty.txt")
    assert ended.code == 2
    assert f"sbu-check.toml{words}" in ended.err or words in ended.err


def test_words_of_hidden_paragraphs_stay_hidden(sbu, write):
    write(ENTRY)
    for form in ("json", "sarif", "html", "junit", "gitlab"):
        assert "zebra" not in sbu("check", "--format", form, "faulty.txt").out
