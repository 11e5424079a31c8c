"""Baselines: findings that there were before are known again by their content, and new ones are never swallowed."""

from __future__ import annotations

import json
import tomllib

import pytest
from cli_texts import CLEAN, FAULTY

MIXED = CLEAN.replace("2. (U) They", "2. They")
"""One paragraph of two has no mark."""

HIDDEN = MIXED.replace("1. (U)", "1. (SBU)")
"""The paragraph without a mark has the level of the other one, which is above U."""


def states(ended, rule="mark-missing"):
    return [one["state"] for one in ended.report["diagnostics"] if one["rule"] == rule]


def check(sbu, *arguments):
    return sbu("check", "--format", "json", "--select", "mark-missing,class-too-low", *arguments)


@pytest.fixture
def made(sbu, folder):
    """A folder with a baseline of its two faulty files."""
    (folder / "mixed.txt").write_text(MIXED)
    assert sbu("baseline", "create").code == 0
    return folder


def test_what_there_was_is_known(sbu, made):
    ended = check(sbu, ".")
    assert (ended.code, states(ended), states(ended, "class-too-low")) == (0, ["baselined"], ["baselined"])
    assert "2 in the baseline" in ended.err
    ended = check(sbu, "--no-baseline", ".")
    assert (ended.code, states(ended)) == (1, ["new"])
    assert sbu("check", "--show-text", "all", ".").out == ""


def test_where_nothing_is_shown_nothing_is_said_to_be_hidden(sbu, made):
    said = "text above the limit is not shown"
    assert said in sbu("check", "--no-baseline", ".").err
    (made / "note.txt").unlink()
    assert said not in sbu("check", ".").err


def test_what_is_told_with_another_is_known_for_itself(sbu, folder):
    """A finding that is a related place of another has its own entry, so that it is not new when it is alone."""
    text = CLEAN.replace("UNCLAS ", "S E C R E T ").replace("2. (U)", "2. (S)")
    (folder / "na.txt").write_text(text)
    assert sbu("baseline", "create", "na.txt").code == 0
    rules = {one["rule"] for one in json.loads((folder / "sbu-check-baseline.json").read_text())["findings"]}
    assert {"eo-na-classified", "classifier-block"} <= rules
    ended = sbu("check", "--format", "json", "na.txt")
    assert (ended.code, set(states(ended, "classifier-block"))) == (0, {"baselined"})


def test_it_holds_no_words_no_lines_and_no_dates(made):
    text = (made / "sbu-check-baseline.json").read_text()
    data = json.loads(text)
    assert set(data) == {"version", "key", "findings"}
    assert {key for one in data["findings"] for key in one} == {"path", "rule", "fingerprint"}
    assert "zebra" not in text
    assert data["findings"] == sorted(data["findings"], key=lambda one: (one["path"], one["rule"]))
    assert data["key"] is None
    assert tomllib.loads((made / "sbu-check.toml").read_text()) == {"baseline": "sbu-check-baseline.json"}


@pytest.mark.parametrize(
    "change",
    [
        ("E.O. 12958", "INFO LINE\nE.O. 12958"),
        ("They go on in June.", "They go\non in  June."),
        ("\n", "\r\n"),
        ("2. They go on in June.", "2. (U) One more.\n\n3. They go on in June."),
        ("1. (U) The talks went well.\n\n2. They go on in June.", "1. They go on in June.\n\n2. (U) Well."),
    ],
)
def test_moved_and_wrapped_it_is_known_again(sbu, made, change):
    assert change[0] in MIXED
    (made / "mixed.txt").write_bytes(MIXED.replace(*change).encode())
    assert states(check(sbu, "mixed.txt")) == ["baselined"]


OTHER_WORDS = pytest.mark.parametrize(
    "change", [("They go on in June.", "They go on in May."), ("They go", "They do not go")]
)
SECRET = "correct horse battery staple"


@OTHER_WORDS
def test_other_hidden_words_are_known_since_the_file_holds_none_of_them(sbu, folder, change):
    (folder / "mixed.txt").write_text(HIDDEN)
    assert sbu("baseline", "create", "mixed.txt").code == 0
    (folder / "mixed.txt").write_text(HIDDEN.replace(*change))
    assert states(check(sbu, "mixed.txt")) == ["baselined"]


@OTHER_WORDS
def test_other_words_are_new_under_a_secret(sbu, folder, monkeypatch, change):
    monkeypatch.setenv("SBU_CHECK_SALT", SECRET)
    (folder / "mixed.txt").write_text(MIXED)
    assert sbu("baseline", "create").code == 0
    assert states(check(sbu, "mixed.txt")) == ["baselined"]
    (folder / "mixed.txt").write_text(MIXED.replace(*change))
    assert states(check(sbu, "mixed.txt")) == ["new"]
    ended = sbu(
        "check", "--fix", "--unsafe-fixes", "--format", "json", "--select", "mark-missing", "mixed.txt"
    )
    assert "unmarked" not in ended.out


def test_shown_words_count_without_a_secret(sbu, made):
    (made / "tags.txt").write_text(CLEAN.replace("ETRD", "EXXD"))
    assert sbu("baseline", "create", "--accept-new", "tags.txt").code == 0
    assert states(sbu("check", "--format", "json", "tags.txt"), "tag-unknown") == ["baselined"]
    (made / "tags.txt").write_text(CLEAN.replace("ETRD", "EQQD"))
    assert states(sbu("check", "--format", "json", "tags.txt"), "tag-unknown") == ["new"]


def test_a_baseline_and_its_secret_go_together(sbu, folder, monkeypatch):
    path = folder / "sbu-check-baseline.json"
    assert sbu("baseline", "create").code == 0
    open_one = path.read_text()
    monkeypatch.setenv("SBU_CHECK_SALT", SECRET)
    assert "made without SBU_CHECK_SALT" in sbu("check", "faulty.txt").err
    path.unlink()
    assert sbu("baseline", "create").code == 0
    assert sbu("check", "faulty.txt").code == 0
    keyed = path.read_text()
    fingerprints = [
        {one["fingerprint"] for one in json.loads(text)["findings"]} for text in (open_one, keyed)
    ]
    assert not fingerprints[0] & fingerprints[1]
    assert SECRET not in keyed + (folder / "sbu-check.toml").read_text()
    monkeypatch.setenv("SBU_CHECK_SALT", SECRET[::-1])
    assert "made with another SBU_CHECK_SALT" in sbu("check", "faulty.txt").err
    monkeypatch.delenv("SBU_CHECK_SALT")
    assert "made with a secret SBU_CHECK_SALT" in sbu("check", "faulty.txt").err
    monkeypatch.setenv("SBU_CHECK_SALT", "short")
    assert "at least 16 characters" in sbu("check", "faulty.txt").err


def test_a_report_has_the_same_fingerprints_with_a_secret(sbu, made, monkeypatch):
    def found(*more):
        report = check(sbu, "--no-baseline", *more, ".").report
        return [one["fingerprint"] for one in report["diagnostics"]]

    before = found()
    monkeypatch.setenv("SBU_CHECK_SALT", SECRET)
    assert found() == before
    # Where no word may be shown none is in a hash.
    assert set(found("--show-text", "none")).isdisjoint(before)


def test_a_secret_in_a_configuration_is_refused(sbu, write):
    write('salt = "00112233445566778899aabbccddeeff"\n')
    ended = sbu("check", "clean.txt")
    assert (ended.code, "SBU_CHECK_SALT holds it" in ended.err) == (2, True)


def test_a_worse_mark_is_another_finding(sbu, made):
    (made / "faulty.txt").write_text(FAULTY.replace("2. (C)", "2. (S)"))
    assert states(check(sbu, "faulty.txt"), "class-too-low") == ["new"]


def test_a_second_of_the_same_words_is_new(sbu, made):
    (made / "mixed.txt").write_text(MIXED.replace("June.\n", "June.\n\n3. They go on in June.\n"))
    assert states(check(sbu, "mixed.txt")) == ["baselined", "new"]


def test_what_is_known_hides_none_that_is_new(sbu, made):
    (made / "mixed.txt").write_text(MIXED.replace("June.\n", "June.\n\n3. And on.\n"))
    ended = check(sbu, "--max-per-rule", "1", "mixed.txt")
    assert states(ended) == ["baselined", "new"]


def test_new_findings_are_not_swallowed(sbu, made):
    before = (made / "sbu-check-baseline.json").read_bytes()
    (made / "new.txt").write_text(MIXED)
    ended = sbu("baseline", "create")
    assert ended.code == 1
    assert "1 finding is not in the baseline (new.txt: mark-missing): --accept-new" in ended.err
    assert (made / "sbu-check-baseline.json").read_bytes() == before
    assert "(+1 -0)" in sbu("baseline", "create", "--accept-new").err
    assert check(sbu, ".").code == 0


def test_made_again_it_is_the_same_and_loses_what_is_gone(sbu, made):
    before = (made / "sbu-check-baseline.json").read_bytes()
    settings = (made / "sbu-check.toml").read_bytes()
    assert sbu("baseline", "create").code == 0
    assert (made / "sbu-check-baseline.json").read_bytes() == before
    assert (made / "sbu-check.toml").read_bytes() == settings
    (made / "mixed.txt").write_text(CLEAN)
    ended = sbu("baseline", "create", "mixed.txt")
    assert (ended.code, "(+0 -1)" in ended.err) == (0, True)
    assert states(check(sbu, "."), "class-too-low") == ["baselined"]


def test_prune_only_takes_out(sbu, made):
    (made / "mixed.txt").write_text(MIXED.replace("They go", "(U) They go"))
    (made / "faulty.txt").rename(made / "other.txt")
    ended = sbu("baseline", "prune", "clean.txt")
    assert ended.code == 0
    assert "mixed.txt" in sbu("baseline", "show").out
    assert "faulty.txt" not in sbu("baseline", "show").out
    assert sbu("baseline", "prune").code == 0
    left = json.loads(sbu("baseline", "show", "--format", "json").out)["findings"]
    assert {one["path"] for one in left} <= {"note.txt"}
    assert check(sbu, ".").code == 1


def test_show(sbu, made):
    lines = sbu("baseline", "show").out.splitlines()
    assert "faulty.txt: class-too-low" in lines
    assert "mixed.txt: mark-missing" in lines


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "it is not JSON"),
        (b"\xff", "it is not JSON"),
        (b"[]", "it has no list of findings"),
        (b'{"findings": [], "version": 1}', "another version"),
        (b'{"findings": [], "version": 2, "key": "00000000"}', "made with a secret"),
        (None, "there is no such baseline"),
    ],
)
def test_one_that_cannot_be_read_is_no_clean_run(sbu, made, data, words):
    path = made / "sbu-check-baseline.json"
    path.unlink() if data is None else path.write_bytes(data)
    ended = sbu("check", "mixed.txt")
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert sbu("baseline", "show").code == 2
    if data is not None:
        assert sbu("baseline", "create", "--accept-new").code == 2


def test_a_finding_that_is_none(sbu, made):
    path = made / "sbu-check-baseline.json"
    data = json.loads(path.read_text())
    data["findings"][0]["fingerprint"] = "x"
    path.write_text(json.dumps(data))
    assert "finding 1 is none" in sbu("check", "mixed.txt").err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sbu-check.toml", '# ours\nprofile = "draft"\n\n[severity]\nmark-style = "info"\n'),
        ("sbu-check.toml", "profile = 'draft'"),
        (".sbu-check.toml", "[[suppress]]\npath = 'x'\nrule = 'mark-missing'\nreason = 'y'\n"),
        (
            "pyproject.toml",
            "[project]\nname = 'x'\n\n[tool.sbu-check]\nprofile = 'draft'\n\n[tool.z]\na = 1\n",
        ),
        ("pyproject.toml", "[tool.sbu-check.severity]\nmark-style = 'info'\n\n[tool.z]\na = 1"),
        ("pyproject.toml", "[tool]\nsbu-check.profile = 'draft'\n"),
    ],
)
def test_the_configuration_keeps_what_it_says(sbu, folder, name, text):
    (folder / name).write_text(text)
    ended = sbu("baseline", "create")
    after = (folder / name).read_text()
    if ended.code == 2:
        assert "write baseline =" in ended.err
        assert after == text
        assert not (folder / "sbu-check-baseline.json").exists()
        return
    table = tomllib.loads(after)
    before = tomllib.loads(text)
    if name == "pyproject.toml":
        table, before = table["tool"]["sbu-check"], before["tool"]["sbu-check"]
    assert table.pop("baseline") == "sbu-check-baseline.json"
    assert table == before
    assert [line for line in text.splitlines() if line not in after.splitlines()] == []
    assert sbu("check", "faulty.txt").code == 0


def test_nothing_is_written_when_a_file_cannot_be_checked(sbu, folder):
    (folder / "bad.txt").write_bytes(b"U\x00\x00\x00N\x01")
    ended = sbu("baseline", "create", "bad.txt")
    assert ended.code == 2
    assert not (folder / "sbu-check-baseline.json").exists()
    assert not (folder / "sbu-check.toml").exists()


def test_a_file_under_another_configuration_is_refused(sbu, folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_text(MIXED)
    (folder / "sub" / "sbu-check.toml").write_text("")
    ended = sbu("baseline", "create")
    assert ended.code == 2
    assert "has a configuration of its own" in ended.err
    assert sbu("baseline", "create", "faulty.txt").code == 0


def test_without_one_there_is_nothing_to_prune(sbu):
    for verb in ("prune", "show"):
        ended = sbu("baseline", verb)
        assert ended.code == 2
        assert "baseline create makes one" in ended.err


def test_suppressed_findings_stay_out_and_known_ones_are_not_fixed(sbu, folder):
    (folder / "sbu-check.toml").write_text(
        '[[suppress]]\npath = "faulty.txt"\nrule = "class-too-low"\nreason = "x"\n'
    )
    (folder / "tail.txt").write_text(CLEAN.replace("TRADE TALKS", "TRADE &amp; TALKS"))
    assert sbu("baseline", "create").code == 0
    shown = sbu("baseline", "show").out
    assert "class-too-low" not in shown
    assert "tail.txt: html-entity" in shown
    sbu("check", "--fix", "--unsafe-fixes", "tail.txt")
    assert "&amp;" in (folder / "tail.txt").read_text()
    sbu("check", "--fix", "--unsafe-fixes", "--no-baseline", "tail.txt")
    assert "&amp;" not in (folder / "tail.txt").read_text()
