"""Checks of installed packages, asked in a process of their own."""

from __future__ import annotations

import json
import os
import re
import site
import subprocess
import time
import venv
from pathlib import Path

import pytest
from cli_texts import CLEAN, FAULTY, HOUSE_RULE

ROOT = Path(__file__).parents[2]

CHECKS = """\
import os, sys, time
from sbu_check.api import Place, Span, read_cable


def talks(text, filename):
    print("a word of the document on standard output")
    cable = read_cable(text)
    for at in range(len(text)):
        if text.startswith("talks", at):
            words = {"word": Span(at, at + 5), "count": len(cable.paragraphs), "name": filename}
            yield Place(at, at + 5, words)


def unsorted(text, filename):
    return [Place(5, 6, {"word": Span(5, 6)}), Place(0, 1, {"word": Span(0, 1)})]


def raises(text, filename):
    raise ValueError(text)


def leaves(text, filename):
    sys.exit(3)


def ends(text, filename):
    os._exit(3)


def hangs(text, filename):
    while True:
        pass


def forks(text, filename):
    if os.fork() == 0:
        time.sleep(60)


def escapes(text, filename):
    if os.fork() == 0:
        os.setsid()
        time.sleep(40)
        os._exit(0)
    while True:
        pass


def doubles(text, filename):
    os.fork()
    yield Place(0, 1, {"word": Span(0, 1)})


def crowd(text, filename):
    while True:
        yield Place(0, 1, {"word": Span(0, 1)})


def outside(text, filename):
    yield Place(0, len(text) + 1, {"word": Span(0, 1)})


def nonsense(text, filename):
    yield "x"


def nothing(text, filename):
    return None
"""
NAMES = (
    "talks",
    "unsorted",
    "raises",
    "leaves",
    "ends",
    "hangs",
    "forks",
    "escapes",
    "doubles",
    "crowd",
    "outside",
    "nonsense",
    "nothing",
)
RULE = (
    HOUSE_RULE[: HOUSE_RULE.index("[pattern]")]
    .replace('title    = "say it plainly"\n', "")
    .replace('"unsafe"', '"none"')
    .replace("no-jargon", "by-NAME")
    + HOUSE_RULE[HOUSE_RULE.index("[doc]") :].split("fixed = ")[0]
    + '[[example]]\ntitle = "other words"\ngood  = "no cable"\n'
).replace("sources ", 'plugin   = "NAME"\nsources ')


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """An interpreter beside which a package with checks is installed."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, symlinks=True)
    packages = next(home.glob("lib/python*/site-packages"))
    (packages / "more.pth").write_text("\n".join([str(ROOT), *site.getsitepackages()]), encoding="utf-8")
    (packages / "our_checks.py").write_text(CHECKS, encoding="utf-8")
    info = packages / "our_checks-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: our-checks\nVersion: 1.0\n")
    points = "\n".join(f"{name} = our_checks:{name}" for name in (*NAMES, "gone"))
    (info / "entry_points.txt").write_text(f"[sbu_check.checks]\n{points}\n")
    return home / "bin" / "python"


@pytest.fixture
def run(python, folder, monkeypatch):
    """`run("check", "clean.txt", plugins=["talks"])`: with a custom rule for each of the plugins."""

    def run(*arguments, plugins=(), text="", seconds=None):
        (folder / "rules").mkdir(exist_ok=True)
        for name in plugins:
            (folder / "rules" / f"by-{name}.toml").write_text(RULE.replace("NAME", name), encoding="utf-8")
        if plugins:
            (folder / "sbu-check.toml").write_text(
                f'plugins = {json.dumps(list(plugins))}\nrule-paths = ["rules"]\n{text}'
            )
        environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
        environment.pop("PYTHONPATH", None)
        code = "import sys; from sbu_check.checks.common import plugin; from sbu_check.cli import main; "
        code += f"plugin.SECONDS = {seconds or 'plugin.SECONDS'}; sys.exit(main())"
        return subprocess.run(
            [python, "-c", code, *arguments],
            capture_output=True,
            encoding="utf-8",
            env=environment,
            check=False,
        )

    return run


def found(ended):
    return [one for one in json.loads(ended.stdout)["diagnostics"] if one["rule"].startswith("by-")]


def test_what_a_check_finds_is_reported_as_its_rule_says(run):
    ended = run("check", "--show-text", "all", "--format", "json", "clean.txt", plugins=["talks"])
    (one,) = found(ended)
    assert ended.returncode == 1
    assert (one["rule"], one["severity"], one["message"]) == (
        "by-talks",
        "warning",
        'say it plainly: "talks"',
    )
    assert CLEAN[one["start"]["offset"] : one["end"]["offset"]] == "talks"
    assert one["paragraph"] == "1"
    assert "standard output" not in ended.stdout + ended.stderr


def test_each_cable_of_a_file_is_a_text_of_its_own(run, folder):
    other = CLEAN.replace("OTTAWA 000875", "PARIS 001234").replace("The talks", "\U0001d49c talks")
    (folder / "two.txt").write_text(f"{CLEAN}\n{other}", encoding="utf-8")
    text = (folder / "two.txt").read_text(encoding="utf-8")
    ended = run("check", "--format", "json", "two.txt", plugins=["talks"])
    assert [text[one["start"]["offset"] : one["end"]["offset"]] for one in found(ended)] == ["talks", "talks"]
    assert [one["document"] for one in found(ended)] == [0, 1]


def test_places_come_in_the_order_of_the_text(run):
    ended = run("check", "--format", "json", "clean.txt", plugins=["unsorted"])
    assert [one["start"]["offset"] for one in found(ended)] == [0, 5]


def test_words_of_a_check_are_shown_only_where_all_of_the_text_may_be(run, folder):
    rule = RULE.replace("NAME", "talks").replace("{word}", "{name} of {count}")
    run("check", plugins=["talks"])
    (folder / "rules" / "by-talks.toml").write_text(rule, encoding="utf-8")
    shown = [
        found(run("check", "--show-text", limit, "--format", "json", "faulty.txt"))[0]["message"]
        for limit in ("all", "U")
    ]
    assert shown == ['say it plainly: "faulty.txt of 2"', 'say it plainly: "[not shown] of 2"']


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("raises", "the rule by-raises failed: ValueError in our_checks, line "),
        ("leaves", "the rule by-leaves failed: SystemExit in our_checks, line "),
        ("ends", "the rule by-ends failed: its process has ended unexpectedly"),
        ("crowd", "the rule by-crowd failed: it finds more than 10,000 places"),
        ("outside", "the rule by-outside failed: it found a place that is not in the text"),
        ("nonsense", "the rule by-nonsense failed: TypeError"),
        ("nothing", "the rule by-nothing failed: TypeError"),
        ("gone", "the rule by-gone failed: AttributeError"),
    ],
)
def test_one_that_fails_is_named_and_the_run_goes_on(run, name, words):
    ended = run("check", "--format", "json", "clean.txt", "faulty.txt", plugins=[name, "talks"])
    assert ended.returncode == 2
    for file in ("clean.txt", "faulty.txt"):
        assert f"sbu-check: error: {file}: internal error: {words}" in ended.stderr
    assert [one["path"] for one in found(ended)] == ["clean.txt", "faulty.txt"], ended.stderr
    assert "zebra" not in ended.stdout + ended.stderr
    crashes = [one["crashes"][0]["rule"] for one in json.loads(ended.stdout)["files"]]
    assert crashes == [f"by-{name}"] * 2


def test_one_that_hangs_is_ended_and_named_and_the_run_goes_on(run):
    before = time.monotonic()
    ended = run("check", "--format", "json", "clean.txt", plugins=["hangs", "talks"], seconds=3)
    assert time.monotonic() - before < 30
    assert ended.returncode == 2
    assert "the rule by-hangs failed: it took longer than 3 seconds, and was ended" in ended.stderr
    assert [one["rule"] for one in found(ended)] == ["by-talks"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_one_that_forks_does_not_hang_the_run(run):
    before = time.monotonic()
    ended = run("check", "--format", "json", "clean.txt", plugins=["escapes", "forks", "doubles"], seconds=2)
    assert time.monotonic() - before < 30
    assert ended.returncode == 2
    assert "the rule by-escapes failed: it took longer than 2 seconds, and was ended" in ended.stderr
    assert "the rule by-forks failed: TypeError" in ended.stderr
    assert [one["rule"] for one in found(ended)] == ["by-doubles"]


def test_any_number_of_processes_says_the_same(run, folder):
    for at in range(8):
        (folder / f"{at:02}.txt").write_text(FAULTY + "\n" * 250_000)
    reports = [
        run("check", "--format", "json", "-j", jobs, plugins=["talks", "raises", "ends"])
        for jobs in ("1", "3")
    ]
    assert reports[0].stdout == reports[1].stdout
    assert reports[0].stderr == reports[1].stderr
    assert len(found(reports[0])) == 10
    assert not list((folder / "cache").rglob("*.tmp"))
    # What is installed may change under the same name: nothing of it is remembered.
    assert not [path for path in (folder / "cache").rglob("*") if path.is_file()]


def test_the_digest_knows_the_version_of_the_package(run, python):
    def digest():
        return json.loads(run("check", "--format", "json", "clean.txt", plugins=["talks"]).stdout)[
            "rules_digest"
        ]

    before = digest()
    metadata = next(python.parents[1].glob("lib/python*/site-packages/our_checks-1.0.dist-info/METADATA"))
    text = metadata.read_text()
    metadata.write_text(text.replace("1.0", "1.1"))
    assert digest() != before
    metadata.write_text(text)


def test_no_check_is_asked_that_the_configuration_does_not_name(run, folder):
    run("check", plugins=["talks"])
    (folder / "sbu-check.toml").write_text('rule-paths = ["rules"]\n')
    ended = run("check", "clean.txt")
    assert ended.returncode == 2
    assert 'by-talks.toml: plugin: "talks" is not among the plugins of' in ended.stderr
    assert run("rules", "test", "--no-config", "rules").returncode == 2


def test_one_that_is_not_installed_is_told(run, folder):
    (folder / "sbu-check.toml").write_text('\nplugins = ["talk"]\n')
    ended = run("check", "clean.txt")
    assert ended.returncode == 2
    assert 'sbu-check.toml:2: plugins: no installed package has an entry point "talk"' in ended.stderr


def test_nothing_beside_the_documents_is_loaded(python, folder):
    marker = "open('loaded', 'w').close()\n"
    for name in ("our_checks", "evil", "json", "site", "sitecustomize", "usercustomize", "click"):
        (folder / f"{name}.py").write_text(marker + CHECKS)
    info = folder / "evil-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[sbu_check.checks]\nevil = evil:talks\n")
    # As an installed command runs: this folder is not on its way, though the environment names it.
    script = (
        "import os, sys; from sbu_check.cli import main; os.environ['PYTHONPATH'] = '.'; sys.exit(main())"
    )
    for name in ("evil", "talks"):
        (folder / "sbu-check.toml").write_text(f'plugins = ["{name}"]\nrule-paths = ["rules"]\n')
        (folder / "rules").mkdir(exist_ok=True)
        (folder / "rules" / "a.toml").write_text(RULE.replace("NAME", name), encoding="utf-8")
        ended = subprocess.run(
            [python, "-P", "-c", script, "check", "--format", "json", "clean.txt"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert not (folder / "loaded").exists()
        assert ("no installed package" in ended.stderr) == (name == "evil")
        assert ended.returncode == {"evil": 2, "talks": 1}[name]


def test_examples_of_its_rule_are_run_through_it(run, folder):
    ended = run("rules", "test", plugins=["talks"])
    assert (ended.returncode, ended.stderr) == (0, "sbu-check: 2 examples of 1 rule: none failed\n")
    assert run("rules", "test", "rules", plugins=["nonsense", "talks"]).returncode == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('fix      = "none"', 'fix      = "safe"', "fix: a check of a plugin offers no fix"),
        ('plugin   = "talks"', "plugin   = 3", "plugin: must be a string"),
    ],
)
def test_what_is_wrong_with_its_rule_is_told(run, folder, old, new, words):
    run("check", plugins=["talks"])
    path = folder / "rules" / "by-talks.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert words in run("check", "clean.txt").stderr


def test_the_check_of_the_guide_does_what_it_says():
    guide = (ROOT / "docs" / "custom-rules.md").read_text("utf-8")
    scope: dict[str, object] = {}
    exec(re.search(r"```python\n(.*?)```", guide, re.DOTALL)[1], scope)
    text = CLEAN.replace("TRADE TALKS", "TRADE TALKS " * 10)
    (place,) = scope["long_subject"](text, None)
    assert text[place.start : place.end].startswith("SUBJECT: TRADE TALKS")
    assert place.values == {"length": len("TRADE TALKS " * 10) - 1}
