"""Release copies of invented cables as PDF documents: with boxes over nothing, and with words beneath a box."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from made import boxed
from plants import Pair, right

from sbu_check.comparison.compare import compare
from sbu_check.text.hidden_content import HiddenContent
from sbu_check.text.source import SourceText

if TYPE_CHECKING:
    from sbu_check.diagnostics.model import Diagnostic

pytest.importorskip("pymupdf", reason="the extra pdf is not installed")
pytest.importorskip("xray", reason="the extra pdf is not installed")

SEEDS = 60


def found(pair: Pair, beneath: str = "") -> tuple[Diagnostic, ...]:
    """What a comparison says of the copy as a PDF document, which is read in this process: that is quicker."""
    from sbu_check.documents import pdf  # noqa: PLC0415 - it needs the extra

    read = pdf.read(boxed(pair.copy, beneath))
    content = HiddenContent("pdf", read.words, tuple(read.hidden))
    copy = SourceText("".join(read.parts), "copy.pdf", hidden_content=content)
    compared = compare(SourceText(pair.original), copy)
    assert compared.checked.crashes == ()
    return compared.diagnostics


def test_a_right_copy_draws_nothing() -> None:
    for seed in range(SEEDS):
        assert [f"{one.rule}: {one.message.plain}" for one in found(right(seed))] == [], f"seed {seed}"


def test_words_beneath_one_box_are_found() -> None:
    tried = 0
    for seed in range(SEEDS):
        pair = right(seed)
        if "█" not in pair.copy and "■" not in pair.copy:
            continue
        tried += 1
        told = [one for one in found(pair, "Marchetti") if one.rule == "text-covered"]
        assert [one.message.plain.split(" #")[0] for one in told] == ["text beneath a box: 1 word"], (
            f"seed {seed}"
        )
    assert tried > SEEDS // 4
