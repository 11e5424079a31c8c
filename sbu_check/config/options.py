"""What holds for one file, and what a table of the configuration or the command line changes in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from sbu_check.checks.context import Settings
from sbu_check.marking.systems import digest as marking_digest
from sbu_check.rules.selection import Selection, in_force
from sbu_check.values import field, replace, value

if TYPE_CHECKING:
    from datetime import date

    from sbu_check.diagnostics.model import Severity
    from sbu_check.rules.model import Rule


_Value = TypeVar("_Value")


@value
class Options:
    """Which rules look at a file, how severe they are, and what is known of its documents beforehand.

    `date_pattern` is the template of a day in the names of files; the settings know the day that it found.
    """

    selection: Selection = field(default_factory=Selection)
    settings: Settings = field(default_factory=Settings)
    date_pattern: str | None = None


@value
class Change:
    """Values that replace those of some options where they are not None; `ignore` and `severity` add to them."""

    profile: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    preview: bool | None = None
    system: str | None = None
    on: date | None = None
    date_pattern: str | None = None
    expect: Literal["cable"] | None = None
    captions: frozenset[str] | None = None
    posts: frozenset[str] | None = None
    tags: frozenset[str] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every rule, family and profile that the change names."""
        severity = (name for name, _ in self.severity)
        profile = (f"profile:{self.profile}",) if self.profile else ()
        return (*profile, *(self.select or ()), *self.ignore, *severity)

    def applied(self, options: Options) -> Options:
        """The options after the change."""
        one, known = options.selection, options.settings
        return Options(
            replace(
                one,
                profile=_or(self.profile, one.profile),
                select=_or(self.select, one.select),
                ignore=(*one.ignore, *self.ignore),
                severity={**one.severity, **dict(self.severity)},
                preview=_or(self.preview, one.preview),
            ),
            replace(
                known,
                system=_or(self.system, known.system),
                on=_or(self.on, known.on),
                expect=_or(self.expect, known.expect),
                captions=_or(self.captions, known.captions),
                posts=_or(self.posts, known.posts),
                tags=_or(self.tags, known.tags),
            ),
            # A day that is given outright is the last word over the names of files.
            self.date_pattern if self.date_pattern or self.on else options.date_pattern,
        )


def _or(given: _Value | None, before: _Value) -> _Value:
    return before if given is None else given


_IN_FORCE: dict[tuple[object, ...], tuple[Rule, ...]] = {}


def rules_of(selection: Selection) -> tuple[Rule, ...]:
    """The rules in force, worked out once for each selection. Raises UnknownName for one that there is not."""
    chosen = _selection(selection)
    if chosen not in _IN_FORCE:
        _IN_FORCE[chosen] = in_force(selection)
    return _IN_FORCE[chosen]


def key(options: Options) -> tuple[object, ...]:
    """What two options have in common that mean the same."""
    one = options.settings
    custom = (tuple(sorted(words)) for words in (one.captions, one.posts, one.tags))
    systems = marking_digest(one.marking_paths)
    return *_selection(options.selection), one.system, systems, one.on, one.expect, *custom


def _selection(one: Selection) -> tuple[object, ...]:
    return (
        one.profile,
        one.select,
        one.ignore,
        tuple(sorted(one.severity.items())),
        one.preview,
        one.custom.digest,
    )
