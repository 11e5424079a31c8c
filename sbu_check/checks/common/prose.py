"""The patterns of prose that rules look for: mentions, sentences, punctuation.

What recognises the layout is in the folder `grammar`; signs that a rule looks for one by one are in `checks/encoding`.
"""

from __future__ import annotations

import re

from sbu_check.text.patterns import pattern

CITED = pattern(r"\b(?:[Rr]ef(?:s|tels?)?|REF(?:S|TELS?)?) (?:([A-Z])|\(([A-Z])\))(?![\w.'’/-])")
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

COMMA_IN_WORD = pattern(r",[sStT]\s")

COMMA_BEFORE_DIGIT = pattern(r",[0-9](?![0-9])")

DAY_WITH_COMMA = pattern(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? [0-3],[0-9]\Z", re.IGNORECASE
)
