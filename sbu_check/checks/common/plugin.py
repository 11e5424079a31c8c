"""Checks of plugins: entry points of installed packages, run in a process of their own.

A custom rule may say `plugin = "NAME"`: what it finds is what the entry point NAME of `sbu_check.checks` yields.
Its code runs in another process (`plugin_host`), to which texts go and from which places come as JSON: what
raises there, hangs or ends affects nothing else. Only installed packages are used, never modules next to the
documents.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import site
import subprocess
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from queue import Empty, Queue
from threading import Thread, Timer
from typing import TYPE_CHECKING, Any, TypeAlias

from sbu_check.checks.common.document import paragraph_at
from sbu_check.diagnostics.model import Finding
from sbu_check.rules.model import RuleFailed
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from importlib.metadata import EntryPoint

    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context

GROUP = "sbu_check.checks"
"""The group of entry points that checks are found by."""

SECONDS = 10.0
"""Time that a check may take for one cable."""

_GRACE = 0.5
"""Seconds beyond its time in which the end of a host shows, if no process of a check holds its pipe."""

MOST = 10_000
"""Findings of one check in one cable."""

_NUMBER = 1000
"""The least number that may be one of the document: smaller ones are counts."""

Value: TypeAlias = "str | int | Span"


class Place(NamedTuple):
    """Result of a plugin's check: a place in the given text, and the values for the message of its rule.

    `start` and `end`, which is exclusive, count code points. `values` fill the placeholders of the message in its file:
    a `Span` is for the words of the text there, a `str` for words that may be anybody's. These are shown only where the
    whole text may be, as is a number of four digits or more that the text has. `variant` names a `[variant.NAME]` table
    of that file.
    """

    start: int
    end: int
    values: Mapping[str, Value] = {}
    variant: str | None = None


PluginCheck: TypeAlias = "Callable[[str, str | None], Iterable[Place]]"
"""A check of a plugin: it gets the text of one cable (`read_cable` understands it) and the name of its file, if any."""


class PluginFailed(RuleFailed):
    """A check of a plugin did not do its work."""


@value
class _GivenWords:
    """Words that a check gave. Their source is unknown, so they are as secret as the whole cable."""

    span: Span
    text: str


@cache
def installed() -> Mapping[str, EntryPoint]:
    """The entry points of installed packages by name. No code of theirs is loaded."""
    folders = [*site.getsitepackages(), *([site.getusersitepackages()] if site.ENABLE_USER_SITE else [])]
    return {
        point.name: point
        for distribution in sorted(distributions(path=folders), key=lambda one: one.name, reverse=True)
        for point in distribution.entry_points.select(group=GROUP)
    }


def provider(name: str) -> str:
    """The package and version that an entry point is of, for a digest."""
    package = installed()[name].dist
    return f"{package.name} {package.version}" if package else ""


def asked(name: str, cable: Cable, context: Context) -> Iterator[Finding]:
    """Yield the findings of an entry point's check in a cable. Raises PluginFailed."""
    text = cable.text[cable.span.start : cable.span.end]
    for place in _host().ask(name, text, context.path):
        start, end, given, variant = _sound(place, len(text))
        span = Span(cable.span.start + start, cable.span.start + end)
        values = {key: _value(one, cable) for key, one in given.items()}
        yield Finding(span, values, variant=variant, paragraph=paragraph_at(cable, span.start))


def _sound(place: Any, length: int) -> tuple[int, int, dict[str, Any], str | None]:
    start, end, values, variant = place
    if not 0 <= start <= end <= length:
        raise PluginFailed("it found a place that is not in the text")
    return start, end, values, variant


def _value(given: Any, cable: Cable) -> object:
    if isinstance(given, int):
        quoted = abs(given) >= _NUMBER and str(abs(given)) in cable.text
        return _GivenWords(cable.span, str(given)) if quoted else given
    if isinstance(given, str):
        return _GivenWords(cable.span, given)
    start, end = given
    if not 0 <= start <= end <= cable.span.end - cable.span.start:
        raise PluginFailed("it gave a value that is not in the text")
    return Span(cable.span.start + start, cable.span.start + end)


class _Host:
    """Process in which checks run: started for the first request, and again after it had to be stopped.

    It has a process group of its own, which ends with it. Its answers are read by a thread: a process that a check has
    started may hold the pipe open when the host is gone.
    """

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: Queue[bytes] = Queue()

    def ask(self, name: str, text: str, path: str | None) -> list[Any]:
        """The places that a check finds in a text. Raises PluginFailed."""
        if self._process is None:
            self._process, self._answers = _started(), Queue()
            Thread(target=_read, args=(self._process, self._answers), daemon=True).start()
        request = json.dumps({"check": name, "text": text, "path": path}).encode() + b"\n"
        timer = Timer(SECONDS, _kill, [self._process])
        timer.start()
        try:
            answer = _exchange(self._process, self._answers, request)
        except Empty:
            self.close()
            raise PluginFailed(f"it took longer than {SECONDS:.0f} seconds, and was ended") from None
        except (OSError, ValueError):
            self.close()
            if timer.finished.is_set():
                raise PluginFailed(f"it took longer than {SECONDS:.0f} seconds, and was ended") from None
            raise PluginFailed("its process has ended unexpectedly") from None
        finally:
            timer.cancel()
        if "error" in answer:
            raise PluginFailed(answer["error"])
        places: list[Any] = answer["places"]
        return places

    def close(self) -> None:
        """End the process and its children."""
        process, self._process = self._process, None
        if process and self.owner == os.getpid():
            _kill(process)
            process.wait()
            # The ended process may not have read all of it.
            with suppress(OSError):
                if process.stdin:
                    process.stdin.close()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a host with its process group."""
    if sys.platform != "win32" and process.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _read(process: subprocess.Popen[bytes], answers: Queue[bytes]) -> None:
    """Pass on each line that a host writes, and an empty one at the end."""
    stream = process.stdout
    assert stream
    with suppress(OSError, ValueError):
        for line in stream:
            answers.put(line)
    answers.put(b"")
    with suppress(OSError):
        stream.close()


def _exchange(process: subprocess.Popen[bytes], answers: Queue[bytes], request: bytes) -> dict[str, Any]:
    """The answer to a request. Raises Empty after the time, OSError or ValueError if the process ends without one."""
    assert process.stdin
    process.stdin.write(request)
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(answers.get(timeout=SECONDS + _GRACE))
    return answer


def _started() -> subprocess.Popen[bytes]:
    # Load code only from the folder of this program, not from the current folder or the environment.
    code = (
        "import sys; home = sys.argv[1]; home in sys.path or sys.path.insert(0, home); "
        "from sbu_check.checks.common.plugin_host import main; main()"
    )
    home = str(Path(__file__).resolve().parents[2])
    environment = {key: words for key, words in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.Popen(  # noqa: S603 - this interpreter, and words of our own
        [sys.executable, "-P", "-c", code, home],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # the output of a check may hold words of a document
        env=environment,
        start_new_session=True,
    )


_HOSTS: list[_Host] = []


def _host() -> _Host:
    """The host of this process: one that forked has its own."""
    if not _HOSTS or _HOSTS[-1].owner != os.getpid():
        host = _Host()
        _HOSTS[:] = [host]
        atexit.register(host.close)
    return _HOSTS[-1]
