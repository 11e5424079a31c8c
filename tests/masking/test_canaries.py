"""The canary documents themselves: every word is unique, and no word is part of another."""

from __future__ import annotations

from canaries import LIMITS, canary_documents, may_show


def test_each_word_appears_once_and_in_one_document() -> None:
    documents = canary_documents()
    words = [canary.word for document in documents for canary in document.canaries]
    assert len({word.casefold() for word in words}) == len(words)
    together = "\n".join(document.text for document in documents).casefold()
    assert all(together.count(word.casefold()) == 1 for word in words)


def test_names_of_documents_are_unique() -> None:
    names = [document.name for document in canary_documents()]
    assert len(set(names)) == len(names)


def test_all_allows_everything_and_none_nothing() -> None:
    assert {limit: may_show("U", limit) for limit in LIMITS} == {
        "none": False, "U": True, "SBU": True, "C": True, "all": True,
    }  # fmt: skip
    assert [may_show(level, "SBU") for level in ("U", "SBU", "C", "S", "TS")] == [
        True,
        True,
        False,
        False,
        False,
    ]
