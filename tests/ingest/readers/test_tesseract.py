"""Letters of pictures, with their places; and what is told where none can be had."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time

import numpy as np
import pytest

from ingest.readers import tesseract
from ingest.readers.tesseract import BLOCK, REMEDY, Line, OcrFailed, Patience, read
from tests.ingest.readers.paper import lines, needs_tesseract, paper, scanned

DPI = 200


def picture(*texts: str) -> np.ndarray:
    """The upper part of a page with these lines."""
    return np.asarray(scanned(paper(lines(*texts)), dpi=DPI)[0])[:400]


def said(line: Line) -> str:
    return " ".join("".join(letter.text for letter in word) for word in line)


@needs_tesseract
def test_each_picture_has_its_lines_with_places_in_dots_of_its_own_size() -> None:
    shown = picture("Trồng rừng 145 ha", "Thu ngân sách 58 tỷ")
    first, second = read([shown, picture("Hộ nghèo 12")], BLOCK, DPI)
    (smaller,) = read([shown], BLOCK, DPI, scale=0.8)

    assert [said(line) for line in first] == ["Trồng rừng 145 ha", "Thu ngân sách 58 tỷ"]
    assert [said(line) for line in second] == ["Hộ nghèo 12"]
    letter, same = first[0][0][0], smaller[0][0][0]
    assert letter.text == "T"
    assert letter.left == pytest.approx(60 * DPI / 72, abs=4)
    assert (same.left, same.bottom) == pytest.approx((letter.left, letter.bottom), abs=4)
    assert 0 < letter.sure <= 100


@needs_tesseract
def test_nothing_is_read_of_no_pictures_and_no_lines_of_an_empty_one() -> None:
    assert read([], BLOCK, DPI) == []
    assert read([np.full((200, 200), 255, np.uint8)], BLOCK, DPI) == [[]]


def test_without_the_program_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "engine", lambda: None)
    with pytest.raises(OcrFailed, match=r"tesseract-ocr-vie") as told:
        read([np.zeros((9, 9), np.uint8)], BLOCK, DPI)
    assert str(told.value) == REMEDY


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (subprocess.TimeoutExpired("tesseract", 120), "quá 120 giây; hãy nạp bản Word"),
        (
            subprocess.CalledProcessError(1, "tesseract", stderr="hỏng ảnh\nthêm".encode()),
            "Tesseract báo lỗi: hỏng ảnh",
        ),
        (subprocess.CalledProcessError(7, "tesseract", stderr=b""), "Tesseract báo lỗi: 7"),
    ],
)
def test_a_failure_is_told_in_one_line(error: Exception, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(tesseract, "engine", lambda: "tesseract")
    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(OcrFailed) as told:
        read([np.zeros((9, 9), np.uint8)], BLOCK, DPI)
    assert words in str(told.value)
    assert "\n" not in str(told.value)


@needs_tesseract
def test_all_readings_of_a_page_share_its_patience() -> None:
    patience = Patience(8.0)
    read([picture("Hộ nghèo 12")], BLOCK, DPI, patience=patience)
    assert 0 < patience.left < 8.0
    with pytest.raises(OcrFailed, match="hãy quét lại"):
        read([picture("Hộ nghèo 12")], BLOCK, DPI, patience=Patience(0.5))


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="no program that limits another one")
def test_a_reading_ends_when_patience_does() -> None:
    patience = Patience(1.0)
    with pytest.raises(OcrFailed, match="hãy quét lại"):
        tesseract._run([sys.executable, "-c", "while True: pass"], patience)
    assert patience.left < 1


def test_what_is_done_to_a_page_ourselves_takes_of_its_patience_too() -> None:
    patience = Patience(60.0)
    began = time.process_time()
    sum(range(3_000_000))
    spent = time.process_time() - began
    assert patience.left <= 60.0 - 0.9 * spent
