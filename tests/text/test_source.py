"""Bytes become text by rule, and text the same bytes again."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbu_check.text.source import SourceText, Undecodable, check_encoding, decode

CABLE = "UNCLAS OTTAWA 000875\r\n\r\nSIPDIS\n\f1. (SBU) “Text” — ¶ 日本\n"


def test_utf8_is_the_ordinary_case():
    source = decode(CABLE.encode(), name="a.txt")
    assert source == SourceText(CABLE, "a.txt", "utf-8", b"", fallback=False)


def test_empty_bytes_are_an_empty_text():
    assert decode(b"") == SourceText("")


@pytest.mark.parametrize(
    ("bom", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_comes_back(bom, codec):
    data = bom + CABLE.encode(codec)
    source = decode(data)
    assert (source.text, source.encoding, source.bom) == (CABLE, codec, bom)
    assert source.encode(source.text) == data


def test_latin_1_is_read_when_the_bytes_are_no_utf_8():
    source = decode(b"\xb61. (SBU) caf\xe9 --\n")
    assert source.fallback
    assert source.text == "¶1. (SBU) café --\n"
    assert source.encode(source.text) == b"\xb61. (SBU) caf\xe9 --\n"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_without_a_mark_names_the_encoding_to_give(codec):
    with pytest.raises(Undecodable, match=f"give --encoding {codec}$"):
        decode("UNCLAS OTTAWA 000875\n\n1. (SBU) Text.\n".encode(codec))
    assert decode("UNCLAS\n".encode(codec), encoding=codec).text == "UNCLAS\n"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.4 and so on", "a PDF document"),
        (b"PK\x03\x04rest", "an office document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (bytes(range(256)) * 8, "a binary file"),
    ],
)
def test_a_binary_is_refused_by_name(data, what):
    with pytest.raises(Undecodable, match=rf"{what}.*--encoding"):
        decode(data)


def test_a_stray_nul_or_control_character_is_a_damaged_text_not_a_binary():
    text = "1. (SBU) The Secretary\x00 said\x07 so, and the text goes on.\n"
    assert decode(text.encode()).text == text


def test_damage_behind_a_byte_order_mark_is_told_with_its_place():
    with pytest.raises(Undecodable, match="byte 2 is not UTF-8, which its byte order mark promises"):
        decode(codecs.BOM_UTF8 + b"ab\xb6")


@pytest.mark.parametrize("name", ["utf-16", "utf-8-sig", "utf-32"])
@pytest.mark.parametrize("marked", [True, False])
def test_an_encoding_that_writes_a_mark_of_its_own_keeps_the_bytes(name, marked):
    plain = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8", "utf-32": "utf-32-le"}[name]
    data = CABLE.encode(name if marked else plain)
    source = decode(data, encoding=name)
    assert source.text == CABLE
    assert source.encode(source.text) == data


def test_a_given_encoding_wins_over_utf_8():
    assert decode("é".encode(), encoding="latin-1").text == "Ã©"


def test_bytes_that_the_given_encoding_does_not_know_are_refused():
    with pytest.raises(Undecodable, match="byte 1 is not ASCII, as --encoding says"):
        decode(b"a\xb6", encoding="ascii")


@pytest.mark.parametrize("name", ["no-such", "hex", "undefined", "a\x00b", ""])
def test_an_unknown_encoding_is_refused(name):
    with pytest.raises(Undecodable, match="unknown encoding"):
        check_encoding(name)


def test_a_character_that_the_encoding_lacks_cannot_be_written():
    with pytest.raises(UnicodeEncodeError):
        decode(b"\xb6").encode("—")


@given(st.binary(max_size=300))
def test_whatever_is_read_is_written_back_as_it_was(data):
    try:
        source = decode(data)
    except Undecodable:
        source = decode(data, encoding="latin-1")
    assert source.encode(source.text) == data


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_every_plain_text_is_read(text):
    assert decode(text.encode()).text == text.removeprefix("\ufeff")
