"""Questions on what follows from a case, end to end."""

import pytest

from assistant.ask.pipeline import answer
from tests.assistant.ask.sample_parts import parts_of

POLICY = """HỘI ĐỒNG NHÂN DÂN
TỈNH CẨM HÀ
Số: 15/2025/NQ-HĐND
Cẩm Hà, ngày 10 tháng 7 năm 2025

NGHỊ QUYẾT
Quy định chính sách phát triển thủy sản tỉnh Cẩm Hà giai đoạn 2026 - 2030

Điều 1. Đối tượng áp dụng
Nghị quyết này áp dụng đối với hộ gia đình, hợp tác xã nuôi trồng thủy sản trên địa bàn tỉnh.

Điều 2. Hỗ trợ đóng lồng bè nuôi cá
1. Mức hỗ trợ: 9 triệu đồng/lồng; riêng hộ nghèo 14 triệu đồng/lồng.
2. Mỗi hộ được hỗ trợ tối đa 4 lồng, mỗi hợp tác xã tối đa 30 lồng.
3. Lồng phải đặt trong vùng quy hoạch và có phao cảnh báo.

Điều 3. Hỗ trợ di dời bè cá
a) Bè dưới 20 lồng: 35 triệu đồng/bè.
b) Bè từ 20 đến 50 lồng: 70 triệu đồng/bè.
c) Bè trên 50 lồng: 120 triệu đồng/bè.

Điều 4. Thẩm quyền
1. Chủ tịch Ủy ban nhân dân cấp xã quyết định đối với hồ sơ từ 200 triệu đồng trở xuống.
2. Giám đốc Sở Nông nghiệp và Môi trường quyết định đối với hồ sơ trên 200 triệu đồng.
3. Thời hạn giải quyết là 12 ngày làm việc.

Điều 5. Hiệu lực
Nghị quyết có hiệu lực từ ngày 01 tháng 8 năm 2025.
"""

GRANTS = """HỘI ĐỒNG NHÂN DÂN
TỈNH CẨM HÀ
Số: 20/NQ-HĐND
Cẩm Hà, ngày 12 tháng 7 năm 2024

NGHỊ QUYẾT
Về hỗ trợ thoát nghèo tỉnh Cẩm Hà giai đoạn 2025 - 2027

Điều 1. Mức hỗ trợ

| TT | Nội dung | Đối tượng | Mức hỗ trợ |
|---|---|---|---|
| 1 | Hỗ trợ mua giống | Hộ nghèo | 16 triệu đồng/hộ |
| 2 | Hỗ trợ mua giống | Hộ cận nghèo | 11 triệu đồng/hộ |
| 3 | Hỗ trợ học nghề | Lao động thuộc hộ nghèo | 4 triệu đồng/khóa |
"""


YEAR = """HỘI ĐỒNG NHÂN DÂN
XÃ ĐỒNG NGHI
Số: 31/NQ-HĐND
Đồng Nghi, ngày 20 tháng 12 năm 2025

NGHỊ QUYẾT
Về nhiệm vụ năm 2026 của xã Đồng Nghi

Điều 2. Nhiệm vụ, giải pháp
1. Sửa chữa chợ xã, xong trước ngày 30/6/2026.
2. Hộ nghèo sửa nhà được hỗ trợ 22 triệu đồng/hộ; hộ cận nghèo sửa nhà được hỗ trợ 12 triệu đồng/hộ.
3. Nghị quyết có hiệu lực từ ngày ký./.

CHỦ TỊCH
Lê Văn Tám
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rules")
    for name, text in (("thuy_san.txt", POLICY), ("thoat_ngheo.txt", GRANTS), ("nam.txt", YEAR)):
        (folder / name).write_text(text, encoding="utf-8")
    return parts_of(sorted(folder.iterdir()))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # The rule whole: how much, up to how many, on which condition.
        ("Hộ nghèo ở tỉnh Cẩm Hà đóng 6 lồng bè nuôi cá thì được hỗ trợ bao nhiêu?", ["14 triệu", "tối đa 4 lồng"]),
        ("Hợp tác xã đóng lồng bè nuôi cá được tỉnh hỗ trợ bao nhiêu?", ["9 triệu", "tối đa 30 lồng", "phao"]),
        ("hop tac xa dong long be thi duoc ho tro the nao", ["9 triệu", "30 lồng"]),
        ("Hộ cận nghèo mua giống được tỉnh hỗ trợ bao nhiêu một hộ?", ["11 triệu đồng/hộ"]),
        ("Hộ cận nghèo của tỉnh năm 2024 mua giống được hỗ trợ mấy triệu?", ["11 triệu đồng/hộ"]),
        # Which of several bounds a case falls under.
        ("Bè 64 lồng ở tỉnh Cẩm Hà phải di dời thì được hỗ trợ bao nhiêu?", ["120 triệu đồng/bè. — đúng trường hợp"]),
        ("Bè 20 lồng ở tỉnh Cẩm Hà phải di dời thì được hỗ trợ gì?", ["70 triệu đồng/bè. — đúng trường hợp"]),
        (
            "Hồ sơ 350 triệu đồng thì ai quyết định, trong mấy ngày, theo nghị quyết của tỉnh Cẩm Hà?",
            ["200 triệu đồng. — đúng trường hợp 350 triệu đồng", "trở xuống. — không phải trường hợp", "12 ngày"],
        ),
    ],
)
def test_the_rule_of_a_case_is_told_whole(parts, text, said):
    told = answer(text, parts=parts)
    assert told.outcome == "answered"
    for each in said:
        assert each in told.text
    assert told.citations


def test_rows_for_others_are_left_out(parts):
    told = answer("Hộ cận nghèo mua giống được tỉnh hỗ trợ bao nhiêu một hộ?", parts=parts)
    assert "khóa" not in told.text


@pytest.mark.parametrize(
    "text",
    [
        "Hộ nghèo ở tỉnh Cẩm Hà mua máy gặt đập thì được hỗ trợ bao nhiêu?",
        "Tàu cá dài 18 m ở tỉnh Cẩm Hà lắp thiết bị giám sát thì được hỗ trợ bao nhiêu?",
    ],
)
def test_a_case_that_no_rule_speaks_of_is_not_answered_by_another(parts, text):
    assert answer(text, parts=parts).outcome == "abstained"


def test_of_a_years_tasks_the_clause_alone_is_told(parts):
    told = answer("Hộ cận nghèo ở xã Đồng Nghi sửa nhà thì được hỗ trợ bao nhiêu tiền?", parts=parts).text
    assert "12 triệu đồng/hộ" in told
    assert "chợ" not in told
    assert "Lê Văn Tám" not in told
