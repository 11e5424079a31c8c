"""Compare an original with its released copy: the entrance to this package."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

from sbu_check.checks.common.declared import hidden_checks
from sbu_check.comparison.compared_text import read_copy, read_original
from sbu_check.comparison.comparison import Comparison, WithheldText, compared
from sbu_check.comparison.words import WordForm
from sbu_check.engine import Checked, check_by
from sbu_check.rules.catalogue import catalogue
from sbu_check.rules.model import HIDDEN
from sbu_check.rules.selection import Options
from sbu_check.text.source import SourceText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sbu_check.checks.common.declared import Look
    from sbu_check.diagnostics.model import Diagnostic, Finding
    from sbu_check.rules.model import Rule
    from sbu_check.text.hidden_content import HiddenContent

UNRELATED = "text-changed"
"""The rule that says that a text is no copy of the other; the rest have nothing to say then."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What the rules say of a comparison: places in the released text, the related ones in the original."""

    comparison: Comparison
    checked: Checked

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """By place in the released text."""
        return self.checked.diagnostics


def compare(
    original: SourceText | str,
    released: SourceText | str,
    *,
    release_level: str = "U",
    ocr: bool = False,
    settings: Options | None = None,
    rules: Sequence[Rule] | None = None,
    outside: Mapping[str, str] | None = None,
    salt: bytes | None = None,
    show_withheld: bool = False,
) -> Compared:
    """Compare two texts by the rules of a comparison.

    `release_level` is the highest mark that may be released (`U`, `SBU`, `C` …). With `ocr`, differences that a scanner
    makes are none. `rules` are those in force, by default all. `outside` are more texts that go out with the copy, by
    what they are (`title`); the name of its file goes with it anyway. Withheld words are named by a hash under `salt`,
    a new one for each run when it is None, or shown with `show_withheld`.
    """
    form = WordForm(ocr=ocr)
    texts = [SourceText(text) if isinstance(text, str) else text for text in (original, released)]
    settings = settings or Options()
    ours = read_original(texts[0].text, form, settings, name=texts[0].name)
    theirs = read_copy(texts[1].text, form, settings, ours, name=texts[1].name)
    names = {"file name": PurePath(theirs.name).name} if theirs.name else {}
    names |= _besides(texts[1].hidden_content)
    comparison = compared(
        replace(ours, hidden_content=texts[0].hidden_content),
        replace(theirs, hidden_content=texts[1].hidden_content),
        release_level=release_level,
        outside=names | dict(outside or {}),
        withheld_text=WithheldText(salt or secrets.token_bytes(16), open=show_withheld),
        settings=settings,
    )
    return judged(comparison, comparison_rules() if rules is None else rules)


def _besides(hidden_content: HiddenContent | None) -> dict[str, str]:
    """What a file holds besides its text, by what it is; without what nobody needs to compare to know that it leaks."""
    texts: dict[str, str] = {}
    for one in hidden_content.hidden if hidden_content else ():
        if one.kind in _QUIET:
            name = str(one.where).removeprefix("the ")
            texts[name] = f"{texts[name]} {one.words}" if name in texts else one.words
    return texts


_QUIET = frozenset({"property", "bookmark", "alternate", "field", "attachment", "comment"})


def comparison_rules() -> tuple[Rule, ...]:
    """The rules that look at a comparison, and those that look at what the file of the copy holds besides."""
    return tuple(rule for rule in catalogue().values() if rule.compare or rule.kind == HIDDEN)


def judged(comparison: Comparison, rules: Sequence[Rule]) -> Compared:
    """What the rules say, by place. A rule that raises is a crash and stops no other."""
    copy = comparison.copy
    looks: list[tuple[Rule, Look]] = [
        (rule, partial(_look, rule, comparison))
        for rule in rules
        if rule.compare and (comparison.related or rule.id == UNRELATED)
    ]
    if copy.hidden_content:
        looks += hidden_checks(rules, copy.hidden_content, comparison.hidden_words)
    return Compared(comparison, check_by(copy.text, copy.cables, looks, path=copy.name or ""))


def _look(rule: Rule, comparison: Comparison) -> Iterator[Finding]:
    return looker(rule)(comparison)


def looker(rule: Rule) -> Callable[[Comparison], Iterator[Finding]]:
    """The function of a rule of a comparison. Raises ImportError or AttributeError for a name that is not there."""
    module, _, function = (rule.compare or "").partition(".")
    found: Callable[[Comparison], Iterator[Finding]] = getattr(
        import_module(f"sbu_check.comparison.{module}"), function
    )
    return found
