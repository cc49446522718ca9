"""Vietnamese from before Unicode: the fonts TCVN3 (.VnTime) and VNI (VNI-Times), VISCII, VIQR, and UTF-8 misread.

Text in such a font lies in the Latin-1 range, so it comes either as bytes of an old text file or, out of a PDF or a
Word file set in it, as characters ("ng©n s¸ch", "Thoâng baùo"). Both come here as a string of Latin-1 characters.
Which of them it is, is decided by reading: the right table turns the noise into syllables of Vietnamese.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from assistant.language.syllables import is_syllable

# TCVN3, lower case and the seven capitals it has; its other capitals are a font of their own and are lost.
_TCVN3 = str.maketrans(
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíî®ïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
    "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợđùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
)

# VISCII (RFC 1456): all of the upper half, and six capitals in the places of control characters.
_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII = dict(zip(b"\x02\x05\x06\x14\x19\x1e", "ẲẴẪỶỸỴ", strict=True)) | dict(enumerate(_VISCII_HIGH, 0x80))

# VIQR writes marks with what every keyboard has: "Vie^.t", "dda^`u", "ngu+o+`i".
_VIQR_SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
_VIQR_TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_VIQR = re.compile(r"([aeouy])([\^(+*])?(['`?~.])?|([i])(['`?~.])|(d)d", re.IGNORECASE)
_VIQR_SURE = re.compile(r"[aeo]\^|a\(|[ou][+*]", re.IGNORECASE)  # what nothing but VIQR writes, often
_VIQR_SHARE = 0.2  # of all words; resolutions have it in 0.45-0.6, formulas and links in 0.0-0.02
_VIQR_FEWEST = 4

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
_SPELT = re.compile("[^\\W\\d_]+(?:[\xa1-\xbf\xd7\xf7]+[^\\W\\d_]*)*")  # signs among letters belong to the word
# Fonts that call themselves symbols have their letters in the private area; a bullet alone is none of them.
_SYMBOLS = re.compile("[\uf020-\uf0ff]*(?:[\uf041-\uf05a\uf061-\uf07a][\uf020-\uf0ff]+){2,}")
_HIGH = re.compile("[\xa1-\xff]")
_UNICODE_VIETNAMESE = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u0300-\u0323\u1ea0-\u1ef9]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED = re.compile(
    r"(?:c|ch|p|t)$"
)  # a syllable that ends so has the acute or the dot, or no tone in foreign words
_LETTER = re.compile("[a-zà-ãè-êìíò-õùúýăđĩũơưạ-ỹ]+")
_CAPITALS = re.compile("[A-Z]")
_SMALL = re.compile("[a-z]")
_MIN_GAIN = 2  # words; one word may turn out Vietnamese by chance
_MIN_MARKED = 0.2  # share of words that have marks: documents 0.6-0.8, English with a foreign word or sign 0.0-0.1
_MIN_SHARE = 0.8  # of the words with marks that must be syllables once the right table has read them


def from_tcvn3(text: str) -> str:
    """Reads Latin-1 characters as TCVN3.

    Its capitals with marks are those of a font of their own (.VnTimeH), in the places of small letters: a line whose
    plain letters are all capitals is one of capitals.
    """
    return "\n".join(_capitals(line) for line in text.translate(_TCVN3).split("\n"))


def _capitals(line: str) -> str:
    return line.upper() if len(_CAPITALS.findall(line)) > 1 and not _SMALL.search(line) else line


def from_vni(text: str) -> str:
    """Reads Latin-1 characters as VNI."""
    return _VNI_PATTERN.sub(lambda match: _VNI[match.group()], text)


def from_viscii(text: str) -> str:
    """Reads Latin-1 characters as VISCII."""
    return text.translate(_VISCII)


def from_viqr(text: str) -> str:
    """Reads plain letters with signs behind them as VIQR."""
    return _VIQR.sub(_viqr_letter, text).replace("\\", "")


def _viqr_letter(match: re.Match[str]) -> str:
    vowel, shape, tone, i, i_tone, d = match.groups()
    if d:
        return "Đ" if d == "D" else "đ"
    marks = _VIQR_SHAPES.get(shape, "") + _VIQR_TONES.get(tone or i_tone, "")
    return unicodedata.normalize("NFC", (vowel or i) + marks)


def from_utf8_twice(text: str) -> str:
    """Reads characters of Windows-1252 as the bytes of UTF-8 that they are ("xÃ£"); as it is where they are none."""
    try:
        return b"".join(
            each.encode("cp1252", "strict") if ord(each) > 0x9F else bytes([ord(each)]) for each in text
        ).decode()
    except UnicodeError:
        return text


def vietnamese_words(text: str) -> int:
    """How many words of ``text`` are words that every resolution uses."""
    return sum(word in _COMMON for word in _WORD.findall(text.lower()))


def likeness(text: str) -> int:
    """How much a reading looks like Vietnamese: syllables with marks less what none can be, and frequent words."""
    good, bad = _marked(text)
    return good - bad + vietnamese_words(text)


def share_of_syllables(text: str) -> float:
    """Share of the words with marks that are syllables of Vietnamese, 0 to 1; 0 where no word has any."""
    good, bad = _marked(text)
    return good / max(1, good + bad)


def _marked(text: str) -> tuple[int, int]:
    """How many words with letters beyond ASCII are syllables, and how many are not; a letter alone is neither."""
    words = [word for word in _SPELT.findall(text.lower()) if len(word) > 1 and not word.isascii()]
    good = sum(map(_is_spelt, words))
    return good, len(words) - good


def _is_spelt(word: str) -> bool:
    """Whether a word can be a syllable with the marks that it has."""
    if not _LETTER.fullmatch(word) or "đ" in word[1:]:
        return False
    tones = [mark for mark in unicodedata.normalize("NFD", word) if mark in _TONES]
    if len(tones) > 1 or (_STOPPED.search(word) and tones and tones[0] not in "\u0301\u0323"):
        return False
    return is_syllable(word)


def restore_legacy(text: str) -> str:
    """Turns the lines of ``text`` that are in one of these encodings into Unicode and leaves all others alone.

    Each line may be in another; a line too short to tell is read like most of them.
    """
    text = _SYMBOLS.sub(lambda run: "".join(chr(ord(each) - 0xF000) for each in run.group()), text)
    if _is_viqr(text):
        return from_viqr(text)
    lines = text.split("\n")
    suspects = [i for i, line in enumerate(lines) if _HIGH.search(line) and not _UNICODE_VIETNAMESE.search(line)]
    sample = "\n".join(lines[i] for i in suspects)
    most = _best(sample) if suspects else None
    if most is None or likeness(most(sample)) - likeness(sample) < _MIN_GAIN:
        return text
    for i in suspects:
        own = _best(lines[i])
        read = own if likeness(own(lines[i])) - likeness(most(lines[i])) >= _MIN_GAIN else most
        said = read(lines[i])
        if likeness(said) > likeness(lines[i]) and _is_vietnamese(said):
            lines[i] = said
    return "\n".join(lines)


def _best(sample: str) -> Callable[[str], str]:
    """The table that reads ``sample`` best."""
    return max((from_tcvn3, from_vni, from_viscii, from_utf8_twice), key=lambda read: likeness(read(sample)))


def _is_viqr(text: str) -> bool:
    """Whether a text is overwhelmingly VIQR."""
    if not text.isascii():
        return False
    sure = len(_VIQR_SURE.findall(text))
    return sure >= _VIQR_FEWEST and sure >= _VIQR_SHARE * len(text.split()) and _is_vietnamese(from_viqr(text))


def _is_vietnamese(text: str) -> bool:
    """Whether words with marks are as many as in Vietnamese, and are syllables."""
    good, bad = _marked(text)
    return good >= _MIN_SHARE * (good + bad) and good >= _MIN_MARKED * len(_WORD.findall(text))


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
