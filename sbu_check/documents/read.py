"""Documents, each read in a process of its own: if the reader crashes or hangs, the run goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from base64 import b64decode
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from sbu_check.text.hidden_content import DocumentPlace, Hidden, HiddenContent, PlacedWords, Runs
from sbu_check.text.source import HEAD, Binary, SourceText, Undecodable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sbu_check.text.hidden_content import Form

SECONDS = 120
"""Time of a processor that reading one document may take. By the clock it is twice as much."""

NAMES: dict[Form, str] = {"pdf": "a PDF document", "docx": "a Word document"}

_EXTRAS: dict[Form, tuple[str, tuple[str, ...]]] = {
    "pdf": ("pdf", ("pymupdf", "xray", "defusedxml")),
    "docx": ("office", ("defusedxml",)),
}
"""For each form the extra that reads it, and the modules that it brings."""

_PDF = b"%PDF-"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def form_of(data: bytes) -> Form | None:
    """The form of document that bytes are, None for any other file. Raises Undecodable for an encrypted document."""
    # Viewers search for the head of a PDF document in this many bytes; a text that only mentions it has no objects.
    head = data.find(_PDF, 0, HEAD)
    if head == 0 or (head > 0 and b"endobj" in data):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return "docx"
    if data.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED in data:
        raise Undecodable("it is an office document under a password: it cannot be read")
    return None


def read_document(data: bytes, form: Form, *, name: str | None = None) -> SourceText:
    """Return the text of a document and its hidden content.

    Raises Binary if the extra that reads it is not installed, Undecodable for a document that cannot be read: it is
    damaged or encrypted, or takes more memory or time than a document may.
    """
    extra, modules = _EXTRAS[form]
    if any(find_spec(module) is None for module in modules):
        raise Binary(
            f"it is {NAMES[form]}: reading those takes the extra {extra} (pip install 'sbu-check[{extra}]')"
        )
    found = _found(data, form)
    if "problem" in found:
        raise Undecodable(f"it is {NAMES[form]}, but {found['problem']}")
    runs: Sequence[PlacedWords] = Runs(b64decode(found["words"])) or tuple(
        PlacedWords(start, end, _where(place)) for start, end, place in found["runs"]
    )
    hidden = tuple(
        Hidden(kind, words, _where(place), at, called) for kind, words, place, at, called in found["hidden"]
    )
    return SourceText(found["text"], name, hidden_content=HiddenContent(form, runs, hidden))


def _where(place: list[Any]) -> DocumentPlace:
    page, box, paragraph, part = place
    return DocumentPlace(page, tuple(box) if box else None, paragraph, part)


def _found(data: bytes, form: Form) -> dict[str, Any]:
    """The answer of the other process: the text and the rest, or the problem."""
    slow = f"reading it takes more than {SECONDS} seconds"
    root = str(Path(__file__).parents[2])
    known = os.environ.get("PYTHONPATH")
    command = [sys.executable, "-P", "-B", "-m", "sbu_check.documents.worker", form, str(SECONDS)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([root, *([known] if known else [])])}
    try:
        code, answer = _answer(command, environment, b"%d\n" % len(data) + data)
    except subprocess.TimeoutExpired:
        return {"problem": slow}
    if code == -getattr(signal, "SIGXCPU", 0) and code:
        return {"problem": slow}
    try:
        found: dict[str, Any] = json.loads(answer)
    except ValueError:
        return {"problem": "it cannot be read: it is damaged, or made to break its reader"}
    return found


def _answer(command: list[str], environment: dict[str, str], data: bytes) -> tuple[int, bytes]:
    """The exit code of a reading process and what it prints. Raises TimeoutExpired, and ends the process then.

    Its input stays open until the answer is complete, so that it can detect the end of this process.
    """
    with subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        assert process.stdin
        assert process.stdout
        timer = Timer(2 * SECONDS, process.kill)
        timer.start()
        try:
            with suppress(BrokenPipeError):  # it has ended: its exit code gives the reason
                process.stdin.write(data)
                process.stdin.flush()
            answer = process.stdout.read()
            code = process.wait()
            if timer.finished.is_set():
                raise subprocess.TimeoutExpired(command, 2 * SECONDS)
            return code, answer
        finally:
            timer.cancel()
            process.kill()
            with suppress(BrokenPipeError):
                process.stdin.close()
