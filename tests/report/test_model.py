"""What a report counts, and the exit code that follows."""

from __future__ import annotations

import pytest
from report_values import file, one, report

from sbu_check.diagnostics.model import RuleCrash
from sbu_check.report.model import ShownFix

CLEAN = file()
ERROR = file(one())
WARNING = file(one(severity="warning"))
INFO = file(one(severity="info"))
NO_CABLE = file(status="no-cable")
FAILED = file(status="failed", problem="there is no such file")
SKIPPED = file(status="skipped", problem="it is a PNG image")
CRASHED = file(crashes=(RuleCrash("a.txt", 0, "mark-unknown", "ValueError: no"),))


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([CLEAN], 0),
        ([INFO], 0),
        ([WARNING], 1),
        ([ERROR, CLEAN], 1),
        ([NO_CABLE, CLEAN], 0),
        ([NO_CABLE, ERROR], 1),
        ([NO_CABLE], 3),
        ([SKIPPED], 3),
        ([], 3),
        ([FAILED], 2),
        ([FAILED, ERROR], 2),
        ([FAILED, NO_CABLE], 2),
        ([CRASHED], 2),
        ([file(one(), status="no-cable")], 1),
        ([file(one(state="suppressed"))], 0),
        ([file(one(state="baselined"))], 0),
    ],
)
def test_two_wins_over_one_over_three(files, code):
    assert report(*files).exit_code() == code


@pytest.mark.parametrize(
    ("found", "level", "code"),
    [
        (INFO, "info", 1),
        (WARNING, "error", 0),
        (ERROR, "error", 1),
        (WARNING, "info", 1),
    ],
)
def test_the_fail_level_decides(found, level, code):
    assert report(found).exit_code(level) == code


def test_each_file_has_the_fail_level_of_its_configuration():
    assert report(file(one(severity="info"), fail_level="info")).exit_code() == 1
    assert report(file(one(severity="warning"), fail_level="error")).exit_code() == 0
    assert report(file(one(severity="warning"), fail_level="error")).exit_code("warning") == 1


def test_exit_zero_forgives_findings_only():
    assert report(ERROR).exit_code(exit_zero=True) == 0
    assert report(ERROR, FAILED).exit_code(exit_zero=True) == 2
    assert report(NO_CABLE).exit_code(exit_zero=True) == 3


def test_allow_empty_forgives_nothing_checked_only():
    assert report(NO_CABLE).exit_code(allow_empty=True) == 0
    assert report().exit_code(allow_empty=True) == 0
    assert report(FAILED).exit_code(allow_empty=True) == 2
    assert report(NO_CABLE, ERROR).exit_code(allow_empty=True) == 1


def test_counts():
    safe, display = ShownFix("safe", "join", ()), ShownFix("display", "join", ())
    counts = report(
        file(one(fix=safe), one(severity="warning", fix=display), one(severity="info", state="suppressed")),
        file(one(severity="info"), dropped={"a": 2, "b": 3}),
        NO_CABLE,
        FAILED,
        SKIPPED,
    ).counts
    assert (counts.files, counts.errors, counts.warnings, counts.infos) == (3, 1, 1, 1)
    assert (counts.fixable, counts.dropped) == (1, 5)
