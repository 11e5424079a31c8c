"""The repository is written in plain technical English: the idioms below are not."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READ = {".py", ".toml", ".md", ".lark", ".yml", ".yaml", ".json", ".1"}

IDIOMS = [
    r"what is no\b",
    r"what is none\b",
    r"(?:that|which) (?:is|are|was|were) none\b",
    r"none that there (?:is|are)\b",
    r"of which (?:nothing|none|no)\b",
    r"no \w+ that is no\b",
    r"(?:is|are|was|were|be|been) told\b",
    r"\btold (?:as|once|from|of|apart)\b",
    r"\bstands? (?:behind|before|below|above|in|on|at|for itself|there|alone|open|beside|between|outside|inside)\b",
    r"\bstood\b",
    r"\bbehind\b",
    r"\bof the house\b",
    r"\brules looked\b",
    r"\bthat there (?:is|are) not\b",
    r"\bis none of (?:it|the|a|its)\b",
    r"\bparted by\b",
]
"""Each has a plain form: "after" or "below", "is reported", "prose" in place of "what is no mark"."""

EXCEPTIONS = {
    ("sbu_check/comparison/lexicon.py", "behind"),
}
"""Pairs of a file and words in it that are a quotation, at most ten."""


def files() -> list[str]:
    """Return the files of the repository that people read, but for this one."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = (
        listed.stdout.splitlines()
        if listed.returncode == 0
        else [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file()]
    )
    own = Path(__file__).relative_to(ROOT).as_posix()
    return [name for name in names if Path(name).suffix in READ and name != own and (ROOT / name).is_file()]


def lines(name: str) -> list[str]:
    """Return the lines of a file; those of the invented cables in a rule's examples are empty."""
    text = (ROOT / name).read_text("utf-8")
    if name.startswith("rules/"):
        text = re.sub(r"'''.*?'''", lambda cable: "\n" * cable[0].count("\n"), text, flags=re.DOTALL)
    return text.splitlines()


def test_no_idiom_that_a_reader_has_to_translate() -> None:
    idiom = re.compile("|".join(IDIOMS))
    found = [
        f"{name}:{number}: {match[0]}"
        for name in files()
        for number, line in enumerate(lines(name), 1)
        for match in idiom.finditer(line)
        if (name, match[0]) not in EXCEPTIONS
    ]
    assert not found, f"{len(found)} idioms:\n" + "\n".join(found[:60])


def test_the_exceptions_are_few_and_in_use() -> None:
    assert len(EXCEPTIONS) <= 10
    assert all(words in (ROOT / name).read_text("utf-8") for name, words in EXCEPTIONS)


@pytest.mark.parametrize(
    "words", ["what is no prose", "stands behind", "is told", "none that there is", "of which nothing is"]
)
def test_an_idiom_is_found(words: str) -> None:
    assert any(re.search(idiom, words) for idiom in IDIOMS)
