"""Documents that are damaged, encrypted, too large or made to hurt their reader: one clear line, exit code 2."""

from __future__ import annotations

import importlib.util
import io
import resource
import struct
import time
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from made import BASIC, NAMES, body, docx, paragraph, pdf, run

from sbu_check import check_file
from sbu_check.cli import main
from sbu_check.documents import read as reading

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "UNCLAS BRIDGETOWN 000101\n\nSUBJECT: TALKS\n\n1. (U) All went well.\nFARRELL\n"


def ended(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    """The exit code and the lines about the file on standard error."""
    code = main(["check", "--no-config", "-q", "--no-cache", *options, str(path)])
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return code, err.removeprefix(f"sbu-check: error: {path}: ")


def encrypted() -> bytes:
    pymupdf = pytest.importorskip("pymupdf")
    return pdf(TEXT, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="open sesame", owner_pw="owner")


def many_pages() -> bytes:
    """A page of a few words ten thousand times."""
    return _page(b"BT /F 10 Tf 9 20 Td (1. \\(U\\) All went well.) Tj ET", "", pages=10_000)


def stream_bomb() -> bytes:
    """A page whose content is a GB of two operators, in a few MB."""
    pack = zlib.compressobj(1)
    packed = b"".join(pack.compress(b"q Q " * 250_000) for _ in range(1_000)) + pack.flush()
    return _page(packed, "/Filter/FlateDecode")


def image_bomb() -> bytes:
    """An image of 60,000 by 60,000 pixels over words."""
    packed = zlib.compress(bytes(1_000_000))  # what is missing is taken to be black
    drawn = b"BT /F 12 Tf 20 20 Td (words) Tj ET q 100 0 0 100 0 0 cm /I Do Q"
    image = b"<</Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8"
    image += b"/Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream"
    return _page(drawn, "", image)


def endless() -> bytes:
    """A form that paints itself, and another one a thousand times."""
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 5 0 R/Length 12>>stream\n/X Do /X Do \nendstream"
    return _page(b"/X Do " * 1000, "", form)


def _page(content: bytes, look: str, thing: bytes = b"null", pages: int = 1) -> bytes:
    """A document of one page with this content, so many times; `thing` is its XObject."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * pages, pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources 5 0 R>>",
        b"<<%s/Length %d>>stream\n" % (look.encode(), len(content)) + content + b"\nendstream",
        b"<</XObject<</X 6 0 R/I 6 0 R>>/Font<</F 7 0 R>>>>",
        thing,
        font,
    ]
    data = b"%PDF-1.7\n"
    places: list[int] = []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 8\n0000000000 65535 f \n" + table + b"trailer<</Size 8/Root 1 0 R>>\nstartxref\n"
    return data + tail + b"%d\n%%%%EOF\n" % len(data)


def zip_bomb() -> bytes:
    return docx(body(TEXT), {"word/styles.xml": b" " * 300_000_000})


def lying_bomb() -> bytes:
    """A bomb whose directory says that it is small."""
    data = bytearray(docx(body(TEXT), {"word/styles.xml": b" " * 300_000_000}))
    size = struct.pack("<I", 300_000_000)
    return bytes(data.replace(size, struct.pack("<I", 300)))


def entities() -> bytes:
    """XML that grows when it is read."""
    names = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 12))
    main = f'<!DOCTYPE d [<!ENTITY e0 "lol">{names}]><w:document {NAMES}><w:body>&e11;</w:body></w:document>'
    return docx([], {"word/document.xml": main})


def external() -> bytes:
    """XML that wants to read a file of the machine."""
    main = (
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f"<w:document {NAMES}><w:body>{paragraph(run('')).replace('</w:t>', '&x;</w:t>')}</w:body></w:document>"
    )
    return docx([], {"word/document.xml": main})


def deep() -> bytes:
    """Tables in tables, a hundred thousand deep."""
    main = f"<w:document {NAMES}><w:body>{'<w:tbl>' * 100_000}{'</w:tbl>' * 100_000}</w:body></w:document>"
    return docx([], {"word/document.xml": main})


def locked_zip() -> bytes:
    data = bytearray(docx(body(TEXT)))
    for at, start in ((6, b"PK\x03\x04"), (8, b"PK\x01\x02")):
        place = data.find(start)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(start, place + 4)
    return bytes(data)


def office_password() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    )


def empty_word() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMES}/>")
        archive.writestr("[Content_Types].xml", BASIC["[Content_Types].xml"])
    return data.getvalue()


PDF = {
    "cut.pdf": (lambda: pdf(TEXT)[:300], "it is damaged"),
    "packed.pdf": (lambda: pdf(TEXT, use_objstms=1).replace(b"\n", b"\r\n"), "it is damaged"),
    "garbage.pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "it is damaged"),
    "head.pdf": (lambda: b"%PDF-1.7\n", "damaged"),
    "encrypted.pdf": (encrypted, "it is encrypted and cannot be read without its password"),
    "pages.pdf": (lambda: _page(b"", "", pages=10_001), "it has 10,001 pages: at most 10,000 are read"),
    "stream.pdf": (stream_bomb, ""),
}
OFFICE = {
    "cut.docx": (lambda: docx(body(TEXT))[:-60], "it is damaged"),
    "bomb.docx": (zip_bomb, "larger than what is read, 100 MB unpacked"),
    "lying.docx": (lying_bomb, ""),
    "entities.docx": (entities, "defines entities"),
    "external.docx": (external, "defines entities"),
    "deep.docx": (deep, ""),
    "locked.docx": (locked_zip, "it is encrypted and cannot be read without its password"),
    "password.docx": (office_password, "it is an office document under a password"),
    "empty.docx": (empty_word, "it has no text"),
    "no-xml.docx": (lambda: docx([], {"word/document.xml": "<w:document"}), "no XML"),
}


@pytest.mark.parametrize("name", [*PDF, *OFFICE])
def test_it_is_2_and_one_line_in_bounded_time_and_memory(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SECONDS", 10)
    for module in ("pymupdf", "xray") if name in PDF else ("defusedxml",):
        pytest.importorskip(module)
    make, words = (PDF | OFFICE)[name]
    path = tmp_path / name
    path.write_bytes(make())
    began = time.monotonic()
    code, line = ended(path, capsys)
    assert time.monotonic() - began < 2 * reading.SECONDS + 10
    assert code == 2
    assert line.count("\n") == 1
    assert words in line
    assert "PDF" in line or "Word" in line or "office" in line
    # The largest of the processes that ended, in kilobytes.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 2_200_000


def test_ten_thousand_pages_are_read(tmp_path: Path) -> None:
    pytest.importorskip("xray")
    path = tmp_path / "copy.pdf"
    path.write_bytes(many_pages())
    report = check_file(path, config={"profile": "release"})
    (file,) = report.files
    assert file.status in {"checked", "no-cable"}
    # The largest of the processes that ended, in kilobytes.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 2_200_000


@pytest.mark.parametrize("make", [endless, image_bomb])
def test_what_is_large_or_endless_when_it_is_painted(
    make: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("xray")
    path = tmp_path / "copy.pdf"
    path.write_bytes(make())
    assert main(["check", "--no-config", "-q", "--allow-empty", str(path)]) in {0, 1, 2}
    assert "Traceback" not in capsys.readouterr().err


def test_a_time_that_is_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("xray")
    monkeypatch.setattr(reading, "SECONDS", 1)
    path = tmp_path / "slow.pdf"
    path.write_bytes(stream_bomb())
    code, line = ended(path, capsys)
    assert code == 2
    assert "reading it takes more than 1 seconds" in line


@pytest.mark.parametrize(
    ("name", "module", "words"),
    [
        (
            "copy.pdf",
            "xray",
            "it is a PDF document: reading those takes the extra pdf (pip install 'sbu-check[pdf]')",
        ),
        (
            "copy.docx",
            "defusedxml",
            "it is a Word document: reading those takes the extra office (pip install",
        ),
    ],
)
def test_without_the_extra(
    name: str,
    module: str,
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(reading, "find_spec", lambda one: None if one == module else found(one))
    path = tmp_path / name
    path.write_bytes(b"%PDF-1.7\n" if name.endswith("pdf") else docx(body(TEXT)))
    code, line = ended(path, capsys)
    assert code == 2
    assert words in line
    original = tmp_path / "original.txt"
    original.write_text(TEXT, "utf-8")
    assert main(["compare", str(original), str(path)]) == 2
    assert words in capsys.readouterr().err


def test_in_a_folder_documents_are_read_under_the_profile_release(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("defusedxml")
    (tmp_path / "copy.docx").write_bytes(docx([*body(TEXT), paragraph(run("x", "<w:vanish/>"))]))
    (tmp_path / "other.zip").write_bytes(b"PK\x03\x04" + bytes(100))
    options: dict[str, Any] = {"profile": "archive"}
    report = check_file(tmp_path, config=options)
    assert [file.status for file in report.files] == ["skipped", "skipped"]
    report = check_file(tmp_path, config={"profile": "release"})
    assert [file.status for file in report.files] == ["checked", "skipped"]
    assert "text-hidden" in {one.rule for one in report.diagnostics}


def test_a_document_is_not_fixed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("defusedxml")
    path = tmp_path / "copy.docx"
    path.write_bytes(docx(body(TEXT.replace("went", "went  "))))
    before = path.read_bytes()
    code, line = ended(path, capsys, "--fix")
    assert (code, line) == (2, "a document with pages cannot be fixed\n")
    assert path.read_bytes() == before
