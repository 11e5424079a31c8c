"""Fixes applied to a text: edits in passes, each proved before it stands."""

from sbu_check.fixing.edits import Region, Shift
from sbu_check.fixing.passes import Applied, Outcome, Refused, Remarked, fixed, held_back, then, untouched
from sbu_check.fixing.proof import Seen, Terms

__all__ = [
    "Applied",
    "Outcome",
    "Refused",
    "Region",
    "Remarked",
    "Seen",
    "Shift",
    "Terms",
    "fixed",
    "held_back",
    "then",
    "untouched",
]
