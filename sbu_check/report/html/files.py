"""One file on the page: what it is, its documents with the findings beside them, or its findings alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sbu_check.report.html.charts import SEVERITIES, WORDS, number, strip
from sbu_check.report.html.findings import Anchors, cards
from sbu_check.report.html.levels import tone
from sbu_check.report.html.markup import Html, element, joined
from sbu_check.report.model import INTERNAL_ERROR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.report.document_view import Block, DocumentView, Piece, Row
    from sbu_check.report.model import FileReport

_TROUBLES = {
    "failed": "not checked",
    "skipped": "skipped",
    "no-cable": "no cable",
    "configuration": "configuration",
}
_RANKS = {severity: rank for rank, severity in enumerate(SEVERITIES)}


def article(file: FileReport, index: int) -> Html:
    """The file whose place in the report is `index`."""
    counts = Counter[str](one.severity for one in file.diagnostics if one.state == "new")
    about = _about(file)
    return element(
        "details",
        element(
            "summary",
            element("h3", element("bdi", file.path)),
            *_badges(counts),
            element("span", "nothing found", class_="badge well") if _well(file) else Html(),
            element("span", about, class_="about") if about else Html(),
            strip(file.sheets),
        ),
        *_content(file, index),
        class_="file",
        id=f"f{index}",
        data_path=file.path,
        open=bool(file.diagnostics or file.problem),
    )  # fmt: skip


def _badges(counts: Counter[str]) -> Iterator[Html]:
    for severity in SEVERITIES:
        if counts[severity]:
            yield element("span", number(counts[severity], WORDS[severity]), class_=f"badge {severity}")


def _well(file: FileReport) -> bool:
    return file.status == "checked" and not file.diagnostics


def _about(file: FileReport) -> str:
    if file.status != "checked":
        return ": ".join(filter(None, (_TROUBLES[file.status], file.problem)))
    kinds = dict.fromkeys((one.layout, one.marking_system) for one in file.documents)
    words = [f"layout {layout}, marking system {system}" for layout, system in kinds]
    if len(file.documents) > 1:
        words.insert(0, f"{len(file.documents)} documents")
    return "; ".join(words)


def _content(file: FileReport, index: int) -> Iterator[Html]:
    notes = [f"{rule} was found {count} times more" for rule, count in file.dropped.items()]
    if not file.sheets and file.diagnostics:
        notes.append("the text is left out, since the page would grow too large; each finding shows its line")
    if notes:
        yield element("ul", *(element("li", note) for note in notes), class_="notes plain")
    lines = [
        row.line
        for sheet in file.sheets
        for block in sheet.blocks
        for row in block.rows
        if row.line is not None
    ]
    names = Anchors(index, lines)
    if file.sheets and file.internal_errors:
        # They are about no place of the text.
        failures = [index for index, one in enumerate(file.diagnostics) if one.rule == INTERNAL_ERROR]
        yield element("div", cards(file, failures, names, excerpts=True), class_="plain")
    for place, sheet in enumerate(file.sheets):
        yield _Page(file, names, sheet, place).render()
    if not file.sheets and file.diagnostics:
        every = range(len(file.diagnostics))
        yield element("div", cards(file, every, names, excerpts=True), class_="plain")


class _Page:
    """A document of a file."""

    def __init__(self, file: FileReport, names: Anchors, sheet: DocumentView, place: int) -> None:
        self._file = file
        self._names = names
        self._sheet = sheet
        self._place = place
        self._named: set[int] = set()
        self._targets = {names.line(spot.start.line) for one in file.diagnostics for spot in one.related}

    def render(self) -> Html:
        """The document, with each finding beside the block that it begins in."""
        many = len(self._file.sheets) > 1
        banner = self._sheet.banner[1] if self._sheet.banner else ""
        head = [f"document {self._place + 1} of {len(self._file.sheets)}"] if many else []
        if banner:
            head.append(element("b", banner))
        return element(
            "div",
            element("h4", joined(head, " ")) if head else Html(),
            *(self._line(block) for block in self._sheet.blocks),
            class_="sheet",
        )

    def _line(self, block: Block) -> Html:
        kinds = f"block {block.kind}"
        if block.kind == "paragraph":
            kinds += f" {tone(block.level)}" + ("" if block.mark else " unmarked")
        rows = joined(map(self._row, block.rows))
        label = _label(block)
        return element(
            "div",
            element("div", element("span", label, class_="sr") if label else Html(), rows, class_=kinds),
            element("div", cards(self._file, block.found, self._names, excerpts=False), class_="beside"),
            class_="line",
        )

    def _row(self, row: Row) -> Html:
        name = self._names.line(row.line) if row.line is not None else None
        return element(
            "div",
            joined(map(self._piece, row.pieces)),
            class_="row",
            data_n=row.line,
            id=name if name in self._targets else None,
        )

    def _piece(self, piece: Piece) -> Html:
        words = element("span", piece.text, class_="mask") if piece.kind == "hidden" else Html()
        if not words and piece.kind != "text":
            words = element("span", piece.text, class_=piece.kind)
        # An empty line at which something points has a sign to be seen by.
        words = words or joined((piece.text or "↵",))
        return self._hit(piece.found, words) if piece.found else words

    def _hit(self, found: tuple[int, ...], words: Html) -> Html:
        """Words that findings point at, as a link to the gravest, after the numbers of those that begin here."""
        diagnostics = self._file.diagnostics
        gravest = min(found, key=lambda index: (_RANKS[diagnostics[index].severity], index))
        first = [index for index in found if index not in self._named]
        self._named.update(first)
        numbers = " ".join(str(index + 1) for index in first)
        link = element(
            "a",
            words,
            href=f"#{self._names.finding(gravest)}",
            class_=f"hit {diagnostics[gravest].severity}",
            data_all=" ".join(map(self._names.finding, found)),
            id=self._names.place(first[0]) if first else None,
            aria_describedby=f"{self._names.finding(gravest)}-says",
            # One stop of the keyboard for a place, however many pieces it is cut into.
            tabindex=None if first else -1,
        )
        anchors = (element("span", id=self._names.place(index)) for index in first[1:])
        return joined(
            (
                *anchors,
                element("sup", numbers, class_=f"ref {diagnostics[gravest].severity}", aria_hidden="true")
                if numbers
                else Html(),
                link,
            )
        )


def _label(block: Block) -> str:
    if block.kind != "paragraph":
        return ""
    if block.level is None:
        return "paragraph without a known level: "
    return (
        f"{block.level} paragraph: " if block.mark else f"{block.level} paragraph without a mark of its own: "
    )
