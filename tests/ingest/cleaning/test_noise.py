"""Stage 6: what a web page puts around a document - and lines of documents that come close to it."""

from __future__ import annotations

import pytest

from ingest.cleaning.lines import split_lines
from ingest.cleaning.noise import mark_noise

COUNTER = "bộ đếm truy cập"
POSTING = "dòng đăng tin của trang web"
SOURCE = "dòng nguồn của trang web"
CONTACT = "khung liên hệ, điện thoại, thư điện tử"
MENU = "thanh điều hướng của trang web"
NEWS = "khung tin liên quan"


def marked(text: str) -> list[tuple[str, str]]:
    return [(line.reason, line.text) for line in mark_noise(list(split_lines(text))) if line.reason]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Ngày 13/03/2023 14:51:27", POSTING),
        ("Đăng lúc: 13/03/2023 14:51:27 (GMT+7)", POSTING),
        ("Thứ hai, 13/03/2023, 14:51", POSTING),
        ("Cập nhật ngày: 13/3/2023", POSTING),
        ("Lượt xem: 1.234", COUNTER),
        ("Nguồn Nguyễn Quang Lĩnh: ĐUV, Phó CNKTĐU, Công chức VP - TK", SOURCE),
        ("Nguồn: baothanhhoa.vn", SOURCE),
        ("Điện thoại: 0237.3838.123 - Fax: 0237.3838.124", CONTACT),
        ("Email: ubnd@thanhhoa.gov.vn", CONTACT),
        ("| Địa chỉ: xóm 5, xã Hưng Tân. Điện thoại: 0374408758 | |", CONTACT),
        ("Trang chủ » Văn bản » Nghị quyết", MENU),
        ("Trang chủ | Giới thiệu | Tin tức | Liên hệ", MENU),
        ("© 2023 Cổng thông tin điện tử xã Trường Xuân", MENU),
        ("Người ký: ỦY BAN NHÂN DÂN XÃ", POSTING),
    ],
)
def test_lines_of_the_page(line: str, reason: str) -> None:
    assert marked(f"Đoạn trước.\n{line}\nĐoạn sau.") == [(reason, line)]


@pytest.mark.parametrize(
    "line",
    [
        "Ngày 07/01/2023, Ban chấp hành Đảng bộ xã đã tổ chức hội nghị",
        "Hưng Tân, ngày 26 tháng 12 năm 2022",
        "Nguồn vốn đầu tư công: 5 tỷ đồng",
        "Nguồn thu từ đất 11,8 tỷ đồng",
        "Nguồn: ngân sách xã 2 tỷ đồng",
        "Cập nhật, bổ sung quy hoạch đến 31/12/2025 đạt 100%",
        "Điện thoại cố định đạt 20 máy/100 dân",
        "Địa chỉ: ........ Điện thoại: ........",
        "THỦ TỤC HÀNH CHÍNH",
        "Giới thiệu việc làm cho 150 lao động",
        "Hôm nay, Hội nghị thống nhất quyết nghị:",
        "Văn bản liên quan đến đất đai được rà soát",
    ],
)
def test_lines_of_documents_that_come_close(line: str) -> None:
    assert marked(f"Đoạn trước.\n{line}\nĐoạn sau.") == []


def test_a_counter_is_a_box() -> None:
    box = ["Truy cập", "Hôm nay:", "1", "Hôm qua:", "0", "Tất cả:", "174989"]

    assert marked("\n".join([*box, "NGHỊ QUYẾT"])) == [(COUNTER, line) for line in box]


def test_a_contact_box_under_the_document() -> None:
    box = [
        "THỦ TỤC HÀNH CHÍNH",
        "Địa chỉ tiếp nhận phản ánh, kiến nghị",
        "Địa chỉ: Phú Hậu 1",
        "SĐT: 0374408758",
    ]

    assert marked("\n".join(["nhiệm vụ năm 2023./.", *box])) == [(CONTACT, line) for line in box]


def test_a_menu_is_a_box_of_two_lines_or_more() -> None:
    assert marked("Trang chủ\nGiới thiệu\nTin tức\nNGHỊ QUYẾT") == [
        (MENU, "Trang chủ"),
        (MENU, "Giới thiệu"),
        (MENU, "Tin tức"),
    ]
    assert marked("Giới thiệu\nXã Hưng Tân có 9 thôn.") == []


def test_related_news_end_where_the_document_begins() -> None:
    news = ["Tin liên quan", "Xã A đạt thu nhập 70 triệu đồng", "Xã B giảm hộ nghèo còn 1,2% (12/03/2023)"]

    assert marked("\n".join([*news, "NGHỊ QUYẾT", "Thu nhập 58 triệu đồng"])) == [(NEWS, line) for line in news]
    assert marked("\n".join(["năm 2023./.", *news])) == [(NEWS, line) for line in news]


def test_a_news_box_takes_no_paragraph() -> None:
    paragraph = "Năm 2022 Đảng bộ và nhân dân xã thực hiện nhiệm vụ " * 6

    assert marked(f"Tin liên quan\nXã A đạt 70 triệu đồng\n{paragraph}")[-1] == (
        NEWS,
        "Xã A đạt 70 triệu đồng",
    )
