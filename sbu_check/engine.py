"""Bind rules to their checks, run them over documents, and turn findings into diagnostics."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache, partial
from importlib import import_module
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from sbu_check.cable.read import read_cables
from sbu_check.checks.common.context import Context, Settings
from sbu_check.checks.common.declared import Check, Look, counted, declared, paper_looks
from sbu_check.diagnostics.failure import happened
from sbu_check.diagnostics.message import Message, UnfilledMessage, fill
from sbu_check.diagnostics.model import Diagnostic, Finding, Fix, RelatedPlace, RuleCrash
from sbu_check.marking import system
from sbu_check.rules.model import PAPER, RuleFailed
from sbu_check.rules.vocabulary import vocabulary
from sbu_check.values import field, replace, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sbu_check.cable.model import Cable, Memo
    from sbu_check.diagnostics.fingerprint import Fingerprints
    from sbu_check.marking import MarkingSystem
    from sbu_check.rules.model import Rule, Wording
    from sbu_check.rules.vocabulary import Vocabulary
    from sbu_check.text.hidden_content import HiddenContent
    from sbu_check.text.span import Span

RELEASE: Literal["release"] = "release"
"""The overlay of a released copy, and the family of the rules that check such a copy even if it is not a cable."""

NOT_A_CABLE = "not-a-cable"
"""The one rule that checks a text without a known layout."""

CABLES, MEMOS = "state", ("ic", "cui")
"""The marking systems of cables, and of marked documents."""

LIMIT = 200
"""Diagnostics of one rule that are kept for one file; further ones are only counted."""

Found = tuple[tuple["Span", str], "Rule", int, Finding]
"""A finding with its sort key (place and rule), its rule, and the index of its cable."""


class Misdeclared(RuleFailed):
    """A check and its rule's file contradict each other."""


@value
class Checked:
    """Result of the rules for one file.

    `diagnostics` are in the order of the text. `dropped` counts, by rule, those beyond the limit. `crashes` are the
    rules that raised, each once a cable.
    """

    diagnostics: tuple[Diagnostic, ...]
    crashes: tuple[RuleCrash, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)


def check_cables(
    text: str,
    cables: Sequence[Cable],
    rules: Sequence[Rule],
    settings: Settings,
    *,
    path: str,
    fallback: bool = False,
    fingerprints: Fingerprints | None = None,
    limit: int = LIMIT,
    paper: HiddenContent | None = None,
) -> Checked:
    """Run `rules` over the cables of one file, as `check_contexts` does, in contexts made for it."""
    contexts = contexts_of(cables, settings, fallback=fallback, path=path)
    return check_contexts(
        text, contexts, rules, path=path, fingerprints=fingerprints, limit=limit, paper=paper
    )


def check_contexts(
    text: str,
    contexts: Sequence[Context],
    rules: Sequence[Rule],
    *,
    path: str,
    fingerprints: Fingerprints | None = None,
    limit: int = LIMIT,
    paper: HiddenContent | None = None,
) -> Checked:
    """Run `rules` (those in force) over the cables of one file, whose decoded text is `text`, in their contexts.

    `limit` is of one rule. Without `fingerprints` the diagnostics have none, which saves time.
    A rule that raises is a crash, and the others run. A text without a known layout is checked by the rule NOT_A_CABLE
    only, and a released copy also by its family.

    `paper` is the hidden content of the file.
    """
    cables = [context.cable for context in contexts]
    run = _Run(text, cables, path, limit)
    for context in contexts:
        run.look(context, _bound(looking_at(context.cable, tuple(rules))))
    if paper:
        run.look_by(paper_looks(rules, paper, counted))
    diagnostics = tuple(run.reported(fingerprints))
    dropped = {rule: count - limit for rule, count in run.counts.items() if count > limit}
    return Checked(diagnostics, tuple(run.crashes.values()), dropped)


def check_by(
    text: str,
    cables: Sequence[Cable],
    looks: Iterable[tuple[Rule, Look]],
    *,
    path: str,
    limit: int = LIMIT,
) -> Checked:
    """Run rules of more than one text, each with the function that yields its findings in `text`.

    As in `check_cables`, no rule stops the run. The diagnostics have no fingerprints.
    """
    run = _Run(text, cables, path, limit)
    run.look_by(looks)
    diagnostics = tuple(run.reported(None))
    dropped = {rule: count - limit for rule, count in run.counts.items() if count > limit}
    return Checked(diagnostics, tuple(run.crashes.values()), dropped)


def documents(text: str, settings: Settings, *, marked: bool = False) -> tuple[Cable, ...]:
    """Return the documents of a text: its cables, or one marked document.

    It is read as a marked document if the settings name a system of such documents, if its first line says so, or if it
    is known to be `marked`. Raises UnknownSystem.
    """
    cables = read_cables(text)
    if len(cables) > 1 or cables[0].layout != "none":
        return cables
    from sbu_check.cable.memo import read_memo  # noqa: PLC0415 - most texts are cables

    memo = read_memo(cables[0].text, cables[0])
    if memo is None or memo.memo is None:
        return cables
    if not (marked or memo.memo.speaks or _system_of_memos(settings)):
        return cables
    return (memo._replace(written=cables[0].written),)


def _system_of_memos(settings: Settings) -> bool:
    return system(settings.system, settings.on, settings.marking_paths).root != CABLES


def looking_at(cable: Cable, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return the rules that check such a document: NOT_A_CABLE any other text, the family RELEASE released copies."""
    if cable.layout != "none":
        return _for_cables(rules)
    found = _for_memos(rules) if cable.memo else _for_no_cable(rules)
    if RELEASE in cable.overlays:
        return tuple(rule for rule in rules if rule in found or rule.family == RELEASE)
    return found


def contexts_of(
    cables: Iterable[Cable], settings: Settings, *, fallback: bool = False, path: str | None = None
) -> tuple[Context, ...]:
    """Return the contexts of the cables of one file, in order; `fallback`: its bytes were read as Latin-1.

    Raises UnknownSystem for an unknown marking system.
    """
    return tuple(
        context_of(cable, settings, document=document, fallback=fallback, path=path)
        for document, cable in enumerate(cables)
    )


def context_of(
    cable: Cable, settings: Settings, *, document: int = 0, fallback: bool = False, path: str | None = None
) -> Context:
    """Return the context of a cable. Raises UnknownSystem for an unknown marking system."""
    on, folders = cable.date or settings.on, settings.marking_paths
    marks = system(settings.system, on, folders)
    if cable.memo and marks.root == CABLES:
        marks = system(_spoken(cable.memo, marks), on, folders)
    return Context(cable, marks, _words(settings), settings, document, fallback, path)


def checker(rule: Rule) -> Check:
    """Return the function of a rule, from `sbu_check.checks`, under its family.

    Raises ImportError or AttributeError if its file names a function that does not exist.
    """
    if rule.plugin:
        from sbu_check.checks.common.plugin import asked  # noqa: PLC0415 - few runs have any

        return partial(asked, rule.plugin)
    if rule.check is None:
        return declared(rule)
    of_cables = _function(rule, rule.check)
    if rule.memo_check is None:
        return of_cables
    of_memos = _function(rule, rule.memo_check)
    return lambda cable, context: (of_memos if cable.memo else of_cables)(cable, context)


def _function(rule: Rule, name: str) -> Check:
    module, _, function = f"sbu_check.checks.{rule.family}.{name}".rpartition(".")
    check: Check = getattr(import_module(module), function)
    return check


class _Run:
    """State of the check of one file: findings, their counts by rule, and the rules that raised."""

    def __init__(self, text: str, cables: Sequence[Cable], path: str, limit: int) -> None:
        self.text = text
        self.cables = cables
        self.path = path
        self.limit = limit
        self.found: list[Found] = []
        self.counts: Counter[str] = Counter()
        self.crashes: dict[tuple[str, int], RuleCrash] = {}

    def look(self, context: Context, rules: Sequence[tuple[Rule, Check]]) -> None:
        """Collect the findings of the rules in one cable."""
        cable, document = context.cable, context.document
        for rule, check in rules:
            try:
                for finding in check(cable, context):
                    self.add(rule, document, finding)
            except Exception as error:  # noqa: BLE001 - any error of a rule is reported as its crash
                self.crashed(rule, document, error)

    def look_by(self, looks: Iterable[tuple[Rule, Look]]) -> None:
        """Collect the findings of rules that check more than a cable."""
        for rule, look in looks:
            try:
                for finding in look():
                    starts = (
                        index
                        for index, cable in enumerate(self.cables)
                        if cable.span.start <= finding.span.start
                    )
                    self.add(rule, max(starts, default=0), finding)
            except Exception as error:  # noqa: BLE001 - any error of a rule is reported as its crash
                self.crashed(rule, 0, error)

    def add(self, rule: Rule, document: int, finding: Finding) -> None:
        """Keep a finding, or only count it beyond the limit of its rule."""
        self.counts[rule.id] += 1
        if self.counts[rule.id] <= self.limit:
            self.found.append(((finding.span, rule.id), rule, document, finding))

    def reported(self, fingerprints: Fingerprints | None) -> Iterator[Diagnostic]:
        """Yield the diagnostics of all findings in the order of the text; equal messages at one place once."""
        self.found.sort(key=itemgetter(0))
        before: tuple[Span, str] | None = None
        said: list[Message] = []
        for place, rule, document, finding in self.found:
            try:
                wording = rule.wording(finding.variant)
                message = fill(wording.message, finding.values, self.text)
                if place != before:
                    before, said = place, []
                if message in said:
                    continue
                said.append(message)
                diagnostic = self._diagnostic(finding, rule, wording, document, message)
                yield with_fingerprints(diagnostic, fingerprints) if fingerprints else diagnostic
            except Exception as error:  # noqa: BLE001 - a finding that does not fit its rule's file
                self.crashed(rule, document, error)

    def _diagnostic(
        self,
        finding: Finding,
        rule: Rule,
        wording: Wording,
        document: int,
        message: Message,
    ) -> Diagnostic:
        paragraph = None
        if finding.paragraph is not None:
            number = self.cables[document].paragraphs[finding.paragraph].number
            paragraph = number.digits if number else None
        return Diagnostic(
            path=self.path,
            document=document,
            rule=rule.id,
            severity=wording.severity,
            confidence=wording.confidence,
            message=message,
            span=finding.span,
            paragraph=paragraph,
            index=finding.paragraph,
            related=tuple(
                RelatedPlace(related.span, fill(related.message, finding.values, self.text))
                for related in finding.related
            ),
            remedy=wording.remedy,
            sources=rule.sources,
            fix=self._fix(finding, wording) if finding.edits else None,
            where=finding.where,
            explained_by=wording.explained_by,
        )

    def _fix(self, finding: Finding, wording: Wording) -> Fix:
        if wording.fix == "none":
            raise Misdeclared("the check offers a fix, the rule's file declares none")
        title = fill(finding.title or wording.title, finding.values, self.text)
        return Fix(wording.fix, title, finding.edits)

    def crashed(self, rule: Rule, document: int, error: Exception) -> None:
        """Keep the crash of a rule."""
        crash = RuleCrash(self.path, document, rule.id, _brief(error))
        self.crashes.setdefault((rule.id, document), crash)


def with_fingerprints(one: Diagnostic, fingerprints: Fingerprints) -> Diagnostic:
    """Return the diagnostic with its fingerprints; call it for a file in the order of its text."""
    prints = fingerprints.of(one.rule, one.span, one.document, [place.span for place in one.related])
    return replace(one, fingerprint=prints.safe, entry=prints.entry)


def _spoken(memo: Memo, marks: MarkingSystem) -> str:
    """Return the marking system of the banner of a marked document."""
    words = memo.head.text if memo.head else ""
    knowing = next((name for name in MEMOS if marks.other(name).knows("banner", words)), None)
    return knowing or (MEMOS[1] if words.upper().startswith(("CUI", "CONTROLLED")) else MEMOS[0])


@lru_cache(maxsize=64)
def _bound(rules: tuple[Rule, ...]) -> tuple[tuple[Rule, Check], ...]:
    """Return each rule with its function; a missing function raises when it is called."""
    return tuple((rule, _checker_or_crash(rule)) for rule in rules if rule.kind != PAPER)


def _checker_or_crash(rule: Rule) -> Check:
    try:
        return checker(rule)
    except Exception as error:  # noqa: BLE001 - it is raised again when the rule runs, and reported as its crash
        missing = error

        def crash(_cable: Cable, _context: Context) -> Iterator[Finding]:
            raise missing

        return crash


@lru_cache(maxsize=64)
def _for_cables(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if "cable" in rule.documents)


@lru_cache(maxsize=64)
def _for_memos(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if "memo" in rule.documents)


def _for_no_cable(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.id == NOT_A_CABLE)


@lru_cache(maxsize=16)
def _words(settings: Settings) -> Vocabulary:
    """Return the vocabulary with the words of the project."""
    custom = {"captions": settings.captions, "posts": settings.posts, "tags": settings.tags}
    return vocabulary().extended(**custom) if any(custom.values()) else vocabulary()


def _brief(error: Exception) -> str:
    """Describe an error without words of the document, which the message of a foreign error may quote."""
    return str(error) if isinstance(error, (UnfilledMessage, RuleFailed)) else happened(error)
