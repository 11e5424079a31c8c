"""HTML from Python: what is put into an element is text and stays text, unless it is an element."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sbu_check.report.terminal import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

_VOID = frozenset({"rect", "input"})


class Html(str):
    """Finished markup."""

    __slots__ = ()


def text(words: str) -> Html:
    """Words as text: nothing in them is markup, a control or a change of direction. Tabs and line ends stay."""
    if words.isprintable():
        return Html(escape(words))
    lines = ("\t".join(map(clean, line.split("\t"))) for line in words.split("\n"))
    return Html(escape("\n".join(lines)))


def joined(parts: Iterable[str], between: str = "") -> Html:
    """Parts one after the other; those that are no markup are text."""
    return Html(text(between).join(part if isinstance(part, Html) else text(part) for part in parts))


def element(name: str, *content: str, **attributes: str | int | bool | None) -> Html:
    """An element. The name of an attribute may end in an underscore, and hyphens are written as underscores.

    An attribute of None or False is left out; one of True is written without a value.
    """
    opening = name + "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{opening}/>")
    return Html(f"<{opening}>{joined(content)}</{name}>")


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    written = key.rstrip("_").replace("_", "-")
    return f" {written}" if value is True else f' {written}="{text(str(value))}"'
