"""Stage 8: what belongs together - and what never does."""

from __future__ import annotations

import pytest

from ingest.cleaning.joining import join_lines
from ingest.cleaning.lines import split_lines


def blocks(text: str) -> list[str]:
    return list(join_lines(list(split_lines(text))))


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\f"])
@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("11- Số người tham gia BHXH tự", "nguyện đạt trên 42 người;"),
        ("- các lễ kỷ niệm; xây dựng Nông thôn", "mới; Đẩy mạnh công tác giáo dục"),
        ("12- Thể cân nặng/tuổi dưới 10,5%; Thể", "thấp còi/tuổi dưới 17,9%;"),
        ("2. Về tình hình năm 2023; Báo cáo tình", "hình thực hiện dự toán ngân sách năm 2024."),
        ("Thực hiện Nghị quyết của", "Ban Chấp hành Đảng bộ xã"),
        ("Thu nhập bình quân đầu người đạt", "60,5 triệu đồng"),
        ("phấn đấu hoàn thành vào cuối năm", "2024."),
        ("phát triển kinh tế", "- xã hội, quốc phòng, an ninh"),
        ("Thu ngân sách 13,6 tỷ (trong đó thu từ", "Quỹ đất 11,8 tỷ đồng)"),
        ("-", "Kết nạp 15 đảng viên mới."),
        ("- Thu nhập bình quân đầu người", "58,5 triệu đồng/người/năm."),
        ("b) Tỷ lệ dân số tham gia BHYT", "≥ 96%;"),
        ("3. Sản lượng lương thực có hạt", "1.400 tấn trở lên; diện tích lúa 246 ha"),
        ("3.", "Đẩy mạnh cải cách hành chính"),
    ],
)
def test_a_broken_sentence_is_joined(above: str, below: str, gap: str) -> None:
    assert blocks(f"{above}{gap}{below}") == [f"{above} {below}"]


def test_a_sign_that_closes_is_joined_without_a_space() -> None:
    assert blocks("Tỷ lệ người dân tham gia BHYT đạt 95\n% trở lên.") == [
        "Tỷ lệ người dân tham gia BHYT đạt 95% trở lên."
    ]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("3- Diện tích tích tụ, tập trung đạt trên 09 ha", "4- Phát triển tổng đàn gia súc"),
        ("- Hoàn thành 13 tiêu chí còn lại", "- hoàn thiện các chỉ tiêu"),
        ("- Xây dựng 03 mô hình", "+ chăn nuôi 01 mô hình"),
        ("I- Đánh giá kết quả các chỉ tiêu đã đạt được", "Đến hết năm 2023 xã đạt 6/19 tiêu chí"),
        ("III. GIẢI PHÁP TỔ CHỨC THỰC HIỆN", "tiếp tục thực hiện"),
        ("2. Các chỉ tiêu chủ yếu", "a. Các chỉ tiêu xây dựng Đảng"),
        ("Số đảng viên vi phạm kỷ luật tăng so với năm 2021", "Thực hiện nhiệm vụ trong năm 2023"),
        ("1. Mục tiêu tổng quát:", "nâng cao chất lượng sinh hoạt chi bộ"),
        ("Thu ngân sách 5 tỷ;", "thu nhập 60 triệu đồng"),
        ("| 1 | Thu nhập |", "bình quân đầu người"),
        ("Thu nhập bình quân", "| 1 | 58 |"),
        ("Chỉ tiêu thu nhập bình quân đầu người", "triệu đồng/người/năm"),
        ("Tổ chức thực hiện nghị quyết", "Điều 1. Phạm vi điều chỉnh"),
        ("ngày 29 tháng 12 năm 2006,", "Quyết định:"),
        ("- Thu ngân sách 5 tỷ đồng", "58 triệu đồng/người là mức thu nhập."),
        ("- Sản lượng lương thực", "1.400 tấn"),  # may be a cell of a table
        ("Tỷ lệ hộ nghèo", "5% hộ cận nghèo được vay vốn."),
    ],
)
def test_blocks_stay_apart(above: str, below: str) -> None:
    assert blocks(f"{above}\n{below}") == [above, below]


def test_the_heading_block_stays_line_by_line() -> None:
    lines = [
        "Hưng Tân, ngày 26 tháng 12 năm 2022",
        "NGHỊ QUYẾT",
        "CỦA BAN CHẤP HÀNH ĐẢNG BỘ XÃ",
        "Về việc xây dựng xã đạt chuẩn",
        "nông thôn mới năm 2024",
        "Căn cứ Nghị quyết số 74-NQ/ĐU của Ban Chấp hành",
    ]

    assert blocks("\n".join([*lines, "Đảng bộ xã về mục tiêu"])) == [*lines, "Đảng bộ xã về mục tiêu"]


def test_addressees_and_signatures_stay_line_by_line() -> None:
    lines = [
        "Nơi nhận:",
        "- Đ/c Nguyễn Ngọc Vinh, Ủy viên BTV Tỉnh ủy-",
        "Chủ nhiệm UBKT Tỉnh ủy,",
        "- các chi bộ",
        "và các ban ngành",
        "T/M ĐẢNG ỦY",
        "BÍ THƯ",
        "(đã ký)",
        "Hoàng văn Lợi",
    ]

    assert blocks("\n".join(["Nghị quyết này được phổ biến./.", *lines])) == [
        "Nghị quyết này được phổ biến./.",
        *lines,
    ]


def test_an_annex_after_the_signature_is_joined_again() -> None:
    text = "BÍ THƯ\nHoàng Văn Lợi\nPHỤ LỤC\nCác chỉ tiêu chủ yếu giao cho các chi bộ trực\n\nthuộc năm 2024."

    assert blocks(text)[-1] == "Các chỉ tiêu chủ yếu giao cho các chi bộ trực thuộc năm 2024."


def test_a_table_flattened_to_one_cell_a_line_stays_so() -> None:
    cells = ["Chỉ tiêu", "ĐVT", "Thu nhập bình quân", "triệu đồng", "58", "hộ nghèo", "%", "1,2"]

    assert blocks("\n".join(cells)) == cells


WRAPPED = """\
Hội nghị Ban chấp hành Đảng bộ xã khóa XXX họp ngày 21 tháng 12 năm 2022
và sau khi thảo luận về tình hình công tác xây dựng Đảng năm 2022, Ủy ban
Nhân dân xã, các đoàn thể và nhân dân đã nhất trí quyết nghị các nội dung
sau đây trong lĩnh vực kinh tế, văn hóa và xã hội. Hội nghị yêu cầu mỗi chi
bộ thực hiện tốt, kịp thời, đúng quy định nghị quyết này; các ban, ngành và
đoàn thể tuyên truyền sâu rộng, theo dõi, đôn đốc, kiểm tra, báo cáo kịp thời;
ban thường vụ giám sát.
Tốc độ tăng trưởng kinh tế năm 2022 đạt 8,67 phần trăm; thu nhập bình quân
đầu người đạt 55 triệu đồng; công tác phòng, chống dịch bệnh có hiệu quả và
Mặt trận Tổ quốc tiếp tục được củng cố."""


def test_a_wrapped_text_is_joined_at_its_margin() -> None:
    first, second = WRAPPED.split("\nTốc độ")

    assert blocks(WRAPPED) == [first.replace("\n", " "), f"Tốc độ{second}".replace("\n", " ")]


def test_rows_that_a_pdf_reader_laid_flat_stay_apart() -> None:
    rows = [
        "1 Giá trị sản xuất nông, lâm nghiệp và thủy sản trên địa bàn toàn xã 170",
        "2 Tổng thu ngân sách nhà nước trên địa bàn xã trong năm kế hoạch tỷ đồng 27",
    ]

    assert blocks("\n".join([WRAPPED, *rows]))[-2:] == rows
