"""A marking system in use: marks read, printed, ordered and joined by its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sbu_check.marking import check, join
from sbu_check.marking.compose import mark as composed
from sbu_check.marking.compose import parts as told_parts
from sbu_check.marking.data import Place, Tables
from sbu_check.marking.lookalike import nearest
from sbu_check.marking.model import Banner, Mark, MarkProblem, Reading, Reason
from sbu_check.marking.parts import Item, split
from sbu_check.marking.read import Finder, Found
from sbu_check.marking.write import Writer
from sbu_check.text.span import Span

_REMEMBERED = 4096
_LONGEST = 200


class MarkingSystem:
    """The marks of one system, by the rules of one day (`on`); of all its days when `on` is None.

    Names are the system's own: `levels` in rising order ("UNCLASSIFIED", …), controls as its file gives them ("NOFORN").
    """

    def __init__(self, tables: Tables, on: date | None = None, others: Mapping[str, MarkingSystem] | None = None) -> None:
        self.tables = tables
        self.name = tables.name
        self.on = on
        self.levels = tuple(tables.levels)
        self._others = others or {}
        self._ranks = _ranks(tables)
        self._finders = {place: Finder(tables, place) for place in ("portion", "banner")}
        self._writers = {place: Writer(tables, place) for place in ("portion", "banner")}
        self._remembered: dict[tuple[str, Place], Reading] = {}

    def __repr__(self) -> str:
        return f"<marking system {self.name}{f' on {self.on}' if self.on else ''}>"

    def rank(self, level: str) -> int:
        """The strictness of a level, by its name or its short name (`U`, `SBU`, `S`); raises KeyError for another word."""
        return self._ranks[level]

    def read_portion(self, text: str) -> Reading:
        """The meaning and the faults of a portion mark, with or without its brackets. Each spelling is read once."""
        return self._read(text, "portion")

    def read_banner(self, text: str) -> Reading:
        """The meaning and the faults of a banner or a classification line with its captions."""
        return self._read(text, "banner")

    def join(self, marks: Sequence[Mark]) -> Mark:
        """The least upper bound of the marks, before any rewrite; raises ValueError for no marks."""
        return join.least(marks, self.tables)

    def required(self, marks: Sequence[Mark]) -> Banner:
        """The least banner for portions of these marks, with the reason of each of its parts; ValueError for no marks."""
        mark, used = join.rewritten(self.join(marks), self.tables)
        why = join.reasons(marks, mark, used, self.tables)
        return self._banner(mark, marks, why)

    def portion(self, mark: Mark) -> str:
        """The canonical portion spelling, without brackets."""
        return self._writers["portion"].write(mark)

    def banner(self, mark: Mark) -> str:
        """The canonical banner spelling."""
        return self._writers["banner"].write(mark)

    def _banner(self, mark: Mark, marks: Sequence[Mark], why: Mapping[str, Reason]) -> Banner:
        writer = self._writers["banner"]
        appeared = {name: reason.portion for name, reason in why.items()}
        head, controls = writer.head(mark)
        order = sorted(controls, key=lambda control: control.place)
        captions = {control.name: writer.control(mark, control) for control in order}
        reasons = [Reason(head, why[mark.level].portion, why[mark.level].source)]
        reasons += [
            Reason(captions[name], why[name].portion, why[name].source) for name in captions if name in why
        ]
        text = writer.write(mark, appeared)
        return Banner(head, tuple(captions.values()), tuple(reasons), text, mark)

    def _read(self, text: str, place: Place) -> Reading:
        reading = self._remembered.get((text, place))
        if reading is None:
            reading = self._read_anew(text, place)
            if len(text) <= _LONGEST:
                if len(self._remembered) >= _REMEMBERED:
                    self._remembered.clear()
                self._remembered[text, place] = reading
        return reading

    def _read_anew(self, text: str, place: Place) -> Reading:
        split_text = split(text, place)
        whole = Span(0, len(text))
        if split_text.stray is not None:
            problem = MarkProblem(Span(split_text.stray, len(text)), "bracket", "a bracket stands inside the mark", "")
            return Reading(None, (problem,))
        pieces = self._finders[place].pieces(split_text)
        found = pieces.found
        mark = composed(found, self.tables)
        problems = list(check.brackets(split_text, len(text)))
        problems += check.gaps(split_text, self.tables)
        problems += [self._unknown(item, place, text) for item, _ in pieces.unknown]
        if mark is None:
            if not pieces.unknown:
                problems.append(MarkProblem(whole, "form", "a mark opens with a classification", self.tables.notation.source))
            return Reading(None, tuple(problems), None, told_parts(found))
        canonical = self._writers[place].write(mark)
        problems += [self._lookalike(piece, canonical) for piece in found if piece.meant]
        problems += check.eras(found, split_text, self.tables, self.on)
        problems += check.demands(found, mark, self.tables, place)
        return Reading(mark, tuple(problems), canonical, told_parts(found))

    def _lookalike(self, piece: Found, canonical: str) -> MarkProblem:
        message = f'"{" ".join(piece.item.words)}" looks like {piece.meant} misread'
        return MarkProblem(piece.item.span, "lookalike", message, "", canonical)

    def _unknown(self, item: Item, place: Place, text: str) -> MarkProblem:
        written = item.span.of(text)
        close = nearest(" ".join(item.words), self._finders[place].vocabulary.single())
        message = f'"{written}" is no marking of {self.name}'
        if close:
            message += f": did you mean {close}?"
        return MarkProblem(item.span, "unknown", message, self.tables.source, close)


def _ranks(tables: Tables) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for level in tables.levels.values():
        ranks[level.name] = ranks[level.short] = level.rank
    for control in tables.controls.values():
        if control.rank >= 0:
            ranks[control.name] = ranks[control.short] = control.rank
    return ranks
