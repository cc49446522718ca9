"""Vietnamese from before Unicode, as it comes out of old text files and of PDF and Word files set in old fonts."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import product
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.readers.legacy import from_tcvn3, from_viqr, from_viscii, from_vni, restore_legacy
from ingest.readers.text import read_text


def test_tcvn3_as_glibc_reads_it() -> None:
    written = "Uû ban nh©n d©n; thu nhËp b×nh qu©n ®Çu ng\xadêi ®¹t 60,5 triÖu ®ång"

    assert from_tcvn3(written) == "Uỷ ban nhân dân; thu nhập bình quân đầu người đạt 60,5 triệu đồng"


def test_every_vowel_of_tcvn3() -> None:
    assert from_tcvn3("µ¶·¸¹ »¼½¾Æ ÇÈÉÊË ÌÎÏÐÑ ÒÓÔÕÖ ×ØÜÝÞ") == "àảãáạ ằẳẵắặ ầẩẫấậ èẻẽéẹ ềểễếệ ìỉĩíị"
    assert from_tcvn3("ßáâãä åæçèé êëìíî ïñòóô õö÷øù úûüýþ") == "òỏõóọ ồổỗốộ ờởỡớợ ùủũúụ ừửữứự ỳỷỹýỵ"
    assert from_tcvn3("¨©ª«¬\xad® ¡¢£¤¥¦§") == "ăâêôơưđ ĂÂÊÔƠƯĐ"


def test_every_vowel_of_vni() -> None:
    assert from_vni("aøaùaûaõaï aêaèaéaúaüaë aâaàaáaåaãaä") == "àáảãạ ăằắẳẵặ âầấẩẫậ"
    assert from_vni("eøeùeûeõeï eâeàeáeåeãeä ìíæóò") == "èéẻẽẹ êềếểễệ ìíỉĩị"
    assert from_vni("oøoùoûoõoï oâoàoáoåoãoä ôôøôùôûôõôï") == "òóỏõọ ôồốổỗộ ơờớởỡợ"
    assert from_vni("uøuùuûuõuï ööøöùöûöõöï yøyùyûyõî ñÑ") == "ùúủũụ ưừứửữự ỳýỷỹỵ đĐ"


def test_capitals_of_vni() -> None:
    assert from_vni("NGHÒ QUYEÁT CUÛA ÑAÛNG BOÄ XAÕ") == "NGHỊ QUYẾT CỦA ĐẢNG BỘ XÃ"
    assert from_vni("Thoâng baùo cuûa UÛy ban") == "Thông báo của Ủy ban"


def test_only_the_lines_in_a_legacy_font_are_turned() -> None:
    page = "Nghị quyết của Đảng bộ xã\nThu nhËp b×nh qu©n ®Çu ng\xadêi ®¹t 58 triÖu ®ång\nHà Nam, 2023"

    assert restore_legacy(page) == (
        "Nghị quyết của Đảng bộ xã\nThu nhập bình quân đầu người đạt 58 triệu đồng\nHà Nam, 2023"
    )


def test_unicode_is_left_alone() -> None:
    page = "Là các cá nhân có công\n© 2023 Cổng thông tin\nCafé, naïve, São"

    assert restore_legacy(page) == page


# -- any sentence comes back from any encoding -----------------------------------------------------------

SENTENCES = (
    "Thu ngân sách trên địa bàn xã đạt 7,5 tỷ đồng, vượt 12% dự toán huyện giao",
    "Giảm tỷ lệ hộ nghèo còn 2,1%, hộ cận nghèo dưới 3%",
    "Trồng mới 45 ha chè, chăm sóc 120 ha quế và nuôi 900 con trâu bò",
    "Kết nạp ít nhất 8 đảng viên; mở 2 lớp bồi dưỡng lý luận",
    "Mỗi khu dân cư giữ vững danh hiệu làng văn hoá, phấn đấu thêm 3 ngõ xóm kiểu mẫu",
    "Bê tông hoá 4,2 km đường nội đồng, nạo vét kênh mương và sửa chữa cầu treo",
)
TONES = "\u0300\u0301\u0303\u0309\u0323"


def reverse(read: Callable[[str], str], *, sequences: int) -> dict[str, str]:
    """How each letter of Vietnamese is written for ``read``, tried out over all strings of Latin-1."""
    high = [chr(code) for code in [*range(0x20, 0x7F), *range(0xA1, 0x100)]]
    tried = [*high, *("".join(pair) for pair in product(high, high) if sequences == 2)]
    return {read(each): each for each in tried if len(read(each)) == 1}


def written_tcvn3(text: str) -> str:
    table = reverse(from_tcvn3, sequences=1)
    return "".join(table.get(each, each) for each in text)


def written_vni(text: str) -> str:
    table = reverse(from_vni, sequences=2)
    return "".join(table.get(each, each) for each in text)


def written_viscii(text: str) -> str:
    table = {from_viscii(chr(code)): chr(code) for code in range(256)}
    return "".join(table.get(each, each) for each in text)


def written_viqr(text: str) -> str:
    signs = {
        "\u0302": "^",
        "\u0306": "(",
        "\u031b": "+",
        "\u0301": "'",
        "\u0300": "`",
        "\u0309": "?",
        "\u0303": "~",
        "\u0323": ".",
    }
    spelt = "".join(_shape_first(each) for each in text.replace("đ", "dd").replace("Đ", "DD"))
    return "".join(signs.get(each, each) for each in spelt)


def _shape_first(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter)
    return "".join(sorted(marks, key=lambda mark: (mark in TONES, unicodedata.combining(mark) > 0)))


def written_1258(text: str) -> bytes:
    return "".join(
        unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
        + "".join(mark for mark in marks if mark in TONES)
        for marks in (unicodedata.normalize("NFD", letter) for letter in text)
    ).encode("cp1258")


def windows_1252(byte: int) -> str:
    """A byte as programs read it that take UTF-8 for Windows-1252, whose five gaps are what Latin-1 has there."""
    return bytes([byte]).decode("latin-1" if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252")


texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map("\n".join)


@given(texts)
@example(SENTENCES[4])
@settings(deadline=None, max_examples=25)
def test_characters_of_old_fonts_come_back(text: str) -> None:
    assert restore_legacy(written_tcvn3(text)) == text
    assert restore_legacy(written_vni(text)) == text
    assert restore_legacy(written_viscii(text)) == text
    assert restore_legacy("".join(map(windows_1252, text.encode()))) == text


@given(texts)
@settings(deadline=None, max_examples=25)
def test_bytes_of_every_encoding_come_back(text: str) -> None:
    for data in (
        *(text.encode(encoding) for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")),
        *(written(text).encode("latin-1") for written in (written_tcvn3, written_viscii)),
        written_vni(text).encode("latin-1"),
        written_1258(text),
        unicodedata.normalize("NFD", text).encode(),
    ):
        assert unicodedata.normalize("NFC", restore_legacy(read_text(data, name="a.txt").text)) == text


@given(st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=6, unique=True), st.randoms())
@settings(deadline=None, max_examples=25)
def test_lines_in_several_encodings_of_one_file(lines: list[str], chance: Random) -> None:
    ways = (str.encode, lambda line: written_tcvn3(line).encode("latin-1"))
    data = b"\n".join(chance.choice(ways)(line) for line in lines)

    assert read_text(data, name="a.txt").text == "\n".join(lines)

    mixed = [chance.choice((str, written_tcvn3, written_vni))(line) for line in lines]
    assert restore_legacy("\n".join(mixed)) == "\n".join(lines)


def test_viqr() -> None:
    written = "\n".join(map(written_viqr, SENTENCES))

    assert written.isascii()
    assert restore_legacy(written) == "\n".join(SENTENCES)
    assert from_viqr("DDa?ng bo^. xa~ Tie^'ng Vie^.t") == "Đảng bộ xã Tiếng Việt"


def test_capitals_of_tcvn3_have_a_font_of_their_own() -> None:
    assert from_tcvn3("NGHÞ QUYÕT\nNghÞ quyÕt") == "NGHỊ QUYẾT\nNghị quyết"


@pytest.mark.parametrize(
    "text",
    [
        "See http://a.org/x?y=1 (e.g. a+b, o'clock) ~5 items. What? e.g. foo^2 + a(b)",
        "Prints: ½ + ¼ = ¾, 5 × 3 ± 1 °C © 2023",
        "Les élèves à l'été, forêt, hôtel; der Fußgänger übt Öl; mañana está",
        "Nghị quyết số 5: đạt 7 tỷ",
        "Thu nh",
        *SENTENCES,
    ],
)
def test_what_is_no_old_encoding_is_left_alone(text: str) -> None:
    assert restore_legacy(text) == text
    assert restore_legacy(unicodedata.normalize("NFD", text)) == unicodedata.normalize("NFD", text)


@given(st.text(st.characters(max_codepoint=0x7F)))
@settings(max_examples=300)
def test_ascii_is_left_alone(text: str) -> None:
    assert restore_legacy(text) == text


def test_fonts_that_call_themselves_symbols() -> None:
    private = "".join(chr(ord(each) + 0xF000) for each in written_tcvn3(SENTENCES[0]))

    assert restore_legacy(private) == SENTENCES[0]
    assert (
        restore_legacy("\uf0b7 Trồng 5 ha\n\uf0b7\uf0b7\uf0b7 x\n\uf0fc Đạt")
        == "\uf0b7 Trồng 5 ha\n\uf0b7\uf0b7\uf0b7 x\n\uf0fc Đạt"
    )
