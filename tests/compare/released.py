"""Release copies of invented cables: deletions, codes, stamps, other line breaks; all of it done right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from invented import Invented, Paragraph, Part, Secret

if TYPE_CHECKING:
    import random

STAMP = "UNCLASSIFIED U.S. Department of State Case No. F-2031-00417 Doc No. C09{:06d} Date: 03/31/2032"
STYLES = ("bar", "note", "inline", "blank", "code")


@dataclass
class Gap:
    """Words that are withheld. `shown` is what stands for them; `code` goes to the margin unless it is shown."""

    words: str
    shown: str
    code: str | None


Token = str | Gap
"""A word (or words that must not be parted) or a gap. A word may hold a line break."""


@dataclass
class Copy:
    """A release copy before it is printed."""

    cable: Invented
    style: str
    bar: str
    disposition: str
    classification: str
    captions: list[str]
    subject: str
    reference: str
    signature: str
    paragraphs: list[tuple[str, str | None, list[Token]]]
    """Number, mark and tokens of each."""
    width: int
    stray: list[tuple[int, str]] = field(default_factory=list)
    """Codes put into the margin of a paragraph's first line."""
    name: str = "released.txt"

    def gaps(self) -> list[Gap]:
        return [token for _, _, tokens in self.paragraphs for token in tokens if isinstance(token, Gap)]


def original_text(cable: Invented, rng: random.Random) -> str:
    width = rng.choice([58, 65, 10_000])
    captions = [*(["SENSITIVE"] if cable.sensitive else []), "SIPDIS"]
    lines = [
        f"UNCLAS {cable.post} {cable.number}",
        "",
        *captions,
        "",
        "E.O. 12958: N/A",
        "TAGS: ECON, ETRD, BB",
    ]
    lines += [*wrapped(["SUBJECT:", *cable.subject.split()], 60, rng), "", f"REF: {cable.reference}", ""]
    for index, paragraph in enumerate(cable.paragraphs, 1):
        head = [f"{index}.", f"({paragraph.mark})"]
        lines += [*wrapped([*head, *paragraph_words(paragraph)], width, rng), ""]
    return "\n".join([*lines, cable.signature, ""])


def paragraph_words(paragraph: Paragraph) -> list[str]:
    words = paragraph.words().split()
    for number, item in enumerate(paragraph.items, 1):
        last = number == len(paragraph.items)
        words += [*(["and"] if last else []), f"({number})", *f"{item}{'.' if last else ','}".split()]
    return words


def copy_of(cable: Invented, rng: random.Random) -> Copy:
    """The copy in which everything is withheld that has to be, under its codes."""
    style = rng.choice(STYLES)
    bar = "█" * rng.choice([5, 7, 8, 12]) if style != "inline" else "■" * 6
    paragraphs: list[tuple[str, str | None, list[Token]]] = []
    for index, paragraph in enumerate(cable.paragraphs, 1):
        tokens: list[Token] = []
        if paragraph.mark == "SBU":
            tokens = [gap(paragraph.words(), "B5", style, bar)]
        else:
            for part in paragraph.parts:
                tokens += part_tokens(part, style, bar)
            if paragraph.items:
                tokens += paragraph_words(Paragraph("U", [], paragraph.items))
        paragraphs.append((f"{index}.", paragraph.mark, tokens))
    copy = Copy(
        cable=cable,
        style=style,
        bar=bar,
        disposition="",
        classification="UNCLAS",
        captions=[*(["SENSITIVE"] if cable.sensitive else []), "SIPDIS"],
        subject=cable.subject,
        reference=cable.reference,
        signature=cable.signature,
        paragraphs=paragraphs,
        width=rng.choice([55, 62, 70, 84]),
    )
    codes = sorted({one.code or "" for one in copy.gaps()} - {""})
    copy.disposition = (
        "RELEASE IN PART " + rng.choice([",", ", "]).join(codes) if codes else "RELEASE IN FULL"
    )
    return copy


def part_tokens(part: Part, style: str, bar: str) -> list[Token]:
    return [gap(part.words, part.code, style, bar)] if isinstance(part, Secret) else list(part.split())


def gap(words: str, code: str, style: str, bar: str) -> Gap:
    statute = f"(b)({code[1]})"
    shown = {
        "bar": bar,
        "note": f"[REDACTED {code}]",
        "inline": f"{bar} {statute}",
        "blank": " " * 14,
        "code": statute,
    }[style]
    return Gap(words, shown, code)


def printed(copy: Copy, rng: random.Random) -> str:
    """The copy as text, with margin codes, page stamps and line breaks of its own."""
    margin = copy.width + 12
    stamp = STAMP.format(rng.randint(1, 999_999))
    body: list[str] = [
        stamp,
        " " * 40 + copy.disposition,
        "",
        f"{copy.classification} {copy.cable.post} {copy.cable.number}",
        "",
    ]
    body += [*copy.captions, "", "E.O. 12958: N/A", "TAGS: ECON, ETRD, BB"]
    body += [*wrapped(["SUBJECT:", *copy.subject.split()], 66, rng), "", f"REF: {copy.reference}", ""]
    for index, (number, mark, tokens) in enumerate(copy.paragraphs):
        head: list[Token] = [token for token in (number, f"({mark})" if mark else "") if token]
        strays = [code for at, code in copy.stray if at == index]
        body += [*lines_of([*head, *tokens], copy, margin, strays, rng), ""]
    body += [copy.signature]
    return "\n".join([*paged(body, stamp, rng), stamp, ""])


def lines_of(
    tokens: list[Token], copy: Copy, margin: int, strays: list[str], rng: random.Random
) -> list[str]:
    """Lines of the width of the copy; the codes of their gaps are in the margin where the style has them there."""
    in_margin = copy.style in {"bar", "blank"}
    lines: list[str] = []
    line, codes = "", list(strays)

    def close() -> None:
        nonlocal line, codes
        text = f"{line.rstrip():<{margin}}{','.join(dict.fromkeys(codes))}".rstrip()
        lines.append(text)
        line, codes = "", []

    for token in tokens:
        shown = token.shown if isinstance(token, Gap) else token
        if line and len(line) + len(shown) + 1 > copy.width:
            if isinstance(token, str) and token.isalpha() and len(token) > 8 and rng.random() < 0.3:
                line, shown = f"{line} {token[:4]}-", token[4:]
            close()
        line = f"{line} {shown}" if line else shown
        if isinstance(token, Gap) and token.code and in_margin:
            codes.append(token.code)
        if "\n" in shown:
            before, _, after = line.rpartition("\n")
            line = before
            close()
            line = after
    close()
    return lines


def wrapped(words: list[str], width: int, rng: random.Random) -> list[str]:
    lines, line = [], ""
    for word in words:
        if line and len(line) + len(word) + 1 > width:
            lines.append(line)
            line = ""
        line = f"{line}  {word}" if line.endswith(".") and rng.random() < 0.3 else f"{line} {word}".strip()
    return [*lines, line]


def paged(lines: list[str], stamp: str, rng: random.Random) -> list[str]:
    """The lines with the page stamps between them, at the foot of one page and at the head of the next."""
    size = rng.randint(18, 40)
    pages: list[str] = []
    for at, line in enumerate(lines):
        if at and at % size == 0:
            pages += ["", stamp, "\f" + stamp, ""]
        pages.append(line)
    return pages
