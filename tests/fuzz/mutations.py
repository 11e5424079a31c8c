"""Damage to a text, as converters, scanners, typists and attackers cause it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeAlias

from .words import BANNERS, DAMAGED, MARKS, vocabulary

SIGNS = (
    "\x00", "\x1b[31m", "\x07", "\x08", "\x0b", "\x0c", "\r", "\r\n", "\r\r\n", "\x85", "\u2028", "\u2029", "\ufeff", "\u200b", "\u00ad",
    "\u202e", "\u2066", "\ud800", "\udfff", "\U0001f600", "\U000e0041", "e\u0301", "\u0301" * 9, "\u00a0", "\t", "\ufffd", "\uffff", "İ", "ß",
    "ﬁ", "Ⅷ", "٣", "１", "²", "ſ", "K", "：", "|", "\\", "&amp;", "&#x0;", "&#99999999;", "[a](b)", "](", "```", "::error::", "##[error]x",
    "<!--", "]]>", "%0A", "=1+1", "¶", "•", "—", "“", "**", "#", ">", "--", "-", "(", ")", "[", "]", "{", "0" * 40, "9" * 400, "",
)  # fmt: skip
"""Signs to insert: controls, lone surrogates, direction signs, look-alikes, markup, commands of CI servers."""

Mutation: TypeAlias = Callable[[str, Random], str]


def _delete_lines(text: str, rng: Random) -> str:
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    del lines[at : at + rng.randint(1, 3)]
    return "\n".join(lines)


def _duplicate_lines(text: str, rng: Random) -> str:
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    part = lines[at : at + rng.randint(1, 4)]
    to = rng.randrange(len(lines) + 1)
    return "\n".join(lines[:to] + part * rng.choice((1, 1, 2, 5)) + lines[to:])


def _swap_lines(text: str, rng: Random) -> str:
    lines = text.split("\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _glue_lines(text: str, rng: Random) -> str:
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    with_next = rng.choice(("", " ", "  ", "\\", "-")).join(lines[at : at + 2])
    return "\n".join([*lines[:at], with_next, *lines[at + 2 :]])


def _split_line(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    return (
        text[:at] + rng.choice(("\n", "\n\n", "\r\n", "\n\n\n", "\n  ", "\n> ", "\n| ", "\n- ")) + text[at:]
    )


def _insert_sign(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(SIGNS) + text[at:]


def _flip_sign(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(SIGNS if rng.random() < 0.3 else "().:;0123lIOSBUC/ ") + text[at + 1 :]


def _delete_part(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + text[at + rng.choice((1, 1, 2, 5, 30)) :]


def _insert_mark(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    mark = rng.choice(rng.choice((MARKS, DAMAGED, BANNERS)))
    return f"{text[:at]}{rng.choice(('', ' ', chr(10)))}{mark}{rng.choice(('', ' ', chr(10)))}{text[at:]}"


def _insert_word(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    return f"{text[:at]} {rng.choice(vocabulary())} {text[at:]}"


def _change_case(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    end = at + rng.randint(1, 60)
    return text[:at] + rng.choice((str.upper, str.lower, str.swapcase, str.title))(text[at:end]) + text[end:]


def _spaced(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    end = at + rng.randint(2, 15)
    return text[:at] + " ".join(text[at:end]) + text[end:]


def _repeat_part(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    part = text[at : at + rng.choice((1, 2, 4, 9, 30))]
    return text[:at] + part * rng.choice((2, 3, 10, 60)) + text[at:]


def _move_part(text: str, rng: Random) -> str:
    at, size = rng.randrange(len(text) + 1), rng.choice((3, 20, 100))
    part, rest = text[at : at + size], text[:at] + text[at + size :]
    to = rng.randrange(len(rest) + 1)
    return rest[:to] + part + rest[to:]


def _line_ends(text: str, rng: Random) -> str:
    ends = rng.choice((("\r\n",), ("\r",), ("\n", "\r\n"), ("\n", "\r", "\f\n"), (" \n", "\\\n", "\n")))
    return "".join(line + rng.choice(ends) for line in text.split("\n"))


def _margins(text: str, rng: Random) -> str:
    margin = rng.choice(("> ", "    ", "\t", "| ", "# ", "- ", "* ", "** ", "\f", "\u00a0"))
    return "\n".join(margin + line if rng.random() < 0.6 else line for line in text.split("\n"))


def _wrapped(text: str, rng: Random) -> str:
    width = rng.choice((20, 40, 69, 80))
    return "\n".join(
        line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width)
    )


def _one_line(text: str, rng: Random) -> str:
    return text.replace("\n", rng.choice((" ", "", "\\", "\r")))


def _cut(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    return rng.choice((text[:at], text[at:]))


MUTATIONS: tuple[Mutation, ...] = (
    _delete_lines, _duplicate_lines, _swap_lines, _glue_lines, _split_line, _insert_sign, _insert_sign, _flip_sign, _flip_sign,
    _delete_part, _insert_mark, _insert_mark, _insert_word, _change_case, _spaced, _repeat_part, _move_part, _line_ends, _margins,
    _wrapped, _one_line, _cut,
)  # fmt: skip


def mutated(text: str, rng: Random, most: int = 6) -> str:
    """The text after up to `most` mutations. One text in six stays as it is."""
    for _ in range(rng.choice((0, 1, 1, 2, 3, most))):
        text = rng.choice(MUTATIONS)(text, rng)
    return text


def encoded(text: str, rng: Random) -> bytes:
    """Bytes of the text in some encoding, with or without a byte order mark, perhaps with damaged bytes."""
    codec = rng.choice(
        ("utf-8", "utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
    )
    data = bytearray(text.encode(codec, rng.choice(("replace", "xmlcharrefreplace", "ignore"))))
    for _ in range(rng.choice((0, 0, 1, 3, 20))):
        at = rng.randrange(len(data) + 1)
        data[at : at + rng.choice((0, 1, 2))] = rng.choice(
            (
                b"",
                b"\x00",
                b"\xff",
                b"\xb6",
                b"\xa7",
                b"\xc3",
                b"\xed\xa0\x80",
                b"\xf4\x90\x80\x80",
                b"\xfe\xff",
                b"\x1a",
                b"\x92",
            )
        )
    return bytes(data)
