"""Paths as the reports of a repository name them: from its root, with slashes."""

from __future__ import annotations

import os
from pathlib import PurePath


def from_root(path: str, root: str) -> str:
    """`path` as seen from the folder `root`, with slashes; what does not lie below it stays absolute.

    `root` is absolute, or "" for the folder that the program runs in. A name such as `<stdin>` stays what it is.
    """
    if path.startswith("<"):
        return path
    base = root or os.getcwd()  # noqa: PTH109 - as text: what follows is lexical
    whole = os.path.normpath(os.path.join(base, path))  # noqa: PTH118 - likewise
    try:
        return PurePath(whole).relative_to(base).as_posix()
    except ValueError:
        return PurePath(whole).as_posix()
