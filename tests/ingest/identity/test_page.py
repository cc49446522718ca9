"""Where on a page a line stands."""

import pytest

from assistant.types import SourceDocument
from ingest.clean import clean
from ingest.identity.page import read_page


def _zones(text):
    page = read_page(clean(SourceDocument("vb.txt", "h", text)), name="vb.txt")
    return {line.text: line.zone for line in page.lines}


TEXT = (
    "CỔNG THÔNG TIN ĐIỆN TỬ XÃ BẢN NGÀ\nĐẢNG ỦY XÃ BẢN NGÀ\nNGHỊ QUYẾT\nvề nhiệm vụ năm 2024\n"
    "I. KẾT QUẢ NĂM 2023\n1. Thu nhập đạt 52 triệu đồng.\n2. Trồng 12 ha rừng.\n3. Kết nạp 9 đảng viên.\n"
    "II. CHỈ TIÊU NĂM 2024\n1. Thu nhập đạt 56 triệu đồng.\nT/M ĐẢNG ỦY\nBÍ THƯ\nHoàng Văn Páo\n"
    "Đọc nhiều\nXã Vân Tụ khởi công cầu\n"
)


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("CỔNG THÔNG TIN ĐIỆN TỬ XÃ BẢN NGÀ", "chrome"),
        ("NGHỊ QUYẾT", "head"),
        ("I. KẾT QUẢ NĂM 2023", "opening"),
        ("1. Thu nhập đạt 56 triệu đồng.", "body"),
        ("BÍ THƯ", "closing"),
        ("Xã Vân Tụ khởi công cầu", "related"),
    ],
)
def test_zones(line, zone):
    assert _zones(TEXT)[line] == zone


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("ĐẢNG BỘ HUYỆN SÔNG\nHIẾN", "ĐẢNG BỘ HUYỆN SÔNG HIẾN"),
        ("UBND XÃ\nBẢN NGÀ", "UBND XÃ BẢN NGÀ"),
        ("Bản Ngà, ngày 08\ntháng 01 năm 2024", "Bản Ngà, ngày 08 tháng 01 năm 2024"),
    ],
)
def test_a_name_or_a_date_that_a_line_break_parted(lines, joined):
    assert joined in _zones(f"{lines}\nNGHỊ QUYẾT\nvề nhiệm vụ năm 2024\nI. MỤC TIÊU\n1. Phấn đấu.\n")


@pytest.mark.parametrize("lines", ["ĐẢNG BỘ HUYỆN SÔNG HIẾN\nBÁO CÁO", "ĐẢNG BỘ XÃ\nNGHỊ QUYẾT"])
def test_the_kind_is_not_the_rest_of_a_name(lines):
    assert lines.split("\n")[0] in _zones(f"{lines}\nnăm 2024\nI. MỤC TIÊU\n1. Phấn đấu.\n")


def test_what_cleaning_took_out_is_chrome_and_a_news_box_is_not_heard():
    zones = _zones(f"{TEXT[:-40]}\nTin liên quan\nXã Mỏ Nhài có chợ mới\nBản quyền © UBND xã Bản Ngà\n")
    assert zones["Bản quyền © UBND xã Bản Ngà"] == "chrome"
    assert zones["Xã Mỏ Nhài có chợ mới"] == "related"


def test_the_right_column_of_a_letterhead_is_none_of_the_left_one():
    text = (
        "UBND HUYỆN MƯỜNG PHỪ   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nỦY BAN NHÂN DÂN   Độc lập - Tự do - Hạnh phúc\n"
        "XÃ NÀ LIM\nBÁO CÁO\nI. KẾT QUẢ\n1. Thu nhập đạt 52 triệu đồng.\n"
    )
    assert list(_zones(text))[:3] == ["UBND HUYỆN MƯỜNG PHỪ", "ỦY BAN NHÂN DÂN", "XÃ NÀ LIM"]


def test_a_letterhead_ends_a_box_above_it():
    zones = _zones(f"Trang chủ\nTin trong xã\nHỏi đáp\n{TEXT[TEXT.index('ĐẢNG ỦY') :]}")
    assert zones["Hỏi đáp"] == "related"
    assert zones["ĐẢNG ỦY XÃ BẢN NGÀ"] == "head"
