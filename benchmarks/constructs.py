"""Texts that repeat one construct: every kind of line, and everything that may appear inside one.

A construct is a short piece of text. It is repeated as many lines and as one long line; `{n}` in it is the number of the
repeat, so that no two repeats are equal. A construct of the header is repeated before the first paragraph, any other in
the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sbu_check.api import check_text, compare, fix_text
from sbu_check.engine import context_of, documents
from sbu_check.report.inspected import understood
from sbu_check.rules.catalogue import catalogue
from sbu_check.rules.rule_page import page
from sbu_check.rules.selection import Options
from sbu_check.text.lines import LineIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OPENING = "UNCLAS OTTAWA 000001\n\nSIPDIS\n\n"
FIELDS = "E.O. 12958: N/A\nTAGS: ETRD, CA\nSUBJECT: TALKS\n\n"
FIRST = "1. (U) All is well.\n\n"
MEMO = "SECRET//NOFORN\n\nMEMORANDUM FOR THE RECORD\n\n(U) The talks went well.\n\n"


class Construct(NamedTuple):
    """A text made of one piece: `name` for people, what comes before the piece, the piece, and after how many."""

    name: str
    before: str
    piece: str
    after: str

    def text(self, size: int) -> str:
        """The text with so many characters of the construct."""
        count = max(size // len(self.piece), 1)
        if "{n}" in self.piece:
            return self.before + "".join(self.piece.replace("{n}", str(n)) for n in range(count)) + self.after
        return self.before + self.piece * count + self.after


HEADER = (
    "SIPDIS", "NOFORN", "SENSITIVE", "SIPDIS NOFORN", "SI PDIS", "EYES ONLY", "ABC CHANNEL", "SENSITVE", "TOSEC {n}",
    "UNCLAS OTTAWA 000001", "UNCLAS SECTION 01 OF 02 OTTAWA 000{n}", "U N C L A S OTTAWA 00{n}", "OTTAWA 000{n}",
    "Unclas section 01 of 02 ottawa 000{n}", "CONFIDNTIAL OTTAWA 00{n}", "SECRET//NOFORN OTTAWA 00{n}",
    "VZCZCXYZ{n}", "RR RUEHC RUEHOT", "DE RUEHOT #0{n} 0011234", "ZNR UUUUU ZZH", "R 051230Z MAR 05",
    "FM AMEMBASSY OTTAWA", "TO RUEHC/SECSTATE WASHDC IMMEDIATE {n}", "RUEHOT/AMEMBASSY OTTAWA {n}", "INFO ALL POSTS {n}",
    "ACTION EUR-12", "------------------051230Z 012345 /12", "BT", "#0{n}", "NNNN",
    "E.O. 12958: DECL: 03/01/2015", "E.O. 12958: N/A", "E.O.:", "TAGS: ETRD, CA", "TAGS: T{n}", "TAGS ETRD CA",
    "ETRD, ", "T{n}, ", "TAGS: [ETRD](#), ", "(ROE, JANE), ", "SUBJECT: TALKS {n}", "SUBJET: TALKS", "SUBJECT TALKS",
    "123. Subject: TALKS", "REF: A. OTTAWA {n}", "REF: A. 05 STATE {n} B. PARIS 2", "A. OTTAWA {n}, ", "B. ", "(NOTAL), ",
    "OTTAWA {n}, ", "05STATE{n} ", "AND OTTAWA ", "<a@b.c> ", "Classified By: Jane Roe {n}. Reason: 1.4 (b), (d)",
    "Reason: 1.4 (b)", "1.4 (b), ", "DECLASSIFY ON: 03/01/2015", "MRN: 05 OTTAWA {n}", "Date/DTG: Mar 05, 2005 / 051230Z MAR 05",
    "Captions: SENSITIVE, SIPDIS", "Pass Line: ", "From: AMEMBASSY OTTAWA", "Action: WASHDC, SECSTATE ROUTINE; ",
    "Drafted By: OTTAWA: Roe, Jane", "DRAFTED BY ROE", "Attachments: a{n}.pdf", "WASHDC, SECSTATE ROUTINE; ",
    "---\ncable-number: {n}\n---\n", "cable-number: \"{n}\"", "# SUBJECT: TALKS", "**TAGS:** ETRD", "| Subject: | TALKS |",
    "VISAS DONKEY {n}", "CORRECTED COPY {n}", "SENSITIVE BUT UNCLASSIFIED", "NOT FOR INTERNET DISTRIBUTION",
    "12. Telegram {n} From the Embassy in Canada to the Department of State", "Source: Department of State Files {n}.",
    "Ottawa, March 5, 1975, 1230Z.",
)  # fmt: skip
"""What appears in a header."""

TEXT = (
    "\n", " ", "\t", "\f", "\r", "\\", "x", ".", "a.", "the talks go on. ", "The talks go on {n} days. ", "HE SAID SO ",
    "(U) ", "(S) ", "(SBU) ", "(SBU", "(U x", "(U", "(C) The talks. ", "(U) (U) ", "(S//NF) ", "(S//SI//REL TO USA, FVEY) ",
    "(C - ENTIRE TEXT)", "THE ENTIRE TEXT IS SECRET.", "( U )", "[U] ", "(XYZ) ", "(U{n}) ", "(SUB) ", "\\(SBU\\) ", "SBU The ",
    "(U//FOUO//", "(TS//SI-G//TK//NF) ", "(CUI//SP-PRVCY) ", "(S//REL ", "(LOU) ", "SECRET//NOFORN", "TOP SECRET//SI//NOFORN",
    "CUI//SP-PRVCY", "UNCLASSIFIED", "SECRET", "U N C L A S S I F I E D", "CONFIDENTIAL//",
    "{n}. (U) All is well.\n\n", "{n}. All is well.\n\n", "1. a\n", "1. ", "1", "¶{n} ", "¶ ", "{n}) ", "1. (SBU) ", "11. (U) ",
    "{n}.(U)All", "(U) 1. ", "l. (U) ", "{n}\\. (U) ", "a. ", "a) ", "(a) ", "(1) ", "- ", "-- ", "- (U) ", "* ", "• ", "ii. (C) ",
    "- item {n} of the list\n", "1.a. (C) ", "o (C) ", "-", "=", "_", "#", "*", "**", ">", "> ", "|", "| a ", "| (S) a | (U) b |\n",
    "| --- | --- |\n", "| (U) {n} ", "```\n", "![a](b)", "[x](", "[x](y)", "[Roe](#) ", "[", "](", "(", "((((((((((", ")", "{", "<", "<br>",
    "<b", "&amp;", "&amp;amp;", "&", "&#182;", "&eacute;", "\\$9 ", "\\*", "\"", "“so” ", "“", "'", "\u00a0", "\ufffd", "\u200b", "é", "\u202e",
    "—", "e\u0301", "\u2588", "[REDACTED {n}] ", "(b)(5) ", "B5\n", "1.4(b),", "B1 1.4 (d)\n", "RELEASE IN PART B5\n", "RELEASED IN FULL\n",
    "UNCLASSIFIED U.S. Department of State Case No. F-2030-0{n} Doc No. C0{n} Date: 01/02/2030\n", "Page 1 of {n}\n",
    "Declassified/Released US Department of State EO Systematic Review {n}\n", "Message Text\n", "*** Current Handling Restrictions *** n/a\n",
    "OTTAWA 00000001  002 OF 002\n", "OTTAWA 00000{n}  002 OF 002 ", "PAGE 02        OTTAWA 00101  051230Z\n", "PAGE 02 ",
    "UNCLASSIFIED\n\n\nUNCLASSIFIED\n\nPAGE 02        OTTAWA 00101  051230Z\n\n", "SIPDIS\n", "the SIPDIS talks ", "NOFORN NOFORN ", "SIPDIS NOFORN ",
    "Begin text:\n", "End text.\n", "Begin text: End text. ", "BEGIN SUMMARY. ", "Summary: ", "End summary.\n", "Comment: so. End comment. ",
    "COMMENT ", "QUOTE\nUNCLAS OTTAWA 000001\n", "QUOTE ", "UNQUOTE ", "(Comment: ", "Note: ", "ROE\n", "ROE{n}\n", "Roe", ". ROE ", "DICKSON\n\nBT\n#0101\nNNNN\n",
    "A. STATE {n}\n", "State {n} ", "OTTAWA 774 ", "ref A ", "reftel ", "(ref {n}) ", "para {n} ", "paragraph {n} ", "Mr. X. ", "12/05/2015 ", "051230Z MAR 05 ",
    "1.4 (b) ", "E.O. 12958 ", "TAGS: ", "SUBJECT: ", "UNCLAS OTTAWA 000001\n", "UNCLAS SECTION 01 OF 02 OTTAWA 000001\n\nSIPDIS\n\n",
    "Attachment {n}: (S) list\n", "Tab {n} (S)\n", "[1] (S) note\n", "1/ note ", "Figure {n}: (S) map\n", "Subject: (S) x\n", "TITLE {n}\n\n", "HEADING\n-------\n",
    "From: Roe\nSent: Monday\nTo: Doe\nSubject: x\n\n", "On Monday, Roe wrote:\n", "> (S) said\n", "x = (S) + 1;\n", "def f(c): return (c)\n", "\t(S) {n}\n",
    "http://a.b/c{n} ", "a@b.c ", "0", "00000001 ", "1,2,3,", "A", "A ", "A-{n} ", "AB ", "Ab ", "S B U ", "S E C R E T ", "S ", "5BU ", "secretary ", "Secretary ",
    "word{n} ", "wo-\nrd ", "SECTON 01GF 02 ", "0F ", "l", "O0", "-\n", "and/or ", "//", "/", ",", ";", ":", "!", "?", "%", "{n}% ", "$", "~", "^", "`", "+",
)  # fmt: skip
"""What appears in the text."""


def constructs() -> Iterator[Construct]:
    """Every construct as many lines and as one long line, and the faulty example of every rule again and again."""
    for piece in HEADER:
        for form, whole in _forms(piece):
            yield Construct(f"header {form}: {_shown(piece)}", OPENING, whole, "\n" + FIELDS + FIRST)
    for piece in TEXT:
        for form, whole in _forms(piece):
            yield Construct(
                f"text {form}: {_shown(piece)}", OPENING + FIELDS + FIRST + "2. (U) So ", whole, "\n\nROE\n"
            )
    for rule in catalogue().values():
        example = next((one.bad for one in page(rule).examples if one.bad), None)
        if example and not rule.compare:
            yield Construct(f"example of {rule.id}", "", example.replace("{n}", "n") + "\n", "")


def memos() -> Iterator[Construct]:
    """The constructs of the text in a memorandum."""
    for piece in TEXT:
        for form, whole in _forms(piece):
            yield Construct(f"memo {form}: {_shown(piece)}", MEMO, whole, "\n\nSECRET//NOFORN\n")


def _forms(piece: str) -> Iterator[tuple[str, str]]:
    """The piece as a line and as part of one long line; one of them for a piece that is the same in both."""
    if not piece.isspace():
        yield "lines", piece if piece.endswith("\n") else piece + "\n"
    line = piece.replace("\n", " ") if not piece.isspace() else piece
    yield "one line", line if line.endswith((" ", ",", "(")) or len(line) < 3 else line + " "


def _shown(piece: str) -> str:
    return ascii(piece[:40])[1:-1]


def cut(text: str) -> str:
    """The text with every ninth line, or word where it has few lines, withheld."""
    separator = "\n" if text.count("\n") > 40 else " "
    parts = text.split(separator)
    return separator.join("(b)(5)" if at % 9 == 8 else part for at, part in enumerate(parts))


def _suppressed(text: str) -> None:
    entries = [
        {"path": "*.txt", "rule": "mark-missing", "where": f"paragraph {n}", "reason": "known"}
        for n in range(1, 200)
    ]
    check_text(text, filename="a.txt", config={"suppress": entries})


def _inspected(text: str) -> None:
    lines, known = LineIndex(text), Options()
    for cable in documents(text, known):
        understood("a.txt", context_of(cable, known), lines)


VERBS: dict[str, Callable[[str], object]] = {
    "check": check_text,
    "fix": fix_text,
    "fix unsafe": lambda text: fix_text(text, unsafe=True),
    "compare": lambda text: compare(text, cut(text)),
    "inspect": _inspected,
    "suppress": _suppressed,
}
"""What is done with a text, by its name."""
