import pytest


def cable(*heads, caption="SIPDIS"):
    first, *later = heads
    text = f"UNCLAS SECTION {first} OTTAWA 000875\n\n{caption}\n\n"
    text += "E.O. 12958: N/A\nTAGS: ETRD, CA\nSUBJECT: TRADE TALKS\n\n1. (U) The talks went well.\n"
    for number, head in enumerate(later, 2):
        text += f"\nUNCLAS SECTION {head} OTTAWA 000875\n\n{caption}\n\n{number}. (U) They go on.\n"
    return text + "DICKSON\n"


@pytest.mark.parametrize("heads", [("01 OF 01",), ("01 OF 02", "02 OF 02"), ("1 OF 3", "2 OF 3", "3 OF 3")])
def test_whole_cables_draw_nothing(found, heads):
    rules = (
        "section-shape",
        "section-garbled",
        "section-missing",
        "section-class-equal",
        "section-caption-equal",
    )
    for rule in rules:
        assert found(rule, cable(*heads)) == [], rule


def test_what_is_missing_is_told_once_at_the_first_header(found):
    assert found("section-missing", cable("01 OF 03", "03 OF 03")) == [("info", "SECTION 01 OF 03")]
    assert found("section-missing", cable("01 OF 99")) == [("info", "SECTION 01 OF 99")]


@pytest.mark.parametrize("head", ["04 OF 03", "00 OF 03", "01 OF 00"])
def test_numbers_that_cannot_be(found, head):
    assert found("section-shape", cable(head)) == [("error", f"SECTION {head}")]


def test_a_later_section_keeps_the_captions(found):
    text = cable("01 OF 02", "02 OF 02").replace("SIPDIS\n\n2.", "2.")
    assert found("section-caption-equal", text) == [("warning", "UNCLAS SECTION 02 OF 02 OTTAWA 000875")]


def test_circuit_notes_need_not_be_repeated(found):
    text = cable("01 OF 02", "02 OF 02", caption="POSS DUPE").replace("POSS DUPE\n\n2.", "2.")
    assert found("section-caption-equal", text) == []
