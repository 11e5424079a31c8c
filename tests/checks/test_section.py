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


@pytest.mark.parametrize(
    ("heads", "odd"),
    [
        (("01 OF 02", "02 OF 03"), ["UNCLAS SECTION 02 OF 03 OTTAWA 000875"]),
        (("01 OF 02", "02 OF 03", "03 OF 03"), ["UNCLAS SECTION 01 OF 02 OTTAWA 000875"]),
        (("01 OF 03", "02 OF 04", "03 OF 03"), ["UNCLAS SECTION 02 OF 04 OTTAWA 000875"]),
    ],
)
def test_the_odd_count_of_sections_is_told_once(found, heads, odd):
    text = cable(*heads)
    assert found("section-class-equal", text) == [("error", line) for line in odd]


@pytest.mark.parametrize("heads", [("01 OF 02", "01 OF 02"), ("01 OF 03", "02 OF 03", "02 OF 03")])
def test_a_section_opened_twice_is_not_also_missing(found, heads):
    text = cable(*heads)
    assert found("section-shape", text) == [("warning", f"SECTION {heads[-1]}")]
    assert found("section-missing", text) == []


@pytest.mark.parametrize("line", ["UNCLAS PARIS 000875", "UNCLAS OTTAWA 000876", "UNCLAS PARIS 000123"])
def test_a_bare_header_above_a_text_that_goes_on_opens_no_cable(found, line):
    text = cable("01 OF 01", "02 OF 02").replace("UNCLAS SECTION 02 OF 02 OTTAWA 000875", line)
    text = text.replace("SECTION 01 OF 01 ", "")
    assert found("section-class-equal", text) == [("error", line)]
    assert found("required-lines", text) == []


def test_a_header_behind_routing_opens_a_cable(found):
    first = cable("01 OF 01").replace("SECTION 01 OF 01 ", "")
    second = "R 021647Z MAR 05\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\nBT\nUNCLAS PARIS 000123\n\n2. (U) They go on.\n"
    assert found("section-class-equal", first + second) == []
