"""The process in which the checks of plugins run: requests come in lines of JSON, answers go out so.

It takes texts from standard input until that ends. What a check prints goes nowhere, and one that hangs cannot outlive
its time, even when nobody is there any more to end it.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import sys
from contextlib import suppress
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from sbu_check.checks.common.plugin import MOST, SECONDS, Place, installed
from sbu_check.diagnostics.model import happened
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from sbu_check.checks.common.plugin import PluginCheck

_WIDTH = 1_000
"""Code points of a value that are reported."""

_LONGER = 5
"""Seconds beyond its time after which the process ends itself."""


def main() -> None:
    """Answer requests until there are no more."""
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process, not the terminal
    requests, answers, nowhere = _channels()
    checks: dict[str, PluginCheck] = {}
    this = os.getpid()
    for line in requests:
        faulthandler.dump_traceback_later(SECONDS + _LONGER, exit=True, file=nowhere)
        answer = json.dumps(_answer(json.loads(line), checks)).encode() + b"\n"
        if os.getpid() != this:
            os._exit(0)  # a check has forked: only the first process answers
        answers.write(answer)
        answers.flush()
        faulthandler.cancel_dump_traceback_later()
    if sys.platform != "win32" and os.getpgrp() == this:
        os.killpg(this, signal.SIGKILL)  # with what checks have started


def _channels() -> tuple[IO[bytes], IO[bytes], IO[bytes]]:
    """Streams of requests and answers; a check cannot read or print to them."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = open(os.devnull, "r+b")  # noqa: SIM115, PTH123 - as long as the process runs
    for stream in (0, 1):
        os.dup2(nowhere.fileno(), stream)
    return requests, answers, nowhere


def _answer(request: dict[str, Any], checks: dict[str, PluginCheck]) -> dict[str, Any]:
    name = request["check"]
    try:
        if name not in checks:
            checks[name] = installed()[name].load()
        found = list(islice(checks[name](request["text"], request["path"]), MOST + 1))
        if len(found) > MOST:
            return {"error": f"it finds more than {MOST:,} places"}
        return {"places": [_place(one) for one in found]}
    except BaseException as error:  # noqa: BLE001 - any error or exit of a check is reported as its failure
        return {"error": happened(error)}


def _place(found: Any) -> list[Any]:
    """Return a place as JSON. Raises TypeError for another type."""
    start, end, values, variant = Place(*found)
    if not (_is_int(start) and _is_int(end) and (variant is None or isinstance(variant, str))):
        raise TypeError
    return [start, end, {str(key): _value(one) for key, one in values.items()}, variant]


def _value(given: Any) -> Any:
    if isinstance(given, Span):
        return [given.start, given.end]
    if isinstance(given, str):
        return given[:_WIDTH]
    if _is_int(given):
        return given
    raise TypeError


def _is_int(given: Any) -> bool:
    return isinstance(given, int) and not isinstance(given, bool)
