"""The envelope.

Precedence, date-time group, security line and addresses (ACP 127 format lines 4 to 9), or the SMART fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from sbu_check.cable.elements import DateTimeGroup, Recipient, Routing, Term, full_year
from sbu_check.cable.terminals import (
    MONTHS,
    day,
    decl_date,
    folded,
    line,
    term,
    terminal,
    token_term,
    trimmed,
)
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from datetime import date

    from sbu_check.grammar import Node, Tok

Action = Literal["FM", "TO", "INFO", "XMT"]
FIELD_ACTIONS: dict[str, Action] = {"From": "FM", "Action": "TO", "Info": "INFO", "XMT": "XMT"}
"""The SMART fields that say what an address line says."""


class Envelope:
    """Collects the routing of one cable from its lines, in the order of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._precedence: list[Term] = []
        self._dtg: DateTimeGroup | None = None
        self._security: Term | None = None
        self._recipients: list[Recipient] = []
        self._mrn: Term | None = None
        self._circuit: list[Term] = []
        self._action: Action | None = None
        self._drafted: date | None = None
        self._excluded: dict[int, list[str]] = {}
        """What XMT lines take out of an address, by its place among the recipients."""

    def take(self, token: Tok) -> None:
        """Take one line of the envelope; other kinds are ignored."""
        match token.kind:
            case "DTG":
                self._take_dtg(token.span)
            case "SMART_DTG":
                self._take_smart_dtg(token.span)
            case "SECURITY" if self._security is None:
                words = term(self._text, token.span)
                start = words.span.start + words.text.index(" ") + 1
                self._security = Term(Span(start, start + 5), words.text.split()[1])
            case "ROUTING" | "DE":
                self._circuit.append(term(self._text, token.span))
            case "ADDRESS":
                self._take_address(token, labelled=True)
            case "ADDRESSEE" if self._action is not None:
                self._take_address(token, labelled=False)
            case "OFFICES" | "COUNTER" | "DRAFTER":
                self._action = None
            case "MRN":
                self.number(field_value(self._text, token.span))

    def number(self, mrn: Term) -> None:
        """The SMART message reference number, once it is found."""
        if mrn.text and self._mrn is None:
            self._mrn = mrn

    def take_field(self, label: str, span: Span) -> None:
        """A SMART field of addresses, `label` being From, Action, Info or XMT.

        The span covers its continuation lines.
        """
        node = line(self._text, span, "recipients")
        action = FIELD_ACTIONS[label]
        for part in node.all("address_of_field") if node else ():
            name, precedence = part.first("ADDRESS_NAME"), part.first("ADDRESS_PRECEDENCE")
            if name:
                said = folded(precedence.span.of(self._text)).upper() if precedence else None
                self._recipients.append(Recipient(part.span, action, folded(name.span.of(self._text)), said))

    def finished(self) -> Routing:
        """The routing as far as it was found."""
        for place, names in self._excluded.items():
            self._recipients[place] = self._recipients[place]._replace(excluded=tuple(names))
        return Routing(
            tuple(self._precedence),
            self._dtg,
            self._security,
            tuple(self._recipients),
            self._mrn,
            self._drafted,
            tuple(self._circuit),
        )

    def take_draft_line(self, span: Span, above: Span | None) -> None:
        """The date line of a draft, by its telephone, by its label, or because the drafter's office is `above` it."""
        found = terminal("DRAFT_DAY").search(self._text, *span)
        if found is None or self._drafted is not None:
            return
        head, rest = self._text[span.start : found.start()].strip(), Span(found.end(), span.end)
        labelled = head and terminal("DRAFT_LABEL").match(head)
        phone = terminal("DRAFT_PHONE").match(self._text, *rest)
        alone = not rest.of(self._text).strip()
        office = above and terminal("DRAFT_OFFICE").match(self._text, *above)
        if (labelled and alone) or (not head and (phone or (alone and office))):
            self._drafted = _draft_day(found.groupdict())

    def _take_dtg(self, span: Span) -> None:
        node = line(self._text, span, "dtg_line")
        if node is None or self._dtg is not None:
            return
        self._dtg = date_time_group(self._text, node)
        self._precedence.extend(term(self._text, t.span) for t in node.tokens() if t.kind == "PRECEDENCE")

    def _take_smart_dtg(self, span: Span) -> None:
        slash = self._text.rfind("/", span.start, span.end)
        if slash > span.start + len("Date/DTG:"):
            self._take_dtg(trimmed(self._text, Span(slash + 1, span.end)))

    def _take_address(self, token: Tok, *, labelled: bool) -> None:
        node = line(self._text, token.span, "address")
        if node is None:
            return
        label = node.first("ADDRESS_LABEL")
        if label:
            self._action = cast("Action", label.span.of(self._text))
        name = node.first("ADDRESS_NAME")
        if self._action is None or name is None:
            return
        recipient = self._recipient(node, name)
        if self._action == "XMT" and self._recipients:
            self._excluded.setdefault(len(self._recipients) - 1, []).append(recipient.name)
        elif self._action != "XMT" and not recipient.name.startswith("XMT "):
            self._recipients.append(recipient)
        if self._action == "FM" and labelled:
            self._action = None

    def _recipient(self, node: Node, name: Tok) -> Recipient:
        assert self._action is not None
        route, precedence = node.first("ADDRESS_ROUTE"), node.first("ADDRESS_PRECEDENCE")
        number = token_term(self._text, node.first("ADDRESS_NUMBER"))
        return Recipient(
            trimmed(self._text, node.span),
            self._action,
            folded(name.span.of(self._text)),
            precedence=folded(precedence.span.of(self._text)) if precedence else None,
            number=number.text if number else None,
            route=route.span.of(self._text)[:-1] if route else None,
        )


def date_time_group(text: str, node: Node) -> DateTimeGroup:
    """The parts of a date-time group; `when` is None where they are no moment that a calendar and a clock have."""
    parts = {token.kind: token.span.of(text) for token in node.tokens()}
    digits, month, year = parts["DAY_TIME"].replace(" ", ""), parts["MONTH"].upper(), parts["YEAR"]
    number, hour, minute = int(digits[:2]), int(digits[2:4]), int(digits[4:] or 0)
    known = month in MONTHS and len(digits) == 6 and hour < 24 and minute < 60
    when = day(full_year(year), MONTHS[month], number) if known else None
    first = node.first("DAY_TIME")
    last = node.first("YEAR")
    assert first
    assert last
    span = Span(first.start, last.end)
    return DateTimeGroup(span, folded(span.of(text)), number, hour, minute, month, year, when)


def _draft_day(said: dict[str, str | None]) -> date | None:
    """The day of 04/12/2011, 12 Apr 2011 or April 12, 2011."""
    if numeric := said["n"]:
        return decl_date(numeric)
    name = said["b"] or said["c"] or ""
    return day(
        full_year(said["y"] or said["z"] or ""), MONTHS[name[:3].upper()], int(said["d"] or said["e"] or "")
    )


def field_value(text: str, span: Span) -> Term:
    """Return the value after the label of a field, up to the end of its span, without table bars of a converter."""
    colon = text.index(":", span.start, span.end)
    start, end = colon + 1, span.end
    while start < end and text[start] in " \t|*":
        start += 1
    while end > start and text[end - 1] in " \t\r\n\f|\\":
        end -= 1
    return term(text, Span(start, end))
