"""A summary says what the document is, its results, targets, faults and tasks, each with its citation."""

import re

import pytest

from assistant.ask.pipeline import answer
from tests.assistant.ask.overview_parts import overview_parts
from tests.assistant.ask.sample_parts import parts_of


@pytest.fixture(scope="module")
def parts():
    return overview_parts()


def _line(text, start):
    return next(line for line in text.splitlines() if line.startswith(start))


@pytest.mark.parametrize(
    "text",
    [
        "Tóm tắt nghị quyết năm 2024 của xã Mỹ Thành",
        "cho xin vài dòng về nghị quyết 2024 của xã Mỹ Thành",
        "noi dung chinh nghi quyet nam 2024 xa my thanh",
        "Nghị quyết số 14-NQ/ĐU nói về gì?",
    ],
)
def test_the_document_meant_is_summed_up(parts, text):
    found = answer(text, parts=parts)
    assert (found.outcome, found.question.intent, found.struck) == ("answered", "summary", ())
    assert found.text.startswith("**Nghị quyết số 14-NQ/ĐU ngày 05/01/2024 của Ban chấp hành Đảng bộ xã Mỹ Thành**")
    assert {each.document for each in found.citations} == {"my-thanh-2024.txt"}


def test_each_part_is_there_and_cited(parts):
    found = answer("Tóm tắt nghị quyết năm 2024 của xã Mỹ Thành", parts=parts)
    quotes = {each.n: each.quote for each in found.citations}
    said = _line(found.text, "- Số chỉ tiêu đạt và vượt")
    assert "17/20" in said
    assert "17/20" in quotes[int(re.search(r"\[(\d+)\]", said)[1])]
    income = _line(found.text, "| Thu nhập")
    marks = [int(mark) for mark in re.findall(r"\[(\d+)\]", income)]
    assert re.sub(r" \[\d+\]| \(đọc chưa chắc\)", "", income) == (
        "| Thu nhập bình quân đầu người | 52 triệu đồng/người/năm | 56 triệu đồng/người/năm |"
    )
    assert ["52 triệu" in quotes[marks[0]], "56 triệu" in quotes[marks[1]]] == [True, True]
    assert re.sub(r" \[\d+\]| \(đọc chưa chắc\)", "", _line(found.text, "| Số đảng viên")) == (
        "| Số đảng viên mới kết nạp | không nêu | 12 đảng viên |"
    )
    assert "- Tiến độ xây dựng nhà văn hóa thôn còn chậm" in found.text
    assert "- Chăm lo an sinh xã hội" in found.text
    assert "| Chỉ tiêu | Kết quả năm 2023 | Mục tiêu năm 2024 |\n|---|---|---|\n" in found.text


def test_of_several_documents_the_newest_is_taken_and_the_other_named(parts):
    found = answer("Tóm tắt nghị quyết của xã Mỹ Thành", parts=parts)
    assert "Nghị quyết số 14-NQ/ĐU" in found.text
    assert "Tóm tắt trên là của tệp my-thanh-2024.txt." in found.text
    assert "my-thanh-2022.txt" in found.text
    older = answer("Tóm tắt nghị quyết năm 2022 của xã Mỹ Thành", parts=parts)
    assert older.text.startswith("**Nghị quyết số 09-NQ/ĐU")


def test_two_units_are_summed_up_one_after_the_other(parts):
    found = answer("Tóm tắt nghị quyết năm 2024 của xã Mỹ Thành và xã An Cư", parts=parts)
    assert {each.document for each in found.citations} == {"my-thanh-2024.txt", "an-cu-2024.txt"}


@pytest.mark.parametrize(
    ("text", "named"),
    [("Tóm tắt nghị quyết năm 2019 của xã An Cư", "an-cu-2024.txt"), ("nội dung chính của nghị quyết", "my-thanh")],
)
def test_where_none_is_meant_for_sure_those_there_are_are_named(parts, text, named):
    found = answer(text, parts=parts)
    assert found.outcome == "abstained"
    assert named in found.text


def test_a_matter_is_no_document(parts):
    assert answer("Nội dung chính về du lịch của xã An Cư", parts=parts).question.intent == "describe"
    assert answer("Tóm tắt chỉ thị về chống hạn của xã An Cư", parts=parts).question.intent == "describe"


def test_rows_are_those_that_are_cited(parts):
    found = answer("Tóm tắt nghị quyết năm 2024 của xã An Cư", parts=parts)
    assert found.rows
    assert {row.citation for row in found.rows} <= {each.n for each in found.citations}
    assert f"[{max(row.citation for row in found.rows)}]" in found.text


def test_of_a_year_without_a_document_the_nearest_is_shown_and_said_to_be_another(parts):
    found = answer("Tóm tắt nghị quyết năm 2031 của xã Mỹ Thành", parts=parts)
    assert found.outcome == "abstained"
    assert "Kho không có văn bản nào của xã Mỹ Thành năm 2031" in found.text
    assert "không phải của năm được hỏi" in found.text
    assert "17/20" in found.text


NEWS = """Tin địa phương cuối tuần

* Xã Suối Lạnh: 17/18 chỉ tiêu đạt và vượt
Chiều nay, xã Suối Lạnh tổng kết năm 2025.
Xã thu ngân sách 9,4 tỷ đồng, kết nạp 21 đảng viên, còn 34 hộ nghèo.

* Phường Bến Đá giao chỉ tiêu năm 2026
Cùng ngày, UBND phường Bến Đá trao quyết định cho 14 đơn vị; thu 412 tỷ đồng.

* Công an xã Tà Nung tổng kết năm
Năm 2025, trên địa bàn xã Tà Nung xảy ra 28 vụ phạm pháp, giảm 4 vụ.
"""


@pytest.fixture(scope="module")
def of_news(tmp_path_factory):
    file = tmp_path_factory.mktemp("tin") / "tin.txt"
    file.write_text(NEWS, encoding="utf-8")
    return parts_of([file])


@pytest.mark.parametrize(
    ("text", "told", "not_told"),
    [
        ("Tin địa phương cuối tuần đưa tin gì, về những xã phường nào?", ("Suối Lạnh", "Bến Đá", "Tà Nung"), ()),
        ("Có tin gì về phường Bến Đá? Tóm gọn thôi", ("412 tỷ đồng",), ("17/18", "28 vụ")),
        ("Tóm tắt tình hình xã Tà Nung", ("28 vụ",), ("412", "34 hộ")),
        ("tom tat tin ve xa Suoi Lanh", ("21 đảng viên", "17/18"), ("28 vụ",)),
    ],
)
def test_of_a_text_of_several_units_each_has_its_lines(of_news, text, told, not_told):
    found = answer(text, parts=of_news)
    assert (found.outcome, found.question.intent, found.struck) == ("answered", "summary", ())
    assert "**Văn bản nói về nhiều nơi** (tệp tin.txt)" in found.text
    assert all(each in found.text for each in told)
    assert not any(each in found.text for each in not_told)
