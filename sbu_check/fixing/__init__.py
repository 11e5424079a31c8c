"""Fixes applied to a text: edits in passes, each proved before it stands."""

from sbu_check.fixing.edits import Region, Shift
from sbu_check.fixing.passes import Applied, Outcome, Refused, Remarked, fixed, held_back
from sbu_check.fixing.proof import Terms

__all__ = ["Applied", "Outcome", "Refused", "Region", "Remarked", "Shift", "Terms", "fixed", "held_back"]
