"""Word documents: what the file holds besides what its pages show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from made import NAMES, body, docx, hidden, paragraph, read, run

from sbu_check import check_file, compare

if TYPE_CHECKING:
    from pathlib import Path


pytest.importorskip("defusedxml", reason="the extra office is not installed")

ORIGINAL = """UNCLAS BRIDGETOWN 000101

E.O. 12958: N/A
TAGS: ETRD, BB
SUBJECT: HARBOR TALKS

1. (U) The dredging of the deep harbor begins in June.

2. (U) The delegation was led by Alwyn Marchetti of the authority.
FARRELL
"""
STAMP = "UNCLASSIFIED U.S. Department of State Case No. F-2030-00001 Doc No. C00000001 Date: 01/02/2030\n"
CODED = f"{STAMP}RELEASE IN PART B6\n\n{ORIGINAL.replace('Alwyn Marchetti', '(b)(6)')}"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def told(data: bytes) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in hidden(data)]


def relations(*entries: str) -> dict[str, str | bytes]:
    names = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{names}">{"".join(entries)}</Relationships>'
    }


def header(words: str) -> str:
    return f"<w:hdr {NAMES}>{paragraph(run(words))}</w:hdr>"


def test_the_text_is_that_of_the_paragraphs() -> None:
    source = read(docx(body(CODED)))
    assert source.text == CODED.rstrip("\n") + "\n"
    assert source.hidden_content
    assert source.hidden_content.hidden == ()
    place = source.text.index("dredging")
    span = next(one for one in source.hidden_content.runs if one.start <= place < one.end)
    assert span.where.paragraph == CODED[:place].count("\n") + 1


def change(kind: str, words: str) -> str:
    tag = "w:delText" if kind in {"del", "moveFrom"} else "w:t"
    return f"<w:{kind}><w:r><{tag}>{words}</{tag}></w:r></w:{kind}>"


@pytest.mark.parametrize(
    ("piece", "kind", "words"),
    [
        (run("Alwyn Marchetti", '<w:highlight w:val="black"/>'), "covered", "Alwyn Marchetti"),
        (run("Alwyn", '<w:color w:val="000000"/><w:shd w:fill="000000"/>'), "covered", "Alwyn"),
        (run("pale", '<w:color w:val="FFFFFF"/>'), "invisible", "pale"),
        (run("tiny", '<w:sz w:val="2"/>'), "invisible", "tiny"),
        (run("hidden words", "<w:vanish/>"), "vanished", "hidden words"),
        (run("by style", '<w:rStyle w:val="Secret"/>'), "vanished", "by style"),
        (change("del", "taken out"), "deletion", "taken out"),
        (change("moveFrom", "moved away"), "deletion", "moved away"),
        (change("ins", "put in"), "insertion", "put in"),
    ],
)
def test_words_that_are_in_the_file_and_not_on_the_page(piece: str, kind: str, words: str) -> None:
    styles = (
        f'<w:styles {NAMES}><w:style w:type="character" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Secret"><w:basedOn w:val="Base"/></w:style></w:styles>'
    )
    data = docx(
        [paragraph(run("one ")), paragraph(run("before "), piece, run(" after"))], {"word/styles.xml": styles}
    )
    (one,) = hidden(data)
    assert (one.kind, one.words, str(one.where)) == (kind, words, "paragraph 2 of the file")
    assert (words in read(data).text) == (kind == "insertion")
    assert "before" in read(data).text
    assert "after" in read(data).text


@pytest.mark.parametrize(
    "look",
    [
        '<w:highlight w:val="yellow"/>',
        '<w:shd w:fill="000000"/>',  # letters of no color are white there
        '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>',
        '<w:vanish w:val="false"/>',
        '<w:color w:val="FF0000"/>',
        '<w:sz w:val="20"/>',
    ],
)
def test_words_that_are_seen(look: str) -> None:
    data = docx([paragraph(run("seen", look))])
    assert read(data).text == "seen\n"
    assert told(data) == []


def test_comments_with_the_paragraph_that_they_are_about() -> None:
    comments = (
        f'<w:comments {NAMES}><w:comment w:id="3">{paragraph(run("ask the source"))}</w:comment></w:comments>'
    )
    call = '<w:r><w:commentReference w:id="3"/></w:r>'
    (one,) = hidden(docx([paragraph(run("a")), paragraph(run("b"), call)], {"word/comments.xml": comments}))
    assert (one.kind, one.words, str(one.where)) == (
        "comment",
        "ask the source",
        "a comment, paragraph 2 of the file",
    )


def test_properties_of_all_three_sorts() -> None:
    parts: dict[str, str | bytes] = {
        "docProps/core.xml": "<c:coreProperties xmlns:c='c' xmlns:d='d'><d:creator>A. Drafter</d:creator>"
        "<d:title>begins in June</d:title><c:revision>7</c:revision></c:coreProperties>",
        "docProps/app.xml": "<Properties xmlns='p'><Company>Acme Ltd</Company><Pages>12345</Pages></Properties>",
        "docProps/custom.xml": "<Properties xmlns='p'><property name='Client'><v>Osterman</v></property></Properties>",
    }
    found = hidden(docx(body(CODED), parts))
    assert [(one.kind, one.words, str(one.where)) for one in found] == [
        ("property", "A. Drafter", "the property creator"),
        ("property", "Acme Ltd", "the property Company"),
        ("property", "Client Osterman", "the property with a custom name"),
    ]


def test_headers_that_are_shown_and_one_that_is_not() -> None:
    kinds = (("r1", "header1"), ("r2", "header2"), ("r3", "header3"))
    entries = [f'<Relationship Id="{key}" Type="{REL}/header" Target="{name}.xml"/>' for key, name in kinds]
    parts = relations(*entries)
    parts |= {
        f"word/{name}.xml": header(words)
        for (_, name), words in zip(kinds, ("SHOWN", "of the first page", "old draft"), strict=True)
    }
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="r1"/>'
        '<w:headerReference w:type="first" r:id="r2"/></w:sectPr>'
    )
    data = docx([paragraph(run("text"))], parts, section)
    assert read(data).text == "SHOWN\ntext\n"
    assert sorted(told(data)) == [("unused", "of the first page"), ("unused", "old draft")]
    data = docx([paragraph(run("text"))], parts, section.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>"))
    assert told(data) == [("unused", "old draft")]


def test_what_is_embedded_linked_or_described() -> None:
    link = f'<Relationship Id="r9" Type="{REL}/hyperlink" Target="mailto:alwyn@example.org" TargetMode="External"/>'
    drawing = '<w:r><w:drawing><wp:inline><wp:docPr descr="portrait of Alwyn"/></wp:inline></w:drawing></w:r>'
    parts = {**relations(link), "word/embeddings/oleObject1.bin": b"\0\1"}
    assert told(docx([paragraph(run("text"), drawing)], parts)) == [
        ("alternate", "portrait of Alwyn"),
        ("attachment", ""),
        ("field", "mailto:alwyn@example.org"),
    ]


def test_boxes_tables_notes_and_signs() -> None:
    box = f"<w:txbxContent>{paragraph(run('in a box'))}</w:txbxContent>"
    drawn = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    black = paragraph(run("black cell", '<w:color w:val="000000"/>'))
    shaded = f"<w:tc><w:tcPr><w:shd w:fill='000000'/></w:tcPr>{black}</w:tc>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph(run('cell'))}</w:tc>{shaded}</w:tr></w:tbl>"
    signs = '<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:br w:type="page"/><w:t>d</w:t></w:r>'
    notes = f'<w:footnotes {NAMES}><w:footnote w:id="2">{paragraph(run("a note"))}</w:footnote></w:footnotes>'
    data = docx([paragraph(run("text"), drawn), table, paragraph(signs)], {"word/footnotes.xml": notes})
    assert read(data).text == "text\nin a box\ncell\n\na    b\nc\n\fd\na note\n"
    assert told(data) == [("covered", "black cell")]


def test_numbers_that_word_counts() -> None:
    level = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = level.format(0, 1, "decimal", "%1.") + level.format(1, 1, "lowerLetter", "(%2)")
    levels += level.format(2, 4, "upperRoman", "%1.%3")
    numbering = (
        f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num></w:numbering>'
    )

    def numbered(depth: int, words: str) -> str:
        look = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
        return paragraph(run(words), look=look)

    data = docx(
        [numbered(*one) for one in ((0, "one"), (1, "a"), (1, "b"), (2, "roman"), (0, "two"), (1, "again"))],
        {"word/numbering.xml": numbering},
    )
    assert read(data).text == "1. one\n(a) a\n(b) b\n1.IV roman\n2. two\n(a) again\n"


def test_the_strict_form_of_the_standard() -> None:
    data = docx([paragraph(run("text"))])
    strict = NAMES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    main = f"<w:document {strict}><w:body>{paragraph(run('text'))}</w:body></w:document>"
    assert read(docx([], {"word/document.xml": main})).text == read(data).text == "text\n"


def test_a_right_copy_draws_nothing_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "copy.docx"
    path.write_bytes(docx(body(CODED)))
    options: dict[str, Any] = {"profile": "release"}
    assert [
        one.message for one in check_file(path, config=options).diagnostics if one.severity != "info"
    ] == []
    assert compare(ORIGINAL, path).diagnostics == ()
    covered = paragraph(run("Alwyn Marchetti", '<w:highlight w:val="black"/>'), run(" (b)(6)"))
    lines = body(CODED)
    at = next(index for index, line in enumerate(lines) if "(b)(6)" in line)
    parts = CODED.splitlines()[at].split("(b)(6)")
    lines[at] = covered.replace("<w:r>", run(parts[0]) + "<w:r>", 1).replace(
        "</w:p>", run(parts[1]) + "</w:p>"
    )
    path.write_bytes(docx(lines))
    for report in (check_file(path, config=options), compare(ORIGINAL, path)):
        (one,) = [one for one in report.diagnostics if one.severity != "info"]
        assert one.rule == "text-covered"
        assert one.where
        assert one.where.paragraph == at + 1
        assert "Marchetti" not in one.message
