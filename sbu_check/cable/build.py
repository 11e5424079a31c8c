"""The tree of one cable to a Cable: every line of its layers is taken once, in the order of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.assemble import assemble
from sbu_check.cable.blocks import blocks
from sbu_check.cable.damaged_marks import take_damaged_marks
from sbu_check.cable.evidence import cues_of_cable, enough
from sbu_check.cable.header import Header
from sbu_check.cable.lost_heads import take_lost_heads
from sbu_check.cable.model import Cable, Layout, Overlay
from sbu_check.cable.paragraph_heads import judge_heads
from sbu_check.cable.prose import ARTIFACTS, TextReader
from sbu_check.cable.signing import sign_off
from sbu_check.grammar import Node, Tok
from sbu_check.text.span import Span
from sbu_check.values import replace

if TYPE_CHECKING:
    from sbu_check.cable.layers import Layers

HEADER_PARTS = {"eo", "tags", "subject", "ref", "smart", "opening"}
OPENING = {"PARA", "MARK"}
"""What opens a paragraph."""
RELEASED = {"STAMP", "DISPOSITION", "LATER_CLASS", "MARGIN_CODE"}
"""What a release prints over a text."""


class Builder:
    """Builds one cable from its layers."""

    def __init__(self, text: str, layers: Layers, end: int) -> None:
        self.text = text
        self.layers = layers
        self.end = end
        self.header = Header(text)
        self.reader = TextReader(text)
        self._heads = judge_heads(text, [node.all("paragraph") for node in layers.nodes], layers.quoted)
        self._kinds: set[str] = set()

    def cable(self) -> Cable:
        """The cable, with everything that its lines say."""
        self.header.envelope(self.layers.before)
        self._note_kinds(self.layers.before)
        for place, node in enumerate(self.layers.nodes):
            self._layer(node, quoted=place in self.layers.quoted)
        if all(part.rule == "attributes" for node in self.layers.nodes for part in _parts(node)):
            self._fragment()
        return self._assembled()

    def _fragment(self) -> None:
        """A text without class line, header and number: what the layout took for addresses may be its last lines."""
        for token in self.layers.before:
            if token.kind in {"PROSE", "ADDRESSEE"}:
                self.reader.prose(token)

    def _layer(self, node: Node, *, quoted: bool) -> None:
        if not quoted:
            self.header.begin_layer()
        for part in node.children:
            assert isinstance(part, Node)
            if part.rule == "text":
                self._text(part)
            elif quoted and part.rule not in {"next", "tail", "attributes"}:
                self._quoted(part)
            elif part.rule == "header":
                for line in part.children:
                    assert isinstance(line, Node)
                    self._header_part(line)
            elif part.rule in HEADER_PARTS:
                self._header_part(part)
            elif part.rule == "next":
                self._next(part)
            elif part.rule == "tail":
                self.header.tail(part)
                self._note_kinds(part.tokens())
            else:
                self._attributes(part)

    def _attributes(self, part: Node) -> None:
        """What a release printed over the block of archive data."""
        self._kinds.add("ATTRIBUTES")
        printed = [token for token in part.tokens() if token.kind in RELEASED]
        self._note_kinds(printed)
        for token in printed:
            self.header.overlay(token)

    def _header_part(self, part: Node) -> None:
        self._note_kinds(part.tokens())
        if self.reader.drafts and part.rule == "opening":
            self._continuation(part)
            return
        for token in self.header.part(part):
            # What the header does not want is text before the first number.
            self.reader.prose(token)

    def _quoted(self, part: Node) -> None:
        """The head of a cable that the text quotes in full: prose of the text, with what interrupts it."""
        for token in part.tokens():
            if token.kind in ARTIFACTS:
                self._interrupt(token)
            else:
                self.reader.prose(token)

    def _continuation(self, opening: Node) -> None:
        """The head of a later section: its class line and captions, then the text goes on."""
        for token in self.header.continuation(opening):
            if token.kind == "PROSE":
                self.reader.prose(token)
            elif kind := ARTIFACTS.get(token.kind):
                self.reader.interrupt(token, kind)

    def _next(self, part: Node) -> None:
        self.header.next_section(part.tokens())
        for token in part.tokens():
            self._interrupt(token)

    def _text(self, node: Node) -> None:
        for paragraph in node.children:
            assert isinstance(paragraph, Node)
            self._paragraph(paragraph)

    def _paragraph(self, node: Node) -> None:
        verdict, number, misplaced = next(self._heads)
        opening = _opening(node)
        rest = node.children[len(opening) :]
        if verdict == "prose":
            # The number and what it takes for marks are prose of the paragraph before it, and so is what follows them.
            end = opening[-1].end
            if rest and isinstance(rest[0], Tok) and rest[0].kind == "PROSE" and rest[0].start == end:
                end = rest[0].end
                rest = rest[1:]
            self.reader.prose(Tok("PROSE", opening[0].start, end))
        else:
            self.reader.head(number, misplaced, opening[1:], quoted=verdict == "quoted")
        for branch in rest:
            if isinstance(branch, Node):
                self._stray(branch)
            elif branch.kind == "PROSE":
                self.reader.prose(branch)
            else:
                self._interrupt(branch)

    def _stray(self, node: Node) -> None:
        token = node.children[0]
        assert isinstance(token, Tok)
        if token.kind == "CAPTION":
            if self.header.text_caption(token):
                self.reader.interrupt(token, "sipdis")
            else:
                self.reader.interrupt(token, "page-marking")
        else:
            self.reader.prose(token)
            self.header.stray(token)

    def _interrupt(self, token: Tok) -> None:
        self._kinds.add(token.kind)
        kind = ARTIFACTS.get(token.kind)
        if kind is None:
            if token.kind in {
                "SERIES",
                "WARNING",
                "CLASSIFIER",
                "REASON",
                "FIELD",
                "SMART_DTG",
                "SMART_CAPTIONS",
                "SMART_PASS",
            }:
                self.reader.prose(token)
            return
        self.header.overlay(token)
        self.reader.interrupt(token, kind)

    def _note_kinds(self, tokens: list[Tok]) -> None:
        self._kinds.update(token.kind for token in tokens)

    def _assembled(self) -> Cable:
        self.header.settle_class()
        signatures, trailer = sign_off(self.text, self.reader, self.header.signatures)
        take_lost_heads(self.text, self.reader)
        take_damaged_marks(self.text, self.reader.drafts)
        paragraphs, artifacts = assemble(self.text, self.reader)
        header = self.header
        tags, again = header.tag_line.once()
        first = paragraphs[0].span.start if paragraphs else self.end
        cable = Cable(
            text=self.text,
            span=Span(self.layers.start, self.end),
            overlays=self._overlays(),
            notices=tuple(header.notices),
            stamps=tuple(header.stamps),
            dispositions=tuple(header.dispositions),
            codes=tuple(header.codes),
            later_classification=tuple(header.later),
            banners=tuple(header.banners),
            routing=header.routing.finished(),
            class_lines=tuple(header.class_lines),
            captions=tuple(header.captions),
            passing=tuple(header.passing),
            unknown_header_lines=tuple(header.unknown),
            executive_order=header.executive_order,
            tags=tags,
            tags_again=again,
            tags_line=header.tag_line.span,
            subject=header.subject_lines.subject,
            references=tuple(header.list.references),
            warning=header.warning,
            classified_by=header.classifier(),
            paragraphs=paragraphs,
            blocks=blocks(self.text, paragraphs),
            artifacts=artifacts,
            disorders=tuple(header.disorders),
            continuation_lines=tuple(header.continuation_lines),
            page_lines=tuple(dict.fromkeys(header.page_lines)),
            sipdis=tuple(sorted(header.sipdis, key=lambda t: t.span)),
            signatures=signatures,
            trailer=trailer,
            header=Span(min(header.start, first), first),
        )
        evidence = cues_of_cable(cable, self._kinds, republished=header.republished is not None)
        return replace(cable, evidence=evidence, layout=self._layout() if enough(evidence) else "none")

    def _layout(self) -> Layout:
        """The layout of a text that is a cable."""
        kinds = self._kinds
        if "YAML" in kinds and self.header.republished:
            return "aad"
        if "ARCHIVE_STAMP" in kinds or "MESSAGE_TEXT" in kinds:
            return "aad"
        if "MRN" in kinds:
            return "smart"
        if "EDITION" in kinds or "SUBJECT_NUMBERED" in kinds:
            return "edition"
        if kinds & {"PAGE", "OFFICES", "COUNTER"} and self.header.class_lines:
            return "aad"
        if kinds & {"TRANSMISSION", "ROUTING", "DE", "SECURITY", "DTG"}:
            return "telegram"
        return "archive" if any(line.number for line in self.header.class_lines) else "draft"

    def _overlays(self) -> tuple[Overlay, ...]:
        kinds = self._kinds
        found: list[Overlay] = []
        if kinds & RELEASED:
            found.append("release")
        if self.header.mail:
            found.append("email")
        if kinds & {"YAML", "MARKUP"} or any(tag.linked for tag in self.header.tag_line.all):
            found.append("markdown")
        return tuple(found)


def _parts(node: Node) -> list[Node]:
    return [part for part in node.children if isinstance(part, Node)]


def _opening(node: Node) -> list[Tok]:
    """The number and the marks that open a paragraph."""
    opening: list[Tok] = []
    for branch in node.children:
        if isinstance(branch, Node) or branch.kind not in OPENING:
            break
        opening.append(branch)
    return opening


def build(text: str, layers: Layers, end: int) -> Cable:
    """The cable of those layers, which runs to `end`."""
    return Builder(text, layers, end).cable()
