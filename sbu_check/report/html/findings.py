"""The findings of a file as a list of cards."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from sbu_check.report.html.charts import WORDS
from sbu_check.report.html.markup import Html, element, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.report.model import Excerpt, FileReport, Reported, Spot

_SIGNS = {"error": "✖", "warning": "▲", "info": "●"}
_FIXES = {"safe": "safe fix", "unsafe": "unsafe fix", "display": "possible fix"}
_MOST_PLACES = 12


class Anchors:
    """The names of places on the page: of findings, and of the lines of a file that are shown."""

    def __init__(self, file: int, lines: Sequence[int]) -> None:
        """`file` is the place of the file in the report, `lines` the numbers of its lines on the page, in order."""
        self._file = file
        self._lines = lines

    def finding(self, index: int) -> str:
        """The name of the card of a finding."""
        return f"f{self._file}-{index + 1}"

    def place(self, index: int) -> str:
        """The name of the words that a finding points at."""
        return f"{self.finding(index)}-at"

    def line(self, number: int) -> str | None:
        """The name of a line, or of the one under which it is hidden; None where no line is shown."""
        at = bisect_right(self._lines, number) - 1
        return f"f{self._file}-L{self._lines[at]}" if at >= 0 else None


def cards(file: FileReport, indices: Sequence[int], names: Anchors, *, excerpts: bool) -> Html:
    """The list of some findings of a file; with `excerpts` each shows the line it is about."""
    if not indices:
        return Html()
    found = (_card(file.diagnostics[index], index, names, excerpts=excerpts) for index in indices)
    return element("ol", joined(found))


def _card(one: Reported, index: int, names: Anchors, *, excerpts: bool) -> Html:
    name = names.finding(index)
    return element(
        "li",
        _head(one, index, names, linked=not excerpts),
        element("p", one.message, class_="says", id=f"{name}-says"),
        _excerpt(one.excerpt) if excerpts else Html(),
        joined(_notes(one)),
        _related(one.related, names),
        class_=f"finding {one.severity}" + ("" if one.state == "new" else " known"),
        id=name,
        tabindex=-1,
        aria_labelledby=f"{name}-says",
        data_severity=one.severity,
        data_rule=one.rule,
        data_state=one.state,
    )


def _head(one: Reported, index: int, names: Anchors, *, linked: bool) -> Html:
    place = f"line {one.start.line}, column {one.start.column}"
    sign = element("span", f"{_SIGNS[one.severity]} ", aria_hidden="true")
    parts = [
        element("b", sign, f"{WORDS[one.severity]} {index + 1}"),
        element("code", one.rule),
        element("a", place, href=f"#{names.place(index)}") if linked else element("span", place),
    ]
    if one.confidence == "low":
        parts.insert(2, element("span", "a guess"))
    if one.state != "new":
        parts.insert(2, element("span", one.state))
    return element("p", joined(parts, " "), class_="head")


def _notes(one: Reported) -> Iterator[Html]:
    if one.remedy:
        yield element("p", one.remedy, class_="remedy")
    if one.fix:
        yield element("p", f"{_FIXES[one.fix.applicability]}: {one.fix.title}", class_="fix")
    if one.sources:
        yield element("p", "; ".join(one.sources), class_="sources")


def _related(spots: Sequence[Spot], names: Anchors) -> Html:
    if not spots:
        return Html()
    items = []
    for spot in spots[:_MOST_PLACES]:
        line = f"line {spot.start.line}"
        target = names.line(spot.start.line)
        items.append(
            element("li", element("a", line, href=f"#{target}") if target else line, f": {spot.message}")
        )
    if len(spots) > _MOST_PLACES:
        items.append(element("li", f"and {len(spots) - _MOST_PLACES} more places"))
    return element("ul", joined(items), class_="related")


def _excerpt(excerpt: Excerpt) -> Html:
    words, caret = excerpt.text, excerpt.caret
    parts = ["…" if excerpt.before else "", words[: caret.start]]
    if caret.start < caret.end:
        parts.append(element("span", caret.of(words), class_="hit"))
    parts += [words[caret.end :], "…" if excerpt.after or excerpt.more else ""]
    return element("p", joined(parts), class_="excerpt")
