"""Documents full of canary words: made-up words that appear nowhere else, each with the level of its place.

    canary_documents() -> tuple[CanaryDocument, ...]

A test shows a document under a limit and looks for the words: one whose level is above the limit is a leak.

    for document in canary_documents():
        for canary in document.forbidden("SBU"):
            assert canary.word not in output

There is a document for each marking system (state, ic, cui) and each layout (archive, telegram, aad, smart, draft,
release, edition, memo), and one for each kind of interrupting line, with words before it, in it and after it.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMITS = ("none", "U", "SBU", "C", "all")
"""The limits of `--show-text` that a matrix of canaries tries."""

_ORDER = ("U", "SBU", "C", "S", "TS")
_SLOT = re.compile(r"<(U|SBU|C|S|TS)(!?)>")
_SYLLABLES = ("ba", "ke", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "wu", "he")


class Canary(NamedTuple):
    """A word that appears once in its document. `level` is the lowest limit that may show it."""

    word: str
    level: str


class CanaryDocument(NamedTuple):
    """A text with its canaries. `system` is the marking system that it is checked with."""

    name: str
    filename: str
    text: str
    canaries: tuple[Canary, ...]
    system: str = "state"

    def forbidden(self, limit: str) -> tuple[Canary, ...]:
        """The canaries that no output may show under the limit."""
        return tuple(canary for canary in self.canaries if not may_show(canary.level, limit))


def may_show(level: str, limit: str) -> bool:
    """Whether a limit allows a text of that level."""
    if limit in {"all", "none"}:
        return limit == "all"
    return _ORDER.index(level) <= _ORDER.index(limit)


@cache
def canary_documents() -> tuple[CanaryDocument, ...]:
    """Every document, always the same words in the same order."""
    numbers = count()
    return tuple(_filled(name, system, template, numbers) for name, system, template in _templates())


def _filled(name: str, system: str, template: str, numbers: Iterator[int]) -> CanaryDocument:
    """The template with a new word in each slot: `<C>` is a word of level C, `<C!>` one in capitals."""
    canaries: list[Canary] = []

    def fill(slot: re.Match[str]) -> str:
        word = _word(next(numbers))
        word = word.upper() if slot[2] else word.capitalize()
        canaries.append(Canary(word, slot[1]))
        return word

    text = _SLOT.sub(fill, template)
    return CanaryDocument(name, f"{name}.txt", text, tuple(canaries), system)


def _word(number: int) -> str:
    """The word of that number: ten letters, none of which is part of another."""
    digits = [(number >> shift) % 16 for shift in (8, 4, 0)]
    return "xq" + "".join(_SYLLABLES[digit] for digit in digits) + "xq"


def _templates() -> Iterator[tuple[str, str, str]]:
    yield from _LAYOUTS
    for name, line in _LINES.items():
        yield f"line-{name}", "state", _INTERRUPTED.format(line=line)
        yield f"header-line-{name}", "state", _HEADED.format(line=line)


_ARCHIVE = """\
From: <S>, Jane
Sent: Friday, March 3, 2000
To: <S>
Subject: FW: <S>

Please look at <S> before noon. Call <S!> about it.

S E C R E T SECTION 01 OF 02 OTTAWA 000412

SIPDIS
NOFORN
<S!>

STATE FOR <S!>
DEPT PLEASE PASS TO <S!>

E.O. 12958: DECL: 03/02/2010
TAGS: ETRD, PREL, CA, <S!>, (<S!>, JOHN)
SUBJECT: VISIT OF <S!> AND MORE OF
<S!> IN SPRING (S)

REF: A. OTTAWA 774
     B. <S!> EMAIL OF 3/2 (<S!>)

Classified By: DCM <S> for reasons 1.5 (b) and <S>.

Summary of <S> without a mark.

1. (U) All calm in <U> today.

2. (SBU) Traders spoke of <SBU> at the port.

3. (C) The minister <C> went on
SIPDIS
with <C> after lunch.

4. (S) The list:
   a. (U) first <U> item
   -- (C) second <C> item
   c. third <S> item without a mark
   | Name | <S> |
   | (S) <S> | <S!> |

"We never said <S>," he <S> said.

5. An unmarked <S> paragraph with (Ref A) and <S>.
> quoted <S> line
S E C R E T SECTION 02 OF 02 OTTAWA 000412

SIPDIS

6 (C) Glued <C> paragraph. 7. (S) Inline <S> paragraph.

8. (XYZ) Odd mark <S> here.

9. (U) Comment: <U> again. End comment.

Attachment: <S>.doc
* Footnote <S> below.
<S!>

Drafted by <S> of POL
"""

_PORTIONS = """\
S E C R E T KATHMANDU 000412

E.O. 12958: DECL: 03/02/2010
TAGS: ETRD, NP
SUBJECT: (U) CALM

1. (U) All calm in <U> today. (S) The source is <S> and no other.

2. (SBU) Traders spoke of <SBU> at the port.
(C) He asked <C> about it.

3. (U) A table of <U>:
| Name | (U) <U> |
| (S) <S> | <S!> |

4. (U) Calm.
"""

_UNCLASSIFIED = """\
UNCLAS OTTAWA 000413

SIPDIS

E.O. 12958: N/A
TAGS: ETRD, CA
SUBJECT: TRADE WITH <U!>

REF: OTTAWA 774

1. (U) All <U> calm.

2. (U) More <U> of it.

Text of <U> without a mark.

<U!>
"""

_SENSITIVE = """\
UNCLAS SENSITIVE OTTAWA 000414

SIPDIS
SENSITIVE

E.O. 12958: N/A
TAGS: ETRD, CA
SUBJECT: TRADE WITH <SBU!>

REF: OTTAWA 774 (<SBU!>)

1. All <SBU> calm.

2. More <SBU> of it.

"Quoted <SBU> line"

<SBU!>
"""

_ENTIRE = """\
S E C R E T OTTAWA 000415

E.O. 12958: DECL: 03/02/2010
TAGS: ETRD, CA
SUBJECT: TRADE WITH <S!>

1. (S - ENTIRE TEXT) All <S> calm.

2. More <S> of it.

3. And <S> SIPDIS more <S>.

<S!>
"""

_UNNUMBERED = """\
CONFIDENTIAL

FM AMEMBASSY OTTAWA
TO SECSTATE WASHDC

E.O. 12958: DECL: 03/02/2010
TAGS: ETRD, CA
SUBJECT: TRADE WITH <C!>

1. All <C> calm.

2. More <C> of it.

<C!>
"""

_TELEGRAM = """\
VZCZCXRO1234 <S!>
OO RUEHC
DE RUEHOT #0416/01 0621647
ZNY SSSSS ZZH
O 021647Z MAR 00 <S!>
FM AMEMBASSY OTTAWA
TO RUEHC/SECSTATE WASHDC IMMEDIATE 3355
INFO RUEHBM/<S!> PRIORITY
BT
S E C R E T SECTION 01 OF 02 OTTAWA 000416

SIPDIS

E.O. 12958: DECL: 03/02/2010 <S!>
TAGS: ETRD, CA
SUBJECT: (C) TALKS WITH <C!> ON
<C!>

Classified By: DCM <S>. Reason: <S>.

1. (C) The minister <C> went on.
PAGE 02 RUEHOT 0416 S E C R E T <C!>
with <C> after lunch.

2. (S) The rest <S> is here.
DE RUEHOT #0416/02 0621647 <S!>
O 021647Z MAR 00
FM AMEMBASSY OTTAWA
TO RUEHC/SECSTATE WASHDC IMMEDIATE 3356
more <S> of it
BT
S E C R E T SECTION 02 OF 02 OTTAWA 000416

3. (U) Calm <U> again.

<S!>
BT
#0416
NNNN
note <S> below
"""

_AAD = """\
Message Text

SECRET <S!>

PAGE 01 OTTAWA 00417 021647Z <S!>
ACTION EUR-12

INFO OCT-01 ISO-00 <S!> /013 W
------------------------- 031212 /44
R 021647Z MAR 76
FM AMEMBASSY OTTAWA
TO SECSTATE WASHDC 3355
INFO AMEMBASSY <S!>

S E C R E T OTTAWA 00417

EXDIS

E.O. 11652: XGDS-1 <S!>
TAGS: ETRD, CA
SUBJ: TALKS WITH <S!>

REF: OTTAWA 774

1. THE MINISTER <S!> WENT ON WITH
<S!> AFTER LUNCH.
SECRET

SECRET

PAGE 02 OTTAWA 00417 021647Z

2. MORE OF <S!> CAME.
ACTION EUR-12 <S!>
AND <S!> AS WELL.
<S!>

SECRET

NNNN

Message Attributes

Automatic Decaptioning: Z
Capture Date: 01 JAN 1994
Concepts: TALKS WITH <S!>
Subject: TALKS WITH <S!>
TAGS: ETRD, CA
To: STATE
Markings: <S> Declassified/Released US Department of State EO Systematic Review 04 MAY 2006
"""

_SMART = """\
From: <SBU>
UNCLASSIFIED
SBU

MRN: 11 OTTAWA 418
Date/DTG: Dec 28, 2011 / 281221Z DEC 11
From: AMEMBASSY OTTAWA
Action: WASHDC, SECSTATE ROUTINE <SBU!>
E.O.: 13526
TAGS: ETRD, CA
Captions: SENSITIVE <SBU!>
Reference: 11 OTTAWA 17 <SBU>
Pass Line: STATE FOR <SBU!>
Subject: Apples of <SBU>

1. (SBU) The talks <SBU> went well.

2. (U) Calm <U> there.

Signature: <SBU>

Drafted By: OTTAWA:<SBU>, Jane
Cleared By: <SBU>
Approved By: <SBU>
Released By: <SBU>
Info: <SBU>
Attachments: <SBU>.docx
Dissemination Rule: <SBU>
Some <SBU> text below the trailer.

UNCLASSIFIED
SBU
foot of <SBU> page
"""

_SMART_SECRET = """\
SECRET//NOFORN

MRN: 11 OTTAWA 419
Date/DTG: Dec 28, 2011 / 281221Z DEC 11
From: AMEMBASSY OTTAWA
Action: WASHDC, SECSTATE ROUTINE
E.O.: 13526
TAGS: ETRD, CA
Captions: NOFORN
Subject: Apples of <S>
Classified By: <S>, Counselor
Reason: 1.4 (b), <S>
Declassify on: 2021/12/28 or <S>

1. (S/NF) The talks <S> went well. <S!>

2. (C/NF) The rest <C> is calm.

Signature: <S>

Drafted By: OTTAWA:<S>, Jane
Below <S> it.
SECRET//NOFORN
"""

_DRAFT = """\
Notes for <S>
E.O. 13526: DECL: 03/02/2030
TAGS: ETRD, CA
SUBJECT: (S) TALKS WITH <S!>

REF: A. OTTAWA 774 B. <S!> MEMO

1. (S) The talks <S> went well.

2. (SBU) The rest <SBU> is calm.

3. Unmarked <S> text.
Drafted By: <S>
and <S>
"""

_RELEASE = """\
UNCLASSIFIED U.S. Department of State Case No. F-2012-12345 Doc No. C01234567 Date: 01/02/2013
RELEASE IN PART B6 <S!>

S E C R E T OTTAWA 000420

SIPDIS

E.O. 12958: DECL: 03/02/2010
TAGS: ETRD, CA
SUBJECT: TALKS WITH <S!>

1. (S) The talks <S> with                                        B6
<S> went well.
UNCLASSIFIED U.S. Department of State Case No. F-2012-12345 Doc No. C01234567 Date: 01/02/2013 <S!>
                                                                        B1 1.4(D) <S!>
2. (C) The rest <C> is calm.

Classified by DAS <S> on 01/02/2013 ~ Class: <S!>
<S!>
REVIEW AUTHORITY: <S>
"""

_EDITION = """\
213. Telegram From the Embassy in Canada to the Department of State
Source: National Archives, RG 59, Central Foreign Policy Files. Secret; Immediate; Exdis. Drafted by <S>.

Ottawa, August 4, 1978, 1335Z

5874. Subj: Talks on <S>.

1. Summary: It went <S> well.

2. More <S> of it.

<S>

[Footnote 1: <S> spoke.]
"""

_MEMO_IC = """\
SECRET//NOFORN

MEMORANDUM FOR <S>

SUBJECT: (S//NF) Talks with <S>

1. (U) Calm <U> there.

2. (S//NF) The source <S> said more.
- (C) a <C> part
- no mark on <S> here

Free <S> text.

Classified By: <S>
Derived From: <S> Guide
Declassify On: 20401231

SECRET//NOFORN
"""

_MEMO_LISTS = """\
- (S//SI//REL TO USA, FVEY) In terms of <S> both

- (S//SI//REL TO USA, FVEY) The partner <S> provides
   TOP SECRET//SII/NOFORN <TS!>
"""

_MEMO_CUI = """\
CUI

MEMORANDUM FOR <SBU>

SUBJECT: Talks with <SBU>

1. (U) Calm <U> there.

2. (CUI) The firm <SBU> said more.

Free <SBU> text.

Controlled by: <SBU>
CUI Category: PRVCY
Distribution/Dissemination Control: FEDCON
POC: <SBU>, 202-555-0100

CUI
"""

_QUOTED = """\
S E C R E T OTTAWA 000421

E.O. 12958: DECL: 03/02/2010
TAGS: ETRD, CA
SUBJECT: <S!>

1. (S) Text of the note follows:

Begin text:

Dear <S>,

1. The first <S> point.
2. The second <S> point.

End text.

2. (U) Calm <U> there.

Begin quote
UNCLAS PARIS 000100
SUBJECT: <S!>
more <S>
"""

_LAYOUTS = (
    ("archive", "state", _ARCHIVE),
    ("portions-inside", "state", _PORTIONS),
    ("archive-unclassified", "state", _UNCLASSIFIED),
    ("archive-sensitive", "state", _SENSITIVE),
    ("archive-entire-text", "state", _ENTIRE),
    ("without-number", "state", _UNNUMBERED),
    ("quoted-cable", "state", _QUOTED),
    ("telegram", "state", _TELEGRAM),
    ("aad", "state", _AAD),
    ("smart", "state", _SMART),
    ("smart-secret", "state", _SMART_SECRET),
    ("draft", "state", _DRAFT),
    ("release", "state", _RELEASE),
    ("edition", "state", _EDITION),
    ("memo-ic", "ic", _MEMO_IC),
    ("memo-lists", "ic", _MEMO_LISTS),
    ("memo-cui", "cui", _MEMO_CUI),
)

_HEADED = """\
S E C R E T OTTAWA 000422
{line}
<S!>

E.O. 12958: DECL: 03/02/2010
{line}
<S>
TAGS: ETRD, CA
SUBJECT: TALKS
{line}
<S!>

1. (S) The text.
"""

_INTERRUPTED = """\
S E C R E T OTTAWA 000423

E.O. 12958: DECL: 03/02/2010
TAGS: ETRD, CA
SUBJECT: (U) TALKS

1. (U) Calm.

2. (S) The talks with <S> were long
{line}
and <S> went home.

{line}

He <S> said more.

3. (U) Calm <U> there.

<S!>
{line}
<S>
"""

_LINES = {
    "notice": "This record is a partial extract <S> of it.",
    "stamp": "UNCLASSIFIED U.S. Department of State Case No. F-2012-12345 Doc No. C01234567 <S!>",
    "stamp-only": "US Department of State",
    "disposition": "RELEASE IN PART B6 <S!>",
    "disposition-split": "<S> in part",
    "margin-code": "B1 <S!>",
    "later-class": "Classified by DAS <S> on 01/02/2013",
    "archive-stamp": "Declassified/Released US Department of State EO Systematic Review 04 MAY 2006 <S>",
    "message-text": "Message Text",
    "attributes": "Message Attributes",
    "handling": "*** Current Handling Restrictions *** <S!>",
    "page": "PAGE 02 OTTAWA 00423 021647Z <S!>",
    "page-circuit": "PAGE 02 RUEHOT 0423 S E C R E T <S!>",
    "continuation": "OTTAWA 00000423 002 OF 002",
    "continuation-word": "<S!> 00000423 002 OF 002",
    "edition": "Source: National Archives, <S> Files. Secret.",
    "web-tag": '<a href="<S>">',
    "web-break": "<br><S>",
    "markup": "![<S>](<S>.png)",
    "transmission": "VZCZCXRO1234 <S!>",
    "routing": "OO RUEHC RUEHBM",
    "de": "DE RUEHOT #0423/02 0621647 <S!>",
    "security": "ZNY SSSSS ZZH <S!>",
    "dtg": "O 021647Z MAR 00 <S!>",
    "bt": "BT",
    "end-mark": "NNNN",
    "end-mark-note": "NOTE BY OC/T <S!>",
    "end-mark-classification": "2008OTTAWA00423 - Classification: <S>",
    "offices": "ACTION EUR-12 <S!>",
    "origin": "ORIGIN EUR-12 INFO <S!>-01",
    "counter": "------------------ 031212 /44",
    "class": "S E C R E T SECTION 02 OF 02 OTTAWA 000423 <S!>",
    "class-post": "SECRET <S!> 000423",
    "class-lower": "Unclas <S> 000423",
    "class-spaced": "S E C R O T SECTION 02 OF 02 <S!> 000423",
    "class-missing": "<S!> 000423",
    "banner": "SECRET//<S!>",
    "banner-bare": "SECRET",
    "banner-sbu": "SBU",
    "caption": "SIPDIS",
    "captions": "NOFORN EXDIS <S!>",
    "channel": "ROGER CHANNEL",
    "series": "TOSEC 123",
    "series-copy": "CORRECTED COPY <S!>",
    "visas": "VISAS EAGLE <S!>",
    "warning": "SENSITIVE BUT UNCLASSIFIED <S!>",
    "eo": "E.O. 12958: <S>",
    "eo-bare": "E.O.:",
    "tags": "TAGS: ETRD, (<S!>, JOHN)",
    "subject": "SUBJECT: <S!>",
    "subject-posts": "SUBJECT: <S!> PARIS",
    "subject-numbered": "5874. Subj: <S>.",
    "ref": "REF: OTTAWA 774 (<S!>)",
    "classifier": "Classified By: <S>",
    "reason": "Reason: 1.4 (b) <S>",
    "mrn": "MRN: 11 <S!> 419",
    "smart-dtg": "Date/DTG: Dec 28, 2011 / 281221Z DEC 11 <S>",
    "smart-captions": "Captions: <S!>",
    "smart-pass": "Pass Line: <S!>",
    "signature": "Signature: <S>",
    "drafted-by": "Drafted By: <S>",
    "info-office": "Info Office: <S>",
    "mail": "From: <S>",
    "mail-subject": "Sent: <S>",
    "attachments": "Attachments: <S>.docx",
    "address": "FM AMEMBASSY <S!>",
    "address-to": "TO <S!> PRIORITY",
    "drafter": "DRAFTED BY <S!>",
    "class-unknown": "RESTRICTEDX <S!> 000423",
    "section": "SECTION 02 OF 02 <S!> 000423",
}
"""A line of each kind of `grammar/lines.lark`, most with a word that belongs to no such line."""
