"""`check --fix`, `--unsafe-fixes`, `--diff`, copies and the change log, as people run them."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from damaged import CLEAN, DAMAGED, NO_CABLE, UNMARKED

from sbu_check.fix import files
from sbu_check.run import jobs as jobs_module
from sbu_check.run import run as run_module
from sbu_check.schemas import schema
from sbu_check.text import writing

Run = Any
FIRST = Path(__file__).parents[2].parent / "shared" / "corpus" / "dev" / "000-ottawa-000875.txt"


def hashed(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_safe_fixes_are_made_in_place(sbu: Run, folder: Path) -> None:
    ended = sbu("--fix", "damaged.txt")
    assert (folder / "damaged.txt").read_text("utf-8") == CLEAN
    assert (ended.code, ended.out) == (0, "")
    assert "fixed 11 faults in 1 file: caption-duplicate 1, escaped-char 1, html-entity 1, " in ended.err
    assert "1 file checked: nothing found" in ended.err


def test_a_second_run_has_nothing_to_do(sbu: Run, folder: Path) -> None:
    sbu("--fix", "damaged.txt")
    before = (folder / "damaged.txt").stat()
    ended = sbu("--fix", "damaged.txt")
    assert "nothing was fixed" in ended.err
    assert (folder / "damaged.txt").stat().st_ino == before.st_ino


def test_unsafe_fixes_are_held_back_and_said(sbu: Run, folder: Path) -> None:
    ended = sbu("--fix", "unmarked.txt")
    assert (folder / "unmarked.txt").read_text("utf-8") == UNMARKED
    assert ended.code == 1
    assert "1 unsafe fix held back: --unsafe-fixes makes it" in ended.err


def test_unsafe_fixes_list_what_they_did_to_markings(sbu: Run, folder: Path) -> None:
    ended = sbu("--fix", "--unsafe-fixes", "unmarked.txt")
    text = (folder / "unmarked.txt").read_text("utf-8")
    assert "2. (SBU) It ends" in text
    assert "SENSITIVE" in text
    assert "unmarked.txt:11:4: info mark-unknown fixed: paragraph 2: (SUB) became (SBU)\n" in ended.out
    assert "unmarked.txt:3:7: info sbu-without-caption fixed: captions: SENSITIVE was added\n" in ended.out
    assert ended.code == 0


@pytest.mark.parametrize("form", ["text", "concise", "json", "jsonl"])
def test_every_format_lists_them(sbu: Run, folder: Path, form: str) -> None:
    ended = sbu("-q", "--fix", "--unsafe-fixes", "--format", form, "unmarked.txt")
    assert "mark-unknown" in ended.out
    assert "(SUB)" in ended.out
    assert ended.err == ""


def test_json_says_what_was_done(sbu: Run, folder: Path) -> None:
    ended = sbu("--fix", "--unsafe-fixes", "--format", "json", "unmarked.txt", "damaged.txt", "clean.txt")
    jsonschema.validate(ended.report, schema("check"))
    unmarked, damaged, clean = (file["fixes"] for file in ended.report["files"])
    assert unmarked["fixed"] == {"mark-unknown": 1, "sbu-without-caption": 1}
    assert unmarked["markings"][0] == {
        "rules": ["mark-unknown"],
        "start": {"line": 11, "column": 4, "offset": UNMARKED.index("(SUB)")},
        "marks": "paragraph 2",
        "before": "(SUB)",
        "after": "(SBU)",
    }
    assert damaged["fixed"]["line-end-noise"] == 2
    assert clean == {"fixed": {}, "markings": [], "unsafe": 0, "held_back": []}
    for line in sbu("--fix", "--format", "jsonl", "unmarked.txt").out.splitlines():
        jsonschema.validate(json.loads(line), schema("check-line"))
    assert "fixes" not in sbu("--format", "json", "clean.txt").report["files"][0]


def test_a_difference_is_shown_and_nothing_changed(sbu: Run, folder: Path) -> None:
    ended = sbu("--diff", "--show-text", "all", "damaged.txt", "clean.txt", "unmarked.txt")
    assert (folder / "damaged.txt").read_text("utf-8") == DAMAGED
    assert ended.code == 1
    lines = ended.out.splitlines()
    assert lines[:3] == ["UNCLASSIFIED; SENSITIVE", "--- damaged.txt", "+++ damaged.txt"]
    assert "-TAGS: [ETRD](#), [BB](#)" in lines
    assert "+TAGS: ETRD, BB" in lines
    assert "would fix 11 faults in 1 file: " in ended.err
    assert "1 unsafe fix held back: --unsafe-fixes shows it" in ended.err
    lines = sbu("--diff", "--unsafe-fixes", "--show-text", "all", "unmarked.txt").out.splitlines()
    assert "+2. (SBU) It ends in June." in lines


def test_a_difference_hides_what_a_report_hides(
    sbu: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "1")
    lines = sbu("--diff", "--unsafe-fixes", "unmarked.txt").out.splitlines()
    assert "+2. (SBU) [not shown]" in lines
    assert lines[:2] == [
        "UNCLASSIFIED",
        "words above the limit are hidden: this is not a patch; --show-text all shows them",
    ]
    assert all(line.startswith("@@ not a patch -") for line in lines if line.startswith("@@"))
    assert not any("June" in line for line in lines)
    lines = sbu("--diff", "--show-text", "none", "damaged.txt").out.splitlines()
    assert {line[1:] for line in lines[3:] if line[0] in " +-"} == {"[not shown]", ""}
    assert "are hidden" not in sbu("--diff", "--show-text", "all", "damaged.txt").out


@pytest.mark.skipif(shutil.which("patch") is None, reason="no patch here")
@pytest.mark.parametrize("limit", ["none", "U"])
def test_nobody_can_write_a_mask_into_a_document(sbu: Run, folder: Path, limit: str) -> None:
    printed = sbu("--diff", "--show-text", limit, "damaged.txt").printed
    assert b"[not shown]" in printed
    done = subprocess.run(["patch", "-s", "-f", "-p0"], input=printed, cwd=folder, check=False)
    assert done.returncode != 0
    assert (folder / "damaged.txt").read_text("utf-8") == DAMAGED


@pytest.mark.skipif(shutil.which("patch") is None, reason="no patch here")
def test_patch_applies_the_difference(sbu: Run, folder: Path) -> None:
    printed = sbu("--diff", "--show-text", "all", "damaged.txt").printed
    subprocess.run(["patch", "-s", "-p0"], input=printed, cwd=folder, check=True)
    assert (folder / "damaged.txt").read_text("utf-8") == CLEAN


def test_no_difference_is_a_success(sbu: Run, folder: Path) -> None:
    ended = sbu("--diff", "clean.txt")
    assert (ended.code, ended.out) == (0, "")
    assert "nothing would be fixed" in ended.err
    assert sbu("--diff", "unmarked.txt").code == 0
    assert sbu("--diff", "note.txt").code == 3
    assert sbu("--diff", "missing.txt", "damaged.txt").code == 2


def test_standard_input_is_printed_fixed(sbu: Run, folder: Path) -> None:
    ended = sbu("--fix", "-", stdin=DAMAGED.replace("\n", "\r\n").encode("utf-16"))
    assert ended.printed == CLEAN.replace("\n", "\r\n").encode("utf-16")
    assert ended.code == 0
    assert "fixed 11 faults" in ended.err
    assert "the text on standard output is UNCLASSIFIED; SENSITIVE" in ended.err


def test_the_report_on_standard_input_is_on_standard_error(sbu: Run, folder: Path) -> None:
    ended = sbu("--fix", "--format", "json", "--stdin-filename", "x.txt", "-", stdin=UNMARKED.encode())
    assert ended.printed == UNMARKED.encode()
    assert ended.code == 1
    assert '"path": "x.txt"' in ended.err
    assert '"rule": "mark-unknown"' in ended.err
    assert "--- <stdin>" in sbu("--diff", "-", stdin=DAMAGED.encode()).out.splitlines()


@pytest.mark.parametrize("data", [NO_CABLE.encode(), b"", "UNCLAS é\n".encode("latin-1")])
def test_standard_input_that_needs_no_fix_comes_back_as_it_was(sbu: Run, folder: Path, data: bytes) -> None:
    assert sbu("--fix", "-", stdin=data).printed == data


def test_a_text_that_is_no_cable_is_not_touched(sbu: Run, folder: Path) -> None:
    ended = sbu("--fix", "--unsafe-fixes", "note.txt")
    assert (folder / "note.txt").read_text("utf-8") == NO_CABLE
    assert ended.code == 3


HIDDEN = CLEAN.replace("2. (SBU) Roe", "2. \\(SBU\\) Roe")
"""A converter's backslashes are before the brackets of a mark, which is read all the same."""


def test_the_backslashes_of_a_mark_go_without_asking(sbu: Run, folder: Path) -> None:
    (folder / "hidden.txt").write_text(HIDDEN, "utf-8")
    ended = sbu("--fix", "--format", "concise", "hidden.txt")
    assert (folder / "hidden.txt").read_text("utf-8") == CLEAN
    assert "held back" not in ended.out + ended.err


def test_the_exit_code_after_a_fix(sbu: Run, folder: Path) -> None:
    assert sbu("--fix", "--exit-non-zero-on-fix", "damaged.txt").code == 1
    assert sbu("--fix", "--exit-non-zero-on-fix", "damaged.txt").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("--unsafe-fixes", "damaged.txt"),
        ("--output", "out", "damaged.txt"),
        ("--change-log", "log", "damaged.txt"),
        ("--exit-non-zero-on-fix", "damaged.txt"),
        ("--fix", "--diff", "--output", "out", "damaged.txt"),
        ("--fix", "--output", "out", "-"),
    ],
)
def test_options_that_do_not_go_together(sbu: Run, folder: Path, arguments: tuple[str, ...]) -> None:
    ended = sbu(*arguments)
    assert ended.code == 2
    assert "needs --fix" in ended.err or "standard input is printed" in ended.err
    assert (folder / "damaged.txt").read_text("utf-8") == DAMAGED
    assert not (folder / "out").exists()


def test_only_rules_that_look_fix(sbu: Run, folder: Path) -> None:
    sbu("--fix", "--select", "escaped-char", "damaged.txt")
    assert (folder / "damaged.txt").read_text("utf-8") == DAMAGED.replace("\\$", "$")
    sbu("--fix", "--ignore", "escaped-char", "damaged.txt")
    assert (folder / "damaged.txt").read_text("utf-8") == CLEAN


def test_rules_that_were_not_asked_watch_too(sbu: Run, folder: Path) -> None:
    """What the mark means when it can be read is what another rule would report."""
    ended = sbu("--fix", "--unsafe-fixes", "--select", "mark-unknown", "--format", "concise", "unmarked.txt")
    assert (folder / "unmarked.txt").read_text("utf-8") == UNMARKED
    assert "info mark-unknown fix held back: sbu-without-caption would report more than before" in ended.out
    assert "1 fix held back for what else would change: a person has to look" in ended.err


def test_copies_leave_the_originals_and_have_a_log(sbu: Run, folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "damaged.txt").rename(folder / "sub" / "damaged.txt")
    ended = sbu("--fix", "--output", "out", ".")
    assert (folder / "sub" / "damaged.txt").read_text("utf-8") == DAMAGED
    assert (folder / "out" / "sub" / "damaged.txt").read_text("utf-8") == CLEAN
    assert (folder / "out" / "clean.txt").read_text("utf-8") == CLEAN
    assert (folder / "out" / "unmarked.txt").read_text("utf-8") == UNMARKED
    assert "fixed 11 faults in 1 file" in ended.err
    entries = [json.loads(line) for line in (folder / "out" / "change-log.jsonl").read_text().splitlines()]
    assert len(entries) == 11
    for entry in entries:
        jsonschema.validate(entry, schema("change-log"))
        assert entry["file"] == "sub/damaged.txt"
        assert entry["copy"] == "out/sub/damaged.txt"
        assert entry["before"] == hashed(DAMAGED.encode())
        assert entry["after"] == hashed(CLEAN.encode())
    again = sbu("--fix", "--output", "out", ".")
    assert "4 files checked" in again.err  # what the run writes is not read by it
    assert not (folder / "out" / "out").exists()


def test_a_copy_of_one_file_has_its_name(sbu: Run, folder: Path) -> None:
    sbu("--fix", "--output", "out", str(folder / "damaged.txt"))
    assert (folder / "out" / "damaged.txt").read_text("utf-8") == CLEAN


def test_a_copy_never_lands_on_its_original(sbu: Run, folder: Path) -> None:
    ended = sbu("--fix", "--output", ".", "damaged.txt")
    assert ended.code == 2
    assert "damaged.txt: it was not fixed: the copy would replace the original" in ended.err
    assert (folder / "damaged.txt").read_text("utf-8") == DAMAGED


def test_the_change_log_tells_places_in_the_text_as_it_was_and_no_words(sbu: Run, folder: Path) -> None:
    sbu("--fix", "--change-log", "log.jsonl", "damaged.txt", "clean.txt")
    sbu("--fix", "--unsafe-fixes", "--change-log", "log.jsonl", "unmarked.txt")
    log = (folder / "log.jsonl").read_text()
    entries = [json.loads(line) for line in log.splitlines()]
    assert [entry["file"] for entry in entries] == ["damaged.txt"] * 11 + ["unmarked.txt"] * 2
    by = {entry["rule"]: entry for entry in entries}
    assert by["sipdis-body"]["start"] == {
        "line": 17,
        "column": 1,
        "offset": DAMAGED.index("\nSIPDIS\n\nassumed") + 1,
    }
    assert by["mark-unknown"]["fix"] == "unsafe"
    assert by["sipdis-body"]["fix"] == "safe"
    said = {value for entry in entries for value in entry.values() if isinstance(value, str)}
    assert not any(word in " ".join(said - set(by)) for word in ("harbor", "SBU", "Roe", "SIPDIS"))


def test_a_log_that_cannot_be_opened_stops_the_run(sbu: Run, folder: Path) -> None:
    ended = sbu("--fix", "--change-log", ".", "damaged.txt")
    assert ended.code == 2
    assert "sbu-check: error: .: is a directory" in ended.err
    assert (folder / "damaged.txt").read_text("utf-8") == DAMAGED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_and_line_ends_stay(sbu: Run, folder: Path, encoding: str, end: str) -> None:
    umlaut = "SUBJECT: HARBOR TALKS É "  # with a trailing blank
    damaged, clean = (
        text.replace("SUBJECT: HARBOR TALKS", umlaut).replace("\n", end) for text in (DAMAGED, CLEAN)
    )
    (folder / "damaged.txt").write_bytes(damaged.encode(encoding))
    sbu("--fix", "damaged.txt")
    assert (folder / "damaged.txt").read_bytes() == clean.encode(encoding)


def test_mixed_line_ends_stay_each(sbu: Run, folder: Path) -> None:
    def mixed(text: str) -> bytes:
        lines = text.split("\n")
        return "\n".join(line + "\r" * (line.startswith(("TAGS", "1.", "REF"))) for line in lines).encode()

    (folder / "damaged.txt").write_bytes(mixed(DAMAGED))
    sbu("--fix", "damaged.txt")
    # Where two lines become one, it ends as the second did.
    assert (folder / "damaged.txt").read_bytes().count(b"\r\n") == 3
    assert (folder / "damaged.txt").read_bytes().replace(b"\r", b"") == CLEAN.encode()


def test_latin_1_that_becomes_plain_is_fixed_to_the_end(sbu: Run, folder: Path) -> None:
    """Without its only sign that is no ASCII the file is read as UTF-8, which has a sign that was lacking."""
    text = CLEAN.replace("July", "July\u00a0&alpha;")
    (folder / "damaged.txt").write_bytes(text.encode("latin-1"))
    sbu("--fix", "damaged.txt")
    assert (folder / "damaged.txt").read_bytes() == CLEAN.replace("July", "July α").encode()
    assert "nothing was fixed" in sbu("--fix", "damaged.txt").err


def test_a_sign_that_the_encoding_lacks_holds_its_fix_back(sbu: Run, folder: Path) -> None:
    text = CLEAN.replace("July", "July &alpha; É")
    (folder / "damaged.txt").write_bytes(text.encode("latin-1"))
    ended = sbu("--fix", "--format", "concise", "damaged.txt")
    assert (folder / "damaged.txt").read_bytes() == text.encode("latin-1")
    assert "html-entity fix held back: the encoding of the file lacks a sign that it writes" in ended.out


def test_an_encoding_that_does_not_come_back_is_not_written(sbu: Run, folder: Path) -> None:
    data = DAMAGED.encode("utf-7").replace(b"public", b"+AHA-ublic")
    (folder / "damaged.txt").write_bytes(data)
    ended = sbu("--fix", "--encoding", "utf-7", "damaged.txt")
    assert ended.code == 2
    assert "the encoding utf-7 does not give the same bytes back" in ended.err
    assert (folder / "damaged.txt").read_bytes() == data


def test_a_file_that_cannot_be_written_is_told_with_what_is_wrong_in_it(
    sbu: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    ended = sbu("--fix", "--format", "concise", "damaged.txt", "clean.txt")
    monkeypatch.undo()
    assert ended.code == 2
    assert "sbu-check: error: damaged.txt: it was not fixed: the disk is full" in ended.err
    assert "damaged.txt:17:1: warning sipdis-body" in ended.out
    assert "nothing was fixed" in ended.err
    assert (folder / "damaged.txt").read_text("utf-8") == DAMAGED
    assert sorted(entry.name for entry in folder.iterdir()) == [
        ".git", "clean.txt", "damaged.txt", "note.txt", "unmarked.txt",
    ]  # fmt: skip


def test_another_program_that_writes_meanwhile_wins(
    sbu: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.staged

    def meanwhile(path: str, data: bytes, within: str | None = None) -> writing.Staged:
        content = real(path, data, within)
        (folder / "damaged.txt").write_text("of another program")
        return content

    monkeypatch.setattr(files, "staged", meanwhile)
    ended = sbu("--fix", "damaged.txt")
    assert ended.code == 2
    assert "damaged.txt: it was not fixed: another program has changed it meanwhile" in ended.err
    assert (folder / "damaged.txt").read_text() == "of another program"


def test_two_names_of_one_file_are_fixed_once(sbu: Run, folder: Path) -> None:
    (folder / "link.txt").symlink_to("damaged.txt")
    ended = sbu("--fix", "damaged.txt", "link.txt")
    assert ended.code == 0
    assert "fixed 11 faults in 1 file" in ended.err
    assert (folder / "link.txt").is_symlink()
    assert (folder / "link.txt").read_text("utf-8") == CLEAN


def test_many_files_keep_their_order(sbu: Run, folder: Path) -> None:
    (folder / "many").mkdir()
    for number in range(40):
        (folder / "many" / f"{number:02}.txt").write_text(
            DAMAGED.replace("000101", f"0001{number:02}"), "utf-8"
        )
    ended = sbu("--fix", "--format", "json", "--change-log", "log.jsonl", "many")
    assert [file["path"] for file in ended.report["files"]] == [
        f"many/{number:02}.txt" for number in range(40)
    ]
    assert all(file["fixes"]["fixed"] for file in ended.report["files"])
    files = [json.loads(line)["file"] for line in (folder / "log.jsonl").read_text().splitlines()]
    assert files == sorted(files)
    assert len(set(files)) == 40


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("how", [(), ("--diff",), ("--output", "copies"), ("--unsafe-fixes",)])
def test_any_number_of_processes_fixes_the_same(
    sbu: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, form: str, how: tuple[str, ...]
) -> None:
    monkeypatch.setattr(run_module, "_FEW", 0)
    monkeypatch.setattr(jobs_module, "_FILES", 3)
    cables = folder / "cables"

    def fixed(jobs: str) -> tuple[Any, dict[str, bytes]]:
        shutil.rmtree(cables, ignore_errors=True)
        cables.mkdir()
        for number in range(20):
            text = (CLEAN, DAMAGED, UNMARKED, NO_CABLE)[number % 4].replace("000101", f"0001{number:02}")
            (cables / f"{number:02}.txt").write_text(text, "utf-8")
        (cables / "21.txt").symlink_to("01.txt")
        (cables / "22.txt").write_bytes(b"U\x00\x00\x00N\x01")
        log = () if "--diff" in how else ("--change-log", "log.jsonl")
        paths = ("cables", "missing.txt", *(() if "--output" in how else ("-",)))
        ended = sbu("--fix", *how, *log, "--jobs", jobs, "--format", form, *paths, stdin=DAMAGED.encode())
        names = (*cables.iterdir(), *folder.glob("copies/**/*"), folder / "log.jsonl")
        found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in names if path.is_file()}
        for left in (folder / "log.jsonl", folder / "copies"):
            shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)
        return ended, found

    first, *others = (fixed(jobs) for jobs in ("1", "2", "4"))
    assert first[0].code == 2
    assert others == [first] * 2
    assert "--diff" in how or first[1]["log.jsonl"].count(b"\n") > 20


def test_no_file_is_fixed_under_a_configuration_that_is_wrong_elsewhere(sbu: Run, folder: Path) -> None:
    (folder / "below").mkdir()
    (folder / "below" / "late.txt").write_text(DAMAGED, "utf-8")
    (folder / "below" / "sbu-check.toml").write_text('ignore = ["no-such-rule"]\n')
    ended = sbu("--fix", ".")
    assert ended.code == 2
    assert (folder / "damaged.txt").read_text("utf-8") == DAMAGED


def test_the_fix_hook_fixes_and_fails(sbu: Run, folder: Path) -> None:
    hooks = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text("utf-8")
    [entry] = [
        line.partition("entry: ")[2] for line in hooks.splitlines() if "entry:" in line and "--fix" in line
    ]
    program, verb, *options = entry.split()
    assert (program, verb) == ("sbu-check", "check")
    ended = sbu(*options, "damaged.txt", "note.txt")
    assert (folder / "damaged.txt").read_text("utf-8") == CLEAN
    assert ended.code == 1
    ended = sbu(*options, "damaged.txt", "clean.txt")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


@pytest.mark.shared
def test_the_first_document(sbu: Run, folder: Path) -> None:
    (folder / "first.txt").write_bytes(FIRST.read_bytes())
    ended = sbu("--fix", "--format", "json", "--show-text", "all", "first.txt")
    text = (folder / "first.txt").read_text("utf-8")
    heads = [line.partition(".")[0] for line in text.splitlines() if line[:1].isdigit()]
    assert heads == [str(number) for number in range(1, 12)]
    for words in (
        "since the Secretary assumed his position",
        "toward remedying the congestion at Windsor",
        "Canadian visa issuance procedures and if",
        "partnership to thwart terrorism",
    ):
        assert words in text
    assert "TAGS: ETRD ECIN ASEC PREL CVIS CA PSEPC\n" in text
    assert "CAN $9 billion" in text
    assert "SIPDIS" not in text.split("1. (U)")[1]
    assert ended.code == 0
    left = ended.report["diagnostics"]
    assert {"archive-banner", "section-missing", "paragraph-split", "comment-pair"} <= {
        one["rule"] for one in left
    }
    assert {one["severity"] for one in left} == {"info"}  # what a person must decide
    assert not any(one["fix"] and one["fix"]["applicability"] == "safe" for one in left)
    assert ended.report["files"][0]["fixes"]["held_back"] == []


def test_an_interrupt_tells_what_was_fixed(sbu: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{number}.txt" for number in range(6)]
    for name in names:
        (folder / name).write_text(DAMAGED, "utf-8")
    fix, count = files.fix_source, iter(range(6))

    def interrupted(*given: Any, **options: Any) -> Any:
        if next(count) == 3:
            raise KeyboardInterrupt
        return fix(*given, **options)

    monkeypatch.setattr(files, "fix_source", interrupted)
    ended = sbu("check", "--fix", "--format", "json:out.json", "--format", "concise", *names)
    assert ended.code == 130
    assert [(folder / name).read_text("utf-8") != DAMAGED for name in names] == [True] * 3 + [False] * 3
    assert "interrupted before all files were checked" in ended.err
    assert "in 3 files" in ended.err
    assert not (folder / "out.json").exists()
    assert not [path for path in folder.iterdir() if path.name.endswith(".tmp")]
