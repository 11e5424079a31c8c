"""Rules bound to their checks and run over cables; findings become diagnostics with all that the rules' files add."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from sbu_check.checks.context import Context, Settings
from sbu_check.checks.declared import Check, declared
from sbu_check.diagnostics.fingerprint import DEFAULT_SALT, fingerprints
from sbu_check.diagnostics.message import UnfilledMessage, fill
from sbu_check.diagnostics.model import Diagnostic, Finding, Fix, Place, RuleCrash
from sbu_check.marking import system
from sbu_check.rules.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sbu_check.cable.model import Cable
    from sbu_check.rules.model import Rule, Wording
    from sbu_check.rules.vocabulary import Vocabulary

NOT_A_CABLE = "not-a-cable"
"""The one rule that sees a text which no layout explains."""

LIMIT = 200
"""Diagnostics of one rule that are kept for one file; the rest is counted."""


class Misdeclared(Exception):
    """A check and its rule's file contradict each other."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules say about one file.

    `diagnostics` are in the order of the text. `dropped` counts, by rule, those beyond the limit. `crashes` are the
    rules that raised.
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
    salt: bytes | None = DEFAULT_SALT,
    limit: int = LIMIT,
) -> Checked:
    """Run `rules` (those in force) over the cables of one file, whose decoded text is `text`.

    `fallback` tells that its bytes were read as Latin-1 at need, `limit` is of one rule. `salt` keys the
    fingerprints; with None there are none, which saves a reader who sees none some time.
    No rule stops the run: one that raises is a crash. A text that is no cable is seen by the rule NOT_A_CABLE only.
    """
    diagnostics: list[Diagnostic] = []
    crashes: list[RuleCrash] = []
    found: Counter[str] = Counter()
    for document, cable in enumerate(cables):
        context = context_of(cable, settings, document=document, fallback=fallback)
        for rule in rules if cable.layout != "none" else [rule for rule in rules if rule.id == NOT_A_CABLE]:
            # A dict, since it drops what is exactly equal and keeps the order.
            kept: dict[Diagnostic, None] = {}
            try:
                for finding in checker(rule)(cable, context):
                    found[rule.id] += 1
                    if found[rule.id] <= limit:
                        kept[report(finding, rule, cable, text, path=path, document=document)] = None
            except Exception as error:  # noqa: BLE001 - whatever a rule raises is told as that rule's crash
                crashes.append(RuleCrash(path, document, rule.id, _brief(error)))
            diagnostics.extend(kept)
    diagnostics.sort(key=lambda one: (one.span, one.rule))
    if salt is not None:
        diagnostics = fingerprints(diagnostics, cables, salt)
    dropped = {rule: count - limit for rule, count in found.items() if count > limit}
    return Checked(tuple(diagnostics), tuple(crashes), dropped)


def context_of(cable: Cable, settings: Settings, *, document: int = 0, fallback: bool = False) -> Context:
    """The context in which the rules see a cable. Raises UnknownSystem for a marking system that there is not."""
    marks = system(settings.system, cable.date or settings.on)
    return Context(cable, marks, _words(settings), settings, document, fallback)


@lru_cache(maxsize=16)
def _words(settings: Settings) -> Vocabulary:
    """The vocabulary with the words of the house."""
    house = {"captions": settings.captions, "posts": settings.posts, "tags": settings.tags}
    return vocabulary().extended(**house) if any(house.values()) else vocabulary()


_BOUND: dict[str, Check] = {}


def checker(rule: Rule) -> Check:
    """The function of a rule. Raises ImportError or AttributeError when its file names a function that is not there."""
    name = rule.check
    if name is None:
        return declared(rule)
    check = _BOUND.get(name)
    if check is None:
        module, _, function = name.partition(".")
        check = _BOUND[name] = getattr(import_module(f"sbu_check.checks.{module}"), function)
    return check


def report(finding: Finding, rule: Rule, cable: Cable, text: str, *, path: str, document: int) -> Diagnostic:
    """The diagnostic of a finding. Raises UnfilledMessage or KeyError where finding and rule file do not fit."""
    wording = rule.wording(finding.variant)
    values = finding.values
    paragraph = None
    if finding.paragraph is not None:
        number = cable.paragraphs[finding.paragraph].number
        paragraph = number.digits if number else None
    return Diagnostic(
        path=path,
        document=document,
        rule=rule.id,
        severity=wording.severity,
        confidence=wording.confidence,
        message=fill(wording.message, values, text),
        span=finding.span,
        paragraph=paragraph,
        index=finding.paragraph,
        related=tuple(
            Place(related.span, fill(related.message, values, text)) for related in finding.related
        ),
        remedy=wording.remedy,
        sources=rule.sources,
        fix=_fix(finding, wording, text) if finding.edits else None,
    )


def _fix(finding: Finding, wording: Wording, text: str) -> Fix:
    if wording.fix == "none":
        raise Misdeclared("the check offers a fix, the rule's file declares none")
    return Fix(wording.fix, fill(finding.title or wording.title, finding.values, text), finding.edits)


def _brief(error: Exception) -> str:
    """What happened, in words that cannot hold any of the document: the message of a foreign error may quote it."""
    if isinstance(error, (UnfilledMessage, Misdeclared)):
        return str(error)
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" in {trace.tb_frame.f_globals['__name__']}, line {trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{where}"
