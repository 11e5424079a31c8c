"""The report as one HTML page that needs nothing besides itself: to read, to filter, to print, to send.

The page may load nothing and send nothing: its Content-Security-Policy allows its own style and script, by their
digests, and no address at all.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from functools import cache
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from sbu_check.report.html.charts import SEVERITIES, chart, counted, number
from sbu_check.report.html.files import article
from sbu_check.report.html.levels import LEGEND, banner_tone, tone
from sbu_check.report.html.markup import Html, element, joined, text
from sbu_check.report.model import highest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.report.model import Report

_MANY = 60
"""Files beyond which the browser lays out only those that are in sight."""

_MOST_FILES = 25
"""Files that the chart has bars for."""


def render(report: Report) -> Iterator[str]:
    """The page in parts, a file at a time."""
    banner = highest(
        banner
        for file in report.files
        for banner in (file.banner, file.known_banner, *(sheet.banner for sheet in file.sheets))
    )
    style, margins, script = _part("page.css"), _margins(banner), _part("page.js")
    marking = element("p", banner, class_=f"marking {banner_tone(banner)}") if banner else Html()
    values = {
        "policy": _policy((style, margins), script),
        "style": style,
        "margins": margins,
        "script": script,
        "title": text(": ".join(filter(None, (banner, "sbu-check", _outcome(report))))),
        "version": text(report.version),
        "digest": text(report.rules_digest),
        "banner": marking,
        "many": ' class="many"' if len(report.files) > _MANY else "",
        "tiles": joined(_tiles(report)),
        "notes": _notes(report),
        "charts": joined(_charts(report)),
        "legend": _legend(report),
        "rules": joined(element("option", rule, value=rule) for rule in _rules(report)),
        "reading": "Colors are those of the standard forms; a striped field hides words above the limit.",
    }
    head, tail = _part("page.html").split("$files")
    yield Template(head).substitute(values)
    unfound = []
    for index, file in enumerate(report.files):
        if file.diagnostics or file.sheets or file.problem:
            yield article(file, index) + "\n"
        else:
            unfound.append(file.path)
    if unfound:
        yield _clean(unfound)
    yield Template(tail).substitute(values)


@cache
def _part(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _policy(styles: tuple[str, ...], script: str) -> str:
    allowed = " ".join(map(_digest, styles))
    return f"default-src 'none'; style-src {allowed}; script-src {_digest(script)}; base-uri 'none'; form-action 'none'"


def _digest(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def _margins(banner: str | None) -> str:
    """The style of printed pages, which carry the banner at head and foot."""
    words = "".join(f"\\{ord(character):06x}" for character in banner or "")
    mark = f'content: "{words}"; font: bold 9pt sans-serif; color: #1d1e22;'
    page = 'content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #565960;'
    return (
        "@page { margin: 16mm 13mm; "
        f"@top-center {{ {mark} }} @bottom-center {{ {mark} }} @bottom-right {{ {page} }} }}"
    )


def _outcome(report: Report) -> str:
    counts = report.counts
    words = counted({"error": counts.errors, "warning": counts.warnings, "info": counts.infos})
    return f"{words or 'nothing found'} in {number(counts.files, 'file')}"


def _tiles(report: Report) -> Iterator[Html]:
    counts = report.counts
    well = sum(
        file.status == "checked" and not any(one.state == "new" for one in file.diagnostics)
        for file in report.files
    )
    for count, word, kind in (
        (counts.errors, "errors", "error"),
        (counts.warnings, "warnings", "warning"),
        (counts.infos, "notes", "info"),
        (counts.fixable, "with a fix", ""),
        (counts.files, "files checked", ""),
        (well, "without findings", "well"),
    ):
        yield element("li", element("b", f"{count:,}"), " ", word, class_=kind or None)


def _notes(report: Report) -> Html:
    items = []
    failed = sum(file.status == "failed" for file in report.files)
    if failed:
        items.append(element("li", f"{number(failed, 'file')} could not be checked", class_="error"))
    crashed = dict.fromkeys(crash.rule for crash in report.crashes)
    items += (element("li", f"the rule {rule} failed", class_="error") for rule in crashed)
    known = Counter(one.state for one in report.diagnostics if one.state != "new")
    if known:
        words = ", ".join(f"{count:,} {state}" for state, count in sorted(known.items()))
        items.append(element("li", f"not counted: {words}"))
    if report.counts.dropped:
        items.append(element("li", f"{report.counts.dropped:,} more were found and are not listed"))
    if report.masked:
        items.append(element("li", "words above the limit of this report are not shown"))
    return element("ul", joined(items), class_="notes") if items else Html()


def _rules(report: Report) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for one in report.diagnostics:
        counts.setdefault(one.rule, Counter())[one.severity if one.state == "new" else one.state] += 1
    return dict(sorted(counts.items()))


def _charts(report: Report) -> Iterator[Html]:
    rules = {
        rule: Counter({severity: counts[severity] for severity in SEVERITIES})
        for rule, counts in _rules(report).items()
    }
    ranked = sorted((rule for rule in rules if rules[rule].total()), key=lambda rule: -rules[rule].total())
    if not ranked:
        return
    yield chart("By rule", "rule", [(_rule(report, rule), rules[rule]) for rule in ranked])
    files = [
        (index, file, Counter[str](one.severity for one in file.diagnostics if one.state == "new"))
        for index, file in enumerate(report.files)
    ]
    found = sorted((one for one in files if one[2]), key=lambda one: -one[2].total())
    rows = [
        (element("a", element("bdi", file.path), href=f"#f{index}"), counts)
        for index, file, counts in found[:_MOST_FILES]
    ]
    more = f"and {number(len(found) - _MOST_FILES, 'file')} more" if len(found) > _MOST_FILES else ""
    yield chart("By file", "file", rows, more)


def _rule(report: Report, name: str) -> Html:
    known = report.rule(name)
    return joined((element("code", name), element("small", known.summary) if known else Html()))


def _legend(report: Report) -> Html:
    """The levels that paragraphs on the page have."""
    seen = {
        tone(block.level)
        for file in report.files
        for sheet in file.sheets
        for block in sheet.blocks
        if block.kind == "paragraph"
    }
    items = [
        element("li", f"{level}: {words}" if level else words, class_=tone(level))
        for level, words in LEGEND
        if tone(level) in seen
    ]
    return element("ul", *items, class_="legend", aria_label="Colors of paragraphs") if items else Html()


def _clean(paths: list[str]) -> Html:
    """The files without a finding and without a view."""
    return element(
        "details",
        element("summary", element("h3", f"{number(len(paths), 'file')} without findings")),
        element("ul", *(element("li", path) for path in paths), class_="clean"),
        class_="file",
        data_path="",
    )
