"""What is told of a picture before its letters are read."""

from __future__ import annotations

import numpy as np

from ingest.readers.picture import Picture, evened


def page() -> Picture:
    """White paper with rows of ink."""
    paper = np.full((800, 600), 255, dtype=np.uint8)
    for row in range(60, 740, 40):
        paper[row : row + 12, 60:540:3] = 20
    return paper


def test_a_shadow_over_half_the_page_goes() -> None:
    light = np.linspace(0.45, 1.0, 600)[None, :]
    shaded = (page() * light).astype(np.uint8)
    told = evened(shaded)

    assert shaded[20, 20] < 130
    assert told[20, 20] > 200
    assert told[65, 60] < 80


def test_an_even_page_stays_as_it_is() -> None:
    assert (evened(page()) == page()).all()


def test_a_picture_of_few_dots_stays_as_it_is() -> None:
    small = np.full((10, 10), 90, dtype=np.uint8)

    assert (evened(small) == small).all()
