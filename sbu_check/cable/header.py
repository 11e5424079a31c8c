"""The header of a cable: its lines taken in the order of the text, each value with the lines that carry it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable import edition, header_lines
from sbu_check.cable.class_words import class_line_with_damage
from sbu_check.cable.elements import ClassifierBlock, ClassLine, Term
from sbu_check.cable.header_reader import FIELDS, HeaderLines
from sbu_check.cable.model import Disorder, Signature
from sbu_check.cable.routing import field_value
from sbu_check.cable.terminals import lines, term, trimmed
from sbu_check.grammar import Node, Tok
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


CLASS_POSITION = {"PROSE", "ADDRESSEE"}
"""Kinds of a line of the envelope that may be a class line with damage."""
LETTERS_OF_SECURITY = {"U": "UNCLASSIFIED", "C": "CONFIDENTIAL", "S": "SECRET", "T": "TOP SECRET"}
"""The class by the letters of the security line (ACP 127)."""


class Header(HeaderLines):
    """Collects the header values of one cable. `part` and `continuation` yield the tokens that are text."""

    def envelope(self, tokens: list[Tok]) -> None:
        """Take the lines before the first opening. Captions there belong to a draft or to a form, and are kept."""
        above: Span | None = None
        for token in tokens:
            if token.kind in CLASS_POSITION or token.kind == "STAMP":
                self._draft_date(token, above)
            above = token.span
            if token.kind in CLASS_POSITION and self._odd_class_line(token):
                continue
            if token.kind in {"CAPTION", "CAPTION_PASSING"}:
                self._caption_line(token)
            elif token.kind in {"YAML", "EDITION"}:
                self._republished(token)
            elif not self.overlay(token):
                self.routing.take(token)
                self.mail |= token.kind == "MAIL"
                if token.kind == "WARNING":
                    self.warning = self.warning or term(self.text, token.span)

    def _draft_date(self, token: Tok, above: Span | None) -> None:
        """Take the date line of a draft; the line above it may name the drafter."""
        for line in lines(self.text, token.span):
            self.routing.take_draft_line(line, above)
            above = line

    def _odd_class_line(self, token: Tok) -> bool:
        """Whether a line of the envelope is a class line with damage; lines of its captions may follow it."""
        for line in lines(self.text, token.span):
            found = class_line_with_damage(self.text, line)
            if found is None and self.odd_line is not None:
                self._passing(line)
            known = self.odd_line
            if found and (
                known is None or (found.post and found.number and not (known.post and known.number))
            ):
                self.odd_line = found
                if found.number:
                    self._captions_of(Span(found.number.span.end, found.span.end))
        return self.odd_line is not None

    def settle_class(self) -> None:
        """Give a cable without a class line of its own the class that its layout prints elsewhere."""
        if self.class_lines:
            return
        if self.odd_line and self._is_telegram():
            self.class_lines.append(self._with_level(self.odd_line))
            return
        line = self.republished or edition.edition(self.text, self.edition, self.subject_lines.subject)
        if line:
            self.class_lines.append(line)
            self.captions += edition.edition_captions(self.text, self.edition)
            return
        mrn = self.routing.finished().mrn
        if mrn is None and self.executive_order is None and not self.tag_line.all:
            return
        # The second line of a SMART banner is no class; the head of a draft may say SENSITIVE BUT UNCLASSIFIED.
        levels = [banner for banner in self.banners if banner.level and banner.text != "SBU"]
        before = [banner for banner in levels if mrn and banner.span.end <= mrn.span.start]
        chosen = before[-1:] or levels[:1]
        if chosen:
            post, number = header_lines.smart_number(mrn) if mrn else (None, None)
            self.class_lines.append(header_lines.class_of_banner(chosen[0], post, number))

    def _is_telegram(self) -> bool:
        """Whether another line than that of the class says that the text is a cable."""
        routing = self.routing.finished()
        return bool(
            routing.dtg or routing.recipients or self.executive_order or self.tag_line.all or self.captions
        )

    def _with_level(self, line: ClassLine) -> ClassLine:
        """A class line whose words nobody can read, with the class of its pages or of its security line."""
        if line.level is None:
            levels = {banner.level for banner in self.banners}
            security = self.routing.finished().security
            level = (
                levels.pop()
                if len(levels) == 1
                else LETTERS_OF_SECURITY.get(security.text[:1])
                if security
                else None
            )
            line = line._replace(level=level)
        return line

    def next_section(self, tokens: list[Tok]) -> None:
        """The routing between two sections: it repeats the first and adds nothing to it but overlays."""
        for token in tokens:
            self.overlay(token)

    def _republished(self, token: Tok) -> None:
        """The head of a re-publication, which says in its own way what a header says."""
        if token.kind == "YAML":
            head = edition.yaml(self.text, token.span)
            self.tag_line.all = list(head.tags)
            self.subject_lines.subject, self.list.references = head.subject, list(head.references)
            self.republished = head.class_line
        else:
            self.edition.append(token)

    def begin_layer(self) -> None:
        """A new layer: its lines are first lines again."""
        self._open, self._label, self._smart = "", None, False
        self._seen = set()

    def part(self, node: Node) -> Iterator[Tok]:
        """Take the lines of an opening, a SMART header or a part of a header; yield the prose that is text."""
        self._smart = self._smart or node.rule == "smart"
        quoting = False
        for branch in node.children:
            if isinstance(branch, Node):
                token = branch.children[0]
                assert isinstance(token, Tok)
                if quoting:
                    yield Tok("PROSE", token.start, token.end)
                    continue
                if branch.rule.startswith(("late_", "again_")):
                    self._disorder(branch.rule, token, node)
                yield from self._take(token, node.rule)
            else:
                quoting = quoting or (branch.kind == "PROSE" and self._opens_quotation(branch))
                yield from self._take(branch, node.rule)

    def _opens_quotation(self, token: Tok) -> bool:
        """Whether the prose begins to quote another cable, whose header lines do not belong to this one."""
        return any(self.text.find(words, token.start, token.end) >= 0 for words in (" QTE", "\nQTE", "QUOTE"))

    def continuation(self, opening: Node) -> Iterator[Tok]:
        """Take the opening of a later section; yield the lines after its captions, where the text continues."""
        self._open = ""
        caption_block = True
        for token in opening.tokens():
            if token.kind.startswith("CLASS") and token.kind != "CLASSIFIER":
                self._class_line(token)
            elif token.kind == "CAPTION" and caption_block:
                self._captions_of(token.span)
            elif token.kind == "CAPTION":
                yield Tok("PROSE", token.start, token.end)
            else:
                self.overlay(token)
                caption_block &= token.kind != "PROSE"
                yield token

    def tail(self, node: Node) -> None:
        """Take the fields after the text of a SMART print."""
        self._smart, self._open = True, ""
        for token in node.children:
            if isinstance(token, Tok):
                if token.kind == "SIGNATURE":
                    value = field_value(self.text, token.span)
                    self._open, self._label = ("signature", token) if not value.text else ("", None)
                    if value.text:
                        self.signatures.append(Signature(value.span, value.text, field=True))
                else:
                    for prose in self._take(token, "tail"):
                        if self._open == "signature":
                            name = term(self.text, Span(prose.start, self._line_end(prose)))
                            self.signatures.append(Signature(name.span, name.text, field=True))
                        self._open = ""

    def stray(self, token: Tok) -> None:
        """Take a header line inside the text."""
        self.disorders.append(
            Disorder(trimmed(self.text, token.span), FIELDS.get(token.kind, token.kind), "stray", None)
        )

    def text_caption(self, token: Tok) -> bool:
        """Take a caption line inside the text; return whether it is SIPDIS."""
        words = header_lines.captions(self.text, token.span, 0)
        if {caption.name for caption in words} == {"SIPDIS"}:
            self.sipdis.append(Term(trimmed(self.text, token.span), "SIPDIS"))
            return True
        return False

    def classifier(self) -> ClassifierBlock | None:
        """The classifier block, of all lines that belong to it."""
        return header_lines.classifier_block(self.text, self._classifier) if self._classifier else None

    def _disorder(self, rule: str, token: Tok, node: Node) -> None:
        trouble, _, _ = rule.partition("_")
        first = node.head
        after = Term(trimmed(self.text, first.span), FIELDS.get(first.kind, first.kind))
        name = FIELDS.get(token.kind, token.kind)
        self.disorders.append(
            Disorder(trimmed(self.text, token.span), name, "late" if trouble == "late" else "again", after)
        )

    def _line_end(self, token: Tok) -> int:
        end = self.text.find("\n", token.start, token.end)
        return token.end if end < 0 else end
