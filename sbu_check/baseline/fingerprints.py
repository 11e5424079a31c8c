"""Fingerprints of the findings in a file, and the secret that keys those of a baseline."""

from __future__ import annotations

import os
from hashlib import blake2b
from typing import TYPE_CHECKING

from sbu_check.config.configuration import ConfigurationError
from sbu_check.diagnostics.fingerprint import HIDDEN, Fingerprints
from sbu_check.report.limit import Limit
from sbu_check.report.masking import TextMask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sbu_check.checks.common.context import Context
    from sbu_check.text.span import Span

VARIABLE = "SBU_CHECK_SALT"
"""The variable of the environment with the secret."""

_LEAST = 16
"""Characters that a secret has at least: a shorter one can be guessed."""


def secret() -> bytes:
    """The key that the environment gives, empty if it gives none. Raises ConfigurationError for one that is short."""
    words = os.environ.get(VARIABLE, "")
    if words and len(words) < _LEAST:
        raise ConfigurationError(f"{VARIABLE}: expected at least {_LEAST} characters that nobody can guess")
    return blake2b(os.fsencode(words)).digest() if words else b""


def fingerprints_of(contexts: Sequence[Context], *, entries: bool = False) -> Fingerprints:
    """The fingerprints of a file whose documents have these contexts; with `entries` also those of a baseline.

    Raises ConfigurationError for a secret that is short.
    """
    key = secret() if entries else b""
    return Fingerprints([context.document for context in contexts], _Harmless(contexts).words, key)


class _Harmless:
    """The words of a file that a report shows under the limit U; what is hidden is found when it is first asked for."""

    def __init__(self, contexts: Sequence[Context]) -> None:
        self._contexts = contexts
        self._mask: TextMask | None = None

    def words(self, span: Span) -> str:
        """The words of a place, with HIDDEN for those that are masked."""
        text = self._contexts[0].document.text
        if self._mask is None:
            self._mask = TextMask(self._contexts, Limit("up-to", "U"), len(text))
        return "".join(part.of(text) if visible else HIDDEN for part, visible in self._mask.pieces(span))
