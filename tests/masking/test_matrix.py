"""No output of any verb shows a canary above its limit: every verb and every form, from the program's own lists.

A new verb, or a new form of a report, fails here until it has a row.
"""

from __future__ import annotations

import io
import json
import re
import sys
from importlib.metadata import EntryPoint
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import click
import pytest
from canaries import LIMITS, canary_documents
from verb_leaves import WITHOUT_DOCUMENTS, leaves

from sbu_check.checks.common import plugin, plugin_host
from sbu_check.checks.common.plugin import Place
from sbu_check.cli import main, watch
from sbu_check.cli.program import program
from sbu_check.cli.verbs import VERBS
from sbu_check.run import cache, run
from sbu_check.run.outputs import FORMS
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ITSELF = "the document itself"
"""Why a verb may show all words of a document: `inspect`, under the banner of the document."""

SECRET = "correct horse battery staple"


class Printed(NamedTuple):
    """What a verb gave out, by what it is: `stdout`, `stderr`, the name of a file."""

    row: str
    words: str


def forms(*way: str) -> tuple[str, ...]:
    """The forms that a verb can print."""
    command: click.Command = program
    for name in way:
        assert isinstance(command, click.Group)
        below = command.get_command(click.Context(command), name)
        assert below
        command = below
    choices = [
        one.type.choices
        for one in command.params
        if "--format" in one.opts and isinstance(one.type, click.Choice)
    ]
    return tuple(chain(*choices))


@pytest.fixture
def sbu(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Iterator[Printed]]:
    """`sbu("check", …)`: what it printed, with the name of the row; the folder has every canary document."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / ".git").mkdir()
    systems: dict[str, list[str]] = {}
    for one in canary_documents():
        (folder / one.filename).write_text(one.text, encoding="utf-8")
        systems.setdefault(one.system, []).append(one.filename)
    tables = (
        f'[[per-file]]\npaths = {names}\nmarking-system = "{name}"\n'
        for name, names in systems.items()
        if name != "state"
    )
    (folder / "sbu-check.toml").write_text("\n".join(tables), encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("CI", "FORCE_COLOR", "SBU_CHECK_CONFIG", "SBU_CHECK_SALT"):
        monkeypatch.delenv(name, raising=False)

    def called(*arguments: str, stdin: str = "") -> Iterator[Printed]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        main(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        row = " ".join(arguments)
        yield Printed(f"{row}: stdout", out)
        yield Printed(f"{row}: stderr", err)

    return called


def written(folder: Path, row: str) -> Iterator[Printed]:
    """The files below a folder and their names."""
    for path in sorted(folder.rglob("*")):
        yield Printed(f"{row}: name of a file", path.name)
        if path.is_file():
            yield Printed(f"{row}: {path.name}", path.read_bytes().decode("utf-8", "replace"))


def leaks(printed: Iterator[Printed], limit: str) -> dict[str, list[str]]:
    """The canaries above a limit that rows show."""
    levels = {canary.word.lower(): canary for one in canary_documents() for canary in one.forbidden(limit)}
    found: dict[str, list[str]] = {}
    for row, words in printed:
        for word in re.findall(r"xq[a-z]+xq", words.lower()):
            if word in levels:
                found.setdefault(row, []).append(f"{word} ({levels[word].level})")
    return {row: sorted({*words}) for row, words in found.items()}


def checks(sbu: Callable[..., Iterator[Printed]], folder: Path, limit: str) -> Iterator[Printed]:
    """What `check` gives out under a limit: each form, in a file and as printed, and each option that prints more."""
    shown = ("check", "--show-text", limit, "--jobs", "1")
    reports = folder.parent / "reports"
    reports.mkdir()
    everything = chain.from_iterable(("--format", f"{form}:{reports / form}") for form in FORMS)
    yield from sbu(*shown, *everything, ".")
    yield from written(reports, "check --format NAME:PATH")
    assert {path.name for path in reports.iterdir()} == {*FORMS}
    few = [one.filename for one in canary_documents() if "line-" not in one.name]
    for form in FORMS:
        yield from sbu(*shown, "--format", form, *few)
    for more in (
        ("--statistics",), ("--timing", "--statistics"), ("--diff",), ("--diff", "--unsafe-fixes"),
        ("--profile", "release"), ("--max-per-rule", "1"), ("--jobs", "2"), ("missing.txt",),
    ):  # fmt: skip
        yield from sbu(*shown, *more, *few)
    # Copies and fixed standard input are the document itself; the report and the log are not.
    copies = folder.parent / "copies"
    yield from sbu(*shown, "--fix", "--unsafe-fixes", "--output", str(copies), *few)
    log = copies / "change-log.jsonl"
    yield Printed("change log", log.read_text() if log.exists() else "")


def watched(
    sbu: Callable[..., Iterator[Printed]], limit: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Printed]:
    """What one round of `--watch` prints."""
    rounds = iter([False, True])
    monkeypatch.setattr(watch, "left", lambda: next(rounds))
    monkeypatch.setattr(watch, "sleep", lambda _: None)
    return sbu("check", "--watch", "--no-cache", "--show-text", limit, "archive.txt", "smart.txt")


@pytest.mark.parametrize("limit", [limit for limit in LIMITS if limit != "all"])
def test_check_shows_nothing_above_its_limit(
    sbu: Callable[..., Iterator[Printed]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(run, "_FEW", 0)  # so that reports are remembered
    folder = tmp_path / "work"
    printed = [*checks(sbu, folder, limit), *watched(sbu, limit, monkeypatch)]
    assert sum(len(one.words) for one in printed) > 50_000
    assert leaks(iter(printed), limit) == {}
    assert leaks(written(cache.cache_folder(), "cache"), "U" if limit == "U" else "none") == {}


@pytest.mark.parametrize("secret", ["", SECRET])
def test_a_baseline_holds_no_word(
    sbu: Callable[..., Iterator[Printed]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    monkeypatch.setenv("SBU_CHECK_SALT", secret)
    folder = tmp_path / "work"
    printed = [
        *sbu("baseline", "create"),
        *sbu("baseline", "prune"),
        *sbu("check", "--show-text", "none", "."),
    ]
    printed += chain(*(sbu("baseline", "show", "--format", form) for form in forms("baseline", "show")))
    for name in ("sbu-check-baseline.json", "sbu-check.toml"):
        printed.append(Printed(name, (folder / name).read_text()))
    assert leaks(iter(printed), "none") == {}


_NOT_COMPARED = ("line-page-circuit", "header-line-de", "header-line-banner")
"""Documents with a canary on a line that no comparison reads."""

RULE = """
id = "word"
summary = "a canary"
message = 'this word: "{text}"'
severity = "warning"
profiles = ["archive", "draft"]
fix = "none"
since = "1.0.0"
status = "stable"
sources = ["made up"]

[pattern]
regex = '(?i)xq[a-z]+xq'

[doc]
what = "Finds canaries."
why = "To mask them."
remedy = "mask them"

[[example]]
title = "a canary"
bad = '''
UNCLAS OTTAWA 000875

E.O. 12958: N/A
SUBJECT: TRADE

1. (U) The ⟦Xqbaxq⟧ is here.
'''

[[example]]
title = "no canary"
good = '''
UNCLAS OTTAWA 000875

E.O. 12958: N/A
SUBJECT: TRADE

1. (U) Nothing is here.
'''
"""
"""A custom rule whose message quotes every canary."""


PATTERN = """[pattern]
regex = '(?i)xq[a-z]+xq'
"""
WORDS = [canary.word for one in canary_documents() for canary in one.canaries]
PLACED = "8675304"
"""A number that each document with hidden canaries gets at its end, in text without a mark."""

HOUSE_RULES = {
    "pattern": RULE,
    "replace": RULE.replace(PATTERN, "[pattern]\nregex = '(?i)(?P<g>xq[a-z]+xq)'\nreplace = 'not {g}'\n").replace(
        'fix = "none"', 'fix = "unsafe"\ntitle = "not {text}"'
    ).replace("[doc]", "[doc]\nfix_safety = 'it is a test'"),
    "vocabulary": RULE.replace(PATTERN, f"[vocabulary]\npart = 'text'\nnever = {WORDS}\n").replace("{text}", "{term}"),
    "plugin": RULE.replace(PATTERN, "").replace(
        'since = "1.0.0"', 'since = "1.0.0"\nplugin = "word"'
    ).replace("{text}", "{text} {other} {number}"),
}  # fmt: skip
"""Custom rules of each kind whose messages quote every canary."""


def spilling(text: str, filename: str | None) -> Iterator[Place]:
    """A check that says all words of a document at each of them, as its own words and as a number."""
    found = list(re.finditer("(?i)xq[a-z]+xq", text))
    for one in found[:30]:
        for other in (found[0], found[-1], found[len(found) // 2]):
            values = {
                "text": Span(*one.span()),
                "other": other[0],
                "number": int(PLACED if PLACED in text else 1),
            }
            yield Place(*one.span(), values)


class SpillingHost:
    """The process of plugins, in this one."""

    def ask(self, name: str, text: str, path: str | None) -> list[Any]:
        answer = plugin_host._answer({"check": name, "text": text, "path": path}, {"word": spilling})
        places: list[Any] = json.loads(json.dumps(answer))["places"]
        return places


@pytest.mark.parametrize("kind", HOUSE_RULES)
def test_a_custom_rule_quotes_nothing_above_the_limit(
    sbu: Callable[..., Iterator[Printed]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    pytest.importorskip("re2", reason="google-re2 has no wheel here")
    monkeypatch.setattr(plugin, "installed", lambda: {"word": EntryPoint("word", "none:none", plugin.GROUP)})
    monkeypatch.setattr(plugin, "_host", SpillingHost)
    (tmp_path / "work" / "rules").mkdir()
    (tmp_path / "work" / "rules" / "word.toml").write_text(HOUSE_RULES[kind], encoding="utf-8")
    configuration = tmp_path / "work" / "sbu-check.toml"
    configuration.write_text(
        f'rule-paths = ["rules"]\nplugins = ["word"]\n{configuration.read_text()}', encoding="utf-8"
    )
    documents = [one for one in canary_documents() if not one.name.startswith(("line-", "header-line-"))]
    names = [one.filename for one in documents]
    for one in documents:
        if one.forbidden("U"):
            with (tmp_path / "work" / one.filename).open("a") as file:
                file.write(f"\nCall {PLACED} today.\n")
    reports = tmp_path / "reports"
    reports.mkdir()
    forms = chain.from_iterable(("--format", f"{form}:{reports / form}") for form in FORMS)
    printed = [
        *sbu("check", "--show-text", "U", "--select", "word", "--jobs", "1", *forms, *names),
        *sbu("check", "--show-text", "U", "--select", "word", "--diff", "--unsafe-fixes", *names),
        *written(reports, "check with a custom rule"),
    ]
    words = "".join(one.words for one in printed)
    assert "this word" in words
    assert any(canary.word in words for one in documents for canary in one.canaries)
    assert leaks(iter(printed), "U") == {}
    assert [line for line in words.splitlines() if PLACED in line] == []


def compared(sbu: Callable[..., Iterator[Printed]], tmp_path: Path) -> Iterator[Printed]:
    """What `compare` prints of copies that withhold every canary, and of those in which one slipped through."""
    documents = canary_documents()
    for one in (*documents[:8], *(one for one in documents if one.name.endswith(_NOT_COMPARED))):
        copy = re.sub(r"(?i)xq[a-z]+xq", "[redacted]", one.text)
        (tmp_path / "copy.txt").write_text(copy)
        named = tmp_path / f"{one.canaries[0].word}-copy.txt"
        named.write_text(copy)
        yield from sbu("compare", one.filename, str(named))
        (tmp_path / "leaking.txt").write_text(f"{copy}\n{one.canaries[0].word}\n")
        for form in forms("compare"):
            # The page shows the copy, and a word of it that is not known to be withheld.
            name = "copy.txt" if form == "html" else "leaking.txt"
            yield from sbu("compare", one.filename, str(tmp_path / name), "--format", form)


COVERED = {
    ("check",): checks,
    ("inspect",): ITSELF,
    ("compare",): compared,
    ("baseline", "create"): test_a_baseline_holds_no_word,
    ("baseline", "prune"): test_a_baseline_holds_no_word,
    ("baseline", "show"): test_a_baseline_holds_no_word,
}
"""Verbs that read documents, each with what covers it here."""


def test_every_verb_has_a_row() -> None:
    assert {*leaves()} == {*WITHOUT_DOCUMENTS, *COVERED}
    assert {way[0] for way in leaves()} == {*VERBS}


def test_compare_shows_no_withheld_word(sbu: Callable[..., Iterator[Printed]], tmp_path: Path) -> None:
    assert leaks(compared(sbu, tmp_path), "none") == {}


def test_other_verbs_show_no_word(sbu: Callable[..., Iterator[Printed]]) -> None:
    printed = []
    for way, given in WITHOUT_DOCUMENTS.items():
        for form in forms(*way) or ("",):
            printed += sbu(*way, *given, *(("--format", form) if form else ()))
    assert leaks(iter(printed), "none") == {}


def test_inspect_is_under_the_banner_of_the_document(sbu: Callable[..., Iterator[Printed]]) -> None:
    """It is the document itself, and says what may be done with it."""
    for form in forms("inspect"):
        out, _ = sbu("inspect", "--format", form, "archive.txt")
        assert "SECRET" in out.words
