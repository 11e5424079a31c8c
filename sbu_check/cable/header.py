"""The header of a cable: its lines taken in the order of the text, each value with the lines that carry it on."""

from __future__ import annotations

from collections.abc import Iterator

from sbu_check.cable import headlines, republication
from sbu_check.cable.model import (
    Caption,
    ClassifierBlock,
    ClassLine,
    Disorder,
    ExecutiveOrder,
    Reference,
    Signature,
    Subject,
    Tag,
    Term,
)
from sbu_check.cable.overlays import Overlays
from sbu_check.cable.reading import BLANKS, folded, term, terminal, trimmed
from sbu_check.cable.references import references
from sbu_check.cable.routing import FIELD_ACTIONS, Envelope, field_value
from sbu_check.syntax import Node, Tok
from sbu_check.text.span import Span

FIELDS = {
    "EO": "E.O.", "EO_BARE": "E.O.", "TAGS": "TAGS", "TAGS_BARE": "TAGS", "SUBJECT": "SUBJECT", "SUBJECT_BARE": "SUBJECT",
    "SUBJECT_NUMBERED": "SUBJECT", "REF": "REF", "REF_BARE": "REF", "CAPTION": "caption", "CLASSIFIER": "classifier",
    "REASON": "classifier", "SMART_PASS": "passing line", "MAIL": "field", "FIELD": "field", "SMART_CAPTIONS": "captions",
    "SMART_DTG": "date", "MRN": "number", "CLASS": "class line",
}  # fmt: skip
"""The field's word for each kind of header line."""


class Header(Overlays):
    """Collects the header values of one cable. `part` and `continuation` give back what is text."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.routing = Envelope(text)
        self.class_lines: list[ClassLine] = []
        self.captions: list[Caption] = []
        self.sipdis: list[Term] = []
        self.passing: list[Term] = []
        self.unknown: list[Term] = []
        self.executive_order: ExecutiveOrder | None = None
        self.tags: list[Tag] = []
        self.tags_again: list[Tag] = []
        self.tags_line: Span | None = None
        self.subject: Subject | None = None
        self.references: tuple[Reference, ...] = ()
        self._references_before: tuple[Reference, ...] = ()
        self._references_span = Span(0, 0)
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
        self._label: Tok | None = None
        """The token of the label whose value is open."""
        self._smart = False
        self._seen: set[str] = set()
        """What this layer has told: a second layer may tell it again, and the later one is the cable's own."""

    # --- zones -------------------------------------------------------------------------------------------------------------

    def envelope(self, tokens: list[Tok]) -> None:
        """What stands before the first opening. Captions there belong to a draft or to a form, and are kept."""
        for token in tokens:
            if token.kind == "CAPTION":
                self._caption(token)
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
        line = self.republished or republication.edition(self.text, self.edition, self.subject)
        if line:
            self.class_lines.append(line)
            return
        mrn = self.routing.finished().mrn
        if mrn is None and self.executive_order is None and not self.tags:
            return
        levels = [banner for banner in self.banners if banner.level not in {None, "SBU"}]
        before = [banner for banner in levels if mrn and banner.span.end <= mrn.span.start]
        chosen = before[-1:] or levels[:1]
        if chosen:
            post, number = headlines.smart_number(mrn) if mrn else (None, None)
            self.class_lines.append(headlines.class_of_banner(chosen[0], post, number))

    def next_section(self, tokens: list[Tok]) -> None:
        """The routing between two sections: it repeats the first and adds nothing to it but overlays."""
        for token in tokens:
            self.overlay(token)

    def _republished(self, token: Tok) -> None:
        """The head of a re-publication, which says in its own way what a header says."""
        if token.kind == "YAML":
            head = republication.yaml(self.text, token.span)
            self.tags, self.subject, self.references = list(head.tags), head.subject, head.references
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
        for branch in node.children:
            if isinstance(branch, Node):
                token = branch.children[0]
                assert isinstance(token, Tok)
                if branch.rule.startswith(("late_", "again_")):
                    self._disorder(branch.rule, token, node)
                yield from self._take(token, node.rule)
            else:
                yield from self._take(branch, node.rule)

    def continuation(self, opening: Node) -> Iterator[Tok]:
        """Take the opening of a later section; yield what stands behind its captions, for the text goes on there."""
        self._open = ""
        caption_block = True
        for token in opening.tokens():
            if token.kind.startswith("CLASS") and token.kind != "CLASSIFIER":
                self.class_lines.append(headlines.class_line(self.text, token))
            elif token.kind == "CAPTION" and caption_block:
                self._caption(token)
            elif token.kind == "CAPTION":
                yield Tok("PROSE", token.start, token.end)
            else:
                self.overlay(token)
                caption_block &= token.kind != "PROSE"
                yield token

    def tail(self, node: Node) -> None:
        """The fields behind the text of a SMART print."""
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
        """A header line inside the text."""
        self.disorders.append(
            Disorder(trimmed(self.text, token.span), FIELDS.get(token.kind, token.kind), "stray", None)
        )

    def text_caption(self, token: Tok) -> bool:
        """A caption line inside the text; whether it is SIPDIS."""
        words = headlines.captions(self.text, token.span, 0)
        if {caption.name for caption in words} == {"SIPDIS"}:
            self.sipdis.append(Term(trimmed(self.text, token.span), "SIPDIS"))
            return True
        return False

    def classifier(self) -> ClassifierBlock | None:
        """The classifier block, of all lines that belong to it."""
        return headlines.classifier_block(self.text, self._classifier) if self._classifier else None

    # --- lines -------------------------------------------------------------------------------------------------------------

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
            self.class_lines.append(headlines.class_line(self.text, token))
            self._open = ""
        elif kind == "CAPTION":
            self._caption(token)
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
            self._value(kind, token, Span(token.start, token.end))
            self._label = token
            gap = self.text.count("\n", trimmed(self.text, token.span).end, token.end) > 1
            empty = self._smart and not field_value_or_none(self.text, token)
            self._open = FIELDS[kind] if not gap or empty else ("REF" if FIELDS[kind] == "REF" else "")
            if gap and not empty and FIELDS[kind] == "REF":
                self._open = "REF list"

    def _prose(self, token: Tok, zone: str) -> Iterator[Tok]:
        at = token.start
        gaps = [(g.start(), g.end()) for g in terminal("GAP").finditer(self.text, token.start, token.end)]
        for start, end in [*gaps, (token.end, token.end)]:
            block = Span(at, start)
            at = end
            if not any(map(str.isalnum, block.of(self.text))):
                continue
            if self._carries_on(block):
                if self._open == "SUBJECT" and (cut := self._subject_end(block)) < block.end:
                    if cut > block.start:
                        self._value_goes_on(Span(block.start, cut))
                    self._open = ""
                    yield Tok("PROSE", cut, max(end, start))
                    continue
                self._value_goes_on(block)
                final = end == token.end and self.text.count("\n", trimmed(self.text, token.span).end, token.end) < 2
                if not (final and start == token.end):
                    self._open = "REF list" if self._open in {"REF", "REF list"} else ""
            elif zone == "opening":
                self._passing(block)
            elif zone != "tail" or self._open == "signature":
                self._open = self._open if zone == "tail" else ""
                yield Tok("PROSE", block.start, max(end, start))

    def _carries_on(self, block: Span) -> bool:
        if self._open in {"REF", "REF list"}:
            return self._list_goes_on(block)
        return self._open not in {"", "caption", "class line", "signature"}

    def _list_goes_on(self, block: Span) -> bool:
        """Whether a line carries on the list of references: by its letter, or because the line before it ended open."""
        item = terminal("REF_ITEM").match(self.text, block.start, block.end)
        last = self.references[-1].label if self.references else None
        if not self.references:
            return item is not None or not self._label_value()
        if item:
            letter = next(c for c in item.group() if c.isalpha()).upper()
            return letter == "B" if last is None else letter in {last, chr(ord(last) + 1)}
        whole = self.text[self._references_span.start : self._references_span.end]
        if whole[-1:] in {")", "."} and whole[-2:-1].isalpha() and not whole[-3:-2].isalnum():
            return True
        if self._open == "REF list":
            return False
        first = self.text[trimmed(self.text, block).start]
        if first.isdigit():
            return terminal("LIST_NUMBER").match(self.text, block.start, block.end) is None
        before = self.references[-1].text
        return before[-1:] in {",", ";", "-", "&"} or before.upper().endswith(" AND") or not self.references[-1].shaped

    def _subject_end(self, block: Span) -> int:
        """Where the lines end that carry on the subject: under a subject in capitals, prose does not."""
        if not self.subject or not self.subject.text.isupper():
            return block.end
        at = block.start
        while at < block.end:
            end = self.text.find("\n", at, block.end) + 1 or block.end
            if any(map(str.islower, self.text[at:end])):
                return at
            at = end
        return block.end

    def _label_value(self) -> str:
        """What stands on the line of the open label."""
        return field_value_or_none(self.text, self._label) if self._label else ""

    def _value_goes_on(self, block: Span) -> None:
        assert self._label
        kind = self._label.kind
        match FIELDS[kind]:
            case "SUBJECT" if self.subject:
                whole = headlines.subject(self.text, Span(self.subject.span.start, block.end))
                if self.subject.text and self.text.count("\n", self.subject.span.end, block.start) > 1:
                    whole = Subject(whole.span, f"{self.subject.text} {folded(block.of(self.text))}", self.subject.mark)
                self.subject = whole
            case "TAGS":
                contiguous = self.tags_line is not None and not self.text[self.tags_line.end : block.start].strip()
                if contiguous and self.tags_line:
                    # Read the line anew with what carries it on: a tag of two words may be broken between them.
                    self.tags_line = trimmed(self.text, Span(self.tags_line.start, block.end))
                    self.tags, self.tags_again = [], []
                    self._add_tags(self.tags_line)
                else:
                    self._add_tags(block)
            case "REF":
                self._more_references(block)
            case "classifier":
                self._classifier.append(block)
            case "captions":
                self._captions_of(block)
            case "passing line":
                self.passing.append(term(self.text, block))
            case "E.O." if self.executive_order and not self.executive_order.order:
                self.executive_order = headlines.executive_order(self.text, Span(self.executive_order.span.start, block.end))
            case "field" if kind == "MAIL":
                label = self.text[self._label.start : self._label.end].strip(BLANKS + "|").partition(":")[0].strip()
                if label in FIELD_ACTIONS:
                    self.routing.take_field(label, block)
            case "date":
                self.routing.take(Tok("DTG", self.text.rfind("/", block.start, block.end) + 1 or block.start, block.end))
            case "number":
                self.routing.number(term(self.text, block))

    def _value(self, kind: str, token: Tok, span: Span) -> None:
        name = FIELDS[kind]
        again = name in self._seen
        self._seen.add(name)
        if name == "E.O." and not again:
            self.executive_order = headlines.executive_order(self.text, span)
        elif name == "TAGS":
            if not again:
                self.tags, self.tags_again, self.tags_line = [], [], trimmed(self.text, span)
            self._add_tags(span)
        elif name == "SUBJECT" and (not again or not self.class_lines):
            self.subject = headlines.subject(self.text, span)
        elif name == "REF":
            self._references_before = self.references if again else ()
            self._references_span = trimmed(self.text, span)
            self.references = self._references_before + references(self.text, span)
        elif name == "classifier":
            self._classifier.append(span)
        elif name == "captions":
            self._captions_of(span)
        elif name == "passing line" and (value := field_value(self.text, span)).text:
            self.passing.append(value)
        elif kind == "MAIL" and self._smart:
            label = token.span.of(self.text).strip(BLANKS + "|").partition(":")[0].strip()
            if label in FIELD_ACTIONS:
                self.routing.take_field(label, span)

    def _more_references(self, block: Span) -> None:
        """Read the list anew with the lines that carry it on, for an item may run over a line end; behind a page line, go on."""
        if self.text[self._references_span.end : block.start].strip(BLANKS):
            self._references_before = self.references
            self._references_span = trimmed(self.text, block)
        else:
            self._references_span = trimmed(self.text, Span(self._references_span.start, block.end))
        self.references = self._references_before + references(self.text, self._references_span)

    def _add_tags(self, span: Span) -> None:
        for tag in headlines.tags(self.text, span):
            known = any(tag.written == other.written for other in self.tags)
            (self.tags_again if known else self.tags).append(tag)

    def _captions_of(self, span: Span) -> None:
        for caption in headlines.captions(self.text, span, max(len(self.class_lines) - 1, 0)):
            self.captions.append(caption)
            if caption.name == "SIPDIS":
                self.sipdis.append(Term(caption.span, "SIPDIS"))

    def _caption(self, token: Tok) -> None:
        self._captions_of(token.span)

    def _passing(self, block: Span) -> None:
        """Lines of the caption block that are no caption: passing lines, or words that should be captions."""
        at = block.start
        passing_before = False
        while at < block.end:
            end = self.text.find("\n", at, block.end)
            end = block.end if end < 0 else end + 1
            line = term(self.text, Span(at, end))
            at = end
            alone = terminal("CAPTION_LIKE").fullmatch(self.text, line.span.start, line.span.end)
            if alone and not passing_before and not self.executive_order:
                self.unknown.append(line)
            elif line.text:
                self.passing.append(line)
                passing_before = True

    def _disorder(self, rule: str, token: Tok, node: Node) -> None:
        trouble, _, _ = rule.partition("_")
        first = node.tokens()[0]
        after = Term(trimmed(self.text, first.span), FIELDS.get(first.kind, first.kind))
        name = FIELDS.get(token.kind, token.kind)
        self.disorders.append(
            Disorder(trimmed(self.text, token.span), name, "late" if trouble == "late" else "again", after)
        )

    def _line_end(self, token: Tok) -> int:
        end = self.text.find("\n", token.start, token.end)
        return token.end if end < 0 else end


def field_value_or_none(text: str, token: Tok) -> str:
    """The value of a field line, "" when there is none behind its label."""
    return field_value(text, token.span).text if ":" in token.span.of(text) else token.span.of(text)


