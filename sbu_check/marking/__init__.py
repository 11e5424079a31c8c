"""The marking algebra: a marking system read from data; marks read, printed, ordered and joined.

No scheme is written in Python: the files of `rules/_markings` define what a mark means, since when, what it needs and
excludes, and what the authorities make of it in a banner.
"""

from sbu_check.marking.model import Banner, Mark, MarkProblem, Part, Reading, Reason
from sbu_check.marking.systems import MarkingSystem, UnknownSystem, system

__all__ = [
    "Banner",
    "Mark",
    "MarkProblem",
    "MarkingSystem",
    "Part",
    "Reading",
    "Reason",
    "UnknownSystem",
    "system",
]
