"""The look of the words of a Word document, and the numbers that Word puts before paragraphs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sbu_check.documents.docx_parts import W

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from sbu_check.documents.docx_parts import Parts
    from sbu_check.text.hidden_content import Kind

Look = dict[str, str]
"""The properties of a look: `vanish`, `color`, `fill` (the ground), `highlight`, `size` (half points)."""

_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "00008B", "darkCyan": "008B8B", "darkGreen": "006400",
    "darkMagenta": "800080", "darkRed": "8B0000", "darkYellow": "808000", "darkGray": "A9A9A9", "lightGray": "D3D3D3",
}  # fmt: skip

_CLOSE = 96
"""Sum of the differences of red, green and blue, each of 255, up to which a letter is not seen on its ground."""

_TINY = 3
"""Half points up to which nobody reads a letter."""

_OFF = frozenset({"0", "false", "off"})
_DEPTH = 20


def look(properties: Element | None) -> Look:
    """Return the look that an element of run or paragraph properties sets."""
    said: Look = {}
    for one in properties if properties is not None else ():
        value = one.get(f"{W}val", "")
        match one.tag.removeprefix(W):
            case "vanish" | "webHidden" | "specVanish":
                said["vanish"] = "" if value in _OFF else "1"
            case "color":
                said["color"] = value
            case "highlight":
                said["highlight"] = _HIGHLIGHTS.get(value, "")
            case "sz":
                said["size"] = value
            case "shd":
                said["fill"] = one.get(f"{W}fill", "")
    return said


def unseen(said: Look) -> Kind | None:
    """Why words of this look cannot be seen; None for visible words."""
    if said.get("vanish"):
        return "vanished"
    if said.get("size", "").isdecimal() and int(said["size"]) <= _TINY:
        return "invisible"
    color, mark = _rgb(said.get("color", "")), _rgb(said.get("highlight", ""))
    ground = mark or _rgb(said.get("fill", ""))
    if color is None:
        # Letters without a color of their own are black, and white on dark shading, but not under a highlighter.
        color = (0, 0, 0) if mark or ground is None else color
    if color is None or sum(abs(a - b) for a, b in zip(color, ground or _WHITE, strict=True)) > _CLOSE:
        return None
    return "covered" if ground and ground != _WHITE else "invisible"


_WHITE = (255, 255, 255)


def _rgb(written: str) -> tuple[int, int, int] | None:
    try:
        data = bytes.fromhex(written)
    except ValueError:
        return None
    return (data[0], data[1], data[2]) if len(data) == 3 else None


class Styles:
    """The styles of a document, each with what those say that it is based on."""

    def __init__(self, parts: Parts) -> None:
        root = parts.tree("word/styles.xml")
        self._styles: dict[str, Element] = {}
        self._default: Look = {}
        self.default_paragraph = ""
        if root is None:
            return
        self._default = look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iter(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            self._styles[name] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
                self.default_paragraph = name

    def look(self, name: str) -> Look:
        """The look that a style sets; the default of the document for no style."""
        said: Look = dict(self._default) if not name else {}
        for style in reversed(self._chain(name)):
            said |= look(style.find(f"{W}pPr")) | look(style.find(f"{W}rPr"))
        return said

    def numbering(self, name: str) -> Element | None:
        """The numbering that a style gives."""
        found = (style.find(f"{W}pPr/{W}numPr") for style in self._chain(name))
        return next((one for one in found if one is not None), None)

    def _chain(self, name: str) -> list[Element]:
        chain: list[Element] = []
        while name in self._styles and len(chain) < _DEPTH:
            chain.append(self._styles[name])
            based = self._styles[name].find(f"{W}basedOn")
            name = based.get(f"{W}val", "") if based is not None else ""
        return chain


class Numbers:
    """The numbers that Word puts before paragraphs, which are not in the text of the file."""

    def __init__(self, parts: Parts) -> None:
        root = parts.tree("word/numbering.xml")
        self._lists: dict[str, str] = {}
        self._levels: dict[tuple[str, int], Element] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for one in root if root is not None else ():
            if one.tag == f"{W}num":
                kind = one.find(f"{W}abstractNumId")
                self._lists[one.get(f"{W}numId", "")] = kind.get(f"{W}val", "") if kind is not None else ""
            elif one.tag == f"{W}abstractNum":
                for level in one.iter(f"{W}lvl"):
                    depth = level.get(f"{W}ilvl", "0")
                    self._levels[one.get(f"{W}abstractNumId", ""), int(depth) if depth.isdecimal() else 0] = (
                        level
                    )

    def label(self, numbering: Element | None) -> str:
        """The label of the next paragraph with this numbering, "" for none."""
        if numbering is None:
            return ""
        kind = self._lists.get(_value(numbering, "numId"), "")
        written = _value(numbering, "ilvl")
        depth = int(written) if written.isdecimal() else 0
        level = self._levels.get((kind, depth))
        if level is None:
            return ""
        counts = self._counts[kind]
        counts[depth] = counts.get(depth, self._start(kind, depth) - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        label = _value(level, "lvlText")
        if _value(level, "numFmt") == "bullet":
            return "-"
        for one in range(depth + 1):
            form = self._levels.get((kind, one))
            number = counts.get(one, self._start(kind, one))
            label = label.replace(f"%{one + 1}", _counted(number, _value(form, "numFmt")))
        return label

    def _start(self, kind: str, depth: int) -> int:
        start = _value(self._levels.get((kind, depth)), "start")
        return int(start) if start.isdecimal() else 1


def _value(element: Element | None, name: str) -> str:
    child = element.find(f"{W}{name}") if element is not None else None
    return child.get(f"{W}val", "") if child is not None else ""


_ROMAN: Mapping[int, str] = {
    1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv",
    1: "i",
}  # fmt: skip


def _counted(number: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and number > 0:
        written = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
    elif form in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        written, rest = "", number
        for value, sign in _ROMAN.items():
            written += sign * (rest // value)
            rest %= value
    else:
        return "" if form == "none" else str(number)
    return written.upper() if form.startswith("upper") else written
