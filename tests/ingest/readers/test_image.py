"""Pictures that are refused before anything is unpacked."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from assistant.errors import TooLarge, UnsupportedFormat
from ingest.readers.image import read_image
from tests.ingest.readers.paper import needs_tesseract


@needs_tesseract
def test_a_picture_of_300_megapixels_stops_in_one_line() -> None:
    stream = io.BytesIO()
    Image.new("1", (20_000, 15_000), 1).save(stream, "PNG")

    with pytest.raises(TooLarge, match=r"^to\.png: ảnh 300 triệu điểm, quá mức"):
        read_image(stream.getvalue(), name="to.png")


@needs_tesseract
def test_a_broken_picture_says_so() -> None:
    with pytest.raises(UnsupportedFormat, match=r"^hong\.png: tệp ảnh đã hỏng"):
        read_image(b"\x89PNG\r\n\x1a\n" + b"abc" * 50, name="hong.png")
