"""Tests over the documents beside the project run where these are, and are left out elsewhere.

The library in tests/library is the first line: it has documents of every layout, and needs nothing beside the project.
"""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    import pytest

SHARED = Path(__file__).parents[2] / "shared"


# A busy machine is slow without a fault of the program.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


def pytest_configure() -> None:
    """Let interrupts reach the programs under test: a shell starts a command in the background without them."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the marker `shared` names where there are no such documents."""
    if SHARED.is_dir():
        return
    left_out = [item for item in items if item.get_closest_marker("shared")]
    items[:] = [item for item in items if not item.get_closest_marker("shared")]
    config.hook.pytest_deselected(items=left_out)
