import json
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from sbu_check.resources import table
from sbu_check.rules.vocabulary import Vocabulary

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "rules" / "_vocabulary"
KINDS = ROOT.parent / "shared" / "reference" / "data" / "cable_tag_kind.jsonl"


def read(name):
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def words():
    return Vocabulary(read)


def test_nothing_is_read_before_it_is_asked_for():
    asked = []

    def noted(name):
        asked.append(name)
        return read(name)

    words = Vocabulary(noted)
    assert asked == []
    words.caption("SIPDIS")
    words.caption("NODIS")
    assert asked == ["captions"]
    words.tag_meant("PRLE")
    assert asked == ["captions", "tags-subject"]


def test_every_file_is_as_good_in_json():
    for path in FOLDER.glob("*.toml"):
        data = read(path.stem)
        assert json.loads(json.dumps(data)) == data, path.name


def test_captions_in_any_case_and_spacing(words):
    assert words.caption("sipdis").restrictive is False
    assert words.caption("AGREMENT  CHANNEL").alone
    assert words.caption("AGRÉMENT CHANNEL").name == "AGREMENT CHANNEL"
    assert words.caption("NODISS") is None
    assert words.caption_meant("NODISS") == "NODIS"
    assert words.caption("FOR AMBASSADOR ONLY").family == "special handling"
    assert words.caption("FOR AMBASSADOR") is None


def test_what_captions_exclude_is_known_or_a_class(words):
    for caption in words.captions.values():
        for name in caption.excludes:
            assert words.caption(name) or name in words.classes, caption


def test_house_words_are_known(words):
    custom = words.extended(captions=["Orchid"], posts=["Mawson Station"], tags=["xorg"])
    assert custom.caption("ORCHID").family == "custom"
    assert custom.caption("SIPDIS").family == "distribution"
    assert custom.post_known("MAWSON STATION")
    assert custom.tag_kind("XORG") == "organisation"
    assert not words.post_known("MAWSON STATION")


def test_orders_follow_one_another_without_a_gap(words):
    printed = [order for order in words.orders.values() if order.printed]
    for before, after in pairwise(printed):
        assert before.replaced == after.effective
    assert printed[-1].replaced is None


@pytest.mark.parametrize(
    ("number", "day", "expected"),
    [
        ("12958", date(2005, 3, 1), True),
        ("12958", date(1995, 10, 13), False),
        ("12958", date(1995, 10, 14), True),
        ("13526", date(2005, 3, 1), False),
        ("11652", date(1978, 12, 1), False),
        ("12985", date(2005, 3, 1), None),
    ],
)
def test_orders_by_day(words, number, day, expected):
    assert words.in_force(number, day) is expected


def test_precedences_by_word_and_prosign(words):
    assert words.precedence("O") is words.precedence("immediate")
    assert words.precedence("NIACT").word == "NIACT IMMEDIATE"
    assert words.precedence("X") is None
    assert [words.precedence(sign).rank for sign in "ZOPR"] == [1, 3, 4, 5]


@pytest.mark.parametrize(
    ("code", "stamp"),
    [("B7(C)", "B7(C)"), ("(b)(7)(C)", "B7(C)"), ("b 6", "B6"), ("B3 INA", "B3 INA"), ("1.4(b)", "1.4(B)"),
     ("1.4 D", "1.4(D)"), ("25X1", "25X1"), ("50X1-HUM", "50X1-HUM")],
)  # fmt: skip
def test_exemptions_in_any_spelling(words, code, stamp):
    assert words.exemption(code).stamp == stamp


@pytest.mark.parametrize("code", ["B11", "B61", "B10", "1.4(J)", "1.5(H)", "B7", "25X10", ""])
def test_codes_that_no_list_has(words, code):
    assert words.exemption(code) is None


def test_reasons_by_day(words):
    def on(day):
        return {(reasons.section, reasons.letters) for reasons in words.reasons if reasons.on(day)}

    assert on(date(2000, 1, 1)) == {("1.5", "abcdefg")}
    assert on(date(2010, 1, 1)) == {("1.4", "abcdefgh")}


@pytest.mark.parametrize(
    "name",
    ["OTTAWA", "Tel Aviv", "TELAVIV", "ABUDH", "ABU DHABI", "USUN NEW YORK", "STATE", "NEWDE", "THEHA"],
)
def test_posts_in_every_form(words, name):
    assert words.post_known(name)


def test_a_misspelt_post_is_guessed_and_a_strange_one_is_not(words):
    assert words.post_meant("OTTOWA") == "OTTAWA"
    assert words.post_meant("KUALALUMPOR") == "KUALA LUMPUR"
    assert words.post_meant("OTTAWA") is None
    assert words.post_meant("ROMA") is None
    assert words.post_meant("XANADU") is None


def test_six_letter_forms_are_those_of_the_prints(words):
    assert words.posts["CAPET"] == "CAPE TOWN"
    assert words.posts["SANJO"] == "SAN JOSE"


def test_tags_by_list_and_year(words):
    assert words.tag_known("PREL")
    assert words.tag_known("UNGA/C-1")
    assert not words.tag_known("PRLE")
    assert words.tag_meant("PRLE") == "PREL"
    assert words.tag_known("PFOR", 1975)
    assert not words.tag_known("PFOR", 2005)
    assert not words.tag_known("PREL", 1975)


def test_two_letters_mean_what_their_year_says(words):
    assert words.country_meaning("CH", 1975) == "China (Mainland)"
    assert words.country_meaning("CH", 1995) == "China"
    assert words.country_meaning("CH", 2022) == "Switzerland"
    assert words.country_meaning("CH", 2015) is None
    assert words.country_meanings("CH") == {1973: "China (Mainland)", 1990: "China", 2020: "Switzerland"}
    assert words.country_meanings("CA") == {}


@pytest.mark.shared
def test_kinds_of_tags(words):
    said = {"country": "geo", "region": "geo", "organisation": "org", None: "unknown"}
    for line in KINDS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        kind = words.tag_kind(row["input"])
        assert said.get(kind, kind) == row["expected"], row["input"]


def test_smart_fields_in_order(words):
    fields = list(words.smart_fields)
    assert fields.index("MRN") < fields.index("TAGS") < fields.index("Subject") < fields.index("Signature")
    assert words.smart_fields["MRN"]
    assert not words.smart_fields["Captions"]


def test_the_files_lie_where_they_are_looked_for():
    if not (ROOT / "rules" / "README.md").is_file():
        pytest.skip("the rules folder of this checkout is not complete")
    assert table("vocabulary", "orders") == read("orders")
