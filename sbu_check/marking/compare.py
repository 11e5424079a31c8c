"""A banner against its portions: what they demand of it (roll-up), and what it claims without them (roll-down)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.marking.data import Control, Tables
    from sbu_check.marking.model import Banner, Mark

BannerFault = Literal["too-low", "too-high", "missing", "unsupported"]


class Mismatch(NamedTuple):
    """One way in which a banner disagrees with its portions.

    `token` is the level or control by its name in the system; `portion` the index of the mark that forces it, None for
    a claim that no portion supports (`too-high`, `unsupported`), which compilation may justify.
    """

    kind: BannerFault
    token: str
    portion: int | None
    message: str
    source: str


def mismatches(banner: Mark, required: Banner, marks: Sequence[Mark], tables: Tables) -> Iterator[Mismatch]:
    """How the banner disagrees with what the marks require."""
    levels, need = tables.levels, required.mark
    reasons = {reason.name: reason for reason in required.reasons}
    if levels[banner.level].rank != levels[need.level].rank:
        low = levels[banner.level].rank < levels[need.level].rank
        told = f"the portions require {need.level}, the banner says {banner.level}"
        yield Mismatch(
            "too-low" if low else "too-high",
            need.level if low else banner.level,
            reasons[need.level].portion if low else None,
            told,
            levels[need.level].source,
        )
    for name in sorted(need.controls):
        control = tables.control(name)
        if control and not _met(name, control, banner):
            reason = reasons[control.name]
            message = f"the portions require {control.banner or name}, which the banner lacks"
            yield Mismatch("missing", name, reason.portion, message, reason.source)
    yield from _claims(banner, need, marks, tables)


def _met(name: str, control: Control, banner: Mark) -> bool:
    """Whether a banner's control or one that does for it is there; unnamed countries cover named ones."""
    if name in banner.controls:
        return True
    return not control.met_by.isdisjoint(banner.controls)


def _claims(banner: Mark, need: Mark, marks: Sequence[Mark], tables: Tables) -> Iterator[Mismatch]:
    carried = frozenset[str]().union(*(mark.controls for mark in marks)) if marks else frozenset()
    for name in sorted(banner.controls):
        control = tables.control(name)
        if control is None:
            continue
        allowed = need.countries(control.list_of or control.name)
        claimed = banner.countries(control.list_of or control.name) or frozenset()
        if control.supported and name not in carried:
            message = f"the banner says {control.banner or name}, which no portion carries"
        elif control.permissive and name not in need.controls and name == control.name:
            message = f"the banner says {control.banner or name}, which the portions do not allow"
        elif control.permissive and allowed is not None and not claimed <= allowed:
            extra = ", ".join(sorted(claimed - allowed))
            message = f"the list of {control.banner or name} holds {extra}, which a portion leaves out"
        else:
            continue
        yield Mismatch("unsupported", name, None, message, control.source)
