"""A rule as the engine needs it: the declaration without documentation and examples (see `page` for those)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sbu_check.values import NamedTuple, field, value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sbu_check.diagnostics.model import Confidence, Severity

FixLevel = Literal["none", "display", "unsafe", "safe"]
Status = Literal["preview", "stable", "deprecated"]

KINDS = ("pattern", "vocabulary", "pair", "required", "order", "hidden")
"""The declarative kinds: tables that a rule file may have in place of `check`."""

HIDDEN = "hidden"
"""The kind that checks the hidden content of a file, and no cable."""


class RuleFailed(Exception):
    """A rule cannot check a text; the message gives the reason, without words of the text."""


class Wording(NamedTuple):
    """The wording of a rule or of a variant, which takes from the main wording what it does not set.

    `message` and `title` are templates (see diagnostics.message); `title` names the fix, "" without one.
    `remedy` is one line. `explained_by` are rules whose finding in the same cable has the same cause: this one
    becomes a related place of theirs.
    """

    message: str
    title: str
    remedy: str
    severity: Severity
    confidence: Confidence
    fix: FixLevel
    explained_by: tuple[str, ...] = ()


@value
class Rule:
    """One rule file. `family` is the folder that holds it, `file` its path relative to the rules folder.

    `documents` are the kinds that it checks: cables, and other marked documents ("memo").

    Either `check` names a function of the rule's family (`presence.missing`), and `memo_check` the one for marked
    documents if that differs, or `kind` one of KINDS, whose table is `table`, or `compare` a function that compares an
    original with its released copy (`deletions.uncoded`), or `project` one that checks a
    configuration after a run (`unused.findings`), or `plugin` the entry point of a check that is installed beside the
    program. `program` is set for reports about the program itself: such a rule checks no text. `lowers` says that its
    fix may lower or remove a mark once the reader names the rule. `custom` is set for a rule of a user: its `file` is
    an absolute path.
    """

    id: str
    family: str
    file: str
    summary: str
    main: Wording
    profiles: tuple[str, ...]
    since: str
    status: Status
    sources: tuple[str, ...]
    former: tuple[str, ...] = ()
    documents: tuple[str, ...] = ("cable",)
    check: str | None = None
    memo_check: str | None = None
    compare: str | None = None
    project: str | None = None
    plugin: str | None = None
    lowers: bool = False
    program: bool = False
    custom: bool = False
    kind: str | None = None
    table: Mapping[str, Any] = field(default_factory=dict)
    variants: Mapping[str, Wording] = field(default_factory=dict)

    # A rule is equal to itself only: each comes from one file, and dictionaries look it up often.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @property
    def severity(self) -> Severity:
        """The severity of the main wording."""
        return self.main.severity

    @property
    def fix(self) -> FixLevel:
        """How far the fix of the main wording can be trusted."""
        return self.main.fix

    def wording(self, variant: str | None) -> Wording:
        """The wording of a variant, the main one for None. Raises KeyError for a variant that the file lacks."""
        return self.main if variant is None else self.variants[variant]


def rule_of(data: Mapping[str, Any], *, family: str, file: str, custom: bool = False) -> Rule:
    """The rule that a parsed, valid rule file declares."""
    main = Wording(
        data["message"],
        data.get("title", ""),
        data["doc"]["remedy"],
        data["severity"],
        data.get("confidence", "high"),
        data["fix"],
        tuple(data.get("explained-by", ())),
    )
    kind = next((kind for kind in KINDS if kind in data), None)
    return Rule(
        id=data["id"],
        family=family,
        file=file,
        summary=data["summary"],
        main=main,
        profiles=tuple(data["profiles"]),
        since=data["since"],
        status=data["status"],
        sources=tuple(data["sources"]),
        former=tuple(data.get("former", ())),
        documents=() if data.get("program") else tuple(data.get("documents", ("cable",))),
        check=data.get("check"),
        memo_check=data.get("memo-check"),
        compare=data.get("compare"),
        project=data.get("project"),
        plugin=data.get("plugin"),
        lowers=data.get("lowers", False),
        program=data.get("program", False),
        custom=custom,
        kind=kind,
        table=data[kind] if kind else {},
        variants={name: _variant(main, table) for name, table in data.get("variant", {}).items()},
    )


def _variant(main: Wording, table: Mapping[str, Any]) -> Wording:
    return Wording(
        table.get("message", main.message),
        table.get("title", main.title),
        table.get("remedy", main.remedy),
        table.get("severity", main.severity),
        table.get("confidence", main.confidence),
        table.get("fix", main.fix),
        tuple(table.get("explained-by", main.explained_by)),
    )
