"""Cables with the damages that safe fixes mend, and one that only a person or an unsafe fix can."""

from __future__ import annotations

CLEAN = """\
UNCLAS SECTION 01 OF 01 BRIDGETOWN 000101

SIPDIS

SENSITIVE

E.O. 12958: N/A
TAGS: ETRD, BB
SUBJECT: HARBOR TALKS

REF: BRIDGETOWN 74

1. (U) The port authority said that Secretary Halvorsen
assumed that the dredging would cost $9 million and more.

2. (SBU) Roe & Sons will do the dredging of the
outer channel, as was said.

3. (U) It begins in June.

4. (U) It ends in July.

5. (U) It is dear.

6. (U) It is public.

HALVORSEN
"""
"""What the safe fixes make of DAMAGED."""

DAMAGED = """\
UNCLAS SECTON 01 OF 01 BRIDGETOWN 000101

SIPDIS

SIPDIS

SENSITIVE

E.O. 12958: N/A
TAGS: [ETRD](#), [BB](#)
SUBJECT: HARBOR TALKS

REF: BRIDGETOWN 74

1. (U) The port authority said that Secretary Halvorsen

SIPDIS

assumed that the dredging would cost \\$9 million and\u00a0more.

2.(SBU)Roe &amp; Sons will do the dredging of the

BRIDGETOWN 00000101  002 OF 003

outer channel, as was said.\\

13. (U) It begins in June.

14. (U) It ends in July.

15. (U) It is dear.

6. (U) It is public.

HALVORSEN
"""

UNMARKED = """\
UNCLAS BRIDGETOWN 000101

SIPDIS

E.O. 12958: N/A
TAGS: ETRD, BB
SUBJECT: HARBOR TALKS

1. (U) The dredging begins.

2. (SUB) It ends in June.

3. (U) It is dear.

HALVORSEN
"""

NO_CABLE = "Dear all, the meeting on Friday is at ten. It costs \\$9.\n"
