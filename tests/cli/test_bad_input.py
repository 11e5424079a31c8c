"""Whatever is given: a clear message, the right exit code, the other files checked, no traceback."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from cli_texts import CLEAN, FAULTY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sbu_check import check_text
from sbu_check.cli import main
from sbu_check.cli.program import program
from sbu_check.text import files

NOISE_MB = float(os.environ.get("SBU_CHECK_NOISE_MB", "2"))
"""Size of the noise; 100 is what the budget speaks of."""


def command(*arguments):
    return [sys.executable, "-m", "sbu_check", *arguments]


def environment():
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def failed_but_went_on(ended, name, words):
    """Exit code 2, one line about the bad file, and the faulty cable beside it reported."""
    assert ended.code == 2
    assert f"sbu-check: error: {name}: {words}" in ended.err
    assert "class-too-low" in ended.out


def test_an_empty_file_is_no_cable(sbu, folder):
    (folder / "empty.txt").write_bytes(b"")
    assert sbu("check", "empty.txt").code == 3
    assert sbu("check", "empty.txt", "faulty.txt").code == 1


def test_a_missing_file(sbu):
    failed_but_went_on(sbu("check", "gone.txt", "faulty.txt"), "gone.txt", "there is no such file")


def test_a_file_taken_for_a_folder(sbu):
    failed_but_went_on(sbu("check", "clean.txt/x", "faulty.txt"), "clean.txt/x", "there is no such file")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(sbu, folder):
    (folder / "closed.txt").write_text(CLEAN)
    (folder / "closed.txt").chmod(0)
    failed_but_went_on(
        sbu("check", "closed.txt", "faulty.txt"), "closed.txt", "there is no permission to read it"
    )


def test_no_permission_as_the_system_tells_it(sbu, folder, monkeypatch):
    def denied(path):
        if path == "closed.txt":
            raise PermissionError(13, "Permission denied", path)
        return files.read_stream(path)

    (folder / "closed.txt").write_text(CLEAN)
    monkeypatch.setattr("sbu_check.run.check.read_stream", denied)
    failed_but_went_on(
        sbu("check", "closed.txt", "faulty.txt"), "closed.txt", "there is no permission to read it"
    )


def test_an_empty_folder(sbu, folder):
    (folder / "none").mkdir()
    ended = sbu("check", "none")
    assert ended.code == 3
    assert "no file checked" in ended.err


def test_a_device_is_not_read(sbu):
    if not Path("/dev/zero").exists():
        pytest.skip("this system has no /dev/zero")
    failed_but_went_on(sbu("check", "/dev/zero", "faulty.txt"), "/dev/zero", "it is a device, not a file")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_folder_does_not_block(sbu, folder):
    os.mkfifo(folder / "pipe.txt")
    assert sbu("check", ".").code == 1


def test_a_symlink_loop_ends(sbu, folder):
    (folder / "deep").mkdir()
    (folder / "deep" / "again").symlink_to(folder, target_is_directory=True)
    (folder / "self.txt").symlink_to("self.txt")
    report = sbu("check", "--format", "json", ".").report
    assert [file["path"] for file in report["files"]] == ["clean.txt", "faulty.txt", "note.txt"]
    ended = sbu("check", "self.txt", "faulty.txt")
    assert ended.code == 2
    assert "self.txt: " in ended.err


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0", "it is a PNG image"),
        (b"%PDF-1.7\n%\xe2\xe3", "it is a PDF document"),
        (bytes(range(32)) * 50, "it is a binary file"),
        (
            CLEAN.encode("utf-16-le"),
            "it looks like UTF-16-LE without a byte order mark; give --encoding utf-16-le",
        ),
        (b"\xef\xbb\xbfUNCLAS \xb6", "byte 7 is not UTF-8, which its byte order mark promises"),
    ],
)
def test_what_cannot_be_read_as_text(sbu, folder, data, words):
    (folder / "odd.txt").write_bytes(data)
    failed_but_went_on(sbu("check", "odd.txt", "faulty.txt"), "odd.txt", words)


def test_a_binary_in_a_folder_is_skipped_and_said(sbu, folder):
    (folder / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    ended = sbu("check", ".")
    assert ended.code == 1
    assert "scan.png: skipped: it is a PNG image" in ended.err
    report = sbu("check", "--format", "json", ".").report
    assert {file["path"]: file["status"] for file in report["files"]}["scan.png"] == "skipped"


@pytest.mark.parametrize(
    "encoded",
    [
        pytest.param(FAULTY.encode("utf-8-sig"), id="utf-8 with a mark"),
        pytest.param(FAULTY.encode("utf-16"), id="utf-16 with a mark"),
        pytest.param(FAULTY.encode("utf-32"), id="utf-32 with a mark"),
        pytest.param(FAULTY.replace("Minister", "Ministré").encode("latin-1"), id="latin-1"),
        pytest.param(FAULTY.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(FAULTY.replace("\n", "\r\n", 9).encode(), id="mixed line ends"),
        pytest.param(FAULTY.replace("\n\n", "\n\f\n").encode(), id="form feeds"),
        pytest.param(FAULTY.replace("talks", "ta\x00lks\x07").encode(), id="NUL and control bytes"),
    ],
)
def test_encodings_and_line_ends_change_nothing_of_the_finding(sbu, folder, encoded):
    (folder / "odd.txt").write_bytes(encoded)
    ended = sbu("check", "--format", "json", "odd.txt")
    found = [one for one in ended.report["diagnostics"] if one["rule"] == "class-too-low"]
    plain = sbu("check", "--format", "json", "faulty.txt").report
    wanted = [one for one in plain["diagnostics"] if one["rule"] == "class-too-low"]
    assert [one["start"]["line"] for one in found] == [one["start"]["line"] for one in wanted] != []


def test_old_line_ends_of_a_lone_carriage_return_are_read_as_one_line(sbu, folder):
    (folder / "mac.txt").write_bytes(CLEAN.replace("\n", "\r").encode())
    ended = sbu("check", "--format", "json", "mac.txt")
    assert ended.code in {0, 1, 3}
    assert all(one["start"]["line"] == 1 for one in ended.report["diagnostics"])


def test_lone_surrogates_reach_the_report_and_not_the_terminal(sbu, folder):
    report = check_text(FAULTY.replace("Minister", "\ud800Minister\udfff"), filename="\udcff.txt")
    assert any(one.rule == "class-too-low" for one in report.diagnostics)
    (folder / "odd.txt").write_bytes(
        FAULTY.replace("Minister", "\ud800").encode("utf-16-le", "surrogatepass")
    )
    assert sbu("check", "--encoding", "utf-7", "odd.txt").code in {1, 2, 3}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes for a name")
def test_a_file_name_that_is_no_text(sbu, folder):
    name = os.fsdecode(b"caf\xe9.txt")
    (folder / name).write_text(FAULTY)
    ended = sbu("check", ".")
    assert ended.code == 1
    assert "caf<U+DCE9>.txt:" in ended.out


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(CLEAN.replace("2. (U)", "2" * 1_000_000 + ". (U)"), id="a million digits"),
        pytest.param(CLEAN.replace("(U) They", "(" * 10_000 + "U" + ")" * 10_000 + " They"), id="brackets"),
        pytest.param(CLEAN.replace("(U) They", "(U" * 10_000 + " They"), id="open brackets"),
        pytest.param(CLEAN + "\n" * 200_000, id="empty lines"),
        pytest.param(CLEAN + "".join(f"{n}. Text.\n" for n in range(3, 60_000)), id="60,000 paragraphs"),
        pytest.param(CLEAN + "SIPDIS\n" * 20_000, id="SIPDIS without end"),
        pytest.param("UNCLAS " * 50_000, id="class words without end"),
        pytest.param("A" * 1_000_000, id="one word"),
    ],
)
def test_monsters_are_read_in_seconds(sbu, folder, text):
    (folder / "monster.txt").write_text(text)
    start = time.perf_counter()
    ended = sbu("check", "monster.txt", "faulty.txt")
    assert ended.code == 1
    assert "class-too-low" in ended.out
    assert len(ended.out) < 1_000_000
    assert time.perf_counter() - start < 30


@pytest.mark.parametrize(
    "body", ["A", "a", "1", "A-", "A B ", "(U", "- ", ".", "\t", "1. ", "&amp;", "[a](#) "]
)
def test_a_long_line_behind_any_label_takes_linear_time(body):
    """No pattern may try every character of a line from every other one."""
    line = body * (60_000 // len(body))
    start = time.perf_counter()
    for label in ("", "UNCLAS ", "E.O. 12958: ", "TAGS: ", "SUBJECT: ", "REF: ", "1. (U) "):
        check_text(CLEAN.replace("REF: OTTAWA 774", label + line))
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize("kind", ["letters", "bytes", "lines"])
def test_noise(sbu, folder, kind):
    size = int(NOISE_MB * 1_000_000)
    chance = random.Random(7)
    block = {
        "letters": lambda: bytes(chance.choices(b"ABCDEFGHIJ abcdefghij.()0123456789\n", k=100_000)),
        "bytes": lambda: chance.randbytes(100_000),
        "lines": lambda: b"1. (SBU) TEXT\n\nSIPDIS\n" * 4_000,
    }[kind]()
    (folder / "noise.txt").write_bytes(block * (size // len(block)))
    ended = sbu("check", "--format", "concise", "noise.txt", "faulty.txt")
    assert ended.code == (2 if kind == "bytes" else 1)
    assert "class-too-low" in ended.out


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_report(sbu, folder, data):
    (folder / "any.txt").write_bytes(data)
    ended = sbu("check", "--format", "json", "any.txt")
    assert ended.code in {0, 1, 2, 3}
    assert len(ended.report["files"]) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(FAULTY.split("\n")),
            st.text(st.characters(codec="utf-8"), max_size=30),
            st.sampled_from(["UNCLAS SECTION 02 OF 02 OTTAWA 000875", "SIPDIS", "1. (U) Text", "(C) Text"]),
        ),
        max_size=30,
    )
)
def test_any_lines_end_in_a_report_in_every_form(sbu, folder, lines):
    (folder / "any.txt").write_bytes("\n".join(lines).encode())
    codes = {sbu("check", "--format", form, "any.txt").code for form in ("text", "json")}
    assert len(codes) == 1
    assert codes <= {0, 1, 2, 3}


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end in another way there")
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_broken_pipe_is_quiet(folder, form):
    for number in range(40):
        (folder / f"f{number}.txt").write_text(FAULTY)
    process = subprocess.Popen(
        command("check", "-q", "--format", form, "."),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    process.stdout.close()
    err = process.stderr.read()
    assert (process.wait(), err) == (1, b"")


def lines_of(command, *words):
    """The command lines that ask each verb, and what is below it, for its help."""
    yield [*words, "--help"]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from lines_of(command.get_command(context, name), *words, name)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end in another way there")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        *((line, 0) for line in (["--version"], *lines_of(program))),
        (["rules"], 0),
        (["explain", "sipdis-body"], 0),
        (["rollup", "(U)"], 0),
        (["completions", "bash"], 0),
        (["config", "schema"], 0),
        (["config", "show", "clean.txt"], 0),
        (["inspect", "."], 0),
        (["check", "--statistics", "faulty.txt"], 1),
        (["check", "--diff", "faulty.txt"], 0),
        (["check", "--fix", "-"], 1),
        (["compare", "clean.txt", "clean.txt"], 0),
        (["--no-such-option"], 2),
        (["baseline"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_no_reader_is_no_fault_whatever_is_said(folder, arguments, code):
    """The text of both streams, because usage is printed on standard error."""
    reading, writing = os.pipe()
    os.close(reading)
    with (folder / "faulty.txt").open("rb") as text:
        ended = subprocess.run(
            command(*arguments),
            stdin=text,
            stdout=writing,
            stderr=writing,
            env=environment(),
            check=False,
        )
    os.close(writing)
    assert ended.returncode == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "arguments", [("check", "faulty.txt"), ("check", "--help"), ("--version",), ("rules",)]
)
def test_a_full_disk_is_told(folder, arguments):
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            command(*arguments),
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert ended.returncode == 2
    assert b": no space left on device" in ended.stderr
    assert b"Traceback" not in ended.stderr


@pytest.mark.parametrize(("name", "code"), [("stdin", 3), ("stdout", 1), ("stderr", 1)])
def test_a_closed_stream_is_an_empty_one(folder, monkeypatch, name, code):
    monkeypatch.setattr(sys, name, None)
    assert main(["check", "-" if name == "stdin" else "faulty.txt"]) == code


@pytest.mark.skipif(sys.platform == "win32", reason="signals work in another way there")
def test_an_interrupt_ends_with_130(folder):
    process = subprocess.Popen(
        command("check", "-"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in err
