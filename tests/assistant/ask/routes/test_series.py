"""Lines of tables, end to end."""

import pytest

from assistant.ask.pipeline import answer
from tests.assistant.ask.retrieving.test_series import BY_ROW, PROJECTS
from tests.assistant.ask.sample_parts import parts_of

COMMUNES = """HỘI ĐỒNG NHÂN DÂN
HUYỆN LŨNG CAO
NGHỊ QUYẾT
Về nhiệm vụ năm 2025 của huyện Lũng Cao

Biểu: Tình hình các xã

| STT | Xã, thị trấn | Tỷ lệ hộ nghèo 2023 (%) | Tỷ lệ hộ nghèo 2024 (%) | Thu ngân sách (triệu đồng) |
|---|---|---|---|---|
| 1 | Pố Lồ | 41,20 | 36,00 | 310 |
| 2 | Nậm Khòa | 38,75 | 30,00 | 275 |
| 3 | Bản Díu | 33,10 | 28,40 | 402 |
| 4 | Thị trấn Lũng Cao | 9,60 | 7,15 | 2.960 |
| | Toàn huyện | 31,02 | 25,31 | 3.947 |
"""


HALF_YEAR = """HỘI ĐỒNG NHÂN DÂN
HUYỆN VĨNH RẠNG
NGHỊ QUYẾT
Về nhiệm vụ 6 tháng cuối năm 2024 của huyện Vĩnh Rạng

Biểu 1. Kết quả của các địa phương

| STT | Địa phương | Thu ngân sách 6 tháng (triệu đồng) | So với dự toán năm (%) | Số tiêu chí NTM đạt |
|---|---|---|---|---|
| 1 | TT Cầu Ngang | 18.450 | 58,0 | - |
| 2 | Xã Mỹ Đức Thượng | 2.960 | 62,3 | 19 |
| 3 | Xã Nhơn Bình Hạ | 2.310 | 51,4 | 17 |
| 4 | Xã Cát Sơn Đông | 1.870 | 44,9 | 19 |
| | Cộng | 25.590 | 54,2 | |

Biểu 2. Các dự án trọng điểm

| STT | Dự án | Tổng mức đầu tư (tỷ đồng) | Vốn năm 2024 (tỷ đồng) | Đã giải ngân đến 30/6 (tỷ đồng) |
|---|---|---|---|---|
| 1 | Đường nối cảng Gò Dầu | 186,0 | 62,0 | 18,6 |
| 2 | Trường THCS Nhơn Bình | 21,8 | 12,0 | 10,8 |
| 3 | Cảng cá Mỹ Đức | 95,6 | 40,0 | 9,8 |
| | Cộng | 303,4 | 114,0 | 39,2 |

Biểu 3. Chỉ tiêu từng năm

| Chỉ tiêu | Đơn vị | 2025 | 2026 | 2027 | 2028 |
|---|---|---|---|---|---|
| Kết nạp đảng viên mới | đảng viên | 22 | 30 | 35 | 38 |
| Trồng cây phân tán | nghìn cây | 10 | 12 | 14 | 15 |
"""


BY_YEAR = """HỘI ĐỒNG NHÂN DÂN
XÃ PỒ CHUA
Số: 34/NQ-HĐND
NGHỊ QUYẾT
Về nhiệm vụ năm 2025 của xã Pồ Chua

Biểu 1. Các chỉ tiêu

| Chỉ tiêu | Đơn vị tính | TH 2022 | TH 2023 | Ước TH 2024 | KH 2025 |
|---|---|---|---|---|---|
| Sản lượng ngô | tấn | 2.140 | 2.260 | 2.205 | 2.300 |
| Diện tích trồng quế | ha | 40 | 35 | 62 | 70 |

Biểu 2. Công trình trọng điểm khởi công năm 2025

| TT | Tên công trình | Tổng mức (tỷ đồng) |
|---|---|---|
| 1 | Đập Nậm Hu | 12,5 |
| 2 | Chợ Pồ Chua | 6,4 |
| 3 | Kè suối Lếch | 9,8 |
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("series")
    files = []
    for name, text in (
        ("khe_say.txt", BY_ROW),
        ("ben_go.txt", PROJECTS),
        ("lung_cao.txt", COMMUNES),
        ("po_chua.txt", BY_YEAR),
        ("rang.txt", HALF_YEAR),
    ):
        files.append(folder / name)
        files[-1].write_text(text, encoding="utf-8")
    return parts_of(files)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Bản nào ở Khe Sậy thoát nghèo nhiều hộ nhất?", "Phiêng Lừ: 12"),
        ("Khe Sậy bản nào đông hộ nhất?", "Phiêng Lừ: 120"),
        ("Năm 2021 bản nào của Khe Sậy thoát nghèo ít nhất, bản nào nhiều nhất?", "Huổi Mịn: 2"),
        ("Xã nào của huyện Lũng Cao có tỷ lệ hộ nghèo cao nhất năm 2024?", "Pố Lồ: 36,00"),
        ("Năm nào xã Pồ Chua có sản lượng ngô cao nhất?", "TH 2023: 2.260"),
        ("Giai đoạn 2022-2024, năm nào xã Pồ Chua trồng quế ít nhất?", "TH 2023: 35"),
        ("Sản lượng ngô theo NQ 34 năm nào thấp nhất?", "TH 2022: 2.140"),
        ("Dự án nào của phường Bến Gỗ có tổng mức đầu tư lớn nhất?", "Cầu Vàm Sáo: 28.000"),
        # A share that no column tells is worked out of what was paid and what was planned.
        ("Dự án nào của huyện Vĩnh Rạng có tỷ lệ giải ngân thấp nhất?", "Cảng cá Mỹ Đức: 9,8 : 40 = 24,5%"),
    ],
)
def test_the_end_of_a_column_is_found(archive, question, first):
    told = answer(question, parts=archive)
    assert told.outcome == "answered"
    assert first in told.text.split("- ")[1]


@pytest.mark.parametrize(
    ("question", "held", "apart"),
    [
        ("Bao nhiêu xã của huyện Lũng Cao năm 2024 có tỷ lệ hộ nghèo từ 30% trở lên?", ["Pố Lồ", "Nậm Khòa"], ""),
        ("Xã nào ở huyện Lũng Cao năm 2024 tỷ lệ hộ nghèo trên 30%?", ["Pố Lồ"], "Nậm Khòa"),
        ("Dự án nào của phường Bến Gỗ có tổng mức đầu tư dưới 14 tỷ đồng?", ["Hoa Lài", "Ngã Bát"], "Ông Kèo"),
        ("Những bản nào của xã Khe Sậy có trên 18 hộ nghèo?", ["Nà Khoang"], "Phiêng Lừ"),
        ("Xã nào của huyện Vĩnh Rạng thu ngân sách đạt trên 58% dự toán?", ["Mỹ Đức Thượng"], "TT Cầu Ngang"),
        ("Dự án nào của huyện Vĩnh Rạng trên 90 tỷ đồng?", ["Gò Dầu", "Mỹ Đức"], ""),  # its unit names the figure
        ("Công trình trọng điểm của xã Pồ Chua, cái nào trên 9,8 tỷ?", ["Nậm Hu"], "suối Lếch"),
        ("Công trình khởi công năm 2025 nào của xã Pồ Chua dưới 10 tỷ đồng?", ["Chợ Pồ Chua", "suối Lếch"], ""),
        ("Huyện Vĩnh Rạng có bao nhiêu xã đạt đủ 19 tiêu chí nông thôn mới?", ["Mỹ Đức", "Cát Sơn"], ""),
    ],
)
def test_lines_within_a_bound_are_all_found(archive, question, held, apart):
    told = answer(question, parts=archive).text
    own, _, edge = told.partition("Vừa đúng mức")
    assert f"Có {len(held)} " in own
    assert all(each in own for each in held)
    assert apart in edge
    assert not apart or apart not in own


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("Cộng giúp số hộ của hai bản Nà Khoang và Bó Lếch, xã Khe Sậy", "175"),
        ("Cộng thu ngân sách hai xã Pố Lồ và Nậm Khòa được bao nhiêu?", "0,585 tỷ đồng"),  # by rows of the ledger
        ("Vốn đầu tư năm 2026 của phường Bến Gỗ cho giáo dục tổng cộng bao nhiêu?", "5.300"),
        ("Cộng 3 năm 2026-2028 huyện Vĩnh Rạng phải kết nạp bao nhiêu đảng viên mới?", "103"),
    ],
)
def test_named_lines_and_groups_are_added_up(archive, question, total):
    told = answer(question, parts=archive)
    assert told.outcome == "answered"
    assert f"= {total}" in told.text


def test_the_district_of_the_lines_is_none_of_them(archive):
    told = answer("Thu ngân sách huyện Lũng Cao giao hai xã Pố Lồ, Nậm Khòa cộng lại bao nhiêu?", parts=archive).text
    assert "585" in told
    assert "2.960" not in told


def test_the_highest_by_count_and_by_share_are_two_answers(archive):
    told = answer("Bản nào ở Khe Sậy nhiều hộ nghèo nhất, bản nào tỷ lệ nghèo thấp nhất?", parts=archive).text
    assert told.index("Nà Khoang: 20") < told.index("Bó Lếch: 5,3")


def test_a_figure_of_other_years_is_none(archive):
    told = answer("Xã nào của huyện Lũng Cao có tỷ lệ hộ nghèo cao nhất năm 2022?", parts=archive)
    assert "41,20" not in told.text.split("\n\n")[0]
    assert "36,00" not in told.text.split("\n\n")[0]


def test_a_follow_up_goes_on_with_the_lines(archive):
    from assistant.types import Turn

    first = "Bao nhiêu xã của huyện Lũng Cao năm 2024 có tỷ lệ hộ nghèo từ 30% trở lên?"
    told = answer("Còn trên 30% thì mấy xã?", parts=archive, history=[Turn("user", first)]).text
    assert "Có 1 xã" in told


def test_what_the_table_does_not_have_is_refused(archive):
    assert answer("Bản nào ở Khe Sậy có nhiều giếng khoan nhất?", parts=archive).outcome == "abstained"


def test_the_lines_of_a_group_are_listed(archive):
    told = answer("Liệt kê các dự án giao thông của phường Bến Gỗ", parts=archive).text
    assert told.startswith("2 dự án thuộc “Giao thông”")
    assert "Hoa Lài" not in told


def test_a_group_without_a_figure_has_no_highest(tmp_path):
    table = """HỘI ĐỒNG NHÂN DÂN
PHƯỜNG BẾN GỖ
NGHỊ QUYẾT
Kế hoạch đầu tư công năm 2026 của phường Bến Gỗ

| STT | Danh mục dự án | Vốn năm 2026 (triệu đồng) |
|---|---|---|
| I | Giao thông | 11.500 |
| 1 | Cầu Vàm Sáo | 9.000 |
| 2 | Đường rạch Ông Kèo | 1.500 |
| 3 | Kè bến Gỗ | 1.000 |
| II | Giáo dục | |
| 1 | Trường mầm non Hoa Lài | - |
| 2 | Sửa Trường tiểu học Ngã Bát | - |
"""
    file = tmp_path / "ben_go.txt"
    file.write_text(table, encoding="utf-8")
    told = answer("Dự án giáo dục nào của phường Bến Gỗ vốn năm 2026 cao nhất?", parts=parts_of([file]))
    assert "cao nhất:" not in told.text.split("\n\n")[0]


def test_a_share_is_worked_out_of_lines_that_are_things_alone(tmp_path):
    table = """UBND XÃ KHE SẬY
KẾ HOẠCH
Trồng rừng năm 2025 của xã Khe Sậy

Đơn vị tính: ha

| Chỉ tiêu | Kế hoạch giao | Nà Khoang | Phiêng Lừ | Huổi Mịn | Bó Lếch |
|---|---|---|---|---|---|
| Rừng trồng | 60 | 21 | 9 | 12 | 18 |
| Rừng phục hồi | 40 | 11 | 8 | 7 | 14 |
| Cây phân tán | 24 | 6 | 5 | 6 | 7 |
"""
    file = tmp_path / "khe_say.txt"
    file.write_text(table, encoding="utf-8")
    told = answer("Bản nào của xã Khe Sậy có tỷ lệ rừng trồng cao nhất?", parts=parts_of([file]))
    assert "%" not in told.text.split("\n\n")[0]


def test_lines_that_are_named_and_have_no_figure_are_said(tmp_path):
    file = tmp_path / "khe_say.txt"
    file.write_text(BY_ROW.replace("| 95 |", "|  |"), encoding="utf-8")
    asked = "Cộng giúp số hộ của ba bản Nà Khoang, Huổi Mịn và Bó Lếch, xã Khe Sậy"
    told = answer(asked, parts=parts_of([file])).text
    assert "= 140" in told
    assert "Bảng không ghi một con số của: Bó Lếch." in told


VOTED = """HỘI ĐỒNG NHÂN DÂN
HUYỆN MƯỜNG CHỪNG
NGHỊ QUYẾT
Về sắp xếp đơn vị hành chính cấp xã của huyện Mường Chừng

Việc lấy ý kiến cử tri được làm trong tháng 9 năm 2023:

STT | Đơn vị            | Tổng số cử tri | Số cử tri tán thành | Tỷ lệ tán thành (%)
1   | Xã Tú Nang        | 2.400          | 2.280               | 95,0
2   | Xã Chiềng Hặc     | 1.500          | 1.350               | 90,0
3   | Xã Phiêng Khoài   | 3.100          | 2.883               | 93,0
4   | Thị trấn Yên Sơn  | 4.000          | 3.880               | 97,0
"""
POOR = """ỦY BAN NHÂN DÂN
HUYỆN MƯỜNG CHỪNG
KẾ HOẠCH
Giảm nghèo năm 2024 của huyện Mường Chừng

| TT | Đơn vị | Hộ nghèo cuối năm 2023 (hộ) | Tỷ lệ (%) | Nhà tạm cần xóa (nhà) |
|---|---|---|---|---|
| 1 | Xã Tú Nang | 120 | 9,40 | 44 |
| 2 | Xã Chiềng Hặc | 95 | 12,10 | 26 |
| 3 | Xã Phiêng Khoài | 210 | 11,25 | 61 |
| 4 | Thị trấn Yên Sơn | 40 | 2,05 | 5 |
| | Toàn huyện | 465 | 8,01 | 136 |
"""
SPENT = """HỘI ĐỒNG NHÂN DÂN
TỈNH LA NGÂU
NGHỊ QUYẾT
Về chính sách khuyến công giai đoạn 2026-2029 của tỉnh La Ngâu

Nhu cầu kinh phí khuyến công phân kỳ như sau:

Năm        | Tổng số (tỷ đồng) | Trong đó: NS tỉnh | Trong đó: NS cấp xã
2026       | 21,5              | 15,0              | 6,5
2027       | 30,2              | 21,1              | 9,1
2028       | 26,0              | 18,2              | 7,8
2029       | 19,3              | 13,5              | 5,8
Cộng       | 97,0              | 67,8              | 29,2
"""
OFFICES = """HỘI ĐỒNG NHÂN DÂN
XÃ HUA NHÀN
NGHỊ QUYẾT
Về phân bổ kinh phí năm 2026 của xã Hua Nhàn

Đơn vị tính: triệu đồng

| TT | Cơ quan, đơn vị | Biên chế (người) | Dự toán năm 2026 | Trong đó: Kinh phí không tự chủ |
|---|---|---|---|---|
| 1 | Văn phòng Đảng ủy | 14 | 2.700 | 300 |
| 2 | Văn phòng HĐND và UBND xã | 12 | 3.150 | 900 |
| | Trong đó: Chi hoạt động của HĐND | | 3.200 | 900 |
| 3 | Phòng Kinh tế | 16 | 1.840 | 120 |
| | Tổng cộng | 42 | 7.690 | 1.320 |
"""


@pytest.fixture(scope="module")
def asked_otherwise(tmp_path_factory):
    folder = tmp_path_factory.mktemp("otherwise")
    for name, text in {"voted": VOTED, "poor": POOR, "spent": SPENT, "offices": OFFICES}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return parts_of(sorted(folder.glob("*.txt")))


@pytest.mark.parametrize(
    ("question", "first", "beside"),
    [
        # "Nơi" is a unit of the table; of how many it is asked is no number of lines.
        (
            "Trong 4 đơn vị sắp xếp của huyện Mường Chừng, nơi nào cử tri tán thành thấp nhất, bao nhiêu phần trăm?",
            "Xã Chiềng Hặc: 90,0",
            "Số cử tri tán thành: 1.350",
        ),
        (
            "Trong các xã, thị trấn của huyện Mường Chừng, nơi nào tỷ lệ hộ nghèo cuối năm 2023 cao nhất?",
            "Xã Chiềng Hặc: 12,10",
            "Nhà tạm cần xóa (nhà): 26",
        ),
        # Lines that are years, and a column that is but the whole of what its table is of.
        (
            "Kinh phí khuyến công La Ngâu 2026-2029 năm nào cao nhất, trong đó cấp xã phải lo bao nhiêu?",
            "2027: 30,2",
            "NS cấp xã: 9,1",
        ),
        ("Nhu cầu kinh phí khuyến công của tỉnh La Ngâu năm nào thấp nhất?", "2029: 19,3", "NS tỉnh: 13,5"),
        # The figure is named by the amount that is asked for behind; a part of a line is none of the lines.
        (
            "Năm 2026 ở xã Hua Nhàn cơ quan nào nhận nhiều nhất, bao nhiêu tiền và mấy biên chế?",
            "Văn phòng HĐND và UBND xã: 3.150",
            "Biên chế (người): 12",
        ),
    ],
)
def test_ends_of_a_column_in_other_words(asked_otherwise, question, first, beside):
    told = answer(question, parts=asked_otherwise)
    assert told.outcome == "answered"
    assert first in told.text.split("- ")[1]
    assert beside in told.text
    assert "Chưa tìm thấy" not in told.text


def test_a_district_that_gives_is_no_noun_and_what_must_be_done_no_other_figure(asked_otherwise):
    told = answer("Năm 2024 huyện Mường Chừng giao những xã nào xóa trên 40 nhà tạm?", parts=asked_otherwise).text
    assert told.startswith("Có 2 đơn vị có “Nhà tạm cần xóa (nhà)” trên 40")
    assert "Tú Nang: 44" in told
    assert "Phiêng Khoài: 61" in told


def test_of_two_amounts_behind_it_the_first_names_the_figure(asked_otherwise):
    told = answer("Ở xã Hua Nhàn đơn vị nào được giao nhiều nhất, mấy biên chế?", parts=asked_otherwise).text
    assert "Phòng Kinh tế: 16" in told.split("- ")[1]


@pytest.mark.parametrize(
    ("question", "held", "others"),
    [
        (
            "Xã nào của huyện Mường Chừng cuối năm 2023 tỷ lệ hộ nghèo cao hơn mức toàn huyện?",
            ["Tú Nang", "Chiềng Hặc", "Phiêng Khoài"],
            ["Yên Sơn"],
        ),
        (
            "Huyện Mường Chừng nơi nào tỷ lệ hộ nghèo cuối năm 2023 thấp hơn bình quân chung của huyện?",
            ["Yên Sơn"],
            ["Tú Nang"],
        ),
    ],
)
def test_lines_are_held_against_the_one_of_all_together(asked_otherwise, question, held, others):
    told = answer(question, parts=asked_otherwise).text
    own = told.partition("Toàn huyện: 8,01")[0]
    assert own != told
    assert own.startswith(f"Có {len(held)} đơn vị")
    assert all(each in own for each in held)
    assert not any(each in own for each in others)


def test_no_line_is_above_a_sum(asked_otherwise):
    told = answer("Xã nào của huyện Mường Chừng có số nhà tạm nhiều hơn toàn huyện?", parts=asked_otherwise).text
    assert "trên 136" not in told


def test_a_fall_that_no_column_tells_is_none_of_another(asked_otherwise):
    told = answer("Xã nào của huyện Mường Chừng giảm nghèo nhiều nhất?", parts=asked_otherwise).text
    assert "“Hộ nghèo cuối năm 2023" not in told


def test_a_word_of_a_vote_is_no_figure_of_nought(asked_otherwise):
    told = answer("Huyện Mường Chừng có bao nhiêu cử tri không tán thành ở xã Tú Nang?", parts=asked_otherwise).text
    assert "Không có đơn vị nào" not in told
