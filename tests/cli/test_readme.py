"""What the README shows is what the program does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from sbu_check import check_mark, read_cable, required_banner
from sbu_check.cli import main
from sbu_check.cli.program import VERBS
from sbu_check.config.keys import configuration_of

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_report_is_a_real_one(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    command, report = re.search(r"```\n\$ sbu-check (.*)\n([^`]*)```", README).groups()
    assert main([*command.split(), "--show-text", "all"]) == 1
    out, err = capsys.readouterr()
    # The digest is another one after each change of a rule.
    assert _settled(out + err) == _settled(report)


def _settled(report):
    return re.sub(r"rules [0-9a-f]{16}$", "rules DIGEST", report, flags=re.MULTILINE)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_named(verb):
    assert f"`sbu-check {verb}" in README


def test_the_configuration_is_valid(tmp_path):
    text = re.search(r"```toml\n(.*?)```", README, re.DOTALL)[1]
    (tmp_path / "markings").mkdir()
    assert configuration_of(tomllib.loads(text), tmp_path / "sbu-check.toml", text).per_file


def test_the_marking_system_of_the_guide_is_valid(tmp_path):
    guide = (ROOT / "docs" / "marking-systems.md").read_text("utf-8")
    system, configuration = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    (tmp_path / "markings").mkdir()
    (tmp_path / "markings" / "consulate.toml").write_text(system, "utf-8")
    assert configuration_of(
        tomllib.loads(configuration), tmp_path / "sbu-check.toml", configuration
    ).marking_paths
    systems = [tmp_path / "markings"]
    assert str(required_banner(["(C/CONS)"], system="consulate", marking_paths=systems)) == (
        "CONFIDENTIAL; CONSULAR RECORD"
    )


def test_the_python_example_says_the_truth():
    assert str(required_banner(["(U)", "(SBU)"])) == "UNCLASSIFIED; SENSITIVE"
    assert check_mark("(SBV)")
    assert not check_mark("(SBU)")
    assert len(read_cable("REF: A. STATE 1 B. PARIS 2").references) == 2


def test_continuous_integration_calls_the_test_command():
    commands = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert [command.rsplit(" && ", 1)[1] for command in commands] == [
        ".venv/bin/sbu-check check examples/cables",
        ".venv/bin/pytest",
    ]
    assert "grep -m 1 '/pytest$' README.md" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_hooks_that_are_named_are_there():
    hooks = set(
        re.findall(r"^- id: (.*)$", (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"), re.MULTILINE)
    )
    shown = re.findall(r"^ +- id: (.*)$", README, re.MULTILINE)
    assert shown
    assert {*shown, "sbu-check-fix"} == hooks


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda path: path.name
)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target
