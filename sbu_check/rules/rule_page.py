"""The page of a rule: everything in its file, for the terminal and as Markdown."""

from __future__ import annotations

import re
import sys
import textwrap
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sbu_check import resources
from sbu_check.rules.catalogue import catalogue, profiles
from sbu_check.text.files import LARGE, read_bytes
from sbu_check.text.span import Span
from sbu_check.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sbu_check.rules.model import Rule, Wording


OPEN, CLOSE = "⟦", "⟧"
"""The signs around the place of a finding in an example."""
_PICTURES = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n"}
"""What shows a control character: a terminal and Markdown would obey it."""

_FIXES: Mapping[str, str] = {
    "none": "none: a person must decide",
    "display": "shown, never applied",
    "unsafe": "applied only with --unsafe-fixes",
    "safe": "applied with --fix",
}


@value
class Example:
    """One example of a rule: a text that it reports, with the spans, and its fix; or a text that it leaves alone."""

    title: str
    bad: str | None
    spans: tuple[Span, ...]
    good: str | None
    fixed: str | None
    given: Mapping[str, Any]
    """Other keys of the example: `original` (what a released copy is compared with), `on`, `settings`, `variant` …"""


@value
class RulePage:
    """The whole page of a rule. Prose is one string a paragraph, its lines joined."""

    rule: Rule
    what: tuple[str, ...]
    why: tuple[str, ...]
    fix_safety: tuple[str, ...]
    limits: tuple[str, ...]
    examples: tuple[Example, ...]


def page(rule: Rule) -> RulePage:
    """Return the page of a rule, read from its file. Raises OSError if the file of a custom rule is missing."""
    import tomllib  # noqa: PLC0415 - a run that explains nothing reads no rule file

    path = resources.folder("rules") / rule.file
    return page_of(rule, tomllib.loads(read_bytes(path, most=LARGE).decode("utf-8-sig")))


def page_of(rule: Rule, data: Mapping[str, Any]) -> RulePage:
    """The page of a rule whose file was parsed to `data`."""
    doc = data["doc"]
    what, why, fix_safety, limits = (
        _paragraphs(doc.get(key, "")) for key in ("what", "why", "fix_safety", "limits")
    )
    return RulePage(
        rule, what, why, fix_safety, limits, tuple(example_of(example) for example in data["example"])
    )


def example_of(data: Mapping[str, Any]) -> Example:
    """One `[[example]]` table, its signs taken out of `bad`."""
    bad, spans = unmarked(data["bad"]) if "bad" in data else (None, ())
    given = {key: value for key, value in data.items() if key not in {"title", "bad", "good", "fixed"}}
    return Example(data["title"], bad, spans, data.get("good"), data.get("fixed"), given)


def unmarked(text: str) -> tuple[str, tuple[Span, ...]]:
    """The text without the signs ⟦ and ⟧, and the spans between them in order. Raises ValueError for unpaired signs."""
    spans: list[Span] = []
    opened: list[int] = []
    parts: list[str] = []
    at = 0
    for part in re.split(f"([{OPEN}{CLOSE}])", text):
        if part == OPEN:
            opened.append(at)
        elif part == CLOSE:
            if not opened:
                raise ValueError(f"a {CLOSE} closes nothing")
            spans.append(Span(opened.pop(), at))
        else:
            parts.append(part)
            at += len(part)
    if opened:
        raise ValueError(f"a {OPEN} is not closed")
    return "".join(parts), tuple(sorted(spans))


def as_text(page: RulePage, width: int = 80) -> str:
    """The page for a terminal of that width."""
    rule = page.rule

    def wrapped(paragraphs: tuple[str, ...]) -> list[str]:
        return [line for part in paragraphs for line in ("", *textwrap.wrap(part, width))]

    lines = [f"{rule.id}: {rule.summary}", ""]
    lines += [f"  {name:<9} {value}" for name, value in _facts(rule)]
    lines += wrapped(page.what)
    for heading, paragraphs in _sections(page):
        lines += ["", heading, *wrapped(paragraphs)[1:]]
    lines += ["", "Messages"]
    lines += [f"  {severity}: {message}" for severity, message in _messages(rule)]
    for title, body in _examples(page):
        lines += ["", title, "", *(f"    {line}".rstrip() for line in body)]
    lines += ["", "Sources", *(f"  {source}" for source in rule.sources)]
    return "\n".join(lines) + "\n"


def as_markdown(page: RulePage) -> str:
    """The page as Markdown."""
    rule = page.rule
    lines = [f"# {rule.id}", "", f"{_capital(rule.summary)}.", "", "| | |", "| --- | --- |"]
    lines += [f"| {name} | {_cell(value)} |" for name, value in _facts(rule)]
    lines += [line for part in page.what for line in ("", part)]
    for heading, paragraphs in _sections(page):
        lines += ["", f"## {heading}", *(line for part in paragraphs for line in ("", part))]
    lines += ["", "## Messages", "", *(f"- {severity}: {message}" for severity, message in _messages(rule))]
    if page.examples:
        lines += ["", "## Examples"]
    for title, body in _examples(page):
        fence = "`" * max(3, *(len(run) + 1 for line in body for run in re.findall("`+", line)), 3)
        lines += ["", title, "", f"{fence}text", *body, fence]
    lines += ["", "## Sources", "", *(f"- {source}" for source in rule.sources)]
    return "\n".join(lines) + "\n"


def _facts(rule: Rule) -> Iterator[tuple[str, str]]:
    """The declaration of the rule in words, for the table at the head of its page."""
    yield "family", rule.family
    yield "severity", _severities(rule)
    yield "fix", _FIXES[rule.fix]
    yield "profiles", ", ".join(rule.profiles) or "none: only by name"
    yield "since", rule.since + ("" if rule.status == "stable" else f" ({rule.status})")
    if others := dict.fromkeys(
        name for one in (rule.main, *rule.variants.values()) for name in one.explained_by
    ):
        yield "explained by", ", ".join(others)
    if rule.former:
        yield "formerly", ", ".join(rule.former)


def _severities(rule: Rule) -> str:
    levels = dict.fromkeys(wording.severity for wording in (rule.main, *rule.variants.values()))
    return " or ".join(levels) + (" (a guess)" if rule.main.confidence == "low" else "")


def _sections(page: RulePage) -> Iterator[tuple[str, tuple[str, ...]]]:
    for heading, paragraphs in (
        ("Why it matters", page.why),
        ("What to do", (_capital(page.rule.main.remedy).removesuffix(".") + ".",)),
        ("What the fix changes", page.fix_safety),
        ("Limits", page.limits),
    ):
        if paragraphs:
            yield heading, paragraphs


def _messages(rule: Rule) -> Iterator[tuple[str, str]]:
    def severity_and_message(wording: Wording) -> tuple[str, str]:
        return wording.severity + (", a guess" if wording.confidence == "low" else ""), wording.message

    yield from dict.fromkeys(
        severity_and_message(wording) for wording in (rule.main, *rule.variants.values())
    )


def _examples(page: RulePage) -> Iterator[tuple[str, list[str]]]:
    """Each text of each example with a line that introduces it."""
    for example in page.examples:
        title = _capital(example.title)
        copy = "the copy is " if "original" in example.given else ""
        if "original" in example.given:
            yield f"{title}. The original:", _lines(example.given["original"])
        if example.bad is not None:
            yield f"{title}: {copy}reported.", list(_pointed(example.bad, example.spans))
        if example.fixed is not None:
            yield "With the fix:", _lines(example.fixed)
        if example.good is not None:
            yield f"{title}: {copy}not reported.", _lines(example.good)


def _pointed(text: str, spans: tuple[Span, ...]) -> Iterator[str]:
    """The lines of the text, each place underlined with carets on a line of its own."""
    at = 0
    for line in _lines(text):
        yield line
        end = at + len(line)
        carets = [" "] * (len(line) + 1)
        for span in spans:
            here = range(max(span.start, at), min(span.end, end))
            for place in here or ([span.start] if span.start == span.end and at <= span.start <= end else []):
                carets[place - at] = "^"
        if "^" in carets:
            yield "".join(carets).rstrip()
        at = end + 1


def _lines(text: str) -> list[str]:
    return text.rstrip("\n").translate(_PICTURES).split("\n")


def _paragraphs(prose: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", prose.strip()) if part)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


_HEAD = """\
# Rules

Generated from `rules/` by `python -m sbu_check.rules.rule_page docs/rules`: not edited by hand.

"""


def pages() -> dict[str, str]:
    """Every generated file by name."""
    rules = catalogue()
    files = {f"{rule.id}.md": as_markdown(page(rule)) for rule in rules.values()}
    index = [_HEAD, "| profile | |\n| --- | --- |\n"]
    index += [f"| {profile.name} | {profile.summary} |\n" for profile in profiles().values()]
    for family, members in groupby(rules.values(), key=lambda rule: rule.family):
        index.append(
            f"\n## {family}\n\n| rule | what is wrong | severity | fix |\n| --- | --- | --- | --- |\n"
        )
        index += [
            f"| [{rule.id}]({rule.id}.md) | {rule.summary} | {rule.severity} | {rule.fix} |\n"
            for rule in members
        ]
    files["README.md"] = "".join(index)
    return files


def main(folder: Path) -> None:
    """Write the files, and remove those of rules that no longer exist."""
    folder.mkdir(parents=True, exist_ok=True)
    files = pages()
    for old in folder.glob("*.md"):
        if old.name not in files:
            old.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
