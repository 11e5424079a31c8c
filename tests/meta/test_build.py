"""What the wheel build saves: grammars, the index of the rules, and the other data of the rules."""

from __future__ import annotations

import importlib.util
import json
import shutil
import tomllib
from pathlib import Path

import pytest

from sbu_check import resources
from sbu_check.rules.catalogue import INDEX, index_of

pytest.importorskip("hatchling", reason="hatchling is not installed")

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build from a copy of the rules, in which an earlier build has left something."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    root = tmp_path_factory.mktemp("build")
    shutil.copytree(ROOT / "rules", root / "rules")
    folder = root / "sbu_check" / "_data"
    folder.mkdir(parents=True)
    (folder / "old.json").write_text("{}", "utf-8")
    hook = module.SavedData(str(root), {}, None, None, str(root), "wheel")
    hook.initialize("standard", {})
    return folder


def test_the_index_is_saved_and_what_was_there_is_gone(saved: Path) -> None:
    assert json.loads((saved / INDEX).read_text("utf-8")) == index_of(ROOT / "rules")
    assert not (saved / "old.json").exists()


def test_the_data_of_the_rules_is_saved_with_days_as_strings(saved: Path) -> None:
    files = sorted((ROOT / "rules").glob("_[mv]*/*.toml"))
    assert files
    for path in files:
        copy = json.loads((saved / path.parent.name[1:] / f"{path.stem}.json").read_text("utf-8"))
        data = tomllib.loads(path.read_text("utf-8"))
        assert copy == json.loads(json.dumps(data, default=lambda day: day.isoformat()))


def test_the_grammars_are_saved(saved: Path) -> None:
    grammars = {path.stem for path in resources.folder("grammar").glob("*.lark")} - {"lines"}
    assert grammars
    assert {path.name.partition(".")[0] for path in saved.glob("*.tables.json")} == grammars


def test_the_wheel_is_told_to_take_them() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    assert wheel["hooks"]["custom"] == {"path": "hatch_build.py"}
    assert wheel["artifacts"] == ["sbu_check/_data/**"]
    assert set(wheel["force-include"]) == {"grammar", "rules"}
