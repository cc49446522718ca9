"""Where the points of a page lie before a reader."""

from __future__ import annotations

import pytest

from ingest.readers.pdf_box import Box, Matrix


@pytest.mark.parametrize(("turn", "place"), [(0, (10, 180)), (1, (20, 10)), (2, (90, 20)), (3, (180, 90))])
def test_a_point_of_a_turned_page(turn: int, place: tuple[float, float]) -> None:
    assert Box(0, 0, 100, 200, turn).place(10, 20) == place


def test_a_group_within_a_group_adds_up() -> None:
    inner = Matrix(2, 0, 0, 2, 5, 5).within(Matrix(1, 0, 0, 1, 100, 50))

    assert inner.point(1, 1) == (107, 57)
