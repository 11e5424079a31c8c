"""The short command line is read as click reads it, and without click."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbu_check.cli import fast_path, main
from sbu_check.cli.check import command
from sbu_check.cli.verbs import VERBS

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
WORDS = st.one_of(
    st.sampled_from([*fast_path.FLAGS, "check", "-", "one.txt", "a folder", "", "é"]),
    st.text(max_size=8).filter(lambda word: "\0" not in word),
)


def by_click(words: Sequence[str]) -> tuple[tuple[str, ...], dict[str, object]]:
    """What click reads from the line of `check`, less the form and the colour, which are as by default."""
    rest = list(words[1:] if words[0] == "check" else words)
    with command.make_context("check", rest) as context:
        read = dict(context.params)
    (form,) = read.pop("wanted")
    assert (form.name, form.path, read.pop("color")) == (fast_path.FORM, None, fast_path.COLOR)
    return read.pop("paths"), read


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_a_short_line_is_read_as_click_reads_it(words: list[str]) -> None:
    if fast_path.is_short(words):
        assert fast_path.read(words) == by_click(words)


@pytest.mark.parametrize("flag", fast_path.FLAGS)
def test_each_flag_alone(flag: str) -> None:
    words = ["check", flag, "one.txt"]
    assert fast_path.is_short(words)
    assert fast_path.read(words) == by_click(words)


@pytest.mark.skipif(sys.platform == "win32", reason="there the library reads patterns of names")
def test_what_is_short() -> None:
    for words in (["one.txt"], ["check"], ["check", "-q", "one.txt", "-"], ["--quiet", "check"]):
        assert fast_path.is_short(words), words


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--version"],
        ["check", "--help"],
        ["check", "--format=json", "one.txt"],
        ["check", "--", "one.txt"],
        ["check", "-qj2", "one.txt"],
        *([verb, "one.txt"] for verb in VERBS if verb != "check"),
    ],
)
def test_what_is_not_short(words: list[str]) -> None:
    assert not fast_path.is_short(words)


@pytest.mark.parametrize("name", fast_path.CLICK_VARIABLES)
def test_the_environment_may_ask_for_more(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "something")
    assert not fast_path.is_short(["check", "one.txt"])


@pytest.mark.parametrize(
    "cable", ["clean/archive-extract.txt", "faults/roll-up.txt", "no-such-file.txt", "clean"]
)
def test_both_ways_say_the_same(cable: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(ROOT / "examples" / "cables" / cable)
    code = main(["check", path])
    printed = capsys.readouterr()
    assert main(["check", "--color", "auto", path]) == code
    assert capsys.readouterr() == printed
    assert printed.err


@pytest.mark.skipif(sys.platform == "win32", reason="there the library reads patterns of names")
def test_a_plain_line_does_not_load_click(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("UNCLAS OTTAWA 000875\n\nE.O. 12958: N/A\n", "utf-8")
    script = (
        "import sys; from sbu_check.cli import main; main(['one.txt']);"
        "print('loaded:', *{'click', 'inspect'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].split() == ["loaded:"]
