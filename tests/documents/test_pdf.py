"""PDF documents: hidden content is reported, and an ordinary document has none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from made import SIZE, hidden, pdf, place, read

from sbu_check import api, check_file, compare

if TYPE_CHECKING:
    from pathlib import Path


pymupdf = pytest.importorskip("pymupdf", reason="the extra pdf is not installed")
pytest.importorskip("xray", reason="the extra pdf is not installed")

BLACK, WHITE = (0, 0, 0), (1, 1, 1)
STAMP = "UNCLASSIFIED U.S. Department of State Case No. F-2030-00001 Doc No. C00000001 Date: 01/02/2030"
ORIGINAL = """UNCLAS BRIDGETOWN 000101

E.O. 12958: N/A
TAGS: ETRD, BB
SUBJECT: HARBOR TALKS

1. (U) The dredging of the deep harbor begins in June, and the
minister will attend with a party of four from the capital.

2. (U) The delegation was led by Alwyn Marchetti of the port
authority, and it will come back in the autumn.
FARRELL
"""
NAME = "Alwyn Marchetti"
CODED = f"{STAMP}\n{'RELEASE IN PART B6':>60}\n\n" + ORIGINAL.replace(NAME, " " * 5 + "(b)(6)" + " " * 4)
OPEN = f"{STAMP}\n{'RELEASE IN PART B6':>60}\n\n" + ORIGINAL

Change = "Callable[[Any], None]"


def box(words: str = NAME, text: str = OPEN, *, fill: tuple[float, ...] = BLACK, **look: Any) -> Any:
    def change(document: Any) -> None:
        number, rect = place(text, words)
        document[number].draw_rect(pymupdf.Rect(rect), fill=fill, color=None, **look)

    return change


def redact(document: Any) -> None:
    number, rect = place(OPEN, NAME)
    document[number].add_redact_annot(pymupdf.Rect(rect), fill=BLACK)
    document[number].apply_redactions()


def test_the_text_is_that_of_the_pages() -> None:
    source = read(pdf(CODED))
    assert [line.split() for line in source.text.splitlines()] == [
        line.split() for line in CODED.splitlines()
    ]
    assert source.hidden_content
    assert source.hidden_content.hidden == ()
    at = source.text.index("dredging")
    where = source.hidden_content.where(api.read_cable(source.text).span.__class__(at, at + 8))
    assert where
    number, rect = place(CODED, "dredging")
    assert where.page == number + 1
    assert where.box
    assert all(abs(one - other) < 4 for one, other in zip(where.box, rect, strict=True))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(box(), id="a black box"),
        pytest.param(box(fill=WHITE), id="a white box"),
        pytest.param(box(fill=(0.5, 0.5, 0.5)), id="a grey box"),
    ],
)
def test_a_box_over_words_takes_them_from_the_text_and_is_told(change: Any) -> None:
    data = pdf(OPEN, change)
    assert "Marchetti" not in read(data).text
    (one,) = hidden(data)
    assert (one.kind, one.words, one.where.page) == ("covered", NAME, 1)
    assert one.where.box
    assert all(abs(a - b) < 4 for a, b in zip(one.where.box, place(OPEN, NAME)[1], strict=True))


def label(document: Any) -> None:
    box()(document)
    number, rect = place(OPEN, NAME)
    document[number].insert_text((rect[0] + 20, rect[3] - 3), "(b)(6)", fontsize=8, color=WHITE)


def image(document: Any) -> None:
    number, rect = place(OPEN, NAME)
    black = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 8, 8))
    black.clear_with(0)
    document[number].insert_image(pymupdf.Rect(rect), pixmap=black, keep_proportion=False)


def note(document: Any) -> None:
    number, rect = place(OPEN, NAME)
    square = document[number].add_rect_annot(pymupdf.Rect(rect))
    square.set_colors(stroke=BLACK, fill=BLACK)
    square.update()


@pytest.mark.parametrize("change", [label, image, note])
def test_other_covers(change: Any) -> None:
    (one,) = hidden(pdf(OPEN, change))
    assert (one.kind, one.words) == ("covered", NAME)


def scanned(text: str, blacked: str | None = None, *, layer: str | None = None) -> bytes:
    """Pages as images over their recognised text, as scanners make them."""
    shown = pymupdf.open(stream=pdf(text, box(blacked, text) if blacked else None), filetype="pdf")
    known = pymupdf.open(stream=pdf(layer or text), filetype="pdf")
    made = pymupdf.open()
    for number, page in enumerate(shown):
        sheet = made.new_page(width=page.rect.width, height=page.rect.height)
        sheet.insert_image(sheet.rect, pixmap=page.get_pixmap(dpi=200))
        for x0, _, _, y1, word, *_ in known[number].get_text("words"):
            sheet.insert_text((x0, y1 - 3), word, fontname="cour", fontsize=SIZE, render_mode=3)
    return bytes(made.tobytes(garbage=3, deflate=True))


def test_recognised_text_behind_an_image_is_as_it_should_be() -> None:
    data = scanned(CODED)
    assert hidden(data) == []
    assert "delegation was led" in read(data).text


def test_recognised_text_behind_a_box_in_the_image() -> None:
    (one,) = hidden(scanned(OPEN, NAME))
    assert (one.kind, one.words) == ("covered", NAME)


def test_recognised_text_where_the_image_has_none() -> None:
    (one,) = hidden(scanned(OPEN.replace(NAME, " " * len(NAME)), layer=OPEN))
    assert (one.kind, one.words) == ("invisible", NAME)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(redact, id="a redaction that was made"),
        pytest.param(box(" " * 15, CODED), id="a box over nothing"),
        pytest.param(box("dredging", fill=(1, 1, 0), fill_opacity=0.4), id="a highlighter"),
        pytest.param(lambda document: document[0].draw_line((50, 300), (500, 300)), id="a line"),
        pytest.param(lambda document: document[0].set_rotation(90), id="a page on its side"),
        pytest.param(
            lambda document: document.set_toc([[1, "Harbor talks", 1]]), id="a bookmark of the subject"
        ),
        pytest.param(
            lambda document: document.set_metadata({"title": "untitled", "producer": "x"}), id="no title"
        ),
    ],
)
def test_what_is_as_it_should_be(change: Any) -> None:
    assert hidden(pdf(OPEN, change)) == []


def under(document: Any) -> None:
    """A ground that is painted before the words."""
    page = document[0]
    page.draw_rect(page.rect, fill=(0.9, 0.95, 1), color=None, overlay=False)


def test_a_ground_beneath_the_words_hides_nothing() -> None:
    assert hidden(pdf(OPEN, under)) == []
    dark = pymupdf.open()
    page = dark.new_page()
    page.draw_rect((50, 50, 400, 100), fill=BLACK, color=None)
    page.insert_text((60, 80), "white words on a black ground", color=WHITE)
    assert hidden(dark.tobytes()) == []


def off_layer(document: Any) -> None:
    group = document.add_ocg("drafts", on=False)
    document[0].insert_text((60, 600), "remarks of the drafter", oc=group)


def attach(document: Any) -> None:
    document.embfile_add("notes.txt", b"names of sources")


def describe(document: Any) -> None:
    number = document.get_new_xref()
    document.update_object(number, "<</Type/StructElem/S/Figure/Alt(portrait of Marchetti)>>")
    document.xref_set_key(document.pdf_catalog(), "Extra", f"{number} 0 R")


def replaced(document: Any) -> None:
    page = document[0]
    contents = page.get_contents()[0]
    document.update_stream(
        contents,
        b"/Span <</ActualText (Osterman)>> BDC\n" + document.xref_stream(contents) + b"\nEMC\n",
    )


def field(document: Any) -> None:
    widget = pymupdf.Widget()
    widget.field_name, widget.field_type = "source", pymupdf.PDF_WIDGET_TYPE_TEXT
    widget.field_value, widget.rect = "Osterman", pymupdf.Rect(60, 600, 200, 620)
    document[0].add_widget(widget)
    next(iter(document[0].widgets())).field_display = 1
    hidden_one = next(iter(document[0].widgets()))
    hidden_one.field_display = 1
    hidden_one.update()


@pytest.mark.parametrize(
    ("kind", "words", "change"),
    [
        ("redaction", NAME, lambda document: document[0].add_redact_annot(pymupdf.Rect(place(OPEN, NAME)[1]))),
        ("invisible", "white words", lambda document: document[0].insert_text((60, 600), "white words", color=WHITE)),
        ("invisible", "no ink", lambda document: document[0].insert_text((60, 600), "no ink", render_mode=3)),
        ("invisible", "tiny", lambda document: document[0].insert_text((60, 600), "tiny", fontsize=1)),
        ("outside", "off the page", lambda document: document[0].insert_text((60, -30), "off the page")),
        ("layer", "remarks of the drafter", off_layer),
        ("bookmark", "Marchetti's offer", lambda document: document.set_toc([[1, "Marchetti's offer", 1]])),
        ("property", "Osterman memo", lambda document: document.set_metadata({"title": "Osterman memo"})),
        ("attachment", "notes.txt names of sources", attach),
        ("attachment", "a.txt abc", lambda document: document[0].add_file_annot((60, 600), b"abc", "a.txt")),
        ("comment", "ask Osterman", lambda document: document[0].add_text_annot((300, 600), "ask Osterman")),
        ("alternate", "portrait of Marchetti", describe),
        ("alternate", "Osterman", replaced),
        ("field", "Osterman", field),
    ],
)  # fmt: skip
def test_what_the_pages_do_not_show(kind: str, words: str, change: Any) -> None:
    text = OPEN if kind == "redaction" else CODED
    assert [(one.kind, one.words) for one in hidden(pdf(text, change))] == [(kind, words)]


def test_what_the_cropped_part_of_a_page_says() -> None:
    def crop(document: Any) -> None:
        document[0].insert_text((60, 770), "cropped away")
        document[0].set_cropbox(pymupdf.Rect(0, 0, document[0].rect.width, 700))

    assert [(one.kind, one.words) for one in hidden(pdf(CODED, crop))] == [("outside", "cropped away")]


def appended(tmp_path: Path, change: Any) -> bytes:
    """The document with a change appended."""
    path = tmp_path / "copy.pdf"
    path.write_bytes(pdf(OPEN))
    document = pymupdf.open(path)
    change(document)
    document.save(path, incremental=True, encryption=pymupdf.PDF_ENCRYPT_KEEP)
    return path.read_bytes()


def test_an_earlier_state_that_says_more(tmp_path: Path) -> None:
    (one,) = hidden(appended(tmp_path, redact))
    assert (one.kind, one.words, str(one.where)) == ("revision", NAME, "revision 1, page 1")


def test_an_earlier_state_that_says_no_more(tmp_path: Path) -> None:
    assert hidden(appended(tmp_path, lambda document: document[0].insert_text((60, 600), "page one"))) == []


def test_a_right_copy_draws_nothing_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    for name, change, found in (("right", redact, set()), ("wrong", box(), {"text-covered"})):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(pdf(OPEN, change))
        report = check_file(path, config={"profile": "release", "ignore": ["release-disposition"]})
        assert {one.rule for one in report.diagnostics if one.severity != "info"} == found
        assert report.exit_code() == (1 if found else 0)
        assert "Marchetti" not in str([one.message for one in report.diagnostics])


def test_a_copy_is_compared_with_its_original(tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(pdf(CODED))
    assert compare(ORIGINAL, path).diagnostics == ()
    path.write_bytes(pdf(OPEN, label))
    (one,) = compare(ORIGINAL, path).diagnostics
    assert one.rule == "text-covered"
    assert re.fullmatch(r"text beneath a box: 2 words #[0-9a-f]{8} \(page 1, box [\d ]+\)", one.message)
    (one,) = compare(ORIGINAL, path, show_withheld=True).diagnostics
    assert one.message.startswith(f'text beneath a box: "{NAME}" (page 1')


def test_withheld_words_in_the_properties(tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(pdf(CODED, lambda document: document.set_metadata({"title": "visit of A. Marchetti"})))
    report = compare(ORIGINAL, path)
    assert {one.rule for one in report.diagnostics} == {"property-tells", "leak-elsewhere"}
    told = next(one for one in report.diagnostics if one.rule == "leak-elsewhere")
    assert told.message.endswith("withheld in paragraph 2, is in the property Title")


def test_places_are_pages_and_boxes(tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    changed = CODED.replace("in June", "in May")
    path.write_bytes(pdf(changed))
    (one,) = compare(ORIGINAL, path).diagnostics
    assert one.rule == "text-changed"
    assert one.where
    assert one.where.page == 1
    assert one.message.endswith(f"({one.where})")


def test_pages_without_text_are_not_compared(tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(pdf(" "))
    with pytest.raises(api.Undecodable, match="recognise it first"):
        compare(ORIGINAL, path)
