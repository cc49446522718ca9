"""Plain text and Markdown: bytes to text, whatever Vietnamese encoding they were saved in."""

from __future__ import annotations

import codecs
import re
import unicodedata

from assistant.errors import UnsupportedFormat
from assistant.types import Contents
from ingest.bounded import bounded
from ingest.readers.legacy import (
    from_tcvn3,
    from_viscii,
    from_vni,
    likeness,
    restore_legacy,
    share_of_syllables,
    vietnamese_words,
)

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",  # begins as UTF-16 does
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Windows-1252 without the five bytes that it leaves undefined: they stay what Latin-1 says.
_WINDOWS_1252 = {
    byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_USUAL = re.compile("[\t\r\n -~\xa0-\u024f\u0300-\u0323\u1e00-\u1eff\u2010-\u2030]")
_MIN_USUAL = 0.95  # share of characters that a text here has; bytes paired wrongly give Chinese and symbols
_WORD = re.compile(r"[^\W\d_]+")
_READABLE = re.compile("[A-Za-z\xc0-\u024f\u0300-\u0323\u1e00-\u1eff]{1,15}")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")

# Measured on the five seeds and 265 official documents, against random bytes, ASCII and lower-case letters.
_WINDOW = 20_000  # characters read in each of three places to judge a file, whatever its size
_MIN_COMMON = 0.08  # share of words that every resolution uses: documents 0.16-0.54, noise at most 0.02
_MIN_SYLLABLES = 0.8  # share of words with marks that are syllables: documents 0.95-1.0, noise 0.2
_MIN_READABLE = 0.5  # share of tokens that are words: documents 0.94-1.0, noise without spaces 0.03-0.14
_MAX_NEW = 0.6  # distinct words to words, from _ENOUGH_WORDS on: documents at most 0.28, noise from 0.77
_ENOUGH_WORDS = 1_000


def read_text(data: bytes, *, name: str) -> Contents:
    """Text of a .txt or .md file.

    Takes UTF-8, UTF-16 and UTF-32, TCVN3, VNI, VISCII, VIQR and Windows-1258, also line by line. Raises
    ``UnsupportedFormat`` where the bytes are none of these, or where what they spell is no text.
    """
    text = restore_legacy(bounded(decode(data, name=name), name=name))
    _refuse_noise(text, name)
    return Contents(text)


def decode(data: bytes, *, name: str) -> str:
    """Bytes to characters: by byte order mark, else as UTF-8, else in the legacy encoding that reads best.

    Raises ``UnsupportedFormat`` where none of them fits.
    """
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _decode_marked(data, encoding, name)
    if b"\0" in data and (wide := _decode_wide(data)):
        return wide
    if b"\0" in data:
        raise UnsupportedFormat(
            f"{name}: byte thứ {data.index(0)} là NUL nên đây không phải tệp văn bản; hãy mở bằng phần mềm "
            "đã tạo ra nó rồi lưu thành .docx, .pdf hoặc .txt mã UTF-8."
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(data, name, error.start)


def _decode_marked(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnsupportedFormat(
            f"{name}: tự nhận là {encoding.removesuffix('-sig').upper()} nhưng hỏng ở byte thứ "
            f"{error.start}; hãy lưu lại tệp với mã UTF-8 rồi nạp lại."
        ) from error


def _decode_wide(data: bytes) -> str:
    """Bytes as UTF-16 or UTF-32 without a mark, "" where they are neither."""
    for encoding in _WIDE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_USUAL.findall(text)) >= _MIN_USUAL * len(text):
            return text
    return ""


def _decode_legacy(data: bytes, name: str, offset: int) -> str:
    """The lines that are UTF-8 as such, the others in the legacy encoding in which they read best.

    ``offset`` is where UTF-8 failed.
    """
    lines = data.split(b"\n")
    old = [at for at, line in enumerate(lines) if not _is_utf8(line)]
    read = _decode_old(b"\n".join(lines[at] for at in old), name, offset, data[offset])
    decoded = dict(zip(old, read.split("\n"), strict=True))
    return "\n".join(decoded[at] if at in decoded else line.decode() for at, line in enumerate(lines))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _decode_old(data: bytes, name: str, offset: int, wrong: int) -> str:
    """The reading that looks most like Vietnamese; what fits none is refused, naming the byte at ``offset``."""
    if _is_damaged_utf8(data):
        raise UnsupportedFormat(
            f"{name}: byte 0x{wrong:02x} ở vị trí {offset} làm hỏng mã UTF-8; hãy mở tệp gốc và lưu lại với "
            "mã UTF-8, hoặc nạp bản Word."
        )
    sample = b"\n".join(data[start : start + _WINDOW] for start in _window_starts(len(data)))
    read = max((_tcvn3, _vni, _windows_1258, _viscii), key=lambda encoding: likeness(encoding(sample)))
    if _common_share(read(sample)) < _MIN_COMMON and share_of_syllables(read(sample)) < _MIN_SYLLABLES:
        raise UnsupportedFormat(
            f"{name}: byte 0x{wrong:02x} ở vị trí {offset} không phải UTF-8, và nội dung cũng không "
            "giống TCVN3, VNI, VISCII hay Windows-1258; hãy mở tệp bằng trình soạn thảo, lưu lại với mã UTF-8."
        )
    return read(data)


def _tcvn3(data: bytes) -> str:
    return from_tcvn3(data.decode("latin-1").translate(_WINDOWS_1252))


def _vni(data: bytes) -> str:
    return from_vni(data.decode("latin-1").translate(_WINDOWS_1252))


def _viscii(data: bytes) -> str:
    return from_viscii(data.decode("latin-1"))


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most letters beyond ASCII are sound UTF-8: a legacy reading would turn them into gibberish."""
    text = data.decode("utf-8", errors="replace")
    sound = sum(character > "\x7f" and character != "\ufffd" for character in text)
    return sound > text.count("\ufffd")


def _windows_1258(data: bytes) -> str:
    return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))


def _common_share(text: str) -> float:
    """Share of the words of ``text`` that stand in any resolution, 0 to 1."""
    return vietnamese_words(text) / max(1, len(_WORD.findall(text)))


def _refuse_noise(text: str, name: str) -> None:
    """Raises ``UnsupportedFormat`` where most tokens are no words, or where no word ever comes twice."""
    words = [word for word in (_EDGES.sub("", token) for token in _sample(text).split()) if word]
    readable = sum(_READABLE.fullmatch(word) is not None for word in words)
    new = len({word.casefold() for word in words})
    if readable >= _MIN_READABLE * len(words) and (len(words) < _ENOUGH_WORDS or new < _MAX_NEW * len(words)):
        return
    raise UnsupportedFormat(
        f"{name}: nội dung không phải văn bản đọc được ({readable} trên {len(words)} cụm ký tự là từ); "
        "hãy kiểm tra lại tệp và nạp bản .docx, .pdf hoặc .txt gốc."
    )


def _sample(text: str) -> str:
    return "\n".join(text[start : start + _WINDOW] for start in _window_starts(len(text)))


def _window_starts(length: int) -> tuple[int, ...]:
    """Where to look in something of ``length``: at its start, middle and end, or once where it is short."""
    if length <= 3 * _WINDOW:
        return tuple(range(0, max(1, length), _WINDOW))
    return 0, length // 2, length - _WINDOW
