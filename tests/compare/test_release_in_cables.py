"""Passages withheld from real cables in which they were planted: a right copy draws nothing, a leak is found."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import sbu_check
from sbu_check.cable.read import read_cables
from sbu_check.comparison.compare import compare
from sbu_check.text.source import decode

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(sbu_check.__file__).parents[2] / "shared" / "corpus" / "dev"
pytestmark = pytest.mark.shared

CABLES = ("000-ottawa-000875", "011-09berlin1609", "016-07kualalumpur1403", "019-cairo-1208", "029-tel-aviv-4354",
          "032-1974lapaz00206", "040-1974lapaz02004", "051-1979lapaz07472")  # fmt: skip
STAMP = "UNCLASSIFIED U.S. Department of State Case No. F-2030-00001 Doc No. C00000001 Date: 01/02/2030"
SENTENCE = "The delegation feared that the governor had quietly sold the dredging rights to his cousin."
PASSAGE = (
    " The list was drawn up by Alwyn Marchetti, telephone 246-555-0199, who writes from"
    f" portdesk77@port.example.org and asked for 4,317,250 dollars. {SENTENCE}"
)
SECRETS = {
    "Alwyn Marchetti": "B6",
    "246-555-0199": "B6",
    "portdesk77@port.example.org": "B6",
    "4,317,250": "B4",
    SENTENCE: "B5",
}
LEAKS = {
    " Later Marchetti came back.": "Alwyn Marchetti",
    " The file MARCHETTI is kept.": "Alwyn Marchetti",
    " The heading is M A R C H E T T I.": "Alwyn Marchetti",
    " Then Mar-\nchetti came back.": "Alwyn Marchetti",
    " Call 246.555.0199 for it.": "246-555-0199",
    " Write to portdesk77@port.example.org today.": "portdesk77@port.example.org",
    " They paid 4317250 at once.": "4,317,250",
    f" {SENTENCE}": SENTENCE,
    f" They say {SENTENCE[23:-1]}, and more.": SENTENCE,
}


class Cable(NamedTuple):
    """A cable with the passage in one paragraph and other words in another, `shout` for one in capitals."""

    text: str
    shout: Callable[[str], str]

    def at(self, secret: str) -> tuple[int, int]:
        """Where the secret is in the passage."""
        start = self.text.index(self.shout(secret), self.text.index(self.shout(PASSAGE)))
        return start, start + len(secret)


def planted(name: str, words: str = "") -> Cable:
    text = decode((CORPUS / f"{name}.txt").read_bytes()).text.replace("\r\n", "\n")
    shout = str.upper if sum(sign.islower() for sign in text) < len(text) / 5 else str
    (cable, *_) = read_cables(text)
    spans = [one.span for one in cable.paragraphs if one.number and one.span.end - one.span.start > 200]
    first, middle = (
        re.compile(r"\.(?=\s)").search(text, *span) for span in (spans[0], spans[len(spans) // 2])
    )
    assert first
    assert middle
    places = sorted([(first.end(), words), (middle.end(), PASSAGE)], reverse=True)
    for at, planted_words in places:
        text = text[:at] + shout(planted_words) + text[at:]
    return Cable(text, shout)


def noted(text: str, start: int, end: int, code: str) -> str:
    """A note in the place of the words, page stamps every 48 lines."""
    lines = f"{text[:start]}[REDACTED {code}]{text[end:]}".split("\n")
    pages = ["\n".join([*lines[at : at + 48], STAMP]) for at in range(0, len(lines), 48)]
    return f"\n\f{STAMP}\n".join(pages)


def barred(text: str, start: int, end: int, code: str) -> str:
    """A black bar with the code after it, in the statute's spelling."""
    return f"{text[:start]}{'█' * 12} (b)({code[1]}){text[end:]}"


def gapped(text: str, start: int, end: int, code: str) -> str:
    """A blank run, the code in the margin."""
    stop = text.find("\n", end)
    wide = max(3, 95 - (stop - text.rfind("\n", 0, start)))
    return f"{text[:start]}{' ' * 17}{text[end:stop]}{' ' * wide}{code}{text[stop:]}"


def told(cable: Cable, secret: str, manner: Callable[[str, int, int, str], str]) -> set[str]:
    copy = manner(cable.text, *cable.at(secret), SECRETS[secret])
    released = f"{STAMP}\nRELEASE IN PART {SECRETS[secret]}\n\n{copy}"
    found = compare(cable.text, released, release_level="S")
    assert found.checked.crashes == ()
    return {one.rule for one in found.diagnostics if one.severity != "info"}


@pytest.mark.parametrize("name", CABLES)
@pytest.mark.parametrize("manner", [noted, barred, gapped])
def test_a_right_copy_draws_nothing(name: str, manner: Callable[[str, int, int, str], str]) -> None:
    cable = planted(name)
    for secret in SECRETS:
        assert told(cable, secret, manner) == set(), secret


@pytest.mark.parametrize("name", CABLES)
@pytest.mark.parametrize("manner", [noted, barred, gapped])
def test_what_stands_elsewhere_is_found(name: str, manner: Callable[[str, int, int, str], str]) -> None:
    for words, secret in LEAKS.items():
        assert told(planted(name, words), secret, manner) == {"leak-elsewhere"}, words
