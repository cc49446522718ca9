"""Reading web pages, as a commune's portal serves them."""

from __future__ import annotations

import pytest

from assistant.errors import UnsupportedFormat
from ingest.readers.html import read_html

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
| 2 | Thu ngân sách | tỷ đồng | 27 |
|  | Tổng |  | 197,5 |
Nghị quyết này được phổ biến đến tận chi bộ./.
T/M BAN CHẤP HÀNH
BÍ THƯ"""


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>Cổng</title></head><body>{body}</body></html>".encode()


def test_the_document_without_what_stands_around_it() -> None:
    data = page(f'{MENU}{SIDEBAR}<div class="content">{PARAGRAPHS}</div>{FOOTER}')

    assert read_html(data, name="a.html").text == EXPECTED


def test_what_stands_around_the_document_is_told_apart() -> None:
    data = page(f'{MENU}{SIDEBAR}<div class="content">{PARAGRAPHS}</div><footer>© UBND xã Bản Ngà</footer>')

    around = read_html(data, name="a.html").around.split("\n")

    assert around[0] == "Cổng"
    assert "© UBND xã Bản Ngà" in around
    assert not set(around) & set(EXPECTED.split("\n"))


def test_a_page_that_trafilatura_finds_too_little_in() -> None:
    items = "".join(f"<div><a href='#{n}'>{n}. Chỉ tiêu số {n} đạt {n},5 tỷ đồng</a></div>" for n in range(1, 30))

    text = read_html(page(f"{MENU}<div>{items}</div>{SIDEBAR}{FOOTER}"), name="a.html").text

    assert text.split("\n") == [f"{n}. Chỉ tiêu số {n} đạt {n},5 tỷ đồng" for n in range(1, 30)]


LONG = "Ủy ban nhân dân xã đánh giá tình hình, biểu dương các thôn bản đã cố gắng trong điều kiện còn nhiều khó khăn."
WANTED = "".join(f"<li>Chỉ tiêu thứ {n}: {n},5%</li>" for n in range(1, 8))


@pytest.mark.parametrize(
    "between",
    [
        f"<ul>{WANTED}</ul>",
        f'<ol type="a">{WANTED}</ol>',
        "<h3>KẾT LUẬN<br>của Chủ tịch</h3>",
        "<center>Đơn vị: đồng</center>",
    ],
)
def test_what_stands_in_the_middle_of_the_document_is_read(between: str) -> None:
    inner = f"<p>{LONG}</p><p>Một là, {LONG}</p>{between}<p>Hai là, {LONG}</p><p>Ba là, {LONG}</p>"
    box = '<div><a href="/x">Xã Bên Cạnh thu ngân sách 9 tỷ đồng</a></div>'
    body = f"<div class='content'>{inner.replace('<p>Ba', f'{box}<p>Ba')}</div>"

    text = read_html(page(f"{MENU}{body}{FOOTER}"), name="a.html").text

    assert set(read_html(page(between), name="a.html").text.split("\n")) < set(text.split("\n"))
    assert "Bên Cạnh" not in text
    assert "Trang chủ" not in text


def test_a_page_without_a_frame_is_read_to_its_signature() -> None:
    head, foot = "<div>Biểu số 5</div><div>Đơn vị: đồng</div>", "<div align=right>KT. CHỦ TỊCH<br>Lò Văn Ún</div>"

    text = read_html(page(f"{head}<p>{LONG}</p><p>Hai là, {LONG}</p>{foot}"), name="a.html").text

    assert text.split("\n") == ["Biểu số 5", "Đơn vị: đồng", LONG, f"Hai là, {LONG}", "KT. CHỦ TỊCH", "Lò Văn Ún"]


def test_a_letterhead_table_is_read_block_after_block() -> None:
    letterhead = (
        "<table><tr><td>ĐẢNG BỘ HUYỆN THỌ XUÂN<br>ĐẢNG ỦY XÃ TRƯỜNG XUÂN</td>"
        "<td>ĐẢNG CỘNG SẢN VIỆT NAM<br>Trường Xuân, ngày 07 tháng 01 năm 2023</td></tr></table>"
    )

    assert read_html(page(letterhead), name="a.html").text.split("\n") == [
        "ĐẢNG BỘ HUYỆN THỌ XUÂN",
        "ĐẢNG ỦY XÃ TRƯỜNG XUÂN",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Trường Xuân, ngày 07 tháng 01 năm 2023",
    ]


def test_utf8_without_a_declared_charset() -> None:
    assert read_html("<p>Nghị quyết của Đảng bộ xã</p>".encode(), name="a.htm").text == "Nghị quyết của Đảng bộ xã"


@pytest.mark.parametrize("data", [b"", b"<!-- nothing -->"])
def test_a_page_without_content(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat, match=r"a\.html: .*lưu lại"):
        read_html(data, name="a.html")


HEAD = "<p>Các chỉ tiêu phát triển kinh tế - xã hội chủ yếu của xã trong năm, giao cho các ban ngành và các thôn.</p>"


def lines(body: str) -> list[str]:
    return read_html(page(f"<article>{HEAD}{body}</article>"), name="a.html").text.split("\n")[1:]


def test_a_heading_of_two_rows_is_repeated_and_the_name_of_a_group_is_not() -> None:
    table = """<table><caption>Biểu 2</caption><thead>
    <tr><th rowspan=2 colspan=2>Chỉ tiêu</th><th rowspan=2>ĐVT</th><th colspan=2>Năm 2020</th></tr>
    <tr><th>KH</th><th>TH</th></tr></thead>
    <tr><td colspan=5>I. KINH TẾ</td></tr>
    <tr><td>1</td><td>Diện tích chè</td><td rowspan=2>ha</td><td>140</td><td>138</td></tr>
    <tr><td>2</td><td>Diện tích quế</td><td colspan=2>60</td></tr></table>"""

    assert lines(table) == [
        "Biểu 2",
        "|  | Chỉ tiêu | ĐVT | Năm 2020 | Năm 2020 |",
        "|  | Chỉ tiêu | ĐVT | KH | TH |",
        "|  | I. KINH TẾ |  |  |  |",
        "| 1 | Diện tích chè | ha | 140 | 138 |",
        "| 2 | Diện tích quế | ha | 60 | 60 |",
    ]


def test_one_figure_for_each_row_that_a_cell_covers() -> None:
    table = """<table><tr><td>Chỉ tiêu</td><td>TH 2018</td><td>KH 2019</td></tr>
    <tr><td>Hộ nghèo</td><td rowspan=2>52<br>47</td><td>45</td></tr>
    <tr><td>Hộ cận nghèo</td><td>40</td></tr></table>"""

    assert lines(table)[1:] == ["| Hộ nghèo | 52 | 45 |", "| Hộ cận nghèo | 47 | 40 |"]


def test_lines_of_neighbouring_cells_pair() -> None:
    table = """<table><tr><th>TT<th>Chỉ tiêu<th>KH 2019</tr>
    <tr><td>1<td>Lúa<br>Ngô<td><p>310 ha</p><p>45 ha</p></tr><tr><td>2<td>Nước<br>sạch<td>81%</tr></table>"""

    assert lines(table)[1:] == ["| 1 | Lúa | 310 ha |", "|  | Ngô | 45 ha |", "| 2 | Nước sạch | 81% |"]


def test_a_table_in_a_cell_follows_its_table() -> None:
    inner = "<table><tr><td>Loài</td><td>Con</td><td>Hộ</td></tr><tr><td>Dê</td><td>120</td><td>16</td></tr></table>"
    table = f"""<table><tr><td>TT</td><td>Nội dung</td><td>KH</td></tr><tr><td>1</td><td>Rừng</td><td>40</td></tr>
    <tr><td>2</td><td>Chăn nuôi {inner}</td><td>3</td></tr></table>"""

    assert lines(table) == [
        "| TT | Nội dung | KH |",
        "| 1 | Rừng | 40 |",
        "| 2 | Chăn nuôi | 3 |",
        "| Loài | Con | Hộ |",
        "| Dê | 120 | 16 |",
    ]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("đạt 63<sup>1</sup> triệu", "đạt 63<sup>1</sup> triệu"),
        ('đạt 63<sup><a href="#n">[1]</a></sup> triệu', "đạt 63<sup>[1]</sup> triệu"),
        ('đạt 63<span style="vertical-align: super">1</span> triệu', "đạt 63<sup>1</sup> triệu"),
        ("đạt <s>61 </s>63 triệu", "đạt <s>61</s> 63 triệu"),
        ("đạt <del>6<b>1</b></del> <ins>63</ins> triệu", "đạt <s>6</s><s>1</s> 63 triệu"),
        ('đạt <i class="old">61</i> 63 triệu', "đạt <s>61</s> 63 triệu"),
        ('đạt <i style="text-decoration:line-through red">61</i> 63 triệu', "đạt <s>61</s> 63 triệu"),
    ],
)
def test_what_is_raised_or_struck_is_marked(written: str, text: str) -> None:
    sheet = (
        "<style>@media print { p { text-decoration: line-through } .old { color: black } }\n"
        "p.x, .old { color: red; text-decoration: line-through }</style>"
    )

    assert lines(f"{sheet}<p>Thu nhập bình quân {written} đồng.</p>") == [f"Thu nhập bình quân {text} đồng."]


def test_what_nobody_sees_is_told_at_the_end() -> None:
    body = """<p>Hộ nghèo còn 2<span style="display:none">7</span>,1%.</p><!-- Thu ngân sách đạt 98 tỷ -->
    <p hidden>Kết nạp 14 đảng viên.</p><!-- end .entry --><script>var a = 5</script>"""

    assert lines(body) == [
        "Hộ nghèo còn 2,1%.",
        "<!--7-->",
        "<!--Thu ngân sách đạt 98 tỷ-->",
        "<!--Kết nạp 14 đảng viên.-->",
    ]


def test_a_page_that_hides_itself_is_read() -> None:
    assert read_html(page(f'<div style="display:none">{HEAD}</div>'), name="a.html").text.startswith("Các chỉ tiêu")


def test_a_table_in_preformatted_text() -> None:
    table = "<pre>Chỉ tiêu      ĐVT    KH 2019\nLúa           ha     310\nĐàn bò        con    820</pre>"

    assert lines(table) == ["| Chỉ tiêu | ĐVT | KH 2019 |", "| Lúa | ha | 310 |", "| Đàn bò | con | 820 |"]


def test_a_charset_that_only_the_page_tells() -> None:
    data = "<html><head><meta charset=windows-1252></head><body><p>Café 12 ha</p></body></html>".encode("cp1252")

    assert read_html(data, name="a.html").text == "Café 12 ha"


def test_a_page_of_frames_names_its_files_and_a_frame_in_a_page_is_told() -> None:
    with pytest.raises(UnsupportedFormat, match=r"nội dung nằm ở tệp tren\.htm, duoi\.htm; hãy nạp các tệp đó"):
        read_html(b"<frameset><frame src=tren.htm><frame src=duoi.htm></frameset>", name="a.html")

    contents = read_html(
        page(f"{HEAD}<iframe src=bieu.htm></iframe><iframe src=https://a.vn></iframe>"), name="a.html"
    )

    assert [(remark.part, remark.fate) for remark in contents.remarks] == [("khung bieu.htm", "unread")]


def test_lists_and_comments_of_word() -> None:
    body = """<p><![if !supportLists]><span>1.<span>&nbsp; </span></span><![endif]>Lúa 310 ha</p>
    <p><!--[if !supportLists]--><span>a)<span>&nbsp;</span></span><!--[endif]-->Ngô 45 ha<o:p></o:p></p>
    <!--[if gte mso 9]><xml><w:View>Đất 99 ha</w:View></xml><![endif]-->"""

    assert lines(body) == ["1. Lúa 310 ha", "a) Ngô 45 ha", "<!--Đất 99 ha-->"]


TARGETS = "<p>Thu ngân sách trên địa bàn đạt 8 tỷ đồng.</p><p>Tỷ lệ hộ nghèo còn 3%.</p>"


@pytest.mark.parametrize(
    "code",
    [
        "<code>hộ nghèo 72%</code>",
        "<pre><code>hộ nghèo 72%</code></pre>",
        "<p><code>hộ nghèo</code> <code>72%</code></p>",
        "<div>\n<code>hộ nghèo 72%</code>\n</div>",
    ],
)
def test_a_block_of_code_is_told_as_code(code: str) -> None:
    text = read_html(page(TARGETS + code), name="a.html").text

    assert "72%" not in text[: text.index("```")]
    assert "72%" in text


@pytest.mark.parametrize(
    "body",
    [
        f"{TARGETS}<p>Trồng rừng <code>72</code> ha.</p>",
        f"{TARGETS}<p>Trồng <b>rừng</b> <code>72</code> ha.</p>",
        f"{TARGETS}<p><code>72</code> <b>ha rừng</b></p>",
        f"{TARGETS}<table><tr><td>Trồng rừng (ha)</td><td><code>72</code></td></tr></table>",
        "<pre>Thu ngân sách trên địa bàn đạt 8 tỷ đồng.\nTrồng rừng 72 ha.</pre>",
        "<pre><code>Thu ngân sách trên địa bàn đạt 8 tỷ đồng.\nTrồng rừng 72 ha.</code></pre>",
    ],
    ids=["sentence", "after bold", "before bold", "cell", "preformatted page", "page of code"],
)
def test_text_that_is_only_set_as_code_is_read(body: str) -> None:
    text = read_html(page(body), name="a.html").text

    assert "72" in text
    assert "```" not in text
