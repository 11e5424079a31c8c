"""The action for GitHub and the job for GitLab: their shell steps are run here as the services run them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from cli_texts import CLEAN, FAULTY
from commands import Runner, lacking

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "ci.md").read_text("utf-8")
WORKFLOWS = [
    ROOT / "action.yml",
    ROOT / "examples" / ".github" / "workflows" / "check.yml",
    *sorted((ROOT / ".github" / "workflows").glob("*.yml")),
]
HOSTILE = "\"; touch pwned; $(touch pwned) `touch pwned` ${{ 1 }} '\\"

try:
    import yaml
except ImportError:
    yaml = None


@pytest.fixture(scope="module")
def action():
    if yaml is None:
        lacking("PyYAML is not installed")
    return yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


def guide_yaml(heading):
    """The blocks of YAML below a heading of the guide."""
    section = GUIDE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)]


class Job:
    """A job on GitHub: its environment files, and the steps of the action that have a script."""

    def __init__(self, action, environment, project, folder):
        self.action = action
        self.folder = folder / "work"
        self._temporary = folder / "temporary"
        for new in (self.folder, self._temporary):
            new.mkdir(parents=True, exist_ok=True)
        self._files = {name: folder / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        self._environment = environment | {name: str(path) for name, path in self._files.items()} | {
            "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_ACTION_PATH": str(project),
            "GITHUB_WORKSPACE": str(self.folder), "RUNNER_TEMP": str(self._temporary),
        }  # fmt: skip

    def step(self, named, code=0, **inputs):
        """Run a step with these inputs; what it prints."""
        (step,) = [one for one in self.action["runs"]["steps"] if one.get("name") == named]
        given = {name: one["default"] for name, one in self.action["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        known = {f"inputs.{name}": value for name, value in given.items()}
        known["steps.python.outputs.python-path"] = sys.executable
        values = {name: known[value.strip("${} ")] for name, value in step["env"].items()}
        for path in self._files.values():
            path.write_text("")
        script = self._temporary / "step.sh"
        script.write_text(step["run"])
        run = Runner(self.folder, self._environment | values)
        return run("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script), code=code)

    @property
    def summary(self):
        return self._files["GITHUB_STEP_SUMMARY"].read_text("utf-8")

    @property
    def outputs(self):
        """The outputs of the last step, read as the service reads them."""
        found, lines = {}, iter(self._files["GITHUB_OUTPUT"].read_text("utf-8").splitlines())
        for line in lines:
            name, delimiter, end = line.partition("<<")
            if delimiter:
                found[name] = "\n".join(iter(lambda end=end: next(lines), end))
            else:
                name, _, found[name] = line.partition("=")
        return found


@pytest.fixture(scope="module")
def installed(action, index, environment, project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("runner")
    job = Job(action, environment, project, folder)
    job.step("Install sbu-check")
    return folder


@pytest.fixture
def job(action, environment, project, installed):
    """A job in which the action has installed itself, with a clean cable and a faulty one."""
    shutil.rmtree(installed / "work")
    job = Job(action, environment, project, installed)
    for name, text in (("clean", CLEAN), ("faulty", FAULTY)):
        (job.folder / f"{name}.txt").write_text(text)
    return job


def test_a_clean_cable_is_green(job):
    said = job.step("Check markings", paths="clean.txt")
    assert "::error" not in said
    assert job.outputs == {"exit-code": "0"}
    assert "sbu-check" in job.summary


def test_a_faulty_cable_is_red_and_told_everywhere(job):
    said = job.step("Check markings", code=1, sarif="out.sarif")
    assert re.search(r"^::error file=faulty\.txt,line=1,.*class-too-low", said, re.MULTILINE)
    assert "class-too-low" in job.summary
    assert job.outputs == {"exit-code": "1", "sarif": "out.sarif"}
    log = json.loads((job.folder / "out.sarif").read_text("utf-8"))
    jsonschema.validate(log, json.loads((ROOT / "tests/report/sarif-2.1.0.schema.json").read_text("utf-8")))
    assert [one["ruleId"] for one in log["runs"][0]["results"]] == ["class-too-low"]
    for words in (said, job.summary, json.dumps(log)):
        assert "zebra" not in words, "words of a paragraph above (U) are masked"


def test_what_is_not_wanted_is_not_made(job):
    said = job.step("Check markings", code=1, annotations="false", summary="false")
    assert said.startswith("faulty.txt:1:1: error class-too-low")
    assert (job.summary, job.outputs) == ("", {"exit-code": "1"})


def test_an_upload_needs_no_name_for_the_file(job):
    job.step("Check markings", code=1, upload_sarif="true")
    assert Path(job.outputs["sarif"]).is_file()


def test_arguments_and_paths_are_whole_lines(job):
    (job.folder / "two words.txt").write_text(FAULTY)
    said = job.step(
        "Check markings",
        code=1,
        paths="clean.txt\n\ntwo words.txt\n",
        arguments="--select=class-too-low\n--quiet\n",
    )
    assert "two words.txt" in said
    assert "checked" not in said


def test_an_error_is_told_and_leaves_no_old_report(job):
    (job.folder / "out.sarif").write_text("old")
    job.step("Check markings", code=2, arguments="--select=nonsense", sarif="out.sarif")
    assert job.outputs == {"exit-code": "2"}


@pytest.mark.parametrize("name", ["paths", "arguments", "annotations", "summary", "sarif", "upload_sarif"])
def test_no_input_is_read_by_the_shell(job, name):
    values = {"paths": "clean.txt"} | {name: HOSTILE}
    # An invalid path or argument is an error, a file may be called anything, a word that is not true is false.
    code = 2 if name in {"paths", "arguments"} else 0
    job.step("Check markings", code=code, **values)
    assert sorted(
        path.name for path in job.folder.iterdir() if path.name not in {"clean.txt", "faulty.txt"}
    ) == ([HOSTILE] if name == "sarif" else [])
    if name == "sarif":
        assert job.outputs["sarif"] == HOSTILE


def test_no_version_is_read_by_the_shell(job):
    job.step("Install sbu-check", code=2, version=HOSTILE)
    assert not (job.folder / "pwned").exists()


def test_scripts_hold_no_expression_and_actions_are_pinned(action):
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        if "uses" in step:
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"])
        else:
            assert step["shell"] == "bash"


def test_the_guide_tells_every_input(action):
    told = re.findall(r"^\| `([\w-]+)` \| (?:`(.*?)`|[^|]+) \|", GUIDE, re.MULTILINE)
    assert [name for name, _ in told] == list(action["inputs"])
    for name, default in told:
        assert default in {"", action["inputs"][name]["default"]}
    ours = [step for block in guide_yaml("GitHub Actions")[:1] for step in block["jobs"]["check"]["steps"]][
        -1
    ]
    assert set(ours["with"]) <= set(action["inputs"])
    example = yaml.safe_load(WORKFLOWS[1].read_text("utf-8"))
    assert example["jobs"]["check"] == guide_yaml("GitHub Actions")[0]["jobs"]["check"]


def test_the_step_of_ones_own_runs(job, action):
    (step,) = guide_yaml("GitHub Actions")[1]
    (job.folder / "cables").mkdir()
    (job.folder / "cables" / "a.txt").write_text(FAULTY)
    own = {"name": "own", "env": {}, "run": f'export PATH="$RUNNER_TEMP/sbu-check/bin:$PATH"\n{step["run"]}'}
    job.action = {**action, "runs": {"steps": [own]}}
    assert "::error file=cables/a.txt" in job.step("own", code=1)
    assert "class-too-low" in job.summary
    assert (job.folder / "sbu.sarif").is_file()


def test_zizmor_finds_nothing(tmp_path):
    if not shutil.which("zizmor", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"):
        lacking("zizmor is not installed")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [shutil.which("zizmor", path=path), "--offline", *map(str, WORKFLOWS), str(_guides_workflow(tmp_path))],
        capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def _guides_workflow(folder):
    """The workflow of the guide as a file, where zizmor looks for workflows."""
    path = folder / ".github" / "workflows" / "markings.yml"
    path.parent.mkdir(parents=True)
    (block,) = (
        one for one in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL) if ".github/workflows" in one
    )
    path.write_text(block)
    return path


def test_the_job_for_gitlab(action, index, environment, project, repository):
    (job,) = guide_yaml("GitLab")
    job = job["markings"]
    subprocess.run([sys.executable, "-m", "venv", str(repository.folder / ".venv")], check=True)
    programs = f"{repository.folder / '.venv' / 'bin'}{os.pathsep}{environment['PATH']}"
    repository.environment = environment | {"PATH": programs, "CI": "true", "GITLAB_CI": "true"}
    repository.write("cables/faulty.txt", FAULTY)
    repository.write("cables/clean.txt", CLEAN)
    install, check = job["script"]
    repository("bash", "-e", "-o", "pipefail", "-c", install)
    said = repository("bash", "-e", "-o", "pipefail", "-c", check, code=1)
    assert said.startswith("cables/faulty.txt:1:1: error class-too-low")
    assert job["artifacts"]["when"] == "always"
    reports = {name: repository.folder / path for name, path in job["artifacts"]["reports"].items()}
    (issue,) = json.loads(reports["codequality"].read_text("utf-8"))
    assert issue["location"]["path"] == "cables/faulty.txt"
    assert issue["location"]["positions"]["begin"] == {"line": 1, "column": 1}
    assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
    assert {"description", "check_name", "fingerprint"} <= set(issue)
    cases = list(ET.fromstring(reports["junit"].read_text("utf-8")).iter("testcase"))
    assert [len(case) for case in cases] == [0, 1]
