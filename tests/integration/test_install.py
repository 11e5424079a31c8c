"""An install from a folder of wheels, without an index, by the commands of the guide."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from cli_texts import CLEAN, FAULTY
from commands import Runner

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "install.md").read_text("utf-8")
WAYS, HERE, OTHERS = (
    block.splitlines()
    for block in re.findall(r"```\n(.*?)```", GUIDE.partition("## Without a network")[2], re.DOTALL)
)


def ours(command):
    """A command of the guide, for the Python that runs the tests."""
    return [sys.executable if word == "python3" else word for word in command.split()]


@pytest.fixture(scope="module")
def wheels(index, environment, project):
    """The folder of wheels that the guide has made."""
    run = Runner(project, environment)
    (command,) = WAYS
    run(*ours(command))
    return project / "wheels"


def compiled(folder):
    """The names of the packages whose wheels do not fit every system."""
    parts = [path.stem.split("-") for path in folder.glob("*.whl")]
    return {name.replace("_", "-") for name, *_, abi, platform in parts if (abi, platform) != ("none", "any")}


def test_the_guide_says_what_has_compiled_parts(wheels):
    rows = re.findall(r"^\| ([\w, -]+) \|.*\| (no|\*\*yes\*\*.*) \|$", GUIDE, re.MULTILINE)
    told = {name: answer for names, answer in rows for name in names.split(", ")}
    there = {path.name.split("-")[0].replace("_", "-") for path in wheels.glob("*.whl")}
    assert told.keys() >= there - {"sbu-check"}
    assert {name for name, answer in told.items() if answer != "no"} == compiled(wheels)


def test_the_guide_says_what_extras_add(index, environment, project):
    rows = re.findall(r"^\| `([\w-]+)` \| .* \| ([\w-]+) \|$", GUIDE, re.MULTILINE)
    extras = ",".join(extra for extra, _ in rows)
    plan = ["-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--report", "plan.json"]
    Runner(project, environment)(sys.executable, *plan, f"{project}[{extras}]")
    files = [
        one["download_info"]["url"].rsplit("/", 1)[-1]
        for one in json.loads((project / "plan.json").read_text("utf-8"))["install"]
    ]
    wheels = [name for name in files if name.endswith(".whl")]
    names = {name.split("-")[0].replace("_", "-").lower() for name in wheels if "-none-any" not in name}
    # Two dependencies of the program itself have compiled parts.
    assert names - {"rpds-py", "google-re2"} == {name for _, name in rows} - {"none"}


def test_an_install_needs_no_index(wheels, environment, tmp_path):
    shutil.copytree(wheels, tmp_path / "wheels")
    # Where nothing answers: the index is an address of this machine that nobody listens at, and no setting names more.
    alone = {name: value for name, value in environment.items() if not name.startswith("PIP_")}
    alone |= {"PIP_CONFIG_FILE": "/dev/null", "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0"}
    run = Runner(tmp_path, alone)
    for command in HERE:
        run(*ours(command))
    run.write("clean.txt", CLEAN)
    run.write("faulty.txt", FAULTY)
    program = tmp_path / "sbu-check-env" / "bin" / "sbu-check"
    run(str(program), "check", "clean.txt")
    assert "class-too-low" in run(str(program), "check", "faulty.txt", code=1)
    run(str(program), "config", "validate", code=2)
    assert (tmp_path / "sbu-check-env" / "share" / "man" / "man1" / "sbu-check.1").is_file()


def test_the_wheels_of_another_system_can_be_had(wheels, index, environment, project, tmp_path):
    (tmp_path / "wheels").mkdir()
    shutil.copy(next(wheels.glob("sbu_check-*.whl")), tmp_path / "wheels")
    run = Runner(tmp_path, environment)
    _, download = OTHERS
    run(*ours(download))
    (rpds,) = (tmp_path / "wheels").glob("rpds_py-*.whl")
    assert rpds.name.endswith("cp312-cp312-win_amd64.whl")
    assert compiled(tmp_path / "wheels") == compiled(wheels)
    assert list((tmp_path / "wheels").glob("colorama-*.whl"))
