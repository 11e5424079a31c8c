"""Where the grammar and the rules are: in an installed wheel, or in a checkout.

The lowest layer. A wheel carries copies under `sbu_check/_data`; a checkout has the folders beside the package.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_PACKED = _PACKAGE / "_data"


def folder(name: str) -> Path:
    """The folder `grammar` or `rules`; raises FileNotFoundError when the installation lacks it."""
    for root in (_PACKAGE.parent, _PACKED):
        # A checkout wins over data left by a build; a stray folder of the same name in site-packages does not.
        if (root / name / "README.md").is_file():
            return root / name
    raise FileNotFoundError(f"the installation holds no {name} folder")


def saved(name: str) -> Path | None:
    """A file that the build computed from the grammar or the rules, or None in a checkout that was not built."""
    path = _PACKED / name
    return path if path.is_file() else None
