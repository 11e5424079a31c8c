"""Configuration: where it is found, what it says, and what is wrong with it."""

from __future__ import annotations

import pytest
from cli_texts import CLEAN, FAULTY, NO_CABLE

from sbu_check import check_file, check_text

OFF = 'ignore = ["all"]\n'


@pytest.mark.parametrize("name", ["sbu-check.toml", ".sbu-check.toml"])
def test_a_configuration_file_is_found(sbu, write, name):
    write(OFF, name)
    assert sbu("check", "faulty.txt").code == 0
    assert sbu("check", "--no-config", "faulty.txt").code == 1


def test_a_table_of_pyproject_is_found(sbu, write):
    write(f"[project]\nname = 'x'\n[tool.sbu-check]\n{OFF}", "pyproject.toml")
    assert sbu("check", "faulty.txt").code == 0


def test_a_pyproject_without_our_table_is_passed_over(sbu, write, folder):
    write(OFF)
    write("[tool.other]\nkeywords = ['sbu-check']\n", "sub/pyproject.toml")
    (folder / "sub" / "a.txt").write_text(FAULTY)
    assert sbu("check", "sub/a.txt").code == 0


def test_the_nearest_file_wins_and_nothing_is_merged(sbu, write, folder):
    write(OFF)
    write('profile = "draft"\n', "sub/.sbu-check.toml")
    (folder / "sub" / "a.txt").write_text(FAULTY)
    assert sbu("check", "sub/a.txt").code == 1
    assert sbu("check", "faulty.txt").code == 0


def test_the_root_of_the_repository_ends_the_search(sbu, write, folder):
    write(OFF)
    (folder / "sub" / ".git").mkdir(parents=True)
    (folder / "sub" / "a.txt").write_text(FAULTY)
    assert sbu("check", "sub/a.txt").code == 1


def test_a_file_can_be_named_by_option_and_variable(sbu, write, monkeypatch):
    write(OFF, "other.toml")
    assert sbu("check", "--config", "other.toml", "faulty.txt").code == 0
    monkeypatch.setenv("SBU_CHECK_CONFIG", "other.toml")
    assert sbu("check", "faulty.txt").code == 0
    assert sbu("check", "--no-config", "faulty.txt").code == 1


def test_the_command_line_has_the_last_word(sbu, write):
    write('select = ["not-a-cable"]\nfail-level = "info"\n')
    assert sbu("check", "faulty.txt").code == 0
    assert sbu("check", "--select", "class-too-low", "faulty.txt").code == 1
    assert sbu("check", "note.txt").code == 1
    assert sbu("check", "--fail-level", "error", "note.txt").code == 3


def test_severities(sbu, write):
    write('select = ["class-too-low"]\nseverity = { class-too-low = "info" }\n')
    assert sbu("check", "faulty.txt").code == 0
    write('select = ["class-too-low"]\n[severity]\nclass-too-low = "warning"\n')
    ended = sbu("check", "--format", "json", "faulty.txt")
    assert {one["severity"] for one in ended.report["diagnostics"]} == {"warning"}


def test_per_file_tables_hold_for_the_files_that_they_name(sbu, write, folder):
    write(
        """
[[per-file]]
paths = ["old/", "*.tmp"]
ignore = ["class-too-low"]

[[per-file]]
paths = ["note.txt"]
expect = "cable"
"""
    )
    (folder / "old").mkdir()
    (folder / "old" / "a.txt").write_text(FAULTY)
    assert "class-too-low" not in sbu("check", "old/a.txt").out
    assert "class-too-low" in sbu("check", "faulty.txt").out
    ended = sbu("check", "--format", "json", "note.txt")
    assert ended.code == 1
    assert ended.report["diagnostics"][0]["severity"] == "error"


def test_the_path_of_a_pattern_is_relative_to_the_configuration(sbu, write, folder, monkeypatch):
    write('[[per-file]]\npaths = ["/sub/a.txt"]\nignore = ["all"]\n')
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_text(FAULTY)
    monkeypatch.chdir(folder / "sub")
    assert sbu("check", "a.txt").code == 0


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('profile = "draft"\nselekt = ["x"]\n', 2, 'selekt: unknown key: did you mean "select"?'),
        (
            '# c\n\n[[per-file]]\npaths = ["a"]\nignroe = []\n',
            5,
            'per-file.0.ignroe: unknown key: did you mean "ignore"?',
        ),
        (
            '[[per-file]]\npaths = ["a"]\n[[per-file]]\nexpect = "cable"\n',
            3,
            'per-file.1: expected paths = ["…"]',
        ),
        (
            '[[per-file]]\npaths = ["a"]\n\n[[per-file]]\npaths = "b"\n',
            5,
            "per-file.1.paths: expected a list of strings",
        ),
        (
            'select = ["not-a-cabel"]\n',
            1,
            'select: there is no rule "not-a-cabel": did you mean "not-a-cable"?',
        ),
        (
            'select = [\n  "not-a-cable",\n  "nonsense-xyz",\n]\n',
            3,
            'select: there is no rule "nonsense-xyz"',
        ),
        (
            '[severity]\nnot-a-cable = "info"\nnonsense-xyz = "info"\n',
            3,
            "severity.nonsense-xyz: there is no rule",
        ),
        (
            '[severity]\nnot-a-cable = "fatal"\n',
            2,
            'severity.not-a-cable: expected "error", "warning" or "info", not "fatal"',
        ),
        ('profile = "foo"\n', 1, 'profile: there is no profile "foo": expected archive, draft or release'),
        ('profile = "drafts"\n', 1, "profile: there is no "),
        ('fail-level = "none"\n', 1, 'fail-level: expected "error", "warning" or "info", not "none"'),
        ('date = "2005-03-02"\n', 1, "date: expected a date such as 2005-03-02, without quotation marks"),
        (
            'marking-system = "stat"\n',
            1,
            "marking-system: expected a marking system, but no marking system is named",
        ),
        ('expect = "memo"\n', 1, 'expect: expected "cable"'),
        ('preview = "yes"\n', 1, "preview: expected true or false"),
        ('profile = "draft"\nselect = [\n', 3, "this is no valid TOML"),
        ('profile = "draft"\nprofile = "draft"\n', 2, "a key or table stands here a second time"),
        ("[severity]\n[severity]\n", 2, "a key or table stands here a second time"),
        ("per-file = 3\n", 1, "per-file: expected tables"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(sbu, write, text, line, words):
    write(text)
    ended = sbu("check", "clean.txt")
    assert ended.code == 2
    assert ended.out == ""
    assert f"sbu-check.toml:{line}: {words}" in ended.err


def test_the_line_of_a_fault_in_pyproject(sbu, write):
    write("[project]\nselekt = 1\n\n[tool.sbu-check]\nselekt = []\n", "pyproject.toml")
    assert "pyproject.toml:5: tool.sbu-check.selekt: unknown key" in sbu("check", "clean.txt").err


@pytest.mark.parametrize(("data", "words"), [(b"\xff\xfe", "is not UTF-8"), (None, "there is no such file")])
def test_a_file_that_cannot_be_used(sbu, folder, data, words):
    if data is not None:
        (folder / "other.toml").write_bytes(data)
    ended = sbu("check", "--config", "other.toml", "clean.txt")
    assert ended.code == 2
    assert f"other.toml: {words}" in ended.err


def test_house_words_are_known(sbu, write, folder):
    (folder / "house.txt").write_text(CLEAN.replace("SIPDIS", "SIPDIS\nHOUSEWORD"))
    assert "caption-unknown" in sbu("check", "house.txt").out
    write('captions = ["HOUSEWORD"]\n')
    assert "caption-unknown" not in sbu("check", "house.txt").out


def test_python_takes_the_same_configuration(write, folder):
    path = write('select = ["not-a-cable"]\n')
    assert [one.severity for one in check_text(NO_CABLE, config=path).diagnostics] == ["info"]
    strict = {"select": ["not-a-cable"], "expect": "cable"}
    assert [one.severity for one in check_text(NO_CABLE, config=strict).diagnostics] == ["error"]
    assert check_file(folder / "faulty.txt").exit_code() == 1
    assert check_file(folder / "faulty.txt", config={"ignore": ["all"]}).exit_code() == 0
    assert check_file(folder / "missing.txt").exit_code() == 2
