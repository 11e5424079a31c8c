"""SARIF 2.1.0 for code scanning: one run, the rules that have results, and each result with what a fix would change.

Columns count code points and ends are exclusive. Paths are seen from the root of the repository, which is
`%SRCROOT%`. Excerpts are given where all that they hold may be shown.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sbu_check.report.locations import from_root
from sbu_check.report.model import MASK
from sbu_check.report.terminal import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sbu_check.report.model import Excerpt, FileReport, Report, Reported, ShownFix
    from sbu_check.rules.model import Rule
    from sbu_check.text.lines import Position

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "sbuCheck/v1"
ROOT = "%SRCROOT%"

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PRIORITIES = {"error": "error", "warning": "warning", "info": "recommendation"}
_KNOWN = {"suppressed": "suppressed by the configuration", "baselined": "in the baseline"}


def render(report: Report, root: str = "") -> Iterator[str]:
    """The report as one SARIF log, with a rule or a result a line."""
    rules = {name: index for index, name in enumerate(sorted({one.rule for one in report.diagnostics}))}
    # Either every result of a run tells of suppressions or none does (SARIF 2.1.0, 3.27.23).
    suppressions = any(one.state != "new" for one in report.diagnostics)
    driver = {"name": "sbu-check", "semanticVersion": report.version}
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{\n'
    yield f' "tool": {{"driver": {json.dumps(driver)[:-1]}, "rules": ['
    yield from _lines(_rule(name, report.rule(name)) for name in rules)
    yield "]}},\n"
    yield ' "columnKind": "unicodeCodePoints",\n'
    yield f' "originalUriBaseIds": {json.dumps({ROOT: {"description": {"text": "the root of the files"}}})},\n'
    yield f' "invocations": [{json.dumps(_invocation(report, root))}],\n'
    yield f' "properties": {json.dumps({"rulesDigest": report.rules_digest, "banner": report.banner_of_all})},\n'
    yield ' "results": ['
    yield from _lines(
        _result(one, rules[one.rule], root, suppressions=suppressions) for one in report.diagnostics
    )
    yield "]}]}\n"


def _lines(values: Iterator[dict[str, Any]]) -> Iterator[str]:
    comma = ""
    for value in values:
        yield f"{comma}\n  {json.dumps(value)}"
        comma = ","


def _rule(name: str, rule: Rule | None) -> dict[str, Any]:
    if rule is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "help": {
            "text": f"{rule.main.remedy}\n\nSources: {'; '.join(rule.sources)}",
            "markdown": f"{rule.main.remedy}\n\n{''.join(f'- {source}' + chr(10) for source in rule.sources)}",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.family],
            "problem.severity": _PRIORITIES[rule.severity],
            "precision": "low" if rule.main.confidence == "low" else "high",
        },
    }


def _result(one: Reported, index: int, root: str, *, suppressions: bool) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": one.rule,
        "ruleIndex": index,
        "level": _LEVELS[one.severity],
        "message": {"text": _plain(one.message)},
        "locations": [{"physicalLocation": _place(one.path, root, one.start, one.end, one.excerpt)}],
    }
    if one.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": _plain(spot.message)},
                "physicalLocation": _place(spot.path or one.path, root, spot.start, spot.end, spot.excerpt),
            }
            for number, spot in enumerate(one.related, 1)
        ]
    if one.fingerprint:
        result["partialFingerprints"] = {FINGERPRINT: one.fingerprint}
    if suppressions:
        result["suppressions"] = [] if one.state == "new" else [_suppression(one)]
    # What is for display only is no fix that a program could make.
    if one.fix and one.fix.applicability != "display":
        result["fixes"] = [_fix(one.fix, one.path, root)]
    result["properties"] = {"confidence": one.confidence, "paragraph": one.paragraph, "remedy": one.remedy}
    return result


def _suppression(one: Reported) -> dict[str, Any]:
    return {"kind": "external", "status": "accepted", "justification": _KNOWN[one.state]}


def _fix(fix: ShownFix, path: str, root: str) -> dict[str, Any]:
    return {
        "description": {"text": f"{_plain(fix.title)} ({fix.applicability})"},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(path, root),
                "replacements": [
                    {
                        "deletedRegion": _region(edit.start, edit.end),
                        **({"insertedContent": {"text": edit.text}} if edit.text else {}),
                    }
                    for edit in fix.edits
                ],
            }
        ],
    }


def _place(path: str, root: str, start: Position, end: Position, excerpt: Excerpt) -> dict[str, Any]:
    region: dict[str, Any] = _region(start, end)
    place = {"artifactLocation": _artifact(path, root), "region": region}
    first = start.column - excerpt.caret.start
    last = first + len(excerpt.text)
    if start.line == end.line and end.column <= last and MASK not in excerpt.text:
        snippet = {"text": excerpt.text}
        if (start.column, end.column) == (first, last):
            region["snippet"] = snippet
        else:
            place["contextRegion"] = {
                "startLine": start.line,
                "startColumn": first,
                "endLine": start.line,
                "endColumn": last,
                "snippet": snippet,
            }
    return place


def _region(start: Position, end: Position) -> dict[str, int]:
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _artifact(path: str, root: str) -> dict[str, str]:
    from urllib.parse import quote

    name = from_root(path, root)
    if name.startswith("/"):
        return {"uri": f"file://{quote(_bytes(name))}"}
    if name[1:3] == ":/":
        return {"uri": f"file:///{quote(_bytes(name), safe='/:')}"}
    return {"uri": quote(_bytes(name)), "uriBaseId": ROOT}


def _bytes(name: str) -> bytes:
    """The bytes of a file name, which need not be UTF-8."""
    try:
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a lone surrogate in a name of Windows
        return name.encode("utf-8", "surrogatepass")


def _invocation(report: Report, root: str) -> dict[str, Any]:
    troubles = [*_troubles(report, root)]
    return {
        "executionSuccessful": not any(trouble["level"] == "error" for trouble in troubles),
        "toolExecutionNotifications": troubles,
    }


def _troubles(report: Report, root: str) -> Iterator[Mapping[str, Any]]:
    """What kept the job from being done, and what was done in part."""
    for file in report.files:
        if file.status in {"failed", "skipped"}:
            level = "error" if file.status == "failed" else "note"
            yield _notification(file, root, level, f"{file.status}: {file.problem}")
        if file.status != "failed":
            for one in file.internal_errors:
                yield _notification(file, root, "error", one.message)
        for rule, count in file.dropped.items():
            words = f"{rule} was found {count} times more; only the first are listed"
            yield _notification(file, root, "warning", words)


def _notification(file: FileReport, root: str, level: str, words: str) -> dict[str, Any]:
    return {
        "level": level,
        "message": {"text": _plain(words)},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(file.path, root)}}],
    }


def _plain(words: str) -> str:
    """A message in which no viewer finds a link (SARIF 2.1.0, 3.11.6): TAGS may be written `[ETRD](#)`."""
    return clean(words).replace("](", "\\](")
