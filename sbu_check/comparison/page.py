"""A comparison as one HTML page: original and copy side by side, paragraph beside paragraph.

The rows of one grid scroll together. Words that the copy withholds are masked, also where they are open, unless they
were asked for. The page loads nothing and has no script.
"""

from __future__ import annotations

import re
from base64 import b64encode
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.comparison.align import chain
from sbu_check.comparison.levels import above_level
from sbu_check.comparison.text_report import OPEN, VEILED
from sbu_check.report.html.markup import Html, element, joined, text
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.comparison.compared_text import ComparedText
    from sbu_check.comparison.comparison import Comparison
    from sbu_check.report.model import Report, Reported

MASK = "[withheld]"
"""Stands for withheld words, whatever their number."""

_KINDS = ("info", "warning", "error", "cut")

_WORD = re.compile(r"\w+")

_STYLE = """
:root {
  color-scheme: light dark;
  --rule: #8886; --error: #c2183c; --warning: #946000; --info: #4a5a78; --cut: #7a3ab2;
}
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; padding: 1rem; max-width: 110rem; }
.banner { text-align: center; font-weight: 700; letter-spacing: .05em; margin: .5rem; }
ol { padding-left: 2.5rem; } li { margin: .3rem 0; } li a { color: inherit; }
.severity { font-weight: 700; } .error { color: var(--error); } .warning { color: var(--warning); }
.info { color: var(--info); } .rule { font-family: ui-monospace, monospace; }
.sides { display: grid; grid-template-columns: 1fr 1fr; border-top: 1px solid var(--rule); }
.sides > * { border-bottom: 1px solid var(--rule); padding: .4rem .8rem; margin: 0; overflow-wrap: anywhere; }
.sides > :nth-child(odd) { border-right: 1px solid var(--rule); }
pre { white-space: pre-wrap; font: 13px/1.45 ui-monospace, monospace; } h2 { font-size: 1rem; }
mark { color: inherit; background: none; border-bottom: 2px solid; }
mark.cut { border-color: var(--cut); background: color-mix(in srgb, var(--cut) 18%, transparent); }
mark.error { border-color: var(--error); } mark.warning { border-color: var(--warning); }
mark.info { border-color: var(--info); } mark:target { outline: 3px solid; }
@media print { .sides { break-inside: auto; } }
"""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch of a text that is marked, with what it is. `masked` hides its words."""

    span: Span
    kind: str
    title: str
    masked: bool = False

    @property
    def weight(self) -> tuple[bool, int]:
        """What wins where several marks meet."""
        return self.masked, _KINDS.index(self.kind)


def render(comparison: Comparison, report: Report) -> Iterator[str]:
    """The page in parts: its head, the findings, the rows."""
    found = [one for one in report.diagnostics if one.state == "new"]
    words = VEILED if report.masked else f"{report.banner or 'UNMARKED'} - {OPEN}"
    banner = element("p", words, class_="banner")
    digest = b64encode(sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield "<!doctype html>\n" + '<html lang="en"><head><meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{text(policy)}">\n'
    yield element("title", f"{words}: {report.files[0].path}") + f"<style>{_STYLE}</style></head><body>\n"
    yield banner + "\n" + element("h1", f"{report.files[1].path} and its copy {report.files[0].path}") + "\n"
    yield _list(found) + "\n"
    yield '<div class="sides">' + element("h2", "Original") + element("h2", "Released copy") + "\n"
    hidden = _hidden(comparison) if report.masked else ([], [])
    between = _between(comparison) if report.masked else ()
    cuts = _cuts(comparison, masked=report.masked)
    ours = _Painted(comparison.original.text, [*cuts, *hidden[0], *between], [])
    places = [(one.start.offset, f"f{number}") for number, one in enumerate(found, 1)]
    theirs = _Painted(comparison.copy.text, [*map(_place, found), *hidden[1]], places)
    for left, right in _rows(comparison):
        yield element("pre", ours.part(left)) + element("pre", theirs.part(right)) + "\n"
    yield f"</div>\n{banner}\n{element('p', report.identity)}\n</body></html>\n"


def _list(found: Iterable[Reported]) -> Html:
    items = []
    for number, one in enumerate(found, 1):
        severity = element("span", one.severity, class_=f"severity {one.severity}")
        place = element("a", f"line {one.start.line}", href=f"#f{number}")
        items.append(
            element(
                "li", severity, " ", element("span", one.rule, class_="rule"), " ", one.message, ", ", place
            )
        )
    return element("ol", *items) if items else element("p", "Nothing was found.")


def _place(one: Reported) -> _Mark:
    return _Mark(Span(one.start.offset, one.end.offset), one.severity, f"{one.rule}: {one.message}")


def _cuts(comparison: Comparison, *, masked: bool) -> Iterator[_Mark]:
    """What the copy does not show of the original."""
    words = comparison.original.words
    for withheld in comparison.differences.withheld:
        codes = ", ".join(dict.fromkeys(code.name for code in withheld.codes)) or "no code"
        yield _Mark(words.span(withheld.a, withheld.a_end), "cut", f"withheld: {codes}", masked)
    for run in comparison.differences.changed:
        yield _Mark(words.span(run.a, run.a_end), "error", "changed in the copy", masked)


def _between(comparison: Comparison) -> Iterator[_Mark]:
    """Words of the original that are not compared, as those of page lines are, and that the copy does not hold."""
    text, words = comparison.original.text, comparison.original.words
    held = set(_WORD.findall(comparison.copy.text.casefold()))
    for at in range(len(words) + 1):
        space = words.space(at)
        for found in _WORD.finditer(text, space.start, space.end):
            if found[0].casefold() not in held:
                yield _Mark(Span(*found.span()), "cut", "not in the copy", masked=True)


def _hidden(comparison: Comparison) -> tuple[list[_Mark], list[_Mark]]:
    """What is open in both texts and should not: leaks, and what is left of portions above the release level."""
    ours = [words for portion in above_level(comparison) for words in portion.words]
    theirs = [shown for words in ours for shown in comparison.shown(words)]
    leaks = [range(leak.at, leak.at_end) for leak in comparison.leaks if leak.outside is None]
    theirs += leaks
    ours += [source for words in leaks for source in comparison.sources(words)]
    return _masks(comparison.original, ours), _masks(comparison.copy, theirs)


def _masks(side: ComparedText, ranges: Iterable[range]) -> list[_Mark]:
    return [
        _Mark(side.words.span(words.start, words.stop), "error", "may not be shown", True)
        for words in ranges
        if words
    ]


def _rows(comparison: Comparison) -> Iterator[tuple[Span, Span]]:
    """Both texts cut at the paragraphs that both have."""
    original, copy = comparison.original, comparison.copy
    starts = sorted(
        (original.paragraphs[one].paragraph.span.start, copy.paragraphs[other].paragraph.span.start)
        for one, other in comparison.pairs.items()
    )
    cuts = [(0, 0), *(cut for cut in chain(starts) if min(cut) > 0), (len(original.text), len(copy.text))]
    for (left, right), (left_end, right_end) in pairwise(cuts):
        yield Span(left, left_end), Span(right, right_end)


class _Painted:
    """A text with its marks. Where several meet, the strongest is seen; `anchors` are names of places."""

    def __init__(self, written: str, marks: Iterable[_Mark], anchors: Iterable[tuple[int, str]]) -> None:
        self._text = written
        self._anchors = sorted(anchors)
        self._pieces = list(
            _pieces(len(written), [mark for mark in marks if mark.span.start < mark.span.end])
        )
        self._starts = [span.start for span, _ in self._pieces]

    def part(self, window: Span) -> Html:
        """The part of the text in `window`."""
        parts: list[Html] = []
        before: _Mark | None = None
        for index in range(max(bisect_right(self._starts, window.start) - 1, 0), len(self._pieces)):
            span, mark = self._pieces[index]
            start, end = max(span.start, window.start), min(span.end, window.end)
            if start >= window.end:
                break
            anchors = self._anchors[
                bisect_left(self._anchors, (start, "")) : bisect_left(self._anchors, (end, ""))
            ]
            parts += [element("a", id=name) for _, name in anchors]
            if mark is None:
                parts.append(text(_seen(self._text[start:end])))
            elif not mark.masked:
                parts.append(
                    element("mark", _seen(self._text[start:end]), class_=mark.kind, title=mark.title)
                )
            elif mark is not before:
                parts.append(element("mark", MASK, class_=mark.kind, title=mark.title))
            before = mark
        return joined(parts)


def _seen(words: str) -> str:
    """Words without the form feeds of pages, for which a browser has no picture."""
    return words.replace("\f", " ")


def _pieces(length: int, marks: list[_Mark]) -> Iterator[tuple[Span, _Mark | None]]:
    """The whole text in pieces, each with the strongest of its marks."""
    edges = sorted({0, length, *(edge for mark in marks for edge in mark.span)})
    waiting = sorted(marks, key=lambda mark: mark.span.start, reverse=True)
    active: list[_Mark] = []
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark.span.end > start]
        while waiting and waiting[-1].span.start <= start:
            active.append(waiting.pop())
        yield Span(start, end), max(active, key=lambda mark: mark.weight, default=None)
