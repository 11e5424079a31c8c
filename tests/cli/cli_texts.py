"""Texts that the tests of the command line check."""

from __future__ import annotations

CLEAN = """\
UNCLAS OTTAWA 000875

SIPDIS

E.O. 12958: N/A
TAGS: ETRD, CA
SUBJECT: TRADE TALKS

REF: OTTAWA 774

1. (U) The talks went well.

2. (U) They go on in June.

DICKSON
"""
FAULTY = CLEAN.replace("2. (U) They go", "2. (C) The Minister's zebra stays hidden, and they go")
"""A paragraph above the class line: an error."""
NO_CABLE = "Dear all, the meeting on Friday is at ten.\n"

HOUSE_RULE = (
    """\
id       = "no-jargon"
summary  = "a word of the trade"
message  = 'say it plainly: "{word}"'
title    = "say it plainly"
severity = "warning"
profiles = ["archive", "draft"]
fix      = "unsafe"
since    = "1.0.0"
status   = "stable"
sources  = ["house style 3"]

[pattern]
regex   = '(?P<word>[Tt]alks)'
within  = "text"
replace = "meetings"

[doc]
what   = "Looks for jargon."
why    = "Readers."
remedy = "use another word"

[[example]]
title = "talks"
bad   = """
    "'''"
    """
UNCLAS OTTAWA 000875

E.O. 12958: N/A
TAGS: ETRD, CA
SUBJECT: TRADE

1. (U) The ⟦talks⟧ went well.
"""
    "'''"
    """
fixed = """
    "'''"
    """
UNCLAS OTTAWA 000875

E.O. 12958: N/A
TAGS: ETRD, CA
SUBJECT: TRADE

1. (U) The meetings went well.
"""
    "'''"
    """

[[example]]
title = "other words"
good  = "no cable"
"""
)
"""A custom rule that finds one fault in each of CLEAN and FAULTY."""


def found(ended, rule="no-jargon"):
    """What a report says by one rule."""
    return [one for one in ended.report["diagnostics"] if one["rule"] == rule]
