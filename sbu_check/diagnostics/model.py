"""Finding (what a check yields), Diagnostic (what is reported), Edit and Fix.

**Whose words.** A report may have to mask the words of the document (design: "reports do not spill"). Therefore:

- `Finding.values` holds document text only as a `Span` or as a thing with `span` and `text` (Term, PortionMark …);
  a `str` among them is the program's own word (a level, a caption's canonical name, a suggestion, a number).
- `Related.message` and `Finding.title` are templates as the rule's message is: document text gets into them through
  `{name}` and `values`, never through an f-string.
- In a `Diagnostic`, `message`, the related messages and the fix's title are `Message`s: `message.plain` for those who
  may see all, `message.shown(visible, mask)` for those who may not. `span`, related spans and edits give the place, and
  a reporter masks the excerpt and `Edit.text` by that place (and by `Edit.source`, where the words were moved from).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sbu_check.values import field, value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sbu_check.diagnostics.message import Message
    from sbu_check.text.hidden_content import DocumentPlace
    from sbu_check.text.span import Span


Severity = Literal["error", "warning", "info"]
Confidence = Literal["high", "low"]
Applicability = Literal["safe", "unsafe", "display"]
State = Literal["new", "suppressed", "baselined"]

RANK: Mapping[Severity, int] = {"info": 0, "warning": 1, "error": 2}


@value
class Edit:
    """Replace what `span` covers by `text`. An insertion has an empty span.

    `source` is the place that the words of `text` come from when the edit moves or repeats words of the document.
    """

    span: Span
    text: str
    source: Span | None = None


@value
class Related:
    """Another place that belongs to a finding, with its label ("this paragraph is SBU") as a template."""

    span: Span
    message: str


@value
class Finding:
    """What a check yields: one primary place and the parameters of the rule's message.

    `values` fill the placeholders of the message in the rule's file, of the related messages and of the title (see
    above for whose words they are). `variant` chooses one of the rule's `[variant.NAME]` tables (its own message,
    severity, confidence or fix) instead of the main message. `edits` make the fix of the rule, all or none; `title`
    names the fix where the rule's file does not. `paragraph` is the index into `Cable.paragraphs` of the paragraph that
    the finding is about, or None. `where` is its place in the file if the span does not give it: its subject is
    no part of the text.
    """

    span: Span
    values: Mapping[str, object] = field(default_factory=dict)
    related: tuple[Related, ...] = ()
    variant: str | None = None
    edits: tuple[Edit, ...] = ()
    title: str | None = None
    paragraph: int | None = None
    where: DocumentPlace | None = None


@value
class Fix:
    """A list of edits that are applied together or not at all."""

    applicability: Applicability
    title: Message
    edits: tuple[Edit, ...]


@value
class RelatedPlace:
    """A related place of a diagnostic, with its label."""

    span: Span
    message: Message


@value
class Diagnostic:
    """One reported fault: a finding with all that its rule's file adds.

    `document` is the index of the cable in its file. `paragraph` is the paragraph's number as written, or None; `index`
    is its place in `Cable.paragraphs`, or None if the fault is in no paragraph. `where` is that of the finding,
    `explained_by` are the rules whose diagnostic of the same cable has its cause.

    `fingerprint` holds no hidden word; `entry` is its key in a baseline (see `fingerprint.Print`).
    """

    path: str
    document: int
    rule: str
    severity: Severity
    confidence: Confidence
    message: Message
    span: Span
    paragraph: str | None = None
    index: int | None = None
    related: tuple[RelatedPlace, ...] = ()
    remedy: str = ""
    sources: tuple[str, ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""
    state: State = "new"
    where: DocumentPlace | None = None
    explained_by: tuple[str, ...] = ()
    entry: str = ""


@value
class RuleCrash:
    """A rule that raised on a cable: its id and one line on what happened. The run goes on; the exit code becomes 2."""

    path: str
    document: int
    rule: str
    message: str


PASSED_ON = (KeyboardInterrupt, SystemExit, GeneratorExit)
"""Exceptions that request a stop. They are not failures of the work on a file."""


def happened(error: BaseException) -> str:
    """Return the kind of an exception and where it was raised: `TypeError in sbu_check.report.masking, line 80`.

    Its message is left out: it may quote the document.
    """
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" in {trace.tb_frame.f_globals.get('__name__')}, line {trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{where}"
