"""Whose document it is: every way in which a page names its unit, its superiors, and others."""

import pytest

from assistant.types import SourceDocument
from ingest.clean import clean
from ingest.identity.page import read_page
from ingest.identity.units import read_units

RESULTS = (
    "I. KẾT QUẢ NĂM 2023\n1. Thu ngân sách toàn xã đạt 4,2 tỷ đồng, bằng 104% dự toán huyện giao.\n"
    "2. Sản lượng lương thực của xã đạt 3.100 tấn.\nII. CHỈ TIÊU NĂM 2024\n1. Thu nhập đạt 52 triệu đồng.\n"
)


def _units(text, *, number=None, date=None, name="vb.txt"):
    page = read_page(clean(SourceDocument(name, "h", text)), name=name)
    return read_units(page, number=number, date=date)


def _all(units):
    inferred = {field: each.value for field, each in units.inferred.items()}
    values = {**units.stated, **inferred}
    return (units.level, *(values.get(field) for field in ("commune", "district", "province")))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("ĐẢNG BỘ HUYỆN SÔNG HIẾN\nĐẢNG ỦY XÃ BẢN NGÀ", ("xã", "Bản Ngà", "Sông Hiến", None)),
        ("ĐẢNG BỘ HUYỆN SÔNG\nHIẾN\nBCH ĐẢNG BỘ XÃ BẢN NGÀ", ("xã", "Bản Ngà", "Sông Hiến", None)),
        ("ỦY BAN NHÂN DÂN\nXÃ BẢN NGÀ", ("xã", "Bản Ngà", None, None)),
        ("UBND XÃ\nBẢN NGÀ", ("xã", "Bản Ngà", None, None)),
        ("UBND HUYỆN SÔNG HIẾN\nUBND THỊ TRẤN CỔ LẪM", ("thị trấn", "Cổ Lẫm", "Sông Hiến", None)),
        ("ĐẢNG BỘ TỈNH LẠNG SƠN\nĐẢNG ỦY PHƯỜNG TÂY HẠ", ("phường", "Tây Hạ", None, "Lạng Sơn")),
        ("THÀNH ỦY HẢI PHÒNG\nĐẢNG ỦY ĐẶC KHU ĐẢO MÂY", ("đặc khu", "Đảo Mây", None, "Hải Phòng")),
        ("QUẬN ỦY HẠ ĐÌNH\nĐẢNG ỦY PHƯỜNG 5", ("phường", "5", "Hạ Đình", None)),
        ("ỦY BAN NHÂN DÂN\nXÃ IA M’LƠNG", ("xã", "Ia M’lơng", None, None)),
        ("UBND HUYỆN CƯ K'RINH\nUBND XÃ ĐẮK R'TĂNG", ("xã", "Đắk R'tăng", "Cư K'rinh", None)),
        ("HUYỆN ỦY KỲ BÌNH\nĐẢNG ỦY XÃ VĂN HỘI", ("xã", "Văn Hội", "Kỳ Bình", None)),
        ("TỈNH ỦY LẠNG SƠN\nHUYỆN ỦY SÔNG HIẾN", ("huyện", None, "Sông Hiến", "Lạng Sơn")),
        ("ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN", ("tỉnh", None, None, "Lạng Sơn")),
        (
            "| ĐẢNG BỘ TỈNH LẠNG SƠN ĐẢNG ỦY XÃ BẢN NGÀ * Số 4-BC/ĐU | ĐẢNG CỘNG SẢN VIỆT NAM |",
            ("xã", "Bản Ngà", None, "Lạng Sơn"),
        ),
    ],
)
def test_the_heading_block(head, expected):
    assert (
        _all(_units(f"{head}\n\nNGHỊ QUYẾT\nvề nhiệm vụ năm 2024\n{RESULTS.replace('huyện giao', 'giao')}"))
        == expected
    )


@pytest.mark.parametrize(
    "opening",
    [
        "UBND xã Bản Ngà báo cáo tình hình năm 2023 như sau:",
        "Sáng 12/1, Đảng bộ xã Bản Ngà tổ chức hội nghị tổng kết.",
        "Bản Ngà là xã vùng cao. Năm 2023, xã Bản Ngà đạt nhiều kết quả.",
        "Căn cứ Nghị quyết số 12-NQ/ĐU của Đảng ủy xã Bản Ngà về nhiệm vụ năm 2023;",
        "Chủ tịch UBND xã Bản Ngà Hoàng Văn Páo cho biết. Nhân dân Bản Ngà phấn khởi, Bản Ngà đổi thay từng ngày.",
    ],
)
def test_the_text_alone_names_the_commune(opening):
    assert _all(_units(f"{opening}\n{RESULTS}"))[:2] == ("xã", "Bản Ngà")


@pytest.mark.parametrize(
    ("sentence", "district", "province"),
    [
        ("Đảng bộ xã Bản Ngà (Sông Hiến) tổ chức đại hội.", "Sông Hiến", None),
        ("Đảng bộ xã Bản Ngà, huyện Sông Hiến, Lạng Sơn tổ chức đại hội.", "Sông Hiến", "Lạng Sơn"),
        ("Đảng bộ xã Bản Ngà (huyện Sông Hiến, tỉnh Lạng Sơn) tổ chức đại hội.", "Sông Hiến", "Lạng Sơn"),
        ("Xã Bản Ngà là xã đặc biệt khó khăn của huyện Sông Hiến.", "Sông Hiến", None),
    ],
)
def test_superiors_beside_the_commune_are_stated(sentence, district, province):
    units = _units(f"XÃ BẢN NGÀ ĐỔI THAY\n{sentence} Toàn xã có 12 thôn, bà con xã Bản Ngà chăm lo sản xuất.\n")
    assert (units.stated.get("district"), units.stated.get("province")) == (district, province)


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Căn cứ Quyết định số 88/QĐ-UBND ngày 2/1/2023 của UBND huyện Sông Hiến;", "district", "Sông Hiến"),
        ("Thực hiện Kết luận số 9-KL/TU của Ban Thường vụ Tỉnh ủy Lạng Sơn;", "province", "Lạng Sơn"),
    ],
)
def test_a_superior_in_what_is_cited_is_inferred_with_its_reason(line, field, value):
    units = _units(f"ĐẢNG ỦY XÃ BẢN NGÀ\nNGHỊ QUYẾT\nvề nhiệm vụ năm 2024\n{line}\n{RESULTS}")
    assert units.inferred[field].value == value
    assert value in units.inferred[field].reason
    assert field not in units.stated


def test_the_page_around_the_text_names_the_superiors():
    units = _units(
        f"UBND XÃ BẢN NGÀ\nBÁO CÁO\nKết quả năm 2023\n{RESULTS}\n"
        "Bản quyền © UBND xã Bản Ngà, huyện Sông Hiến, tỉnh Lạng Sơn"
    )
    assert {field: each.value for field, each in units.inferred.items()} == {
        "district": "Sông Hiến",
        "province": "Lạng Sơn",
    }


@pytest.mark.parametrize(
    "other",
    [
        "Xã có ranh giới phía đông giáp xã Vân Tụ, phía nam giáp huyện Lộc Hà Thượng.",
        "Xã được sáp nhập từ xã Vân Tụ và xã Mỏ Nhài trước năm 2020.",
        "Đoàn đã học tập kinh nghiệm tại xã Vân Tụ về trồng na.",
        "Các xã Vân Tụ, Mỏ Nhài và phường Tây Hạ cùng dự.",
        "Tin liên quan:\n- Xã Vân Tụ thu ngân sách vượt 20% (12/3/2023)\n- Huyện Mỏ Nhài khởi công (1/2/2023)",
    ],
)
def test_other_units_do_not_become_the_documents_own(other):
    text = f"UBND XÃ BẢN NGÀ\nBÁO CÁO\nKết quả năm 2023\n{RESULTS}{other}\n"
    assert _all(_units(text)) == ("xã", "Bản Ngà", None, None)


@pytest.mark.parametrize("title", ["Đảng ủy xã Vân Tụ và Đảng ủy xã Mỏ Nhài giao ban", "Hai xã kết nghĩa"])
def test_of_two_units_as_well_supported_neither_is_taken(title):
    units = _units(f"{title}\nXã Vân Tụ đạt 52 triệu đồng/người. Xã Mỏ Nhài đạt 48 triệu đồng/người.\n")
    assert (units.level, units.stated.get("commune")) == ("xã", None)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Toàn huyện có 14 xã, thị trấn; trên địa bàn huyện thành lập 12 doanh nghiệp.", "huyện"),
        ("Toàn phường có 21 tổ dân phố; cán bộ phường được tập huấn.", "phường"),
        ("TM. UBND XÃ\nCHỦ TỊCH", "xã"),
        ("Hệ số trượt giá được cập nhật.", None),
    ],
)
def test_the_level_without_a_heading_block(text, level):
    assert _units(f"Kết quả đạt 52 triệu đồng.\n{text}\n").level == level


@pytest.mark.parametrize(("number", "level"), [("12-NQ/HU", "huyện"), ("4-CT/TU", "tỉnh"), ("88-NQ/ĐU", "xã")])
def test_the_number_tells_the_level(number, level):
    assert _units("NGHỊ QUYẾT\nvề nhiệm vụ năm 2024\n", number=number).level == level


@pytest.mark.parametrize(
    "sentence",
    [
        "Xã Bản Ngà thuộc huyện Sông Hiến cũ.",
        "Huyện Sông Hiến (cũ) có 14 xã.",
        "Trước 01/7/2025, huyện Sông Hiến giao 5 tỷ.",
    ],
)
def test_after_the_districts_ended_none_is_read_from_the_text(sentence):
    text = f"ĐẢNG ỦY XÃ BẢN NGÀ\nNGHỊ QUYẾT\nvề nhiệm vụ năm 2026\n{sentence}\nI. MỤC TIÊU NĂM 2026\n1. Phấn đấu.\n"
    assert _all(_units(text, date="2025-12-20"))[2] is None


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("ĐẢNG BỘ HUYỆN THỌ XUÂN\nĐẢNG ỦY XÃ TRƯỜNG XUÂN", "province", "Thanh Hóa"),
        ("ĐẢNG BỘ TỈNH LẠNG SƠN\nĐẢNG ỦY XÃ HOA THÁM", "district", "Bình Gia"),
    ],
)
def test_the_table_of_mergers_adds_what_follows(text, field, value):
    units = _units(f"{text}\nNGHỊ QUYẾT\nvề nhiệm vụ năm 2024\n", date="2024-01-05")
    assert units.inferred[field].value == value
    assert "sáp nhập" in units.inferred[field].reason


@pytest.mark.parametrize(
    ("line", "district"),
    [("BÁO ĐIỆN TỬ SÔNG HIẾN - TIẾNG NÓI CỦA NHÂN DÂN HUYỆN", "Sông Hiến"), ("Báo Nhân Dân điện tử", None)],
)
def test_who_runs_the_page(line, district):
    text = f"{line}\nXã Bản Ngà tổng kết năm\nSáng 5/1, xã Bản Ngà tổ chức hội nghị tổng kết.\n{RESULTS}"
    assert _all(_units(text))[:3] == ("xã", "Bản Ngà", district)


def test_a_page_that_gives_an_item_to_each_of_several_is_none_of_theirs():
    text = "Ba xã hoàn thành đại hội\n* Xã Vân Tụ: Đại hội ngày 5/7.\n* Xã Mỏ Nhài: Đại hội ngày 6/7.\n"
    units = _units(text)
    assert (units.level, units.stated.get("commune")) == ("xã", None)


@pytest.mark.parametrize(
    ("cell", "province"),
    [("Lạng Sơn Online", "Lạng Sơn"), ("LẠNG SƠN | ĐÀI TRUYỀN THANH", "Lạng Sơn"), ("Tin mới", None)],
)
def test_the_name_of_a_province_alone_around_the_text(cell, province):
    source = SourceDocument("vb.html", "h", f"UBND XÃ BẢN NGÀ\nBÁO CÁO\n{RESULTS}", around=cell)
    units = read_units(read_page(clean(source), name="vb.html"), number=None, date=None)
    assert _all(units)[3] == province


def test_a_headline_names_a_commune_without_its_level():
    text = (
        "Vân Tụ không còn nghèo\nVề Vân Tụ hôm nay, đường đã trải nhựa; Vân Tụ có 12 thôn.\n"
        "Toàn xã đạt 19/19 tiêu chí, cán bộ xã phấn khởi.\nNgười Vân Tụ làm ra 45 triệu đồng một năm.\n"
    )
    assert _all(_units(text))[:2] == ("xã", "Vân Tụ")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Qua cầu treo là tới Nậm Khắt, xã vùng cao của huyện Bình Lâm. Năm qua thu ngân sách 2 tỷ.",
            ("xã", "Nậm Khắt"),
        ),
        ("Cuối tuần, chúng tôi về Đông Hà, phường trung tâm của thành phố.", ("phường", "Đông Hà")),
        ("NẬM KHẮT – MỘT NĂM VƯỢT KHÓ\nLà xã vùng sâu, Nậm Khắt khép lại năm đầu nhiệm kỳ.", ("xã", "Nậm Khắt")),
        ("Nậm Khắt: Đưa bò vàng về bản\nToàn xã Nậm Khắt có 12 bản.", ("xã", "Nậm Khắt")),
    ],
)
def test_a_commune_is_named_with_what_it_is_behind_it(text, place):
    assert _all(_units(f"{text}\nCán bộ {place[0]} phấn khởi.\n"))[:2] == place


@pytest.mark.parametrize(
    "text",
    [
        "Ông Lò Văn Ún, xã đội trưởng, cho biết năm qua thu 2 tỷ.",  # who a person is
        "LÒ VĂN ÚN – MỘT NĂM VƯỢT KHÓ\nÔng Lò Văn Ún nuôi cá ở xã vùng sâu.",
        "Bản Nậm Khắt, xã hội hóa làm đường.",
    ],
)
def test_a_person_or_a_hamlet_is_no_commune(text):
    assert _all(_units(f"{text}\nCán bộ xã phấn khởi.\n"))[1] is None


def test_the_level_of_a_body_whose_name_goes_on_in_the_left_column():
    text = (
        "UBND HUYỆN MƯỜNG PHỪ   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nỦY BAN NHÂN DÂN   Độc lập - Tự do - Hạnh phúc\n"
        "XÃ NÀ LIM\nSố: 12/BC-UBND   Nà Lim, ngày 14 tháng 6 năm 2023\nBÁO CÁO\nI. KẾT QUẢ\n1. Thu 5 tỷ đồng.\n"
    )
    assert _all(_units(text))[:3] == ("xã", "Nà Lim", "Mường Phừ")


def test_a_district_whose_name_ends_with_a_verb_beside_the_motto():
    text = "ỦY BAN NHÂN DÂN\nHUYỆN LƯƠNG ĐẠT   Độc lập - Tự do - Hạnh phúc\nBÁO CÁO\nI. KẾT QUẢ\n1. Thu 5 tỷ đồng.\n"
    assert _all(_units(text))[2] == "Lương Đạt"


def test_a_headline_that_says_a_name_first_outweighs_the_owner_of_the_page():
    text = (
        "Cổng TTĐT huyện Bình Lâm > Tin các xã > Nậm Khắt\nNậm Khắt: Đưa bò vàng về bản\n"
        "Cuộc sống ở Nậm Khắt đã sáng sủa lên, cả 13 thôn có điện.\nBí thư Đảng ủy xã cho biết năm qua thu 2 tỷ.\n"
    )
    assert _all(_units(text))[:2] == ("xã", "Nậm Khắt")
