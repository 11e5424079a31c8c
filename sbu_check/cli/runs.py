"""The run that the options of a verb describe, and its faults as lines for the user."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sbu_check.cli.console import Failure, is_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.api import Configuration, Output, Run


@contextmanager
def faults() -> Iterator[None]:
    """Turn faults of the configuration and of names into one line for the user and exit code 2."""
    from sbu_check import api

    try:
        yield
    except (
        api.ConfigurationError, api.FaultyRules, api.UnknownName, api.UnknownSystem, api.UnreadableMark
    ) as error:  # fmt: skip
        raise Failure(str(error)) from None


def run_of(given: dict[str, Any], outputs: Sequence[Output] = ()) -> Run:
    """Return the run that the options of a verb describe, with what its outputs need. Raises Failure."""
    from sbu_check import api

    if given.get("encoding") is not None:
        try:
            api.check_encoding(given["encoding"])
        except api.Undecodable as error:
            raise Failure(str(error)) from None
    run_options = api.RunOptions(
        limit=_limit(given.get("show_text"), leaves=any(one.path for one in outputs)),
        encoding=given["encoding"],
        stdin_name=given["stdin_filename"] or api.STANDARD_INPUT_NAME,
        most=given.get("max_per_rule") or api.LIMIT,
        identified=any(one.form.identified or one.path for one in outputs),
        sheets=any(one.form.sheets for one in outputs),
        suppressions=not given.get("no_suppressions"),
        baseline=not given.get("no_baseline"),
        forced=bool(given.get("force_exclude")),
    )
    changes = {name: given.get(name) for name in ("profile", "select", "ignore", "system", "on", "expect")}
    return api.Run(
        fixed_configuration(given),
        changes=changes,
        fail_level=given.get("fail_level"),
        run_options=run_options,
        jobs=given.get("jobs") or _cores(),
        cached=not given.get("no_cache", True),
        trust=trust_of(given),
    )


def _cores() -> int:
    """The cores that this process may use."""
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def fixed_configuration(given: dict[str, Any]) -> Any:
    """The configuration that the options name for all files; None if each folder uses its own."""
    from sbu_check import api

    if given["no_config"]:
        return api.DEFAULT
    return api.load(Path(given["config"]), trust_of(given)) if given["config"] else None


def trust_of(given: dict[str, Any]) -> tuple[Path, ...]:
    """The folders in which a configuration may name files in addition to its repository."""
    return tuple(map(Path, given.get("trust") or ()))


def in_force(given: dict[str, Any]) -> Configuration:
    """The configuration that the options name, else the one in force in this folder."""
    from sbu_check import api

    return api.Run(fixed_configuration(given), trust=trust_of(given)).configuration(Path())


def _limit(words: str | None, *, leaves: bool) -> Any:
    """The limit of the text to show: the option, else all on a terminal, and U for a report that leaves it."""
    import os

    from sbu_check import api

    if words is None:
        words = "all" if is_terminal() and not leaves and not os.environ.get("CI") else "U"
    try:
        return api.Limit.parse(words)
    except api.UnknownLimit as error:
        raise Failure(f"--show-text: {error}") from None
