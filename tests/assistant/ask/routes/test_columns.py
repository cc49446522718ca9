"""Columns of tables set against each other, end to end."""

import pytest

from assistant.ask.pipeline import answer
from tests.assistant.ask.sample_parts import parts_of

REVIEW = """HỘI ĐỒNG NHÂN DÂN
XÃ CỬA RÀO
BAN KINH TẾ - NGÂN SÁCH
BÁO CÁO
Thẩm tra dự toán năm 2026 của xã Cửa Rào

Đơn vị tính: triệu đồng

| TT | Nội dung | Phương án UBND xã trình | Ban KT-NS đề nghị |
|---|---|---|---|
| 1 | Quản lý hành chính | 7.140 | 6.980 |
| 2 | Sự nghiệp môi trường | 410 | 570 |
| 3 | Dự phòng ngân sách | 300 | 300 |
"""
HALF_YEAR = """ỦY BAN NHÂN DÂN
XÃ BÌNH GIÃ
Số: 51/BC-UBND
BÁO CÁO
Kết quả 6 tháng đầu năm 2024 của xã Bình Giã

| TT | Chỉ tiêu | ĐVT | KH cả năm 2024 | Thực hiện 6 tháng 2024 | Cùng kỳ 2023 |
|---|---|---|---|---|---|
| 1 | Đàn trâu | con | 640 | 575 | 610 |
| 2 | Trồng sắn | ha | 120 | 98 | 90 |
| 3 | Khai thác gỗ | m3 | 900 | 410 | 395 |
"""
POOR = """ỦY BAN NHÂN DÂN
HUYỆN PHỤNG SƠN
KẾ HOẠCH
Giảm nghèo và nông thôn mới năm 2025 của huyện Phụng Sơn

| TT | Đơn vị | Hộ nghèo 2024 (hộ) | Tỷ lệ (%) | Mục tiêu hộ nghèo 2025 (%) | Tiêu chí NTM 2024 | Mục tiêu NTM 2025 |
|---|---|---|---|---|---|---|
| 1 | Xã Bãi Nai | 60 | 4,20 | 3,00 | 17 | 19 |
| 2 | Xã Hòn Chén | 84 | 6,75 | 5,95 | 15 | 15 |
| 3 | Xã Cồn Ngao | 36 | 2,90 | 2,50 | 18 | 19 |
| | Toàn huyện | 180 | 4,51 | 3,80 | | |
"""
STAFF = """HỘI ĐỒNG NHÂN DÂN
TỈNH HẠ NGUYÊN
Số: 41/NQ-HĐND
NGHỊ QUYẾT
Về giao biên chế công chức năm 2026 của tỉnh Hạ Nguyên

Điều 1. Giao biên chế công chức năm 2026:

| TT | Cơ quan, đơn vị | Giao năm 2025 | Có mặt đến 30/11/2025 | Giao năm 2026 | Tăng (+), giảm (-) |
|---|---|---|---|---|---|
| | TỔNG CỘNG | 1.230 | 1.140 | 1.221 | -9 |
| I | Cấp tỉnh | 420 | 390 | 413 | -7 |
| 1 | Sở Nội vụ | 90 | 84 | 86 | -4 |
| 2 | Sở Công Thương | 75 | 70 | 78 | +3 |
| 3 | Sở Nông nghiệp và Môi trường | 255 | 236 | 249 | -6 |
| | Trong đó: Kiểm lâm | 131 | 120 | 128 | -3 |
| II | Cấp xã | 810 | 750 | 808 | -2 |
| 1 | Xã Bình Giã | 410 | 380 | 410 | 0 |
| 2 | Xã Cửa Rào | 400 | 370 | 398 | -2 |
"""
BUDGET = """HỘI ĐỒNG NHÂN DÂN
XÃ BÌNH GIÃ
Số: 22/NQ-HĐND
NGHỊ QUYẾT
Về dự toán ngân sách năm 2026 của xã Bình Giã

Điều 1. Dự toán thu ngân sách
Đơn vị tính: triệu đồng

| TT | Nội dung | Dự toán năm 2025 | Ước TH năm 2025 | Dự toán năm 2026 | So sánh DT 2026/ƯTH 2025 (%) |
|---|---|---|---|---|---|
| | TỔNG THU | 9.100 | 9.620 | 9.850 | 102,4 |
| 1 | Thuế ngoài quốc doanh | 5.000 | 5.400 | 5.700 | 105,6 |
| | Trong đó: - Thuế môn bài | 700 | 720 | 700 | 97,2 |
| 2 | Lệ phí chứng thực | 2.100 | 2.310 | 2.250 | 97,4 |
| 3 | Thu hoa lợi công sản | 2.000 | 1.910 | 1.900 | 99,5 |

Điều 2. Dự toán chi ngân sách
Đơn vị tính: triệu đồng

| TT | Nội dung chi | Dự toán năm 2025 | Ước TH năm 2025 | Dự toán năm 2026 |
|---|---|---|---|---|
| | TỔNG CHI | 9.100 | 9.500 | 9.850 |
| 1 | Sự nghiệp văn hóa, thể thao | 1.300 | 1.260 | 1.345 |
| 2 | Quản lý hành chính, Đảng, đoàn thể | 6.900 | 7.340 | 7.215 |
| 3 | Dự phòng ngân sách | 900 | 900 | 1.290 |

Biểu số 3. Danh mục công trình
ĐVT: triệu đồng

| TT | Danh mục dự án | Tổng mức đầu tư | Lũy kế vốn đã bố trí đến hết năm 2025 | Kế hoạch vốn năm 2026 | Nguồn vốn |
|---|---|---|---|---|---|
| 1 | Xây dựng cầu treo Suối Đá | 8.400 | 3.100 | 2.200 | Tỉnh |
| 2 | Cải tạo chợ Bình Giã | 5.600 | 1.500 | 4.100 | Xã |
| 3 | Trạm y tế xã Bình Giã | 6.300 | 0 | 2.500 | Tỉnh |
| 4 | Trường mầm non Sơn Ca | 4.000 | 900 | 1.000 | Xã |
| | TỔNG CỘNG | 24.300 | 5.500 | 9.800 | |
"""
TARGETS = """ỦY BAN NHÂN DÂN
XÃ CỬA RÀO
Số: 77/BC-UBND
BÁO CÁO
Kết quả năm 2025 của xã Cửa Rào

| TT | Chỉ tiêu | ĐVT | Kế hoạch 2025 | Ước TH 2025 | TH/KH (%) | Kế hoạch 2026 |
|---|---|---|---|---|---|---|
| 1 | Thu nhập bình quân đầu người | Triệu đồng | 52,0 | 53,5 | 102,9 | 57,0 |
| 2 | Sản lượng lương thực có hạt | Tấn | 4.200 | 4.060 | 96,7 | 4.150 |
| 3 | Tỷ lệ hộ nghèo | % | 5,20 | 5,75 | - | 4,60 |
| 4 | Tiêu chí nông thôn mới đạt | Tiêu chí | 16/19 | 15/19 | - | 17/19 |
| 5 | Tỷ lệ che phủ rừng | % | 61,0 | 61,0 | - | 61,2 |
| 6 | Số chuyến đò qua bến Vạn | Chuyến | 900 | 850 | 94,4 | 950 |
| 7 | Số hộ nghèo giảm trong năm | Hộ | 20 | 26 | 130 | 25 |
| 8 | Trồng rừng tập trung | Ha | Trên 60 | Đang tổng hợp | - | 70 |
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("columns")
    files = []
    named = {
        "bien_che": STAFF,
        "du_toan": BUDGET,
        "bao_cao": TARGETS,
        "tham_tra": REVIEW,
        "nua_nam": HALF_YEAR,
        "ngheo": POOR,
    }
    for name, text in named.items():
        files.append(folder / f"{name}.txt")
        files[-1].write_text(text, encoding="utf-8")
    return parts_of(files)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # Two columns of a line, each told by its kind and its year.
        (
            "Quản lý hành chính, Đảng, đoàn thể của Bình Giã dự toán 2026 tăng hay giảm so với ước 2025, mấy triệu?",
            "“Dự toán năm 2026” giảm 125 triệu đồng so với “Ước TH năm 2025” (7.340 − 7.215 = 125)",
        ),
        (
            "so noi vu ha nguyen nam 2026 duoc giao bao nhieu bien che, giam may nguoi so voi 2025",
            "“Giao năm 2026” giảm 4 so với “Giao năm 2025” (90 − 86 = 4)",
        ),
        ("Năm 2026 Sở Công Thương Hạ Nguyên được tăng mấy biên chế?", "tăng 3 so với “Giao năm 2025” (78 − 75 = 3)"),
        ("Tổng biên chế tỉnh Hạ Nguyên năm 2026 giảm bao nhiêu so với 2025?", "(1.230 − 1.221 = 9)"),
        # Two lines of a column.
        ("Năm 2026 Sở Nội vụ Hạ Nguyên nhiều hơn Sở Công Thương mấy biên chế?", "(86 − 78 = 8)"),
        # A line without its part, of which a sub-line is one.
        ("Không tính kiểm lâm thì Sở Nông nghiệp và Môi trường Hạ Nguyên năm 2026 còn bao nhiêu biên chế?", "= 121)"),
        # What is given and not used yet, and what of a whole is not given yet.
        ("Cấp xã của tỉnh Hạ Nguyên còn bao nhiêu biên chế chưa có người?", "(810 − 750 = 60)"),
        ("Chợ Bình Giã còn thiếu bao nhiêu vốn so với tổng mức đầu tư?", "(5.600 − 1.500 = 4.100)"),
        (
            "Cầu treo Suối Đá của xã Bình Giã sau khi bố trí vốn 2026 còn thiếu bao nhiêu?",
            "8.400 − 3.100 − 2.200 = 3.100",
        ),
        # Two columns that their whole names tell, and two of a part of the year.
        (
            "Quản lý hành chính của Cửa Rào, Ban KT-NS đề nghị thấp hơn phương án UBND xã trình bao nhiêu?",
            "chênh 160 triệu đồng (7.140 − 6.980 = 160), “Ban KT-NS đề nghị” thấp hơn",
        ),
        ("Đàn trâu xã Bình Giã 6 tháng 2024 ít hơn cùng kỳ 2023 bao nhiêu con?", "610 − 575 = 35"),
        # Two years alone, asked how they stand to each other.
        ("Biên chế Sở Nội vụ Hạ Nguyên 2026 so với 2025 thế nào?", "90 − 86 = 4"),
        # A line as a share of the line that it is part of.
        ("Thuế môn bài chiếm mấy phần trăm thuế ngoài quốc doanh của Bình Giã dự toán 2026?", "700 : 5.700 = 12,28%"),
        # A line as a share of its table's whole.
        (
            "Lệ phí chứng thực chiếm bao nhiêu phần trăm tổng thu dự toán 2026 của xã Bình Giã?",
            "2.250 : 9.850 = 22,84%",
        ),
    ],
)
def test_what_two_figures_come_to_is_worked_out_with_its_lines(parts, question, told):
    found = answer(question, parts=parts)
    assert found.outcome == "answered"
    assert told in found.text
    assert "Cả dòng của bảng:" in found.text
    assert found.citations


def test_one_column_as_a_share_of_another(parts):
    asked = "Trường mầm non Sơn Ca xã Bình Giã, kế hoạch vốn năm 2026 chiếm bao nhiêu phần trăm tổng mức đầu tư?"
    assert "1.000 : 4.000 = 25%" in answer(asked, parts=parts).text


@pytest.mark.parametrize(
    ("question", "first", "count"),
    [
        ("Công trình nào của xã Bình Giã còn thiếu vốn nhiều nhất?", "6.300 − 0 − 2.500 = 3.800", 3),
        ("Dự án nào của xã Bình Giã đã bố trí đủ vốn?", "5.600 − 1.500 − 4.100 = 0", 1),
        ("Cơ quan cấp tỉnh nào ở Hạ Nguyên thiếu người nhiều nhất so với biên chế giao 2025?", "236 = 19)", 3),
    ],
)
def test_lines_are_chosen_by_what_is_left_of_them(parts, question, first, count):
    told = answer(question, parts=parts).text
    assert told.startswith(f"Có {count} ")
    assert first in told.split("\n- ")[1]


def test_of_a_year_whose_kind_is_not_said_its_plan_and_its_result_are_both_told(parts):
    told = answer("Chi sự nghiệp văn hóa, thể thao xã Bình Giã 2026 tăng bao nhiêu so với 2025?", parts=parts).text
    assert "so với “Dự toán năm 2025” (1.345 − 1.300 = 45)" in told
    assert "so với “Ước TH năm 2025” (1.345 − 1.260 = 85)" in told


@pytest.mark.parametrize(
    "question",
    [
        "Trạm y tế xã Bình Giã còn thiếu bao nhiêu bác sĩ, y tá?",  # the table tells of money
        "Xã Bình Giã còn thiếu bao nhiêu giáo viên mầm non?",
        "Sở Nội vụ Hạ Nguyên năm 2026 có biên chế thấp hơn mức trung ương giao bao nhiêu?",
        "Thu phí bến bãi chiếm bao nhiêu phần trăm tổng thu dự toán 2026 của xã Bình Giã?",
    ],
)
def test_nothing_is_worked_out_of_other_figures(parts, question):
    assert "−" not in answer(question, parts=parts).text
    assert " : " not in answer(question, parts=parts).text.partition("Cả dòng")[0].replace("**", "")


@pytest.mark.parametrize(
    ("question", "held", "others"),
    [
        (
            "Xã Bình Giã năm 2026 có khoản thu nào dự toán thấp hơn ước thực hiện năm 2025 không?",
            ["Lệ phí chứng thực", "Thu hoa lợi công sản"],
            ["Thuế ngoài quốc doanh"],
        ),
        (
            "Những khoản chi nào của xã Bình Giã có dự toán 2026 cao hơn ước thực hiện 2025?",
            ["Sự nghiệp văn hóa, thể thao", "Dự phòng ngân sách"],
            ["Quản lý hành chính"],
        ),
        (
            "Cơ quan nào của tỉnh Hạ Nguyên được tăng biên chế năm 2026?",
            ["Sở Công Thương"],
            ["Sở Nội vụ", "Bình Giã"],
        ),
        ("Năm 2026 cơ quan cấp tỉnh nào ở Hạ Nguyên bị giảm biên chế?", ["Sở Nội vụ", "Sở Nông nghiệp"], ["Cửa Rào"]),
        ("Khoản nào Ban KT-NS xã Cửa Rào đề nghị cao hơn phương án UBND xã trình?", ["môi trường"], ["hành chính"]),
        # Of several columns of a year those that tell what is asked, in one unit; a share is of the figure before it.
        ("Xã nào của huyện Phụng Sơn phải tăng số tiêu chí NTM năm 2025 so với 2024?", ["Bãi Nai", "Ngao"], ["Chén"]),
        ("Đơn vị nào của tỉnh Hạ Nguyên giữ nguyên biên chế năm 2026?", ["Xã Bình Giã"], ["Sở Nội vụ"]),
    ],
)
def test_lines_are_chosen_by_one_column_against_another(parts, question, held, others):
    told = answer(question, parts=parts).text
    own = told.partition("Trong đó")[0]
    assert f"Có {len(held)} " in own
    assert all(each in own for each in held)
    assert not any(each in own for each in others)


def test_a_unit_beside_its_district_is_a_line_of_its_table(parts):
    asked = "Hộ nghèo năm 2024 của xã Bãi Nai chiếm bao nhiêu phần trăm toàn huyện Phụng Sơn?"
    assert "60 : 180 = 33,33%" in answer(asked, parts=parts).text


def test_the_furthest_apart_of_two_columns_in_per_cent(parts):
    asked = "Xã nào của Phụng Sơn có mục tiêu tỷ lệ hộ nghèo 2025 giảm nhiều nhất so với 2024?"
    first = answer(asked, parts=parts).text.split("- ")[1]
    assert "Xã Bãi Nai" in first
    assert "4,2 − 3 = 1,2" in first


def test_a_line_that_is_part_of_another_is_told_apart(parts):
    told = answer("Cơ quan nào của tỉnh Hạ Nguyên bị giảm nhiều biên chế nhất năm 2026?", parts=parts).text
    assert "Sở Nông nghiệp và Môi trường" in told.split("- ")[1]
    assert "Kiểm lâm" in told.partition("Trong đó, ở các dòng chi tiết:")[2]


def test_targets_that_were_not_reached_are_told_by_the_way_in_which_each_is_better(parts):
    told = answer("Năm 2025 xã Cửa Rào có những chỉ tiêu nào không đạt kế hoạch?", parts=parts).text
    own, _, rest = told.partition("Chưa rõ cao hơn hay thấp hơn là tốt")
    assert own.startswith("Có 3 chỉ tiêu có “Ước TH 2025” kém “Kế hoạch 2025”")
    assert all(each in own for each in ("Sản lượng lương thực", "Tỷ lệ hộ nghèo", "15/19"))
    assert "hộ nghèo giảm" not in told  # more of a fall is better
    assert "chuyến đò" in rest  # nobody knows whether more of it is better
    assert "Không so được vì bảng không ghi đủ hai con số: Trồng rừng tập trung" in rest


def test_what_another_unit_is_to_reach_chooses_no_lines(parts):
    told = answer("Chỉ tiêu nào năm 2026 của xã Cửa Rào thấp hơn mức huyện giao?", parts=parts).text
    assert "“Kế hoạch 2026” thấp hơn" not in told


def test_targets_of_a_matter_are_those_whose_names_say_it(parts):
    told = answer("Chỉ tiêu về hộ nghèo nào của xã Cửa Rào năm 2025 không đạt kế hoạch?", parts=parts).text
    assert "tỷ lệ hộ nghèo" in told.lower()
    assert "lương thực" not in told


def test_a_word_of_a_matter_is_no_change(parts):
    told = answer("Chỉ tiêu nào về giảm nghèo của xã Cửa Rào năm 2026?", parts=parts).text
    assert "thấp hơn “" not in told


def test_half_a_year_is_not_held_against_the_plan_of_the_whole(parts):
    told = answer("Năm 2024 xã Bình Giã có chỉ tiêu nào không đạt kế hoạch?", parts=parts).text
    assert "kém" not in told


def test_lines_that_are_named_in_short_are_added_up(parts):
    asked = "Cộng dự toán năm 2026 của QLHC Đảng đoàn thể và chi văn hóa, thể thao xã Bình Giã được bao nhiêu?"
    assert "1.345 + 7.215 = 8.560" in answer(asked, parts=parts).text
    asked = "Cộng biên chế năm 2026 của Sở Nội vụ, Sở Công Thương và Sở Nông nghiệp tỉnh Hạ Nguyên được bao nhiêu?"
    told = answer(asked, parts=parts).text
    assert "86 + 78 + 249 = 413" in told


def test_what_is_shared_out_is_no_sum(parts):
    asked = "Tính bình quân (cộng rồi chia đều) biên chế năm 2026 của Sở Nội vụ, Sở Công Thương tỉnh Hạ Nguyên?"
    assert "= 164" not in answer(asked, parts=parts).text


def test_what_a_table_says_of_targets_stands_beside_what_the_text_says(tmp_path):
    text = TARGETS.replace(
        "| TT | Chỉ tiêu", "Các chỉ tiêu không đạt gồm: sản lượng lương thực và tỷ lệ hộ nghèo.\n\n| TT | Chỉ tiêu"
    )
    file = tmp_path / "bao_cao.txt"
    file.write_text(text, encoding="utf-8")
    told = answer("Năm 2025 xã Cửa Rào có những chỉ tiêu nào không đạt kế hoạch?", parts=parts_of([file])).text
    assert "Văn bản nêu tên:" in told
    assert "không đạt gồm" in told.partition("Văn bản nêu tên:")[2]
    assert "15/19" in told.partition("Văn bản nêu tên:")[0]


def test_a_figure_of_something_else_is_told_beside_the_lines(parts):
    asked = "Sở Nội vụ Hạ Nguyên 2026 giảm mấy biên chế so với 2025, Sở Công Thương tăng mấy?"
    told = answer(asked, parts=parts).text
    assert "90 − 86 = 4" in told
    assert "78 − 75 = 3" in told
