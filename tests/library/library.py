"""The library: made-up documents, each with what the program must understand and report of it.

`<layout>/<name>.txt` is the document. `<name>.expect.toml` beside it has
- `faults`: the rules that the author had in mind while writing the text; empty for a clean document,
- `config`: the configuration to check it with, if it is not the built-in one,
- `diagnostics`: every diagnostic as [rule, severity, line, column],
- `documents`: the fields of `inspect` of each document in the file.

With UPDATE_LIBRARY in the environment, the tests write the last two from the program. Read what changes before you
commit it: `faults` says what the text was meant to have.
"""

from __future__ import annotations

import json
import os
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sbu_check.api import Run, check_file, understand
from sbu_check.config.keys import configuration_of

if TYPE_CHECKING:
    from sbu_check.report.model import Report

FOLDER = Path(__file__).parent
TEXTS = sorted(FOLDER.glob("*/*.txt"))
UPDATE = "UPDATE_LIBRARY" in os.environ

_ROWS = {
    "sections": ("part", "of", "line"),
    "references": ("label", "kind", "year", "post", "number"),
    "recipients": ("action", "name", "precedence"),
    "paragraphs": ("number", "true_number", "mark", "line", "role"),
    "portions": ("mark", "line", "column", "paragraph", "place"),
    "continuation_lines": ("line", "text"),
    "signature": ("text", "line"),
}
"""Fields of `inspect` that are written as rows, with the columns of each row."""


def name_of(path: Path) -> str:
    """Return the name of a document: its folder and file name."""
    return path.relative_to(FOLDER).with_suffix("").as_posix()


@cache
def expected(path: Path) -> dict[str, Any]:
    """Return what the file beside a document expects."""
    return tomllib.loads(path.with_suffix(".expect.toml").read_text("utf-8"))


@cache
def report(path: Path) -> Report:
    """Return the report on a document, checked with the configuration that it expects."""
    return check_file(path, config=expected(path).get("config"))


def diagnostics(path: Path) -> list[list[Any]]:
    """Return the rows of all diagnostics of a document, in the order of the text."""
    return sorted(
        ([one.rule, one.severity, one.start.line, one.start.column] for one in report(path).diagnostics),
        key=lambda row: (row[2:], row),
    )


@cache
def documents(path: Path) -> list[dict[str, Any]]:
    """Return the fields of `inspect` of each document in a file, without the fields that are empty."""
    config = expected(path).get("config")
    run = Run(configuration_of(config or {}, path))
    found = list(understand(run, [str(path)]))
    assert all(isinstance(one, dict) for one in found)
    return [_fields(one) for one in found if isinstance(one, dict)]


def update(path: Path) -> None:
    """Write what the program finds now beside a document; keep the author's faults and configuration."""
    wanted = expected(path)
    lines = [f"{key} = {_toml(wanted[key])}" for key in ("faults", "config") if key in wanted]
    lines += ["", "diagnostics = [", *(f"  {_toml(row)}," for row in diagnostics(path)), "]"]
    for document in documents(path):
        lines += ["", "[[documents]]"]
        for key, value in document.items():
            if value and isinstance(value, list) and isinstance(value[0], list):
                lines += [f"{key} = [", *(f"  {_toml(row)}," for row in value), "]"]
            else:
                lines.append(f"{key} = {_toml(value)}")
    path.with_suffix(".expect.toml").write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    expected.cache_clear()


def _fields(document: dict[str, Any]) -> dict[str, Any]:
    """Return the fields as an expectation holds them: rows for tables, an empty text for null in a row."""
    left_out = {"path", "evidence"}
    found = {
        key: value for key, value in document.items() if key not in left_out and value not in (None, [], "")
    }
    for key, columns in _ROWS.items():
        if key in found:
            rows = [_row(one, columns) for one in ([found[key]] if key == "signature" else found[key])]
            found[key] = rows[0] if key == "signature" else rows
    return found


def _row(value: dict[str, Any], columns: tuple[str, ...]) -> list[Any]:
    return ["" if value[column] is None else value[column] for column in columns]


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    # A string, number or truth value of JSON is one of TOML, except for the escape of a slash and of DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
