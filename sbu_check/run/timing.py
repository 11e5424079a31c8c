"""How long each stage and each rule takes, measured over some files by this process alone."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING

from sbu_check.engine import checker, context_of, documents, looking_at
from sbu_check.report.model import FileReport
from sbu_check.rules.selection import rules_of
from sbu_check.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sbu_check.run.run import Run


@value
class Timing:
    """Seconds by stage (`reading`, `understanding`, `rules`) and by rule, over so many files."""

    files: int
    stages: dict[str, float]
    rules: dict[str, float]


def measured(run: Run, paths: Iterable[str], clock: Callable[[], float] = perf_counter) -> Timing:
    """What takes how long over the files of `paths`. What rules share counts for the first that asks for it.

    Raises ConfigurationError.
    """
    stages = dict.fromkeys(("reading", "understanding", "rules"), 0.0)
    rules: dict[str, float] = {}
    files = 0
    start = clock()
    for source, configuration in run.sources(paths):
        read = clock()
        stages["reading"] += read - start
        if isinstance(source, FileReport):
            start = clock()
            continue
        files += 1
        options = configuration.options(source.name)
        cables = documents(source.text, options)
        understood = clock()
        stages["understanding"] += understood - read
        for cable in cables:
            context = context_of(cable, options)
            for rule in looking_at(cable, rules_of(options)):
                before = clock()
                with suppress(Exception):  # the report tells of a rule that raises
                    deque(checker(rule)(cable, context), maxlen=0)
                rules[rule.id] = rules.get(rule.id, 0.0) + clock() - before
        start = clock()
        stages["rules"] += start - understood
    return Timing(files, stages, rules)
