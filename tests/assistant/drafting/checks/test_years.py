import pytest

from assistant.drafting.checks.years import check_years
from tests.assistant.drafting.making import HEAD, checked, resolution


def found(text, year=2024):
    return list(check_years(checked(text, year=year)))


@pytest.mark.parametrize("said", ["31/02/2024", "ngày 30 tháng 02 năm 2024", "31-4-2024"])
def test_a_date_that_no_calendar_has_is_an_error(said):
    (one,) = (each for each in found(resolution(tasks=f"Tổng kết trước {said}.")) if "có thật" in each.message)
    assert said in one.message
    assert not [each for each in found(resolution(tasks="Họp 29/02/2024 và 5/2024.")) if "có thật" in each.message]


@pytest.mark.parametrize(
    "text",
    [
        resolution(tasks="Hoàn thành kế hoạch tiêm phòng năm 2023."),
        resolution(targets="- Hoàn thành nhiệm vụ quân sự địa phương năm 2023."),
        resolution(tasks="Xây dựng kế hoạch sử dụng đất 2022 và triển khai thực hiện."),
        resolution(results="Trong năm 2022 kinh tế phát triển khá."),
        resolution(head=HEAD.replace("vụ năm 2024", "vụ năm 2023")),
        resolution(tasks="Phấn đấu hoàn thành xuất sắc nhiệm vụ năm 2023./."),
    ],
)
def test_a_stray_year_is_an_error(text):
    findings = found(text)
    assert findings
    assert {one.severity for one in findings} == {"error"}


@pytest.mark.parametrize(
    "text",
    [
        resolution(results="Năm 2023 kinh tế phát triển khá; so với năm 2022 tăng 5%."),
        resolution(tasks="Thực hiện Nghị quyết số 74-NQ/ĐU ngày 20/12/2023 của Ban Chấp hành Đảng bộ xã."),
        resolution(tasks="Thực hiện đề án giai đoạn 2022 – 2025, tầm nhìn đến năm 2030."),
        resolution(targets="- Giá trị sản xuất 217 tỷ đồng (theo giá so sánh năm 2010)"),
        resolution(tasks="Phát huy kết quả đạt được trong năm 2023, phấn đấu vượt kế hoạch năm 2024."),
        resolution(tasks="Kỷ niệm 86 năm (20/6/1938 – 20/6/2024)"),
    ],
)
def test_right_years(text):
    assert found(text) == []


def test_seed_004_contradicts_itself(seeds):
    """Targets for 2024, and at the end "thực hiện thắng lợi kế hoạch phát triển kinh tế xã hội năm 2023"."""
    text = seeds.document("004").text
    (one,) = found(text, year=None)
    assert "Năm 2023" in one.message
    assert "kế hoạch phát triển kinh tế xã hội năm 2023" in one.quote
