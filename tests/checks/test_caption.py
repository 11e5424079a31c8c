import pytest


def cable(*captions, line="CONFIDENTIAL OTTAWA 000875", dtg=None):
    head = f"{dtg}\nFM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\n\n" if dtg else ""
    lines = [
        line,
        "",
        *captions,
        "",
        "E.O. 12958: DECL: 03/01/2015",
        "TAGS: ETRD, CA",
        "SUBJECT: TRADE TALKS",
    ]
    return head + "\n".join(lines) + "\n\n1. (U) The talks.\nDICKSON\n"


@pytest.mark.parametrize(
    "captions",
    [
        ("SIPDIS",),
        ("SIPDIS", "NOFORN"),
        ("NODIS",),
        ("EXDIS", "STADIS"),
        ("NODIS", "STADIS"),
        ("AGREMENT CHANNEL",),
        ("LIMDIS", "NOFORN"),
    ],
)
def test_blocks_that_the_handbook_allows(found, captions):
    rules = (
        "caption-unknown", "caption-own-line", "caption-order", "nodis-exdis", "sipdis-restrictive", "channel-single",
        "caption-duplicate", "sensitive-on-classified", "agrement-controlled",
    )  # fmt: skip
    for rule in rules:
        assert found(rule, cable(*captions)) == [], rule


@pytest.mark.parametrize("captions", [("SIPDIS", "SENSITIVE"), ("SENSITIVE", "SIPDIS")])
def test_sensitive_stands_on_either_side_of_sipdis(found, captions):
    assert found("caption-order", cable(*captions, line="UNCLAS OTTAWA 000875")) == []


def test_sensitive_before_its_time_is_another_matter(found):
    text = cable("SENSITIVE", dtg="R 021647Z MAR 90")
    assert found("sensitive-on-classified", text) == []
    assert found("sensitive-on-classified", cable("SENSITIVE", dtg="R 021647Z MAR 05")) == [
        ("warning", "SENSITIVE")
    ]


def test_a_passing_line_is_no_caption(found):
    text = cable("SIPDIS", "STATE FOR WHA/CAN", "USAID FOR THE SECRETARY")
    assert [one for one in found("caption-unknown", text) if one[0] != "info"] == []


def test_only_the_exact_repeat_in_one_block_is_a_duplicate(found):
    assert found("caption-duplicate", cable("SIPDIS", "SENSITIVE", "SIPDIS")) == [("info", "SIPDIS")]
    assert found("caption-duplicate", cable("SIPDIS", "SENSITIVE")) == []
