"""Configuration texts that the program writes: a new file, and keys added to an existing one."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from sbu_check.config.key_schema import PER_FILE, WHOLE
from sbu_check.rules.catalogue import profiles
from sbu_check.text.schema_faults import places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_TABLES = """\
# What holds for some files; later tables win. Patterns are as in .gitignore. All keys above but those of the project
# may stand here.
#
# [[per-file]]
# paths  = ["cables/**"]
# expect = "cable"

# Findings that are known and right. where: "paragraph 3", a header line such as "subject", or "text" and the
# fingerprint in the JSON report; without it the whole file.
#
# [[suppress]]
# path   = "cables/a.txt"
# rule   = "mark-missing"
# where  = "paragraph 3"
# reason = "the record has it so"
# until  = 2027-06-30
"""


def config_text() -> str:
    """The text of a new `sbu-check.toml`."""
    return "\n".join(
        (
            "# Configuration of sbu-check. Every key is optional; text after # is not in force.\n",
            *(f"# profile {one.name}: {one.summary}" for one in profiles().values()),
            "",
            *_lines(PER_FILE.items()),
            "# What holds for the whole project.",
            "",
            *_lines(WHOLE.items()),
            _TABLES,
        )
    )


def _lines(keys: Iterable[tuple[str, tuple[str, str, object]]]) -> Iterator[str]:
    for key, (words, example, _) in keys:
        yield f"# {words}"
        yield f"# {key} = {example}\n"


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
