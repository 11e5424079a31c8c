"""The rule on facts that a record states several times: post, number, day and count of sections, compared in one place.

Class lines, the transmission header, page lines, the end of the message and an archive's data name the same message.
`_statements` collects what each line says; a statement that the other lines contradict is reported once.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sbu_check.cable.elements import Term
from sbu_check.cable.terminals import MONTHS, day, term, trimmed
from sbu_check.checks.common.document import copied
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context
    from sbu_check.rules.vocabulary import Vocabulary

_OFFICES = frozenset({"AMEMBASSY", "AMCONSUL", "USMISSION", "USINT", "USOFFICE", "USLO"})
"""Words before the name of a post in its address (5 FAH-2 H-230)."""


class Statement(NamedTuple):
    """What one line says of one thing; `key` is equal for the same meaning."""

    what: str
    key: str
    span: Span
    line: str
    """The kind of line, in the words of the message."""


def facts_disagree(cable: Cable, context: Context) -> Iterator[Finding]:
    """Lines of one record that name another post, number or day. Values: `what`, `line`, `here`, `other`, `there`."""
    if cable.layout in {"none", "edition", "draft"}:
        return
    by: dict[str, list[Statement]] = {}
    for one in _statements(cable, context.vocabulary):
        by.setdefault(one.what, []).append(one)
    reported: set[Span] = set()
    for what, said in by.items():
        right = _believed(said)
        odd = [one for one in said if one.key != right.key and one.span not in reported]
        if odd:
            reported.update(one.span for one in odd)
            first, *rest = odd
            yield Finding(
                first.span,
                {
                    "what": what,
                    "line": first.line,
                    "here": first.span,
                    "other": right.line,
                    "there": right.span,
                },
                (
                    Related(right.span, "{other} has {there}"),
                    *(Related(one.span, "and here") for one in rest),
                ),
                variant="copy" if copied(cable) else None,
            )


def _believed(said: list[Statement]) -> Statement:
    """The statement of the most kinds of lines; the first, which is the class line's, if as many say another thing."""
    kinds: dict[str, set[str]] = {}
    for one in said:
        kinds.setdefault(one.key, set()).add(one.line)
    return max(said, key=lambda one: len(kinds[one.key]))


def _statements(cable: Cable, vocabulary: Vocabulary) -> Iterator[Statement]:
    yield from _of_class_line(cable, vocabulary)
    yield from _of_envelope(cable, vocabulary)
    yield from _of_precedence(cable, vocabulary)
    yield from _of_circuit(cable)
    for line in (*cable.page_lines, *cable.continuation_lines):
        yield from _of_page(line, vocabulary)
    yield from _of_data(cable, vocabulary)


def _of_class_line(cable: Cable, vocabulary: Vocabulary) -> Iterator[Statement]:
    """The first class line; the others are compared with it by the rules of sections."""
    line, mrn = cable.classification, cable.routing.mrn
    if line is None:
        return
    name = (
        "the message number" if mrn and line.number and mrn.span.holds(line.number.span) else "the class line"
    )
    if line.post and (post := _post(line.post.text, vocabulary)):
        yield Statement("post", post, line.post.span, name)
    if line.number and (digits := line.number.text.partition("/")[0]).isdecimal():
        yield Statement("number", _four(digits), line.number.span, name)
    if line.section:
        yield Statement("number of sections", str(line.section.of), line.section.span, name)


def _of_envelope(cable: Cable, vocabulary: Vocabulary) -> Iterator[Statement]:
    origin = next((one for one in cable.routing.recipients if one.action == "FM"), None)
    first, _, rest = origin.name.partition(" ") if origin else ("", "", "")
    name = "STATE" if first == "SECSTATE" else rest if first in _OFFICES else ""
    if origin and name and (post := _post(name, vocabulary)):
        yield Statement("post", post, origin.span, "the FM line")
    dtg = cable.routing.dtg
    if dtg and dtg.when:
        yield Statement("day", dtg.when.isoformat(), dtg.span, "the date-time group")


def _of_precedence(cable: Cable, vocabulary: Vocabulary) -> Iterator[Statement]:
    """The highest precedence: before the date-time group, doubled in the routing line, and of an address above it."""
    routing = cable.routing
    stated = [(rank, term) for term in routing.precedence if (rank := _rank(term.text, vocabulary))]
    if not stated or cable.layout == "smart":
        return
    highest, own = min(stated, key=lambda one: one[0])
    yield Statement("precedence", str(highest), own.span, "the date line")
    for line in routing.circuit:
        sign = line.text.split()[0]
        rank = _rank(sign[0], vocabulary) if len(sign) == 2 and sign[0] == sign[1] else 0
        if rank:
            yield Statement("precedence", str(rank), _place(cable.text, line.span, sign), "the routing line")
    for one in routing.recipients:
        rank = _rank(one.precedence, vocabulary) if one.precedence and one.action in {"TO", "INFO"} else 0
        if rank and rank < highest:
            yield Statement("precedence", str(rank), one.span, "an address")
            return


def _rank(word: str, vocabulary: Vocabulary) -> int:
    """The rank of a precedence, 1 for the most urgent, that of IMMEDIATE for NIACT; 0 for an unknown one."""
    known = vocabulary.precedence(word.upper())
    if known is None:
        return 0
    immediate = vocabulary.precedence("IMMEDIATE")
    return immediate.rank if immediate and not known.prosign else known.rank


def _of_circuit(cable: Cable) -> Iterator[Statement]:
    """The lines of the circuit: `DE RUEHOT #0875/01 0811030` above the text, `#0875` below it."""
    first = cable.routing.circuit
    below = (Term(one.span, one.text) for one in cable.artifacts if one.kind == "circuit-line")
    for line in (*first, *below):
        words = line.text.split()
        if words[0] == "DE" and len(words) > 2:
            yield from _of_serial(cable, line.span, words[2:4], first=line in first)
        elif words[0][:1] == "#" and words[0][1:].isdecimal():
            yield Statement("number", _four(words[0][1:]), line.span, "the end of the message")
        elif cable.routing.dtg and (again := next(filter(_is_moment, words[:4]), None)):
            own = cable.routing.dtg
            yield Statement("time", own.text.split("Z")[0], own.span, "the date-time group")
            yield Statement("time", again[:-1], _place(cable.text, line.span, again), "a later section")


def _of_serial(cable: Cable, line: Span, words: list[str], *, first: bool) -> Iterator[Statement]:
    """A DE line: the serial number, with a section after a slash, and the day of the year with the time of filing."""
    text, dtg, own = cable.text, cable.routing.dtg, cable.classification
    serial, _, part = words[0].lstrip("#").partition("/")
    if serial.isdecimal():
        yield Statement("number", _four(serial), _place(text, line, words[0]), "the DE line")
    if first and part.isdecimal() and own and own.section:
        yield Statement("section", str(own.section.part), own.section.span, "the class line")
        yield Statement("section", str(int(part)), _place(text, line, words[0]), "the DE line")
    filed = words[1] if len(words) > 1 else ""
    if first and dtg and dtg.when and len(filed) == len("0811030") and filed.isdecimal():
        again = int(filed[3:]) == dtg.hour * 100 + dtg.minute
        day = _day_of_year(dtg.when, int(filed[:3]), later=not again)
        yield Statement("day", day, _place(text, line, filed), "the DE line")


def _day_of_year(sent: date, number: int, *, later: bool) -> str:
    """The day with the number in the year of the message; the day it was sent if it was filed on the next."""
    if not 1 <= number <= 366:
        return f"day {number}"
    day = date(sent.year, 1, 1) + timedelta(days=number - 1)
    following = sent + timedelta(days=1)
    filed_later = later and following.timetuple().tm_yday == number
    return (sent if filed_later else day).isoformat()


def _of_page(term: Term, vocabulary: Vocabulary) -> Iterator[Statement]:
    """A page line: `PAGE 02 MANILA 08814 01 OF 02 211143Z`, `QUITO 00001207 002.2 OF 002`."""
    words = term.text.split()
    words = words[2:] if words[:1] == ["PAGE"] else words
    at = next((at for at, word in enumerate(words) if word.isdecimal() and len(word) >= 4), 0)
    if not at or words[0].startswith("RU"):
        return
    post = _post(" ".join(words[:at]), vocabulary)
    if post:
        yield Statement("post", post, term.span, "the page line")
    yield Statement("number", _four(words[at]), term.span, "the page line")
    if words[at + 2 : at + 3] == ["OF"] and len(words) > at + 3 and words[at + 3].isdecimal():
        yield Statement("number of sections", str(int(words[at + 3])), term.span, "the page line")


def _of_data(cable: Cable, vocabulary: Vocabulary) -> Iterator[Statement]:
    """An archive's data below the record: `Document Number: 1978MANILA08814`, `Draft Date: 21 may 1978`."""
    name = "the archive's data"
    record = _field(cable, "Document Number:")
    written = record.text if record else ""
    post = written[4:].rstrip("0123456789")
    year, digits = written[:4], written[4 + len(post) :]
    if record and post and year.isdecimal() and digits:
        yield Statement("number", _four(digits), record.span, name)
        if known := _post(post, vocabulary):
            yield Statement("post", known, record.span, name)
        dtg = cable.routing.dtg
        if dtg and dtg.full_year:
            yield Statement("year", str(dtg.full_year), dtg.span, "the date-time group")
            yield Statement("year", year, record.span, name)
    drafted = _field(cable, "Draft Date:")
    parts = drafted.text.split() if drafted else []
    if drafted and len(parts) == len(("21", "may", "1978")) and parts[0].isdecimal() and parts[2].isdecimal():
        when = day(int(parts[2]), MONTHS.get(parts[1][:3].upper(), 0), int(parts[0]))
        if when:
            yield Statement("day", when.isoformat(), drafted.span, name)


def _is_moment(word: str) -> bool:
    """Whether a word is a day and a time: `211015Z`."""
    return len(word) == len("211015Z") and word[-1] == "Z" and word[:-1].isdecimal()


def _field(cable: Cable, label: str) -> Term | None:
    """The value of a field of an archive's data; None without it."""
    text = cable.text
    at = text.find(label, *cable.span)
    if at < 0:
        return None
    end = text.find("\n", at)
    return term(text, trimmed(text, Span(at + len(label), end if end >= 0 else len(text))))


def _four(digits: str) -> str:
    """A number as the circuit repeats it: its last four digits."""
    return str(int(digits[-4:]))


def _post(name: str, vocabulary: Vocabulary) -> str | None:
    """The name of a known post without blanks, also of one that a page line cuts; None for an unknown one."""
    joined = name.upper().replace(" ", "")
    return vocabulary.posts.get(joined, joined).replace(" ", "") if vocabulary.post_known(name) else None


def _place(text: str, within: Span, word: str) -> Span:
    start = text.index(word, *within)
    return Span(start, start + len(word))
