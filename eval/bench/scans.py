"""Pages of a PDF as a scanner sees them."""

from __future__ import annotations

from pathlib import Path

DPI = 200


def write_scan(given: Path, made: Path, *, pages: int) -> None:
    """The first pages of a PDF as a PDF of pictures, without a letter of text."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(given)
    drawn = [document[at].render(scale=DPI / 72, grayscale=True).to_pil() for at in range(min(pages, len(document)))]
    drawn[0].save(made, format="PDF", save_all=True, append_images=drawn[1:], resolution=DPI)
