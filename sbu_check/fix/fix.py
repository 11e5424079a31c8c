"""A text fixed under the configuration of its file: its new bytes, and the report on what was done and what is left."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sbu_check.baseline.known_findings import apply_known, known_findings
from sbu_check.config.options import rules_of
from sbu_check.diagnostics.fingerprint import Fingerprints
from sbu_check.engine import Checked
from sbu_check.fix import FixTerms, Outcome, fixed, held_back, then, untouched
from sbu_check.report.curtain import Curtain
from sbu_check.report.diff import Diff
from sbu_check.report.limit import ALL
from sbu_check.report.model import FileReport, Fixes, HeldBack, ReportedMarking
from sbu_check.run.check import report_of
from sbu_check.text.lines import LineIndex
from sbu_check.text.source import Undecodable, decode
from sbu_check.values import replace, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sbu_check.baseline.known_findings import KnownFindings
    from sbu_check.checks.context import Context
    from sbu_check.config.configuration import Configuration
    from sbu_check.config.options import Options
    from sbu_check.config.run_options import RunOptions
    from sbu_check.fix import Seen
    from sbu_check.rules.model import Rule
    from sbu_check.text.source import SourceText
    from sbu_check.text.span import Span


@value
class FixedText:
    """A text after fixing: `original` as it was, `source` as it is, in the bytes `data`.

    `report` says what was done and what is left.
    """

    original: SourceText
    source: SourceText
    data: bytes
    outcome: Outcome
    report: FileReport

    options: Options

    @property
    def changed(self) -> bool:
        """Whether the text is another than it was."""
        return self.source.text != self.original.text

    @property
    def difference(self) -> Diff:
        """What differs between the text as it was and as it is."""
        return Diff(self.original.text, self.source.text, self.outcome.shift)

    def banner(self, contexts: Sequence[Context], text: str, places: Iterable[Span]) -> str | None:
        """The highest mark of what stands in some places of one of the two texts, in words; None for none."""
        curtain = Curtain(contexts, ALL, len(text))
        for place in places:
            list(curtain.pieces(place))
        found = curtain.banner()
        return found[1] if found else None


def fix_source(
    source: SourceText, configuration: Configuration, manner: RunOptions, *, unsafe: bool = False
) -> FixedText:
    """A text after its fixes. Raises UnknownName or UnknownSystem for options that name what there is not."""
    options = configuration.options(source.name)
    beforehand = known_findings(configuration, source.name, manner)
    terms = _terms(source, configuration, beforehand, unsafe=unsafe)
    outcome = fixed(source.text, terms)
    new, data = _written(source, outcome, manner)
    if new is None:
        outcome = untouched(source.text, terms, "its bytes would be read as another text")
        new = source
    elif new.encoding != source.encoding and outcome.refused:
        # Without the signs that were taken out the file is UTF-8, which has signs that were lacking.
        terms = _terms(new, configuration, beforehand, unsafe=unsafe)
        outcome = then(outcome, fixed(new.text, terms))
        new = replace(new, text=outcome.seen.text)
        data = new.encode(new.text)
    cables = outcome.seen.cables
    checked = _checked(outcome.seen, terms.rules, manner, configuration.salt)
    used = beforehand.used(checked, cables) if beforehand else ()
    checked = apply_known(checked, cables, beforehand, manner.most)
    report = report_of(new, outcome.seen.contexts, checked, configuration, manner, used)
    fixes = _fixes(source.text, outcome, held_back(outcome, terms))
    return FixedText(source, new, data, outcome, replace(report, fixes=fixes), options)


def _terms(
    source: SourceText, configuration: Configuration, beforehand: KnownFindings | None, *, unsafe: bool
) -> FixTerms:
    options = configuration.options(source.name)
    rules = rules_of(options.selection)
    names = {rule.id for rule in rules}
    # Rules that were not asked watch too: what they would say of a text is no better for not being heard.
    watching = rules_of(replace(options.selection, select=(), ignore=()))

    def writable(text: str) -> bool:
        try:
            source.encode(text)
        except UnicodeEncodeError:
            return False
        return True

    terms = FixTerms(
        rules=rules,
        proof=(*rules, *(rule for rule in watching if rule.id not in names)),
        settings=options.settings,
        path=source.name or "",
        unsafe=unsafe,
        fallback=source.fallback,
        writable=writable,
        lowering=frozenset(rule.id for rule in rules if rule.lowers and rule.id in options.selection.select),
    )
    return replace(terms, salt=configuration.salt, states=beforehand.states) if beforehand else terms


def _written(source: SourceText, outcome: Outcome, manner: RunOptions) -> tuple[SourceText | None, bytes]:
    """The new text as it will be read again, and its bytes; None where that would be another text."""
    data = source.encode(outcome.seen.text)
    try:
        again = decode(data, name=source.name, encoding=manner.encoding)
    except Undecodable:
        return None, source.encode(source.text)
    if again.text != outcome.seen.text:
        return None, source.encode(source.text)
    return again, data


def _checked(seen: Seen, rules: Sequence[Rule], manner: RunOptions, salt: bytes) -> Checked:
    """What the rules say, as a check of the text would: with fingerprints."""
    prints = Fingerprints(seen.cables, salt) if manner.identified else None
    return Checked(
        tuple(
            replace(
                one, fingerprint=prints.of(one.rule, one.span, one.document, [of.span for of in one.related])
            )
            if prints
            else one
            for one in seen.said(rules)
        ),
        seen.crashes(rules),
    )


def _fixes(before: str, outcome: Outcome, unsafe: int) -> Fixes:
    old, new = LineIndex(before), LineIndex(outcome.seen.text)
    return Fixes(
        dict(Counter(one.rule for one in outcome.applied)),
        tuple(
            ReportedMarking(
                one.rules,
                old.position(one.span.start),
                one.change.covers,
                one.change.before,
                one.change.after,
            )
            for one in outcome.markings
        ),
        unsafe,
        tuple(
            HeldBack(one.diagnostic.rule, new.position(one.diagnostic.span.start), one.why, one.leave)
            for one in outcome.refused
        ),
    )
