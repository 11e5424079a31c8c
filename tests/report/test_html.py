"""The HTML page as a text: whole, closed in itself, and with nothing of a document taken for markup."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from checked import HOSTILE, HOSTILE_NAME, MIXED, checked, examples
from report_values import file, one, report, spot

from sbu_check.diagnostics.model import RuleCrash
from sbu_check.report import html
from sbu_check.report.html.levels import banner_tone, tone
from sbu_check.report.html.markup import Html, element, joined, text
from sbu_check.report.model import DocumentSummary

TAGS = """html head meta title style script body header main footer section form fieldset legend label input select
    option button output a p h1 h2 h3 h4 div span ul ol li b code small sup bdi details summary svg rect table caption
    thead tbody tr th td"""
VOID = {"meta", "input", "rect", "br"}


class Page(HTMLParser):
    """A page read strictly: every element closed, every attribute once."""

    def __init__(self, words):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.words = [], [], []
        self.feed(words)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert tag in VOID
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not self.open or self.open[-1] not in {"style", "script"}:
            self.words.append(data)

    @property
    def said(self):
        return "".join(self.words)

    def all(self, tag=None, **wanted):
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in wanted.items()}
        return [
            given
            for name, given in self.elements
            if (tag is None or name == tag)
            and all(value in (given.get(key) or "").split() for key, value in wanted.items())
        ]


def rendered(found):
    return "".join(html.render(found))


def page(found):
    return Page(rendered(found))


REPORTS = {
    "examples": lambda: examples(sheets=True),
    "masked examples": lambda: examples("U", sheets=True),
    "nothing shown": lambda: examples("none", sheets=True),
    "no sheets": examples,
    "hostile": lambda: checked((HOSTILE_NAME, HOSTILE), sheets=True),
    "hostile without sheets": lambda: checked((HOSTILE_NAME, HOSTILE)),
    "empty": checked,
    "troubles": lambda: report(
        file(path="b.txt", status="failed", problem="there is no <such> file"),
        file(path="c.txt", status="skipped", problem="it is a PNG image"),
        file(path="d.txt", crashes=(RuleCrash("d.txt", 0, "mark-unknown", "ValueError"),), dropped={"x": 3}),
        file(path="e.txt", status="no-cable", documents=(DocumentSummary("none", (), "state", 1),)),
        file(one(state="suppressed"), one(state="baselined"), one(confidence="low"), path="f.txt"),
    ),
}


@pytest.fixture(params=REPORTS)
def found(request):
    return REPORTS[request.param]()


def test_a_page_is_whole_and_its_parts_are_found(found):
    read = page(found)
    ids = [given["id"] for _, given in read.elements if "id" in given]
    assert len(ids) == len(set(ids))
    targets = [given["href"].removeprefix("#") for given in read.all("a") if "href" in given]
    for name in ("aria-describedby", "aria-labelledby", "data-all"):
        targets += [target for _, given in read.elements if name in given for target in given[name].split()]
    assert set(targets) <= set(ids)


def test_nothing_comes_from_elsewhere_and_nothing_runs_besides_the_script(found):
    read = page(found)
    assert all(given["href"].startswith("#") for given in read.all("a"))
    assert {tag for tag, _ in read.elements} <= set(TAGS.split())
    for tag, given in read.elements:
        assert not {"src", "style", "srcset", "action", "formaction", "xlink:href"} & set(given), (tag, given)
        assert not [name for name in given if name.startswith("on")]
    assert len(read.all("script")) == 1
    assert len(read.all("style")) == 2


def test_the_policy_allows_the_pages_own_style_and_script_alone(found):
    words = rendered(found)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', words)[1].replace(
        "&#x27;", "'"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules.keys() == {"default-src", "style-src", "script-src", "base-uri", "form-action"}
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"

    def digests(tag):
        contents = re.findall(rf"<{tag}>(.*?)</{tag}>", words, re.DOTALL)
        return [f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'" for content in contents]

    assert rules["style-src"].split() == digests("style")
    assert rules["script-src"].split() == digests("script")
    # What is before the policy is not held by it.
    assert words.index("Content-Security-Policy") < words.index("<style") < words.index("<script")


def test_the_same_report_has_the_same_bytes_and_no_date(found):
    assert rendered(found) == rendered(found)
    assert not re.search(r"\b20[2-9]\d-\d\d-\d\d\b|\d\d:\d\d:\d\d", page(found).said)


def test_every_diagnostic_is_a_card_beside_its_block():
    found = examples(sheets=True)
    read = page(found)
    cards = read.all("li", class_="finding")
    assert len(cards) == len(found.diagnostics)
    assert [card["data-rule"] for card in cards] == [one.rule for file in found.files for one in order(file)]
    assert all(card["data-severity"] in {"error", "warning", "info"} for card in cards)


def order(file):
    """The diagnostics of a file in the order of its blocks."""
    places = [index for sheet in file.sheets for block in sheet.blocks for index in block.found]
    return [file.diagnostics[index] for index in places]


def test_a_text_that_is_full_of_markup_is_shown_as_it_stands():
    read = page(checked((HOSTILE_NAME, HOSTILE), sheets=True))
    for line in (
        "<script>window.owned=1</script><img src=x onerror=window.owned=1> \"double\" 'single' ",
        "Text </script></style><!-- --> <svg onload=window.owned=1> ]]> ${x} $policy $files {{ x }} {% raw %}.",
        "</details></div></main></body></html>",
        "SUBJECT: <SCRIPT>ALERT(\"X\")</SCRIPT> & 'QUOTES' </TITLE> ]]> | `X` **B** @ALL",
    ):
        assert line in read.said
    assert HOSTILE_NAME in read.said


def test_control_and_bidi_characters_are_made_visible():
    words = rendered(checked((HOSTILE_NAME, HOSTILE), sheets=True))
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u202a-\u202e\u2066-\u2069\u2028\ufffe\ud800]", words
    )
    assert "\u2400\u2401\u241b[31m\u2421&lt;U+0085&gt;&lt;U+2028&gt;&lt;U+FFFE&gt;&lt;U+D800&gt;" in words
    words.encode("utf-8")


def test_paragraphs_are_coloured_by_their_level_which_stands_in_words_too():
    read = page(checked(MIXED, sheets=True))
    blocks = [given["class"] for given in read.all("div", class_="paragraph")]
    assert blocks == [
        "block paragraph U",
        "block paragraph SBU",
        "block paragraph none",
        "block paragraph none unmarked",
    ]
    assert "U paragraph: 1. (U)" in read.said
    assert "SBU paragraph: 2. (SBU)" in read.said
    assert re.search(r"paragraph without a known level: \d*4\.", read.said)
    (strip,) = (given for given in read.all("svg", class_="strip"))
    assert strip["aria-label"] == "paragraphs: 1 U, 1 SBU, 2 without a known mark"


def test_the_banner_is_that_of_the_documents_too():
    # No excerpt shows the last paragraph, but the page does.
    text = MIXED.replace("4. Unmarked bandicoot.", "4. (C) The minister's bandicoot.")
    (file,) = checked(text, sheets=True).files
    assert file.banner[1] != "SECRET"
    banners = page(checked(text.replace("(C) The", "(S) The"), sheets=True)).all("p", class_="marking")
    assert [given["class"] for given in banners] == ["marking S", "marking S"]
    masked = page(checked(text, limit="U", sheets=True))
    assert [given["class"] for given in masked.all("p", class_="marking")] == ["marking U", "marking U"]


def test_printed_pages_carry_the_banner():
    words = rendered(report(file(one(), banner=(1, 'A"B\\ </style>'))))
    (margins,) = re.findall(r"<style>(@page .*?)</style>", words)
    assert "@top-center" in margins
    assert "@bottom-center" in margins
    content = re.search(r'content: "([^"]*)"', margins)[1]
    assert "".join(chr(int(code, 16)) for code in content.split("\\")[1:]) == 'A"B\\ </style>'


def test_a_page_that_shows_nothing_has_no_banner():
    read = page(examples("none", sheets=True))
    assert read.all("p", class_="marking") == []


def test_that_words_are_masked_is_said():
    said = page(checked(MIXED, limit="U", sheets=True)).said
    assert "words above the limit of this report are not shown" in said
    assert not re.search("quokka|numbat|bandicoot", said)
    assert "words above the limit of this report" not in page(checked(MIXED, sheets=True)).said


def test_without_its_text_a_file_has_its_excerpts():
    read = page(report(file(one())))
    assert "the text is left out" in read.said
    assert len(read.all("p", class_="excerpt")) == 1
    assert "1. (SBV) Text." in read.said


def test_places_lead_to_lines_and_back():
    related = (spot("UNCLAS OTTAWA 000875", "UNCLAS", 1, "the class line"),)
    found = checked(MIXED, sheets=True)
    read = page(found)
    hits = read.all("a", class_="hit")
    assert {hit["href"] for hit in hits} <= {f"#{card['id']}" for card in read.all("li", class_="finding")}
    assert page(report(file(one(related=related)))).said.count("line 1: the class line") == 1


def test_many_related_places_are_counted():
    related = tuple(spot("1. (U) A", "(U)", number, "here") for number in range(1, 31))
    assert "and 18 more places" in page(report(file(one(related=related)))).said


def test_files_of_which_nothing_is_told_are_listed_together():
    found = report(file(one()), *(file(path=f"clean-{number}.txt") for number in range(500)))
    read = page(found)
    assert "500 files without findings" in read.said
    assert "clean-499.txt" in read.said
    assert len(read.all("details", class_="file")) == 2


def test_the_charts_fold_what_is_many_and_count_what_is_more():
    many = [file(one(rule=f"rule-{number:02}"), path=f"{number:02}.txt") for number in range(40)]
    read = page(report(*many))
    assert "27 more" in read.said
    assert "12 more" in read.said
    assert "and 15 files more" in read.said


def test_the_figures_are_those_of_the_report():
    found = examples(sheets=True)
    said = " ".join(page(found).said.split())
    counts = found.counts
    assert f"{counts.errors} errors" in said
    assert f"{counts.warnings} warnings" in said
    assert f"{counts.infos} notes" in said
    assert f"{counts.files} files checked" in said
    assert f"sbu-check {found.version}, rules {found.rules_digest}." in said


def test_bars_are_as_long_as_their_counts():
    read = page(report(file(one(), one(), one(), one(severity="info"), one(rule="b"))))
    widths = [[int(given["width"]) for given in read.all("rect", class_=kind)] for kind in ("error", "info")]
    assert widths == [[750, 250, 800], [250, 200]]


@pytest.mark.parametrize(
    ("banner", "name"),
    [
        ("UNCLASSIFIED", "U"),
        ("UNCLASSIFIED; SENSITIVE", "SBU"),
        ("CONFIDENTIAL", "C"),
        ("SECRET; NOFORN", "S"),
        ("SECRET//NOFORN", "S"),
        ("TOP SECRET//SI//NOFORN", "TS"),
        ("LIMITED OFFICIAL USE", "LOU"),
        ("CUI", "SBU"),
    ],
)
def test_the_colour_of_a_banner(banner, name):
    assert banner_tone(banner) == name


def test_the_colour_of_a_level():
    assert [tone(level) for level in ("U", "SBU", "CUI", "TS", None, "XYZ")] == [
        "U",
        "SBU",
        "SBU",
        "TS",
        "none",
        "none",
    ]


def test_text_stays_text():
    assert text("<b> & \"'\t\n") == "&lt;b&gt; &amp; &quot;&#x27;\t\n"
    assert element("p", "<b>", Html("<i>x</i>"), class_='a"b', hidden=True, title=None) == (
        '<p class="a&quot;b" hidden>&lt;b&gt;<i>x</i></p>'
    )
    assert joined(["<", Html("<br>")], "&") == "&lt;&amp;<br>"
