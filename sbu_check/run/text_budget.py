"""How much text of documents one report keeps, so that ten thousand of them fit into memory and a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.values import replace

if TYPE_CHECKING:
    from sbu_check.report.model import FileReport

_FOUND, _CLEAN = 8_000_000, 1_000_000
"""Code points of documents in which something was found, and of those in which nothing was."""


class TextBudget:
    """What is left of the room for documents, which are kept in the order of the run while there is some."""

    def __init__(self) -> None:
        self._left = {True: _FOUND, False: _CLEAN}

    def kept(self, file: FileReport) -> FileReport:
        """The file with its documents if there is room for them, else without."""
        if not file.sheets:
            return file
        found = bool(file.diagnostics)
        size = sum(
            len(piece.text)
            for sheet in file.sheets
            for block in sheet.blocks
            for row in block.rows
            for piece in row.pieces
        )
        if size > self._left[found]:
            return replace(file, sheets=())
        self._left[found] -= size
        return file
