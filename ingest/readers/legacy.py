"""Vietnamese fonts from before Unicode: TCVN3 (.VnTime) and VNI (VNI-Times).

Their text lies in the Latin-1 range, so it comes either as bytes of an old text file or, out of a PDF or a
Word file set in such a font, as characters ("ng©n s¸ch", "Thoâng baùo"). Both come here as a string of
Latin-1 characters. Which font it is, is decided by reading: the right table turns the noise into words
that every resolution uses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

# TCVN3, lower case and the seven capitals it has; its other capitals are a font of their own and are lost.
_TCVN3 = str.maketrans(
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíî®ïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
    "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợđùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
)

# VNI writes a vowel and then its mark; a mark of the second and third row brings the hat along.
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT, _BREVE, _HAT = "\u0300\u0301\u0309\u0303\u0323\u0306\u0302"
_VNI_TONES = {"ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_BREVE = {"ê": "", "è": _GRAVE, "é": _ACUTE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_HAT = {"â": "", "à": _GRAVE, "á": _ACUTE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_VNI_ALONE = dict(zip("íìæóòîñôö", "íìỉĩịỵđơư", strict=True))

# Words that stand in any resolution; what decides between the readings.
_COMMON_WORDS = """
    ủy uỷ ban nhân dân đảng bộ xã huyện tỉnh nghị quyết hội đồng các của và là được trong có cho với những
    không này đã để theo về việc năm ngày tháng thực hiện công tác phát triển kinh tế xây dựng chỉ tiêu nhiệm
    vụ giải pháp bình quân thu nhập đầu người đạt triệu tỷ tỉ đồng trên từ đến tổ chức chính quyền thông báo
    căn cứ số điều khoản lãnh đạo chi bí thư chủ tịch nông thôn mới văn hóa hoá giáo dục y sản xuất
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")
_HIGH = re.compile("[\xa1-\xff]")
_UNICODE_VIETNAMESE = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u0300-\u0323\u1ea0-\u1ef9]")
_MIN_GAIN = 2  # words; one word may turn out Vietnamese by chance


def from_tcvn3(text: str) -> str:
    """Reads Latin-1 characters as TCVN3."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Reads Latin-1 characters as VNI."""
    return _VNI_PATTERN.sub(lambda match: _VNI[match.group()], text)


def vietnamese_words(text: str) -> int:
    """How many words of ``text`` are words that every resolution uses."""
    return sum(word in _COMMON for word in _WORD.findall(text.lower()))


def restore_legacy(text: str) -> str:
    """Turns the lines of ``text`` that are set in TCVN3 or VNI into Unicode and leaves all others alone."""
    lines = text.split("\n")
    suspects = [i for i, line in enumerate(lines) if _HIGH.search(line) and not _UNICODE_VIETNAMESE.search(line)]
    sample = "\n".join(lines[i] for i in suspects)
    read = _better_reading(sample)
    if read is None:
        return text
    for i in suspects:
        if vietnamese_words(read(lines[i])) >= vietnamese_words(lines[i]):
            lines[i] = read(lines[i])
    return "\n".join(lines)


def _better_reading(sample: str) -> Callable[[str], str] | None:
    """The table that makes at least ``_MIN_GAIN`` more Vietnamese words of ``sample`` than it has."""
    best = max((from_tcvn3, from_vni), key=lambda read: vietnamese_words(read(sample)))
    gain = vietnamese_words(best(sample)) - vietnamese_words(sample)
    return best if gain >= _MIN_GAIN else None


def _vni_table() -> dict[str, str]:
    """Every VNI letter, one or two characters long, with the letter it stands for."""
    table = dict(_VNI_ALONE)
    for vowels, marks, hat in (
        ("aeouyôö", _VNI_TONES, ""),
        ("a", _VNI_BREVE, _BREVE),
        ("aeo", _VNI_HAT, _HAT),
    ):
        for vowel in vowels:
            for mark, tone in marks.items():
                letter = _VNI_ALONE.get(vowel, vowel) + hat + tone
                table[vowel + mark] = unicodedata.normalize("NFC", letter)
    capitals = {key.upper(): letter.upper() for key, letter in table.items()}
    mixed = {key[0].upper() + key[1:]: letter.upper() for key, letter in table.items() if len(key) == 2}
    return table | mixed | capitals


_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
