"""The patterns of prose that rules look for: mentions, sentences, punctuation.

What recognises the layout is in the folder `grammar`; signs that a rule looks for one by one are in `checks/encoding`.
"""

from __future__ import annotations

import re

from sbu_check.text.patterns import pattern

CITED = pattern(
    r"\b(?:[Rr]ef(?:s|tels?)?|REF(?:S|TELS?)?)(?=\s)"
    # A letter in brackets at the head of a line is a mark, and so are (S) and (U).
    r"((?:[ ]\([A-RTV-Z]\)|\s{1,3}[A-Z](?!\w))"
    r"(?:(?:-|(?:,|,?\s{1,3}(?:(?i:and|or|through|thru)|&))\s{1,3})(?:\([A-HJ-Z]\)|[A-HJ-Z](?!\w)))*)"
    r"(?![\w'’/-]|\.\w)"
)
CITED_LETTER = pattern(r"(?<![A-Za-z])[A-Z](?![A-Za-z])")
"""A reference by its letter."""

REFTEL = pattern(r"\b(?:[Rr]eftels?|REFTELS?)\b")

URGENT = pattern(
    r"\b(?:niact|night action|immediate(?:ly)?|urgent(?:ly)?|emergency|deadline|tonight|tomorrow|today"
    r"|as soon as possible|asap|no later than|nlt|before|by (?:noon|cob|opening|close|\d))\b",
    re.IGNORECASE,
)
"""Words that say why a message cannot wait."""

SITE = pattern(
    r"^[^\n]*\bvisit\b[^\n]*\bsite\b[^\n]*(?:\n[ \t]*)?[^\n]*://[^\n]*", re.IGNORECASE | re.MULTILINE
)
"""The invitation to visit a post's web site."""

SENTENCE_END = pattern(r"((?:[a-z0-9)\"']|[A-Z]{2})[.?!][)\"']?) (?! )")
"""The end of a sentence before one blank. After an abbreviation such as "U.S." no typist puts two blanks."""

GLUED_HEADING = pattern(r"[a-z0-9)\"'][.?!:][)\"']? +(?=[A-Z])")
"""The end of a sentence before a heading on the same line."""

BRACKET = pattern(r"[()]")

CLOSED_LABEL = pattern(r"(?:^|(?<=\s))(?:[A-Za-z]|[0-9]{1,3}|[IVXivx]{1,5})\)")
"""A bracket that closes the label of a list, `a)`, and that nothing opens."""

APOSTROPHE_OPENS = pattern(r"'(?=[A-Za-z])")

APOSTROPHE_CLOSES = pattern(r"(?<=[\w.,!?])'(?!\w)")

GLUED_COMMA = pattern(r",(?=[A-Za-z0-9])")

GLUED_STOP = pattern(r"\.(?=[A-Za-z]{2})")

QUESTION_IN_WORD = pattern(r"\?(?=[sStT]\s)")

QUOTE_OPENS = pattern(r"(?<=[\s(])&(?=[A-Za-z])")
"""The sign that a converter put for an opening quotation mark."""

QUOTE_CLOSES = pattern(r"(?<=[A-Za-z.,?!])8(?=[\s.,;:?!)])")

COMMA_IN_WORD = pattern(r",[sStT]\s")

COMMA_BEFORE_DIGIT = pattern(r",[0-9](?![0-9])")

DAY_WITH_COMMA = pattern(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? [0-3],[0-9]\Z", re.IGNORECASE
)

LAST_WORD = pattern(r"[A-Za-z]+(?=[ \t\r\n\f]*\Z)")
"""The last word of a text."""

PARAGRAPH_NAMED = pattern(
    # The letter is before the boundary of its word, because a search for a letter skips text much faster.
    r"[Pp](?<!\w.)(?:ara(?:graph)?s?|ARA(?:GRAPH)?S?)\.?\s{1,2}"
    r"(?:[1-9][0-9]?(?:\s{1,2}(?:and|AND|to|TO)\s{1,2}|-))?([1-9][0-9]?)\b(?![.(]?[0-9a-zA-Z])"
)
"""A paragraph that a sentence names, or two of them: the last."""

DIRECTION = pattern(r"\s{1,2}(?:above|below|ABOVE|BELOW)\b")

ABOVE_OR_BELOW = pattern(r"[^.;]{0,12}?\b(?:above|below|ABOVE|BELOW)\b")

OTHER_DOCUMENT = pattern(
    r"(?i)\b(?:ref|refs|reftels?|septels?|resolution|unscr|treaty|agreement|protocol|convention|article|communique|draft"
    r"|text|letter|report|document|annex|law|decree|declaration|statement|note|paper|nonpaper|charter|act|fam|fah|manual)\b"
)
"""A word for a document that may have paragraphs of its own."""

_SHORT_MONTH = r"(?:APR(?:IL)?|JUNE?|SEPT?(?:EMBER)?|NOV(?:EMBER)?)"

IMPOSSIBLE_DAY = pattern(
    rf"(?<![\w.,/-])(?:31\s{{1,2}}{_SHORT_MONTH}|3[01]\s{{1,2}}FEB(?:RUARY)?|{_SHORT_MONTH}\.?\s{{1,2}}31"
    r"|FEB(?:RUARY)?\.?\s{1,2}3[01])(?![\w/%-]|[.,][0-9])",
    re.IGNORECASE,
)

DAY_OF_WEEK = pattern(
    r"\b(MON|TUE|WED|THU|FRI|SAT|SUN)(?:S|NES|RS|UR)?DAY,?\s{1,2}"
    r"(?:([A-Z]{3,9})\.?\s{1,2}([0-9]{1,2})(?:ST|ND|RD|TH)?|([0-9]{1,2})(?:ST|ND|RD|TH)?\s{1,2}([A-Z]{3,9})\.?),?\s{1,2}"
    r"((?:19|20)[0-9]{2})\b",
    re.IGNORECASE,
)

_BETWEEN = r"[ \t]*\r?\n?[ \t]*[ \n]"

DOUBLED = pattern(
    # The set of first letters is before the boundary of the word, because a search for a set skips text much faster.
    r"([abfiostwABFIOSTW])(?<![\w'’/-].)(?:(?i:((?<=a)(?:nd?|t)|(?<=b)[ey]|(?<=f)(?:or|rom)|(?<=i)(?:[fns]|nto|ts)"
    rf"|(?<=o)(?:[fnr]|ur)|(?<=s)uch|(?<=t)(?:he(?:ir|se)?|hose|o)|(?<=w)(?:as|ere|hich|ith)){_BETWEEN}\1\2)"
    rf"|(?<=a){_BETWEEN}a(?= [a-z]))(?![\w'’/.-])"
)
"""Words that no sentence has twice in a row. "Not not" and "that that" are left out: cables repeat a NOT on purpose."""

SIPDIS_INSIDE = pattern(r"\b(?P<before>[a-z]+),?[ ](?P<word>SIPDIS)[ ](?P<after>[a-z]+)\b")
"""SIPDIS between two words of a sentence."""
