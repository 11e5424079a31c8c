"""The header of a cable: its lines taken in the order of the text, each value with the lines that carry it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable import edition, header_lines
from sbu_check.cable.elements import CaptionWord, ClassifierBlock, ClassLine, ExecutiveOrder, Term
from sbu_check.cable.header_values import ReferenceList, SubjectLines, TagLine
from sbu_check.cable.model import Disorder, Signature
from sbu_check.cable.overlays import Overlays
from sbu_check.cable.routing import FIELD_ACTIONS, Envelope, field_value
from sbu_check.cable.terminals import BLANKS, term, terminal, trimmed
from sbu_check.grammar import Node, Tok
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FIELDS = {
    "EO": "E.O.", "EO_BARE": "E.O.", "TAGS": "TAGS", "TAGS_BARE": "TAGS", "SUBJECT": "SUBJECT",
    "SUBJECT_BARE": "SUBJECT", "SUBJECT_NUMBERED": "SUBJECT", "REF": "REF", "REF_BARE": "REF",
    "CAPTION": "caption", "CLASSIFIER": "classifier", "REASON": "classifier", "SMART_PASS": "passing line",
    "MAIL": "field", "FIELD": "field", "SMART_CAPTIONS": "captions", "SMART_DTG": "date", "MRN": "number",
    "CLASS": "class line",
}  # fmt: skip
"""The name of the field for each kind of header line."""
FARTHEST = 2_000
"""Characters after its label in which the number of an order is searched."""


class Header(Overlays):
    """Collects the header values of one cable. `part` and `continuation` yield the tokens that are text."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.routing = Envelope(text)
        self.class_lines: list[ClassLine] = []
        self.captions: list[CaptionWord] = []
        self.sipdis: list[Term] = []
        self.passing: list[Term] = []
        self.unknown: list[Term] = []
        self.executive_order: ExecutiveOrder | None = None
        self.tag_line = TagLine(text)
        self.subject_lines = SubjectLines(text)
        self.list = ReferenceList(text)
        self.disorders: list[Disorder] = []
        self.signatures: list[Signature] = []
        self.mail = False
        self.start = len(text)
        self.republished: ClassLine | None = None
        self.edition: list[Tok] = []
        """Lines of the printed edition's head."""
        self._classifier: list[Span] = []
        self._open = ""
        """The value that a next line may carry on; "" when a blank line or another label has ended it."""
        self._gap = False
        """Whether a blank line follows the last line of the open value."""
        self._label: Tok | None = None
        """The token of the label whose value is open."""
        self._smart = False
        self._seen: set[str] = set()
        """Lines that this layer has: a second layer may repeat them, and the later one is the cable's own."""

    # --- zones

    def envelope(self, tokens: list[Tok]) -> None:
        """Take the lines before the first opening. Captions there belong to a draft or to a form, and are kept."""
        for token in tokens:
            if token.kind == "CAPTION":
                self._captions_of(token.span)
            elif token.kind in {"YAML", "EDITION"}:
                self._republished(token)
            elif not self.overlay(token):
                self.routing.take(token)
                self.mail |= token.kind == "MAIL"
                if token.kind == "WARNING":
                    self.warning = self.warning or term(self.text, token.span)

    def settle_class(self) -> None:
        """Give a cable without a class line of its own the class that its layout prints elsewhere."""
        if self.class_lines:
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

    # --- lines

    def _take(self, token: Tok, zone: str) -> Iterator[Tok]:
        kind = token.kind
        if kind == "PROSE":
            yield from self._prose(token, zone)
            return
        if self.overlay(token):
            return
        self.start = min(self.start, trimmed(self.text, token.span).start)
        self.routing.take(token)
        if kind.startswith("CLASS") and kind != "CLASSIFIER":
            self._class_line(token)
            self._open = ""
        elif kind == "CAPTION":
            self._captions_of(token.span)
            self._open = ""
        elif kind == "MAIL" and not self._smart:
            self.mail = True
            if self.class_lines:
                yield Tok("PROSE", token.start, token.end)
        elif kind == "WARNING":
            self.warning = self.warning or term(self.text, token.span)
            self._open = ""
        elif kind == "SERIES":
            self.passing.append(term(self.text, token.span))
        elif kind in FIELDS:
            name = FIELDS[kind]
            self._value(kind, token, token.span)
            self._label = token
            self._gap = self.text.count("\n", trimmed(self.text, token.span).end, token.end) > 1
            # A list of references may continue after a blank line, and so may a SMART field that lost its column.
            lost = self._smart and not _value_of(self.text, token)
            self._open = name if not self._gap or lost or name == "REF" else ""

    def _prose(self, token: Tok, zone: str) -> Iterator[Tok]:
        """Lines without a label: they carry on the open value, are passing lines of a caption block, or are text."""
        for block, end in self._blocks(token):
            if not any(map(str.isalnum, block.of(self.text))):
                continue
            rest = self._carried_on(block)
            if rest < block.end:
                if zone == "opening":
                    self._passing(Span(rest, block.end))
                elif zone != "tail" or self._open == "signature":
                    self._open = self._open if zone == "tail" else ""
                    yield Tok("PROSE", rest, end)
            elif self.text.count("\n", trimmed(self.text, block).end, end) > 1:
                self._gap = True
                self._open = self._open if self._open == "REF" else ""

    def _blocks(self, token: Tok) -> Iterator[tuple[Span, int]]:
        """Yield the blocks of a run of prose between its blank lines, each with the end of the blank lines after it."""
        at = token.start
        for gap in terminal("GAP").finditer(self.text, token.start, token.end):
            yield Span(at, gap.start()), gap.end()
            at = gap.end()
        yield Span(at, token.end), token.end

    def _carried_on(self, block: Span) -> int:
        """Return the end of the lines of a block that continue the open value; the start of the block if none does."""
        if self._open in {"", "caption", "class line", "signature"}:
            return block.start
        assert self._label
        if self._open == "SUBJECT" and self.subject_lines.subject:
            return self.subject_lines.add(block)
        if self._open == "TAGS" and not self.tag_line.goes_on(block):
            return block.start
        if self._open == "REF":
            empty = not _value_of(self.text, self._label)
            if not self.list.goes_on(block, gap=self._gap, empty_label=empty):
                return block.start
        self._go_on(block)
        return block.end

    def _go_on(self, block: Span) -> None:
        assert self._label
        match self._open:
            case "TAGS":
                self.tag_line.add(block)
            case "REF":
                self.list.add(block)
            case "classifier":
                self._classifier.append(block)
            case "captions":
                self._captions_of(block)
            case "passing line":
                self.passing.append(term(self.text, block))
            case "E.O.":
                self._order_in(block)
            case "field":
                self._address_field(self._label, block)
            case "date":
                slash = self.text.rfind("/", block.start, block.end) + 1
                self.routing.take(Tok("DTG", slash or block.start, block.end))
            case "number":
                self.routing.number(term(self.text, block))

    def _order_in(self, block: Span) -> None:
        """Take lines that continue an E.O. line without an order."""
        before = self.executive_order
        if before and not before.order and block.end - before.span.start < FARTHEST:
            self.executive_order = header_lines.executive_order(self.text, Span(before.span.start, block.end))

    def _value(self, kind: str, token: Tok, span: Span) -> None:
        name = FIELDS[kind]
        again = name in self._seen
        self._seen.add(name)
        if name == "E.O." and not again:
            self.executive_order = header_lines.executive_order(self.text, span)
        elif name == "TAGS":
            if again:
                self.tag_line.add(span)
            else:
                self.tag_line.begin(span)
        elif name == "SUBJECT" and (not again or not self.class_lines):
            self.subject_lines.begin(span)
        elif name == "REF":
            self.list.begin(span, again=again)
        elif name == "classifier":
            self._classifier.append(span)
        elif name == "captions":
            self._unknown_in(field_value(self.text, span).span, self._captions_of(span))
        elif name == "passing line" and (value := field_value(self.text, span)).text:
            self.passing.append(value)
        elif name == "field" and self._smart:
            self._address_field(token, span)

    def _address_field(self, label: Tok, span: Span) -> None:
        """A SMART field of addresses; the span is that of its line, or of the lines that carry it on."""
        name = label.span.of(self.text).strip(BLANKS + "|").partition(":")[0].strip()
        name = name if name == "XMT" else name.capitalize()
        if name in FIELD_ACTIONS:
            self.routing.take_field(name, span)

    def _class_line(self, token: Tok) -> None:
        """Take a classification line, and the captions that some archives print after its number."""
        line = header_lines.class_line(self.text, token)
        self.class_lines.append(line)
        if line.extra and line.level == "UNCLASSIFIED" and line.extra.text == "SENSITIVE":
            self._captions_of(line.extra.span)
        if line.number and line.number.span.end < line.span.end:
            self._captions_of(Span(line.number.span.end, line.span.end))

    def _captions_of(self, span: Span) -> list[CaptionWord]:
        found = header_lines.captions(self.text, span, max(len(self.class_lines) - 1, 0))
        self.captions += found
        for caption in found:
            if caption.name == "SIPDIS":
                self.sipdis.append(Term(caption.span, "SIPDIS"))
        return found

    def _unknown_in(self, field: Span, captions: Sequence[CaptionWord]) -> None:
        """Words between the commas of a caption field that are not a caption."""
        known = {caption.span.start for caption in captions}
        at = field.start
        while at < field.end:
            comma = self.text.find(",", at, field.end)
            word = term(self.text, Span(at, field.end if comma < 0 else comma))
            at = field.end if comma < 0 else comma + 1
            like = terminal("CAPTION_LIKE").fullmatch(self.text, *word.span)
            if like and word.span.start not in known:
                self.unknown.append(word)

    def _passing(self, block: Span) -> None:
        """Lines of the caption block that are no caption: passing lines, or words that should be captions."""
        at = block.start
        passing_before = False
        while at < block.end:
            end = self.text.find("\n", at, block.end)
            end = block.end if end < 0 else end + 1
            line = term(self.text, Span(at, end))
            at = end
            # A line of 1974 is filled up with slashes.
            word = term(
                self.text, Span(line.span.start, line.span.start + len(line.span.of(self.text).rstrip("/")))
            )
            alone = terminal("CAPTION_LIKE").fullmatch(self.text, *word.span)
            if alone and not passing_before and not self.executive_order:
                self.unknown.append(word)
            elif line.text:
                self.passing.append(line)
                passing_before = True

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


def _value_of(text: str, label: Tok) -> str:
    """Return the words after a label on its line; the whole line if the label has no colon."""
    line = label.span.of(text)
    return field_value(text, label.span).text if ":" in line else line
