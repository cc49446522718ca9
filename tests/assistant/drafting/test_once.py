"""What happens once keeps its year; what comes every year moves on."""

import pytest

from assistant.drafting.once import happened_once
from assistant.drafting.pipeline import draft
from assistant.types import DraftRequest
from tests.assistant.drafting.making import archive_of, read_text, resolution


@pytest.mark.parametrize(
    "said",
    [
        "Năm 2023 xã được công nhận đạt chuẩn nông thôn mới nâng cao.",
        "Hoàn thành và đưa vào sử dụng cầu Vàm Tre trong năm 2023.",
        "Trường mầm non được đón bằng chuẩn quốc gia mức độ 1 năm 2023, xã đón nhận danh hiệu trong năm 2023.",
        "Nhân dân và cán bộ xã được Chủ tịch nước tặng thưởng Huân chương Lao động năm 2023.",
        "Khánh thành nhà văn hóa thôn Bãi Sậy tháng 8 năm 2023.",
        "Tổ chức thành công Đại hội Hội Phụ nữ xã năm 2023.",
        "Tháng 7/2023 sáp nhập thôn Đông vào thôn Đoài.",
    ],
)
def test_what_was_reached_once_keeps_its_year_and_is_told(said):
    made = draft(DraftRequest("goc", 2025), shelf=archive_of(goc=resolution(results=f"- {said}")), read=read_text)
    (paragraph,) = [one for one in made.kept if one.text.startswith("- ") and one.role == "results"]
    assert "2023" in paragraph.text
    assert "2024" not in paragraph.text
    (told,) = [one for one in made.findings if one.check == "one_off"]
    assert told.paragraph == paragraph.key
    assert told.message.startswith("Việc một lần của năm trước, giữ nguyên năm (")
    assert not [one for one in made.findings if one.check == "years" and one.paragraph == paragraph.key]


@pytest.mark.parametrize(
    "said",
    [
        "Năm 2023 thu ngân sách vượt dự toán.",
        "Sản lượng lúa năm 2023 tăng so với năm 2022.",
        "Công tác cải cách hành chính năm 2023 có chuyển biến.",
    ],
)
def test_what_comes_every_year_moves_on(said):
    assert list(happened_once(said, role="results")) == []
    made = draft(DraftRequest("goc", 2025), shelf=archive_of(goc=resolution(results=f"- {said}")), read=read_text)
    assert "2024" in next(one.text for one in made.kept if one.role == "results" and one.text.startswith("- "))


def test_only_the_clause_that_tells_of_it_stays():
    text = "Năm 2023 thu ngân sách vượt dự toán; năm 2023 xã được công nhận đạt chuẩn nông thôn mới."
    made = draft(DraftRequest("goc", 2025), shelf=archive_of(goc=resolution(results=f"- {text}")), read=read_text)
    said = next(one.text for one in made.kept if one.role == "results" and one.text.startswith("- "))
    assert said == "- Năm 2024 thu ngân sách vượt dự toán; năm 2023 xã được công nhận đạt chuẩn nông thôn mới."


def test_a_task_that_ended_with_its_year_keeps_it():
    (once,) = happened_once("Khởi công nhà văn hóa trong quý II/2024.", role="tasks")
    assert once.reason == "khởi công, khánh thành"
    assert list(happened_once("Tổ chức kỷ niệm 85 năm ngày thành lập", role="tasks")) == []
