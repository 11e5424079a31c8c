"""What reading and joining marks yields: Mark, Reading, Banner, and their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sbu_check.values import NamedTuple, field, value

if TYPE_CHECKING:
    from sbu_check.text.span import Span

ProblemKind = Literal["unknown", "style", "era", "form", "lookalike", "bracket"]
MarkKind = Literal["portion", "banner"]


@value
class Mark:
    """The meaning of one mark, or of several joined.

    `level` is the canonical name of the classification. `controls` are canonical names of the system's data (`NOFORN`);
    a control that takes values has one more name for each value, after a colon (`SI`, `SI:G`, `SI:G ABCD`). `lists`
    holds the countries of those controls whose lists intersect when marks are joined (`REL TO`), by name. `highest` is
    the short name by which reports rank the mark: `U`, `SBU`, `LOU`, `C`, `S`, `TS`. Names that open with `~` are
    findings about single portions, which a joined mark carries along for the rewrites.
    """

    level: str
    controls: frozenset[str] = frozenset()
    lists: tuple[tuple[str, frozenset[str]], ...] = ()
    highest: str = field(default_factory=str, compare=False)

    def countries(self, control: str) -> frozenset[str] | None:
        """The list of that control, None if it has none (`REL` alone means the list of the banner)."""
        return dict(self.lists).get(control)


class MarkProblem(NamedTuple):
    """One fault of a mark. `span` is relative to the text that was read; `suggestion` a whole mark without brackets."""

    span: Span
    kind: ProblemKind
    message: str
    source: str
    suggestion: str | None = None


class Part(NamedTuple):
    """One part of a mark as written: `name` is the level or control of the system, `values` what follows it."""

    span: Span
    category: str
    name: str
    values: tuple[str, ...] = ()


class Reading(NamedTuple):
    """The meaning of a text as a mark. `mark` is None if the text has no level.

    `canonical` is the portion (or banner) spelling of the system, without brackets (`SBU/N`); None without a mark.
    """

    mark: Mark | None
    problems: tuple[MarkProblem, ...] = ()
    canonical: str | None = None
    parts: tuple[Part, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether the text is a mark without any fault."""
        return self.mark is not None and not self.problems


class Reason(NamedTuple):
    """Why a banner holds a token: the index of the mark that forces it, and the paragraph of the authority.

    `token` is its spelling in the banner (`SENSITIVE`), `name` the level or control of the system (`SBU`).
    """

    token: str
    portion: int
    source: str
    name: str


class Banner(NamedTuple):
    """The banner that marks require. `captions` are the banner spellings of its controls, in the system's order."""

    classification: str
    captions: tuple[str, ...]
    reasons: tuple[Reason, ...]
    text: str
    mark: Mark

    def __str__(self) -> str:
        return self.text
