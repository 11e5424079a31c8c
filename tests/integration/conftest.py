"""What tests of real tools need: the tools, a package index, and the project as a repository that can be cloned."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Runner, lacking

ROOT = Path(__file__).parents[2]
ADDRESS = "https://github.com/sbu-check/sbu-check"
_PROJECT = (
    ".pre-commit-hooks.yaml", "CHANGELOG.md", "LICENSE", "README.md", "action.yml", "docs", "examples", "grammar",
    "hatch_build.py", "pyproject.toml", "rules", "sbu_check",
)  # fmt: skip
"""What a clone of the project needs for its users."""


@pytest.fixture(scope="session")
def environment(tmp_path_factory) -> dict[str, str]:
    """The variables of a user who has a name, a home of their own, and no settings."""
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text("[init]\n\tdefaultBranch = main\n[advice]\n\tdetachedHead = false\n")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "GITHUB_", "RUNNER_", "PYTEST_", "PRE_COMMIT"))
        and name != "PYTHONPATH"
    }
    who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER")
           for key, value in (("NAME", "Clerk"), ("EMAIL", "clerk@post.example"))}  # fmt: skip
    return kept | who | {
        "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8", "COLUMNS": "80", "PYTHONUTF8": "1",
    }  # fmt: skip


@pytest.fixture(scope="session")
def index(environment, tmp_path_factory) -> None:
    """Passes where packages can be had, and a test is to install them."""
    if importlib.util.find_spec("pre_commit") is None:
        lacking("what the extra `integration` names is not installed")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "hatchling>=1.27",
         "--dest", str(tmp_path_factory.mktemp("index"))],
        env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    if done.returncode:
        lacking("no package index can be reached")


@pytest.fixture(scope="session")
def project(environment, tmp_path_factory) -> Path:
    """The project as it is now, as a repository with the tag v0.1.0, which git takes for the public one."""
    folder = tmp_path_factory.mktemp("project") / "sbu-check"
    folder.mkdir()
    for name in _PROJECT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "_data"))
        elif source.exists():
            shutil.copy(source, folder / name)
    run = Runner(folder, environment)
    run("git", "init", "--quiet")
    run("git", "add", "--all")
    run("git", "commit", "--quiet", "--message", "sbu-check")
    run("git", "tag", "v0.1.0")
    run("git", "config", "--global", f"url.{folder}.insteadOf", ADDRESS)
    return folder


@pytest.fixture
def repository(environment, tmp_path) -> Runner:
    """An empty repository of cables."""
    folder = tmp_path / "records"
    folder.mkdir()
    run = Runner(folder, environment)
    run("git", "init", "--quiet")
    return run
