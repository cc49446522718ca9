"""Kinds 01, 02, 06, 07 and 08 in web pages: raised, spanned, typed in, struck and hidden figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.read import read, read_bytes
from ingest.read_file import archived

GIVEN = Path(__file__).parents[4] / "shared" / "cases"
HEAD = """<p>ĐẢNG BỘ HUYỆN MƯỜNG SÁO</p><p>ĐẢNG ỦY XÃ NÀ LÌN</p><p>Nà Lìn, ngày 12 tháng 01 năm 2025</p>
<p>NGHỊ QUYẾT</p><p>về nhiệm vụ phát triển kinh tế - xã hội năm 2025</p><p>II. CHỈ TIÊU NĂM 2025</p>"""
NOTE = "<p>1 Theo số liệu của Chi cục Thống kê.</p>"

INCOME, BUDGET, POOR, HEALTH = "thu_nhap_binh_quan", "thu_ngan_sach", "ty_le_ho_ngheo", "bao_hiem_y_te"
TARGET = "<p>1. Thu nhập bình quân đầu người đạt {} triệu đồng/người/năm.</p>"
MONEY = "<p>2. Thu ngân sách trên địa bàn xã đạt {} tỷ đồng.</p>"
SHARE = "<p>3. Tỷ lệ hộ nghèo giảm còn {}%.</p>"


def values(body: str, encoding: str = "utf-8") -> dict[str, set[float | None]]:
    """The values of each indicator that a page says."""
    page = f"<!DOCTYPE html><html><head><title>Nghị quyết</title></head><body>{HEAD}{body}</body></html>"
    found: dict[str, set[float | None]] = {}
    for row in archived(read_bytes(page.encode(encoding), name="a.html")).indicators:
        found.setdefault(row.indicator, set()).add(row.value)
    return found


@pytest.mark.parametrize(
    "mark",
    [
        "47<sup>1</sup>",
        "47<sup><a href='#n1'>[1]</a></sup>",
        "47<span style='vertical-align:super;font-size:8pt'>1</span>",
        "47<span class=MsoFootnoteReference>1</span>",
        "47<a class='sdfootnoteanc' href='#x'><sup>1</sup></a>",
    ],
)
def test_01_raised_marks(mark: str) -> None:
    assert values(TARGET.format(mark) + NOTE)[INCOME] == {47.0}


def test_02_headings_of_two_rows() -> None:
    table = """<table border=1><thead><tr><th rowspan=2>TT<th rowspan=2>Tên chỉ tiêu<th rowspan=2>Đơn vị
    <th colspan=2>Năm 2024<th rowspan=2>Dự kiến giao 2025</tr><tr><th>Giao<th>Đạt</tr></thead>
    <tr><td>1<td>Thu ngân sách trên địa bàn<td>tỷ đồng<td>6<td>6,4<td>7,2</tr>
    <tr><td>2<td>Tỷ lệ hộ nghèo<td>%<td>4,1<td>3,9<td>3</tr></table>"""

    assert values(table) == {BUDGET: {6.0, 6.4, 7.2}, POOR: {4.1, 3.9, 3.0}}


@pytest.mark.parametrize(
    "field",
    [
        "<input value='7,2'>",
        "<input type=number value=7.2>",
        "<textarea>7,2</textarea>",
        "<select><option>6<option selected>7,2</select>",
        "<form><input name=a value='7,2'></form>",
    ],
)
def test_06_fields_of_forms(field: str) -> None:
    hidden = "<input type=hidden value='99'><input type=password value=88>"

    assert values(MONEY.format(field) + hidden)[BUDGET] == {7.2}


@pytest.mark.parametrize(
    "struck",
    [
        "<s>55</s> 47",
        "<del datetime='2025'>55</del><ins>47</ins>",
        "<span style='text-decoration: line-through'>55</span> 47",
        "<strike>5</strike>47",
        "<font color=red><s>55 </s></font>47",
    ],
)
def test_07_struck_text(struck: str) -> None:
    assert values(TARGET.format(struck))[INCOME] == {47.0}


@pytest.mark.parametrize(
    "hidden",
    [
        "2<span style='display:none'>7</span>,4",
        "2<span style='mso-hide:all'>7</span>,4",
        "2<span hidden>7</span>,4",
        "2<span style='color:#ffffff'>7</span>,4",
        "2<font color=white>7</font>,4",
        "2<span style='font-size:0'>7</span>,4",
        "2<span style='position:absolute; left:-9999px'>7</span>,4",
        "2<template>7</template>,4",
        "2<noscript>7</noscript>,4",
        "2<!-- 7 -->,4",
    ],
)
def test_08_hidden_text(hidden: str) -> None:
    assert values(SHARE.format(hidden))[POOR] == {2.4}


@pytest.mark.parametrize(
    "shown",
    [
        "<span aria-hidden=true>2,4</span>",
        "<span style='color:#fff;background:#036'>2,4</span>",
        "<span style='color:#fffbe0'>2,4</span>",
        "<span style='font-size:0.8em;opacity:0.9'>2,4</span>",
    ],
)
def test_08_what_is_seen_is_read(shown: str) -> None:
    assert values(SHARE.format(shown))[POOR] == {2.4}


@pytest.mark.parametrize(
    "rule", [".x{display:none}", "span.x { visibility:hidden }", "#x{color:#fff}", ".y,.x{font-size:0}"]
)
def test_08_text_that_a_style_sheet_hides(rule: str) -> None:
    page = f"<style>{rule}</style>" + SHARE.format("2<span class=x id=x>7</span>,4")

    assert values(page)[POOR] == {2.4}


@pytest.mark.parametrize(
    "rules",
    [
        ".x{display:none} .open{display:inline}",
        ".x{color:white} tr.head td, .dark p{background:#036}",
        "@media print{.x{display:none}}",
        ".x .y{display:none}",
    ],
)
def test_08_what_a_style_sheet_shows_is_read(rules: str) -> None:
    line = SHARE.format("<span class='x open'>2,4</span>")
    page = f"<style>{rules}</style><div class=dark>{line}</div>"

    assert values(page)[POOR] == {2.4}


def test_08_sheets_that_hide_most_of_a_page_hide_what_scripts_show() -> None:
    tabs = [
        f"<div class=tab>{line}{NOTE}</div>" for line in (SHARE.format("2,4"), TARGET.format("47"), MONEY.format("7"))
    ]
    page = f"<style>.tab{{display:none}}</style>{''.join(tabs)}"

    assert values(page)[POOR] == {2.4}


def test_01_a_mark_that_is_shifted_up_is_raised() -> None:
    assert values(SHARE.format("2,4<span style='position:relative; top:-3pt'>6</span>"))[POOR] == {2.4}


def test_03_notes_of_a_page_are_no_links_elsewhere() -> None:
    """A page that links nowhere is a document as a whole, its last list included."""
    money = "Thu ngân sách 7<sup><a href='#n1'>[1]</a></sup> tỷ đồng"
    page = f"<p>Chỉ tiêu:</p><ul><li>{money}.</li><li>Kết nạp 9 đảng viên.</li></ul>"

    assert set(values(page)) >= {BUDGET, "ket_nap_dang_vien"}


@pytest.mark.skipif(not GIVEN.is_dir(), reason="không có ../shared/cases")
def test_the_given_pages() -> None:
    expected = map(json.loads, (GIVEN / "expected.jsonl").read_text(encoding="utf-8").splitlines())
    for case in expected:
        if not case["input"].endswith((".html", ".md")):
            continue
        rows = archived(read(GIVEN / case["input"], max_bytes=10**7)).indicators
        found = [{key: getattr(row, key) for key in case["rows"][0]} for row in rows]

        assert [row for row in case["rows"] if row not in found] == [], case["input"]
        assert not {row.value for row in rows} & set(case["never"]), case["input"]
