"""Invented cables for measuring.

Any number in each layout that archives hold, no two alike, the same for the same seed.

Posts, people and events are made up. The texts are clean but for what a layout brings along (page lines
inside paragraphs, release stamps), so that what is measured is the reading and the rules, not the telling of
faults.
"""

from __future__ import annotations

from random import Random
from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZE = 10_000
"""Characters of a cable, about: what the budgets are given for."""

POSTS = (
    "BRIDGETOWN",
    "VALLETTA",
    "WINDHOEK",
    "REYKJAVIK",
    "MONTEVIDEO",
    "GABORONE",
    "LJUBLJANA",
    "VIENTIANE",
    "PORT LOUIS",
    "TALLINN",
)
CITIES = (
    "Bridgetown",
    "Valletta",
    "Windhoek",
    "Reykjavik",
    "Montevideo",
    "Gaborone",
    "Ljubljana",
    "Vientiane",
    "Port Louis",
    "Tallinn",
)
TAGS = ("ETRD", "EWWT", "PREL", "PGOV", "ECON", "EAGR", "SENV", "PHUM", "EFIN", "ENRG", "EAIR", "ELAB")
COUNTRIES = ("BB", "MT", "WA", "IC", "UY", "BC", "SI", "LA", "MP", "EN")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
NAMES = (
    "HALVORSEN",
    "OKONJO",
    "BELLWETHER",
    "CASTELLAN",
    "DRUMMOND",
    "FAIRWEATHER",
    "LINDQVIST",
    "MARCHBANKS",
)
OPENINGS = (
    "The minister told the Ambassador that", "In a meeting with Econoff,", "According to local newspapers,", "The port authority announced that",
    "Opposition leaders said that", "Our contact at the central bank added that", "During a visit to the north,", "Post has learned that",
)  # fmt: skip
WORDS = ["government", "ministry", "harbor", "grain", "export", "tariff", "delegation", "agreement", "budget", "election", "parliament", "committee", "railway", "customs", "fishery", "treaty", "investment", "currency", "inflation", "subsidy", "refinery", "pipeline", "drought", "irrigation", "village", "province", "governor", "mayor", "union", "strike", "wage", "contract", "tender", "auction", "bidder", "license", "regulator", "airline", "runway", "quota", "sugar", "cotton", "copper", "timber", "textile", "clinic", "vaccine", "university", "scholarship", "newspaper", "editor", "censor", "court", "judge", "prosecutor", "reform", "amendment", "coalition", "cabinet", "deputy", "adviser", "envoy", "summit", "border", "refugee", "convoy", "patrol", "ceasefire", "observer", "monitor", "ballot", "census", "survey", "forecast", "deficit", "surplus", "reserve", "bond", "lender", "auditor", "pension", "hospital", "teacher", "farmer", "herder", "fisherman", "would", "could", "might", "expects", "plans", "hopes", "intends", "delays", "rejects", "supports", "opposes", "reviews", "approves", "signs", "ratifies", "suspends", "resumes", "discusses", "promised", "warned", "noted", "stressed", "denied", "confirmed", "suggested", "complained", "agreed", "argued", "the", "the", "the", "the", "of", "of", "of", "to", "to", "in", "in", "and", "and", "that", "for", "with"]  # fmt: skip


class Writer:
    """Writes cables; two with the same seed write the same."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._serial = 1000  # above every number in a reference to a cable of the same post

    def cable(self, layout: str, size: int = SIZE) -> str:
        """One more cable in that layout (a key of LAYOUTS), of about that many characters."""
        self._serial += 1
        return LAYOUTS[layout](self, size)

    def cables(self, count: int, size: int = SIZE) -> Iterator[str]:
        """So many cables, the layouts in turn."""
        for index in range(count):
            yield self.cable(tuple(LAYOUTS)[index % len(LAYOUTS)], size)

    # --- pieces ------------------------------------------------------------------------------------------------------------

    def sentence(self) -> str:
        """A sentence of ten to thirty words, with a name or a figure here and there."""
        words = [*self.one(OPENINGS).split(), *self._random.choices(WORDS, k=self._random.randint(8, 24))]
        if self._random.random() < 0.3:
            words.insert(len(words) // 2, self.one(CITIES))
        if self._random.random() < 0.3:
            words.insert(-2, f"{self._random.randint(2, 900)},000 tons")
        return " ".join(words) + "."

    def paragraphs(
        self, size: int, marks: tuple[str, ...], width: int = 65, *, capitals: bool = False
    ) -> Iterator[str]:
        """Numbered paragraphs of about so many characters together, each with a mark where there are marks."""
        written, number = 0, 0
        while written < size or number < 2:
            number += 1
            mark = f"{marks[number % len(marks)]} " if marks else ""
            prose = "  ".join(self.sentence() for _ in range(self._random.randint(2, 6)))
            if number == 1:
                prose = f"Summary: {prose} End summary."
            paragraph = fill(f"{number}. {mark}{prose}", width, break_on_hyphens=False)
            written += len(paragraph) + 2
            yield paragraph.upper() if capitals else paragraph

    def one(self, choices: tuple[str, ...]) -> str:
        """One of them."""
        return self._random.choice(choices)

    def number(self, least: int, most: int) -> int:
        """A number in that range."""
        return self._random.randint(least, most)

    def title(self) -> str:
        """A subject in capitals."""
        return " ".join(self._random.choices(WORDS[:90], k=6)).upper()

    def tags(self) -> str:
        """Three subject tags and a country."""
        return ", ".join([*self._random.sample(TAGS, 3), self.one(COUNTRIES)])

    def moment(self, year: int) -> str:
        """A date-time group without its precedence."""
        return f"{self.number(1, 28):02}{self.number(0, 23):02}{self.number(0, 59):02}Z {self.one(MONTHS)} {year % 100:02}"

    @property
    def serial(self) -> int:
        """The number of the cable under way: what makes it unlike all others."""
        return self._serial


def archive(writer: Writer, size: int) -> str:
    """The archive extract of 1985-2010: class line, captions, E.O., TAGS, SUBJECT, REF."""
    post, serial = writer.one(POSTS), writer.serial
    head = (
        f"UNCLAS {post} {serial:06}\n\nSIPDIS\n\nSENSITIVE\n\nSTATE FOR EB/TRA AND WHA/CAR\n\nE.O. 12958: N/A\n\nTAGS: {writer.tags()}\n\n"
        f"SUBJECT: {writer.title()}\n\nREF: A. {post} {writer.number(100, 999)}\n     B. STATE {writer.number(1000, 99999)}\n\n"
        "SENSITIVE BUT UNCLASSIFIED--PLEASE PROTECT ACCORDINGLY.\n\n"
    )  # fmt: skip
    body = "\n\n".join(writer.paragraphs(size - len(head), ("(U)", "(SBU)")))
    return f"{head}{body}\n\n{writer.one(NAMES)}\n"


def telegram(writer: Writer, size: int) -> str:
    """The transmitted telegram: routing, then the cable, with page lines inside its text."""
    post, serial, year = writer.one(POSTS), writer.serial, writer.number(2004, 2009)
    head = (
        f"VZCZCXRO{writer.number(1000, 9999)}\nPP RUEHRN\nDE RUEHBR #{serial % 10000:04}/01 {writer.number(100, 364)}{writer.number(1000, 2359)}\n"
        f"ZNY CCCCC ZZH\nP {writer.moment(year)}\nFM AMEMBASSY {post}\nTO RUEHC/SECSTATE WASHDC PRIORITY {writer.number(1000, 9999)}\n"
        "INFO RUEHSS/OECD POSTS COLLECTIVE\nRUEHRN/USMISSION UN ROME\nRHEHNSC/NSC WASHDC\nBT\n"
        f"C O N F I D E N T I A L {post} {serial:06} \n\nSIPDIS \n\nE.O. 12958: DECL: 03/02/2015 \nTAGS: {writer.tags()}\n"
        f"SUBJECT: {writer.title()} \n\nREF: {post} {writer.number(100, 999)} \n\nClassified By: ECONOMIC OFFICER JANE ROE FOR REASONS 1.4 (B) AND (D). \n\n"
    )  # fmt: skip
    body = "\n\n".join(writer.paragraphs(size - len(head), ("(C)", "(U)")))
    lines = body.split("\n")
    for page, at in enumerate(range(40, len(lines), 44), 2):
        lines.insert(at, f"\n{post[:10]} {serial:08}  {page:03} OF 009\n")
    return head + "\n".join(lines) + f"\n{writer.one(NAMES)}\nBT\n#{serial % 10000:04}\n\nNNNN\n"


def aad(writer: Writer, size: int) -> str:
    """The archive print of 1973-79: capitals, PAGE lines, offices, Message Attributes."""
    post, serial, year = writer.one(POSTS), writer.serial, writer.number(1974, 1979)
    moment = writer.moment(year)
    page = f"\nLIMITED OFFICIAL USE\n\nLIMITED OFFICIAL USE\n\nPAGE {{:02}}        {post[:6]}  {serial % 100000:05}  {moment[:7]}\n\n"
    head = (
        "          Declassified/Released US Department of State EO Systematic Review 20 Mar 2014\n\n\n                    Message Text\n"
        f"LIMITED OFFICIAL USE\n\nPAGE 01        {post[:6]}  {serial % 100000:05}  {moment[:7]}\n\n11\nACTION ARA-15\n\n"
        "INFO  OCT-01 ISO-00 CIAE-00 COM-04 EB-08 INR-10\n\n /038 W\n                     ---------------------     "
        f"{writer.number(10000, 99999):06}\nR {moment}\nFM AMEMBASSY {post}\nTO SECSTATE WASHDC {writer.number(1000, 9999)}\nINFO AMEMBASSY PORT OF SPAIN\n\n"
        f"LIMITED OFFICIAL USE {post} {serial % 100000:04}\n\nE.O. 11652: N/A\nTAGS: {writer.tags()}\nSUBJECT: {writer.title()}\n\n"
        f"REF: {post} {writer.number(100, 999)}\n\n"
    )  # fmt: skip
    tail = (
        f"{writer.one(NAMES)}\n\n\nLIMITED OFFICIAL USE\n\n\n<< END OF DOCUMENT >>\n\n\n                    Message Attributes\n\n"
        f"Automatic Decaptioning: X\nOriginal Classification: LIMITED OFFICIAL USE\nCurrent Classification: UNCLASSIFIED\nDocument Number: {year}{post[:6]}{serial:05}\n"
        "Executive Order: N/A\nErrors: N/A\nFilm Number: D790231-0455\n"
    )
    body = "\n\n".join(writer.paragraphs(size - len(head) - len(tail), (), 66, capitals=True))
    lines = body.split("\n")
    for number, at in enumerate(range(40, len(lines), 56), 2):
        lines.insert(at, page.format(number))
    return head + "\n".join(lines) + "\n" + tail


def smart(writer: Writer, size: int) -> str:
    """The SMART print of 2009 on, as a release copy: fields, banners, stamps at the foot of each page."""
    post, serial, year = writer.one(POSTS), writer.serial, writer.number(2010, 2014)
    stamp = f"\nUNCLASSIFIED U.S. Department of State Case No. F-2014-{serial:05} Doc No. C0{serial:07} Date: 03/09/2016\n\n"
    field = "{:<31}{}\n".format
    head = (
        f"{' ' * 40}UNCLASSIFIED\n{' ' * 44}SBU\n\nRELEASED IN FULL\n\n" + field("MRN:", f"{year % 100} {post} {serial}")
        + field("Date/DTG:", f"Mar 05, {year} / 051230Z MAR {year % 100}") + field("From:", f"AMEMBASSY {post}") + field("Action:", "WASHDC, SECSTATE ROUTINE")
        + field("E.O.:", "13526") + field("TAGS:", writer.tags()) + field("Captions:", "SENSITIVE, SIPDIS")
        + field("Reference:", f"{year % 100} {post} {writer.number(100, 999)}") + field("Pass Line:", "STATE FOR WHA/CAR") + field("Subject:", writer.title().title())
        + "\n"
    )  # fmt: skip
    tail = (
        "\n\n" + field("Signature:", writer.one(NAMES).title()) + "\n" + field("Drafted By:", f"{post}:Roe, Jane") + field("Cleared By:", "POL/ECON:Doe, John")
        + field("Approved By:", f"{post}:Roe, Richard") + field("Released By:", f"{post}:Roe, Jane") + field("Info:", "OECD POSTS COLLECTIVE ROUTINE")
        + f"\n{' ' * 40}UNCLASSIFIED\n{' ' * 44}SBU\n"
    )  # fmt: skip
    paragraphs = list(writer.paragraphs(size - len(head) - len(tail), ("(SBU)", "(U)"), 110))
    return (
        head
        + "".join(
            f"{paragraph}\n{stamp if index % 4 == 3 else chr(10)}"
            for index, paragraph in enumerate(paragraphs)
        )
        + tail
    )


def draft(writer: Writer, size: int) -> str:
    """The Department draft: drafting form, addresses, header, text."""
    post, serial, year = writer.one(POSTS), writer.serial, writer.number(2010, 2014)
    head = (
        f"UNCLASSIFIED\n\n\n\nWHA/CAR:JROE\n03/09/{year} 202-555-{serial % 10000:04}\nTHE SECRETARY\n\nWHA/DAS:ADOE - OK\nEB/TRA:BDOE - INFO\n\n"
        f"IMMEDIATE {post}\n\nSENSITIVE\n\nE.O. 13526: N/A\n\nTAGS: {writer.tags()}\n\nSUBJECT: (U) {writer.title()}\n\n"
        f"REF: A. {year % 100} {post} {writer.number(100, 999)}\n     B. {year % 100} {post} {writer.number(10, 99)}\n\n"
    )
    body = "\n\n".join(writer.paragraphs(size - len(head), ("(SBU)", "(U)"), 62))
    return f"{head}{body}\nYY\nUNCLASSIFIED\n"


def edition(writer: Writer, size: int) -> str:
    """The printed edition: number and title, place and date, text, source note."""
    city, year = writer.one(CITIES), writer.number(1973, 1980)
    head = (
        f"{writer.serial}. Telegram From the Embassy in {writer.one(CITIES)} to the Department of State\n\n"
        f"{city}, March {writer.number(1, 28)}, {year}, {writer.number(0, 23):02}{writer.number(0, 59):02}Z\n\n"
        f"{writer.number(100, 9999)}. Subject: {writer.title().title()}.\n\n"
    )
    tail = f"\n\nSource: National Archives, RG 59, Central Foreign Policy File, D{year % 100}0231-0455. Confidential; Priority. Sent for information to Rome.\n"
    return head + "\n\n".join(writer.paragraphs(size - len(head) - len(tail), (), 400)) + tail


LAYOUTS: dict[str, Callable[[Writer, int], str]] = {
    "archive": archive, "telegram": telegram, "aad": aad, "smart": smart, "draft": draft, "edition": edition,
}  # fmt: skip
"""The layouts by the names that the reader gives them."""
