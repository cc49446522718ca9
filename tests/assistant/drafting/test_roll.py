"""What rolls and what never does, phrase by phrase; the phrases are those of real documents."""

import pytest

from assistant.drafting.roll import roll
from assistant.drafting.vocabulary import Years

YEARS = Years(target=2023, result=2022, to=2024)


def rolled(text, *, role="tasks", years=YEARS):
    for change in reversed(roll(text, role=role, years=years).changes):
        text = text[: change.start] + change.text + text[change.end :]
    return text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("nhiệm vụ năm 2023", "nhiệm vụ năm 2024"),
        ("kết quả năm 2022", "kết quả năm 2023"),
        ("tăng so với năm 2021", "tăng so với năm 2022"),
        ("xây dựng kế hoạch sử dụng đất 2023 và triển khai", "xây dựng kế hoạch sử dụng đất 2024 và triển khai"),
        ("kế hoạch năm học 2022 – 2023;", "kế hoạch năm học 2023 – 2024;"),
        ("nhiệm vụ năm học 2023-2024.", "nhiệm vụ năm học 2024-2025."),
        ("vụ Đông Xuân 2022-2023", "vụ Đông Xuân 2023-2024"),
        ("vụ Xuân 2023", "vụ Xuân 2024"),
        ("| Chỉ tiêu | Thực hiện 2022 | Kế hoạch 2023 |", "| Chỉ tiêu | Thực hiện 2023 | Kế hoạch 2024 |"),
        ("đạt 102% Kế hoạch 2022", "đạt 102% Kế hoạch 2023"),
        ("| Chương trình 2023 | Báo cáo 2022 |", "| Chương trình 2024 | Báo cáo 2023 |"),
        ("6 tháng đầu năm 2023", "6 tháng đầu năm 2024"),
        ("xong trong tháng 6/2023", "xong trong tháng 6/2024"),
        ("trước ngày 30/6/2023 phải xong", "trước ngày 30/6/2024 phải xong"),
        ("kỷ niệm 85 năm ngày truyền thống", "kỷ niệm 86 năm ngày truyền thống"),
        (
            "kỷ niệm 85 năm ngày truyền thống Đảng bộ xã (20/6/1938 – 20/6/2023)",
            "kỷ niệm 86 năm ngày truyền thống Đảng bộ xã (20/6/1938 – 20/6/2024)",
        ),
    ],
)
def test_rolls(before, after):
    assert rolled(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "nhiệm kỳ 2020 – 2025",
        "giai đoạn 2021-2025, định hướng đến năm 2030",
        "giai đoạn 2022 – 2025, tầm nhìn đến năm 2030.",
        "Đại hội Hội nông dân nhiệm kỳ 2023 – 2028;",
        "theo giá so sánh năm 2010",
        "Quyết định 1988/2017/QĐ-UBND ngày 12/6/2017 của UBND tỉnh",
        "Kế hoạch số 12/KH-UBND ngày 05/01/2023 của UBND xã về sản xuất năm 2023; chỉ đạo sát sao",
        "Luật Đất đai năm 2023",
        "trường được công nhận năm 2022",
        "từ năm 2022 đến nay",
        "Chỉ thị số 05 - CT/TW, ngày 15/5/2016 của Bộ Chính trị",
        "khoá XXI",
        "Quyết định số 2023 của UBND tỉnh",
        "đề án 06",
    ],
)
def test_never_rolls(text):
    assert rolled(text) == text


def test_the_date_of_the_own_meeting_is_taken_out():
    text = "Ngày 07/01/2023, Ban chấp hành Đảng bộ xã đã tổ chức hội nghị thảo luận"
    assert rolled(text, role="basis").startswith("Ngày ...../...../....., Ban chấp hành")


def test_an_anniversary_that_is_not_round_is_doubted():
    assert "86 năm" in roll("kỷ niệm 85 năm ngày thành lập", role="tasks", years=YEARS).doubts[0].reason
    assert roll("kỷ niệm 84 năm ngày thành lập", role="tasks", years=YEARS).doubts == ()


def test_a_period_that_is_over_is_doubted():
    years = Years(target=2025, result=2024, to=2026)
    (doubt,) = roll("giai đoạn 2021-2025", role="tasks", years=years).doubts
    assert "đã hết trước năm 2026" in doubt.reason


def test_a_year_after_the_base_is_kept_and_doubted():
    found = roll("chuẩn bị cho đại hội năm 2024", role="tasks", years=YEARS)
    assert found.changes == ()
    assert "năm 2024" in found.doubts[0].reason


def test_a_longer_step_moves_every_year_alike():
    assert rolled("năm 2023, kết quả 2022", years=Years(2023, 2022, 2026)) == "năm 2026, kết quả 2025"
