"""The examples of a rule's file as its tests: `bad` is found, `good` is left alone, `fixed` is what fixes make."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Any

from sbu_check import resources
from sbu_check.checks.common.declared import counted, hidden_checks
from sbu_check.engine import check_cables, checker, context_of, documents
from sbu_check.rules.model import HIDDEN
from sbu_check.rules.rule_page import CLOSE, OPEN, page
from sbu_check.rules.selection import DEFAULT_PROFILE, Options, graded
from sbu_check.text.files import LARGE, read_bytes
from sbu_check.text.hidden_content import DocumentPlace, Hidden, HiddenContent
from sbu_check.text.schema_faults import fault_at
from sbu_check.text.source import decode
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sbu_check.diagnostics.model import Diagnostic
    from sbu_check.rules.model import Rule
    from sbu_check.rules.rule_page import Example
    from sbu_check.text.schema_faults import Fault


class Crashed(Exception):
    """A rule raised on its example; the message says what happened."""


def tested(rule: Rule) -> Iterator[Fault | None]:
    """Each example of a rule's file: None for one that holds, else what is wrong with it.

    Raises OSError for a file that is gone.
    """
    path = resources.folder("rules") / rule.file
    text = read_bytes(path, most=LARGE).decode("utf-8-sig")
    file = _shown(path)
    for index, example in enumerate(page(rule).examples):
        try:
            problem = next(_problems(rule, example), None)
        except Crashed as error:
            problem = f"the rule failed: {error}"
        yield fault_at(text, file, ["example", index], f'"{example.title}": {problem}') if problem else None


def _shown(path: Path) -> str:
    """A path as seen from this folder, if it lies below it."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith(os.pardir) else relative


def diagnostics(rule: Rule, example: Example, text: str) -> list[Diagnostic]:
    """What the rule alone says of a text under the settings of an example. Raises Crashed."""
    source = decode(text.encode(example.given.get("encoding", "utf-8")))
    options = options_of(example)
    checked = check_cables(
        source.text,
        documents(source.text, options),
        [graded(rule, options)],
        options,
        path="example.txt",
        fallback=source.fallback,
        hidden_content=_paper(example),
    )
    if checked.crashes:
        raise Crashed(checked.crashes[0].message)
    return list(checked.diagnostics)


def options_of(example: Example) -> Options:
    """Return the options under which an example is checked."""
    given = example.given
    words: Mapping[str, Any] = {
        key: frozenset(value) if isinstance(value, list) else value
        for key, value in given.get("settings", {}).items()
    }
    on = date.fromisoformat(str(given["on"])) if "on" in given else None
    return Options(profile=given.get("profile", DEFAULT_PROFILE), on=on, **words)


def variants(rule: Rule, example: Example, text: str) -> set[str | None]:
    """The variants that the rule chooses in a text."""
    if rule.kind == HIDDEN:
        looks = hidden_checks([rule], _paper(example), counted)
        return {finding.variant for _, look in looks for finding in look()}
    check, options = checker(rule), options_of(example)
    return {
        finding.variant
        for cable in documents(text, options)
        for finding in check(cable, context_of(cable, options))
    }


def _paper(example: Example) -> HiddenContent:
    """What the file of an example holds besides its text: the first at the first place of a finding, and so on."""
    found = []
    for one, span in zip(example.given.get("hidden", ()), example.spans or (Span(0, 0),), strict=False):
        box = tuple(one["box"]) if "box" in one else None
        where = DocumentPlace(one.get("page"), box, one.get("paragraph"), one.get("part", ""))
        found.append(Hidden(one["kind"], one["words"], where, span.start))
    return HiddenContent("pdf", (), tuple(found))


def repaired(text: str, found: Iterable[Diagnostic]) -> str:
    """The text with the fixes of all diagnostics made at once."""
    edits = [edit for one in found if one.fix for edit in one.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _problems(rule: Rule, example: Example) -> Iterator[str]:
    if example.good is not None and (found := diagnostics(rule, example, example.good)):
        yield f"good: expected nothing, but found {_places(example.good, [one.span for one in found])}"
    if example.bad is None:
        return
    found = diagnostics(rule, example, example.bad)
    spans = sorted(one.span for one in found)
    if spans != sorted(example.spans):
        wanted, there = _places(example.bad, example.spans), _places(example.bad, spans)
        yield f"bad: expected {wanted}, but found {there}"
    variant = example.given.get("variant")
    if variant is not None and variants(rule, example, example.bad) != {variant}:
        yield f'variant: expected "{variant}" only'
    message = example.given.get("message")
    if message is not None:
        wanted_messages = [message] if isinstance(message, str) else list(message)
        messages = [one.message.plain for one in found]
        if messages != wanted_messages:
            yield f"message: expected {_listed(wanted_messages)}, but it says {_listed(messages)}"
    if example.fixed is not None and repaired(example.bad, found) != example.fixed:
        yield "fixed: the fixes make another text of it"


def _places(text: str, spans: Iterable[Span]) -> str:
    """The places in words: line, column and text."""
    return ", ".join(_place(text, span) for span in spans) or "nothing"


def _place(text: str, span: Span) -> str:
    line = text.count("\n", 0, span.start) + 1
    column = span.start - text.rfind("\n", 0, span.start)
    words = " ".join(span.of(text).split())
    return f"{OPEN}{words if len(words) <= 40 else words[:39] + '…'}{CLOSE} at {line}:{column}"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f'"{one}"' for one in words) or "nothing"
