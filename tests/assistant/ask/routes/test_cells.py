"""Lines of tables told by what one of their cells says."""

import pytest

from assistant.ask.pipeline import answer
from tests.assistant.ask.sample_parts import parts_of

PLAN = """ỦY BAN NHÂN DÂN XÃ KHE VÀI
Số: 31/KH-UBND
KẾ HOẠCH
Chuyển đổi số năm 2026 của xã Khe Vài

| TT | Nội dung công việc | Chủ trì | Phối hợp | Kinh phí (triệu đồng) |
|---|---|---|---|---|
| 1 | Kiện toàn tổ công nghệ số | Phòng VH-XH | Đoàn Thanh niên xã | 63 |
| 2 | Lắp camera an ninh | Công an xã | Phòng VH-XH | 210 |
| 3 | Tập huấn kỹ năng số | Phòng Văn hóa - Xã hội | Văn phòng UBND | 57 |
| 4 | Số hóa sổ hộ tịch | Văn phòng UBND | Công an xã | 140 |
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    file = tmp_path_factory.mktemp("cells") / "khe_vai.txt"
    file.write_text(PLAN, encoding="utf-8")
    return parts_of([file])


@pytest.mark.parametrize(
    ("text", "held", "count"),
    [
        ("Phòng Văn hóa - Xã hội xã Khe Vài chủ trì những việc nào?", ("tổ công nghệ số", "kỹ năng số"), 2),
        ("Công an xã Khe Vài phối hợp việc nào trong kế hoạch 31?", ("sổ hộ tịch",), 1),
        ("Xã Khe Vài giao Công an xã chủ trì mấy việc?", ("camera",), 1),
    ],
)
def test_the_lines_of_who_does_it_in_the_column_asked_about(parts, text, held, count):
    told = answer(text, parts=parts)
    assert told.text.startswith(f"Có {count} nội dung công việc")
    assert all(each in told.text for each in held)
    assert told.text.count("\n- ") == count


def test_their_money_is_added_up_where_it_is_asked(parts):
    told = answer("Phòng VH-XH xã Khe Vài chủ trì mấy việc, tổng kinh phí các việc ấy?", parts=parts).text
    assert "63 + 57 = 120" in told


def test_who_is_in_no_cell_does_nothing(parts):
    told = answer("Phòng Nội vụ xã Khe Vài chủ trì những việc nào?", parts=parts)
    assert "Có 2 nội dung" not in told.text


TARGETS = """HỘI ĐỒNG NHÂN DÂN XÃ BẢN MẾN
Số: 17/NQ-HĐND
NGHỊ QUYẾT
Về nhiệm vụ năm 2026 của xã Bản Mến

| TT | Chỉ tiêu | {unit} | Ước TH 2025 | KH 2026 | Cơ quan theo dõi |
|---|---|---|---|---|---|
| 1 | Giải quyết việc làm mới | Lao động | 318 | 340 | Phòng Văn hóa - Xã hội |
| 2 | Nông thôn mới hiện đại | Tiêu chí | 11 | 14 | Phòng Kinh tế |
| 3 | Kết nạp vào Đảng | Đảng viên | 9 | 12 | Ban Xây dựng Đảng |
| 4 | Diện tích quế trồng mới | Ha | 55 | 70 | Phòng Kinh tế |
"""


@pytest.mark.parametrize("unit", ["ĐVT", "Đơn vị", "Đơn vị tính"])
@pytest.mark.parametrize(
    "text",
    [
        "Năm 2026 xã Bản Mến đặt mấy tiêu chí nông thôn mới hiện đại, các chỉ tiêu nào tăng?",
        "Những chỉ tiêu nào của xã Bản Mến nói về lao động?",
        "Các đảng viên xã Bản Mến năm 2026 kết nạp bao nhiêu?",
    ],
)
def test_a_column_of_units_chooses_no_lines(tmp_path, unit, text):
    file = tmp_path / "ban_men.txt"
    file.write_text(TARGETS.format(unit=unit), encoding="utf-8")
    assert f"có “{unit}” là" not in answer(text, parts=parts_of([file])).text


def test_a_column_of_offices_below_the_same_word_still_does(tmp_path):
    file = tmp_path / "ban_men.txt"
    text = TARGETS.format(unit="Đơn vị tính").replace("Cơ quan theo dõi", "Đơn vị")
    file.write_text(text, encoding="utf-8")
    told = answer("Phòng Kinh tế xã Bản Mến phụ trách những chỉ tiêu nào?", parts=parts_of([file])).text
    assert "Nông thôn mới hiện đại" in told
    assert "Diện tích quế" in told
