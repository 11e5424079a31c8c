"""Cables without a fault, and what hands, scanners and converters do to one mark, number or header line of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from hypothesis import strategies as st

SUBJECTS = (
    "The harbor master",
    "Minister Halvorsen",
    "The embassy",
    "A member of the council",
    "The port authority",
)
VERBS = ("said that", "wrote that", "told the ambassador that", "was sure that", "could not deny that")
CLAUSES = (
    "the dredging of the outer channel would begin in June",
    "the money for the soundings was there",
    "no ship had been found for the work",
    "the council would look at the plan again before the election",
    "the island paid for the survey of last year",
)
TELEGRAM = (
    "VZCZCXYZ0007\nPP RUEHC\nDE RUEHWN #0101 0641230\nZNR UUUUU ZZH\nP 051230Z MAR 07\n"
    "FM AMEMBASSY BRIDGETOWN\nTO RUEHC/SECSTATE WASHDC PRIORITY 6973\nBT\n"
)
CLASSIFIER = "Classified By: Jane Roe, Ambassador. Reason: 1.4 (b).\n\n"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph as printed; `tail` is after its prose, `gap` before the next one."""

    number: str
    mark: str
    prose: str
    between: str = " "
    tail: str = ""
    gap: str = "\n\n"

    @property
    def text(self) -> str:
        head = f"{self.number}{self.between if self.number and self.mark else ''}{self.mark}"
        return f"{head} {self.prose}{self.tail}{self.gap}".lstrip()


@dataclass(frozen=True)
class Made:
    """A cable as it is printed: an extract, or the telegram with its envelope."""

    envelope: str
    line: str
    captions: tuple[str, ...]
    order: str
    classifier: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        captions = "".join(f"{caption}\n\n" for caption in self.captions)
        header = f"E.O. 12958: {self.order}\nTAGS: ETRD, BB\nSUBJECT: HARBOR TALKS\n\nREF: BRIDGETOWN 100\n\n"
        body = "".join(paragraph.text for paragraph in self.paragraphs)
        return f"{self.envelope}{self.line} BRIDGETOWN 000101\n\n{captions}{header}{self.classifier}{body}FARRELL\n"

    def with_paragraph(self, at: int, **changes: str) -> Made:
        """The cable with one of its paragraphs printed otherwise."""
        changed = replace(self.paragraphs[at], **changes)
        return replace(self, paragraphs=(*self.paragraphs[:at], changed, *self.paragraphs[at + 1 :]))

    def level(self, at: int) -> str:
        """The letters of the mark of a paragraph."""
        return self.paragraphs[at].mark.strip("()")

    @property
    def classified(self) -> bool:
        """Whether the class line is above UNCLASSIFIED."""
        return bool(self.classifier)


@st.composite
def prose(draw: st.DrawFn) -> str:
    """Two or three sentences, on one line or broken into lines as drafters keep them."""
    count = draw(st.integers(2, 3))
    sentences = [
        f"{draw(st.sampled_from(SUBJECTS))} {draw(st.sampled_from(VERBS))} {draw(st.sampled_from(CLAUSES))}."
        for _ in range(count)
    ]
    return (" " if draw(st.booleans()) else "\n").join(sentences)


@st.composite
def cables(draw: st.DrawFn) -> Made:
    """A cable that has no fault: its highest mark is on two paragraphs at least, so that no damage hides it."""
    classified = draw(st.booleans())
    top, other = ("(C)", ("(U)", "(SBU)")) if classified else ("(SBU)", ("(U)",))
    marks = [top, top, *draw(st.lists(st.sampled_from((top, *other)), min_size=3, max_size=7))]
    marks = draw(st.permutations(marks))
    paragraphs = tuple(Paragraph(f"{number}.", mark, draw(prose())) for number, mark in enumerate(marks, 1))
    envelope = draw(st.sampled_from(("", TELEGRAM)))
    if classified:
        envelope = envelope.replace("ZNR UUUUU", "ZNY CCCCC")
        line = draw(st.sampled_from(("CONFIDENTIAL", "C O N F I D E N T I A L")))
        return Made(envelope, line, ("SIPDIS",), "DECL: 03/05/2017", CLASSIFIER, paragraphs)
    return Made(envelope, "UNCLAS", ("SIPDIS", "SENSITIVE"), "N/A", "", paragraphs)


Harm: TypeAlias = Callable[[Made, int], "Made | None"]
"""What is done to a cable at one of its paragraphs; None where it cannot be done there."""


def _mark(form: str) -> Harm:
    """The mark printed in another form; `X` stands for its letters."""
    return lambda made, at: made.with_paragraph(at, mark=form.replace("X", made.level(at)))


def _letters(letters: str, instead: str) -> Harm:
    """Letters of the mark printed as others; nothing where it has none of them."""

    def harm(made: Made, at: int) -> Made | None:
        if letters not in made.level(at):
            return None
        return made.with_paragraph(at, mark=made.paragraphs[at].mark.replace(letters, instead))

    return harm


def _higher(made: Made, at: int) -> Made:
    return made.with_paragraph(at, mark="(S)" if made.classified else "(C)")


def _at_the_end(made: Made, at: int) -> Made:
    return made.with_paragraph(at, mark="", tail=f" {made.paragraphs[at].mark}")


def _before_the_number(made: Made, at: int) -> Made:
    one = made.paragraphs[at]
    return made.with_paragraph(at, number=f"{one.mark} {one.number}", mark="")


def _inside(made: Made, at: int) -> bool:
    return 0 < at < len(made.paragraphs) - 1


def _bare(made: Made, at: int) -> Made | None:
    return made.with_paragraph(at, number="", mark="") if _inside(made, at) else None


def _bare_at_the_end(made: Made, at: int) -> Made:
    return made.with_paragraph(-1 % len(made.paragraphs), number="", mark="")


def _lost(made: Made, at: int) -> Made | None:
    return (
        replace(made, paragraphs=(*made.paragraphs[:at], *made.paragraphs[at + 1 :]))
        if _inside(made, at)
        else None
    )


def _swapped(made: Made, at: int) -> Made | None:
    if not _inside(made, at):
        return None
    here, after = made.paragraphs[at], made.paragraphs[at + 1]
    return made.with_paragraph(at, number=after.number).with_paragraph(at + 1, number=here.number)


def _repeated(made: Made, at: int) -> Made | None:
    return made.with_paragraph(at, number=f"{at}.") if _inside(made, at) else None


def _joined(made: Made, at: int) -> Made | None:
    return made.with_paragraph(at - 1, gap=" ") if at else None


def _line(line: str, *, classified: bool) -> Harm:
    """Another class line, on cables that are classified or on the others."""
    return lambda made, at: replace(made, line=line) if made.classified is classified else None


def _caption(name: str, written: str) -> Harm:
    """A caption printed otherwise, or left out where `written` is empty."""

    def harm(made: Made, at: int) -> Made | None:
        if name not in made.captions:
            return None
        captions = (written if caption == name else caption for caption in made.captions)
        return replace(made, captions=tuple(filter(None, captions)))

    return harm


def _order(value: str, *, classified: bool) -> Harm:
    """Another value of the E.O. line."""
    return lambda made, at: replace(made, order=value) if made.classified is classified else None


HARMS: tuple[tuple[str, Harm], ...] = (
    ("mark-missing", _mark("")),
    ("mark-missing", _bare_at_the_end),
    *(
        ("mark-bracket-broken", _mark(form))
        for form in ("X", "(X", "X)", "(XJ", "lX)", "(X}", "((X)", "(X.)", "(\nX)")
    ),
    *(
        ("mark-bracket-broken", _letters(*pair))
        for pair in (("SBU", "5BU"), ("SBU", "S8U"), ("SBU", "S\nBU"))
    ),
    *(("mark-unknown", _letters(*pair)) for pair in (("SBU", "SUB"), ("U", "UU"), ("C", "CC"))),
    *(("mark-spacing", _mark(form)) for form in ("[X]", "( X)", "(X )")),
    ("mark-duplicate", _mark("(X) (X)")),
    ("mark-position", _at_the_end),
    ("mark-position", _before_the_number),
    ("class-too-low", _higher),
    ("number-sequence", lambda made, at: made.with_paragraph(at, number="")),
    ("number-sequence", _bare),
    ("number-sequence", _lost),
    ("number-leading-one", lambda made, at: made.with_paragraph(at, number=f"1{at + 1}.")),
    ("number-punctuation", lambda made, at: made.with_paragraph(at, number=f"{at + 1})")),
    ("number-goes-back", _swapped),
    ("number-goes-back", _repeated),
    ("paragraph-joined", _joined),
    ("class-too-low", _line("UNCLAS", classified=True)),
    ("class-too-high", _line("SECRET", classified=True)),
    ("class-too-high", _line("CONFIDENTIAL", classified=False)),
    ("class-too-high", _line("S E C R E T", classified=False)),
    ("class-typo-glue", _line("CONFIDENTAL", classified=True)),
    ("class-typo-glue", _line("UNCLASS", classified=False)),
    ("class-spacing", _line("C O N F I D E N T A L", classified=True)),
    ("sbu-without-caption", _caption("SENSITIVE", "")),
    *(("caption-unknown", _caption("SENSITIVE", word)) for word in ("SENSITVE", "SENISTIVE", "SEN5ITIVE")),
    *(("sipdis-ocr", _caption("SIPDIS", word)) for word in ("SI PDIS", "S1PDIS", "S I P D I S")),
    ("eo-decl-unclassified", _order("DECL: 03/05/2017", classified=False)),
    ("eo-na-classified", _order("N/A", classified=True)),
)
"""Each damage with the one rule that tells of it."""
