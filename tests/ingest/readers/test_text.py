"""Reading plain text: encodings of four decades, and what is no text."""

from __future__ import annotations

import random
import time

import pytest

from assistant.errors import UnsupportedFormat
from ingest.readers.text import read_text

SENTENCE = "Ủy ban nhân dân xã: thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm."

# The same sentence as editors of the time wrote it. TCVN3 has no capital Ủ: its capitals are another font.
TCVN3 = "ñy ban nh©n d©n x·: thu nhËp b×nh qu©n ®Çu ng\xadêi ®¹t tõ 58 triÖu ®ång/ng\xadêi/n¨m.".encode("latin-1")
VNI = "UÛy ban nhaân daân xaõ: thu nhaäp bình quaân ñaàu ngöôøi ñaït töø 58 trieäu ñoàng/ngöôøi/naêm.".encode(
    "cp1252"
)
CP1258 = (
    "U\u0309y ban nhân dân xa\u0303: thu nhâ\u0323p bi\u0300nh quân đâ\u0300u ngươ\u0300i đa\u0323t tư\u0300 "
    "58 triê\u0323u đô\u0300ng/ngươ\u0300i/năm."
).encode("cp1258")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_a_byte_order_mark(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")

    assert read_text(mark + SENTENCE.encode(encoding), name="a.txt").text == SENTENCE


@pytest.mark.parametrize(
    ("data", "text"),
    [(TCVN3, SENTENCE.replace("Ủy", "ủy")), (VNI, SENTENCE), (CP1258, SENTENCE)],
    ids=["TCVN3", "VNI", "Windows-1258"],
)
def test_legacy_encodings(data: bytes, text: str) -> None:
    assert read_text(data, name="a.txt").text == text


def test_invalid_utf8_of_no_legacy_encoding_names_the_byte_and_the_remedy() -> None:
    data = "Nghị quyết".encode() + b"\xff" + b" abc"

    with pytest.raises(UnsupportedFormat, match=r"a\.txt: byte 0xff ở vị trí 14 .*UTF-8") as refused:
        read_text(data, name="a.txt")

    assert "\n" not in str(refused.value)


def test_a_nul_byte_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match="byte thứ 3 là NUL"):
        read_text(b"abc\0def", name="a.txt")


def test_a_broken_utf16_file_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match="UTF-16"):
        read_text(b"\xff\xfea\x00b", name="a.txt")


def noise(alphabet: bytes | None, size: int = 1_000_000) -> bytes:
    chance = random.Random(7)
    return chance.randbytes(size) if alphabet is None else bytes(chance.choices(alphabet, k=size))


@pytest.mark.parametrize(
    "alphabet",
    [
        None,
        bytes(range(1, 256)),
        bytes(range(32, 127)),
        b"abcdefghijklmnopqrstuvwxyz     ",
        b"ABCabc0123456789+/",
    ],
    ids=["bytes", "bytes without NUL", "ASCII", "words of random letters", "base64"],
)
def test_noise_is_refused_at_once(alphabet: bytes | None) -> None:
    data = noise(alphabet)
    start = time.perf_counter()

    with pytest.raises(UnsupportedFormat):
        read_text(data, name="a.txt")

    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "text",
    [
        "Xin chào",
        "Nghi quyet cua Ban chap hanh Dang bo xa ve nhiem vu nam 2024",
        "| 1 | 58 | 60,5 |\n| 2 | 46 | 48,1 |",
        "1.200.000",
        "",
    ],
    ids=["short", "without diacritics", "table of figures", "one figure", "empty"],
)
def test_short_and_plain_texts_are_no_noise(text: str) -> None:
    assert read_text(text.encode(), name="a.md").text == text


def test_damaged_utf8_is_refused_and_not_read_as_a_legacy_encoding() -> None:
    data = "NGHỊ QUYẾT về thu ngân sách".encode() + b"\xff\xfe\xfa\xc3" + " năm 2023 đạt 27 tỷ đồng".encode()
    with pytest.raises(UnsupportedFormat, match="byte 0xff ở vị trí 35 làm hỏng mã UTF-8"):
        read_text(data, name="x.txt")
