"""Custom marking systems: every verb finds them, faults name file, line and key, and they are part of the digest."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sbu_check import check_mark, required_banner
from sbu_check.api import FaultySystems, check_text
from sbu_check.config.find import load
from sbu_check.config.key_readers import NoTemplate, day_in
from sbu_check.marking import systems
from sbu_check.run import run as run_module

SYSTEM = """\
extends = "state"
name    = "consulate"
title   = "the consulate's own"

[[control]]
name     = "CONS"
category = "caption"
portion  = "CONS"
banner   = "CONSULAR RECORD"
meaning  = "a visa record"
source   = "custom rule 1"
"""
CABLE = """\
UNCLAS OTTAWA 000875

E.O. 12958: N/A
TAGS: ETRD, CA
SUBJECT: TRADE TALKS

1. (U/CONS) The talks went well.

2. (U) They go on in June.

DICKSON
"""
LIMITED = CABLE.replace("UNCLAS OTTAWA", "LIMITED OFFICIAL USE OTTAWA").replace("(U/CONS)", "(LOU)")


@pytest.fixture
def custom(folder):
    """A project with a marking system of its own for the folder `visa`."""
    (folder / "systems").mkdir()
    (folder / "systems" / "consulate.toml").write_text(SYSTEM)
    (folder / "visa").mkdir()
    (folder / "visa" / "a.txt").write_text(CABLE)
    configuration = folder / "sbu-check.toml"
    configuration.write_text(
        'marking-paths = ["systems"]\n\n[[per-file]]\npaths = ["visa/**"]\nmarking-system = "consulate"\n'
    )
    return configuration


def test_a_system_by_path(sbu, custom):
    ended = sbu("check", "--format", "json", "visa/a.txt")
    assert ended.report["files"][0]["marking_system"] == "consulate"
    assert "mark-unknown" not in ended.rules
    assert "mark-unknown" in sbu("check", "--format", "json", "--no-config", "visa/a.txt").rules
    assert sbu("check", "--format", "json", "clean.txt").report["files"][0]["marking_system"] == "state"


def test_a_system_that_extends_that_of_cables_is_one_of_cables(sbu, custom, folder):
    (folder / "visa" / "a.txt").write_text(LIMITED)
    assert "lou-mark-era" in sbu("check", "--format", "json", "--on", "2004-03-02", "visa/a.txt").rules


def test_the_files_of_systems_are_no_documents(sbu, custom):
    assert [one["path"] for one in sbu("check", "--format", "json", ".").report["files"]] == [
        "clean.txt",
        "faulty.txt",
        "note.txt",
        "visa/a.txt",
    ]


def test_a_system_by_name(sbu, custom):
    assert sbu("rollup", "--system", "consulate", "(C/CONS)").out.startswith(
        "CONFIDENTIAL; CONSULAR RECORD\n"
    )
    assert "a visa record" in sbu("explain", "--system", "consulate", "(C/CONS)").out
    other = ("--config", str(custom), "--system", "consulate")
    assert sbu("check", *other, "--format", "json", "visa/a.txt").code == 0
    ended = sbu("rollup", "--no-config", "--system", "consulate", "(C/CONS)")
    assert (ended.code, "consulate" in ended.err) == (2, True)
    assert sbu("config", "validate").code == 0
    shown = sbu("config", "show", "visa/a.txt").out
    assert '"consulate"' in shown
    assert '["systems"]' in shown


def test_a_system_from_python(custom, folder):
    systems = [folder / "systems"]
    assert str(required_banner(["(U/CONS)"], system="consulate", marking_paths=systems)) == (
        "UNCLASSIFIED; CONSULAR RECORD"
    )
    assert check_mark("(U/CONS)", system="consulate", marking_paths=systems) == []
    assert check_mark("(U/CUNS)", system="consulate", marking_paths=systems)
    report = check_text(CABLE, filename="visa/a.txt", config=custom)
    assert report.files[0].documents[0].marking_system == "consulate"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("portion ", "portoin ", 8, 'control.0.portoin: unknown key: did you mean "portion"?'),
        ('"caption"', '"captions"', 7, 'control.0.category: "captions" is not defined in this system'),
        ('"state"', '"consulate"', 1, 'extends: "consulate" extends itself in the end'),
        ("[[control]]", "[[control]", 5, "this is no valid TOML"),
    ],
)
@pytest.mark.parametrize("verb", ["check", "rollup", "explain", "config"])
def test_a_fault_of_a_system_is_told_with_file_line_and_key(sbu, custom, folder, verb, old, new, line, words):
    (folder / "systems").rename(folder / verb)
    path = folder / verb / "consulate.toml"
    path.write_text(SYSTEM.replace(old, new, 1))
    custom.write_text(custom.read_text().replace('"systems"', f'"{verb}"'))
    arguments = {
        "check": ("check", "visa/a.txt"),
        "rollup": ("rollup", "--system", "consulate", "(C)"),
        "explain": ("explain", "--system", "consulate", "(C)"),
        "config": ("config", "validate"),
    }
    ended = sbu(*arguments[verb])
    assert ended.code == 2
    assert f"{path}:{line}: {words}" in ended.err
    with pytest.raises(FaultySystems):
        required_banner(["(C)"], system="consulate", marking_paths=[folder / verb])


def test_folders_and_names_that_are_not_there(sbu, folder):
    configuration = folder / "sbu-check.toml"
    configuration.write_text('marking-paths = [\n  "nowhere",\n]\n')
    assert 'sbu-check.toml:2: marking-paths: expected folders, but "nowhere" is none' in sbu("check").err
    configuration.write_text('[[per-file]]\npaths = ["a"]\nmarking-system = "consulate"\n')
    ended = sbu("check")
    assert "sbu-check.toml:3: per-file.0.marking-system: expected a marking system" in ended.err
    assert "there are cui, dod, ic, state" in ended.err


def test_a_file_of_a_system_that_is_no_text(sbu, folder):
    (folder / "odd").mkdir()
    (folder / "odd" / "a.toml").write_bytes(b"name = '\xff'")
    (folder / "sbu-check.toml").write_text('marking-paths = ["odd"]\n')
    assert "a.toml:1: is not UTF-8, which TOML files are" in sbu("check").err


def test_what_a_system_says_is_part_of_the_digest_and_of_what_is_remembered(sbu, custom, folder, monkeypatch):
    monkeypatch.setattr(run_module, "_FEW", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / ".cache"))
    (folder / "visa" / "b.txt").write_text(CABLE.replace("000875", "000876"))
    check = ("check", "--jobs", "1", "--format", "json", "visa")
    first = sbu(*check)
    assert first.code == 0
    assert sbu(*check) == first
    assert sbu("check", "--jobs", "2", "--format", "json", "visa") == first
    system = folder / "systems" / "consulate.toml"
    system.write_text(SYSTEM.replace('"CONS"\nbanner', '"KONS"\nbanner'))
    for known in (systems._of_user, systems.digest, systems._tables, systems._days, systems._in_era):
        known.cache_clear()
    second = sbu(*check)
    assert second.report["rules_digest"] != first.report["rules_digest"]
    assert "mark-unknown" in second.rules


@pytest.mark.parametrize(
    ("name", "template", "day"),
    [
        ("2004-03-02 trade.txt", "%Y-%m-%d", date(2004, 3, 2)),
        ("cable_040302.txt", "_%y%m%d", date(2004, 3, 2)),
        ("780302.txt", "%y%m%d", date(1978, 3, 2)),
        ("02MAR04-OTTAWA.txt", "%d%b%y", date(2004, 3, 2)),
        ("2004062.txt", "%Y%j", date(2004, 3, 2)),
        ("2004/03/02/a.txt", "%Y/%m/%d/", date(2004, 3, 2)),
        ("trade-1978.txt", "-%Y", date(1978, 1, 1)),
        ("120040302.txt", "%Y%m%d", None),
        ("2004-02-30 2004-03-02.txt", "%Y-%m-%d", date(2004, 3, 2)),
        ("trade.txt", "%Y-%m-%d", None),
    ],
)
def test_a_day_in_a_name(name, template, day):
    assert day_in(name, template) == day


@pytest.mark.parametrize("template", ["", "%m-%d", "%Y-%d", "%Y-%q", "%Y%Y", "%Y %y", "%Y%", "%Y" + "x" * 99])
def test_what_is_no_template(template):
    with pytest.raises(NoTemplate):
        day_in("2004-03-02", template)


def test_the_day_in_a_name_chooses_the_era(sbu, folder):
    (folder / "sbu-check.toml").write_text('date-pattern = "%Y-%m-%d"\ndate = 1985-01-01\n')
    for name in ("2004-03-02.txt", "1994-03-02.txt", "undated.txt"):
        (folder / name).write_text(LIMITED)
    assert "lou-mark-era" in sbu("check", "--format", "json", "2004-03-02.txt").rules
    assert "lou-mark-era" not in sbu("check", "--format", "json", "1994-03-02.txt").rules
    assert (
        "lou-mark-era" not in sbu("check", "--format", "json", "--on", "1994-03-02", "2004-03-02.txt").rules
    )
    assert 'date            "2004-03-02"  name of the file' in sbu("config", "show", "2004-03-02.txt").out
    options = load(Path("sbu-check.toml")).options("undated.txt")
    assert options.on == date(1985, 1, 1)


def test_a_later_day_takes_the_place_of_the_name(folder):
    configuration = folder / "sbu-check.toml"
    configuration.write_text('date-pattern = "%Y"\n[[per-file]]\npaths = ["a/"]\ndate = 1985-01-01\n')
    loaded = load(configuration)
    assert loaded.options(str(folder / "2004.txt")).on == date(2004, 1, 1)
    assert loaded.options(str(folder / "a" / "2004.txt")).on == date(1985, 1, 1)


@pytest.mark.parametrize("written", ['"%m"', '"(a+)+"', "3"])
def test_a_template_that_is_none_is_told(sbu, folder, written):
    (folder / "sbu-check.toml").write_text(f"date-pattern = {written}\n")
    ended = sbu("check", "clean.txt")
    assert ended.code == 2
    assert "sbu-check.toml:1: date-pattern: expected " in ended.err
