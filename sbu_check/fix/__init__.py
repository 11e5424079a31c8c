"""Fixes applied to a text: edits in passes, each proved before it stands."""

from sbu_check.diagnostics.edits import Region, Shift
from sbu_check.fix.passes import Applied, ChangedMarking, Outcome, Refused, fixed, held_back, then, untouched
from sbu_check.fix.proof import FixTerms, Seen

__all__ = [
    "Applied",
    "ChangedMarking",
    "FixTerms",
    "Outcome",
    "Refused",
    "Region",
    "Seen",
    "Shift",
    "fixed",
    "held_back",
    "then",
    "untouched",
]
