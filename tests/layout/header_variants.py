"""Headers as hands, circuits, archives and scanners leave them, each with what the cable says.

Written from the notation of the handbooks and from what is known of the carriers; no line is copied from a cable. Each
variant changes the print of invented facts, and says what of their truth changes with it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any, TypeAlias

from tests.layout.header_facts import Facts, Print, class_line, facts, group, printed, smart_names, spaced

Truth: TypeAlias = dict[str, Any]
Change: TypeAlias = Callable[[Random, Facts, Print], Truth]
TELEGRAMS = ("archive", "telegram", "aad", "release")
ROUTED = ("telegram", "aad", "release")
ALL = (*TELEGRAMS, "smart", "draft")
LIKE = {"O": "0", "I": "1", "S": "5", "B": "8", "E": "F", "C": "G", "L": "I", "N": "M", "T": "I", "D": "O"}


@dataclass(frozen=True)
class Variant:
    """A text, and the truth about it."""

    kind: str
    text: str
    truth: Truth


_CHANGES: list[tuple[str, tuple[str, ...], Change]] = []


def on(*layouts: str) -> Callable[[Change], Change]:
    """Register a change of the print for those layouts."""

    def register(change: Change) -> Change:
        _CHANGES.append((change.__name__.strip("_").replace("_", " "), layouts, change))
        return change

    return register


def variants(each: int = 6) -> Iterator[Variant]:
    """Every change, so many times in each of its layouts."""
    for kind, layouts, change in _CHANGES:
        for layout in layouts:
            random = Random(f"{kind} {layout}")
            for _ in range(each):
                told = facts(random, layout)
                told = smart_names(told) if layout == "smart" else told
                made = printed(told)
                truth = told.truth
                truth.update(change(random, told, made))
                text = truth.pop("text", None) or made.written()
                yield Variant(f"{kind}: {layout}", text, truth)


def slipped(random: Random, word: str) -> str:
    """A word with one slip: a letter lost, doubled, swapped with the next, replaced, or misread."""
    while True:
        at = random.randrange(len(word))
        letter, rest = word[at], word[at + 1 :]
        damaged = {
            0: word[:at] + rest,
            1: word[:at] + letter * 2 + rest,
            2: word[:at] + rest[:1] + letter + rest[1:],
            3: word[:at] + random.choice("AEIORSTNLMGBF") + rest,
            4: word[:at] + LIKE.get(letter, letter) + rest,
        }[random.randrange(5)]
        if (
            damaged != word
            and damaged[0].isalnum()
            and damaged not in {"UNCLASS"}
            and " " not in {letter, damaged[0]}
        ):
            return damaged


# --- the classification line -----------------------------------------------------------------------------------------
@on(*ALL)
def as_it_should_be(random: Random, told: Facts, made: Print) -> Truth:
    return {}


@on("archive", "telegram", "aad", "release")
def post_missing(random: Random, told: Facts, made: Print) -> Truth:
    made.opening[0] = f"{told.words} {told.number}"
    return {"post": None, "section": None}


@on(*TELEGRAMS)
def section_after_the_number(random: Random, told: Facts, made: Print) -> Truth:
    form = random.choice(
        ["SECTION {:02d} OF {:02d}", "SECTION {} OF {}", "SECTION {:02d}/{:02d}", "(SECTION {} OF {})"]
    )
    made.opening[0] = f"{told.words} {told.post} {told.number} {form.format(1, 3)}"
    return {"section": (1, 3)}


@on(*TELEGRAMS)
def section_in_other_forms(random: Random, told: Facts, made: Print) -> Truth:
    form = random.choice(
        [
            "SECTION 1 OF 3",
            "SECTION 01 0F 03",
            "SECTON 01 OF 03",
            "SECTION 01 OF 03 -",
            "SECTION 01/03",
            "SEC 01 OF 03",
            "SECTION ONE OF THREE",
            "(SECTION 1 OF 3)",
        ]
    )
    made.opening[0] = f"{told.words} {form} {told.post} {told.number}"
    return {"section": (1, 3)}


@on(*TELEGRAMS)
def number_missing(random: Random, told: Facts, made: Print) -> Truth:
    made.opening[0] = f"{told.words} {told.post}"
    return {"number": None, "section": None}


@on("archive", "telegram")
def number_left_open(random: Random, told: Facts, made: Print) -> Truth:
    made.opening[0] = (
        f"{told.words} {told.post} {random.choice(['XXXXX', '______', '00XXX', 'NNNN', '####'])}"
    )
    return {"number": None, "section": None}


@on(*TELEGRAMS)
def class_glued_to_the_post(random: Random, told: Facts, made: Print) -> Truth:
    made.opening[0] = f"{told.words}{told.post} {told.number}"
    return {"section": None}


@on(*TELEGRAMS)
def class_glued_to_the_section(random: Random, told: Facts, made: Print) -> Truth:
    made.opening[0] = f"{told.words}SECTION 01 OF 02 {told.post} {told.number}"
    return {"section": (1, 2)}


@on(*TELEGRAMS)
def class_glued_to_the_number(random: Random, told: Facts, made: Print) -> Truth:
    made.opening[0] = f"{told.words}{told.number}"
    return {"section": None, "post": None}


@on(*TELEGRAMS)
def post_glued_to_the_number(random: Random, told: Facts, made: Print) -> Truth:
    made.opening[0] = f"{told.words} {told.post}{told.number}"
    return {"section": None}


@on(*TELEGRAMS)
def class_misspelt(random: Random, told: Facts, made: Print) -> Truth:
    made.opening[0] = class_line(told, slipped(random, told.words))
    return {}


@on(*TELEGRAMS)
def class_misspelt_with_letters_apart(random: Random, told: Facts, made: Print) -> Truth:
    made.opening[0] = class_line(
        told, "  ".join(" ".join(word) for word in slipped(random, told.words).split())
    )
    return {}


@on(*TELEGRAMS)
def class_spaced_unevenly(random: Random, told: Facts, made: Print) -> Truth:
    letters = spaced(told.words)
    at = random.choice(
        [
            at
            for at, sign in enumerate(letters)
            if sign == " " and letters[at + 1] != " " and letters[at - 1] != " "
        ]
    )
    made.opening[0] = class_line(told, letters[:at] + random.choice(["", "  "]) + letters[at + 1 :])
    return {}


@on(*TELEGRAMS)
def class_misspelt_and_glued(random: Random, told: Facts, made: Print) -> Truth:
    made.opening[0] = f"{slipped(random, told.words)}{told.post} {told.number}"
    return {"section": None}


@on("archive", "telegram", "release")
def class_struck_out(random: Random, told: Facts, made: Print) -> Truth:
    words = random.choice(
        ["~~{}~~", "~~{}~~ ", "-{}-", "{}-", "~{}~", "--{}--", "={}=", "_{}_", "[{}]"]
    ).format(told.words)
    made.opening[0] = f"{words.strip()} {told.post} {told.number}"
    return {"section": None}


@on("archive", "telegram", "release")
def class_struck_out_letter_by_letter(random: Random, told: Facts, made: Print) -> Truth:
    sign = random.choice(["-", "\u0336", "\u0335", "~", "."])
    made.opening[0] = (
        f"{sign.join(told.words.replace(' ', '') if sign == '-' else told.words)}{sign} {told.post} {told.number}"
    )
    return {"section": None}


@on("archive", "telegram", "release")
def class_unreadable(random: Random, told: Facts, made: Print) -> Truth:
    words = list(told.words.replace(" ", ""))
    for at in random.sample(range(len(words)), len(words) - 2):
        words[at] = random.choice("-6=~*_4-")
    words[0] = "-"
    glue = random.choice([" ", "-"])
    made.opening[0] = f"{''.join(words)}{glue}{told.post} {told.number}"
    return {"section": None, "class": None if told.layout == "archive" else told.level}


@on(*TELEGRAMS)
def class_in_small_letters(random: Random, told: Facts, made: Print) -> Truth:
    line = class_line(told)
    made.opening[0] = random.choice(
        [
            line.lower(),
            line.capitalize(),
            line.title().replace(" Of ", " of "),
            f"{told.words.title()}{line[len(told.words) :]}",
        ]
    )
    return {}


@on(*ROUTED)
def class_after_the_break(random: Random, told: Facts, made: Print) -> Truth:
    made.addresses = [line for line in made.addresses if line not in {"BT", ""}]
    made.opening[0] = f"BT {class_line(told)}"
    return {}


@on(*ROUTED)
def class_after_an_address(random: Random, told: Facts, made: Print) -> Truth:
    made.addresses = [line for line in made.addresses if line not in {"BT", ""}]
    made.addresses[-1] += f" {class_line(told, told.words)}"
    made.opening = []
    return {}


@on(*TELEGRAMS)
def captions_after_the_class_line(random: Random, told: Facts, made: Print) -> Truth:
    made.opening[0] += "".join(f" {caption}" for caption in told.captions)
    made.captions = []
    return {}


@on("archive", "telegram")
def order_after_the_class_line(random: Random, told: Facts, made: Print) -> Truth:
    made.opening[0] += f" {made.header.pop(0)}"
    made.header = [*made.captions, *made.header]
    made.captions = []
    return {}


@on("archive", "telegram")
def encrypted_for_transmission_only(random: Random, told: Facts, made: Print) -> Truth:
    words = random.choice(
        [
            "UNCLAS E F T O",
            "UNCLAS EFTO",
            "UNCLASSIFIED E F T O",
            "UNCLAS E.F.T.O.",
            "UNCLASEFTO",
            "UNCLAS E  F  T  O",
        ]
    )
    made.opening[0] = class_line(told, words)
    return {"class": "UNCLASSIFIED"}


@on("archive", "telegram")
def class_with_controls(random: Random, told: Facts, made: Print) -> Truth:
    words = random.choice(
        [
            "UNCLASSIFIED//SBU",
            "UNCLAS//SBU",
            "UNCLASSIFIED // SBU",
            "UNCLASSIFIED//FOUO",
            "UNCLASSIFIED/SBU",
            "UNCLAS SENSITIVE",
            "SENSITIVE BUT UNCLASSIFIED",
        ]
    )
    made.opening[0] = class_line(told, words)
    return {
        "class": "UNCLASSIFIED",
        "captions": frozenset(
            (*told.captions, "SENSITIVE") if words.endswith(" SENSITIVE") else told.captions
        ),
    }


@on(*TELEGRAMS)
def class_in_bold(random: Random, told: Facts, made: Print) -> Truth:
    form = random.choice(["**{}**", "### {}", "> {}", "### **{}**"])
    made.opening[0] = form.format(class_line(told))
    return {}


@on(*TELEGRAMS)
def number_with_signs(random: Random, told: Facts, made: Print) -> Truth:
    made.opening[0] = f"{told.words} {told.post} {random.choice(['#', 'NO. ', 'NO '])}{told.number}"
    return {"section": None}


@on("draft")
def class_of_a_draft(random: Random, told: Facts, made: Print) -> Truth:
    made.above[0] = random.choice(
        [
            "SENSITIVE BUT UNCLASSIFIED",
            "UNCLASSIFIED//SBU",
            "Unclassified",
            "UNCLAS",
            "CLASSIFICATION: UNCLASSIFIED",
            "**UNCLASSIFIED**",
            "UNCLASSIFED",
        ]
    )
    return {"class": "UNCLASSIFIED"}


# --- captions --------------------------------------------------------------------------------------------------------
@on(*TELEGRAMS)
def captions_on_one_line(random: Random, told: Facts, made: Print) -> Truth:
    both = random.choice(
        [
            ("EXDIS", "STADIS"),
            ("SIPDIS", "SENSITIVE"),
            ("NODIS", "CHEROKEE"),
            ("LIMDIS", "NOFORN"),
            ("STADIS", "EXDIS"),
        ]
    )
    made.captions = [random.choice([" ", ", ", "/", " / ", " AND ", "; ", "  "]).join(both), ""]
    return {"captions": frozenset(both)}


@on("archive", "telegram", "release")
def caption_with_passing_words(random: Random, told: Facts, made: Print) -> Truth:
    caption = random.choice(["SIPDIS", "SENSITIVE", "EXDIS", "NODIS", "LIMDIS", "NOFORN"])
    passing = random.choice(
        [
            "STATE FOR EUR/SCE",
            "ISN/MTR",
            "DEPT FOR WHA/CAN",
            "FOR AMBASSADOR ROE",
            "USAID FOR AA/ANE",
            "STATE PASS USTR",
            "EUR/SCE, EB/TRA",
        ]
    )
    line = f"{caption}{random.choice([', ', ' ', ' - ', '; '])}{passing}"
    made.captions = [random.choice([line, line, line.capitalize() if "/" in passing else line]), ""]
    return {"captions": frozenset({caption})}


@on("archive", "telegram", "aad")
def caption_in_small_letters(random: Random, told: Facts, made: Print) -> Truth:
    caption = random.choice(["SIPDIS", "SENSITIVE", "EXDIS", "NODIS", "LIMDIS", "STADIS", "NOFORN"])
    made.captions = [random.choice([caption.lower(), caption.title()]), ""]
    return {"captions": frozenset({caption})}


@on("archive", "telegram")
def caption_misspelt(random: Random, told: Facts, made: Print) -> Truth:
    caption = random.choice(["SIPDIS", "SENSITIVE", "NODIS", "EXDIS"])
    slip = slipped(random, caption)
    made.captions = [slip, ""]
    return {"captions": frozenset({caption})}


@on("aad", "release")
def captions_of_the_seventies(random: Random, told: Facts, made: Print) -> Truth:
    caption = random.choice(
        [
            "NO FOREIGN DISSEM",
            "LIMDIS",
            "NODIS",
            "EXDIS",
            "STADIS",
            "NOFORN",
            "NODIS CHEROKEE",
            "CONTROLLED DISSEM",
            "NO DISSEM ABROAD",
            "STATE ONLY",
            "EYES ONLY",
        ]
    )
    filled = random.choice(["", "", "/" * 40, "."])
    made.captions = [caption + filled, ""]
    name = {"NO FOREIGN DISSEM": {"NO FOREIGN DISSEM"}, "NODIS CHEROKEE": {"NODIS", "CHEROKEE"}}.get(
        caption, {caption}
    )
    return {"captions": frozenset(name)}


@on(*TELEGRAMS)
def caption_in_brackets_or_bold(random: Random, told: Facts, made: Print) -> Truth:
    made.captions = [
        random.choice(["**{}**", "({})", "- {}", "> {}", "{}.", "CAPTION: {}", "CAPTIONS: {}"]).format(
            "SIPDIS"
        ),
        "",
    ]
    return {"captions": frozenset({"SIPDIS"})}


@on("smart")
def captions_of_a_smart_print(random: Random, told: Facts, made: Print) -> Truth:
    both = ("SENSITIVE", "SIPDIS")
    line = random.choice(
        [
            "Captions: {}, {}",
            "Captions: {} {}",
            "Caption: {}; {}",
            "Captions: {}/{}",
            "CAPTIONS: {}, {}",
            "Captions:\n{}, {}",
            "Captions : {}, {}",
            "**Captions:** {}, {}",
        ]
    )
    made.header = [old for old in made.header if not old.startswith("Captions")]
    made.header.insert(2, line.format(*both))
    return {"captions": frozenset(both)}


# --- the place of the header -----------------------------------------------------------------------------------------
@on("archive", "release")
def header_after_the_text(random: Random, told: Facts, made: Print) -> Truth:
    signature = made.end
    made.end = []
    text = made.text
    made.text = []
    first = [*made.above[:2], *text, *signature, ""]
    made.above = [*first, *made.above[2:]]
    return {}


@on("telegram", "release")
def labelled_lines_after_the_text(random: Random, told: Facts, made: Print) -> Truth:
    made.text, made.header = [*made.text, *made.header], []
    return {}


@on("release")
def header_split_by_a_page(random: Random, told: Facts, made: Print) -> Truth:
    stamp = made.above[0]
    page = [
        "",
        told.words,
        stamp,
        "",
        "RELEASED IN FULL",
        told.words,
        "PAGE 02        STATE  00412  071700Z",
        "",
    ]
    part = random.choice([made.addresses, made.captions, made.header])
    at = random.randint(0, len(part))
    part[at:at] = page
    return {}


@on("archive", "telegram", "smart", "draft")
def labels_in_bold(random: Random, told: Facts, made: Print) -> Truth:
    form = random.choice(["**{}:**{}", "**{}**:{}", "**{}:{}**", "**{}: **{}"])
    made.header = [
        form.format(*line.split(":", 1)) if ":" in line and not line.startswith("Class") else line
        for line in made.header
    ]
    return {}


@on("archive", "telegram", "smart", "draft")
def labels_in_a_table(random: Random, told: Facts, made: Print) -> Truth:
    cut = [line for line in made.header if ":" in line and not line.startswith("Class")]
    rows = [f"| {label}: | {value.strip()} |" for label, value in (line.split(":", 1) for line in cut)]
    made.header = ["|  |  |", "| --- | --- |", *rows, "", *(line for line in made.header if line not in cut)]
    return {}


@on("archive", "telegram", "smart")
def labels_and_values_in_columns(random: Random, told: Facts, made: Print) -> Truth:
    made.header = [
        f"{label + ':':<20}{value.strip()}" if value else label
        for label, _, value in (line.partition(":") for line in made.header)
    ]
    return {}


@on("smart", "draft")
def values_on_the_line_below(random: Random, told: Facts, made: Print) -> Truth:
    made.header = [line.replace(": ", ":\n", 1) for line in made.header]
    return {}


@on("smart")
def labels_above_values(random: Random, told: Facts, made: Print) -> Truth:
    head = [line for line in (*made.opening, *made.header) if ":" in line and not line.startswith("Class")]
    labels, values = zip(*(line.split(": ", 1) for line in head), strict=True)
    made.opening = [*(f"{label}:" for label in labels), "", *values, ""]
    made.header = [line for line in made.header if line.startswith("Class")]
    return {}


@on("archive", "telegram", "release")
def header_lines_in_another_order(random: Random, told: Facts, made: Print) -> Truth:
    labelled = made.header[:3]
    random.shuffle(labelled)
    made.header[:3] = labelled
    return {}


@on(*TELEGRAMS)
def subject_wraps(random: Random, told: Facts, made: Print) -> Truth:
    at = next(at for at, line in enumerate(made.header) if line.startswith("SUBJECT"))
    indent = random.choice(["", "         ", "  "])
    lines = textwrap.wrap(made.header[at] + " AND WHAT THE MINISTER SAID OF IT LAST WEEK", 40)
    made.header[at : at + 1] = [lines[0], *(indent + line for line in lines[1:])]
    return {"subject": f"{told.subject} AND WHAT THE MINISTER SAID OF IT LAST WEEK"}


@on("telegram", "release")
def cover_and_cable(random: Random, told: Facts, made: Print) -> Truth:
    cover = [
        "From: Roe, Jane",
        "Sent: Monday, March 05, 2007 4:12 PM",
        "To: Doe, John",
        f"Subject: FW: {told.subject.title()}",
        "",
        "John, please see below.",
        "",
        "Jane",
        "",
    ]
    made.above = [*cover, *made.above]
    return {}


# --- dates and addresses ---------------------------------------------------------------------------------------------
@on(*ROUTED)
def group_in_other_forms(random: Random, told: Facts, made: Print) -> Truth:
    usual = group(told)
    day, month, year = usual[2:8], usual[10:13], usual[14:]
    made.dtg = [
        random.choice(
            [
                f"PP {day}Z {month} {year}",
                f"P R {day}Z {month} {year}",
                f"P {day}Z{month} {year}",
                f"P {day}Z {month}{year}",
                f"P {day} {month} {year}",
                f"{day}Z {month} {year}",
                f"P {day}Z {month} {told.sent.year}",
                f"O P R {day}Z {month} {year} ZDK",
                f"P  {day}Z  {month}  {year}",
                f"P {day}Z {month.title()} {year}",
                f"ZNR UUUUU ZZH P {day}Z {month} {year}",
                f"P {day[:2]} {day[2:]}Z {month} {year}",
            ]
        )
    ]
    return {}


@on("smart")
def date_of_a_smart_print(random: Random, told: Facts, made: Print) -> Truth:
    usual = group(told)[2:]
    label = random.choice(
        [
            "Date/DTG:",
            "Date/OTG:",
            "Date DTG:",
            "Date/DTC:",
            "Date/DT6:",
            "DATE/DTG:",
            "Dete/DTG:",
            "DTG:",
            "Date I DTG:",
            "Date/ DTG :",
        ]
    )
    at = next(at for at, line in enumerate(made.opening) if line.startswith("Date"))
    made.opening[at] = f"{label} {told.sent:%b %d, %Y} / {usual}"
    return {}


@on("draft")
def date_of_a_draft(random: Random, told: Facts, made: Print) -> Truth:
    made.dtg[1] = random.choice(
        [
            "{:%m/%d/%Y}",
            "{:%m/%d/%y} X7-0100",
            "{:%m/%d/%Y} EXT. 70100",
            "DRAFTED {:%m/%d/%Y}",
            "{:%B %d, %Y}",
            "{:%d %b %Y}",
            "{:%m/%d/%Y} 647-0100",
            "{:%m-%d-%Y} 202-555-0100",
        ]
    ).format(told.sent)
    return {}


@on("release", "telegram")
def group_of_the_inner_cable(random: Random, told: Facts, made: Print) -> Truth:
    made.above = ["Sent: 03/05/2012 04:12 PM", "", *made.above]
    return {}


@on(*ROUTED)
def copies_that_wrap(random: Random, told: Facts, made: Print) -> Truth:
    names = (
        "AMEMBASSY PARIS",
        "AMEMBASSY BERN",
        "USMISSION USUN NEW YORK",
        "AMCONSUL LAGOS",
        "AMEMBASSY OSLO",
    )
    form = random.choice(
        [
            "INFO {}\n{}\n{}\n{}\n{}",
            "INFO  {}\n      {}\n      {}\n      {}\n      {}",
            "INFO {} PRIORITY\n{} PRIORITY\n{} PRIORITY\n{} 0412\n{}",
            "INFO RUEHFR/{} 1234\nRUEHSW/{} 0412\nRUCNDT/{} 0777\nRUEHOS/{}\nRUEHNY/{}",
            "INFO\n{}\n{}\n{}\n{}\n{}",
        ]
    )
    rest = [line for line in made.addresses[2:] if line in {"BT", ""}]
    made.addresses = [*made.addresses[:2], *form.format(*names).split("\n"), *rest]
    return {"info": names}


@on("aad", "release")
def copies_after_a_page(random: Random, told: Facts, made: Print) -> Truth:
    names = ("AMEMBASSY PARIS", "AMEMBASSY BERN", "AMCONSUL LAGOS")
    page = ["", told.words, "", "", told.words, "", "PAGE 02        STATE  00412  071700Z", ""]
    made.addresses = [*made.addresses[:2], f"INFO {names[0]}", *page, *names[1:], ""]
    return {"info": names}


@on(*ROUTED)
def addresses_in_other_forms(random: Random, told: Facts, made: Print) -> Truth:
    form = random.choice(
        [
            "FM: {}\nTO: {}",
            "FROM {}\nTO {}",
            "FM {}\nTO RUEHC/{} 1234",
            "FM {}\nTO {} NIACT IMMEDIATE 0412",
            "FM   {}\nTO   {}",
            "FM  {}\nTO {}\n",
        ]
    )
    rest = [line for line in made.addresses[2:] if line in {"BT", ""}]
    made.addresses = [*form.format(told.sender, told.to[0]).split("\n"), *rest]
    return {"info": ()}


# --- signatures ------------------------------------------------------------------------------------------------------
@on(*TELEGRAMS)
def signature_in_other_letters(random: Random, told: Facts, made: Print) -> Truth:
    form = random.choice(
        [
            str.title,
            str.lower,
            "{}##".format,
            "{}#".format,
            "{}.".format,
            "{} {{}}".format,
            "  {}".format,
            "{}\n".format,
        ]
    )
    signed = form(told.signature)
    made.end[0] = signed.replace(" {}", "")
    return {}


@on("archive", "telegram", "release")
def title_below_the_signature(random: Random, told: Facts, made: Print) -> Truth:
    title = random.choice(
        [
            "CHARGE D'AFFAIRES",
            "AMBASSADOR",
            "Ambassador",
            "ACTING DEPUTY CHIEF OF MISSION",
            "CONSUL GENERAL",
            "Charge d'Affaires, a.i.",
            "Deputy Chief of Mission",
        ]
    )
    made.end.insert(1, title)
    return {}


@on("archive", "telegram")
def site_below_the_signature(random: Random, told: Facts, made: Print) -> Truth:
    made.end[1:1] = random.choice(
        [
            ["", "Visit our site: http://example.gov/post"],
            ["http://example.sgov.gov/p/eur"],
            ["", "Visit Post's Classified Website:", "http://www.example.sgov.gov/p/eur/post/"],
        ]
    )
    return {}


@on("archive", "telegram", "smart")
def trailer_below_the_signature(random: Random, told: Facts, made: Print) -> Truth:
    made.below += random.choice(
        [
            ["", "Page 2 of 2"],
            ["", "file:///C:/cables/0412.htm 3/5/2010"],
            ["", "http://example.gov/cable.php?id=412 [3/5/2010 4:12:11 PM]"],
            ["", "2", ""],
            ["", "=================CABLE ENDS================"],
            ["", "NNNN", "End Cable Text"],
        ]
    )
    return {}


@on("archive", "telegram", "release")
def no_signature(random: Random, told: Facts, made: Print) -> Truth:
    made.end[0] = random.choice(["", "EEEEEEEE", "XXXX", "NNNN", "END TEXT", "//////////", "BT"])
    return {"signature": None}


@on("archive", "telegram")
def addressee_at_the_end(random: Random, told: Facts, made: Print) -> Truth:
    made.end[1:1] = random.choice([["", "XMT AMEMBASSY TRIPOLI"], ["", "INFO AMEMBASSY PARIS"]])
    return {}


def other_years(random: Random, told: Facts) -> int:
    """A year near that of the cable."""
    return (told.sent + timedelta(days=random.randint(-300, 300))).year
