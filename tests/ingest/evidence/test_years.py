"""Which years the lines above give to a figure."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.types import SourceDocument
from ingest.resolve import resolve
from ingest.survey import survey
from ingest.weigh.weigh import weigh
from ingest.weigh.weights import shipped


def years_of_head(lead: str) -> dict[int, float]:
    """The years that the nearest head gives alone to the one figure below it."""
    text = f"NGHỊ QUYẾT\nI. Kinh tế\n{lead}\n- Thu ngân sách trên địa bàn đạt 14 tỷ đồng."
    state = weigh(survey(resolve(SourceDocument("a.txt", "0" * 64, text))), shipped())
    said = state.of_year.get("y head 0", np.zeros(len(state.years)))
    below = state.year_of == len(state.mentions) - 1
    return {int(year): float(value) for year, value in zip(state.years[below], said[below], strict=True) if value > 0}


@pytest.mark.parametrize(
    ("lead", "year"),
    [
        ("Trên cơ sở kết quả năm 2023, hội nghị đề ra các chỉ tiêu năm 2024 như sau:", 2024),
        ("Năm 2024, với dự báo năm 2025 còn khó khăn, nhìn lại kết quả năm 2023 thì thấy:", 2023),
        ("Các chỉ tiêu năm 2024, so với năm 2023:", 2024),
        ("Năm 2024 phấn đấu:", 2024),
    ],
)
def test_of_a_lead_the_year_nearest_its_colon_counts(lead: str, year: int) -> None:
    assert years_of_head(lead) == {year: 1.0}


def test_of_a_heading_with_two_years_neither_counts_alone() -> None:
    assert years_of_head("1. Kết quả năm 2023, nhiệm vụ năm 2024") == {}
