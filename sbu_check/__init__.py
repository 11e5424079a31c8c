"""Check the sensitivity markings of State Department cables and other marked records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.version import __version__ as __version__

if TYPE_CHECKING:
    from sbu_check.api import Report, check_file, check_mark, check_text, compare, read_cable, required_banner

__all__ = ["Report", "check_file", "check_mark", "check_text", "compare", "read_cable", "required_banner"]


def __getattr__(name: str) -> object:
    # Imported at first use: `sbu-check --version` does not need the engine.
    if name in __all__:
        from sbu_check import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(["__version__", *__all__])
