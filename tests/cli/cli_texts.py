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
