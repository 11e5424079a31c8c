"""JSON Schemas (draft 2020-12) of the outputs: `check`, `check-line` (JSON Lines), `inspect`, `rules`, `rollup`.

`config` is that of a configuration, made from the rules.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def schema(name: str) -> dict[str, Any]:
    """The schema of an output, or of a configuration, by its name.

    Raises FileNotFoundError for an unknown name.
    """
    path = Path(__file__).parent / f"{name}.schema.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
