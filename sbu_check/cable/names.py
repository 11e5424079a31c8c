"""Canonical names of posts and tags: what a spelling that is a letter or two off means.

The lists are read when first asked for.
"""

from __future__ import annotations

from functools import cache

from sbu_check.resources import table

NEAR_POST = 0.85
"""How alike a misspelt name of five letters or more must be (BRASILA, SAO PAUO) to be read as the post."""
NEAR_TAG = 0.9
"""The same for a tag of six letters or more; shorter ones have too many neighbours."""
TAG_LISTS = ("tags-subject", "tags-organisation")


@cache
def post(written: str) -> str:
    """The post that the written name means.

    An alias resolved, a name a letter or two off put right, else as written.
    """
    name = _without_title(written)
    listed = _listed_post(name)
    if listed:
        return listed
    posts = _posts()
    return posts.get(_nearest(_plain(name).replace("0", "O"), posts, NEAR_POST)) or name


@cache
def known_post(written: str) -> bool:
    """Whether a list has the post, by its name, another name, or its address."""
    return bool(_listed_post(_without_title(written)))


def _without_title(written: str) -> str:
    """The name of a post as lists have it, without the words that an address puts before and after it."""
    names = table("vocabulary", "post-aliases")
    words = written.upper().replace(".", " ").replace("-", " ").replace("’", "'").split()
    while len(words) > 1 and words[0] in names["titles"]:
        del words[0]
    name = " ".join(words)
    return next((name.removesuffix(f" {seat}") for seat in names["seats"] if name.endswith(f" {seat}")), name)


def _listed_post(name: str) -> str | None:
    aliases: dict[str, str] = table("vocabulary", "post-aliases")["aliases"]
    return aliases.get(name) or _posts().get(_plain(name))


@cache
def tag(written: str) -> str:
    """The tag that the written word means: as written when a list has it or none is near."""
    plain = written.replace(" ", "")
    phrases = table("vocabulary", "post-aliases")["phrases"]
    if plain in phrases:
        return str(phrases[plain])
    known = _tags()
    if written in known:
        return written
    single = "".join(letter for letter, before in zip(plain, " " + plain, strict=False) if letter != before)
    return known.get(single) or _nearest(written, known, NEAR_TAG) or written


def _nearest(name: str, known: dict[str, str], cutoff: float) -> str:
    if len(name) < 5:
        return ""
    from difflib import get_close_matches  # only for a name that no list holds  # noqa: PLC0415

    near = get_close_matches(name, known, n=1, cutoff=cutoff)
    return near[0] if near else ""


def _plain(name: str) -> str:
    return name.replace(" ", "").replace("'", "")


@cache
def _posts() -> dict[str, str]:
    names = (name for group in table("vocabulary", "posts")["group"] for name in group["names"])
    return {_plain(name.replace("-", " ")): name for name in names}


@cache
def known_posts() -> frozenset[str]:
    """Every name of a post and every alias, in letters only."""
    aliases = table("vocabulary", "post-aliases")["aliases"]
    return frozenset("".join(filter(str.isalpha, name)) for name in (*_posts(), *aliases))


@cache
def _tags() -> dict[str, str]:
    codes = [
        code
        for name in TAG_LISTS
        for scheme in table("vocabulary", name)["scheme"].values()
        for code in (*scheme.get("meaning", ()), *scheme.get("codes", ()))
    ]
    return {code: code for code in codes}


@cache
def subject_codes() -> frozenset[str]:
    """Every subject and program tag that a list has."""
    schemes = table("vocabulary", "tags-subject")["scheme"].values()
    return frozenset(
        code for scheme in schemes for code in (*scheme.get("meaning", ()), *scheme.get("codes", ()))
    )
