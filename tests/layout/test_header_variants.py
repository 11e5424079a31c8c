"""Headers with every damage that their carriers do to them are read as what they are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sbu_check.cable.read import read_cables
from sbu_check.rules.vocabulary import vocabulary
from tests.layout.header_variants import Variant, variants

if TYPE_CHECKING:
    from sbu_check.cable.model import Cable

WANTED = 0.95


def seen(cable: Cable) -> dict[str, Any]:
    """What the program understood of a cable, in the terms of the truth."""
    line, routing = cable.classification, cable.routing
    section = line.section if line else None
    by = defaultdict(list)
    for recipient in routing.recipients:
        by[recipient.action].append(recipient.name.upper())
    return {
        "class": line.level if line else None,
        "captions": frozenset(caption.name for caption in cable.captions) | _meant(cable),
        "post": line.post.text.upper() if line and line.post else None,
        "number": line.number.text.lstrip("0") if line and line.number else None,
        "section": (section.part, section.of) if section else None,
        "date": cable.date,
        "from": tuple(by["FM"]),
        "to": tuple(by["TO"]),
        "info": tuple(by["INFO"]),
        "subject": cable.subject.text if cable.subject else None,
        "tags": tuple(tag.text for tag in cable.tags),
        "signature": cable.signature.text.upper() if cable.signature else None,
    }


def _meant(cable: Cable) -> frozenset[str]:
    """The captions that misspelt lines mean."""
    found = (vocabulary().caption_meant(line.text) for line in cable.unknown_header_lines)
    return frozenset(name for name in found if name)


def misread(variant: Variant) -> dict[str, tuple[object, object]]:
    """The fields that were not read as they are, each with the truth and the reading."""
    cables = read_cables(variant.text)
    found = seen(cables[0])
    wrong = {
        name: (truth, found[name])
        for name, truth in variant.truth.items()
        if name in found and truth != found[name]
    }
    if len(cables) > 1:
        wrong["cables"] = (1, len(cables))
    return wrong


def test_headers_are_read_as_what_they_are() -> None:
    made = list(variants())
    wrong = [(variant.kind, found) for variant in made if (found := misread(variant))]
    share = 1 - len(wrong) / len(made)
    assert share >= WANTED, "\n".join(f"{kind}: {found}" for kind, found in wrong)


def test_headers_without_damage_are_read_in_full() -> None:
    assert not [
        found for variant in variants() if variant.kind.startswith("as it") and (found := misread(variant))
    ]
