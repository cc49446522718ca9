"""The years of a document as its figures tell them."""

import numpy as np
import pytest

from assistant.types import SourceDocument
from ingest.dated import with_years
from ingest.resolve import resolve
from ingest.survey import survey
from ingest.weigh.weigh import weigh
from ingest.weigh.weights import shipped

FIGURES = """Thu ngân sách đạt 6,73 tỷ đồng, bằng 64,7% dự toán. Kết nạp 5 đảng viên.
Thu nhập bình quân đạt 44 triệu đồng/người.
{}, phấn đấu thu ngân sách 11 tỷ đồng, kết nạp 9 đảng viên, thu nhập bình quân 48 triệu đồng/người.
"""


def years(text):
    source = SourceDocument("tin.txt", "0" * 64, text)
    return with_years(weigh(survey(resolve(source)), shipped())).identity


@pytest.mark.parametrize("title", ["Xã An Hòa tổng kết năm", "Nhìn lại một năm ở xã An Hòa"])
def test_news_is_of_the_years_that_its_text_says(title):
    found = years(f"{title}\n20/12/2023 - 15:09\nNăm 2023, {FIGURES.format('Năm 2024')}")
    assert (found.result_year, found.target_year) == (2023, 2024)
    assert found.status["target_year"] == "stated"


def test_a_year_that_no_text_says_is_inferred():
    text = f"Xã An Hòa tổng kết năm\n20/12/2023 - 15:09\nNăm qua, {FIGURES.format('Năm tới')}"
    state = weigh(survey(resolve(SourceDocument("tin.txt", "0" * 64, text))), shipped())
    state.targets = np.array([0.9 if year == 2024 else 0.0 for year in state.candidates])
    found = with_years(state).identity
    assert found.target_year is None
    assert found.inferred["target_year"].value == "2024"
    assert found.status["target_year"] == "inferred"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("NGHỊ QUYẾT\nvề mục tiêu, nhiệm vụ năm 2025", (2024, 2025)),
        ("KẾ HOẠCH\nPhát triển kinh tế - xã hội xã An Hòa năm 2025", (2024, 2025)),
        ("NGHỊ QUYẾT\nKết quả năm 2024 và phương hướng năm 2025", (2024, 2025)),
        ("BÁO CÁO\nTình hình kinh tế - xã hội năm 2024", (2024, 2024)),
    ],
)
def test_a_year_that_the_title_names_outweighs_the_figures(title, expected):
    source = SourceDocument("nq.txt", "0" * 64, f"{title}\nNăm 2024, {FIGURES.format('Năm 2024')}")
    state = weigh(survey(resolve(source)), shipped())
    state.targets = np.array([0.9 if year == 2024 else 0.0 for year in state.candidates])
    found = with_years(state).identity
    assert (found.result_year, found.target_year) == expected


def test_a_document_without_figures_keeps_what_its_title_says():
    found = years("NGHỊ QUYẾT\nVề nhiệm vụ năm 2024 của xã An Hòa\nGiao Thường trực theo dõi.")
    assert found.target_year == 2024
