"""Fingerprints survive what a baseline must survive, and nothing else."""

from __future__ import annotations

from sbu_check.cable.model import Cable, Paragraph
from sbu_check.diagnostics.fingerprint import HIDDEN, Fingerprints, counted
from sbu_check.text.span import Span


def cable(text: str) -> Cable:
    """A cable whose paragraphs are the parts between blank lines, the first of them the header."""
    spans = []
    at = 0
    for part in text.split("\n\n"):
        spans.append(Span(at, at + len(part)))
        at += len(part) + 2
    header, *rest = spans
    return Cable(
        text,
        Span(0, len(text)),
        "draft",
        header=Span(0, header.end),
        paragraphs=tuple(Paragraph(span, None, (), (span,), "unnumbered") for span in rest),
    )


def prints(
    text: str, *words: str, rule: str = "some-rule", secret: bytes = b"x", hidden: str = ""
) -> list[str]:
    """What a baseline knows the findings by at each place where one of the words is.

    Without a secret it holds no line with the word `hidden`.
    """
    spans = sorted(
        Span(at, at + len(word)) for word in words for at in range(len(text)) if text.startswith(word, at)
    )

    def harmless(span: Span) -> str:
        around = text[text.rfind("\n\n", 0, span.start) + 1 : text.find("\n\n", span.start) % len(text)]
        return HIDDEN if hidden and hidden in around else span.of(text)

    made = Fingerprints([cable(text)], harmless, secret)
    return [made.of(rule, span, 0).entry for span in spans]


BASE = "UNCLAS X\n\nThe talks failed.\n\nThe rest is good."


def test_lines_above_and_other_line_ends_and_a_new_wrapping_change_nothing() -> None:
    (before,) = prints(BASE, "failed")
    assert prints("UNCLAS X\nSIPDIS\n\nNew one.\n\nThe rest is good.\n\nThe talks\nfailed.", "failed") == [
        before
    ]
    assert prints(BASE.replace("talks failed", "talks  \r\nfailed"), "failed") == [before]


def test_other_words_change_it() -> None:
    (before,) = prints(BASE, "failed")
    assert prints(BASE.replace("failed", "ended"), "ended") != [before]
    assert prints(BASE.replace("talks", "games"), "failed") != [before]


def test_rule_salt_and_place_are_part_of_it() -> None:
    (before,) = prints(BASE, "failed")
    assert prints(BASE, "failed", rule="another") != [before]
    assert prints(BASE, "failed", secret=b"y") != [before]
    assert prints(BASE, "failed", secret=b"") != [before]
    assert prints("failed\n\nThe talks.", "failed") != prints("UNCLAS\n\nfailed", "failed")


def test_equal_findings_are_told_apart_by_their_order() -> None:
    twice = "UNCLAS X\n\nSIPDIS and SIPDIS.\n\nSIPDIS"
    found = prints(twice, "SIPDIS")
    assert len(set(found)) == 3
    assert prints(twice, "SIPDIS") == found


def test_it_holds_no_word_of_the_text() -> None:
    (found,) = prints(BASE, "failed")
    assert set(found) <= set("0123456789abcdef")
    assert len(found) == 24


def test_each_cable_of_a_file_has_its_own_paragraphs() -> None:
    cables = [cable(BASE), cable(BASE.replace("talks", "games"))]
    made = Fingerprints(cables, secret=b"x")
    place = Span(BASE.index("failed"), BASE.index("failed") + 6)
    assert made.of("some-rule", place, 0).entry == prints(BASE, "failed")[0]
    assert made.of("some-rule", place, 1).entry != made.of("some-rule", place, 0).entry


def test_without_a_secret_hidden_words_change_nothing() -> None:
    """Nobody can guess at a word by its hash, since no hash holds it."""
    (before,) = prints(BASE, "failed", secret=b"", hidden="talks")
    for words in ("The talks failed", "The talks of Mr. X failed", "All talks\nhave failed"):
        assert prints(BASE.replace("The talks failed", words), "failed", secret=b"", hidden="talks") == [
            before
        ]
    assert prints(BASE, "rest", secret=b"", hidden="talks") != [before]


def test_words_that_are_shown_count_without_a_secret() -> None:
    (before,) = prints(BASE, "rest", secret=b"", hidden="talks")
    assert prints(BASE.replace("good", "bad"), "rest", secret=b"", hidden="talks") != [before]


def test_counted_ones_differ_and_hold_no_word() -> None:
    assert len({*counted(["one", "two", "one"])}) == 3
    assert counted(["one", "two"])[1] == counted(["two"])[0]
