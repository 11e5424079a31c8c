"""The process that reads one document from standard input: `python -m sbu_check.documents.worker FORM SECONDS`.

The number of its bytes is on the first line. The input stays open until the answer is read; if it ends earlier, this
process ends too.

It prints one JSON object: `text`, `runs` and `hidden`, or `problem`.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Any

from sbu_check.documents.reading_result import DocumentTooLarge, UnreadableDocument

if TYPE_CHECKING:
    from sbu_check.documents.reading_result import ReadingResult

MEMORY = 2_000_000_000
"""Bytes of memory that reading one document may take."""


def main(form: str, seconds: int) -> None:
    """Read a document and print what was found."""
    _bounded(seconds)
    size = int(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read(size)
    Thread(target=_end_with_input, daemon=True).start()
    # Messages of a library are discarded: they may quote the document.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    json.dump(_found(form, data), out)
    out.flush()


def _end_with_input() -> None:
    """End this process when its input ends: nobody needs the answer any more."""
    while os.read(0, 1):
        pass
    os._exit(1)


def _bounded(seconds: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # there is none on Windows  # noqa: PLC0415

    limits = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for what, most in limits:
        with contextlib.suppress(ValueError, OSError):
            # A stricter limit may hold already. At the hard limit the process is killed without a word why.
            resource.setrlimit(what, (most, most + 2 if what == resource.RLIMIT_CPU else most))


def _found(form: str, data: bytes) -> dict[str, Any]:
    try:
        found: ReadingResult = import_module(f"sbu_check.documents.{form}").read(data)
    except (UnreadableDocument, DocumentTooLarge) as error:
        return {"problem": str(error)}
    except MemoryError:
        return {"problem": f"reading it takes more than {MEMORY // 1_000_000:,} MB of memory"}
    except Exception as error:  # noqa: BLE001 - any failure of a library is reported as a fault of the document
        return {"problem": f"it cannot be read: it is damaged ({type(error).__name__})"}
    return found.data()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
