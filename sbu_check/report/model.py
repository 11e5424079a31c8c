"""The finished report: plain values that hold what may be shown, and nothing of the documents besides.

A report of ten thousand files keeps neither their texts nor their cables: each diagnostic carries its positions and
the part of the line that it points at. What the reader may not see is masked already, so that no reporter can spill
it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sbu_check.diagnostics.model import RANK
from sbu_check.rules.catalogue import catalogue
from sbu_check.values import field, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sbu_check.cable.model import Layout, Overlay
    from sbu_check.diagnostics.model import Applicability, Confidence, RuleCrash, Severity, State
    from sbu_check.report.document_view import DocumentView
    from sbu_check.rules.model import Rule
    from sbu_check.text.hidden_content import DocumentPlace
    from sbu_check.text.lines import Position
    from sbu_check.text.span import Span

Status = Literal["checked", "no-cable", "failed", "skipped", "configuration"]
"""`no-cable`: read, but nothing in it is a cable. `failed`: not read. `skipped`: a binary found in a folder.

`configuration`: no document, but the configuration of some.
"""

INTERNAL_ERROR = "internal-error"
"""The rule of the finding that something in the program failed on a file."""

MASK = "[not shown]"
"""Stands for words that the reader may not see. Its width is fixed, so that it tells nothing of theirs."""


@value
class Excerpt:
    """The part of a line around a place, masked. `caret` is the range of `text` that is pointed at.

    `before` and `after` tell whether the line goes on outside of `text`, `more` whether the place goes on below it.
    """

    text: str
    caret: Span
    before: bool = False
    after: bool = False
    more: bool = False


@value
class Spot:
    """A related place: where it is, what it is ("this paragraph is SBU"), and how its line reads.

    `path` is the file that it is in where that is not the file of the diagnostic: the original of a released copy.
    `where` is its place on a page or in a paragraph, where the file is a PDF or Word document.
    """

    message: str
    start: Position
    end: Position
    excerpt: Excerpt
    path: str | None = None
    where: DocumentPlace | None = None


@value
class ShownEdit:
    """One edit of a fix: what is from `start` to `end`, which is exclusive, becomes `text`."""

    start: Position
    end: Position
    text: str


@value
class ShownFix:
    """A fix as it is reported. One with a masked edit is for display: it cannot be applied from the report."""

    applicability: Applicability
    title: str
    edits: tuple[ShownEdit, ...]


@value
class Reported:
    """One diagnostic as it may be shown. `document` is the index of its cable in the file; `end` is exclusive.

    `where` is its place on a page or in a paragraph, where the file is a PDF or Word document; the message names it.
    """

    path: str
    document: int
    rule: str
    severity: Severity
    confidence: Confidence
    message: str
    start: Position
    end: Position
    excerpt: Excerpt
    paragraph: str | None = None
    related: tuple[Spot, ...] = ()
    remedy: str = ""
    sources: tuple[str, ...] = ()
    fix: ShownFix | None = None
    fingerprint: str = ""
    state: State = "new"
    where: DocumentPlace | None = None


@value
class DocumentSummary:
    """One cable of a file, as the report names it. `line` is the 1-based line that it starts on."""

    layout: Layout
    overlays: tuple[Overlay, ...]
    marking_system: str
    line: int


@value
class ReportedMarking:
    """What unsafe fixes did to a marking.

    `before` and `after` are as written, None for one that was not there or is gone. `start` is its place in the text as
    it was, `marks` what it marks (`paragraph 3`).
    """

    rules: tuple[str, ...]
    start: Position
    marks: str
    before: str | None
    after: str | None


@value
class HeldBack:
    """A fix that was asked for and is not made: the place of its diagnostic, and the reason in a few words.

    `leave` tells that it would be made with leave for unsafe fixes.
    """

    rule: str
    start: Position
    why: str
    leave: bool = False


@value
class Fixes:
    """What was done to a file, or would be: faults that were fixed, by rule, and what became of markings.

    `unsafe` counts the fixes that wait for leave to be unsafe, some of those held back among them.
    """

    fixed: Mapping[str, int]
    markings: tuple[ReportedMarking, ...] = ()
    unsafe: int = 0
    held_back: tuple[HeldBack, ...] = ()


@value
class FileReport:
    """What is said of one file. `problem` tells why it was not checked. `dropped` counts diagnostics beyond the limit.

    `fixes` is what was done to it, None where nobody asked; `diagnostics` are those that are left then. `banner` is the
    highest mark of the document text that `diagnostics` show, in words (`SENSITIVE BUT UNCLASSIFIED`); None when they
    show none. `quoted` is that of their words without the excerpts. `masked` tells whether something was masked.
    `fail_level` is what its configuration says. `sheets` are its documents for reading, where somebody asked for them.

    `banner` and `quoted` are of the diagnostics that are new; `known_banner` is that of all words of the file with
    those that are suppressed or in the baseline, None where there are none of these. `used` holds the indices of the
    suppressions of its configuration that are about something in it.
    """

    path: str
    status: Status
    documents: tuple[DocumentSummary, ...] = ()
    diagnostics: tuple[Reported, ...] = ()
    crashes: tuple[RuleCrash, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    problem: str | None = None
    banner: tuple[int, str] | None = None
    masked: bool = False
    fail_level: Severity = "warning"
    fixes: Fixes | None = None
    quoted: tuple[int, str] | None = None
    sheets: tuple[DocumentView, ...] = ()
    used: tuple[int, ...] = ()
    known_banner: tuple[int, str] | None = None

    @property
    def internal_errors(self) -> tuple[Reported, ...]:
        """The findings that something in the program failed on the file."""
        return tuple(one for one in self.diagnostics if one.rule == INTERNAL_ERROR)

    @property
    def trouble(self) -> str | None:
        """Why the file could not be checked; None for one that was, or where a finding says it."""
        if self.status != "failed" or self.internal_errors:
            return None
        return self.problem or "it could not be read"

    def fails(self, level: Severity | None = None) -> bool:
        """Whether a diagnostic that is neither suppressed nor in the baseline reaches the level."""
        least = RANK[level or self.fail_level]
        return any(one.state == "new" and RANK[one.severity] >= least for one in self.diagnostics)


def highest(banners: Iterable[tuple[int, str] | None]) -> str | None:
    """The words of the highest banner, None when there is none."""
    return max((banner for banner in banners if banner), default=(0, None))[1]


@value
class Counts:
    """How many there are, of what a report counts."""

    files: int
    errors: int
    warnings: int
    infos: int
    fixable: int
    dropped: int


@value
class Report:
    """A finished run. `rules_digest` is the same for two runs with the same rules under the same configuration.

    `interrupted` tells that the run was ended before all files were checked.
    `custom` are the rules that ran besides the program's own.
    """

    version: str
    rules_digest: str
    files: tuple[FileReport, ...]
    interrupted: bool = False
    custom: tuple[Rule, ...] = ()

    @property
    def identity(self) -> str:
        """The program and the rules in force, as a report names them: runs of which it is the same can be compared."""
        return f"sbu-check {self.version}, rules {self.rules_digest}"

    def rule(self, name: str) -> Rule | None:
        """The rule of that name; None for one that nobody knows any more."""
        return catalogue().get(name) or next((rule for rule in self.custom if rule.id == name), None)

    @property
    def diagnostics(self) -> tuple[Reported, ...]:
        """Every diagnostic, by file in the order of the run and by place within it."""
        return tuple(one for file in self.files for one in file.diagnostics)

    @property
    def crashes(self) -> tuple[RuleCrash, ...]:
        """The rules that raised, with the file on which they did."""
        return tuple(crash for file in self.files for crash in file.crashes)

    @property
    def problems(self) -> Iterator[FileReport]:
        """The files that could not be read."""
        return (file for file in self.files if file.status == "failed")

    @property
    def masked(self) -> bool:
        """Whether anything in the report is masked."""
        return any(file.masked for file in self.files)

    @property
    def banner(self) -> str | None:
        """The highest mark of the document text that the report shows, None when it shows none."""
        return highest(file.banner for file in self.files)

    @property
    def banner_of_all(self) -> str | None:
        """The banner of a report that shows known diagnostics too."""
        return highest(banner for file in self.files for banner in (file.banner, file.known_banner))

    @property
    def quoted(self) -> str | None:
        """The highest mark of document text in messages, titles and edits: the banner of a report without excerpts."""
        return highest(file.quoted for file in self.files)

    @property
    def quoted_of_all(self) -> str | None:
        """The same of a report that names known diagnostics too."""
        return highest(banner for file in self.files for banner in (file.quoted, file.known_banner))

    @property
    def counts(self) -> Counts:
        """The figures of the summary. Suppressed and baselined diagnostics are not counted."""
        new = [one for one in self.diagnostics if one.state == "new"]
        severities = [one.severity for one in new]
        return Counts(
            files=sum(file.status in {"checked", "no-cable"} for file in self.files),
            errors=severities.count("error"),
            warnings=severities.count("warning"),
            infos=severities.count("info"),
            fixable=sum(one.fix is not None and one.fix.applicability != "display" for one in new),
            dropped=sum(sum(file.dropped.values()) for file in self.files),
        )

    def exit_code(
        self, fail_level: Severity | None = None, *, exit_zero: bool = False, allow_empty: bool = False
    ) -> int:
        """0 clean, 1 something at or above the fail level, 2 could not do the job, 3 nothing in it was a cable.

        2 wins over 1, and 1 over 3. Without `fail_level` each file's own holds. `exit_zero` turns 1 into 0,
        `allow_empty` turns 3 into 0.
        """
        if any(file.status == "failed" or file.crashes for file in self.files):
            return 2
        if any(file.fails(fail_level) for file in self.files):
            return 0 if exit_zero else 1
        if not any(file.status == "checked" for file in self.files):
            return 0 if allow_empty else 3
        return 0
