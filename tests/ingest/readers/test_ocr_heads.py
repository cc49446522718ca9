"""Headings of scanned tables that may be misread."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from assistant.ledger.sureness import SURE
from ingest.extract import extract
from ingest.readers.ocr_heads import is_near, with_doubted_heads
from ingest.readers.tesseract import Letter, Line
from tests.ingest.cases.pages import HEAD, TITLE, document
from tests.ingest.readers.paper import as_pdf, needs_tesseract, paper, scanned


@pytest.mark.parametrize("word", ["LH", "IH", "KII", "KM", "LH/KH", "Kê", "hoach", "Thuc", "Muc", "ƯIH"])
def test_what_comes_near_a_heading_is_in_doubt(word: str) -> None:
    assert is_near(word)


@pytest.mark.parametrize("word", ["TH", "KH", "ƯTH", "Kế", "hoạch", "Xã", "Nà", "XH", "2024", "%", "Nam", "ha", "TT"])
def test_headings_and_other_words_are_not(word: str) -> None:
    assert not is_near(word)


def line(text: str, sure: float = 99.0) -> Line:
    return [[Letter(sign, 0, 0, 1, 1, sure) for sign in word] for word in text.split()]


def test_only_the_head_is_doubted() -> None:
    rows = [
        [[line("TT")], [line("LH 2024")], [line("KH 2025", sure=0.0)]],
        [[line("1")], [line("58")], [line("LH 61")]],
    ]
    doubted = {
        "".join(letter.text for letter in word)
        for found in with_doubted_heads(rows)
        for word in found
        if word[0].doubted
    }

    assert doubted == {"LH", "KH", "2025"}


@needs_tesseract
def test_rows_below_a_doubted_head_are_to_be_looked_at(tmp_path: Path) -> None:
    cells = [("TT", "Chỉ tiêu", "ĐVT", "LH 2024", "KH 2025"), ("1", "Trồng rừng mới", "ha", "120", "145")]
    across = [60, 100, 300, 350, 430, 510]

    def paint(canvas: Canvas) -> None:
        for at, text in enumerate((*HEAD, *TITLE)):
            canvas.drawString(60, 780 - 18 * at, text)
        canvas.grid(across, [600, 630, 660])
        for row, texts in enumerate(cells):
            for x, text in zip(across, texts, strict=False):
                canvas.drawString(x + 6, 640 - 30 * row, text)

    found = document(as_pdf(scanned(paper(paint), dpi=200), dpi=200), tmp_path)
    sure = {row.value: row.confidence >= SURE for row in extract(found)}

    assert sure[120] is False
    assert 145 in sure
