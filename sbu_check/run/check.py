"""From files to a report."""

from __future__ import annotations

import sys
from collections import deque
from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING

from sbu_check.cable.model import Memo
from sbu_check.config.configuration import STANDARD_INPUT, STANDARD_INPUT_NAME, RunOptions
from sbu_check.diagnostics.causes import once_a_cause
from sbu_check.diagnostics.fingerprint import counted
from sbu_check.engine import RELEASE, check_contexts, checker, context_of, contexts_of, documents, looking_at
from sbu_check.report.model import DocumentSummary, FileReport
from sbu_check.rules.selection import rules_of
from sbu_check.run.discover import UnusablePath
from sbu_check.text.files import read_bytes, read_stream, reason
from sbu_check.text.source import Binary, Undecodable, decode, may_be_paper
from sbu_check.values import replace, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sbu_check.baseline.entries import KnownFindings
    from sbu_check.cable.model import Document
    from sbu_check.checks.common.context import Context
    from sbu_check.config.configuration import Configuration
    from sbu_check.diagnostics.model import Diagnostic
    from sbu_check.engine import Checked
    from sbu_check.report.document_view import DocumentView
    from sbu_check.rules.selection import Options
    from sbu_check.run.cache import Cache
    from sbu_check.run.discover import FoundFile
    from sbu_check.run.run import Run
    from sbu_check.text.source import SourceText


@value
class Timing:
    """Seconds by stage (`reading`, `understanding`, `rules`) and by rule, over so many files."""

    files: int
    stages: dict[str, float]
    rules: dict[str, float]


def measured(run: Run, paths: Iterable[str], clock: Callable[[], float] = perf_counter) -> Timing:
    """What takes how long over the files of `paths`. What rules share counts for the first that asks for it.

    Raises ConfigurationError.
    """
    stages = dict.fromkeys(("reading", "understanding", "rules"), 0.0)
    rules: dict[str, float] = {}
    files = 0
    start = clock()
    for source, configuration in run.sources(paths):
        read = clock()
        stages["reading"] += read - start
        if isinstance(source, FileReport):
            start = clock()
            continue
        files += 1
        options = configuration.options(source.name)
        cables = documents(source.text, options)
        understood = clock()
        stages["understanding"] += understood - read
        for cable in cables:
            context = context_of(cable, options)
            for rule in looking_at(cable, rules_of(options)):
                before = clock()
                with suppress(Exception):  # the report tells of a rule that raises
                    deque(checker(rule)(cable, context), maxlen=0)
                rules[rule.id] = rules.get(rule.id, 0.0) + clock() - before
        start = clock()
        stages["rules"] += start - understood
    return Timing(files, stages, rules)


def read_source(
    path: str,
    run_options: RunOptions,
    data: bytes | None = None,
    *,
    documents: bool = True,
    within: str | None = None,
) -> SourceText:
    """The text of a file, or of standard input for `-`, whose bytes may have been read already.

    Without `documents` a PDF or Word document is a binary file. `within` is the folder that the file has to lie in.
    Raises OSError, Undecodable.
    """
    name = run_options.named(path)
    if path == STANDARD_INPUT:
        data = sys.stdin.buffer.read()
    data = read_named(path, within) if data is None else data
    if run_options.encoding is None and may_be_paper(data):
        from sbu_check.documents.read import form_of, read_document

        form = form_of(data)
        if form and not documents:
            raise Binary("it is a document with pages: in folders those are read under the profile release")
        if form:
            return read_document(data, form, name=name)
    return decode(data, name=name, encoding=run_options.encoding)


def read_named(path: str, within: str | None = None) -> bytes:
    """The bytes of a file that was found: a file that was named may be a pipe of this process. Raises OSError."""
    return read_stream(path) if within is None else read_bytes(path, within=within)


def check_one(
    found: FoundFile | UnusablePath,
    configuration: Configuration,
    run_options: RunOptions,
    cache: Cache | None = None,
) -> FileReport:
    """The report on a file, as it was remembered if it was.

    Raises UnknownName or UnknownSystem for options that name an unknown rule or system, ConfigurationError.
    """
    data = name = None
    if configuration.plugins:
        cache = None  # nobody can tell whether what is installed is what it was
    if cache and not isinstance(found, UnusablePath) and found.path != STANDARD_INPUT:
        try:
            data = read_named(found.path, found.within)
        except OSError:
            data = None  # reading it again says why it cannot be read
        else:
            name = cache.name(
                data,
                configuration,
                found.path,
                _beforehand(configuration, found.path, run_options),
                run_options,
            )
            report = cache.get(name, found.path)
            if report:
                return report
    source = read_found(found, run_options, configuration, data)
    if isinstance(source, FileReport):
        return source
    report = check_source(source, configuration, run_options)
    if cache and name:
        cache.put(name, report, run_options)
    return report


def _beforehand(
    configuration: Configuration, path: str | None, run_options: RunOptions
) -> KnownFindings | None:
    if not configuration.suppress and not configuration.baseline:
        return None
    from sbu_check.baseline.entries import known_findings

    return known_findings(configuration, path, run_options)


def read_found(
    found: FoundFile | UnusablePath,
    run_options: RunOptions,
    configuration: Configuration,
    data: bytes | None = None,
) -> SourceText | FileReport:
    """The text of a file, or the report that it could not be read. Whatever it is, the run can go on to the next."""
    if isinstance(found, UnusablePath):
        return FileReport(found.path, "failed", problem=found.message)
    name = run_options.named(found.path)
    try:
        documents = found.named or configuration.options(found.path).profile == RELEASE
        return read_source(found.path, run_options, data, documents=documents, within=found.within)
    except Binary as error:
        return FileReport(name, "failed" if found.named else "skipped", problem=str(error))
    except Undecodable as error:
        return FileReport(name, "failed", problem=str(error))
    except OSError as error:
        return FileReport(name, "failed", problem=reason(error))


def check_source(source: SourceText, configuration: Configuration, run_options: RunOptions) -> FileReport:
    """Return the report on one text.

    Raises UnknownName or UnknownSystem for options that name an unknown rule or system.
    """
    text, path = source.text, source.name or STANDARD_INPUT_NAME
    options = configuration.options(source.name)
    rules = rules_of(options)
    cables = documents(text, options)
    contexts = contexts_of(cables, options, fallback=source.fallback, path=path)
    beforehand = _beforehand(configuration, source.name, run_options)
    known_findings = beforehand is not None or run_options.entries
    prints = None
    if run_options.identified or known_findings:
        from sbu_check.baseline.entries import fingerprints_of

        prints = fingerprints_of(contexts, entries=known_findings)
    checked = check_contexts(
        text,
        contexts,
        rules,
        path=path,
        fingerprints=prints,
        # What is known takes no room from what is not.
        limit=sys.maxsize if beforehand else run_options.most,
        hidden_content=source.hidden_content
        and (source.hidden_content if _is_release(cables, options) else source.hidden_content.damage),
    )
    used: tuple[int, ...] = ()
    if beforehand:
        from sbu_check.baseline.entries import apply_known

        used = beforehand.used(checked, cables)
        checked = apply_known(checked, cables, beforehand, run_options.most)
    return report_of(source, contexts, checked, configuration, run_options, used)


def _is_release(cables: Sequence[Document], options: Options) -> bool:
    """Whether a document goes out, and what its file holds besides its text with it."""
    return options.profile == RELEASE or any(map(_released, cables))


def _released(cable: Document) -> bool:
    return RELEASE in cable.overlays


def report_of(
    source: SourceText,
    contexts: Sequence[Context],
    checked: Checked,
    configuration: Configuration,
    run_options: RunOptions,
    used: tuple[int, ...] = (),
) -> FileReport:
    """What the rules say of a text, whose cables have these contexts, as it may be shown.

    `used` is what FileReport says of it.
    """
    if not run_options.apart:
        checked = replace(checked, diagnostics=tuple(once_a_cause(checked.diagnostics)))
    checked = replace(checked, diagnostics=_identified(checked.diagnostics, run_options))
    cables = [context.document for context in contexts]
    file = FileReport(
        path=source.name or STANDARD_INPUT_NAME,
        status="checked"
        if any(cable.layout != "none" or isinstance(cable, Memo) or _released(cable) for cable in cables)
        else "no-cable",
        documents=tuple(_documents(contexts, source.text)),
        crashes=checked.crashes,
        dropped=checked.dropped,
        fail_level=configuration.fail_level,
        used=used,
    )
    if checked.diagnostics or run_options.sheets:
        return _with_text(file, checked, source, contexts, run_options)
    return file


def _identified(diagnostics: tuple[Diagnostic, ...], run_options: RunOptions) -> tuple[Diagnostic, ...]:
    """The diagnostics with the fingerprints that a report shows: under the limit none these hold no word at all."""
    if run_options.entries:
        return tuple(replace(one, fingerprint=one.entry) for one in diagnostics)
    if run_options.limit.kind != "none" or not run_options.identified:
        return diagnostics
    found = counted(one.rule for one in diagnostics)
    return tuple(replace(one, fingerprint=words) for one, words in zip(diagnostics, found, strict=True))


def _documents(contexts: Iterable[Context], text: str) -> Iterator[DocumentSummary]:
    line, at = 1, 0
    for context in contexts:
        cable = context.document
        line, at = line + text.count("\n", at, cable.span.start), cable.span.start
        yield DocumentSummary(cable.layout, cable.overlays, context.system.name, line)


def _with_text(
    file: FileReport,
    checked: Checked,
    source: SourceText,
    contexts: Sequence[Context],
    run_options: RunOptions,
) -> FileReport:
    # Most files of a kept archive are clean and need none of this.
    from sbu_check.report.masked import shown
    from sbu_check.report.masking import TextMask
    from sbu_check.text.lines import LineIndex

    text, hidden_content = source.text, source.hidden_content
    mask = TextMask(contexts, run_options.limit, len(text))
    lines = LineIndex(text)
    new = shown((one for one in checked.diagnostics if one.state == "new"), text, lines, mask, hidden_content)
    banner, quoted = mask.banner(), mask.quoted()
    # Most reports show nothing of these.
    known_findings = shown(
        (one for one in checked.diagnostics if one.state != "new"), text, lines, mask, hidden_content
    )
    known_banner = mask.banner() if known_findings else None
    parts = {True: iter(new), False: iter(known_findings)}
    diagnostics = tuple(next(parts[one.state == "new"]) for one in checked.diagnostics)
    found: tuple[DocumentView, ...] = ()
    if run_options.sheets:
        from sbu_check.report.document_view import document_views

        found = document_views(contexts, checked.diagnostics, lines, run_options.limit)
    # The mask knows what it showed and hid only now.
    return replace(
        file,
        diagnostics=diagnostics,
        banner=banner,
        quoted=quoted,
        known_banner=known_banner,
        masked=mask.masked,
        sheets=found,
    )
