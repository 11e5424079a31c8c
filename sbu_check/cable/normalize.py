"""The text of a file as typed, without the changes to blanks and line ends by mail, web pages and converters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.text.patterns import pattern

if TYPE_CHECKING:
    import re

NO_BREAK = "\u00a0\u2007\u202f"
"""The blanks at which no line is broken: a web page or a word processor has them where a typist struck two blanks."""
PILCROWS = ("&#182;", "&para;")
"""A pilcrow as the source of a web page has it."""
WIDTHLESS = "\u200b\u2060\ufeff"
"""Invisible signs that a web page leaves where a line may or may not be broken."""
_QUOTED = 0.8
"""The share of the lines that open with the sign of a quotation where a mail quotes a whole text."""
_FEEDS = 20
"""Line feeds of the shortest text whose spacing can be known."""
_SHORT = 6
"""Characters of a line on average, below which a text holds more blank lines than words."""
_HEAD, _ROUGHLY = 1500, 0.7
"""Characters at the head of a text, and how much of the share is found there at least: a mail has lines of its own."""
_APART = 0.95
"""The share of the lines with a blank line after each in a double-spaced print."""
_WIDE = 0.2
"""The share of the blank lines between paragraphs in a print that had blank lines between them before."""
_WRAPPED = 45
"""Characters of a line that may be wrapped."""
_FEW, _UNFINISHED = 4, 0.3
"""The least number and share of those lines that end within a sentence in a print of wrapped prose."""

_LABEL = r"(?m:^)[ \t>|]*\*\*[A-Z](?:[A-Za-z]|[./ ](?![ .])){1,18}(?:[ ][0-9]{5})?"
_BOLD_LABEL = pattern(_LABEL + r"(?::[ ]?\*\*|\*\*[ ]?:)")
"""`**TAGS:** PREL`, `**TAGS**: PREL`"""
_BOLD_LINE = pattern(_LABEL + r":[ ][^*\n]{1,200}\*\*[ \t\r]*(?m:$)")
"""`**TAGS: PREL**`"""


def normalize(text: str) -> str:
    """Return the text as typed, character for character; the same object if nothing changes."""
    return _single_spaced(_unquoted(_unbold(_plain(text))))


def _plain(text: str) -> str:
    """The text without signs that nobody types; the text itself where it has none.

    A pilcrow stands for its character reference, a blank for each no-break blank and each sign without width, a line
    feed for each carriage return that is no part of a line end.
    """
    if text.count("\r") > text.count("\r\n"):
        *lines, last = text.split("\r\n")
        text = "\r\n".join([*map(_without_returns, lines), last.replace("\r", "\n")])
    for written in PILCROWS:
        if written in text:
            text = text.replace(written, "¶".rjust(len(written)))
    if text.isascii() or not any(blank in text for blank in NO_BREAK + WIDTHLESS):
        return text
    return text.translate(dict.fromkeys(map(ord, NO_BREAK + WIDTHLESS), " "))


def _unbold(text: str) -> str:
    """The text without the asterisks of a label, or of a labelled line, that a converter printed bold."""
    if "**" not in text:
        return text
    return _BOLD_LINE.sub(_blanked, _BOLD_LABEL.sub(_blanked, text))


def _blanked(found: re.Match[str]) -> str:
    """What was found, with a blank for each asterisk."""
    return found[0].replace("*", " ")


def _without_returns(line: str) -> str:
    """Return a line with a line feed for each carriage return; those before its line end are dropped with it."""
    bare = line.rstrip("\r")
    return bare.replace("\r", "\n") + line[len(bare) :]


def _unquoted(text: str) -> str:
    """A text that a mail quotes line by line (`> `) as it was before, character for character; any other as it is."""
    if not _often("\n>", text, _QUOTED):
        return text
    return text.replace("\n>", "\n ") if text[0] != ">" else " " + text[1:].replace("\n>", "\n ")


def _single_spaced(text: str) -> str:
    """Return a text with a blank line after each line as one without, character for character; any other as it is.

    The line feed of such a blank line becomes a blank before the next line. What is printed so has more of
    them between its paragraphs, or lines that end in the middle of a sentence: paragraphs of one line each have one
    blank line between them as well.
    """
    apart = next((apart for apart in ("\n\n", "\n\r\n") if _often(apart, text, _APART / 2)), None)
    if apart is None or text.startswith("---"):
        return text  # the head of a page in YAML is read by its margin
    pairs, wide = text.count(apart), text.count(2 * apart if apart == "\n\n" else apart + apart[1:] * 2)
    # Between paragraphs there was a blank line before: now there are three.
    ends = [line[-1] for row in text.split("\n") if len(line := row.strip()) >= _WRAPPED]
    unfinished = sum(end.isalpha() or end == "," for end in ends)
    if wide < _WIDE * pairs and unfinished < max(_FEW, _UNFINISHED * len(ends)):
        return text
    return text.replace("\n\n", "\n ").replace("\n\r\n", "\n  ")


def _often(sign: str, text: str, share: float) -> bool:
    """Whether a sign goes with so many of the line feeds. The head tells of most texts that it does not."""
    feeds = text.count("\n", 0, _HEAD)
    if text.count(sign, 0, _HEAD) < _ROUGHLY * share * feeds:
        return False
    feeds = text.count("\n")
    return _FEEDS <= feeds <= len(text) // _SHORT and text.count(sign) >= share * feeds
