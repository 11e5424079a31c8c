"""The REF line: its items, each a cable with year, post and number, or another source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.elements import Reference, ReferenceKind, full_year
from sbu_check.cable.terminals import folded, line, trimmed
from sbu_check.grammar import Branch, Node, Tok
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

OTHER_KINDS: tuple[tuple[ReferenceKind, tuple[str, ...]], ...] = (
    ("email", ("E-MAIL", "EMAIL")),
    ("memo", ("MEMO", "LETTER", "NOTE")),
    ("telcon", ("TELCON", "TELECON", "PHONECON", "CALL")),
    ("airgram", ("AIRGRAM",)),
)
"""Words that name the kind of an item that is no cable (NARA and cablemap lists)."""


def references(text: str, span: Span) -> tuple[Reference, ...]:
    """The references of a span that runs from the label to the last line of the list; empty for `n/a`."""
    return tuple(reference for item in items(text, span, None) for reference in item.references)


class ReferenceItem(NamedTuple):
    """One item of the list: where it begins, and what it names; an item of several cables names several."""

    start: int
    references: list[Reference]


def items(text: str, span: Span, before: Reference | None) -> Iterator[ReferenceItem]:
    """The items of a span of the list, `before` is the reference that it continues."""
    node = line(text, span, "ref_line")
    for branches in _items(node.children) if node else ():
        item = ReferenceItem(branches[0].start, _read_item(text, branches, before))
        before = item.references[-1] if item.references else before
        yield item


def _items(branches: list[Branch]) -> list[list[Branch]]:
    """Yield the parts of the list, cut before each letter and after each semicolon."""
    items: list[list[Branch]] = [[]]
    for branch in branches:
        kind = branch.kind if isinstance(branch, Tok) else branch.rule
        if kind in {"REF_LABEL", "DECORATION", "REF_LINK"}:
            continue
        semicolon = kind == "REF_SEMICOLON"
        if kind == "REF_LETTER" or (semicolon and items[-1]):
            items.append([])
        if not semicolon:
            items[-1].append(branch)
    return [item for item in items if item]


def _read_item(text: str, item: list[Branch], before: Reference | None) -> list[Reference]:
    letter = item[0] if isinstance(item[0], Tok) and item[0].kind == "REF_LETTER" else None
    label = next((c for c in letter.span.of(text) if c.isalpha()), None) if letter else None
    body = [branch for branch in (item[1:] if letter else item) if not _is_mark(branch)]
    if not body:
        return []
    label = label.upper() if label else (before.label if before and _carries_on(body) else None)
    cables = [branch for branch in body if isinstance(branch, Node)]
    if not cables or not _is_cable(text, body):
        return _other(text, item, body, label, before)
    found = []
    start = item[0].start
    for branch, following in zip(body, [*body[1:], None], strict=True):
        if isinstance(branch, Node):
            # A note after a cable belongs to it: `BONN 1 (NOTAL), ROME 2`.
            note = following if isinstance(following, Tok) and following.kind == "REF_NOTE" else branch
            end = body[-1].end if branch is cables[-1] else note.end
            found.append(_cable(text, Span(start, end), branch, label))
            start = end
            while start < item[-1].end and text[start] in ", \t\r\n|":
                start += 1
        elif branch.kind == "REF_NUMBER" and found:
            last = found[-1]
            number = branch.span.of(text)
            found.append(
                Reference(
                    branch.span,
                    f"{last.written_post} {number}",
                    label,
                    "cable",
                    last.year,
                    last.written_post,
                    number,
                )
            )
    return found


def _is_mark(branch: Branch) -> bool:
    return isinstance(branch, Tok) and branch.kind == "REF_MARK"


def _carries_on(body: list[Branch]) -> bool:
    return isinstance(body[0], Tok) and body[0].kind == "REF_NUMBER"


def _is_cable(text: str, body: list[Branch]) -> bool:
    """Whether the item opens with a cable: words before it (`CAIRO IIR …`) name another source."""
    first = body[0]
    if isinstance(first, Node):
        return True
    return first.kind == "REF_NOTE" or first.span.of(text).upper() in {"REF", "AND", "UNCLASS", "UNCLAS"}


def _cable(text: str, span: Span, node: Node, label: str | None) -> Reference:
    written = folded(node.span.of(text))
    year, rest = None, written
    before, bracket, tail = rest.partition("(")
    if bracket:
        inside, _, after = tail.partition(")")
        year, rest = full_year(inside), f"{before.strip()} {after.strip()}".strip()
    digits = len(rest) - len(rest.lstrip("0123456789"))
    if digits in {2, 4} and (digits == 2 or rest[:2] in {"19", "20"}):
        year, rest = full_year(rest[:digits]), rest[digits:].lstrip(" -")
    suffix = rest[-3:]
    if suffix[:1] == "-" and suffix[1:].isdigit() and rest[-4:-3].isdigit():
        year, rest = full_year(suffix[1:]), rest[:-3]
    cut = len(rest.rstrip("0123456789"))
    if rest[cut - 2 : cut] in {" O", "-O"}:
        cut -= 1
    post, number = rest[:cut].rstrip(" -#"), rest[cut:].replace("O", "0")
    return Reference(span, folded(trimmed(text, span).of(text)), label, "cable", year, post or None, number)


def _other(
    text: str, item: list[Branch], body: list[Branch], label: str | None, before: Reference | None
) -> list[Reference]:
    span = Span(item[0].start, item[-1].end)
    words = folded(Span(body[0].start, body[-1].end).of(text))
    if words.upper() in {"N/A", "NONE", "A", "NOTAL"}:
        return []
    if _carries_on(body) and before and before.kind == "cable" and len(body) == 1:
        return [
            Reference(
                span,
                f"{before.written_post} {words}",
                label,
                "cable",
                before.year,
                before.written_post,
                words,
            )
        ]
    airgram = any(isinstance(branch, Tok) and branch.kind == "REF_AIRGRAM" for branch in body)
    kind: ReferenceKind = (
        "airgram"
        if airgram
        else next(
            (k for k, names in OTHER_KINDS if any(name in f" {words.upper()}" for name in names)), "other"
        )
    )
    return [Reference(span, folded(span.of(text)), label, kind, shaped=kind != "other")]
