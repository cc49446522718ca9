"""PDF pages made with reportlab, for the tests of reading them."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.tesseract import engine

FONT = "Vietnamese"
needs_tesseract = pytest.mark.skipif(engine() is None, reason="không có Tesseract với tiếng Việt (scripts/system.sh)")


def paper(*pages: Callable[[Canvas], None]) -> bytes:
    """A PDF of pages that each paint themselves, in a font that has Vietnamese letters."""
    try:
        pdfmetrics.registerFont(TTFont(FONT, "DejaVuSans.ttf"))
    except TTFError:
        pytest.skip("không có phông DejaVuSans.ttf (gói fonts-dejavu-core)")
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for paint in pages:
        canvas.setFont(FONT, 11)
        paint(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def lines(*texts: str, top: float = 780) -> Callable[[Canvas], None]:
    """A page with lines below each other."""

    def paint(canvas: Canvas) -> None:
        for row, text in enumerate(texts):
            canvas.drawString(60, top - 18 * row, text)

    return paint


def scanned(data: bytes, *, dpi: int, turned: float = 0.0, noise: float = 0.0) -> list[Image.Image]:
    """The pages of a PDF as a scanner sees them: askew by degrees, with noise of so many greys."""
    chance = np.random.default_rng(5)
    pages: list[Image.Image] = []
    for page in pypdfium2.PdfDocument(data):
        image = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        image = image.rotate(turned, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
        greys = np.asarray(image, dtype=float) + chance.normal(0, noise, (image.height, image.width))
        pages.append(Image.fromarray(greys.clip(0, 255).astype("uint8")))
    return pages


def as_pdf(images: list[Image.Image], *, dpi: int) -> bytes:
    """Images as a PDF without a letter of text."""
    stream = io.BytesIO()
    images[0].save(stream, format="PDF", save_all=True, append_images=images[1:], resolution=dpi)
    return stream.getvalue()
