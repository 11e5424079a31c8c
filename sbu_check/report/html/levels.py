"""The colours of levels, those of the standard forms: SF 710 green, 902 purple, 708 blue, 707 red, 706 orange."""

from __future__ import annotations

_TONES = {
    "U": "U",
    "SBU": "SBU",
    "CUI": "SBU",
    "FOUO": "SBU",
    "LOU": "LOU",
    "R": "C",
    "C": "C",
    "S": "S",
    "TS": "TS",
}

_BANNERS = (
    ("TOP SECRET", "TS"),
    ("SECRET", "S"),
    ("CONFIDENTIAL", "C"),
    ("RESTRICTED", "C"),
    ("LIMITED OFFICIAL USE", "LOU"),
    ("SENSITIVE", "SBU"),
    ("CUI", "SBU"),
)

LEGEND = (
    ("U", "unclassified"),
    ("SBU", "sensitive but unclassified"),
    ("LOU", "limited official use"),
    ("C", "confidential"),
    ("S", "secret"),
    ("TS", "top secret"),
    (None, "no mark that tells"),
)


def tone(level: str | None) -> str:
    """The class of a paragraph's level."""
    return _TONES.get(level or "", "none")


def banner_tone(banner: str) -> str:
    """The class of a banner in words: by its classification, else by a control that stands for one."""
    classification = banner.partition(";")[0].partition("//")[0].strip()
    for words, name in _BANNERS:
        if classification.startswith(words):
            return name
    return "SBU" if "SENSITIVE" in banner else "U"
