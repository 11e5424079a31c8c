from datetime import date

import pytest

HEAD = "E.O. 12958: N/A\nTAGS: ETRD, CA\nSUBJECT: TRADE TALKS\n\n1. (U) The talks went well.\nDICKSON\n"


def cable(line="UNCLAS OTTAWA 000875", eo="E.O. 12958: N/A", tags="TAGS: ETRD, CA", rest="", dtg=None):
    head = f"{dtg}\nFM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\n\n" if dtg else ""
    lines = [line, "", eo, tags, "SUBJECT: TRADE TALKS"]
    return head + "\n".join(lines) + f"\n\n{rest}1. (U) The talks went well.\nDICKSON\n"


# --- class line ---


@pytest.mark.parametrize(
    "line",
    [
        "UNCLAS OTTAWA 000875",
        "UNCLASSIFIED OTTAWA 000875",
        "UNCLAS E F T O OTTAWA 000875",
        "U N C L A S OTTAWA 000875",
        "C O N F I D E N T I A L SECTION 01 OF 01 OTTAWA 000875",
        "T O P  S E C R E T OTTAWA 000875",
        "LIMITED OFFICIAL USE OTTAWA 0875",
    ],
)
def test_class_words_in_every_form_are_known(found, line):
    for rule in ("class-missing", "class-unknown", "class-spacing", "class-typo-glue", "mrn-shape"):
        assert found(rule, cable(line)) == [], rule


@pytest.mark.parametrize(
    "line", ["SECRETARY ARRIVES OTTAWA TUESDAY", "SECRETARIAT MEETING", "UNCLASSIFIABLE MATTERS"]
)
def test_words_that_begin_like_a_class_are_none(found, line):
    text = cable(rest=f"{line}\n\n")
    for rule in ("class-unknown", "class-spacing", "class-typo-glue", "section-class-equal"):
        assert found(rule, text) == [], rule


def test_a_text_without_a_class_draws_one_error(found):
    text = cable("OTTAWA 000875")
    assert found("class-missing", text) == [("error", "OTTAWA 000875")]
    assert found("class-unknown", text) == []


def test_a_post_of_the_house_is_known(found):
    text = cable("UNCLAS MAWSON 000875")
    assert found("mrn-shape", text) == [("info", "MAWSON")]
    assert found("mrn-shape", text, posts=frozenset({"MAWSON"})) == []


@pytest.mark.parametrize(
    "post", ["KUALALUMPUR", "USUN NEW YORK", "THE HAGUE", "STATE", "AIT TAIPEI", "SANAA"]
)
def test_posts_are_known(found, post):
    assert found("mrn-shape", cable(f"UNCLAS {post} 000875")) == []


# --- E.O. line ---


@pytest.mark.parametrize(
    ("dtg", "order", "expected"),
    [
        ("R 021647Z MAR 05", "12958", []),
        ("R 021647Z MAR 05", "13526", [("error", "13526")]),
        ("R 021647Z MAR 75", "11652", []),
        ("R 021647Z MAR 75", "12065", [("error", "12065")]),
        ("R 021647Z OCT 78", "12065", [("info", "12065")]),
        ("R 021647Z JAN 79", "12065", []),
        (None, "13526", []),
    ],
)
def test_an_order_has_its_time(found, dtg, order, expected):
    assert found("eo-too-new", cable(eo=f"E.O. {order}: N/A", dtg=dtg)) == expected


def test_the_day_of_the_settings_counts_where_the_cable_has_none(found):
    text = cable(eo="E.O. 13526: N/A")
    assert found("eo-too-new", text, on=date(2005, 3, 1)) == [("error", "13526")]
    assert found("eo-too-new", text, on=date(2012, 3, 1)) == []


def test_a_note_of_declassification_is_not_the_cables_own_order(found):
    text = cable(
        "CONFIDENTIAL TEHRAN 5055", eo="E.O. 12958: AS AMENDED; DECLASSIFIED", dtg="R 211337Z AUG 72"
    )
    for rule in ("eo-too-new", "eo-too-old", "eo-value-shape", "eo-decl-unclassified", "classifier-block"):
        assert found(rule, text) == [], rule


@pytest.mark.parametrize(
    ("order", "value"),
    [
        ("11652", "GDS"),
        ("11652", "XGDS-2"),
        ("11652", "N/A"),
        ("12065", "GDS 12/6/85 (SMITH, JOHN H) OR-P"),
        ("12065", "RDS-4 6/5/99 (SMITH, JOHN H) OR-M"),
        ("12356", "DECL: OADR"),
        ("12958", "DECL: 03/01/2015"),
        ("12958", "DECL: X1"),
        ("12958", "N/A"),
        ("13526", "DECL: 25X1"),
    ],
)
def test_values_that_their_order_knows(found, order, value):
    assert found("eo-value-shape", cable("CONFIDENTIAL OTTAWA 0875", eo=f"E.O. {order}: {value}")) == []


@pytest.mark.parametrize(
    ("order", "value"),
    [("12958", "GDS"), ("11652", "DECL: 03/01/2015"), ("11652", "RDS-1"), ("12356", "XGDS-1")],
)
def test_values_of_another_order(found, order, value):
    text = cable("CONFIDENTIAL OTTAWA 0875", eo=f"E.O. {order}: {value}")
    assert [severity for severity, _ in found("eo-value-shape", text)] == ["warning"]


@pytest.mark.parametrize("line", ["UNCLAS", "LIMITED OFFICIAL USE"])
def test_no_instruction_is_asked_of_what_is_not_classified(found, line):
    for rule in ("eo-na-classified", "classifier-block", "eo-decl-unclassified"):
        assert found(rule, cable(f"{line} OTTAWA 0875")) == [], rule


@pytest.mark.parametrize("reason", ["1.4 (b)", "1.4 (B), (D)", "1.4 (a) and (h)", "1.5 (g)", "1.4(b/d)"])
def test_reasons_that_the_orders_list(found, reason):
    block = f"Classified By: Jane Doe, Ambassador. Reason: {reason}.\n\n"
    assert (
        found("reason-letters", cable("SECRET OTTAWA 0875", eo="E.O. 12958: DECL: 3/1/15", rest=block)) == []
    )


@pytest.mark.parametrize("reason", ["1.4 (j)", "1.5 (h)", "1.4 (b), (k)", "1.7 (a)"])
def test_reasons_that_no_order_lists(found, reason):
    block = f"Classified By: Jane Doe, Ambassador. Reason: {reason}.\n\n"
    text = cable("SECRET OTTAWA 0875", eo="E.O. 12958: DECL: 3/1/15", rest=block)
    assert [severity for severity, _ in found("reason-letters", text)] == ["warning"]


# --- missing lines ---


def without(*labels):
    return "\n".join(line for line in cable().split("\n") if not line.startswith(labels))


@pytest.mark.parametrize(
    ("label", "rule"), [("E.O.", "eo-missing"), ("TAGS", "tags-missing"), ("SUBJECT", "subject-missing")]
)
def test_one_missing_line_is_told_by_its_own_rule(found, label, rule):
    text = without(label)
    assert [severity for severity, _ in found(rule, text)] == ["error"]
    assert found("required-lines", text) == []


def test_several_missing_lines_are_told_once(found):
    text = without("TAGS", "SUBJECT")
    assert [severity for severity, _ in found("required-lines", text)] == ["error"]
    assert found("tags-missing", text) == found("subject-missing", text) == []


def test_a_later_section_has_its_header_elsewhere(found):
    text = "UNCLAS SECTION 02 OF 02 OTTAWA 000875\n\n8. (U) The talks went well.\nDICKSON\n"
    for rule in ("required-lines", "eo-missing", "tags-missing", "subject-missing", "signature-present"):
        assert found(rule, text) == [], rule


def test_an_extract_may_lack_lines(found):
    text = "This record is a partial extract of the original cable.\n\n" + without("E.O.")
    assert [severity for severity, _ in found("eo-missing", text)] == ["info"]


# --- TAGS ---


@pytest.mark.parametrize(
    "tags",
    [
        "ETRD ECIN ASEC PREL CVIS CA",
        "PGOV, PHUM, KWMN, IS",
        "OVIP (DOE, JANE), PREL, CA",
        "UNGA/C-1, PREL",
        "ETRD, 2E",
        "PFOR, BL",
    ],
)
def test_tags_that_the_lists_hold(found, tags):
    rules = (
        "tag-unknown",
        "tag-glued",
        "tag-restricted-use",
        "tag-person-form",
        "tags-missing",
        "tag-duplicate",
    )
    for rule in rules:
        assert found(rule, cable(tags=f"TAGS: {tags}")) == [], rule


def test_an_unknown_tag_is_at_most_told(found):
    assert found("tag-unknown", cable(tags="TAGS: ETRD, KXYZ, CA")) == [("info", "KXYZ")]
    assert found("tag-unknown", cable(tags="TAGS: ETRD, QXWZO")) == [("info", "QXWZO")]
    assert found("tag-unknown", cable(tags="TAGS: ETRD, QXWZO"), tags=frozenset({"QXWZO"})) == []


def test_links_of_a_converter_are_no_signs_of_a_tag(found):
    text = cable(tags="TAGS: [ETRD](#), [CA](#)")
    for rule in ("tag-unknown", "tag-restricted-use", "tag-separator"):
        assert found(rule, text) == [], rule


# --- envelope ---


@pytest.mark.parametrize("dtg", ["R 290000Z FEB 00", "O P 312359Z DEC 99", "R 010000Z JAN 2006"])
def test_times_that_are(found, dtg):
    assert found("dtg-shape", cable(dtg=dtg)) == []


@pytest.mark.parametrize(
    "dtg", ["R 300000Z FEB 00", "R 012400Z JAN 00", "R 010060Z JAN 00", "R 010000Z JNA 00"]
)
def test_times_that_are_not(found, dtg):
    assert [severity for severity, _ in found("dtg-shape", cable(dtg=dtg))] == ["error"]


# --- two headers of one message ---


def test_an_upper_header_without_a_field_says_nothing_else(told):
    assert not told("dual-layer", f"> MRN: 05 OTTAWA 875\n> none of its fields\n\n{cable()}")


# --- lines that older cables and editions do not have ---


@pytest.mark.parametrize(("year", "count"), [("71", 0), ("74", 1)])
def test_a_cable_older_than_the_tags_lacks_none(found, year, count):
    text = cable(tags="REF: OTTAWA 12", dtg=f"R 021647Z MAR {year}")
    assert len(found("tags-missing", text)) == count


def test_sensitive_in_a_source_note_is_no_caption(found):
    edition = (
        "12. Telegram From the Embassy in Canada to the Department of State\n\n"
        "Source: National Archives, RG 59, Central Files, POL 1 CAN. Secret; Sensitive; Priority.\n\n"
        "Ottawa, March 2, 1974, 1647Z.\n\n875. Subj: Harbor Talks. 1. The talks went well.\n"
    )
    assert found("sensitive-on-classified", edition) == []
    line = cable("CONFIDENTIAL OTTAWA 000875", rest="").replace("875\n", "875\n\nSENSITIVE\n")
    assert [said for _, said in found("sensitive-on-classified", line)] == ["SENSITIVE"]
