"""`inspect` for people, and as CSV for spreadsheets, from the same plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sbu_check.cable.evidence import ENOUGH
from sbu_check.report.terminal import Style, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = (
    "path", "line", "layout", "overlays", "classification", "captions", "sections", "post", "number", "eo", "tags",
    "subject", "refs", "precedence", "dtg", "classified_by", "declassify_on", "paragraphs", "portions",
    "highest_mark", "required_banner", "signature", "banner",
)  # fmt: skip
"""Columns of the CSV: one row a document."""

_FORMULA = frozenset("=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20")
"""Signs at the head of a cell that some spreadsheet takes for the start of a formula."""


def render(documents: Iterable[dict[str, Any]], style: Style | None = None) -> Iterator[str]:
    """A block for each document: what its header says, then its paragraphs."""
    style = style or Style()
    for document in documents:
        yield "\n".join(_block(document, style)) + "\n\n"


def _block(document: dict[str, Any], style: Style) -> Iterator[str]:
    layout = " + ".join((document["layout"], *document["overlays"]))
    yield f"{style.paint('place', clean(document['path']))}:{document['line']}: {layout}"
    banner = document["required_banner"]
    yield from _banner(document, style)
    yield f"  {style.paint('gutter', 'evidence      ')} {_evidence(document['evidence'])}"
    serial = " ".join(filter(None, (document["post"], document["number"])))
    rows = {
        "class line": " ".join(filter(None, (document["classification"], serial))),
        "captions": ", ".join(document["captions"]),
        "sections": ", ".join(f"{one['part']} of {one['of']}" for one in document["sections"]),
        "precedence": document["precedence"],
        "date-time": document["dtg"],
        "from and to": "; ".join(f"{one['action']} {one['name']}" for one in document["recipients"]),
        "E.O.": document["eo"],
        "tags": " ".join(document["tags"]),
        "subject": document["subject"],
        "references": "; ".join(document["refs"]),
        "classified by": document["classified_by"],
        "declassify on": document["declassify_on"],
        "highest mark": document["highest_mark"],
        "banner needed": "; ".join((banner["classification"], *banner["captions"])) if banner else None,
        "signature": document["signature"]["text"] if document["signature"] else None,
    }
    for name, value in rows.items():
        if value:
            yield f"  {style.paint('gutter', f'{name:<14}')} {clean(value)}"
    for paragraph in document["paragraphs"]:
        yield f"  {_paragraph(paragraph)}"
    for portion in document["portions"]:
        if portion["place"] not in _LISTED:
            yield f"  {_portion(portion)}"


def _evidence(cues: list[dict[str, Any]]) -> str:
    """The cues with their weights, and the weight that a cable or a marked document needs."""
    named = ", ".join(f"{one['text']} ({one['weight']})" for one in cues) or "none"
    return f"{named}; {sum(one['weight'] for one in cues)} of {ENOUGH}"


_LISTED = frozenset({"paragraph", "subject", "classifier"})
"""Places of marks that the lines above show, or that the header has."""


def _portion(portion: dict[str, Any]) -> str:
    mark, place = clean(f"({portion['mark']})"), portion["place"]
    words = f"portion        {mark:<10} line {portion['line']}  {place}"
    return f"{words} of paragraph {portion['paragraph']}" if portion["paragraph"] else words


def _banner(document: dict[str, Any], style: Style) -> Iterator[str]:
    """The document's own banner, since what follows is its text."""
    if document["banner"]:
        yield f"  {style.paint('banner', document['banner'])}"


def _paragraph(paragraph: dict[str, Any]) -> str:
    number, true = paragraph["number"], paragraph["true_number"]
    mark = f"({paragraph['mark']})" if paragraph["mark"] else "unmarked"
    words = f"paragraph {number:<4} {clean(mark):<10} line {paragraph['line']}"
    notes = [f"is {true}"] if true is not None and true != number else []
    notes += [paragraph["role"]] if paragraph["role"] != "numbered" else []
    return f"{words}  {', '.join(notes)}".rstrip()


def render_csv(documents: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A row for each document under a row of names; lists are joined with a semicolon."""
    import csv
    import io

    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    writer.writerow(COLUMNS)
    for document in documents:
        yield line.getvalue()
        line.seek(0)
        line.truncate()
        writer.writerow(_harmless(_cell(document[column], column)) for column in COLUMNS)
    yield line.getvalue()


def _cell(value: Any, column: str) -> str:
    if column in {"paragraphs", "portions"}:
        return str(len(value))
    if column == "sections":
        return "; ".join(f"{one['part']} of {one['of']}" for one in value)
    if column == "required_banner":
        return "; ".join((value["classification"], *value["captions"])) if value else ""
    if column == "signature":
        return value["text"] if value else ""
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)


def _harmless(cell: str) -> str:
    """The cell on one line, and as text also for a spreadsheet that takes `=1+1` for a formula."""
    return f"'{clean(cell)}" if cell.lstrip(" ")[:1] in _FORMULA else clean(cell)
