"""What a question asks beside what its answer tells is quoted where the text has it."""

import pytest

from assistant.ask.pipeline import answer
from tests.assistant.ask.sample_parts import parts_of

SUOI_DA = """ĐẢNG ỦY XÃ SUỐI ĐÁ
Số: 9-TB/ĐU
Suối Đá, ngày 04 tháng 7 năm 2025

THÔNG BÁO
Công bố thành lập Đảng bộ xã Suối Đá năm 2025

Ông Đinh Công Tài giữ chức Bí thư Đảng ủy, Chủ tịch HĐND xã.
Ban Thường vụ Tỉnh ủy chỉ định Ban Chấp hành gồm 27 đồng chí, Ban Thường vụ 9 đồng chí.
Thu nhập bình quân đầu người năm 2024 đạt 46 triệu đồng.
Lễ công bố có 180 đại biểu dự, trao 12 suất quà cho gia đình chính sách.
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    file = tmp_path_factory.mktemp("rest") / "suoi_da.txt"
    file.write_text(SUOI_DA, encoding="utf-8")
    return parts_of([file])


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Bí thư xã Suối Đá là ai, Ban Chấp hành được chỉ định mấy đồng chí?", ("Đinh Công Tài", "27 đồng chí")),
        (
            "Thu nhập bình quân xã Suối Đá năm 2024, và lễ công bố tặng gia đình chính sách mấy suất?",
            ("46", "12 suất"),
        ),
    ],
)
def test_the_second_thing_that_is_asked_is_quoted_too(parts, text, both):
    told = answer(text, parts=parts)
    assert all(each in told.text for each in both)


def test_a_line_is_quoted_once(parts, monkeypatch):
    # Even where the words of the question are taken for untold, the line that the answer cites tells them.
    monkeypatch.setattr("assistant.ask.routes.rest._told", lambda *_: set())
    told = answer("Lễ công bố của xã Suối Đá trao bao nhiêu suất quà cho gia đình chính sách?", parts=parts).text
    assert told.count("12 suất") == 1


def test_nothing_is_added_to_an_answer_that_tells_all(parts):
    told = answer("Thu nhập bình quân đầu người xã Suối Đá năm 2024 đạt bao nhiêu?", parts=parts)
    assert "Văn bản còn ghi" not in told.text
