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
SHORTEST_GLUED, LONGEST_GLUED = 6, 200
"""Letters of a word that may be several tags."""
LONGEST_TAG = 9
"""Letters of the longest tag that is searched in such a word."""
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
    return {code: code for name in TAG_LISTS for code in _codes(name)}


@cache
def subject_codes() -> frozenset[str]:
    """Every subject and program tag that a list has."""
    return _codes("tags-subject")


def listed_tag(written: str) -> bool:
    """Whether a list has the tag: a subject, a programme, an organisation, a country or a region."""
    return written in _tags() or written in _codes("tags-country")


@cache
def _codes(name: str) -> frozenset[str]:
    schemes = table("vocabulary", name)["scheme"].values()
    return frozenset(
        code for scheme in schemes for code in (*scheme.get("meaning", ()), *scheme.get("codes", ()))
    )


def separated(written: str) -> list[str]:
    """The tags that a word is made of: the fewest that the lists have, two fifths of its letters in subject tags.

    The word itself, if it is a tag or not made of tags.
    """
    if not SHORTEST_GLUED <= len(written) <= LONGEST_GLUED or not written.isalpha() or listed_tag(written):
        return [written]
    # The best way to each letter: the number of tags, the letters outside subject tags, the tags.
    ways: list[tuple[int, int, list[str]] | None] = [(0, 0, [])]
    for end in range(1, len(written) + 1):
        best = None
        for start in range(max(0, end - LONGEST_TAG), end - 1):
            way, part = ways[start], written[start:end]
            if way is None or not (listed_tag(part) or (part[0] == "K" and len(part) == 4)):
                continue
            subject = part in subject_codes()
            # A programme that no list has is a tag by its form, if no other way is as short.
            count = way[0] + (1 if listed_tag(part) else 2)
            new = (count, way[1] + (0 if subject else len(part)), [*way[2], part])
            best = new if best is None or new < best else best
        ways.append(best)
    whole = ways[-1]
    return whole[2] if whole and whole[1] * 5 <= len(written) * 3 else [written]
