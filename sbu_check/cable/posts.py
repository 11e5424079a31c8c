"""Names of posts: the one that message reference numbers use, for any spelling of it in a reference."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from sbu_check import resources

NEAR = 0.85
"""How alike a misspelt name of five letters or more must be (BRASILA, SAO PAUO) to be read as the post."""


@cache
def canonical(written: str) -> str:
    """The post that the written name means: an alias resolved, a name a letter or two off put right, else as written."""
    name = " ".join(written.upper().replace(".", "").replace("-", " ").replace("’", "'").split())
    aliases = _file("post-aliases")["aliases"]
    if name in aliases:
        return str(aliases[name])
    posts = _posts()
    plain = _plain(name)
    if plain in posts:
        return posts[plain]
    if len(plain) < 5:
        return name
    from difflib import get_close_matches  # only for a name that no list holds  # noqa: PLC0415

    near = get_close_matches(plain.replace("0", "O"), posts, n=1, cutoff=NEAR)
    return posts[near[0]] if near else name


def _plain(name: str) -> str:
    return name.replace(" ", "").replace("'", "")


@cache
def _posts() -> dict[str, str]:
    names = (name for group in _file("posts")["group"] for name in group["names"])
    return {_plain(name): name for name in names}


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.folder("rules") / "_vocabulary" / f"{name}.toml").read_text("utf-8"))
