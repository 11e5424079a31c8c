"""Where the grammar and the rules are: in an installed wheel, or in a checkout.

The lowest layer. A wheel carries copies under `sbu_check/_data`; a checkout has the folders beside the package.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

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


@cache
def installed() -> bool:
    """Whether this is a wheel: what it saved was made together with the data beside it, and needs no second look."""
    return folder("rules").parent == _PACKED


@cache
def table(kind: str, name: str) -> dict[str, Any]:
    """The data of `rules/_KIND/NAME.toml`, in a wheel from the JSON that the build made of it.

    It is read once and shared: nobody may change it. Raises FileNotFoundError.
    """
    path = _PACKED / kind / f"{name}.json"
    if installed() and path.is_file():
        import json  # a wheel reads JSON, a checkout TOML: only one of the two is imported  # noqa: PLC0415

        data: dict[str, Any] = json.loads(path.read_bytes())
        return data
    import tomllib  # noqa: PLC0415 - see above

    return tomllib.loads((folder("rules") / f"_{kind}" / f"{name}.toml").read_text("utf-8"))
