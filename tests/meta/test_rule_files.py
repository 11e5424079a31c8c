"""Every rule file is valid, sourced and shown by examples, and the rules that the program promises are there."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from sbu_check import resources
from sbu_check.rules.catalogue import catalogue, profiles, rule_files
from sbu_check.rules.validate import rule_faults, schema
from sbu_check.text.schema_faults import schema_faults

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = resources.folder("rules")
FILES = [pytest.param(path, id=path.stem) for path in rule_files(FOLDER)]

NAMES = {"Markdown", "State"}
"""Names that a message may begin with."""

CORE = re.findall(
    r"\S+",
    """
required-lines signature-present class-missing class-unknown class-spacing mrn-shape unsubstantiated-level
section-shape section-missing section-class-equal section-caption-equal
caption-unknown caption-order nodis-exdis sipdis-restrictive channel-single sensitive-on-classified caption-duplicate
eo-missing eo-number eo-too-new eo-na-classified eo-decl-unclassified eo-value-shape classifier-block reason-letters
classifier-on-unclassified tags-missing tag-unknown tag-duplicate tag-glued subject-missing subject-mark
subject-mark-high ref-shape ref-letters
mark-missing mark-unknown mark-position mark-spacing mark-bracket-broken mark-duplicate subpara-mixed
number-sequence number-leading-one number-goes-back number-single paragraph-split
class-too-low class-too-high sbu-without-caption caption-without-sbu sbu-n-without-noforn nf-rollup
marks-absent-controlled sipdis-body sipdis-after-secret-line page-line fl4-class-agree dtg-shape
summary-pair comment-pair text-pair later-class-stamp markdown-link escaped-char html-entity archive-banner
header-order not-a-cable
    """,
)
"""The rules of a first release. What a parse has to get right is no rule: that a class word is whole, that a number
in a sentence opens no paragraph, that a release stamp is no header line."""


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("path", FILES)
def test_a_rule_file_is_valid(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [str(fault) for fault in rule_faults(text, path.name, tomllib.loads(text))] == []
    assert read(path)["id"] == path.stem


@pytest.mark.parametrize("path", FILES)
def test_a_rule_is_shown_by_examples(path: Path) -> None:
    data = read(path)
    keys = [key for example in data["example"] for key in example]
    assert ("bad" in keys) != ("program" in data), "no text makes the program fail"
    assert "good" in keys
    fixes = {data["fix"], *(variant.get("fix", "none") for variant in data.get("variant", {}).values())}
    if fixes & {"safe", "unsafe"}:
        assert "fixed" in keys
        assert "fix_safety" in data["doc"]
    titles = [example["title"] for example in data["example"]]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("path", FILES)
def test_an_error_rests_on_an_authority(path: Path) -> None:
    data = read(path)
    severities = {
        data["severity"],
        *(variant.get("severity") for variant in data.get("variant", {}).values()),
    }
    if "error" in severities and "program" not in data:
        assert any(not source.startswith("practice") for source in data["sources"])


@pytest.mark.parametrize("path", FILES)
def test_a_rule_speaks_in_lower_case_and_to_the_point(path: Path) -> None:
    data = read(path)
    wordings = data, *data.get("variant", {}).values()
    for words in [
        wording[key] for wording in wordings for key in ("summary", "message", "title") if key in wording
    ]:
        capital = re.match(r"[A-Z][a-z]+\b", words)
        assert capital is None or capital[0] in NAMES, words
        assert len(words) <= 200, words


@pytest.mark.parametrize("path", FILES)
def test_the_function_of_a_rule_is_there_and_says_what_it_does(path: Path) -> None:
    data = read(path)
    family = f"checks.{path.parent.name}"
    for key, package in (
        ("check", family),
        ("memo-check", family),
        ("compare", "comparison"),
        ("project", "run"),
    ):
        if key in data:
            module, _, function = f"sbu_check.{package}.{data[key]}".rpartition(".")
            assert getattr(import_module(module), function).__doc__


def test_rule_files_are_where_the_catalogue_looks() -> None:
    there = [path for path in FOLDER.rglob("*.toml") if not path.relative_to(FOLDER).parts[0].startswith("_")]
    assert sorted(there) == sorted(FOLDER / rule.file for rule in catalogue().values())


def test_a_name_means_one_rule() -> None:
    names = [name for rule in catalogue().values() for name in (rule.id, *rule.former)]
    families = {rule.family for rule in catalogue().values()}
    assert len(set(names)) == len(names)
    assert not families & set(names)
    assert "all" not in families | set(names)


@pytest.mark.parametrize("name", CORE)
def test_the_rules_of_a_first_release_are_there(name: str) -> None:
    assert name in catalogue()


@pytest.mark.parametrize("path", sorted((FOLDER / "_profiles").glob("*.toml")), ids=lambda path: path.stem)
def test_a_profile_file_is_valid(path: Path) -> None:
    text = path.read_text("utf-8")
    data = tomllib.loads(text)
    assert [str(fault) for fault in schema_faults(text, path.name, data, schema("profile"))] == []
    assert data["name"] == path.stem
    assert set(data.get("severity", {})) <= set(catalogue())


def test_the_schema_knows_the_profiles() -> None:
    properties = schema("rule")["properties"]
    assert properties["profiles"]["items"]["enum"] == sorted(profiles())
    assert properties["example"]["items"]["properties"]["profile"]["enum"] == sorted(profiles())
