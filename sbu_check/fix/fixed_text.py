"""A text fixed under the configuration of its file: its new bytes, and the report on what was done and what is left."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from sbu_check.baseline.entries import apply_known, fingerprints_of, known_findings
from sbu_check.engine import Checked, contexts_of, documents, with_fingerprints
from sbu_check.fix import FixTerms, Outcome, fixed, held_back, then, untouched
from sbu_check.report.diff import Diff
from sbu_check.report.limit import ALL
from sbu_check.report.masked import masked_lines
from sbu_check.report.masking import TextMask
from sbu_check.report.model import FileReport, Fixes, HeldBack, ReportedMarking, highest
from sbu_check.rules.selection import rules_of
from sbu_check.run.check import report_of
from sbu_check.text.lines import LineIndex
from sbu_check.text.source import Undecodable, decode
from sbu_check.text.span import Span
from sbu_check.values import replace, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sbu_check.baseline.entries import KnownFindings
    from sbu_check.checks.common.context import Context
    from sbu_check.config.configuration import Configuration, RunOptions
    from sbu_check.fix import Seen
    from sbu_check.report.limit import Limit
    from sbu_check.rules.model import Rule
    from sbu_check.rules.selection import Options
    from sbu_check.text.source import SourceText


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

    def lines(self, limit: Limit) -> tuple[tuple[str, ...], str | None]:
        """The lines of what differs as far as they may be shown, and the banner of what they show."""
        difference = self.difference
        if not difference:
            return (), None
        contexts = contexts_of(documents(self.original.text, self.options), self.options)
        both = ((contexts, self.original.text), (self.outcome.seen.contexts, self.source.text))
        masks = None
        if limit.kind != "all":
            before, after = ((text, _hidden(found, text, limit)) for found, text in both)
            masks = masked_lines(before, after, self.outcome.shift)
        shown = zip(both, difference.shown, strict=True)
        banners = [banner_of(found, text, places, limit) for (found, text), places in shown]
        return tuple(difference.render(self.report.path, masks)), highest(banners)


def banner_of(
    contexts: Sequence[Context], text: str, places: Iterable[Span], limit: Limit = ALL
) -> tuple[int, str] | None:
    """Rank and banner of what may be shown of some places of a text; None if that is nothing with a level."""
    mask = TextMask(contexts, limit, len(text))
    for place in places:
        list(mask.pieces(place))
    return mask.banner()


def _hidden(contexts: Sequence[Context], text: str, limit: Limit) -> list[Span]:
    """The places of a text that may not be shown."""
    pieces = TextMask(contexts, limit, len(text)).pieces(Span(0, len(text)))
    return [place for place, visible in pieces if not visible]


def fix_source(
    source: SourceText, configuration: Configuration, run_options: RunOptions, *, unsafe: bool = False
) -> FixedText:
    """A text after its fixes. Raises UnknownName or UnknownSystem for options that name an unknown rule or system."""
    options = configuration.options(source.name)
    beforehand = known_findings(configuration, source.name, run_options)
    terms = _terms(source, configuration, beforehand, unsafe=unsafe)
    outcome = fixed(source.text, terms)
    new, data = _written(source, outcome, run_options)
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
    checked = _checked(
        outcome.seen, terms.rules, known_findings=beforehand is not None, run_options=run_options
    )
    used = beforehand.used(checked, cables) if beforehand else ()
    checked = apply_known(checked, cables, beforehand, run_options.most)
    # A rule that fails on a text that was only tried is a fault of the program all the same.
    tried = dict.fromkeys(crash for one in outcome.refused for crash in one.crashes)
    checked = replace(checked, crashes=(*checked.crashes, *tried))
    report = report_of(new, outcome.seen.contexts, checked, configuration, run_options, used)
    fixes = _fixes(source.text, outcome, held_back(outcome, terms))
    return FixedText(source, new, data, outcome, replace(report, fixes=fixes), options)


def _terms(
    source: SourceText, configuration: Configuration, beforehand: KnownFindings | None, *, unsafe: bool
) -> FixTerms:
    options = configuration.options(source.name)
    rules = rules_of(options)
    names = {rule.id for rule in rules}
    # Rules that were not asked watch too: what they would say of a text is no better for not being heard.
    watching = rules_of(replace(options, select=(), ignore=()))

    def writable(text: str) -> bool:
        try:
            source.encode(text)
        except UnicodeEncodeError:
            return False
        return True

    terms = FixTerms(
        rules=rules,
        proof=(*rules, *(rule for rule in watching if rule.id not in names)),
        options=options,
        path=source.name or "",
        unsafe=unsafe,
        fallback=source.fallback,
        writable=writable,
        lowering=frozenset(rule.id for rule in rules if rule.lowers and rule.id in options.select),
    )
    if not beforehand:
        return terms
    made = partial(fingerprints_of, entries=True)
    return replace(terms, fingerprints=made, states=beforehand.states)


def _written(
    source: SourceText, outcome: Outcome, run_options: RunOptions
) -> tuple[SourceText | None, bytes]:
    """The new text as it will be read again, and its bytes; None where that would be another text."""
    data = source.encode(outcome.seen.text)
    try:
        again = decode(data, name=source.name, encoding=run_options.encoding)
    except Undecodable:
        return None, source.encode(source.text)
    if again.text != outcome.seen.text:
        return None, source.encode(source.text)
    return again, data


def _checked(seen: Seen, rules: Sequence[Rule], *, known_findings: bool, run_options: RunOptions) -> Checked:
    """What the rules say, as a check of the text would: with fingerprints."""
    wanted = run_options.identified or known_findings
    prints = fingerprints_of(seen.contexts, entries=known_findings) if wanted else None
    found = tuple(with_fingerprints(one, prints) if prints else one for one in seen.said(rules))
    return Checked(found, seen.crashes(rules))


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
