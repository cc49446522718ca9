"""Pictures within a PDF page of text: a scanned table, a pasted screenshot. They are read where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.types import Remark
from ingest.readers.image import legible
from ingest.readers.layout_words import Word
from ingest.readers.ocr import DPI, recognise
from ingest.readers.pdf_box import Place
from ingest.readers.pdf_page import PageLook
from ingest.readers.picture import Picture, is_blank
from ingest.readers.ruled import Rule
from ingest.readers.tesseract import REMEDY, OcrFailed, engine


@dataclass(frozen=True, slots=True)
class Held:
    """What a picture on a page says: its words and rules in their places; ``remark`` is None for a blank one."""

    top: float
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    remark: Remark | None = None


def bare_places(look: PageLook) -> list[Place]:
    """The places of pictures that may hold text, and on which nothing is written."""
    return [
        place
        for place in look.pictures
        if not any(
            place[0] < word.middle[0] < place[2] and place[1] < word.middle[1] < place[3] for word in look.words
        )
    ]


def read_within(page: Picture | None, place: Place, part: str) -> Held:
    """The picture at a place of a page that is drawn at ``DPI``; None for one that is too large, or one too many."""
    left, top, right, bottom = place
    if page is None or engine() is None:
        why = "trang quá lớn, hoặc tệp có quá nhiều hình; hãy tách tệp" if page is None else f"hãy {REMEDY}"
        return Held(top, remark=Remark(part, "unread", f"chữ trong hình chưa đọc được; {why}"))
    rows, columns = (
        slice(round(start * DPI / 72), round(end * DPI / 72)) for start, end in ((top, bottom), (left, right))
    )
    shown = np.ascontiguousarray(page[rows, columns])
    if not shown.size or is_blank(shown):
        return Held(top)
    try:
        scan = recognise(shown)
    except OcrFailed as error:
        return Held(top, remark=Remark(part, "unread", f"chữ trong hình chưa đọc được; {error}"))
    doubts = f", {scan.doubts} chỗ chữ số chưa chắc" if scan.doubts else ""
    said, remark = legible(
        " ".join(word.text for word in scan.words), Remark(part, "read", f"nhận dạng chữ (OCR){doubts}")
    )
    if not said:
        return Held(top, remark=remark)
    words = tuple(_moved(word, left, top) for word in scan.words)
    return Held(top, words, tuple(_shifted(rule, left, top) for rule in scan.rules), remark)


def with_pictures(look: PageLook, held: Sequence[Held]) -> tuple[tuple[Word, ...], tuple[Rule, ...]]:
    """The words and rules of a page, those of a picture before the first word that stands below its upper edge."""
    words = list(look.words)
    for picture in held:
        before = next((at for at, word in enumerate(words) if word.top >= picture.top), len(words))
        words[before:before] = picture.words
    return tuple(words), (*look.rules, *(rule for picture in held for rule in picture.rules))


def _moved(word: Word, right: float, down: float) -> Word:
    left, top = word.left + right, word.top + down
    return replace(word, left=left, top=top, right=word.right + right, bottom=word.bottom + down)


def _shifted(rule: Rule, right: float, down: float) -> Rule:
    along, aside = (right, down) if rule.flat else (down, right)
    return replace(rule, at=rule.at + aside, start=rule.start + along, end=rule.end + along)
