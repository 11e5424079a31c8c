"""Messages that keep the program's words and the document's words apart.

A report may have to hide the words of the document (an SBU paragraph in a public build log) and still say what is
wrong. So a message is not a string but parts: a `str` is the program's own, a `Quote` is the document's, with its
place. `Message.shown` renders both for a reader who may see some places only.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, TypeAlias

from sbu_check.text.span import Span
from sbu_check.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

QUOTE_WIDTH = 80
"""Code points of a quotation that are shown at most; the rest is an ellipsis."""

_SLOT = re.compile(r"\{\{|\}\}|\{(\w+)\}")


class WrittenValue(Protocol):
    """Any part of the document that has a place and words: Term, PortionMark, Caption, Subject."""

    @property
    def span(self) -> Span:
        """Its place in the text."""

    @property
    def text(self) -> str:
        """Its words, with folded blanks."""


Value: TypeAlias = "str | int | Span | WrittenValue | tuple[Value, ...]"
"""What may fill a placeholder. `str` and `int` are the program's own words. `Span` and `Written` are the document's
words and are masked if the reader may not see that place. A tuple is an enumeration: "6, 7 and 8"."""


class UnfilledMessage(Exception):
    """A template names a value that the finding does not give, or a value is of a kind that no message can hold."""


@value
class Quote:
    """Words of the document in a message: their place, and the words with folded blanks."""

    span: Span
    text: str


@value
class Message:
    """The parts of one message in order. There is no `str()` of it: the caller must choose for which reader."""

    parts: tuple[str | Quote, ...]

    @property
    def plain(self) -> str:
        """The whole message with all that it quotes, for a reader who may see everything."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def shown(self, visible: Callable[[Span], bool], mask: str) -> str:
        """The message with `mask` in place of each quotation from a place that is not visible.

        The mask replaces all words of a quotation, so that its length reveals nothing of theirs.
        """
        return "".join(
            part if isinstance(part, str) else part.text if visible(part.span) else mask
            for part in self.parts
        )


def own(words: str) -> Message:
    """A message of the program's own words only."""
    return Message((words,))


def fill(template: str, values: Mapping[str, object], text: str) -> Message:
    """The message of `template` with each `{name}` replaced by `values[name]`; `{{` and `}}` are plain braces.

    `text` is the decoded document that spans point into. Values are never read as templates.
    Raises UnfilledMessage.
    """
    if "{" not in template and "}" not in template:
        return Message((template,))
    parts: list[str | Quote] = []
    for words, slot in _slots(template):
        if words:
            parts.append(words)
        if slot is not None:
            if slot not in values:
                raise UnfilledMessage(
                    f"the message needs the value {slot!r}, which the finding does not give"
                )
            _put(values[slot], text, parts)
    return Message(tuple(parts))


def slots(template: str) -> frozenset[str]:
    """The names of the placeholders of a template."""
    return frozenset(slot for _, slot in _slots(template) if slot is not None)


@lru_cache(maxsize=1024)
def _slots(template: str) -> tuple[tuple[str, str | None], ...]:
    """The template as pairs: own words, then the placeholder after them or None."""
    pairs: list[tuple[str, str | None]] = []
    at = 0
    words = ""
    for match in _SLOT.finditer(template):
        words += template[at : match.start()]
        at = match.end()
        if match[1] is None:
            words += match[0][0]
        else:
            pairs.append((words, match[1]))
            words = ""
    pairs.append((words + template[at:], None))
    return tuple(pairs)


def _put(value: object, text: str, parts: list[str | Quote]) -> None:
    if isinstance(value, str):
        parts.append(value)
    elif isinstance(value, int):
        parts.append(str(value))
    elif isinstance(value, Span):
        parts.append(Quote(value, _brief(value.of(text))))
    elif isinstance(span := getattr(value, "span", None), Span) and isinstance(
        words := getattr(value, "text", None), str
    ):
        # Before the tuples: the values of the cable model are named ones.
        parts.append(Quote(span, _brief(words)))
    elif isinstance(value, (tuple, list)):
        for index, item in enumerate(value):
            if index:
                parts.append(" and " if index == len(value) - 1 else ", ")
            _put(item, text, parts)
    else:
        raise UnfilledMessage(f"a {type(value).__name__} is not allowed in a message")


def _brief(words: str) -> str:
    """The words with folded blanks, and an ellipsis after QUOTE_WIDTH code points."""
    # Slicing first keeps a quotation of a 100 MB paragraph cheap.
    folded = " ".join(words[: QUOTE_WIDTH * 4].split())
    return folded if len(folded) <= QUOTE_WIDTH else folded[: QUOTE_WIDTH - 1] + "…"
