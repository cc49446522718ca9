"""Answers from the text where the ledger and the passages have none: quoted, or refused with what was looked at."""

import pytest

from assistant.ask.pipeline import answer
from tests.assistant.ask.retrieving.documents import MO_VANG
from tests.assistant.ask.sample_parts import parts_of

KHE_SAY = """HỘI ĐỒNG NHÂN DÂN
XÃ KHE SẬY
NGHỊ QUYẾT
Về nhiệm vụ năm 2024

I. Kết quả năm 2023
Ruộng bậc thang cấy 96 ha. Tuy vậy, việc giữ rừng còn lỏng, hai bản để mất 4 ha rừng.
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    folder = tmp_path_factory.mktemp("van_ban")
    for name, text in (("mo_vang.txt", MO_VANG), ("khe_say.txt", KHE_SAY)):
        (folder / name).write_text(text, encoding="utf-8")
    parts = parts_of(sorted(folder.iterdir()))
    return lambda text: answer(text, parts=parts)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Xã Mỏ Vàng di dời mấy hộ?", "12 hộ"),
        ("Xã Khe Sậy cấy mấy ha ruộng bậc thang?", "96 ha"),
        ("xa mo vang chi mua sam nam 2024 bao nhieu trieu", "90"),
        ("Xã Khe Sậy còn yếu ở những mặt gì?", "giữ rừng còn lỏng"),
        ("Xã Mỏ Vàng định ứng phó chuyện sạt lở mùa mưa thế nào?", "300 m"),
    ],
)
def test_what_the_text_says_is_quoted(ask, question, shown):
    found = ask(question)
    assert found.outcome == "answered"
    assert shown in found.text
    assert found.citations
    assert "hông nêu" not in found.text


@pytest.mark.parametrize(
    "question",
    [
        "Xã Mỏ Vàng có mấy nhà máy điện gió?",
        "Đàn dê xã Mỏ Vàng năm 2019 bao nhiêu con?",
        "Vì sao xã Khe Sậy chưa xây được sân bay?",
        "Thu nhập bình quân năm 2023 của xã Khe Sậy là bao nhiêu?",
    ],
)
def test_what_it_does_not_say_is_refused_with_what_was_looked_at(ask, question):
    found = ask(question)
    assert found.outcome == "abstained"
    assert "lời văn của 1 văn bản" in found.text


def test_a_row_is_told_with_its_columns_and_its_unit(ask):
    told = ask("Xã Mỏ Vàng chi muaa sắm bao nhiêu triệu đồng?").text  # a slip, so that no row is meant
    assert "Chi mua sắm: Dự toán 2023: 120; Dự toán 2024: 90 (Đơn vị tính: triệu đồng)" in told


def test_thousands_of_dong_are_told_as_billions_too(tmp_path):
    text = MO_VANG.replace("triệu đồng", "1.000 đồng").replace("| 120 | 90 |", "| 1.120.000 | 2.250.000 |")
    (tmp_path / "mo_vang.txt").write_text(text, encoding="utf-8")
    told = answer("Chi muaa sắm của xã Mỏ Vàng mấy tỷ?", parts=parts_of([tmp_path / "mo_vang.txt"]))
    assert "Dự toán 2024: 2.250.000 (2,25 tỷ đồng)" in told.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Xã Lũng Khoai có bao nhiêu hộ nghèo?", "Đã tìm tên này trong lời văn của cả 2 văn bản, không thấy."),
        ("Xã Nà Khoang có bao nhiêu hộ nghèo?", "Tên này chỉ được nhắc trong văn bản của nơi khác:"),
    ],
)
def test_that_a_name_was_not_found_is_only_said_where_it_was_not(ask, question, told):
    found = ask(question)
    assert told in found.text
    assert ("không thấy" in found.text) == ("không thấy" in told)
