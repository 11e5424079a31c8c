"""What one rule says of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pytest

from sbu_check.cable.read import read_cables
from sbu_check.engine import check_cables
from sbu_check.rules.catalogue import catalogue
from sbu_check.rules.selection import Options

if TYPE_CHECKING:
    from collections.abc import Callable

    from sbu_check.diagnostics.model import Diagnostic

Told: TypeAlias = "Callable[..., list[Diagnostic]]"


@pytest.fixture
def told() -> Told:
    """`told(rule, text)`: the diagnostics of one rule, in the order of the text. A rule that raises fails the test."""

    def run(rule: str, text: str, **settings: object) -> list[Diagnostic]:
        given = Options(**settings)  # type: ignore[arg-type]  # each test knows the settings that it gives
        checked = check_cables(text, read_cables(text), [catalogue()[rule]], given, path="a.txt")
        assert not checked.crashes
        return list(checked.diagnostics)

    return run


@pytest.fixture
def found(told: Told) -> Callable[..., list[tuple[str, str]]]:
    """`found(rule, text)`: severity and place of what one rule says, in the order of the text."""

    def run(rule: str, text: str, **settings: object) -> list[tuple[str, str]]:
        return [(one.severity, one.span.of(text)) for one in told(rule, text, **settings)]

    return run
