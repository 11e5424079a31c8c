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


def run_of(parameters: dict[str, Any], outputs: Sequence[Output] = ()) -> Run:
    """Return the run that the options of a verb describe, with what its outputs need. Raises Failure."""
    from sbu_check import api

    if parameters.get("encoding") is not None:
        try:
            api.check_encoding(parameters["encoding"])
        except api.Undecodable as error:
            raise Failure(str(error)) from None
    run_options = api.RunOptions(
        limit=_limit(parameters.get("show_text"), leaves=any(one.path for one in outputs)),
        encoding=parameters["encoding"],
        stdin_name=parameters["stdin_filename"] or api.STANDARD_INPUT_NAME,
        most=parameters.get("max_per_rule") or api.LIMIT,
        identified=any(one.form.identified or one.path for one in outputs),
        sheets=any(one.form.sheets for one in outputs),
        suppressions=not parameters.get("no_suppressions"),
        baseline=not parameters.get("no_baseline"),
        forced=bool(parameters.get("force_exclude")),
    )
    changes = {
        name: parameters.get(name) for name in ("profile", "select", "ignore", "system", "on", "expect")
    }
    return api.Run(
        fixed_configuration(parameters),
        changes=changes,
        fail_level=parameters.get("fail_level"),
        run_options=run_options,
        jobs=parameters.get("jobs") or _cores(),
        cached=not parameters.get("no_cache", True),
        trust=trust_of(parameters),
    )


def _cores() -> int:
    """The cores that this process may use."""
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def fixed_configuration(parameters: dict[str, Any]) -> Any:
    """The configuration that the options name for all files; None if each folder uses its own."""
    from sbu_check import api

    if parameters["no_config"]:
        return api.DEFAULT
    return api.load(Path(parameters["config"]), trust_of(parameters)) if parameters["config"] else None


def trust_of(parameters: dict[str, Any]) -> tuple[Path, ...]:
    """The folders in which a configuration may name files in addition to its repository."""
    return tuple(map(Path, parameters.get("trust") or ()))


def in_force(parameters: dict[str, Any]) -> Configuration:
    """The configuration that the options name, else the one in force in this folder."""
    from sbu_check import api

    return api.Run(fixed_configuration(parameters), trust=trust_of(parameters)).configuration(Path())


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
