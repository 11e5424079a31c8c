"""Invented cables as data: paragraphs of words, some of which a release has to withhold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

GIVEN = [
    "Alwyn",
    "Berit",
    "Casimir",
    "Dorthea",
    "Evander",
    "Fenella",
    "Gaspard",
    "Hedvig",
    "Ignatz",
    "Jocasta",
    "Leopold",
    "Mirela",
    "Nestor",
    "Ottoline",
]
FAMILY = [
    "Marchetti",
    "Okonjo",
    "Vasquez",
    "Lindqvist",
    "Abernathy",
    "Karimov",
    "Thibault",
    "Oyelaran",
    "Pemberton",
    "Szabo",
    "Drummond",
    "Castellan",
    "Fitzwarren",
    "Haraldsen",
    "Nakagawa",
    "Al-Rashid",
    "O'Dwyer",
    "Muñoz",
]
POSTS = ["BRIDGETOWN", "KINGSTON", "NASSAU", "SUVA", "OUAGADOUGOU", "MAPUTO", "LILONGWE", "TALLINN"]
SUBJECTS = [
    "harbor dues",
    "cotton quotas",
    "rural clinics",
    "ferry safety",
    "fishing licences",
    "grain storage",
    "radio masts",
    "flood relief",
]
OPENINGS = [
    "The ministry said that",
    "Embassy contacts believe that",
    "The port authority announced on Tuesday that",
    "A delegation of farmers complained that",
    "According to the local press,",
    "The opposition claims that",
    "Officials of the central bank told us that",
    "The committee decided last week that",
]
THINGS = [
    "the new tariff",
    "the dredging contract",
    "the cooperative",
    "the regional assembly",
    "the bridge at the river mouth",
    "the training program",
    "the census",
    "the inspection of vessels",
    "the vaccination campaign",
    "the irrigation scheme",
    "the telephone exchange",
    "the customs hall",
    "the sugar refinery",
    "the teachers' union",
]
ENDINGS = [
    "would be postponed until the rains are over",
    "costs twice as much as planned",
    "has the support of most villages",
    "was badly managed from the beginning",
    "needs spare parts that nobody can import",
    "will employ forty more people",
    "depends on a loan which parliament has not approved",
    "is popular in the north and hated in the south",
    "had been promised to three different companies",
    "must wait for the results of the survey",
]
SECRETS = [
    "keeps a second set of ledgers in his cellar",
    "quietly paid for the governor's villa",
    "offered our officer a list of smugglers",
    "intends to ask for asylum before Easter",
    "showed us the draft of a secret customs accord",
    "fears that his driver reports to the police",
    "sold rationed diesel across the border",
    "has been hiding two witnesses on the family farm",
]


@dataclass(frozen=True)
class Secret:
    """Words that a release withholds under a code."""

    words: str
    code: str


Part = str | Secret
"""Words of a paragraph: open ones, or a secret."""


@dataclass
class Paragraph:
    mark: str
    parts: list[Part]
    items: list[str] = field(default_factory=list)
    """A list in running text, `(1) …, (2) … and (3) …`, at the end of the paragraph."""

    def words(self) -> str:
        text = " ".join(part if isinstance(part, str) else part.words for part in self.parts)
        return text.replace(" .", ".").replace(" ,", ",")


@dataclass
class Invented:
    """One cable. `persons` are to be protected wherever they are named; `officials` are named freely."""

    post: str
    number: str
    subject: str
    reference: str
    paragraphs: list[Paragraph]
    signature: str
    persons: list[str]
    officials: list[str]

    @property
    def sensitive(self) -> bool:
        return any(paragraph.mark == "SBU" for paragraph in self.paragraphs)


def invented(rng: random.Random) -> Invented:
    """A cable of four to nine paragraphs that names persons, numbers and addresses to be withheld."""
    families = rng.sample(FAMILY, 6)
    givens = rng.sample(GIVEN, 6)
    names = [f"{given} {family}" for given, family in zip(givens, families, strict=True)]
    persons, officials = names[:3], names[3:]
    topic = rng.choice(SUBJECTS)
    makers = [_plain, _plain, _person, _person, _number, _address, _passage, _sensitive, _sensitive, _listed]
    chosen = [rng.choice(makers) for _ in range(rng.randint(3, 8))]
    if _person not in chosen:
        chosen.append(_person)
    paragraphs = [_plain(rng, persons, officials), *(make(rng, persons, officials) for make in chosen)]
    return Invented(
        post=rng.choice(POSTS),
        number=f"{rng.randint(100, 2900):06d}",
        subject=f"{topic} and the visit of minister {officials[0].split()[1]}".upper(),
        reference=f"{rng.choice(POSTS)} {rng.randint(10, 900)}",
        paragraphs=paragraphs,
        signature=rng.choice(["FARRELL", "WHITCOMB", "DELACROIX"]),
        persons=persons,
        officials=officials,
    )


def sentence(rng: random.Random) -> str:
    return f"{rng.choice(OPENINGS)} {clause(rng, secret=False)}."


def clause(rng: random.Random, *, secret: bool) -> str:
    """A thing and what is said of it. What is said of it in secret passages is never said of it in open ones."""
    thing = rng.randrange(len(THINGS))
    ending = rng.choice([i for i in range(len(ENDINGS)) if (thing + i) % 2 == secret])
    return f"{THINGS[thing]} {ENDINGS[ending]}"


def _plain(rng: random.Random, persons: list[str], officials: list[str]) -> Paragraph:
    parts: list[Part] = [sentence(rng) for _ in range(rng.randint(1, 4))]
    if rng.random() < 0.5:
        parts.append(f"Minister {rng.choice(officials).split()[1]} did not comment.")
    return Paragraph("U", parts)


def _person(rng: random.Random, persons: list[str], officials: list[str]) -> Paragraph:
    name = rng.choice(persons)
    shown = rng.choice([name, name.split()[1]])
    lead = rng.choice(["We spoke with", "The consul visited", "Our contact", "The list was drawn up by"])
    tail = rng.choice(["on this point.", "at the market hall.", "before the vote.", "about the prices."])
    return Paragraph("U", [sentence(rng), lead, Secret(shown, "B6"), tail, sentence(rng)])


def _number(rng: random.Random, persons: list[str], officials: list[str]) -> Paragraph:
    amount = f"{rng.randint(11, 989)},{rng.randint(101, 989)}"
    return Paragraph("U", [sentence(rng), "The bid was", Secret(amount, "B4"), "shillings.", sentence(rng)])


def _address(rng: random.Random, persons: list[str], officials: list[str]) -> Paragraph:
    name = rng.choice(persons)
    mail = (
        name.lower().replace(" ", ".").replace("'", "").replace("ñ", "n")
        + f"{rng.randint(10, 99)}@example.org"
    )
    phone = f"246-555-{rng.randint(1000, 9999)}"
    return Paragraph(
        "U",
        [
            "The writer can be reached at",
            Secret(rng.choice([mail, phone]), "B6"),
            "after office hours.",
            sentence(rng),
        ],
    )


def _passage(rng: random.Random, persons: list[str], officials: list[str]) -> Paragraph:
    passage = " ".join(secret_sentence(rng, officials) for _ in range(rng.randint(1, 3)))
    return Paragraph("U", [sentence(rng), Secret(passage, "B5"), sentence(rng)])


def secret_sentence(rng: random.Random, officials: list[str]) -> str:
    who = rng.choice(
        ["His cousin", "The deputy director", f"Minister {rng.choice(officials).split()[1]}", "The pilot"]
    )
    return f"{who} {rng.choice(SECRETS)}, and {clause(rng, secret=True)}."


def _sensitive(rng: random.Random, persons: list[str], officials: list[str]) -> Paragraph:
    parts: list[Part] = [secret_sentence(rng, officials) for _ in range(rng.randint(1, 4))]
    return Paragraph("SBU", parts)


def _listed(rng: random.Random, persons: list[str], officials: list[str]) -> Paragraph:
    items = [clause(rng, secret=False) for _ in range(5)]
    return Paragraph("U", ["The paper makes five points:"], items)
