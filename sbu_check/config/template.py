"""A configuration file to begin with: every key with what it says, none of them in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.config.key_schema import PER_FILE, WHOLE
from sbu_check.rules.catalogue import profiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
            "# Configuration of sbu-check. Every key is optional; what stands behind # is not in force.\n",
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
