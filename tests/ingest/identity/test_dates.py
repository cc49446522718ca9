"""The day of signing, and the days that are none."""

import pytest

from assistant.types import SourceDocument
from ingest.clean import clean
from ingest.identity.dates import date_lines, signing_date
from ingest.identity.page import read_page

TEXT = "NGHỊ QUYẾT\nvề nhiệm vụ năm 2024\nI. KẾT QUẢ NĂM 2023\n1. Đạt 52 triệu đồng.\n2. Kết nạp 9 đảng viên.\n"


def _page(text):
    return read_page(clean(SourceDocument("vb.txt", "h", text)), name="vb.txt")


def _date(text):
    found = signing_date(_page(text))
    return found.value if found else None


@pytest.mark.parametrize(
    "line",
    [
        "Bản Ngà, ngày 08 tháng 01 năm 2024",
        "Bản Ngà, ngày 8/1/2024",
        "(Bản Ngà, ngày 08 tháng 01 năm 2024)",
        "Xã Bản Ngà, ngày 08 tháng 01 năm 2024",
        "Phường 5, ngày 08 tháng 01 năm 2024",
        "Ea M'lơng, ngày 08 tháng 01 năm 2024",
        "Bản Ngà, ngày 08\ntháng 01 năm 2024",
        "Bản Ngà, ngày 08 tháng 01 năm\n2024",
        "Số: 12/NQ-HĐND Bản Ngà, ngày 08 tháng 01 năm 2024",
        "Số 02/KH-UBND — Bản Ngà, 08/01/2024",
        "Số 02/KH-UBND, thay bản số 01/KH-UBND — Bản Ngà, 08/01/2024",
        "| ĐẢNG ỦY XÃ * Số 4-NQ/ĐU | ĐẢNG CỘNG SẢN VIỆT NAM Bản Ngà, ngày 08 tháng 01 năm 2024 |",
        "Độc lập - Tự do - Hạnh phúc Bản Ngà, ngày 08 tháng 01 năm 2024",
    ],
)
def test_the_place_and_date_line(line):
    assert _date(f"ĐẢNG ỦY XÃ BẢN NGÀ\n{line}\n{TEXT}") == "2024-01-08"


@pytest.mark.parametrize(
    "closing",
    [
        "Bản Ngà, ngày 08 tháng 01 năm 2024\nT/M ĐẢNG ỦY\nBÍ THƯ",
        "T/M ĐẢNG ỦY\nNgày 08 tháng 01 năm 2024\nBÍ THƯ",
    ],
)
def test_the_date_above_the_signature(closing):
    assert _date(f"ĐẢNG ỦY XÃ BẢN NGÀ\n{TEXT}{closing}\n") == "2024-01-08"


@pytest.mark.parametrize(
    "line",
    [
        "Bản Ngà, ngày      tháng 01 năm 2024",
        "Bản Ngà, ngày ... tháng ... năm 2024",
        "Thứ Hai, ngày 08 tháng 01 năm 2024",
        "Thứ Ba, 09/01/2024 07:15",
        "Đăng ngày: 08/01/2024 | Lượt xem: 12",
        "Căn cứ Quyết định số 90/QĐ-TTg, ngày 08/01/2024 của Thủ tướng Chính phủ;",
        "Hội nghị Ban Chấp hành lần thứ 6, khóa XI, ngày 08/01/2024, thảo luận và quyết nghị:",
        "Ngày 08/01/2024, tại hội trường, Đảng ủy xã tổ chức hội nghị.",
        "Nghị quyết này được HĐND xã thông qua ngày 08 tháng 01 năm 2024.",
        "Bản Ngà, ngày 31 tháng 02 năm 2024",
    ],
)
def test_days_that_are_no_signing(line):
    assert _date(f"ĐẢNG ỦY XÃ BẢN NGÀ\n{line}\n{TEXT}") is None


@pytest.mark.parametrize("line", ["Ngày ban hành: 08/01/2024", "Thời gian ký: 08.01.2024 15:10:22 +07:00"])
def test_what_a_portal_says_of_the_document(line):
    assert _date(f"{line}\nĐẢNG ỦY XÃ BẢN NGÀ\n{TEXT}") == "2024-01-08"


@pytest.mark.parametrize(
    "head",
    [
        "Nghị quyết số 12-NQ/ĐU ngày 08/01/2024 của Đảng ủy xã Bản Ngà",
        "BIÊN BẢN\nHôm nay, hồi 7 giờ 30 ngày 08 tháng 01 năm 2024, tại hội trường xã, tổ chức kỳ họp.",
        "....., ngày 08 tháng 01 năm 2024",
        "Bản ngà, ngày 08 tháng 01 năm 2024",
    ],
)
def test_titles_minutes_and_places_written_otherwise(head):
    assert _date(f"{head}\nI. KẾT QUẢ NĂM 2023\n1. Đạt 52 triệu đồng.\n") == "2024-01-08"


def test_a_line_with_blanks_still_names_the_place():
    (found,) = date_lines(_page(f"ĐẢNG ỦY XÃ\nBản Ngà, ngày      tháng 3 năm 2024\n{TEXT}"))
    assert (found.place, found.date) == ("Bản Ngà", None)
