"""Indicators that a question names, however its words stand."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.types import Identity
from tests.builders import identity

NAMES = gazetteer(
    [
        Identity("nghị quyết", "Đảng", "t", level="xã", commune="Trường Xuân"),
        Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân"),
    ]
)

INCOME, REVENUE = "thu_nhap_binh_quan", "thu_ngan_sach"


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Thu nhập, thu ngân sách và hộ nghèo của Hưng Tân?", (INCOME, REVENUE, "ty_le_ho_ngheo")),
        ("Diện tích ngô, lạc và đậu của Hưng Tân?", ("dien_tich_ngo", "dien_tich_lac", "dien_tich_dau")),
        ("Kinh tế Hưng Tân tăng trưởng bao nhiêu?", ("tang_truong_kinh_te",)),
        ("chỉ tiêu thu nhạp bình quân của Hưng Tân", (INCOME,)),
        ("Thu ngnâ sách của Hưng Tân?", (REVENUE,)),
        ("Tỷ lệ hộ ngèo của Hưng Tân?", ("ty_le_ho_ngheo",)),
        ("TNBQĐN của Hưng Tân?", (INCOME,)),
        ("Kỷ niệm bao nhiêu năm, tính từ ngày nào?", ()),
        ("Trong số đó xã nào?", ()),
        ("Tỷ lệ hộ nghèo được bao nhiêu ở Hưng Tân?", ("ty_le_ho_ngheo",)),
        ("So sánh kết quả hộ nghèo của Hưng Tân và Trường Xuân", ("ty_le_ho_ngheo",)),
        ("Số hộ nghèo của Hưng Tân so với Trường Xuân?", ("so_ho_ngheo",)),
        ("Tỷ lệ gia đình văn hóa của Hưng Tân so với Trường Xuân?", ("ty_le_gia_dinh_van_hoa",)),
        ("so sanh ty le gia dinh van hoa cua hung tan va truong xuan", ("ty_le_gia_dinh_van_hoa",)),
        ("Đếm số xã có tỷ lệ gia đình văn hóa trên 90%", ("ty_le_gia_dinh_van_hoa",)),
        ("So sánh hoàn thành chỉ tiêu giao quân của Hưng Tân và Trường Xuân", ("ty_le_giao_quan",)),
        ("Kết quả số chỉ tiêu không đạt của Hưng Tân?", ("so_chi_tieu_khong_dat",)),
        ("Đơn vị nào phấn đấu số làng văn hóa cao nhất?", ("so_lang_van_hoa",)),
        ("don vi nao phan dau so lang van hoa cao nhat", ("so_lang_van_hoa",)),
    ],
)
def test_indicators(text, indicators):
    assert understand(text, NAMES).indicators == indicators


def test_an_abbreviated_how_many():
    question = understand("bn xã có tỉ lệ hộ nghèo 2024 trên 10%", NAMES)
    assert (question.intent, question.levels) == ("count", ("xã",))


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("rừng che phủ của Hưng Tân mấy phần trăm", ("ty_le_che_phu_rung",)),
        ("rung che phu cua Hung Tan", ("ty_le_che_phu_rung",)),
        ("ngân sách thu của Hưng Tân bao nhiêu", ("thu_ngan_sach",)),
        ("rừng của Hưng Tân che phủ đâu", ()),
    ],
)
def test_a_name_in_another_order(text, indicators):
    assert understand(text, NAMES).indicators == indicators


@pytest.mark.parametrize(
    "text",
    [
        "huong tra con bao nhieu ho ngheo, may %",
        "Hưng Tân còn bao nhiêu hộ nghèo, mấy %",
        "hung tan bn ho ngheo, may %",
    ],
)
def test_units_asked_for_are_read_with_and_without_marks(text):
    assert set(understand(text, NAMES).indicators) == {"so_ho_ngheo", "ty_le_ho_ngheo"}


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Yên Mỹ năm 2024 phải thu bao nhiêu tỷ?", ("thu_ngan_sach",)),
        ("Năm 2024 Yên Mỹ chi mấy triệu?", ("chi_ngan_sach",)),
        ("Yên Mỹ doanh thu bao nhiêu tỷ?", ()),
    ],
)
def test_money_that_is_taken_in_or_spent_is_of_the_budget(text, indicators):
    assert understand(text, gazetteer([identity(commune="Yên Mỹ")])).indicators == indicators


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Xã nào nuôi nhiều heo nhất?", ("tong_dan_lon",)),
        ("xa nao nuoi nhieu lon nhat", ("tong_dan_lon",)),
        ("Có mấy xã trồng lúa trên 300 ha?", ("dien_tich_lua",)),
        ("Nơi nào nuôi trên 2.000 con heo?", ("tong_dan_lon",)),
        ("Xã nào cà phê nhiều nhất?", ("dien_tich_ca_phe",)),
        ("noi nao heo it nhat", ("tong_dan_lon",)),
        ("Xã nào thu thấp nhất?", (REVENUE,)),
        ("So sánh số xã viên, hộ nghèo của Hưng Tân và Trường Xuân", ("ty_le_ho_ngheo",)),
        ("So sánh số hộ nghèo của Hưng Tân và Trường Xuân", ("so_ho_ngheo",)),
        ("Đơn vị nào có tỷ lệ hoàn thành chỉ tiêu cao nhất?", ("so_chi_tieu_dat",)),
    ],
)
def test_what_is_done_with_a_thing_tells_what_of_it(text, indicators):
    assert understand(text, NAMES).indicators == indicators


def test_a_long_name_with_a_wrong_mark():
    question = understand("Hưng Tân có bao nhiêu trương đạt chuẩn quốc gia?", NAMES)
    assert "so_truong_chuan_quoc_gia" in (*question.indicators, *question.related)
