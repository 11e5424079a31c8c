"""Patterns as in .gitignore: a table of cases, and the verdicts of git on the same patterns and paths."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from sbu_check.text.globs import LENGTH, BadGlob, globs, lenient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

CASES: list[tuple[str, list[str], list[str]]] = [
    # lines of a .gitignore file, paths that they exclude, paths that they leave
    ("a.txt", ["a.txt", "b/a.txt"], ["b.txt", "a.txt2", "xa.txt"]),
    ("/a.txt", ["a.txt"], ["b/a.txt"]),
    ("b/a.txt", ["b/a.txt"], ["c/b/a.txt", "a.txt"]),
    ("b/", ["b/a.txt", "c/b/a.txt", "b/c/a.txt"], ["b"]),
    ("b", ["b", "b/a.txt", "c/b/a.txt"], ["bb/a.txt"]),
    ("*.txt", ["a.txt", "b/a.txt", ".txt"], ["a.txt.bak"]),
    ("b/*.txt", ["b/a.txt"], ["b/c/a.txt", "a.txt"]),
    ("b*d", ["bd", "bcd", "bccd", "c/bcd"], ["b/d", "bcde"]),
    ("a*b*c", ["abc", "axbxc", "aabbc"], ["acb", "ab"]),
    ("?.txt", ["a.txt", "b/c.txt"], ["ab.txt", ".txt"]),
    ("**/a", ["a", "b/a", "b/c/a"], ["ab"]),
    ("b/**", ["b/a", "b/c/a"], ["b", "c/b/a"]),
    ("b/**/a", ["b/a", "b/c/a", "b/c/d/a"], ["a", "b/ca", "c/b/a"]),
    ("**/b/**", ["b/a", "c/b/a", "c/b/d/a"], ["b", "c/b"]),
    ("[ab].txt", ["a.txt", "b.txt"], ["c.txt", "ab.txt"]),
    ("[!ab].txt", ["c.txt"], ["a.txt", "b.txt"]),
    ("[^ab].txt", ["c.txt"], ["a.txt"]),
    ("[a-c]x", ["ax", "bx", "cx"], ["dx", "-x"]),
    ("[a-]x", ["ax", "-x"], ["bx"]),
    ("[]a]x", ["]x", "ax"], ["bx"]),
    ("[a\\]]x", ["]x", "ax"], ["\\x"]),
    ("[[:digit:]]x", ["0x", "9x"], ["ax"]),
    ("[[:alpha:][:digit:]]x", ["0x", "ax"], ["-x"]),
    ("a[/]b", [], ["a/b"]),
    ("a[!x]b", ["ayb"], ["a/b", "axb"]),
    ("a\\*b", ["a*b"], ["ab", "axb"]),
    ("\\#a", ["#a"], ["a"]),
    ("\\!a", ["!a"], ["a"]),
    ("# a", [], ["a", "# a"]),
    ("", [], ["a"]),
    ("*.txt\n!a.txt", ["b.txt"], ["a.txt", "b/a.txt"]),
    ("!a.txt\n*.txt", ["a.txt", "b.txt"], []),
    ("b\n!b/a", ["b/a"], []),
    ("b/*\n!b/a", ["b/c"], ["b/a"]),
    ("/*\n!/b", ["a", "c/d"], ["b", "b/a"]),
    ("*\n!*/\n!*.txt", ["a", "b/a"], ["a.txt", "b/a.txt"]),
    ("a   ", ["a"], ["a   "]),
    ("a\\ ", ["a "], ["a"]),
    ("a b", ["a b"], ["a", "b"]),
    ("B", ["B"], ["b"]),
    ("b/***/a", ["b/c/a"], ["a"]),
    ("[a", [], ["a", "[a"]),
    ("a\\", [], ["a"]),
    ("//", [], ["a"]),
]


def excludes(patterns: str, path: str) -> bool:
    """Whether a walk under these patterns leaves a file out: the file itself, or a folder above it."""
    found = lenient(patterns.split("\n"))
    names = path.split("/")
    folders = ("/".join(names[:count]) + "/" for count in range(1, len(names)))
    return any(found.matches(folder) for folder in folders) or found.matches(path)


@pytest.fixture(scope="module")
def ignored(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Sequence[str]], set[str]]:
    """`ignored(patterns, paths)`: the paths that git ignores."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder: Path = tmp_path_factory.mktemp("tree")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    excluded = folder / ".git" / "patterns"
    command = ["git", "-c", f"core.excludesFile={excluded}", "-c", "core.ignoreCase=false"]
    command += ["check-ignore", "--no-index", "-z", "--stdin"]

    def run(patterns: str, paths: Sequence[str]) -> set[str]:
        excluded.write_text(patterns + "\n", encoding="utf-8")
        ended = subprocess.run(
            command, cwd=folder, input="\0".join(paths), capture_output=True, text=True, check=False
        )
        assert ended.returncode in {0, 1}, ended.stderr
        return {path for path in ended.stdout.split("\0") if path}

    return run


@pytest.mark.parametrize(("patterns", "excluded", "left"), CASES)
def test_a_pattern_excludes_these_paths(patterns: str, excluded: list[str], left: list[str]) -> None:
    assert [path for path in excluded + left if excludes(patterns, path)] == excluded


@pytest.mark.parametrize(("patterns", "excluded", "left"), CASES)
def test_git_excludes_the_same_paths(
    patterns: str,
    excluded: list[str],
    left: list[str],
    ignored: Callable[[str, Sequence[str]], set[str]],
) -> None:
    assert ignored(patterns, excluded + left) == set(excluded)


def _some(random_: random.Random, words: Iterable[str], least: int, most: int) -> str:
    return "".join(random_.choices(list(words), k=random_.randint(least, most)))


@pytest.mark.parametrize("seed", range(60))
def test_git_excludes_the_same_of_made_up_patterns_and_paths(
    seed: int, ignored: Callable[[str, Sequence[str]], set[str]]
) -> None:
    random_ = random.Random(seed)
    signs = ["a", "b", "c", "*", "**", "?", "/", "/", "[ab]", "[!a]", "[a-c]", "\\*", "[[:alpha:]]", ".", " "]
    lines = [random_.choice(["", "", "", "!"]) + _some(random_, signs, 1, 6) for _ in range(4)]
    names = [_some(random_, "abc.*", 1, 3).strip(".") or "a" for _ in range(8)]
    paths = ["/".join(random_.choices(names, k=random_.randint(1, 4))) for _ in range(40)]
    patterns = "\n".join(lines)
    assert {path for path in paths if excludes(patterns, path)} == ignored(patterns, paths), lines


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("[a", "is not closed"),
        ("[b-a]", "is the wrong way round"),
        ("[[:vowel:]]", "there is no class"),
        ("a\\", "ends with a backslash"),
        ("a//b", "names nothing"),
        ("/", "names nothing"),
        ("a" * (LENGTH + 1), "characters"),
    ],
)
def test_a_bad_pattern_of_a_configuration_is_refused(pattern: str, message: str) -> None:
    with pytest.raises(BadGlob, match=message.replace("[", "\\[")):
        globs((pattern,))


def test_a_pattern_with_many_stars_takes_linear_time() -> None:
    pattern = "a*" * 200 + "b"
    start = time.process_time()
    assert not globs((pattern,)).matches("a" * 4000)
    assert not globs(("/".join(["**", "a"] * 60) + "/b",)).matches("/".join(["a"] * 2000))
    assert time.process_time() - start < 1
