"""A whole run that is killed: every file is as it was or as it shall be, and the log knows of each that is new."""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from typing import TYPE_CHECKING

import pytest
from damaged import CLEAN, DAMAGED

from sbu_check.cli import main
from sbu_check.text import writing
from sbu_check.text.writing import sweep

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [f"{number:02}.txt" for number in range(10)]
TURNS = 15

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(),
    reason="a fresh process takes too long to come to the point",
)


def run(folder: Path) -> None:
    """The command line in a process of its own."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    os.chdir(folder)
    os._exit(main(["check", "--fix", "--change-log", "log.jsonl", "cables"]))


def lasted(folder: Path, seconds: float | None) -> float:
    """How long a run took on damaged files; it is killed after so many seconds."""
    for name in NAMES:
        (folder / "cables" / name).write_text(DAMAGED, "utf-8")
    (folder / "log.jsonl").write_text("")
    process = multiprocessing.get_context("fork").Process(target=run, args=(folder,))
    started = time.perf_counter()
    process.start()
    if seconds is not None:
        time.sleep(seconds)
        process.kill()
    process.join()
    return time.perf_counter() - started


@pytest.mark.filterwarnings("ignore:This process")
def test_a_run_killed_at_any_moment(tmp_path: Path) -> None:
    cables = tmp_path / "cables"
    cables.mkdir()
    (cables / NAMES[0]).write_text(DAMAGED, "utf-8")
    assert main(["check", "--fix", str(cables)]) == 0  # all that is read once is read now
    whole, reached, left = lasted(tmp_path, None), set(), 0
    for turn in range(TURNS):
        texts = {name: (cables / name).read_text("utf-8") for name in NAMES}
        assert set(texts.values()) <= {DAMAGED, CLEAN}
        lines = (tmp_path / "log.jsonl").read_text().splitlines()
        logged = {json.loads(line)["file"] for line in lines}
        assert {f"cables/{name}" for name in NAMES if texts[name] == CLEAN} <= logged
        reached.add(sum(text == CLEAN for text in texts.values()))
        left += len(list(cables.iterdir())) - len(NAMES)
        sweep(cables)
        assert sorted(entry.name for entry in cables.iterdir()) == NAMES
        lasted(tmp_path, whole * (turn + 1) / TURNS)
    assert len(NAMES) in reached
    assert len(reached) > 1, "no run was killed in its midst"
    if writing._UNNAMED:
        assert left <= 1
