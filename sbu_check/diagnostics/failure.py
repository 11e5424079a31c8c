"""What happened when something in the program raised, in words that are no spill."""

from __future__ import annotations

PASSED_ON = (KeyboardInterrupt, SystemExit, GeneratorExit)
"""Exceptions that ask to stop. They are no failure of the work on a file."""


def happened(error: BaseException) -> str:
    """Return the kind of an exception and where it was raised: `TypeError in sbu_check.report.curtain, line 80`.

    Its message is left out: it may quote the document.
    """
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" in {trace.tb_frame.f_globals.get('__name__')}, line {trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{where}"
