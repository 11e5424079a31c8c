"""The build hook of the wheel: what the program would else compute at each start is computed once and saved.

`sbu_check/_data` gets the parse tables of the grammars, the index of the rules, and the other data of `rules/` as JSON.
"""

from __future__ import annotations

import json
import shutil
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SavedData(BuildHookInterface[Any]):
    """Writes `sbu_check/_data` anew for each wheel."""

    PLUGIN_NAME = "custom"

    def clean(self, versions: list[str]) -> None:  # noqa: ARG002 - the signature is the builder's
        """Take away what an earlier build saved."""
        shutil.rmtree(Path(self.root) / "sbu_check" / "_data", ignore_errors=True)

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Save grammars, rules and data; in a checkout each is used only while it fits what it was made from."""
        self.clean([version])
        root = Path(self.root)
        target = root / "sbu_check" / "_data"
        target.mkdir(parents=True)
        sys.path.insert(0, str(root))
        try:
            # Imported here: the package is importable only from the root of its own tree.
            from sbu_check.grammar.parser import save  # noqa: PLC0415
            from sbu_check.rules.catalogue import INDEX, index_of  # noqa: PLC0415
        finally:
            sys.path.remove(str(root))
        save(str(target))
        _write(target / INDEX, index_of(root / "rules"))
        for folder in ("markings", "vocabulary"):
            for path in sorted((root / "rules" / f"_{folder}").glob("*.toml")):
                _write(target / folder / f"{path.stem}.json", tomllib.loads(path.read_text(encoding="utf-8")))


def _write(path: Path, data: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_day), encoding="utf-8"
    )


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} cannot be saved")
