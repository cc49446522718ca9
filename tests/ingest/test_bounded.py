"""Texts within bounds stay as they are; what no office writes is refused before anything reads it."""

from __future__ import annotations

import pytest

from assistant.errors import TooLarge
from ingest.bounded import MOST_IN_LINE, MOST_NUMBERS, bounded, countable

ROW = "| 12 | Thu ngân sách trên địa bàn | tỷ đồng | 7,5 | 8,1 | 108,0 |\n"


def test_a_big_honest_table_stays_as_it_is() -> None:
    text = ROW * 12_000
    assert countable(bounded(text, name="a.xlsx"), name="a.xlsx") == text


def test_more_numbers_than_any_document_has_are_refused_at_once() -> None:
    with pytest.raises(TooLarge, match=r"a\.txt: văn bản có 100\.001 con số.*hãy tách tệp"):
        countable("7 ha\n7 ha, " * (MOST_NUMBERS // 2) + "7 ha", name="a.txt")


def test_thousands_of_long_rows_of_numbers_are_refused_at_once() -> None:
    rows = "\n".join("| 7 | 12 " * 150 for _ in range(300))  # as a page with merged cells gives
    with pytest.raises(TooLarge, match="con số, trung bình mỗi dòng dài"):
        countable(rows, name="a.html")


def test_seven_hundred_pages_of_paragraphs_with_their_numbers_are_none_too_many() -> None:
    paragraph = "Năm 2025 thu ngân sách trên địa bàn đạt 7,5 tỷ đồng, vượt dự toán được giao từ đầu năm; " * 7
    text = f"{paragraph}\n" * 3_000
    assert len(paragraph) < MOST_IN_LINE
    assert countable(bounded(text, name="a.docx"), name="a.docx").count("\n") == 3_000
