"""The term or the part of a year that a figure is of."""

import pytest

from assistant.types import Identity
from ingest.figures.periods import hints_at_part, period_of_cell, period_of_line
from tests.ingest.made import surveyed


def period(text, *, kind="target", is_change=False, title=""):
    mention = surveyed(text).mentions[-1]
    identity = Identity("báo cáo", "UBND", title)
    return period_of_line(mention.block, mention.window, is_change=is_change, kind=kind, identity=identity)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Trong giai đoạn 2021-2025 huy động 900 tỷ đồng", "2021-2025"),
        ("- Năm 2024 trồng 30 ha", None),
        ("- 9 tháng đầu năm trồng 30 ha", "9 tháng đầu năm"),
        ("- Quý I trồng 30 ha, 6 tháng đầu năm trồng 55 ha", "6 tháng đầu năm"),
    ],
)
def test_said_in_the_line(line, expected):
    assert period(line) == expected


def test_a_change_between_two_years_is_one_of_the_years_between():
    line = "- Đến năm 2030 thu nhập so với năm 2025 tăng 40%"
    assert period(line, is_change=True) == "2025-2030"
    assert period(line, is_change=False) is None


def test_a_change_against_the_year_before_is_of_one_year():
    assert period("- Năm 2024 thu nhập so với năm 2023 tăng 8%", is_change=True) is None


@pytest.mark.parametrize(
    ("heading", "kind", "expected"),
    [
        ("I. KẾT QUẢ 6 THÁNG ĐẦU NĂM", "actual", "6 tháng đầu năm"),
        ("I. KẾT QUẢ 6 THÁNG ĐẦU NĂM", "target", None),  # the plan beside it is the year's
        ("II. NHIỆM VỤ 6 THÁNG CUỐI NĂM", "actual", None),  # what is to come is no part that was reviewed
    ],
)
def test_the_part_that_a_heading_reviews_is_that_of_results(heading, kind, expected):
    assert period(f"{heading}\n- Trồng 30 ha", kind=kind) == expected


def test_the_title_says_it_where_no_heading_does():
    title = "Kết quả 9 tháng đầu năm, nhiệm vụ 3 tháng cuối năm 2024"
    assert period("- Trồng 30 ha", kind="actual", title=title) == "9 tháng đầu năm"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("Cả giai đoạn 2021-2025", "2021-2025"), ("TH 6 tháng đầu năm 2024", "6 tháng đầu năm"), ("KH 2024", None)],
)
def test_the_heading_of_a_column(heading, expected):
    block = surveyed("- Trồng 30 ha").mentions[0].block
    assert period_of_cell(block, heading, kind="target", identity=Identity("báo cáo", "UBND", "")) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Làng nghề đến quý III mới nối lại. Năm 2022 thu nhập bình quân đầu người đạt 55 triệu đồng", None),
        ("Tôm được giá vào quý IV. Thu nhập bình quân đầu người 66 triệu đồng", None),
        ("6 tháng đầu năm, xã vượt khó. Thu nhập bình quân đầu người đạt 30 triệu đồng", "6 tháng đầu năm"),
        ("Trong quý I trời rét. Đàn lợn chết nhiều. Năm 2022 thu nhập bình quân đầu người 55 triệu đồng", None),
        ("Kết quả nổi bật của xã: đến hết tháng 9 trồng 8 ha rừng. Thu ngân sách đạt 2 tỷ đồng", "đến hết tháng 9"),
        ("Những việc đã làm xong: 6 tháng đầu năm trồng 8 ha. Thu ngân sách đạt 2 tỷ đồng", "6 tháng đầu năm"),
        ("Bà con lo một điều: tôm rớt giá vào quý IV. Thu ngân sách đạt 2 tỷ đồng", None),
        ("Quý I năm 2024, mưa nhiều. Thu ngân sách đạt 2 tỷ đồng", "quý i"),
        ("6 tháng đầu năm, thu bằng 52% dự toán năm 2024. Chi ngân sách 4 tỷ đồng", "6 tháng đầu năm"),
        ("6 tháng đầu năm, trời rét. Ước cả năm, thu ngân sách đạt 9 tỷ đồng", None),
        ("Trời rét; trong quý I thu nhập bình quân đầu người đạt 12 triệu đồng", "quý i"),
    ],
)
def test_a_part_of_a_year_that_is_only_spoken_of_is_not_of_later_figures(line, expected):
    assert period(line, kind="actual") == expected


@pytest.mark.parametrize(
    ("line", "hints"),
    [
        ("- Quý I trời rét đậm. Cả năm 2024 trồng 30 ha", True),  # evidence of a result, though the year is whole
        ("- 9 tháng đầu năm trồng 30 ha", True),
        ("- Cả năm 2024 trồng 30 ha", False),
    ],
)
def test_a_part_that_is_only_near_is_evidence_and_no_period(line, hints):
    mention = surveyed(line).mentions[-1]
    assert hints_at_part(mention.block, mention.window, identity=Identity("báo cáo", "UBND", "")) is hints
    assert (period(line, kind="actual") is not None) == (line.startswith("- 9"))
