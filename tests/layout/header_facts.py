"""Invented cables and how each layout prints their headers, without a fault."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

POSTS = {
    "BELGRADE": "AMEMBASSY BELGRADE",
    "OTTAWA": "AMEMBASSY OTTAWA",
    "LA PAZ": "AMEMBASSY LA PAZ",
    "NEW DELHI": "AMEMBASSY NEW DELHI",
    "TEL AVIV": "AMEMBASSY TEL AVIV",
    "PORT OF SPAIN": "AMEMBASSY PORT OF SPAIN",
    "GENEVA": "USMISSION GENEVA",
    "LONDON": "AMEMBASSY LONDON",
    "RABAT": "AMEMBASSY RABAT",
    "STATE": "SECSTATE WASHDC",
    "HARARE": "AMEMBASSY HARARE",
    "KUALA LUMPUR": "AMEMBASSY KUALA LUMPUR",
}
COPIES = (
    "AMEMBASSY PARIS",
    "AMEMBASSY BERN",
    "USMISSION USUN NEW YORK",
    "AMCONSUL LAGOS",
    "AMEMBASSY OSLO",
    "USEU BRUSSELS",
)
NAMES = ("HALVORSEN", "ROSSI", "DE WITT", "O'BRIEN", "MCKAY", "BRANDT", "LINDQVIST", "TAN")
TOPICS = (
    "HARBOR DUES AND THE OUTER CHANNEL", "VISIT OF THE SURVEY TEAM", "LOCAL ELECTIONS POSTPONED AGAIN",
    "GRAIN SHIPMENTS DELAYED AT THE PORT", "MEETING WITH THE FISHERIES MINISTER", "POWER CUTS IN THE NORTH",
)  # fmt: skip
TAGS = (("PREL", "ETRD"), ("ECON", "EAGR", "EFIS"), ("PGOV", "PINR"), ("OVIP", "PREL"))
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
SENTENCES = (
    "The harbor master said that dredging of the outer channel\nwould begin in June.",
    "The council would look at the plan again after the\nelection, and asked how long soundings would take.",
    "No ship had been found for the work.",
    "Post will report further on the money for the survey.",
)
LEVELS = {
    "UNCLAS": "UNCLASSIFIED",
    "UNCLASSIFIED": "UNCLASSIFIED",
    "LIMITED OFFICIAL USE": "LIMITED OFFICIAL USE",
    "CONFIDENTIAL": "CONFIDENTIAL",
    "SECRET": "SECRET",
}
MARK = {"UNCLASSIFIED": "U", "LIMITED OFFICIAL USE": "LOU", "CONFIDENTIAL": "C", "SECRET": "S"}


@dataclass(frozen=True)
class Facts:
    """What a cable says of itself."""

    layout: str
    words: str
    post: str
    number: str
    section: tuple[int, int] | None
    sent: date
    captions: tuple[str, ...]
    to: tuple[str, ...]
    info: tuple[str, ...]
    tags: tuple[str, ...]
    subject: str
    signature: str
    order: str
    sender: str = ""

    @property
    def level(self) -> str:
        return LEVELS[self.words]

    @property
    def truth(self) -> dict[str, object]:
        """The fields that the layout prints."""
        routed = self.layout not in {"archive", "draft"}
        return {
            "class": self.level,
            "captions": frozenset(self.captions),
            "post": None if self.layout == "draft" else self.post,
            "number": None if self.layout == "draft" else self.number.lstrip("0"),
            "section": None if self.layout in {"smart", "draft"} else self.section,
            "date": self.sent if routed or self.layout == "draft" else None,
            "from": (self.sender,) if routed else (),
            "to": self.to if routed else (),
            "info": self.info if routed else (),
            "subject": self.subject,
            "tags": self.tags,
            "signature": None if self.layout == "draft" else self.signature,
        }


def facts(random: Random, layout: str) -> Facts:
    """Facts of one cable, as the years of the layout have them."""
    first, last = {
        "archive": (1986, 2009), "telegram": (1986, 2009), "aad": (1973, 1979), "smart": (2010, 2012),
        "draft": (2009, 2012), "release": (1990, 1999),
    }[layout]  # fmt: skip
    year = random.randint(first, last)
    sent = date(year, random.randint(1, 12), random.randint(1, 28))
    old = sent < date(1995, 10, 1)
    words = random.choice(["UNCLAS", "CONFIDENTIAL", "SECRET", "LIMITED OFFICIAL USE" if old else "UNCLAS"])
    words = "UNCLASSIFIED" if words == "UNCLAS" and layout in {"smart", "draft"} else words
    if layout in {"smart", "draft"} and words != "UNCLASSIFIED":
        words = random.choice(["UNCLASSIFIED", words])
    post = random.choice(list(POSTS))
    number = random.randint(101, 9899)
    captions: tuple[str, ...] = ("SENSITIVE",) if words.startswith("UNCLAS") and not old else ()
    if layout != "aad" and year >= 1998:
        captions = ("SIPDIS", *captions)
    elif old and random.random() < 0.4:
        captions = (random.choice(["EXDIS", "LIMDIS", "NODIS", "STADIS"]),)
    order = (
        "11652"
        if year < 1979
        else "12065"
        if year < 1983
        else "12356"
        if old
        else "12958"
        if year < 2010
        else "13526"
    )
    to = ("AMEMBASSY MANILA",) if post == "STATE" else ("SECSTATE WASHDC",)
    return Facts(
        layout, words, post, f"{number:06d}" if layout in {"archive", "telegram", "release"} else str(number),
        random.choice([None, None, (1, 2), (1, 3)]), sent, captions, to,
        tuple(random.sample(COPIES, random.randint(0, 4))),
        random.choice(TAGS), random.choice(TOPICS), random.choice(NAMES), order, POSTS[post],
    )  # fmt: skip


@dataclass
class Print:
    """The lines of a printed cable, in parts that a variant may change and put elsewhere."""

    facts: Facts
    above: list[str] = field(default_factory=list)
    dtg: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    end: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    def written(self) -> str:
        """The whole print."""
        parts = [
            self.above,
            self.dtg,
            self.addresses,
            self.opening,
            self.captions,
            self.header,
            self.text,
            self.end,
            self.below,
        ]
        return "\n".join(line for part in parts for line in part) + "\n"


def spaced(words: str) -> str:
    """Class words with their letters apart, as telegrams print RESTRICTED and above."""
    return "  ".join(" ".join(word) for word in words.split())


def class_line(facts: Facts, words: str | None = None) -> str:
    """The classification line of a telegram."""
    section = f" SECTION {facts.section[0]:02d} OF {facts.section[1]:02d}" if facts.section else ""
    return f"{facts.words if words is None else words}{section} {facts.post} {facts.number}"


def group(facts: Facts, precedence: str = "P") -> str:
    """The date-time group."""
    return (
        f"{precedence} {facts.sent.day:02d}1651Z {MONTHS[facts.sent.month - 1]} {facts.sent.year % 100:02d}"
    )


def printed(facts: Facts) -> Print:
    """The cable as its layout prints it."""
    made = Print(facts)
    level = facts.level
    mark = MARK[level] if facts.layout != "aad" else ""
    decl = (
        "N/A" if level in {"UNCLASSIFIED", "LIMITED OFFICIAL USE"} else f"DECL: 03/04/{facts.sent.year + 9}"
    )
    if facts.layout == "aad":
        decl = "N/A" if decl == "N/A" else "GDS"
    sensitive = "SENSITIVE" in facts.captions
    marks = ["SBU" if sensitive else mark, "U" if mark else ""]
    made.header = [
        f"E.O. {facts.order}: {decl}",
        f"TAGS: {', '.join(facts.tags)}",
        f"SUBJECT: {facts.subject}",
        "",
    ]
    if decl.startswith("DECL"):
        made.header += ["Classified By: Jane Roe, Ambassador. Reason: 1.4 (b).", ""]
    for number, sentence in enumerate(SENTENCES[:3], 1):
        marked = f"({marks[number % 2]}) " if mark else ""
        made.text += [f"{number}. {marked}{sentence}", ""]
    made.end = [facts.signature]
    words = spaced(facts.words) if level in {"CONFIDENTIAL", "SECRET"} else facts.words
    made.opening = [class_line(facts, words), ""]
    made.captions = [*facts.captions, ""] if facts.captions else []
    made.dtg = [group(facts)]
    routes = [f"INFO {facts.info[0]}", *facts.info[1:]] if facts.info else []
    made.addresses = [f"FM {facts.sender}", f"TO {facts.to[0]} PRIORITY 1234", *routes]
    getattr(_Layouts, facts.layout)(made)
    return made


class _Layouts:
    """What each layout prints around the common lines."""

    @staticmethod
    def archive(made: Print) -> None:
        made.dtg, made.addresses = [], []

    @staticmethod
    def telegram(made: Print) -> None:
        letter = {"UNCLASSIFIED": "U", "LIMITED OFFICIAL USE": "E", "CONFIDENTIAL": "C", "SECRET": "S"}[
            made.facts.level
        ]
        security = f"ZN{'R' if letter == 'U' else 'Y'} {letter * 5} ZZH"
        made.above = [
            "VZCZCXRO0412",
            "PP RUEHC",
            f"DE RUEHBW #{int(made.facts.number) % 10000:04d} 0651651",
            security,
        ]
        made.addresses.append("BT")
        made.end += ["BT", f"#{int(made.facts.number) % 10000:04d}", "NNNN"]

    @staticmethod
    def aad(made: Print) -> None:
        page = f"PAGE 01        {made.facts.post[:6].replace(' ', '')}  {int(made.facts.number):05d}  071700Z"
        made.above = [
            made.facts.words,
            "",
            page,
            "",
            "ACTION EUR-12",
            "",
            "INFO  OCT-01  ISO-00  SS-15  /028 W",
        ]
        made.above += ["                     ---------------------     088588"]
        made.addresses.append("")
        made.below = ["", made.facts.words, "", "", "NNN"]

    @staticmethod
    def release(made: Print) -> None:
        stamp = (
            "UNCLASSIFIED U.S. Department of State Case No. F-2010-00001 Doc No. C00000001 Date: 01/02/2015"
        )
        page = f"PAGE 01        {made.facts.post[:6].replace(' ', '')}  {int(made.facts.number):05d}  071700Z"
        made.above = [stamp, "RELEASED IN FULL", "", made.facts.words, "", page, "ACTION EUR-00", ""]
        made.above += [
            "INFO  LOG-00   AID-00   ACQ-00   CIAE-00",
            "                  ------------------7C4C8C  071702Z /38",
            "",
        ]
        made.addresses.append("")
        made.below = ["", made.facts.words, "", stamp]

    @staticmethod
    def smart(made: Print) -> None:
        facts = made.facts
        year = facts.sent.year % 100
        month = MONTHS[facts.sent.month - 1]
        made.above = [facts.words, *(["SBU"] if "SENSITIVE" in facts.captions else [])]
        made.opening = [f"MRN: {year} {facts.post} {facts.number}"]
        made.dtg, made.addresses = [], []
        made.opening += [
            f"Date/DTG: {month.title()} {facts.sent.day:02d}, {facts.sent.year} / {group(facts)[2:]}"
        ]
        made.opening += [f"From: {facts.sender}", f"Action: {facts.to[0]} ROUTINE"]
        made.header = made.header[:2]
        made.header[0] = f"E.O.: {facts.order}"
        made.captions = [f"Captions: {', '.join(facts.captions)}"] if facts.captions else []
        made.header, made.captions = [*made.header, *made.captions, f"Subject: {facts.subject}", ""], []
        made.end = [f"Signature: {facts.signature}", "Drafted By: ECON:Roe, Jane"]
        if facts.info:
            made.end.append(f"Info: {'; '.join(f'{name} ROUTINE' for name in facts.info)}")
        made.end += ["Action Post: NONE", "Dissemination Rule: Released Copy"]
        made.below = [facts.words]

    @staticmethod
    def draft(made: Print) -> None:
        facts = made.facts
        made.above = [facts.words, ""]
        made.dtg = ["EUR/SCE:JROE", f"{facts.sent:%m/%d/%Y} 202-555-0100", "THE SECRETARY", ""]
        made.addresses = ["EUR/SCE:HDOE - OK", "WHA/CAN, EB/TRA", "IMMEDIATE OTTAWA", ""]
        made.opening = []
        made.end = ["YY", facts.words]


def _placed(name: str) -> str:
    """An addressee as SMART prints it: the place, then the office."""
    office, place = name.split(maxsplit=1)
    return f"{place}, {office}"


def smart_names(facts: Facts) -> Facts:
    """The same facts with the addresses as SMART prints them."""
    return replace(facts, to=tuple(map(_placed, facts.to)), info=tuple(map(_placed, facts.info)))
