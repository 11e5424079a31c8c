"""Reports on files as plain lists, and back: what the cache writes. Everything but the path, which may differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sbu_check.report.model import (
    DocumentSummary,
    Excerpt,
    FileReport,
    Reported,
    ShownEdit,
    ShownFix,
    Spot,
)
from sbu_check.text.hidden_content import DocumentPlace
from sbu_check.text.lines import Position
from sbu_check.text.span import Span
from sbu_check.values import value

if TYPE_CHECKING:
    from collections.abc import Sequence


@value
class Maybe:
    """The form of data that may also be None."""

    form: Any


class Words:
    """The form of a string that is one of a few."""

    def __init__(self, *words: str) -> None:
        self.words = frozenset(words)


def fits(data: Any, form: Any) -> bool:
    """Return whether parsed JSON has a form.

    A form is a type, `Maybe`, `Words`, a list with the form of each item, a tuple with the forms of the items in order,
    or a dictionary with the form of each value.
    """
    if isinstance(form, type):
        return type(data) is form
    if isinstance(form, Maybe):
        return data is None or fits(data, form.form)
    if isinstance(form, Words):
        return isinstance(data, str) and data in form.words
    if isinstance(form, dict):
        return isinstance(data, dict) and all(fits(one, form[str]) for one in data.values())
    if not isinstance(data, list):
        return False
    if isinstance(form, list):
        return all(fits(one, form[0]) for one in data)
    return len(data) == len(form) and all(map(fits, data, form))


_LEVELS = Words("error", "warning", "info")
_POSITION = (int, int, int, int)
_EXCERPT = (str, (int, int), bool, bool, bool)
_PLACE = Maybe((Maybe(int), Maybe([int]), Maybe(int), str))
_BANNER = Maybe((int, str))
_EDIT = (_POSITION, _POSITION, str)
_DIAGNOSTIC = (
    int, str, _LEVELS, Words("high", "low"), str, _POSITION, _POSITION, _EXCERPT, Maybe(str),
    [(str, _POSITION, _POSITION, _EXCERPT, _PLACE)],
    str, [str], Maybe((Words("safe", "unsafe", "display"), str, [_EDIT])), str,
    Words("new", "suppressed", "baselined"), _PLACE,
)  # fmt: skip
_REPORT = (
    Words("checked", "no-cable"), [(str, [str], str, int)], [_DIAGNOSTIC], {str: int}, _BANNER, _BANNER, _BANNER,
    bool, _LEVELS, [int],
)  # fmt: skip


def written(file: FileReport) -> list[Any]:
    """A report as lists, strings and numbers. It has neither crashes nor sheets nor fixes."""
    return [
        file.status,
        [[one.layout, one.overlays, one.marking_system, one.line] for one in file.documents],
        [_diagnostic(one) for one in file.diagnostics],
        dict(file.dropped),
        file.banner,
        file.quoted,
        file.known_banner,
        file.masked,
        file.fail_level,
        file.used,
    ]


def read(data: list[Any], path: str) -> FileReport:
    """The report on the file of that path which `written` made. Raises ValueError for data of another form."""
    if not fits(data, _REPORT):
        raise ValueError
    status, documents, diagnostics, dropped, banner, quoted, known_banner, masked, fail_level, used = data
    return FileReport(
        path,
        status,
        documents=tuple(
            DocumentSummary(layout, tuple(overlays), system, line)
            for layout, overlays, system, line in documents
        ),
        diagnostics=tuple(_reported(one, path) for one in diagnostics),
        dropped=dropped,
        banner=_pair(banner),
        quoted=_pair(quoted),
        known_banner=_pair(known_banner),
        masked=masked,
        fail_level=fail_level,
        used=tuple(used),
    )


def _pair(data: list[Any] | None) -> tuple[int, str] | None:
    return (data[0], data[1]) if data else None


def _diagnostic(one: Reported) -> list[Any]:
    return [
        one.document,
        one.rule,
        one.severity,
        one.confidence,
        one.message,
        one.start,
        one.end,
        _excerpt(one.excerpt),
        one.paragraph,
        [
            [spot.message, spot.start, spot.end, _excerpt(spot.excerpt), _place(spot.where)]
            for spot in one.related
        ],
        one.remedy,
        one.sources,
        one.fix
        and [
            one.fix.applicability,
            one.fix.title,
            [[edit.start, edit.end, edit.text] for edit in one.fix.edits],
        ],
        one.fingerprint,
        one.state,
        _place(one.where),
    ]


def _reported(data: Sequence[Any], path: str) -> Reported:
    document, rule, severity, confidence, message, start, end, excerpt, paragraph, related, *rest = data
    remedy, sources, fix, fingerprint, state, place = rest
    return Reported(
        path=path,
        document=document,
        rule=rule,
        severity=severity,
        confidence=confidence,
        message=message,
        start=Position(*start),
        end=Position(*end),
        excerpt=_shown(excerpt),
        paragraph=paragraph,
        related=tuple(
            Spot(words, Position(*first), Position(*last), _shown(line), where=_where(spot))
            for words, first, last, line, spot in related
        ),
        remedy=remedy,
        sources=tuple(sources),
        fix=fix and _fix(fix),
        fingerprint=fingerprint,
        state=state,
        where=_where(place),
    )


def _place(where: DocumentPlace | None) -> list[Any] | None:
    return [where.page, where.box, where.paragraph, where.part] if where else None


def _where(data: Sequence[Any] | None) -> DocumentPlace | None:
    if data is None:
        return None
    page, box, paragraph, part = data
    return DocumentPlace(page, tuple(box) if box else None, paragraph, part)


def _fix(data: Sequence[Any]) -> ShownFix:
    applicability, title, edits = data
    shown = (ShownEdit(Position(*start), Position(*end), text) for start, end, text in edits)
    return ShownFix(applicability, title, tuple(shown))


def _excerpt(one: Excerpt) -> list[Any]:
    return [one.text, one.caret, one.before, one.after, one.more]


def _shown(data: Sequence[Any]) -> Excerpt:
    text, caret, before, after, more = data
    return Excerpt(text, Span(*caret), before, after, more)
