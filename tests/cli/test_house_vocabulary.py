"""Custom rules of the kind `[vocabulary]`: terms that may, or may not, stand somewhere."""

from __future__ import annotations

import pytest
from cli_texts import CLEAN, HOUSE_RULE, found


def words_rule(table, fix="none"):
    """A custom rule with a `[vocabulary]`."""
    start, end = HOUSE_RULE.index("[pattern]"), HOUSE_RULE.index("[doc]")
    text = HOUSE_RULE[:start].replace('say it plainly: "{word}"', 'not "{term}", rather "{meant}"')
    if fix == "none":
        text = text.replace('title    = "say it plainly"\n', "")
    return text.replace('"unsafe"', f'"{fix}"') + f"[vocabulary]\n{table}\n" + HOUSE_RULE[end:]


def test_terms_that_may_not_stand_are_replaced(sbu, rules, folder):
    rules(
        'select = ["no-jargon"]\n',
        no_jargon=words_rule(
            'part = "text"\ninstead = {"went well" = "ended", talks = "meetings"}', "unsafe"
        ),
    )
    (folder / "x.txt").write_text(CLEAN.replace("went well", "Went\nWell"))
    report = sbu("check", "--format", "json", "--show-text", "all", "x.txt").report
    assert [one["message"] for one in report["diagnostics"]] == [
        'not "talks", rather "meetings"', 'not "Went Well", rather "ended"',
    ]  # fmt: skip
    assert sbu("check", "--fix", "--unsafe-fixes", "x.txt").code == 0
    assert "The meetings ended." in (folder / "x.txt").read_text()


def test_terms_in_a_file_of_their_own(sbu, rules, folder):
    rules('select = ["no-jargon"]\n', no_jargon=words_rule('part = "tags"\nonly = "tags.txt"'))
    ended = sbu("check", "clean.txt")
    assert ended.code == 2
    assert "no-jargon.toml:13: vocabulary.only: tags.txt: no such file or directory" in ended.err
    (folder / "rules" / "tags.txt").write_bytes(b"\xff")
    assert "tags.txt: it is not UTF-8" in sbu("check", "clean.txt").err
    (folder / "rules" / "tags.txt").write_text("# none\n")
    assert "vocabulary.only: must not be empty" in sbu("rules", "validate").err
    (folder / "rules" / "tags.txt").write_text("ETRD\nCA # Canada\n")
    ended = sbu("check", "--format", "json", ".")
    assert found(ended) == []
    (folder / "rules" / "tags.txt").write_text("ETRD\n")
    again = sbu("check", "--format", "json", "clean.txt")
    assert [one["message"] for one in found(again)] == ['not "CA", rather ""']
    # The terms are part of the rules in force.
    assert again.report["rules_digest"] != ended.report["rules_digest"]


@pytest.mark.parametrize(
    ("table", "fix", "key", "words"),
    [
        ('part = "text"\nonly = ["a"]', "none", "vocabulary.only", "in running text only what may not stand"),
        (
            'part = "recipients"\nknown = true',
            "none",
            "vocabulary.known",
            "there are lists of captions, tags, post",
        ),
        ('part = "text"\ninstead = {a = "b"}', "none", "fix", '"display" shows it'),
        ('part = "text"\nnever = ["--"]', "none", "vocabulary.never", '"--" holds no word'),
        (
            'part = "tags"\nonly = ["A"]\nnear = "close"',
            "none",
            "vocabulary.near",
            "the file has no [variant.close]",
        ),
        ('part = "tag"\nonly = ["A"]', "none", "vocabulary.part", "must be one of"),
        ('part = "tags"\nonly = 3', "none", "vocabulary.only", "must be a list or a string, not 3"),
        ('part = "tags"\nonly = [""]', "none", "vocabulary.only.0", "must not be empty"),
        ('part = "tags"', "none", "vocabulary", "one of the keys only, known, never, instead is missing"),
        ('part = "tags"\nnevr = ["A"]', "none", "vocabulary.nevr", 'did you mean "never"?'),
    ],
)
def test_what_is_wrong_with_a_vocabulary_is_told(sbu, rules, table, fix, key, words):
    rules(no_jargon=words_rule(table, fix))
    ended = sbu("check", "clean.txt")
    assert ended.code == 2
    assert f": {key}: " in ended.err
    assert words in ended.err
