"""Whose a figure is: rows and columns of tables, clauses, lines and heads that name another unit."""

import pytest

from assistant.types import SourceDocument
from ingest.evidence.places import Places, units_in
from ingest.resolve import resolve
from ingest.survey import survey

DISTRICT = """ỦY BAN NHÂN DÂN HUYỆN SÔNG NHẠN
Số: 15/BC-UBND        Sông Nhạn, ngày 20 tháng 12 năm 2022

BÁO CÁO
Tình hình kinh tế - xã hội năm 2022 của huyện Sông Nhạn

"""
COMMUNE = """ỦY BAN NHÂN DÂN XÃ MỸ LÂM
HUYỆN SÔNG NHẠN
Số: 31/BC-UBND        Mỹ Lâm, ngày 20 tháng 12 năm 2022

BÁO CÁO
Kết quả thực hiện nhiệm vụ năm 2022 của xã Mỹ Lâm, huyện Sông Nhạn

"""


def owners(text):
    """The unit of each figure, by the figure's value; None for the document's own."""
    surveyed = survey(resolve(SourceDocument("thu.txt", "h", text)))
    places = Places(surveyed.resolution.identity, surveyed.resolution.text, surveyed.lines)
    return {mention.quantity.value: places.of(mention) for mention in surveyed.mentions}


def test_units_are_named_with_their_level_and_villages_too():
    found = units_in("xã Mỹ Lâm, thôn Hạ Đồng, Tổ dân phố 5 và văn bản Hướng Dẫn của phường Tân Phú")
    assert units_in("Thôn Văn hóa và 9 làng nghề, ấp 3,5 ha") == []
    assert [unit.words for unit in found] == ["xã Mỹ Lâm", "thôn Hạ Đồng", "tổ dân phố 5", "phường Tân Phú"]


def test_the_rows_of_a_table_by_communes():
    found = owners(
        DISTRICT
        + """Biểu 1. Thu nhập bình quân năm 2022

| Xã, thị trấn | Thu nhập bình quân (triệu đồng/người) | Hộ nghèo (%) |
| --- | --- | --- |
| Thị trấn Sông Nhạn | 61,5 | 1,1 |
| Mỹ Lâm | 58,2 | 2,4 |
| Xã Đông Khê | 49,7 | 5,3 |
| Toàn huyện | 54,6 | 3,2 |
"""
    )
    assert (found[61.5], found[1.1]) == ("thị trấn Sông Nhạn",) * 2
    assert (found[58.2], found[2.4]) == ("xã Mỹ Lâm",) * 2
    assert found[49.7] == "xã Đông Khê"
    assert found[54.6] is None


def test_the_columns_of_a_table_by_communes():
    found = owners(
        DISTRICT
        + """| Chỉ tiêu | Toàn huyện | TT. Sông Nhạn | Mỹ Lâm | Đông Khê |
| --- | --- | --- | --- | --- |
| Thu ngân sách (triệu đồng) | 41.500 | 22.300 | 10.150 | 9.050 |
| Tham gia BHYT (%) | 92,5 | 95,5 | 91,2 | 90,4 |
"""
    )
    assert (found[41500.0], found[92.5]) == (None, None)
    assert (found[22300.0], found[10150.0], found[90.4]) == ("thị trấn Sông Nhạn", "xã Mỹ Lâm", "xã Đông Khê")


def test_villages_of_a_commune():
    found = owners(
        COMMUNE
        + """| TT | Thôn | Số hộ nghèo (hộ) | Tỷ lệ (%) |
| --- | --- | --- | --- |
| 1 | Hạ Đồng | 12 | 4,1 |
| 2 | Thôn 6 | 9 | 5,7 |
| | Cộng | 21 | 4,6 |

Tỷ lệ hộ nghèo toàn xã còn 4,7%, riêng thôn Thượng còn 6,8%.
"""
    )
    assert (found[12.0], found[4.1]) == ("thôn Hạ Đồng",) * 2
    assert found[9.0] == "thôn 6"
    assert (found[21.0], found[4.6], found[4.7]) == (None, None, None)
    assert found[6.8] == "thôn Thượng"


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("Xã Mỹ Lâm đạt thu nhập bình quân 58,2 triệu đồng/người/năm.", "xã Mỹ Lâm"),
        ("Riêng xã Đông Khê hộ nghèo còn 58,2%.", "xã Đông Khê"),
        ("Thu nhập bình quân của xã Đông Khê là 58,2 triệu đồng/người/năm.", "xã Đông Khê"),
        ("Nâng cấp đường từ xã Đông Khê đi xã Mỹ Lâm, dài 58,2 km.", None),  # spoken of, not owned
        ("Hai xã Mỹ Lâm và Đông Khê đạt 58,2% kế hoạch.", None),  # of both, so of neither alone
        ("Xã Mỹ Lâm về đích, nâng tổng số xã đạt chuẩn lên 58,2%.", None),  # the whole again
        ("Thu nhập bình quân đạt 58,2 triệu đồng/người/năm.", None),
    ],
)
def test_a_clause_of_a_district(said, unit):
    assert owners(f"{DISTRICT}I. KẾT QUẢ NĂM 2022\n{said}\n")[58.2] == unit


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("Xã Mỹ Lâm thu ngân sách 6,4 tỷ đồng.", None),  # its own name
        ("Thu ngân sách 6,4 tỷ đồng, vượt kế hoạch của huyện Sông Nhạn.", None),
        ("Huyện Sông Nhạn giao thu ngân sách 6,4 tỷ đồng.", None),  # who gives owns nothing
        ("Hộ nghèo toàn huyện còn 6,4%.", "huyện Sông Nhạn"),
        ("Bình quân thu nhập của xã Đông Khê là 6,4 triệu đồng/tháng.", "xã Đông Khê"),
    ],
)
def test_a_clause_of_a_commune(said, unit):
    assert owners(f"{COMMUNE}I. KẾT QUẢ NĂM 2022\n{said}\n")[6.4] == unit


def test_heads_that_open_with_a_unit():
    found = owners(
        """CỤM THI ĐUA SỐ 9 CÁC XÃ VEN SÔNG
Kết quả năm 2022

* Xã Mỹ Lâm
Thu nhập bình quân 58,2 triệu đồng/người/năm. Hộ nghèo còn 2,4%.

* Xã Đông Khê: Thu ngân sách 5,1 tỷ đồng.
Thu nhập bình quân 49,7 triệu đồng/người/năm.
"""
    )
    assert (found[58.2], found[2.4]) == ("xã Mỹ Lâm",) * 2
    assert (found[5.1], found[49.7]) == ("xã Đông Khê",) * 2


def test_a_single_unit_over_a_page_that_names_none_is_the_pages_own():
    assert owners("* Xã Mỹ Lâm\nThu nhập bình quân 58,2 triệu đồng/người/năm.\n")[58.2] is None


def test_news_of_several_congresses_line_by_line():
    found = owners(
        """Vừa qua, các xã Mỹ Lâm, Đông Khê và phường Tân Phú đã tổ chức xong đại hội.
Nằm ven sông, Mỹ Lâm có 19 chi bộ. Nhiệm kỳ qua, thu nhập bình quân ước 47 triệu đồng/người/năm.
Đến năm 2030, phấn đấu thu nhập 80 triệu đồng/người/năm.
Là phường duy nhất, Tân Phú có 9 tổ dân phố; thu ngân sách đạt 38,6 tỷ đồng.
"""
    )
    assert (found[47.0], found[80.0], found[38.6]) == ("xã Mỹ Lâm", "xã Mỹ Lâm", "phường Tân Phú")


@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        ("Trước sắp xếp, huyện Sông Nhạn (cũ) có thu nhập bình quân 66 triệu đồng/người.", "huyện Sông Nhạn"),
        ("Trước khi nhập, toàn huyện Đầm Nước có sản lượng thủy sản 118 tấn.", "huyện Đầm Nước"),
        ("Huyện Đầm Nước cũ có 38 hộ nghèo.", "huyện Đầm Nước"),
        ("Huyện Sông Nhạn giao thu ngân sách 12 tỷ đồng.", None),
        ("Huyện Sông Nhạn (cũ) giao thu ngân sách 12 tỷ đồng.", None),
        ("Toàn xã có 38 hộ nghèo.", None),
    ],
)
def test_a_unit_that_is_no_more_owns_its_figures(sentence, owner):
    assert set(owners(f"{COMMUNE}{sentence}\n").values()) == {owner}
