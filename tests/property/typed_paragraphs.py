"""Cables whose paragraphs begin as people type, transmit, scan and convert them, each with its truth."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SUBJECTS = (
    "The harbor master",
    "Minister Halvorsen",
    "The embassy",
    "A member of the council",
    "The port authority",
    "Econoff",
)
VERBS = ("said that", "wrote that", "told the ambassador that", "was sure that", "could not deny that")
CLAUSES = (
    "the dredging of the outer channel would begin in June",
    "the money for the soundings was there",
    "no ship had been found for the work",
    "the council would look at the plan again before the election",
    "the island paid for the survey of last year",
    "the two sides would meet again in Oslo",
)
TOPICS = (
    "Fisheries",
    "Pilots",
    "Tariffs",
    "Lighthouses",
    "Quarantine",
    "Salvage",
    "Ferries",
    "Dredging",
    "Cranes",
)
"""The first word of each paragraph: by it the test finds where a paragraph begins."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its true number and mark, and how its head is printed.

    `head` has `N` for the number and `M` for the mark. `meant` is the mark that a reader may count, None where it
    cannot be read. `within` is what the paragraph holds after its first sentences.
    """

    number: int
    mark: str
    topic: str
    prose: str
    head: str = "N. M "
    printed: str = ""
    written: str | None = None
    meant: str | None = ""
    within: str = ""
    before: str = "\n\n"
    tail: str = ""

    @property
    def text(self) -> str:
        mark = self.written if self.written is not None else f"({self.mark})" if self.mark else ""
        head = "".join(
            (self.printed or str(self.number)) if sign == "N" else mark if sign == "M" else sign
            for sign in self.head
        )
        if not mark:
            head = head.replace("  ", " ") if "M" in self.head else head
        return f"{head}{self.topic} {self.prose}{self.within}{self.tail}"


@dataclass(frozen=True)
class Case:
    """A text and its truth.

    `required` are the rules of which one must report it, empty for none; `allowed` may report besides.
    """

    kind: str
    header: str
    paragraphs: tuple[Paragraph, ...]
    required: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()
    after: str = ""

    @property
    def text(self) -> str:
        body = "".join((one.before if at else "") + one.text for at, one in enumerate(self.paragraphs))
        return f"{self.header}{body}{self.after}\n\nFARRELL\n"

    @property
    def truth(self) -> list[tuple[int, str, str | None]]:
        return [
            (one.number, one.topic, one.mark if one.meant == "" else one.meant) for one in self.paragraphs
        ]

    def changed(self, at: int, **changes: object) -> Case:
        """The case with one paragraph printed otherwise."""
        one = replace(self.paragraphs[at], **changes)  # type: ignore[arg-type]
        return replace(self, paragraphs=(*self.paragraphs[:at], one, *self.paragraphs[at + 1 :]))

    def every(self, **changes: object) -> Case:
        """The case with each paragraph printed otherwise."""
        return replace(self, paragraphs=tuple(replace(one, **changes) for one in self.paragraphs))  # type: ignore[arg-type]


HEADERS = {
    "U": ("UNCLAS BRIDGETOWN 000101\n\nSIPDIS\n\nE.O. 12958: N/A\n", ""),
    "SBU": ("UNCLAS BRIDGETOWN 000101\n\nSENSITIVE\nSIPDIS\n\nE.O. 12958: N/A\n", ""),
    "C": (
        "C O N F I D E N T I A L BRIDGETOWN 000101\n\nSIPDIS\n\nE.O. 12958: DECL: 03/05/2017\n",
        "Classified By: Jane Roe, Ambassador. Reason: 1.4 (b).\n\n",
    ),
    "S": (
        "S E C R E T BRIDGETOWN 000101\n\nSIPDIS\n\nE.O. 12958: DECL: 03/05/2017\n",
        "Classified By: Jane Roe, Ambassador. Reason: 1.4 (b).\n\n",
    ),
}
LEVELS = {"U": ("U",), "SBU": ("U", "SBU"), "C": ("U", "C"), "S": ("U", "C", "S")}


def prose(rng: random.Random, sentences: int = 0) -> str:
    """The rest of a paragraph after its first word, in lines or on one line."""
    words = ": " if rng.random() < 0.3 else " and the island. "
    parts = [
        f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(CLAUSES)}."
        for _ in range(sentences or rng.randint(2, 4))
    ]
    text = words.strip() + " " + " ".join(parts)
    text = text.lstrip()
    return wrapped(text, rng.choice((0, 60, 68)))


def wrapped(text: str, width: int) -> str:
    """The text in lines of that many characters at most; on one line for 0."""
    if not width:
        return text
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])


def clean(rng: random.Random, level: str, *, marked: bool = True, count: int = 0) -> Case:
    """A cable without a fault whose highest mark is `level`."""
    first, classifier = HEADERS[level]
    header = f"{first}TAGS: ETRD, BB\nSUBJECT: HARBOR TALKS\n\n{classifier}"
    count = count or rng.randint(4, 7)
    marks = [rng.choice(LEVELS[level]) for _ in range(count)]
    marks[rng.randrange(count)] = level
    marks[rng.randrange(count)] = level
    topics = rng.sample(TOPICS, count)
    paragraphs = tuple(
        Paragraph(at + 1, marks[at] if marked else "", topics[at], prose(rng)) for at in range(count)
    )
    return Case("clean", header, paragraphs)


LOOKS = frozenset({"number-punctuation", "number-pilcrow", "mark-spacing"})
"""What a head that is typed in another way may draw, all in all."""
JOINED = frozenset({"paragraph-joined"})

MARKED_HEADS = (
    "N. M ", "N.M ", "N.  M ", "N M ", "(N) M ", "N) M ", "¶N. M ", "¶ N. M ", "¶N M ", "¶ N M ", "N: M ", "N, M ",
    "N . M ", "N.\tM ", "N.M", "N.\nM ", "  N. M ", "**N.** M ", "**N. M** ", "N\\. M ", "# N. M ", "[N] M ", "N.) M ",
    "N.- M ", "N - M ", "N. - M ", "N.. M ", "¶(N) M ", "¶ (N) M ", "N/ M ",
)  # fmt: skip
BARE_HEADS = (
    "N. ", "N ", "N) ", "(N) ", "¶N. ", "¶ N. ", "¶N ", "¶ N ", "N.", "N.  ", "N: ", "N - ", "N . ", "N.\t", "  N. ",
    "**N.** ", "N\\. ", "N.- ", "N.) ", "# N. ",
)  # fmt: skip
JOINS = (" ", "  ", "   ", "", "\n")
"""What is left between two paragraphs."""
JOINED_HEADS = (*(("N. M ", "N.M ", "N M ", "¶N. M ", "(N) M ", "N.M") * 2), "N. ", "¶N. ", "N ", "N.", "¶N ")
STAMPED_HEADS = ("N. M ", "N M ", "(N) M ", "¶N. M ", "N.M ", "N. ", "N ", "¶N. ")
STAMPS = (
    "\n\nUNCLASSIFIED U.S. Department of State Case No. F-2030-00001 Doc No. C00000001 Date: 01/02/2030\n\n",
    "\n\nBRIDGETOWN 00000101  002 OF 003\n\n",
    "\n\nPAGE 02        BRIDGE 00101  051230Z\n\n",
    "\nPAGE 02        BRIDGE 00101  051230Z\n",
    "\n\nSIPDIS\n\nBRIDGETOWN 00000101  002 OF 003\n\n",
)
SCANNED = ((1, "l"), (1, "I"), (1, "|"), (5, "S"), (8, "B"), (2, "Z"), (6, "b"))
"""Digits, and the letters that a scanner takes for them."""


def typed_heads(rng: random.Random) -> Iterator[Case]:
    """Heads as people type them: of every paragraph, and of one."""
    for head in (*MARKED_HEADS, *BARE_HEADS):
        for level in ("SBU", "C", "S"):
            made = clean(rng, level) if "M" in head else clean(rng, "U", marked=False)
            yield replace(made.every(head=head), kind=f"all {head!r}", allowed=LOOKS)
            at = rng.randrange(len(made.paragraphs))
            if at or "M" in head:
                yield replace(made.changed(at, head=head), kind=f"one {head!r}", allowed=LOOKS)


def joined(rng: random.Random) -> Iterator[Case]:
    """Paragraphs that a converter ran together."""
    for join in JOINS:
        for head in JOINED_HEADS:
            made = clean(rng, rng.choice(("SBU", "C"))) if "M" in head else clean(rng, "U", marked=False)
            # Nothing tells a number without a mark inside the last paragraph from one of its text.
            at = rng.randrange(1, len(made.paragraphs) - ("M" not in head))
            required = frozenset() if join == "\n" else JOINED
            changed = made.changed(at, head=head, before=join)
            yield replace(changed, kind=f"joined {join!r} {head!r}", required=required, allowed=LOOKS)


def stamped(rng: random.Random) -> Iterator[Case]:
    """Paragraphs after the stamp of a page or the line of a section."""
    for before in STAMPS:
        for head in STAMPED_HEADS:
            for level in ("SBU", "C"):
                made = clean(rng, level) if "M" in head else clean(rng, "U", marked=False)
                at = rng.randrange(1, len(made.paragraphs))
                changed = made.changed(at, head=head, before=before)
                yield replace(changed, kind=f"stamped {head!r}", allowed=LOOKS)


def scanned(rng: random.Random) -> Iterator[Case]:
    """Numbers in which a scanner took letters for digits."""
    required = frozenset({"number-sequence"})
    for number, letters in SCANNED:
        for head, level in (("N. M ", "SBU"), ("N.M ", "C"), ("N. M ", "S"), ("N. ", "U"), ("N. ", "U")):
            made = clean(rng, level, marked="M" in head, count=max(number + 1, 4))
            changed = made.changed(number - 1, head=head, printed=letters)
            yield replace(changed, kind=f"scanned {letters} {head!r}", required=required, allowed=LOOKS)


def unnumbered(rng: random.Random) -> Iterator[Case]:
    """Numbers that are really missing: of one paragraph, with and without its mark, and of all but the first."""
    sequence = frozenset({"number-sequence"})
    for level in ("SBU", "C", "S") * 5:
        made = clean(rng, level)
        at = rng.randrange(1, len(made.paragraphs) - 1)
        yield replace(made.changed(at, head="M "), kind="one unnumbered", required=sequence)
        yield replace(made.changed(at, head="", written="", meant="*"), kind="one bare", required=sequence)
        rest = tuple(replace(one, head="M ", number=0) for one in made.paragraphs[1:])
        yield replace(
            made,
            paragraphs=(made.paragraphs[0], *rest),
            kind="all but the first unnumbered",
            required=sequence | {"number-unnumbered"},
        )


NORTH = "1. The north road.\n\n2. The south road."
OLD = "1. The old line.\n\n2. The new line."
TREATY = "1. The parties meet each year.\n\n2. The parties pay their own way."
FIGURES = "Harbor survey      12,000\n{}Outer channel      14,500\n{}Inner channel       9,100\n"
WITHIN = (
    ("parts", f"\n\nA. ROADS\n\n{NORTH}\n\nB. RAIL\n\n{OLD}"),
    ("marked parts", "\n\nA. (U) Roads are poor.\n\nB. (U) Rail is worse."),
    ("list", " The port asked for three things: (1) more money; (2) a second pilot; and (3) time."),
    (
        "list sentences",
        " The port asked for three things. (1) More money. (2) A second pilot. (3) Time to look at it.",
    ),
    ("list lines", " The port asked for:\n1) more money;\n2) a second pilot;\n3) time."),
    ("list dots", " The port asked for:\n\n1. more money;\n\n2. a second pilot;\n\n3. time."),
    ("table", " The figures are:\n\n1   " + FIGURES.format("2   ", "3   ")),
    ("table dots", " The figures are:\n\n1. " + FIGURES.format("2. ", "3. ")),
    ("table years", " The figures are:\n\n2005   12,000\n2006   14,500\n2007    9,100\n"),
    ("table pipes", " The figures are:\n\n| 1 | Harbor survey | 12,000 |\n| 2 | Outer channel | 14,500 |\n"),
    ("quoted", f" Begin text:\n\n{TREATY}\n\n3. The seat is Oslo.\n\nEnd text."),
    ("quoted note", f" The note reads: QUOTE\n\n{TREATY}\n\nUNQUOTE."),
    ("sum", " The council gave\n12. 5 million for the survey, and\n3 million more for pilots."),
    ("date", " The next round was set for March\n{next}. The council agreed to come."),
    ("date plain", " The next round was set for March\n{next} The council agreed to come."),
    ("time", " They met at\n10. The minister left at noon."),
    ("year", " The survey dates from\n2005. The channel was wider then."),
    ("count", " The council has\n{next} Members, and no more."),
    ("figure", " See figure\n{next}. The soundings are in meters."),
    ("section", " This follows from article\n{next}. The treaty says so."),
    ("inline date", " He came on May {next}. The council met him. Only {next} Members spoke."),
    ("inline law", " He cited section {next}. The council met him."),
    ("decimal", " Growth was {next}.5 percent. The deficit was {next}.1 percent."),
    ("roman", " The port asked for: I. more money; II. a second pilot; III. time."),
    ("money", " The fee is\n$5. The pilots want 6. The port pays 7."),
    ("range", " Boats 1-3 sail. Boats 4 and 5 do not. Sheds 6 through 8 are full."),
    ("paras", " See paras 2 and 3 above. Paragraph\n{next} below gives the names."),
)
"""What a paragraph holds that has numbers, and is not a paragraph; `{next}` is the number of the next one."""
AFTER = (
    ("annexes", f"\n\nANNEX A\n\n{NORTH}\n\nANNEX B\n\n{OLD}"),
    ("annex text", f"\n\nBegin text of annex:\n\n{TREATY}\n\n3. The seat is Oslo.\n\nEnd text of annex."),
    ("table", "\n\n1   " + FIGURES.format("2   ", "3   ")),
)


def scopes(rng: random.Random) -> Iterator[Case]:
    """Numbers that belong to parts, tables, quoted texts and lists, or to no count at all."""
    for name, text in WITHIN:
        for level in ("SBU", "C", "U", "S", "U", "SBU"):
            made = clean(rng, level, marked=level != "U" or name == "marked parts")
            at = rng.randrange(len(made.paragraphs) - 1)
            yield replace(made.changed(at, within=text.format(next=at + 2)), kind=f"within {name} {level}")
    for name, text in AFTER:
        for level in ("SBU", "C", "U", "U"):
            yield replace(clean(rng, level, marked=level != "U"), after=text, kind=f"after {name} {level}")


def cases(seed: int, rounds: int) -> Iterator[Case]:
    """The cases of a seed, in so many rounds."""
    rng = random.Random(seed)
    for _ in range(rounds):
        for kind in (typed_heads, joined, stamped, scanned, unnumbered, scopes):
            yield from kind(rng)
