"""The rows of the table: what was measured, in words and as a ratio against its budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Rows = Callable[[bool], Iterator["Row"]]
    """The rows of one group; `full` asks for the sizes of the design where smaller ones are the default."""


class Row(NamedTuple):
    """A line of the table: what was measured, the figures in words, and the ratio against its budget.

    `ratio` is None for what could not be measured here; `figures` says why. Every budget is an upper one.
    """

    what: str
    figures: str
    ratio: float | None
    budget: float

    @property
    def over(self) -> bool:
        """Whether the budget is broken."""
        return self.ratio is not None and self.ratio > self.budget

    def __str__(self) -> str:
        ratio = f"{self.ratio:8.2f}" if self.ratio is not None else f"{'-':>8}"
        return (
            f"{self.what:58}{ratio} of {self.budget:6.2f}  {'OVER' if self.over else '    '}  {self.figures}"
        )
