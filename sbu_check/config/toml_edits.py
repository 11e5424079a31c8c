"""Keys written into a TOML text that a person keeps: all that stands there stays as it is."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from sbu_check.text.toml_places import places

if TYPE_CHECKING:
    from collections.abc import Mapping


def with_keys(text: str, name: str, values: Mapping[str, str]) -> str:
    """The text of the configuration file `name` with string keys added to its own table.

    In a pyproject.toml that is `[tool.sbu-check]`; a text in which that has no header of its own gets one.
    """
    lines = "".join(f"{key} = {json.dumps(words)}\n" for key, words in values.items())
    if name == "pyproject.toml":
        return _below_header(text, lines)
    header = next((number for number, _, is_table in places(text) if is_table), None)
    if header is None:
        return text + ("" if text.endswith("\n") or not text else "\n") + lines
    rows = _rows(text)
    return "".join(rows[: header - 1]) + lines + "\n" + "".join(rows[header - 1 :])


def _below_header(text: str, lines: str) -> str:
    tables = (number for number, way, is_table in places(text) if is_table and way == ("tool", "sbu-check"))
    number = next(tables, None)
    rows = _rows(text)
    if number is None:
        return text + ("" if text.endswith("\n") else "\n") + "\n[tool.sbu-check]\n" + lines
    above = "".join(rows[:number])
    return above + ("" if above.endswith("\n") else "\n") + lines + "".join(rows[number:])


def _rows(text: str) -> list[str]:
    """The lines with their ends, which are line feeds as everywhere."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)
