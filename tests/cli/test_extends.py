"""A configuration on top of another: `extends`."""

from __future__ import annotations

import json

import pytest
from cli_texts import FAULTY, HOUSE_RULE


def settings(sbu, file):
    found = json.loads(sbu("config", "show", file, "--format", "json").out)
    return [(one["key"], one["value"], one["origin"]) for one in found["settings"]]


def test_what_the_file_itself_says_wins_and_what_adds_up_does(sbu, write, folder):
    base = write(
        'profile = "draft"\nfail-level = "info"\nignore = ["text"]\ncaptions = ["A"]\n', "house/base.toml"
    )
    own = write('extends = "house/base.toml"\nprofile = "release"\nignore = ["encoding"]\n')
    found = settings(sbu, "clean.txt")
    assert ("profile", "release", f"{own}:2") in found
    assert ("fail-level", "info", f"{base}:2") in found
    assert ("captions", ["A"], f"{base}:4") in found
    assert [one for one in found if one[0] == "ignore"] == [
        ("ignore", ["text"], f"{base}:3"),
        ("ignore", ["encoding"], f"{own}:3"),
    ]
    assert ("extends", str(base), f"{own}:1") in found


def test_a_chain_of_files(sbu, write, folder):
    first = write('ignore = ["class-too-low"]\n', "a/first.toml")
    write('extends = "first.toml"\n', "a/second.toml")
    write('extends = "a/second.toml"\n')
    assert sbu("check", "faulty.txt").code == 0
    verdicts = json.loads(sbu("config", "show", "faulty.txt", "--format", "json").out)["rules"]
    why = {one["rule"]: one["why"] for one in verdicts}
    assert why["class-too-low"] == f"class-too-low ({first}:1)"


CIRCLE = "configurations extend each other in a circle"
NONE = "extends: expected a configuration file, but there is none at"


@pytest.mark.parametrize(
    ("own", "files", "words"),
    [
        ("sbu-check.toml", {}, f"sbu-check.toml:1: extends: {CIRCLE}"),
        ("a.toml", {"a.toml": '# c\nextends = "sbu-check.toml"\n'}, f"a.toml:2: extends: {CIRCLE}"),
        (
            "b.toml",
            {"b.toml": 'extends = "c.toml"\n', "c.toml": 'extends = "b.toml"\n'},
            f"c.toml:1: extends: {CIRCLE}",
        ),
        ("gone.toml", {}, NONE),
        (".", {}, NONE),
        (
            "b/pyproject.toml",
            {"b/pyproject.toml": "[project]\n"},
            "extends: there is no table [tool.sbu-check] in",
        ),
        ("b.toml", {"b.toml": "\nprofil = 1\n"}, "b.toml:2: profil: unknown key"),
        (
            "0.toml",
            {f"{at}.toml": f'extends = "{at + 1}.toml"\n' for at in range(50)},
            "more than 30 configurations extend each other",
        ),
    ],
)
def test_what_cannot_be_extended(sbu, write, own, files, words):
    write(f'extends = "{own}"\n')
    for name, text in files.items():
        write(text, name)
    ended = sbu("check", "clean.txt")
    assert ended.code == 2
    assert words in ended.err


def test_extends_is_one_file(sbu, write):
    write("extends = 3\n")
    assert "sbu-check.toml:1: extends: expected a string" in sbu("check", "clean.txt").err


def test_a_circle_is_told_by_its_files(sbu, write):
    write('extends = "b.toml"\n')
    write('extends = "sbu-check.toml"\n', "b.toml")
    err = sbu("check", "clean.txt").err
    assert err.index("sbu-check.toml, which extends") < err.index("b.toml, which extends")


def test_patterns_are_seen_from_the_file_that_they_stand_in(sbu, write, folder):
    write('[[per-file]]\npaths = ["/old/"]\nignore = ["all"]\n', "base/base.toml")
    write('extends = "base/base.toml"\n')
    for name in ("old", "base/old"):
        (folder / name).mkdir(parents=True)
        (folder / name / "a.txt").write_text(FAULTY)
    assert sbu("check", "old/a.txt").code == 1
    assert sbu("check", "base/old/a.txt").code == 0


def test_exclude_of_the_nearer_file_replaces_the_other(sbu, write, folder):
    write('exclude = ["faulty.txt"]\n', "base.toml")
    write('extends = "base.toml"\n')
    assert "class-too-low" not in sbu("check").out
    write('extends = "base.toml"\nexclude = ["note.txt"]\n')
    assert "class-too-low" in sbu("check").out


def test_a_suppression_below_counts_and_is_told_where_it_stands_when_it_is_unused(sbu, write, folder):
    entry = '[[suppress]]\npath = "{}"\nrule = "class-too-low"\nreason = "so"\n'
    write("\n" + entry.format("faulty.txt") + entry.format("clean.txt"), "base.toml")
    write('extends = "base.toml"\n\n' + entry.format("note.txt"))
    ended = sbu("check", "--format", "json")
    states = {
        (one["path"], one["rule"]): (one["state"], one["start"]["line"])
        for one in ended.report["diagnostics"]
    }
    assert states["faulty.txt", "class-too-low"][0] == "suppressed"
    assert states["base.toml", "suppression-unused"] == ("new", 6)
    assert states["sbu-check.toml", "suppression-unused"] == ("new", 3)


def test_an_entry_that_one_of_two_configurations_needs_is_not_unused(sbu, write, folder):
    write('[[suppress]]\npath = "b/"\nrule = "class-too-low"\nreason = "so"\n')
    write('extends = "../sbu-check.toml"\n', "a/sbu-check.toml")
    write('extends = "../sbu-check.toml"\n', "b/sbu-check.toml")
    for name in ("a", "b"):
        (folder / name / "x.txt").write_text(FAULTY)
    ended = sbu("check", "--format", "json")
    assert [one["path"] for one in ended.report["diagnostics"] if one["rule"] == "suppression-unused"] == []
    assert {one["path"] for one in ended.report["diagnostics"] if one["state"] == "suppressed"} == {"b/x.txt"}
    # Under a configuration that does not ask the rule nobody can tell.
    write('extends = "../sbu-check.toml"\nignore = ["class-too-low"]\n', "b/sbu-check.toml")
    ended = sbu("check", "--format", "json")
    assert "suppression-unused" not in {one["rule"] for one in ended.report["diagnostics"]}


def test_a_baseline_below_counts_and_names_files_from_its_own_folder(sbu, write, folder):
    assert sbu("baseline", "create").code == 0
    write('extends = "../sbu-check.toml"\nfail-level = "info"\n', "sub/sbu-check.toml")
    (folder / "faulty.txt").rename(folder / "sub" / "faulty.txt")
    baseline = folder / "sbu-check-baseline.json"
    baseline.write_text(baseline.read_text().replace('"faulty.txt"', '"sub/faulty.txt"'))
    ended = sbu("check", "--format", "json", "sub/faulty.txt")
    assert {one["state"] for one in ended.report["diagnostics"]} == {"baselined"}
    assert ended.code == 0


def test_rules_of_the_house_come_along(sbu, write, folder):
    pytest.importorskip("re2", reason="google-re2 has no wheel here")
    write(HOUSE_RULE, "rules/no-jargon.toml")
    write('rule-paths = ["rules"]\nselect = ["no-jargon"]\n', "base.toml")
    write('extends = "base.toml"\n[severity]\nno-jargon = "error"\n')
    ended = sbu("check", "--format", "json", "clean.txt")
    assert [(one["rule"], one["severity"]) for one in ended.report["diagnostics"]] == [("no-jargon", "error")]


def test_the_digest_takes_it_in(sbu, write):
    def digest():
        return sbu("check", "--format", "json", "clean.txt").report["rules_digest"]

    write("")
    before = digest()
    write('extends = "base.toml"\n')
    write('profile = "archive"\n', "base.toml")
    assert digest() == before
    write('ignore = ["text"]\n', "base.toml")
    assert digest() != before


def test_a_walk_does_not_check_the_files_of_the_configuration(sbu, write, folder):
    pytest.importorskip("re2", reason="google-re2 has no wheel here")
    write(HOUSE_RULE, "rules/no-jargon.toml")
    write('rule-paths = ["rules"]\n', "base.toml")
    write('extends = "base.toml"\n')
    paths = [one["path"] for one in sbu("check", "--format", "json").report["files"]]
    assert paths == ["clean.txt", "faulty.txt", "note.txt"]
