import pytest


def cable(ref, body="The talks went well.", dtg=None):
    head = f"{dtg}\nFM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\n\n" if dtg else ""
    return (
        f"{head}UNCLAS OTTAWA 000875\n\nE.O. 12958: N/A\nTAGS: ETRD, CA\nSUBJECT: TRADE TALKS\n{ref}\n\n"
        f"1. (U) {body}\nDICKSON\n"
    )


@pytest.mark.parametrize(
    "ref",
    [
        "REF: OTTAWA 774",
        "REF: 04 OTTAWA 774",
        "REF: A. OTTAWA 774 B. STATE 1234",
        "REFS: A) STATE 1234\n      B) OTTAWA 774 (NOTAL)",
        "REF: (A) STATE 1234 (B) OTTAWA 774",
    ],
)
def test_lists_of_references_in_every_style(found, ref):
    for rule in ("ref-shape", "ref-letters", "ref-future", "ref-self", "ref-body-match"):
        assert found(rule, cable(ref, dtg="R 021647Z MAR 05")) == [], rule


@pytest.mark.parametrize(
    "body", ["As in ref A, talks went on.", "REF B SAYS SO.", "Refs A and B agree.", "See reftel A."]
)
def test_letters_that_are_listed(found, body):
    assert found("ref-body-match", cable("REF: A. OTTAWA 774\n     B. STATE 1234", body)) == []


@pytest.mark.parametrize(
    "body", ["The ref A-list.", "The referee D. Smith.", "Ref. Desk", "ref D'Estaing", "a ref Document"]
)
def test_words_that_are_no_citation(found, body):
    assert found("ref-body-match", cable("REF: A. OTTAWA 774\n     B. STATE 1234", body)) == []


def test_a_letter_that_is_not_listed_is_told_once(found):
    text = cable("REF: A. OTTAWA 774\n     B. STATE 1234", "As in ref D, and again in ref D, talks went on.")
    assert found("ref-body-match", text) == [("warning", "ref D")]


def test_a_second_list_begins_with_a_again(found):
    ref = "REF: A. OTTAWA 774\n     B. STATE 1234\n     A. STATE 99"
    assert found("ref-letters", cable(ref)) == []


def test_the_same_number_of_another_year_is_another_cable(found):
    assert found("ref-self", cable("REF: 04 OTTAWA 875", dtg="R 021647Z MAR 05")) == []
    assert found("ref-self", cable("REF: 05 OTTAWA 875", dtg="R 021647Z MAR 05")) == [
        ("warning", "05 OTTAWA 875")
    ]


@pytest.mark.parametrize(
    "body",
    ["PRESENTED IN REFS A AND B AND STILL VALID.", "As refs A and B say, and I agree.", "Ref A and B-52s."],
)
def test_words_after_a_list_of_letters(found, body):
    assert found("ref-body-match", cable("REF: A. OTTAWA 774\n     B. STATE 1234", body)) == []


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("As ref\nC says.", "ref\nC"),
        ("(refs A, B, and D)", "D"),
        ("See refs A through C.", "C"),
        ("Reftel (C).", "Reftel (C)"),
    ],
)
def test_letters_that_are_not_listed(found, body, missing):
    text = cable("REF: A. OTTAWA 774\n     B. STATE 1234", body)
    assert [words for *_, words in found("ref-body-match", text)] == [missing]


def test_a_written_year_is_not_compared_with_an_unknown_one(found):
    assert found("ref-future", cable("REF: 04 OTTAWA 1774")) == []
    assert len(found("ref-future", cable("REF: OTTAWA 1774"))) == 1
