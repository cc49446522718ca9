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
