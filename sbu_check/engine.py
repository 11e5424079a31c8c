"""Rules bound to their checks and run over cables; findings become diagnostics with all that the rules' files add."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache, partial
from importlib import import_module
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from sbu_check.cable.model import Memo
from sbu_check.cable.read import read_cables
from sbu_check.checks.common.context import Context
from sbu_check.checks.common.declared import Check, Look, counted, declared, hidden_checks
from sbu_check.diagnostics.fingerprint import Print
from sbu_check.diagnostics.message import Message, UnfilledMessage, fill
from sbu_check.diagnostics.model import Diagnostic, Finding, Fix, RelatedPlace, RuleCrash, happened
from sbu_check.marking import system
from sbu_check.rules.model import HIDDEN, RuleFailed
from sbu_check.rules.selection import Options
from sbu_check.rules.vocabulary import vocabulary
from sbu_check.text.expressions import ExpressionFailed
from sbu_check.values import field, replace, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sbu_check.cable.model import Document
    from sbu_check.diagnostics.fingerprint import Fingerprints
    from sbu_check.marking import MarkingSystem
    from sbu_check.rules.model import Rule, Wording
    from sbu_check.rules.selection import Options
    from sbu_check.rules.vocabulary import Vocabulary
    from sbu_check.text.hidden_content import HiddenContent
    from sbu_check.text.span import Span

RELEASE: Literal["release"] = "release"
"""The overlay of a released copy, and the family of the rules that see it also where it is no cable: an e-mail."""

NOT_A_CABLE = "not-a-cable"
"""The one rule that sees a text which no layout explains."""

CABLES, MEMOS = "state", ("ic", "cui")
"""The marking systems of cables, and of other marked documents."""

LIMIT = 200
"""Diagnostics of one rule that are kept for one file; the rest is counted."""

Found = tuple[tuple["Span", str], "Rule", int, Finding]
"""A finding with what it is sorted by (place and rule), its rule, and the index of its cable."""


class Misdeclared(RuleFailed):
    """A check and its rule's file contradict each other."""


@value
class Checked:
    """What the rules say about one file.

    `diagnostics` are in the order of the text. `dropped` counts, by rule, those beyond the limit. `crashes` are the
    rules that raised, each once a cable.
    """

    diagnostics: tuple[Diagnostic, ...]
    crashes: tuple[RuleCrash, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)


def check_cables(
    text: str,
    cables: Sequence[Document],
    rules: Sequence[Rule],
    options: Options,
    *,
    path: str,
    fallback: bool = False,
    fingerprints: Fingerprints | None = None,
    limit: int = LIMIT,
    hidden_content: HiddenContent | None = None,
) -> Checked:
    """Run `rules` over the cables of one file, as `check_contexts` does, in contexts made for it."""
    contexts = contexts_of(cables, options, fallback=fallback, path=path)
    return check_contexts(
        text,
        contexts,
        rules,
        path=path,
        fingerprints=fingerprints,
        limit=limit,
        hidden_content=hidden_content,
    )


def check_contexts(
    text: str,
    contexts: Sequence[Context],
    rules: Sequence[Rule],
    *,
    path: str,
    fingerprints: Fingerprints | None = None,
    limit: int = LIMIT,
    hidden_content: HiddenContent | None = None,
) -> Checked:
    """Run `rules` (those in force) over the cables of one file, whose decoded text is `text`, in their contexts.

    `limit` is of one rule. Without `fingerprints` the diagnostics have none, which saves a reader who sees none some
    time. No rule stops the run: one that raises is a crash. A text that is no cable is seen by the rule
    NOT_A_CABLE only, and a released copy by its family.

    `hidden_content` is what its file holds besides.
    """
    cables = [context.document for context in contexts]
    run = _Run(text, cables, path, limit)
    for context in contexts:
        run.look(context, _bound(looking_at(context.document, tuple(rules))))
    if hidden_content:
        run.look_by(hidden_checks(rules, hidden_content, counted))
    diagnostics = tuple(run.reported(fingerprints))
    dropped = {rule: count - limit for rule, count in run.counts.items() if count > limit}
    return Checked(diagnostics, tuple(run.crashes.values()), dropped)


def check_by(
    text: str,
    cables: Sequence[Document],
    looks: Iterable[tuple[Rule, Look]],
    *,
    path: str,
    limit: int = LIMIT,
) -> Checked:
    """Run rules that look at more than one text, each with the function that yields its findings in `text`.

    As in `check_cables`, no rule stops the run. There are no fingerprints.
    """
    run = _Run(text, cables, path, limit)
    run.look_by(looks)
    diagnostics = tuple(run.reported(None))
    dropped = {rule: count - limit for rule, count in run.counts.items() if count > limit}
    return Checked(diagnostics, tuple(run.crashes.values()), dropped)


def documents(text: str, options: Options, *, marked: bool = False) -> tuple[Document, ...]:
    """The documents of a text: its cables, or the marked document that it is without being a cable.

    It is read as one where the options name a system of such documents, where its first line says so, or where it is
    known to be `marked`. Raises UnknownSystem.
    """
    cables = read_cables(text)
    if len(cables) > 1 or cables[0].layout != "none":
        return cables
    from sbu_check.cable.memo import read_memo  # noqa: PLC0415 - most texts are cables

    memo = read_memo(cables[0].text, cables[0])
    if memo is None or not (marked or memo.declares_itself or _system_of_memos(options)):
        return cables
    return (replace(memo, written=cables[0].written),)


def _system_of_memos(options: Options) -> bool:
    return system(options.system, options.on, options.marking_paths).root != CABLES


def looking_at(cable: Document, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return the rules for such a document: NOT_A_CABLE for a text that is not one, RELEASE for released copies."""
    if cable.layout != "none":
        return _for_cables(rules)
    found = _for_memos(rules) if isinstance(cable, Memo) else _for_no_cable(rules)
    if RELEASE in cable.overlays:
        return tuple(rule for rule in rules if rule in found or rule.family == RELEASE)
    return found


def contexts_of(
    found: Iterable[Document], options: Options, *, fallback: bool = False, path: str | None = None
) -> tuple[Context, ...]:
    """The contexts of the cables of one file, in order; `fallback` tells that its bytes were read as Latin-1 at need.

    Raises UnknownSystem for an unknown marking system.
    """
    return tuple(
        context_of(document, options, index=index, fallback=fallback, path=path)
        for index, document in enumerate(found)
    )


def context_of(
    cable: Document, options: Options, *, index: int = 0, fallback: bool = False, path: str | None = None
) -> Context:
    """The context in which the rules see a cable. Raises UnknownSystem for an unknown marking system."""
    on, folders = cable.date or options.on, options.marking_paths
    marks = system(options.system, on, folders)
    if isinstance(cable, Memo) and marks.root == CABLES:
        marks = system(_spoken(cable, marks), on, folders)
    return Context(cable, marks, _vocabulary_of(options), options, index, fallback, path)


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
    return lambda document, context: (of_memos if isinstance(document, Memo) else of_cables)(
        document, context
    )


def _function(rule: Rule, name: str) -> Check:
    module, _, function = f"sbu_check.checks.{rule.family}.{name}".rpartition(".")
    check: Check = getattr(import_module(module), function)
    return check


class _Run:
    """One file under way: the findings so far, how many each rule has, and the rules that raised."""

    def __init__(self, text: str, cables: Sequence[Document], path: str, limit: int) -> None:
        self.text = text
        self.cables = cables
        self.path = path
        self.limit = limit
        self.found: list[Found] = []
        self.counts: Counter[str] = Counter()
        self.crashes: dict[tuple[str, int], RuleCrash] = {}

    def look(self, context: Context, rules: Sequence[tuple[Rule, Check]]) -> None:
        """Collect what the rules find in one cable."""
        cable, document = context.document, context.index
        for rule, check in rules:
            try:
                for finding in check(cable, context):
                    self.add(rule, document, finding)
            except Exception as error:  # noqa: BLE001 - whatever a rule raises is reported as that rule's crash
                self.crashed(rule, document, error)

    def look_by(self, looks: Iterable[tuple[Rule, Look]]) -> None:
        """Collect what rules find that look at more than a cable."""
        for rule, look in looks:
            try:
                for finding in look():
                    starts = (
                        index
                        for index, cable in enumerate(self.cables)
                        if cable.span.start <= finding.span.start
                    )
                    self.add(rule, max(starts, default=0), finding)
            except Exception as error:  # noqa: BLE001 - whatever a rule raises is reported as that rule's crash
                self.crashed(rule, 0, error)

    def add(self, rule: Rule, document: int, finding: Finding) -> None:
        """Keep a finding, or count it where its rule has as many as are kept."""
        self.counts[rule.id] += 1
        if self.counts[rule.id] <= self.limit:
            self.found.append(((finding.span, rule.id), rule, document, finding))

    def reported(self, fingerprints: Fingerprints | None) -> Iterator[Diagnostic]:
        """The diagnostics of all findings in the order of the text; those that say the same of the same place once."""
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
                yield self._diagnostic(finding, rule, wording, document, message, fingerprints)
            except Exception as error:  # noqa: BLE001 - a finding that does not fit its rule's file
                self.crashed(rule, document, error)

    def _diagnostic(
        self,
        finding: Finding,
        rule: Rule,
        wording: Wording,
        document: int,
        message: Message,
        fingerprints: Fingerprints | None,
    ) -> Diagnostic:
        others = (place.span for place in finding.related)
        prints = fingerprints.of(rule.id, finding.span, document, others) if fingerprints else Print("", "")
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
            fingerprint=prints.safe,
            entry=prints.entry,
        )

    def _fix(self, finding: Finding, wording: Wording) -> Fix:
        if wording.fix == "none":
            raise Misdeclared("the check offers a fix, the rule's file declares none")
        title = fill(finding.title or wording.title, finding.values, self.text)
        return Fix(wording.fix, title, finding.edits)

    def crashed(self, rule: Rule, document: int, error: Exception) -> None:
        """Keep that a rule raised."""
        crash = RuleCrash(self.path, document, rule.id, _brief(error))
        self.crashes.setdefault((rule.id, document), crash)


def with_fingerprints(one: Diagnostic, fingerprints: Fingerprints) -> Diagnostic:
    """The diagnostic with its fingerprints; those of a file are asked for in the order of its text."""
    prints = fingerprints.of(one.rule, one.span, one.document, [place.span for place in one.related])
    return replace(one, fingerprint=prints.safe, entry=prints.entry)


def _spoken(memo: Memo, marks: MarkingSystem) -> str:
    """The system in which a marked document speaks of itself."""
    words = memo.head.text if memo.head else ""
    knowing = next((name for name in MEMOS if marks.other(name).knows("banner", words)), None)
    return knowing or (MEMOS[1] if words.upper().startswith(("CUI", "CONTROLLED")) else MEMOS[0])


@lru_cache(maxsize=64)
def _bound(rules: tuple[Rule, ...]) -> tuple[tuple[Rule, Check], ...]:
    """Each rule with its function; one that cannot be had raises when it is called."""
    return tuple((rule, _checker_or_crash(rule)) for rule in rules if rule.kind != HIDDEN)


def _checker_or_crash(rule: Rule) -> Check:
    try:
        return checker(rule)
    except Exception as error:  # noqa: BLE001 - it is raised again where it is reported as the rule's crash
        missing = error

        def crash(_cable: Document, _context: Context) -> Iterator[Finding]:
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
def _extended(captions: frozenset[str], posts: frozenset[str], tags: frozenset[str]) -> Vocabulary:
    """Return the vocabulary with the project's own words."""
    return vocabulary().extended(captions=captions, posts=posts, tags=tags)


def _vocabulary_of(options: Options) -> Vocabulary:
    custom = options.captions, options.posts, options.tags
    return _extended(*custom) if any(custom) else vocabulary()


def _brief(error: Exception) -> str:
    """What happened, in words that cannot hold any of the document: a foreign message may quote it."""
    return (
        str(error) if isinstance(error, (UnfilledMessage, RuleFailed, ExpressionFailed)) else happened(error)
    )
