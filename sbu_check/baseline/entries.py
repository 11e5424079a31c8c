"""The baseline: findings that a project had when it began to use the program, one entry each, known by their content.

The file holds paths, rules and fingerprints: no line numbers, no dates, no words of a document. A fingerprint holds no
hidden word, not even as a hash. If the environment gives a secret (`SBU_CHECK_SALT`), it is keyed over all words. The
secret is in no file of the project: beside the hashes it would let anybody guess at the words.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from datetime import date
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from sbu_check.config.configuration import ConfigurationError
from sbu_check.config.suppressions import Places
from sbu_check.diagnostics.fingerprint import HIDDEN, Fingerprints
from sbu_check.engine import Checked
from sbu_check.report.limit import Limit
from sbu_check.report.masking import TextMask
from sbu_check.text.files import HUGE, read_bytes, reason, status_of
from sbu_check.values import NamedTuple, field, replace, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sbu_check.cable.model import Document
    from sbu_check.checks.common.context import Context
    from sbu_check.config.configuration import Configuration, RunOptions
    from sbu_check.config.suppressions import SuppressedPlace, Suppression
    from sbu_check.diagnostics.model import Diagnostic
    from sbu_check.text.span import Span


@value
class KnownFindings:
    """Known findings of one file.

    `entries` are its `[[suppress]]` entries, each with its index, `baseline` its fingerprints in the baseline. `today`
    is the day on which entries must be in force.
    """

    entries: tuple[tuple[int, Suppression], ...]
    baseline: frozenset[str]
    today: date

    @property
    def terms(self) -> tuple[object, ...]:
        """Key that is equal for files with the same known findings."""
        return [(at, one, one.over(self.today)) for at, one in self.entries], sorted(self.baseline)

    def states(self, diagnostics: Iterable[Diagnostic], cables: Sequence[Document]) -> Iterator[Diagnostic]:
        """Yield the diagnostics, with the state of those that are known."""
        about = self._about(cables)
        for one in diagnostics:
            found = (self.entries[at][1] for at in about(one))
            if any(not entry.over(self.today) for entry in found):
                yield replace(one, state="suppressed")
            elif one.entry in self.baseline:
                yield replace(one, state="baselined")
            else:
                yield one

    def used(self, checked: Checked, cables: Sequence[Document]) -> tuple[int, ...]:
        """The indices of the entries that are about something, their time over or not."""
        about = self._about(cables)
        found = {at for one in checked.diagnostics for at in about(one)}
        return tuple(self.entries[at][0] for at in sorted(found))

    def _about(self, cables: Sequence[Document]) -> Callable[[Diagnostic], Iterator[int]]:
        """A function that gives the places among the entries of those that are about a diagnostic."""
        by: dict[tuple[str, SuppressedPlace | None], list[int]] = {}
        for at, (_, entry) in enumerate(self.entries):
            by.setdefault((entry.rule, entry.where), []).append(at)
        rules = {rule for rule, _ in by}
        lines = sorted({where.name for _, where in by if where and where.kind == "line"})
        places: dict[int, Places] = {}

        def about(one: Diagnostic) -> Iterator[int]:
            if one.rule not in rules:
                return
            if one.document not in places:
                places[one.document] = Places(cables[one.document])
            yield from by.get((one.rule, None), ())
            for where in dict.fromkeys(places[one.document].of(one, lines)):
                yield from by.get((one.rule, where), ())

        return about


def apply_known(
    checked: Checked, cables: Sequence[Document], beforehand: KnownFindings | None, most: int
) -> Checked:
    """Return the result of a check with the state of known diagnostics, and at most `most` new ones of one rule."""
    counts: Counter[str] = Counter()
    kept = []
    found: Iterable[Diagnostic] = checked.diagnostics
    for one in beforehand.states(found, cables) if beforehand else found:
        counts[one.rule] += one.state == "new"
        if one.state != "new" or counts[one.rule] <= most:
            kept.append(one)
    dropped = {rule: count - most for rule, count in counts.items() if count > most}
    return Checked(tuple(kept), checked.crashes, dropped)


def known_findings(
    configuration: Configuration, path: str | None, run_options: RunOptions
) -> KnownFindings | None:
    """Return the known findings of a file; None if there are none. Raises ConfigurationError."""
    if path is None:
        return None
    entries = tuple(configuration.suppressions(path)) if run_options.suppressions else ()
    fingerprints: frozenset[str] = frozenset()
    if configuration.baseline and run_options.baseline:
        from sbu_check.baseline.entries import baseline_of

        fingerprints = baseline_of(configuration).of(configuration.name(path))
    if not entries and not fingerprints:
        return None
    return KnownFindings(entries, fingerprints, run_options.today or date.today())


VARIABLE = "SBU_CHECK_SALT"
"""The variable of the environment with the secret."""

_LEAST = 16
"""Characters that a secret has at least: a shorter one can be guessed."""

VERSION = 2
NAME = "sbu-check-baseline.json"

_FINGERPRINT = re.compile("[0-9a-f]{24}")


class Entry(NamedTuple):
    """One finding: the file as seen from the configuration's folder, with slashes, the rule, and the fingerprint."""

    path: str
    rule: str
    fingerprint: str


@value(slots=False)
class Baseline:
    """The entries of a baseline; `by_path` holds the fingerprints of each file."""

    entries: tuple[Entry, ...]
    by_path: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)

    @classmethod
    def made(cls, entries: Iterable[Entry]) -> Baseline:
        """The baseline of some entries, each once and in order."""
        ordered = tuple(sorted(set(entries)))
        by_path: dict[str, set[str]] = {}
        for entry in ordered:
            by_path.setdefault(entry.path, set()).add(entry.fingerprint)
        return cls(ordered, {path: frozenset(found) for path, found in by_path.items()})

    @cached_property
    def digest(self) -> str:
        """The same for two baselines of the same entries."""
        return blake2b(json.dumps(self.entries).encode(), digest_size=16).hexdigest()

    def of(self, path: str) -> frozenset[str]:
        """The fingerprints of a file, by its path as the entries name it."""
        return self.by_path.get(path, frozenset())

    def text(self, key: bytes) -> str:
        """The content of the file, an entry a line."""
        lines = ",\n".join(f"    {json.dumps(entry._asdict())}" for entry in self.entries)
        head = f'{{\n  "version": {VERSION},\n  "key": {json.dumps(_key(key))},\n  "findings": ['
        return f"{head}\n{lines}\n  ]\n}}\n" if lines else f"{head}]\n}}\n"


def baseline_of(configuration: Configuration) -> Baseline:
    """The baseline that a configuration names. Raises ConfigurationError for one that cannot be used."""
    path = configuration.baseline_path
    if path is None:
        return Baseline(())
    try:
        status = status_of(path)
        return _load(path, secret(), (status.st_mtime_ns, status.st_size, status.st_ino))
    except FileNotFoundError:
        raise ConfigurationError(f"{path}: there is no such baseline: baseline create makes it") from None
    except OSError as error:
        raise ConfigurationError(f"{path}: {reason(error)}") from None


@lru_cache(maxsize=16)
def _load(path: Path, key: bytes, _state: tuple[int, ...]) -> Baseline:
    try:
        data = json.loads(read_bytes(path, most=HUGE))
    except (ValueError, RecursionError):
        raise ConfigurationError(f"{path}: this is no baseline: it is not JSON") from None
    if not isinstance(data, dict) or not isinstance(data.get("findings"), list):
        raise ConfigurationError(f"{path}: this is no baseline: it has no list of findings")
    if data.get("version") != VERSION:
        raise ConfigurationError(
            f"{path}: this baseline has another version than {VERSION}: delete it, and baseline create makes it anew"
        )
    if data.get("key") != _key(key):
        made = "without" if data.get("key") is None else "with another" if key else "with a secret"
        raise ConfigurationError(f"{path}: this baseline was made {made} {VARIABLE}")
    return Baseline.made(_entry(path, at, one) for at, one in enumerate(data["findings"], 1))


def _entry(path: Path, number: int, data: Any) -> Entry:
    if isinstance(data, dict) and data.keys() == {*Entry._fields}:
        entry = Entry(**data)
        if all(isinstance(part, str) for part in entry) and _FINGERPRINT.fullmatch(entry.fingerprint):
            return entry
    raise ConfigurationError(f"{path}: finding {number} is none: expected path, rule and fingerprint")


def _key(key: bytes) -> str | None:
    """By what a baseline knows its own secret, of which it shows nothing; None without a secret."""
    return blake2b(b"baseline", digest_size=4, key=key).hexdigest() if key else None


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
        return "".join(part.of(text) if visible else HIDDEN for part, visible in self._mask.parts(span))
