"""Texts shaped as records keep cables, with the damages that archives, converters and hands do to them."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = (
    "the", "harbor", "master", "said", "that", "dredging", "of", "outer", "channel", "would", "begin", "in", "June",
    "and", "Secretary", "Halvorsen", "asked", "how", "long", "confidential", "soundings", "wait", "secretaries", "9",
)  # fmt: skip
MARKS = ("(U)", "(SBU)", "(U)", "(SBU)", "(C)", "(SUB)", "(SBU/NF)", "")
DAMAGED_MARKS = ("(SBU )", "( U)", "(sbu)", "(SBU", "SBU)", "(5BU)", "(U) (U)", "(U//SBU)")
CAPTIONS = (
    "SIPDIS",
    "SENSITIVE",
    "SIPDIS\n\nSIPDIS",
    "SIPDIS SENSITIVE",
    "SI PDIS",
    "NOFORN",
    "STADIS\nEXDIS",
)
BREAKS = (
    "\n\nSIPDIS\n\n",
    "\n\nBRIDGETOWN 00000101  002 OF 003\n\n",
    "\n\nSIPDIS\n\nBRIDGETOWN 00000101  002 OF 003\n\n",
    "\n\nUNCLASSIFIED U.S. Department of State Case No. F-2030-00001 Doc No. C00000001 Date: 01/02/2030\n\n",
    "\n\nUNCLASSIFIED\n\n\nUNCLASSIFIED\n\nPAGE 02        BRIDGE 00101  051230Z\n\n",
    "\n\nB5\n\n",
    "\n\n",
    "\n",
)
SIGNS = (
    "\\$9", "\\*", "&amp;", "&amp;amp;", "&lt;", "&eacute;", "[Roe](#)", "[a](http://b.c)", "\u00a0", "\\\n", "\r\r\n",
    "\r", "“so”", "—", "Comment:", "Begin text:", "End summary.", "(U)", "\\(SBU\\)", "16. ", "1\\. (U) ",
)  # fmt: skip
CLASSES = (
    "UNCLAS",
    "UNCLAS",
    "CONFIDENTIAL",
    "UNCLAS SENSITIVE",
    "LIMITED OFFICIAL USE",
    "U N C L A S",
    "UNCLASS",
)
SECTIONS = ("", "", "SECTION 01 OF 02 ", "SECTON 01 OF 02 ", "SECTION 01GF 02 ")
TAGS = ("ETRD, BB", "[ETRD](#) [BB](#)", "ETRD BB ETRD", "ETRDBB", "")
LEADS = ("", "", "This record is a partial extract of the original cable.\n\n")


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """Some words, with signs of a converter and interruptions among them."""
    pieces = draw(st.lists(st.sampled_from(WORDS) | st.sampled_from(WORDS + SIGNS), min_size=3, max_size=14))
    if draw(st.integers(0, 3)) == 0:
        pieces.insert(draw(st.integers(1, len(pieces) - 1)), draw(st.sampled_from(BREAKS)))
    return " ".join(pieces).replace(" \n", "\n").replace("\n ", "\n") + draw(
        st.sampled_from((".", ".", "", ":"))
    )


@st.composite
def numbers(draw: st.DrawFn, count: int) -> list[str]:
    """The numbers of paragraphs: right, or with a digit glued to a run of them, one lost or one repeated."""
    right = [str(number) for number in range(1, count + 1)]
    start = draw(st.integers(0, count))
    damage = draw(st.sampled_from(("none", "none", "glued", "lost", "repeated", "absent")))
    if damage == "glued":
        return [number if index < start else f"1{number}" for index, number in enumerate(right)]
    if damage in {"lost", "repeated"}:
        step = 1 if damage == "lost" else -1
        return [str(int(number) + step * (index >= start)) for index, number in enumerate(right)]
    return [""] * count if damage == "absent" else right


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """The text of a cable."""
    count = draw(st.integers(1, 7))
    printed = draw(numbers(count))
    marks = draw(
        st.lists(
            st.sampled_from(MARKS + DAMAGED_MARKS) | st.sampled_from(MARKS), min_size=count, max_size=count
        )
    )
    gap = draw(st.sampled_from((" ", " ", "")))
    heads = [
        f"{number and draw(st.sampled_from(('', '', '¶')))}{number}{number and '.'}" for number in printed
    ]
    bodies = [" ".join(draw(st.lists(sentences(), min_size=1, max_size=3))) for _ in heads]
    return "\n\n".join(
        f"{head}{gap}{mark}{gap}{body}".strip() for head, mark, body in zip(heads, marks, bodies, strict=True)
    )


@st.composite
def cables(draw: st.DrawFn) -> str:
    """One cable, as extracts or transmitted telegrams print it, with `\\n`, `\\r\\n` or both at line ends."""
    lead = draw(st.sampled_from(LEADS))
    section = draw(st.sampled_from(SECTIONS))
    opening = f"{draw(st.sampled_from(CLASSES))} {section}BRIDGETOWN 000101\n\n"
    if draw(st.booleans()):
        lead += "R 051230Z MAR 05\nFM AMEMBASSY BRIDGETOWN\nTO SECSTATE WASHDC 0101\nBT\n"
    captions = "".join(f"{caption}\n\n" for caption in draw(st.lists(st.sampled_from(CAPTIONS), max_size=3)))
    tags, subject = draw(st.sampled_from(TAGS)), draw(sentences())
    header = f"E.O. 12958: N/A\nTAGS: {tags}\nSUBJECT: {subject.split(chr(10))[0].upper()}\n\n"
    text = f"{lead}{opening}{captions}{header}{draw(paragraphs())}\n"
    text += draw(st.sampled_from(("HALVORSEN\n", "HALVORSEN", "", "\n\nBT\n#0101\nNNNN\n")))
    ends = draw(st.sampled_from(("\n", "\n", "\r\n", "mixed")))
    if ends == "mixed":
        return "\n".join(f"{line}\r" if index % 3 else line for index, line in enumerate(text.split("\n")))
    return text.replace("\n", ends)


texts = (
    st.text(st.characters(codec="utf-8"), max_size=300)
    | cables()
    | st.lists(cables(), min_size=2, max_size=3).map("\n\n".join)
)
"""Any text, a cable, or several in one file."""
