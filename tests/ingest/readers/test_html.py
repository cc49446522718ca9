"""Reading web pages, as a commune's portal serves them."""

from __future__ import annotations

import pytest

from assistant.errors import UnsupportedFormat
from ingest.readers.html import read_around, read_html

PARAGRAPHS = """
<h1>NGHỊ QUYẾT CỦA ĐẢNG ỦY XÃ HƯNG TÂN VỀ NHIỆM VỤ NĂM 2023</h1>
<p>Hội nghị Ban chấp hành Đảng bộ xã khóa XXX, nhiệm kỳ 2020 – 2025 họp ngày 21 tháng 12 năm 2022; sau
khi thảo luận về tình hình công tác xây dựng Đảng đã nhất trí quyết nghị các nội dung sau:</p>
<p>Năm 2022, dưới sự tập trung lãnh đạo, chỉ đạo quyết liệt của cấp ủy, chính quyền, sự vào cuộc có hiệu
quả của Mặt trận Tổ quốc, các đoàn thể quần chúng nên cơ bản đã thực hiện thắng lợi mục tiêu đề ra.</p>
<p>II. CHỈ TIÊU</p>
<ol start="7"><li>Thu nhập bình quân đạt từ 58 triệu đồng/người/năm;</li>
<li>Tỷ lệ hộ nghèo &lt; 1&nbsp;%;</li></ol>
<ol type="a"><li>Thu ngân sách 27 tỷ đồng</li></ol>
<ul><li>Trồng mới 75 ha<ul><li>+ chè cổ thụ 05 ha</li></ul></li></ul>
<table><tr><th>TT</th><th>Chỉ tiêu</th><th>ĐVT</th><th>KH 2023</th></tr>
<tr><td>1</td><td><p>Giá trị sản xuất</p><p>nông nghiệp</p></td><td rowspan="2">tỷ đồng</td>
<td>170,5</td></tr>
<tr><td>2</td><td>Thu ngân sách</td><td>27</td></tr><tr><td colspan="3">Tổng</td><td>197,5</td></tr></table>
<p>Nghị quyết này được phổ biến đến tận chi bộ./.</p>
<p><b>T/M BAN CHẤP HÀNH<br>BÍ THƯ</b></p>
"""
MENU = '<div class="menu"><a href="/">Trang chủ</a> <a href="/tin">Tin tức</a></div>'
NEWS = "".join(f"<li><a href='/{n}'>Xã thứ {n} đạt thu nhập {60 + n} triệu đồng</a></li>" for n in range(9))
SIDEBAR = f'<div class="box sidebar"><h3>Tin mới</h3><ul>{NEWS}</ul></div>'
FOOTER = '<div id="footer">Địa chỉ: xóm 5. Điện thoại: 0374408758</div>'

EXPECTED = """\
NGHỊ QUYẾT CỦA ĐẢNG ỦY XÃ HƯNG TÂN VỀ NHIỆM VỤ NĂM 2023
Hội nghị Ban chấp hành Đảng bộ xã khóa XXX, nhiệm kỳ 2020 – 2025 họp ngày 21 tháng 12 năm 2022; \
sau khi thảo luận về tình hình công tác xây dựng Đảng đã nhất trí quyết nghị các nội dung sau:
Năm 2022, dưới sự tập trung lãnh đạo, chỉ đạo quyết liệt của cấp ủy, chính quyền, sự vào cuộc có hiệu quả \
của Mặt trận Tổ quốc, các đoàn thể quần chúng nên cơ bản đã thực hiện thắng lợi mục tiêu đề ra.
II. CHỈ TIÊU
7. Thu nhập bình quân đạt từ 58 triệu đồng/người/năm;
8. Tỷ lệ hộ nghèo < 1 %;
a) Thu ngân sách 27 tỷ đồng
- Trồng mới 75 ha
+ chè cổ thụ 05 ha
| TT | Chỉ tiêu | ĐVT | KH 2023 |
| 1 | Giá trị sản xuất nông nghiệp | tỷ đồng | 170,5 |
| 2 | Thu ngân sách |  | 27 |
| Tổng |  |  | 197,5 |
Nghị quyết này được phổ biến đến tận chi bộ./.
T/M BAN CHẤP HÀNH
BÍ THƯ"""


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>Cổng</title></head><body>{body}</body></html>".encode()


def test_the_document_without_what_stands_around_it() -> None:
    data = page(f'{MENU}{SIDEBAR}<div class="content">{PARAGRAPHS}</div>{FOOTER}')

    assert read_html(data, name="a.html") == EXPECTED


def test_what_stands_around_the_document_is_told_apart() -> None:
    data = page(f'{MENU}{SIDEBAR}<div class="content">{PARAGRAPHS}</div><footer>© UBND xã Bản Ngà</footer>')

    around = read_around(data, read_html(data, name="a.html"), name="a.html").split("\n")

    assert around[0] == "Cổng"
    assert "© UBND xã Bản Ngà" in around
    assert not set(around) & set(EXPECTED.split("\n"))


def test_a_page_that_trafilatura_finds_too_little_in() -> None:
    items = "".join(f"<div><a href='#{n}'>{n}. Chỉ tiêu số {n} đạt {n},5 tỷ đồng</a></div>" for n in range(1, 30))

    text = read_html(page(f"{MENU}<div>{items}</div>{SIDEBAR}{FOOTER}"), name="a.html")

    assert text.split("\n") == [f"{n}. Chỉ tiêu số {n} đạt {n},5 tỷ đồng" for n in range(1, 30)]


def test_a_letterhead_table_is_read_block_after_block() -> None:
    letterhead = (
        "<table><tr><td>ĐẢNG BỘ HUYỆN THỌ XUÂN<br>ĐẢNG ỦY XÃ TRƯỜNG XUÂN</td>"
        "<td>ĐẢNG CỘNG SẢN VIỆT NAM<br>Trường Xuân, ngày 07 tháng 01 năm 2023</td></tr></table>"
    )

    assert read_html(page(letterhead), name="a.html").split("\n") == [
        "ĐẢNG BỘ HUYỆN THỌ XUÂN",
        "ĐẢNG ỦY XÃ TRƯỜNG XUÂN",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Trường Xuân, ngày 07 tháng 01 năm 2023",
    ]


def test_utf8_without_a_declared_charset() -> None:
    assert read_html("<p>Nghị quyết của Đảng bộ xã</p>".encode(), name="a.htm") == "Nghị quyết của Đảng bộ xã"


@pytest.mark.parametrize("data", [b"", b"<!-- nothing -->"])
def test_a_page_without_content(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat, match=r"a\.html: .*lưu lại"):
        read_html(data, name="a.html")
