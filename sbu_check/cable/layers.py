"""The layers of a file as cables.

Which header and text belong together, and where one cable ends and the next begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.header_lines import class_line
from sbu_check.cable.terminals import folded, terminal
from sbu_check.grammar import Node, Tok
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from sbu_check.cable.elements import Section

QUOTING = 300
"""Characters before a class line in which words that open a quotation are searched."""


class Layers(NamedTuple):
    """What belongs to one cable: the tokens before its first opening, then its layers in order."""

    start: int
    before: list[Tok]
    nodes: list[Node]
    quoted: set[int]
    """The places of those layers that hold another cable, which the text quotes in full with its header."""


class _Identity(NamedTuple):
    """What a layer says of the cable that it belongs to: post and number, and its section."""

    post: str = ""
    number: str = ""
    section: Section | None = None
    header: bool = False
    """Whether it has an E.O., TAGS, SUBJECT or REF line of its own."""
    goes_on: bool = False
    """Whether it has neither that nor routing before it, and its text begins with another number than 1."""

    def carries_on(self, other: _Identity) -> bool:
        """Whether this layer belongs to the same cable as the one before it.

        The same post and number say so; so does the next section, even where one of its other words is garbled, and so
        does a text that goes on under a bare class line.
        """
        same = bool(self.number) and self.number == other.number
        if same and (self.post == other.post or not other.post or _slip(self.post, other.post)):
            return True
        if self.section is None or self.section.part < 2:
            return not self.number or (self.section is None and self.goes_on and other.header)
        before = other.section
        if before is None or self.section.part != before.part + 1:
            return False
        return same or self.section.of == before.of


def _slip(one: str, other: str) -> bool:
    """Whether two names have the same letters but for one, or for the order of two."""
    return (
        len(one) == len(other)
        and sum(a != b for a, b in zip(one, other, strict=True)) < 3
        and one[:1] == other[:1]
    )


def cables(text: str, root: Node) -> list[Layers]:
    """The cables of a file, at least one.

    A section that goes on, and a SMART header above an older one, are no new cable.
    """
    found: list[Layers] = []
    before: list[Tok] = []
    known = _Identity()
    bare = not any(isinstance(child, Node) and child.rule == "cable" for child in root.children)
    """Whether what has no class line is all that there is: above a cable it is the e-mail that wraps it."""
    for child in root.children:
        assert isinstance(child, Node)
        if child.rule != "cable" and not (child.rule == "headless" and (bare or _is_fragment(child))):
            before += child.tokens()
            continue
        identity = _identity(text, child, found[-1] if found else None)
        if found and identity.carries_on(known):
            found[-1].nodes.append(child)
            known = identity if identity.section else known
            continue
        if found and _quotes(text, found[-1]):
            found[-1].quoted.add(len(found[-1].nodes))
            found[-1].nodes.append(child)
            continue
        start, waiting = (before[0].start if before else child.start), before
        if found:
            start, waiting = _envelope_of(found[-1], child)
        found.append(Layers(start, waiting, [child], set()))
        before, known = [], identity
    return found or [Layers(0, before, [], set())]


def _is_fragment(node: Node) -> bool:
    """Whether a header without a class line has the lines that only a cable has.

    TAGS alone, with no text below them, are of the page on which an archive shows the cable.
    """
    header, *rest = node.children
    if not isinstance(header, Node):
        return False
    parts = {part.rule for part in header.children if isinstance(part, Node)}
    return bool(parts & {"eo", "ref"}) or (
        "tags" in parts and ("subject" in parts or any(isinstance(part, Node) for part in rest))
    )


def _identity(text: str, node: Node, last: Layers | None) -> _Identity:
    smart = next(iter(node.all("smart")), None)
    if smart:
        words = folded(smart.children[0].span.of(text)).partition(":")[2].strip(" |").split()
        number = words[-1].lstrip("0") if words and words[-1].isdigit() else ""
        return _Identity(_plain("".join(word for word in words[:-1] if not word.isdigit())), number)
    opening = next(iter(node.all("class_line")), None)
    if opening is None:
        return _Identity()
    token = opening.children[0]
    assert isinstance(token, Tok)
    line = class_line(text, token)
    number = line.number.text.partition("/")[0].lstrip("0") if line.number else ""
    post = _plain(line.post.text if line.post else "")
    header = any(isinstance(part, Node) and part.rule == "header" for part in node.children)
    goes_on = not header and not (last and _routing(last)) and _first_number(text, node) not in {"", "1"}
    return _Identity(post, number, line.section, header, goes_on)


def _first_number(text: str, node: Node) -> str:
    """The digits of the first paragraph's number, "" without one."""
    first = next(iter(node.all("paragraph")), None)
    return "".join(filter(str.isdigit, first.head.span.of(text))) if first else ""


def _routing(last: Layers) -> Node | None:
    """Return the routing after the text of a cable: it belongs to the next cable."""
    tail = last.nodes[-1].children[-1]
    return tail if isinstance(tail, Node) and tail.rule == "next" else None


def _quotes(text: str, last: Layers) -> bool:
    """Whether the text of a cable breaks off at words that announce another cable quoted in full."""
    parts = [part for part in last.nodes[-1].children if isinstance(part, Node) and part.rule != "next"]
    prose = [token for token in (parts[-1].tokens() if parts else ()) if token.kind == "PROSE"][-1:]
    if not prose or (parts and parts[-1].rule in {"tail", "attributes"}):
        return False
    start, end = prose[0].start, prose[0].end
    return terminal("QUOTE_OPENS").search(text, max(start, end - QUOTING), end) is not None


def _plain(post: str) -> str:
    # Page lines cut a post's name to six letters and more; class lines and MRNs do not.
    return post.replace(" ", "").upper()[:6]


def _envelope_of(last: Layers, node: Node) -> tuple[int, list[Tok]]:
    """The routing before a new cable, which the layout has after the text of the previous one."""
    routing = _routing(last)
    if routing:
        last.nodes[-1].children.pop()
        return routing.start, routing.tokens()
    return node.start, []
