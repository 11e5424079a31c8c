"""A banner against its portions: what they demand of it (roll-up), and what it claims without them (roll-down)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sbu_check.marking.write import Writer
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.marking.data import Control, MarkingTables, Names, Origin
    from sbu_check.marking.model import Banner, Mark

BannerFault = Literal["too-low", "too-high", "missing", "unsupported", "barred"]


class Mismatch(NamedTuple):
    """One way in which a banner disagrees with its portions.

    `token` is the level or control by its name in the system; `portion` the index of the mark that forces it, or that
    bars a release which the banner claims (`barred`); None for a claim that no portion supports (`too-high`,
    `unsupported`), which compilation may justify. `shown` is the token as a banner spells it.
    """

    kind: BannerFault
    token: str
    portion: int | None
    message: str
    source: str
    shown: str


def mismatches(
    banner: Mark, required: Banner, marks: Sequence[Mark], tables: MarkingTables
) -> Iterator[Mismatch]:
    """How the banner disagrees with what the marks require."""
    levels, need = tables.levels, required.mark
    reasons = {reason.name: reason for reason in required.reasons}
    if levels[banner.level].rank != levels[need.level].rank:
        low = levels[banner.level].rank < levels[need.level].rank
        message = f"the portions require {need.level}, the banner says {banner.level}"
        yield Mismatch(
            "too-low" if low else "too-high",
            need.level if low else banner.level,
            reasons[need.level].portion if low else None,
            message,
            levels[need.level].source,
            levels[need.level].banner or need.level,
        )
    for name in sorted(need.controls):
        control = tables.control(name)
        if control and not _met(name, control, banner):
            # A control that the banner prints in the place of the level (CUI) has the reason of the level.
            reason = reasons.get(control.name) or reasons[need.level]
            shown = spelled(name, control)
            # Its values come with it.
            whole = reason.token if name == control.name and name not in banner.controls else shown
            message = f"the portions require {shown}, which the banner lacks"
            yield Mismatch(
                "missing", name, _carrier(name, marks, reason.portion), message, reason.source, whole
            )
    yield from _origins(banner, required, marks, tables)
    yield from _claims(banner, need, marks, tables)


def _origins(
    banner: Mark, required: Banner, marks: Sequence[Mark], tables: MarkingTables
) -> Iterator[Mismatch]:
    """A foreign or joint classification that the portions require otherwise, or none of them carries.

    Of a banner of the United States over foreign portions FGI is required, as any control.
    """
    for origin in tables.origins:
        if lacking := sorted(_of_origin(origin, required.mark.controls - banner.controls)):
            message = f"the portions require {required.classification}, which the banner lacks"
            number = _carrier(lacking[0], marks, 0)
            yield Mismatch("missing", lacking[0], number, message, origin.source, required.classification)
            return
    for origin in tables.origins:
        claimed = _of_origin(origin, banner.controls)
        carried = [_of_origin(origin, mark.controls) for mark in marks]
        # A portion that names nobody has the countries of the banner.
        extra = sorted(claimed.difference(*carried)) if {origin.name} not in carried else []
        if extra:
            countries = ", ".join(name.partition(":")[2] for name in extra)
            shown = Writer(tables, "banner").head(banner)[0] if origin.name in extra else countries
            message = f"the banner says {shown}, which no portion carries"
            yield Mismatch("unsupported", extra[0], None, message, origin.source, shown)


def _of_origin(origin: Origin, controls: Names) -> Names:
    """The names in a mark that belong to a foreign classification."""
    return frozenset(name for name in controls if name.partition(":")[0] == origin.name)


def _met(name: str, control: Control, banner: Mark) -> bool:
    """Whether a banner's control or one that does for it is there; unnamed countries cover named ones."""
    if name in banner.controls or control.optional:
        return True
    return not control.met_by.isdisjoint(banner.controls)


def spelled(name: str, control: Control) -> str:
    """A control or one of its values as a banner spells it: `SI-G`, `FGI DEU`."""
    word, value = control.banner or control.name, name.partition(":")[2]
    if not value:
        return word
    return f"{word} {value}" if control.shape == "list" else f"{word}-{value}"


def _carrier(name: str, marks: Sequence[Mark], otherwise: int) -> int:
    """The first mark that has the control itself; `otherwise` if a rewrite adds it."""
    return next((number for number, mark in enumerate(marks) if name in mark.controls), otherwise)


def _claims(banner: Mark, need: Mark, marks: Sequence[Mark], tables: MarkingTables) -> Iterator[Mismatch]:
    carried = frozenset[str]().union(*(mark.controls for mark in marks)) if marks else frozenset()
    for name in sorted(banner.controls):
        control = tables.control(name)
        if control is None:
            continue
        shown = spelled(name, control)
        allowed = need.countries(control.list_of or control.name)
        claimed = banner.countries(control.list_of or control.name) or frozenset()
        if control.supported and name not in carried | need.controls:
            message = f"the banner says {shown}, which no portion carries"
            yield Mismatch("unsupported", name, None, message, control.source, shown)
        elif control.permissive and name not in need.controls and name == control.name:
            message = f"the banner says {shown}, which the portions do not allow"
            yield Mismatch(
                "barred", name, _barring(control, claimed, marks, tables), message, control.source, shown
            )
        elif control.permissive and allowed is not None and not claimed <= allowed:
            extra = ", ".join(sorted(claimed - allowed))
            message = f"the list of {shown} holds {extra}, which a portion leaves out"
            barring = _barring(control, claimed - allowed, marks, tables)
            yield Mismatch("barred", name, barring, message, control.source, f"{shown} {extra}")


def _barring(control: Control, claimed: Names, marks: Sequence[Mark], tables: MarkingTables) -> int | None:
    """The first mark that keeps a release from some of those to whom the banner claims it."""
    bars = control.met_by & control.excludes
    if (number := next((at for at, mark in enumerate(marks) if bars & mark.controls), None)) is not None:
        return number
    lowest = next(iter(tables.levels))
    for number, mark in enumerate(marks):
        # What needs no protection needs no release; a release without a list is that of the banner.
        plain = mark.level == lowest and not mark.controls
        allowed = mark.countries(control.list_of or control.name)
        if not plain and not (control.name in mark.controls if allowed is None else claimed <= allowed):
            return number
    return None
