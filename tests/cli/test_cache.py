"""The cache: never another report than without it, whatever is done to it."""

from __future__ import annotations

import os
import stat

import pytest
from cli_texts import CLEAN, FAULTY

from sbu_check.run import cache as cache_module
from sbu_check.run import run as run_module


@pytest.fixture
def cached(folder, monkeypatch):
    """Files that are many enough for the cache, and the folder of the cache."""
    monkeypatch.setattr(run_module, "_FEW", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / ".cache"))
    for number in range(6):
        (folder / f"a{number}.txt").write_text((CLEAN, FAULTY)[number % 2].replace("000875", f"{number:06}"))
    return folder / ".cache" / "sbu-check"


@pytest.fixture
def looks(monkeypatch):
    """The files that were checked and not remembered."""
    found = []
    check = run_module.check_one.__globals__["check_source"]

    def counting(source, *others):
        found.append(source.name)
        return check(source, *others)

    monkeypatch.setitem(run_module.check_one.__globals__, "check_source", counting)
    return found


def entries(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def check(sbu, *arguments):
    return sbu("check", "--jobs", "1", "--format", "json", *arguments, ".")


def test_a_second_run_checks_nothing_and_says_the_same(sbu, cached, looks):
    plain = check(sbu, "--no-cache")
    assert not cached.exists()
    first = check(sbu)
    looks.clear()
    second = check(sbu)
    assert looks == []
    assert plain == first == second
    assert sbu("check", "--jobs", "2", "--format", "json", ".") == plain


def test_what_is_changed_is_checked_again(sbu, cached, looks, folder):
    check(sbu)
    looks.clear()
    (folder / "a1.txt").write_text(FAULTY.replace("000875", "000001").replace("2. (C)", "2. (S)"))
    assert "SECRET" in check(sbu).out
    assert looks == ["a1.txt"]
    looks.clear()
    (folder / "a0.txt").rename(folder / "b0.txt")
    assert "b0.txt" in check(sbu).out
    assert looks == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--profile", "draft"),
        ("--on", "1999-01-01"),
        ("--show-text", "none"),
        ("--max-per-rule", "1"),
        ("--fail-level", "error"),
        ("--encoding", "latin-1"),
        ("--no-baseline",),
    ],
)
def test_other_settings_are_other_reports(sbu, cached, looks, arguments):
    check(sbu)
    looks.clear()
    remembered = check(sbu, *arguments)
    assert looks
    assert remembered == check(sbu, "--no-cache", *arguments)


def test_suppressions_and_baselines_are_settings(sbu, cached, looks, folder):
    for text in (
        "",
        '[[suppress]]\npath = "a1.txt"\nrule = "class-too-low"\nreason = "x"\n',
        '[[suppress]]\npath = "a1.txt"\nrule = "class-too-low"\nreason = "x"\nuntil = 2001-01-01\n',
    ):
        (folder / "sbu-check.toml").write_text(text)
        assert check(sbu) == check(sbu) == check(sbu, "--no-cache")
    (folder / "sbu-check.toml").unlink()
    check(sbu)
    assert sbu("baseline", "create").code == 0
    assert check(sbu) == check(sbu) == check(sbu, "--no-cache")
    assert check(sbu).code == 0


def damaged(data):
    yield b""
    yield data[:-9]
    yield data[:-1] + bytes([data[-1] ^ 1])
    yield b"x" * len(data)
    yield b"0" * 64 + b"[1]"


def test_a_damaged_entry_is_as_good_as_none(sbu, cached, folder):
    plain = check(sbu, "--no-cache")
    check(sbu)
    for entry in entries(cached):
        for data in damaged(entry.read_bytes()):
            entry.write_bytes(data)
            assert check(sbu) == plain
    for entry in entries(cached):
        entry.unlink()
        entry.mkdir()
    assert check(sbu) == plain


@pytest.mark.skipif(os.name != "posix", reason="files have no owners here")
def test_nobody_else_reads_or_writes_it(sbu, cached, looks, folder):
    check(sbu)
    assert stat.S_IMODE(cached.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in entries(cached)} == {0o600}
    looks.clear()
    for entry in entries(cached):
        entry.chmod(0o666)
    check(sbu)
    assert len(looks) > 4
    looks.clear()
    cached.chmod(0o777)
    check(sbu)
    assert len(looks) > 4
    cached.chmod(0o700)
    looks.clear()
    for entry in entries(cached):
        other = entry.with_suffix(".other")
        entry.rename(other)
        entry.symlink_to(other)
    check(sbu)
    assert len(looks) > 4


def test_a_folder_that_cannot_be_had_stops_nothing(sbu, cached, folder):
    plain = check(sbu, "--no-cache")
    (folder / ".cache").write_text("a file")
    assert check(sbu) == plain


def test_another_version_has_entries_of_its_own(sbu, cached, looks, monkeypatch):
    check(sbu)
    looks.clear()
    monkeypatch.setattr(cache_module, "__version__", "9.9.9")
    check(sbu)
    assert len(looks) > 4


def test_it_holds_no_words_above_u(sbu, cached, folder):
    for limit in ("all", "up-to C", "up-to U", "none"):
        assert check(sbu, "--show-text", limit) == check(sbu, "--no-cache", "--show-text", limit)
    assert entries(cached)
    assert not [path for path in entries(cached) if b"zebra" in path.read_bytes()]


def test_few_files_need_none(sbu, cached, monkeypatch):
    monkeypatch.setattr(run_module, "_FEW", 10**9)
    check(sbu)
    assert not cached.exists()


def test_it_can_be_cleared(sbu, cached):
    check(sbu)
    count = len(entries(cached))
    assert sbu("cache", "path").out == f"{cached}\n"
    assert f"{count} reports removed" in sbu("cache", "clear").err
    assert not cached.exists()
    assert sbu("cache", "clear").code == 0
