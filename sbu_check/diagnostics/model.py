"""Finding (what a check yields), Diagnostic (what is reported), Edit and Fix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sbu_check.text.span import Span

Severity = Literal["error", "warning", "info"]
Confidence = Literal["high", "low"]
Applicability = Literal["safe", "unsafe", "display"]
State = Literal["new", "suppressed", "baselined"]

RANK: Mapping[Severity, int] = {"info": 0, "warning": 1, "error": 2}


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what `span` covers by `text`. An insertion has an empty span."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding, with its label ("this paragraph is SBU")."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check yields: one primary place and the parameters of the rule's message.

    `values` fill the placeholders of the message in the rule's file. `variant` chooses one of the rule's `[variant.NAME]`
    tables (its own message, severity or confidence) instead of the main message. `edits` make the fix of the rule, all or
    none; `title` names the fix. `paragraph` is the index into `Cable.paragraphs` of the paragraph that the finding is
    about, or None.
    """

    span: Span
    values: Mapping[str, object] = field(default_factory=dict)
    related: tuple[Related, ...] = ()
    variant: str | None = None
    edits: tuple[Edit, ...] = ()
    title: str | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A list of edits that are applied together or not at all."""

    applicability: Applicability
    title: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One reported fault: a finding with all that its rule's file adds.

    `paragraph` is the paragraph's number as written, or None. `document` is the index of the cable in its file.
    """

    path: str
    document: int
    rule: str
    severity: Severity
    confidence: Confidence
    message: str
    span: Span
    paragraph: str | None = None
    related: tuple[Related, ...] = ()
    remedy: str = ""
    sources: tuple[str, ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""
    state: State = "new"
