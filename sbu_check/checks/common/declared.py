"""Rules without a function of their own: the tables of a rule file, and how each is checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from sbu_check.checks.common.document import paragraph_at
from sbu_check.diagnostics.message import fill
from sbu_check.diagnostics.model import Edit, Finding
from sbu_check.rules.model import HIDDEN
from sbu_check.rules.vocabulary import LISTS, TEXTS, words_of
from sbu_check.text.expressions import expression
from sbu_check.text.slips import nearest
from sbu_check.text.span import Span
from sbu_check.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sbu_check.cable.model import Cable, Document
    from sbu_check.checks.common.context import Context
    from sbu_check.rules.model import Rule
    from sbu_check.rules.vocabulary import ListedWord, Vocabulary
    from sbu_check.text.expressions import Match
    from sbu_check.text.hidden_content import HiddenContent

Check: TypeAlias = "Callable[[Any, Context], Iterator[Finding]]"
"""A check takes the kinds of document that its rule names: a Cable, a Memo, or any Document."""

Table: TypeAlias = "Mapping[str, Any]"

Look: TypeAlias = Callable[[], Iterable[Finding]]
"""Rule bound to the document that it checks."""


@lru_cache(maxsize=4096)
def declared(rule: Rule) -> Check:
    """The check that the declarative table of a rule describes."""
    assert rule.kind is not None, rule.id
    if rule.kind == "pattern":
        return partial(pattern, rule.table, custom=rule.custom)
    if rule.kind == "vocabulary":
        return partial(vocabulary, rule.table, TermTable(rule.table))
    return partial(_KINDS[rule.kind], rule.table)


def pattern(table: Table, cable: Document, context: Context, *, custom: bool = False) -> Iterator[Finding]:
    """`[pattern]`: text that must not occur somewhere. Values: `text`, the words found, and each named group."""
    if not _applies(table, cable):
        return
    region = _region(cable, table.get("within", "everywhere"))
    literals = table.get("find", ())
    if literals and not any(cable.text.find(literal, region.start, region.end) >= 0 for literal in literals):
        return
    group, replacement = table.get("group", 0), table.get("replace")
    for match in _matches(table, cable.text, region, custom):
        span = Span(*match.span(group))
        values = {
            name: Span(*match.span(name)) for name, found in match.groupdict().items() if found is not None
        }
        edits = () if replacement is None else (Edit(Span(*match.span()), _expanded(replacement, match)),)
        yield Finding(span, {"text": span, **values}, edits=edits, paragraph=paragraph_at(cable, span.start))


def vocabulary(table: Table, terms: TermTable, cable: Document, context: Context) -> Iterator[Finding]:
    """`[vocabulary]`: terms that a part of the cable may not have. Values: `term`, and `meant`, the allowed term."""
    if not _applies(table, cable):
        return
    if terms.part not in TEXTS:
        yield from terms.in_list(context.cable, context.vocabulary)
        return
    for finding in terms.in_text(cable.text, _region(cable, terms.part)):
        yield replace(finding, paragraph=paragraph_at(cable, finding.span.start))


def pair(table: Table, cable: Cable, context: Context) -> Iterator[Finding]:
    """`[pair]`: text blocks that lack an end. Values: `block`, the kind of the block."""
    lacks_closer = table["missing"] == "closer"
    for block in cable.blocks:
        there, lacking = (block.opener, block.closer) if lacks_closer else (block.closer, block.opener)
        if lacking is None and there is not None and block.kind in table["blocks"]:
            at = block.first if lacks_closer else block.last
            last = lacks_closer and at == len(cable.paragraphs) - 1
            yield Finding(
                there, {"block": block.kind}, variant=table.get("last") if last else None, paragraph=at
            )


def required(table: Table, cable: Cable, context: Context) -> Iterator[Finding]:
    """`[required]`: a field of the cable that holds nothing. The place is the beginning of the header."""
    if cable.layout == "none" or getattr(cable, table["field"]) or not _applies(table, cable):
        return
    if "since" in table and context.year is not None and context.year < table["since"]:
        return
    if not table.get("extract", True) and cable.notices:
        return
    at = min(cable.header.start, cable.header.end)
    yield Finding(Span(at, at))


def order(table: Table, cable: Cable, context: Context) -> Iterator[Finding]:
    """`[order]`: header lines out of their place. Values: `line`, `after`; the variant is named as the trouble is."""
    lines, troubles = table.get("lines"), table.get("troubles")
    for disorder in cable.disorders:
        if (lines is None or disorder.line in lines) and (troubles is None or disorder.trouble in troubles):
            values = {"line": disorder.line, "after": disorder.after or ""}
            yield Finding(
                disorder.span,
                values,
                variant=disorder.trouble,
                paragraph=paragraph_at(cable, disorder.span.start),
            )


_KINDS: Mapping[str, Callable[[Table, Cable, Context], Iterator[Finding]]] = {
    "pair": pair,
    "required": required,
    "order": order,
}


def _applies(table: Table, cable: Document) -> bool:
    layouts = table.get("layouts")
    return layouts is None or cable.layout in layouts


def _region(cable: Document, within: str) -> Span:
    if within == "header":
        return cable.header
    if within == "subject":
        return cable.subject.span if cable.subject else Span(0, 0)
    if within == "text":
        return cable.body
    return cable.span


def _matches(table: Table, text: str, region: Span, custom: bool) -> Iterator[Match]:
    """Yield the matches of the expression of a table. Expressions of custom rules are not trusted: RE2 runs them."""
    regex = table.get("regex")
    if custom and regex is not None:
        return expression(regex).finditer(text, *region)
    return _expression(regex, tuple(table.get("find", ()))).finditer(text, *region)


@cache
def _expression(regex: str | None, literals: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(regex if regex is not None else "|".join(map(re.escape, literals)))


def _expanded(replacement: str, match: Match) -> str:
    groups = {name: found or "" for name, found in match.groupdict().items()}
    return fill(replacement, groups, match.string).plain


def _captions(cable: Cable) -> Iterator[tuple[Span, str]]:
    found = [(one.span, one.name) for one in cable.captions]
    yield from sorted([*found, *((line.span, line.text) for line in cable.unknown_header_lines)])


def _tags(cable: Cable) -> Iterator[tuple[Span, str]]:
    return ((tag.span, tag.written) for tag in cable.tags if not tag.person and not tag.glued)


def _posts(cable: Cable) -> Iterator[tuple[Span, str]]:
    return ((line.post.span, line.post.text) for line in cable.class_lines if line.post)


def _recipients(cable: Cable) -> Iterator[tuple[Span, str]]:
    return ((one.span, one.name) for one in cable.routing.recipients if one.action != "FM")


_FIELDS: Mapping[str, Callable[[Cable], Iterator[tuple[Span, str]]]] = {
    "captions": _captions,
    "tags": _tags,
    "post": _posts,
    "recipients": _recipients,
}


class TermTable:
    """The table of a rule, made ready for looking up.

    `only` and the terms of a list are allowed, `never` and `instead` are not. `near` names the variant for a term that
    differs by one slip from an allowed one.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.part: str = table["part"]
        self._near: str | None = table.get("near")
        self._only = frozenset(map(_folded, table.get("only", ())))
        self._list = LISTS[self.part] if table.get("known") else None
        never = dict.fromkeys(table.get("never", ()), "") | dict(table.get("instead", {}))
        self._never = {_folded(term): meant for term, meant in never.items()}
        phrases = {tuple(word.name for word in words_of(term)): meant for term, meant in never.items()}
        self._phrases: dict[str, list[tuple[Sequence[str], str]]] = {}
        for phrase in sorted(phrases, key=len, reverse=True):
            self._phrases.setdefault(phrase[0], []).append((phrase, phrases[phrase]))

    def in_list(self, cable: Cable, known: Vocabulary) -> Iterator[Finding]:
        """Report terms of a list that are not allowed in it."""
        for span, written in _FIELDS[self.part](cable):
            name = _folded(written)
            if name in self._never:
                yield _finding(span, self._never[name])
            elif not self._may_stand(name, known):
                meant = self._nearest(name, known)
                yield Finding(
                    span, {"term": span, "meant": meant or ""}, variant=self._near if meant else None
                )

    def in_text(self, text: str, region: Span) -> Iterator[Finding]:
        """Report words and phrases that are not allowed in running text, in any case and across line ends."""
        words = words_of(text, *region)
        at = 0
        while at < len(words):
            said = next(
                (one for one in self._phrases.get(words[at].name, ()) if _stands(one[0], words, at, text)),
                None,
            )
            if said:
                phrase, meant = said
                yield _finding(Span(words[at].span.start, words[at + len(phrase) - 1].span.end), meant)
            at += len(said[0]) if said else 1

    def _may_stand(self, name: str, known: Vocabulary) -> bool:
        if self._list is None and not self._only:
            return True  # the rule names only forbidden terms
        return name in self._only or (self._list is not None and self._list.knows(known, name))

    def _nearest(self, name: str, known: Vocabulary) -> str | None:
        return (self._list.meant(known, name) if self._list else None) or nearest(name, self._only)


def _finding(span: Span, meant: str) -> Finding:
    return Finding(span, {"term": span, "meant": meant}, edits=(Edit(span, meant),) if meant else ())


def _stands(phrase: Sequence[str], words: Sequence[ListedWord], at: int, text: str) -> bool:
    """Whether a phrase begins at a word, with only blanks between its words."""
    there = words[at : at + len(phrase)]
    return [word.name for word in there] == list(phrase) and all(
        text[one.span.end : other.span.start].isspace() for one, other in pairwise(there)
    )


def _folded(name: str) -> str:
    return " ".join(name.upper().split())


def counted(words: str) -> str:
    """Return the name of hidden words that the reader may not see: their number."""
    count = len(words.split())
    return f"{count} word{'' if count == 1 else 's'}"


def hidden_checks(
    rules: Iterable[Rule], content: HiddenContent, name: Callable[[str], str]
) -> Iterator[tuple[Rule, Look]]:
    """The rules of the kind `hidden` among `rules`, bound to a document. `name` says how hidden words are named."""
    for rule in rules:
        if rule.kind == HIDDEN:
            yield rule, partial(hidden_findings, rule, content, name)


def hidden_findings(rule: Rule, content: HiddenContent, name: Callable[[str], str]) -> Iterator[Finding]:
    """`[hidden]`: each thing of its kinds. Values: `words` as they are named, `where` (a page, a paragraph)."""
    for one in content.hidden:
        if one.kind in rule.table["kinds"]:
            yield Finding(
                Span(one.at, one.at),
                {"words": name(one.words), "where": str(one.where)},
                variant=one.kind if one.kind in rule.variants else None,
                where=one.where,
            )
