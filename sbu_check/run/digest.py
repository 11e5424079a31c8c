"""By what two runs can be told to be the same: a digest of the rules and of the configuration in force."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sbu_check import __version__
from sbu_check.rules import catalogue

try:
    from _blake2 import (
        blake2b,
    )  # the standard library's own: hashlib loads another, for a fortieth of a start
except ImportError:
    from hashlib import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sbu_check.config.configuration import Configuration
    from sbu_check.config.run_options import RunOptions
    from sbu_check.rules.options import Options


def digest(used: Iterable[tuple[Configuration, Options]], run_options: RunOptions) -> str:
    """16 hexadecimal digits, the same for runs of one program under the same rules, settings and known findings.

    `used` are the options of each file with the configuration that they come from. Where that lies, and how much of a
    document is shown, tells no two runs apart. Raises ConfigurationError for a baseline that cannot be read.
    """
    terms = set()
    known: dict[int, object] = {}
    for configuration, options in used:
        if id(configuration) not in known:
            known[id(configuration)] = _known(configuration, run_options)
        settled = (configuration.fail_level, configuration.excluded, known[id(configuration)])
        terms.add(repr((options.key, settled)))
    words = (__version__, catalogue.sources(), repr((run_options.most, run_options.encoding)), *sorted(terms))
    return blake2b("\n".join(words).encode(), digest_size=8).hexdigest()


def _known(configuration: Configuration, run_options: RunOptions) -> object:
    """What findings a configuration knows beforehand, as far as they count in this run."""
    today = run_options.today or date.today()
    entries = [
        (one.paths, one.rule, one.reason, one.where, one.until, one.over(today))
        for one in (configuration.suppress if run_options.suppressions else ())
    ]
    if not configuration.baseline or not run_options.baseline:
        return entries, None
    from sbu_check.baseline.entries import baseline_of

    return entries, baseline_of(configuration).digest
