"""Only regular files are read, no link leads out, and a configuration names nothing outside of its repository."""

from __future__ import annotations

import os
import socket
import stat
import time

import pytest
from cli_texts import CLEAN, FAULTY, HOUSE_RULE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and links are those of POSIX")


@pytest.fixture
def outside(folder, tmp_path_factory):
    return tmp_path_factory.mktemp("outside")


def special(path, kind):
    """A pipe, device or socket at a path."""
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(os.path.relpath(path))
    else:
        path.symlink_to("/dev/zero")


@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
@pytest.mark.parametrize(
    "place", ["x.txt", ".gitignore", "base.toml", "base.json", "rule.toml", "systems/m.toml", "list"]
)
def test_a_special_file_is_one_line_and_never_hangs(sbu, write, folder, kind, place):
    write("")
    (folder / "systems").mkdir()
    special(folder / place, kind)
    keys = {
        "base.toml": 'extends = "base.toml"\n',
        "base.json": 'baseline = "base.json"\n',
        "rule.toml": 'rule-paths = ["rule.toml"]\n',
        "systems/m.toml": 'marking-paths = ["systems"]\n',
    }
    write(keys.get(place, ""))
    named = {"x.txt": ["x.txt"], "list": ["--files-from", "list"]}.get(place, ["."])
    ended = sbu("check", *named)
    assert ended.code == 2
    (line,) = [one for one in ended.err.splitlines() if place.rpartition("/")[2] in one]
    assert any(words in line for words in ("is a pipe", "is a socket", "is a device", "lies outside", "link"))


def test_a_walk_passes_over_special_files_and_links_out_of_the_folder(sbu, folder, outside):
    (outside / "secret.txt").write_text(FAULTY)
    (folder / "docs").mkdir()
    (folder / "docs" / "a.txt").write_text(CLEAN)
    (folder / "docs" / "b.txt").symlink_to(outside / "secret.txt")
    (folder / "docs" / "c").symlink_to(outside)
    (folder / "docs" / "d.txt").symlink_to("a.txt")
    os.mkfifo(folder / "docs" / "e.txt")
    ended = sbu("check", "--format", "json", "docs")
    assert [one["path"] for one in ended.report["files"]] == ["docs/a.txt", "docs/d.txt"]
    assert ended.code == 0


def test_a_fix_follows_no_link_out_of_the_repository(sbu, folder, outside):
    target = outside / "target.txt"
    faulty = CLEAN.replace("SIPDIS\n", "SIPDIS\n\nSIPDIS\n", 1)
    target.write_text(faulty)
    (folder / "link.txt").symlink_to(target)
    ended = sbu("check", "--fix", "link.txt")
    assert ended.code == 2
    assert "link.txt: it was not fixed: it is a link that leads out of" in ended.err
    assert target.read_text() == faulty
    # One that stays inside is fixed, and keeps its mode.
    inner = folder / "inner.txt"
    inner.write_text(faulty)
    inner.chmod(0o640)
    (folder / "link.txt").unlink()
    (folder / "link.txt").symlink_to("inner.txt")
    sbu("check", "--fix", "link.txt")
    assert inner.read_text() != faulty
    assert stat.S_IMODE(inner.stat().st_mode) == 0o640
    assert (folder / "link.txt").is_symlink()


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize(
    ("key", "name", "content"),
    [
        ("extends", "base.toml", 'profile = "draft"\n'),
        ("rule-paths", "rules/no-jargon.toml", HOUSE_RULE),
        ("marking-paths", "systems/README", ""),
        ("baseline", "base.json", "{}"),
    ],
)
def test_what_a_configuration_names_lies_in_its_repository(
    sbu, write, folder, outside, key, name, content, linked
):
    there = outside / name
    there.parent.mkdir(exist_ok=True)
    there.write_text(content)
    named = there.parent if key.endswith("paths") else there
    if linked:
        (folder / "link").symlink_to(named)
        named = folder / "link"
    write(f'{key} = ["{named}"]\n' if key.endswith("paths") else f'{key} = "{named}"\n')
    ended = sbu("check", "clean.txt")
    assert ended.code == 2
    assert f"sbu-check.toml:1: {key}: {named} lies outside of {folder}" in ended.err
    assert "lies outside" not in sbu("check", "--trust", str(outside), "clean.txt").err


def test_a_list_of_terms_outside_of_the_repository_is_not_read(sbu, write, folder, outside):
    (outside / "words.txt").write_text("zanzibar\n")
    rule = HOUSE_RULE[: HOUSE_RULE.index("[pattern]")] + HOUSE_RULE[HOUSE_RULE.index("[doc]") :]
    rule = rule.replace('say it plainly: "{word}"', '"{term}"').replace('"unsafe"', '"none"')
    rule = rule.replace('title    = "say it plainly"\n', "")
    rule = rule.replace("[doc]", f'[vocabulary]\npart = "tags"\nonly = "{outside}/words.txt"\n\n[doc]', 1)
    write(rule, "rules/no-jargon.toml")
    write('rule-paths = ["rules"]\n')
    ended = sbu("check", "clean.txt")
    assert ended.code == 2
    assert "vocabulary.only" in ended.err
    assert "lies outside of" in ended.err
    assert "zanzibar" not in ended.err + ended.out
    for verb in ("validate", "test"):
        assert "lies outside of" in sbu("rules", verb, "rules").err
        assert "lies outside of" not in sbu("rules", verb, "rules", "--trust", str(outside)).err
    assert sbu("rules", "validate", "rules", "--trust", str(outside)).code == 0


def test_a_configuration_that_is_a_link_out_of_the_repository_is_not_used(sbu, folder, outside):
    (outside / "other.toml").write_text('posts = ["ZANZIBAR"]\n')
    (folder / "sbu-check.toml").symlink_to(outside / "other.toml")
    ended = sbu("config", "show", "clean.txt")
    assert ended.code == 2
    assert "ZANZIBAR" not in ended.out + ended.err


@pytest.mark.parametrize("key", ["exclude", "per-file", "suppress"])
@pytest.mark.parametrize("pattern", ["!", "[z-a]", "[", "a//b", "*a" * 5000])
def test_a_pattern_that_is_none_is_a_fault_of_its_key(sbu, write, key, pattern):
    write(
        {
            "exclude": f'exclude = ["{pattern}"]\n',
            "per-file": f'[[per-file]]\npaths = ["{pattern}"]\n',
            "suppress": f'[[suppress]]\npath = "{pattern}"\nrule = "class-too-low"\nreason = "x"\n',
        }[key]
    )
    ended = sbu("check", ".")
    assert ended.code == 2
    assert "sbu-check.toml:" in ended.err
    assert key in ended.err
    assert len(ended.err.splitlines()) == 1


def test_patterns_cannot_hang_a_walk(sbu, write, folder):
    (folder / ("a" * 200)).write_text(CLEAN)
    (folder / ".gitignore").write_text("*a*a*a*a*a*a*a*a*a*a*b\n!\n[z-a]\n")
    write('exclude = ["*a*a*a*a*a*a*a*a*a*a*b"]\n')
    began = time.process_time()
    assert sbu("check", ".").code in {0, 1}
    assert time.process_time() - began < 30
