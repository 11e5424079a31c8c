"""Text to cables: the one entrance to this package."""

from __future__ import annotations

from sbu_check.cable.build import build
from sbu_check.cable.layers import cables
from sbu_check.cable.lexing import parse
from sbu_check.cable.model import Cable
from sbu_check.cable.normalize import normalize
from sbu_check.text.span import Span
from sbu_check.values import replace


def read_cables(text: str) -> tuple[Cable, ...]:
    """The cables of a text in order, at least one. Total: a text that is no cable is one of layout `none`."""
    if not text.strip():
        return (Cable(text, Span(0, len(text)), "none"),)
    plain = normalize(text)
    layers = cables(plain, parse(plain))
    ends = [*(following.start for following in layers[1:]), len(text)]
    found = [build(plain, part, end) for part, end in zip(layers, ends, strict=True)]
    if len(found) > 1 and all(cable.layout == "none" for cable in found):
        kept = next((cable for cable in found if "release" in cable.overlays), found[0])
        found = [replace(kept, span=Span(0, len(text)))]
    return tuple(found if plain is text else (replace(cable, written=text) for cable in found))


def read_cable(text: str) -> Cable:
    """The first cable of a text."""
    return read_cables(text)[0]
