"""Reference lists as people type them, made from the notation of the field, each with its truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

POSTS = {
    "OTTAWA": "OTTAWA", "PARIS": "PARIS", "ROME": "ROME", "BERN": "BERN", "LIMA": "LIMA", "KYIV": "KYIV",
    "BRASILIA": "BRASILIA", "TEGUCIGALPA": "TEGUCIGALPA", "BAGHDAD": "BAGHDAD", "RIGA": "RIGA",
    "TEL AVIV": "TEL AVIV", "ABU DHABI": "ABU DHABI", "NEW DELHI": "NEW DELHI", "THE HAGUE": "THE HAGUE",
    "HO CHI MINH CITY": "HO CHI MINH CITY", "PORT AU PRINCE": "PORT AU PRINCE", "DAR ES SALAAM": "DAR ES SALAAM",
    "BUENOS AIRES": "BUENOS AIRES", "PORT OF SPAIN": "PORT OF SPAIN", "SAN JOSE": "SAN JOSE",
    "RIO DE JANEIRO": "RIO DE JANEIRO",
    "BANDAR SERI BEGAWAN": "BANDAR SERI BEGAWAN", "PORT-AU-PRINCE": "PORT AU PRINCE",
    "TEL-AVIV": "TEL AVIV", "TELAVIV": "TEL AVIV", "ABUDHABI": "ABU DHABI", "N'DJAMENA": "NDJAMENA",
    "USUN NEW YORK": "USUN NEW YORK", "USUN": "USUN NEW YORK", "UNVIE VIENNA": "UNVIE VIENNA", "UNVIE": "UNVIE VIENNA",
    "USNATO": "USNATO", "USEU BRUSSELS": "USEU BRUSSELS", "AIT TAIPEI": "AIT TAIPEI", "CD GENEVA": "CD GENEVA",
    "UNESCO PARIS": "UNESCO PARIS", "USOSCE VIENNA": "USOSCE VIENNA", "STATE": "STATE", "SECSTATE": "STATE",
    "SECSTATE WASHDC": "STATE", "AMEMBASSY OTTAWA": "OTTAWA", "AMCONSUL MUNICH": "MUNICH", "SECTO": "SECTO",
    "TOSEC": "TOSEC", "DIA": "DIA", "USDOC": "USDOC", "SECDEF": "SECDEF", "JCS": "JCS", "DEPT": "STATE",
}  # fmt: skip
"""Names as lists have them, with the post that each means."""

OTHERS = (
    "SMITH-JONES E-MAIL OF 5 JAN 2005", "SMITH/BROWN EMAIL 05/14/2004", "Brown-Jones e-mail of March 3, 2005",
    "TELCON SMITH/JONES 1/5/05", "PHONECON JONES-BROWN 14 FEB", "FAX OF MARCH 3", "JONES-HILL FAX DATED 12 MAY 2004",
    "EUR/CE MEMO DATED 12 MAY 2004", "IIR 6 817 0123 05", "TD-314/12345-05", "UNSCR 1441", "9 FAM 41.53 N2",
    "OTTAWA A-123", "DTG 051200Z JAN 05", "DIPLOMATIC NOTE 123", "LETTER FROM MINISTER SMITH, MARCH 3 2005",
    "EMBASSY NOTE 45 OF 12 JUNE 2004", "JONES-SMITH TELCON OF 12/01", "HILL/BROWN MEETING OF OCTOBER 4",
    "5 FAH-1 H-210", "E-MAILS BROWN/GREEN, APRIL 17", "LETTER 1127 TO THE MINISTRY",
)  # fmt: skip
"""Items that are not a cable."""

YEARS = (
    "", "", "", "", "{yy} {p}{s}{n}", "{yyyy} {p}{s}{n}", "'{yy} {p}{s}{n}", "({yy}) {p}{s}{n}", "({yyyy}) {p}{s}{n}",
    "{p} {yy}{s}{n}", "{p} ({yy}) {n}", "{p}{s}{n} ({yy})", "{p}{s}{n} ({yyyy})", "{p}{s}{n}/{yy}", "{p}{s}{n}-{yy}",
    "{p}{s}{n} '{yy}", "{p}{s}{n}/{yyyy}", "{yy}-{p}-{n}", "{yy}{g}{n}", "{p}-{yy}-{n}", "{p} {yy}-{n}",
    "[{yy}] {p}{s}{n}",
    "{yy}/{p}/{n}", "{yyyy}{g}{n}", "{p} '{yy} {n}", "{yy} {p} {n}",
)  # fmt: skip
"""Where the year is; `{g}` is the post in one word, `{s}` is between post and number."""

BETWEEN = (" ", " ", " ", " ", "  ", "-", " - ", " NO. ", " #", " NUMBER ")
SEVERAL = (
    "{a}/{b}",
    "{a} and {b}",
    "{a} AND {b}",
    "{a}, {b}",
    "{a} & {b}",
    "{a} {p} {b}",
    "{a}, {p} {b}",
    "{a},{b}",
)
LABELS = (
    "REF:", "REF:", "REF:", "REFS:", "REF(S):", "Ref:", "Refs:", "Ref(s):", "Reftel:", "REFTEL:", "Reftels:",
    "REFERENCE:", "References:", "REF :", "REFTELS:", "Reference:", "REFERENCES:", "REF;",
)  # fmt: skip
LETTERS = (
    "{A}. ", "{A}. ", "{A}. ", "{A}) ", "({A}) ", "[{A}] ", "{A}: ", "{A} - ", "{A}. ({A}) ", "({A}). ", "{A} ",
    "{a}. ",
    "{a}) ", "({a}) ", "¶{A}. ", "{A}.) ", "{A}.", "({A})", "{A})", "Ref {A}: ", "REF {A}. ", "{A}.  ", "{{{A}}} ",
)  # fmt: skip
BULLETS = ("- ", "-- ", "• ", "* ")
LINES = ("\n     ", "\n", "\n  ", "\n\n     ", "\n\nPAGE 02 RUEHOT 0875 UNCLAS\n", ",\n     ", ";\n     ")
IN_LINE = (" ", ", ", "; ", "  ", " AND ", ",")
NOTES = (
    "",
    "",
    "",
    "",
    "",
    " (NOTAL)",
    " (EXDIS)",
    " NOTAL",
    " (S)",
    " (U)",
    " (SBU)",
    " - NOTAL",
    " (PARA 3)",
    " (NODIS)",
)
TEMPLATE = """UNCLAS OTTAWA 009999

SIPDIS

E.O. 12958: N/A
TAGS: ETRD, CA
SUBJECT: TRADE TALKS
{refs}

1. (U) The talks went well, and will go on in May.
DICKSON
"""


@dataclass(frozen=True)
class ReferenceCase:
    """A cable with a list, and the cables that the list names: letter, year, post, number."""

    text: str
    cables: tuple[tuple[str | None, int | None, str, str], ...]


def reference_case(rng: Random) -> ReferenceCase:
    """Return one list: its label, its letters, and its separators are of one kind, as one writer has them."""
    count = rng.choice((1, 1, 1, 2, 2, 3, 3, 4, 6))
    letters = rng.choice((*LETTERS, "")) if count > 1 or rng.random() < 0.1 else ""
    bullet = rng.choice(BULLETS) if not letters and count > 1 and rng.random() < 0.3 else ""
    case = rng.choice((str.upper, str.upper, str.upper, str.title, str.lower))
    labels = [letters.format(A=chr(65 + i), a=chr(97 + i)) or bullet for i in range(count)]
    marked = letters.strip() not in {"", "{A}"}
    lines = bool(bullet) or rng.random() < 0.6
    between = rng.choice(LINES if lines else IN_LINE if letters else IN_LINE[1:3])
    year_form, sep = rng.choice(YEARS), rng.choice(BETWEEN)
    items, cables = [], []
    for index, label in enumerate(labels):
        letter = chr(65 + index) if letters else None
        if (marked or (lines and not letters)) and count > 1 and rng.random() < 0.12:
            items.append(label + rng.choice(OTHERS))
            continue
        words, found = _item(rng, year_form, sep, case, several=marked or (count == 1))
        note = rng.choice(NOTES)
        items.append(label + words + note)
        cables += [(letter, *cable) for cable in found]
    label = rng.choice(LABELS)
    lead = rng.choice((" ", " ", " ", "  ", "", "\n", "      "))
    if marked and lines and rng.random() < 0.05:
        label, lead = "", ""
    end = rng.choice(("", "", "", ".", ";"))
    return ReferenceCase(TEMPLATE.format(refs=label + lead + between.join(items) + end), tuple(cables))


def _item(
    rng: Random, form: str, sep: str, case: object, *, several: bool
) -> tuple[str, list[tuple[int | None, str, str]]]:
    written, post = rng.choice(list(POSTS.items()))
    shown = case(written)
    if "'" in shown:
        shown = written
    number = rng.randint(*rng.choice(((100, 999), (1000, 9998), (10000, 99999), (100000, 250000))))
    if rng.random() < 0.06:
        number = rng.randint(1, 99)
    if 1900 < number < 2100:
        number += 300
    digits = f"{number:06}" if rng.random() < 0.15 else str(number)
    year = rng.randint(1989, 2010)
    if rng.random() < 0.06 and number > 99:
        return f"{digits} {shown}", [(None, post, str(number))]
    if several and not form and number > 99 and rng.random() < 0.15:
        # The second number has as many digits as the first, or a reader takes it for a year.
        other = number + rng.randint(1, 9) if number % 10 == 0 else number - number % 10
        pair = rng.choice(SEVERAL).format(a=number, b=other, p=shown)
        return f"{shown} {pair}", [(None, post, str(number)), (None, post, str(other))]
    if not form:
        return f"{shown}{sep}{digits}", [(None, post, str(number))]
    if number < 100 and form.endswith(("{yy}", "{n}/{yyyy}")):
        number, digits = number + 500, str(number + 500)
    yy, yyyy = f"{year % 100:02}", str(year)
    if "{g}" in form and post not in {written, "USUN NEW YORK"}:
        shown, post = case("OTTAWA"), "OTTAWA"
    glued = shown.replace(" ", "").replace("-", "").replace("'", "")
    words = form.format(yy=yy, yyyy=yyyy, p=shown, s=sep if "{s}" in form else " ", n=digits, g=glued)
    return words, [(year, post, str(number))]
