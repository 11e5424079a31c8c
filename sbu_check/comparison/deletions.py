"""Rules on deletions: their codes, the copy's disposition, changed and added text, and withheld words that leak."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.hidden_content import DocumentPlace
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.comparison.blocks import WordRun
    from sbu_check.comparison.compared_text import Code
    from sbu_check.comparison.comparison import Comparison
    from sbu_check.comparison.passages import Withheld


def uncoded(comparison: Comparison) -> Iterator[Finding]:
    """Words that are withheld without a code. Values: `count`, `where`, `what`."""
    for withheld in comparison.differences.withheld:
        if withheld.codes:
            continue
        yield Finding(
            gap(comparison, withheld),
            {
                "count": counted(withheld.a_end - withheld.a, "word"),
                "where": comparison.original.whereabouts(withheld.a),
                "what": comparison.withheld_words(withheld.a, withheld.a_end),
            },
            related=(comparison.from_original(withheld.a, withheld.a_end, "this is withheld"),),
            paragraph=comparison.copy.paragraph(withheld.b),
        )


def idle_code(comparison: Comparison) -> Iterator[Finding]:
    """Codes and bars with which nothing is withheld. Values: `code`, `where`."""
    copy = comparison.copy
    for code in comparison.idle:
        yield Finding(
            code.span,
            {"code": code.name, "where": copy.whereabouts(max(code.place - 1, 0))},
            paragraph=copy.paragraph(max(code.place - 1, 0)),
        )
    used = {bar.span for withheld in comparison.differences.withheld for bar in withheld.bars}
    for bar in copy.bars:
        if bar.span not in used:
            yield Finding(
                bar.span,
                {"where": copy.whereabouts(max(bar.place - 1, 0))},
                variant="bar",
                paragraph=copy.paragraph(max(bar.place - 1, 0)),
            )


def changed(comparison: Comparison) -> Iterator[Finding]:
    """Words that are in the place of others. Values: `count`, `original`, `where`; `share` in percent."""
    original, copy = comparison.original, comparison.copy
    if not comparison.related:
        yield Finding(copy.words.span(0, len(copy.words)), {"share": comparison.share}, variant="unrelated")
        return
    for run in comparison.differences.changed:
        yield Finding(
            copy.words.span(run.b, run.b_end),
            {
                "original": counted(run.a_end - run.a, "word"),
                "count": counted(run.b_end - run.b, "word"),
                "where": original.whereabouts(run.a),
            },
            related=(comparison.from_original(run.a, run.a_end, "the original reads so"),),
            paragraph=copy.paragraph(run.b),
        )


def added(comparison: Comparison) -> Iterator[Finding]:
    """Words that the original does not have. Values: `count`, `where`."""
    copy = comparison.copy
    slipped = [range(leak.at, leak.at_end) for leak in comparison.leaks if leak.outside is None]
    told = {word for words in slipped for word in words}
    for run in comparison.differences.added:
        if all(word in told for word in range(run.b, run.b_end)):
            continue  # what was withheld elsewhere is reported as that
        yield Finding(
            copy.words.span(run.b, run.b_end),
            {"count": counted(run.b_end - run.b, "word"), "where": copy.whereabouts(run.b)},
            related=(comparison.from_original(run.a, run.a, "nothing of it is here"),),
            variant="around" if _around(comparison, run) else None,
            paragraph=copy.paragraph(run.b),
        )


def _around(comparison: Comparison, run: WordRun) -> bool:
    """Whether the words are before or after all that the original has, as an e-mail is around a cable."""
    equal = comparison.differences.equal
    return bool(equal) and (run.b_end <= equal[0].b or run.b >= equal[-1].b_end)


def gap(comparison: Comparison, withheld: Withheld) -> Span:
    """Where the copy shows that something is missing: its bars, what is left of a word, else an empty place."""
    copy = comparison.copy
    spans = [bar.span for bar in withheld.bars]
    if withheld.b < withheld.b_end:
        spans.append(copy.words.span(withheld.b, withheld.b_end))
    if spans:
        return Span(min(span.start for span in spans), max(span.end for span in spans))
    return copy.words.span(withheld.b, withheld.b)


def counted(count: int, thing: str) -> str:
    """A number of things: `1 word`, `12 words`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


_SHOWN = 5
"""Deletions that are shown to prove that a copy is not released in full."""


def mismatch(comparison: Comparison) -> Iterator[Finding]:
    """A disposition that is not what was done. Values: `disposition`, `codes`, `count`."""
    copy, withheld = comparison.copy, comparison.differences.withheld
    if comparison.original.dispositions:
        return  # of a release copy itself: what is withheld from it is not all that is withheld
    if not copy.dispositions:
        if withheld:
            yield Finding(Span(0, 0), {"count": counted(len(withheld), "passage")}, variant="none")
        return
    stamp = copy.dispositions[0]
    said = stamp.text.upper()
    shown = sum(run.b_end - run.b for run in comparison.differences.equal)
    values: dict[str, object] = {"disposition": stamp, "count": counted(len(withheld), "passage")}
    if re.match(r"DEN|WITHH", said):
        if shown:
            yield Finding(stamp.span, values, variant="denied")
        return
    if "FULL" in said:
        if withheld:
            yield Finding(stamp.span, values, related=_places(comparison))
        return
    if not withheld:
        yield Finding(stamp.span, values, variant="part")
        return
    yield from _codes(comparison, values)


def _codes(comparison: Comparison, values: dict[str, object]) -> Iterator[Finding]:
    """The codes that the disposition lists against those of the deletions, without the statutes after (b)(3)."""
    copy = comparison.copy
    stamp = copy.dispositions[0]
    used = [code for withheld in comparison.differences.withheld for code in withheld.codes if code.known]
    listed, carried = {_bare(code) for code in copy.claims}, {_bare(code) for code in used}
    if unlisted := _once(code for code in used if _bare(code) not in listed):
        yield Finding(stamp.span, {**values, "codes": unlisted}, variant="unlisted")
    if unused := _once(code for code in copy.claims if code.known and _bare(code) not in carried):
        yield Finding(stamp.span, {**values, "codes": unused}, variant="unused")


def _once(codes: Iterable[Code]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code.name for code in codes))


def _bare(code: Code) -> str:
    return code.name.split()[0]


def _places(comparison: Comparison) -> tuple[Related, ...]:
    return tuple(
        comparison.from_original(withheld.a, withheld.a_end, "this is withheld")
        for withheld in comparison.differences.withheld[:_SHOWN]
    )


def elsewhere(comparison: Comparison) -> Iterator[Finding]:
    """Withheld words that are open. Values: `what`, `where` (in the copy), `withheld` (where they are withheld)."""
    original, copy = comparison.original, comparison.copy
    for leak in comparison.leaks:
        values = {
            "what": comparison.withheld_words(leak.first, leak.end),
            "withheld": original.whereabouts(leak.first),
            "where": f"the {leak.outside}" if leak.outside else copy.whereabouts(leak.at),
        }
        related = (comparison.from_original(leak.first, leak.end, "withheld here"),)
        if leak.outside:
            where = DocumentPlace(part=leak.outside) if copy.hidden_content else None
            yield Finding(Span(0, 0), values, related=related, where=where)
        else:
            place = copy.words.span(leak.at, leak.at_end)
            yield Finding(place, values, related=related, paragraph=copy.paragraph(leak.at))
