"""Questions over a district's table by communes: each unit is told by its own name, with its own figure."""

from dataclasses import replace

import pytest

from assistant.ask.elsewhere import under_unit
from assistant.ask.pipeline import answer
from tests.assistant.ask.sample_parts import parts_of
from tests.builders import indicator

DISTRICT = """HỘI ĐỒNG NHÂN DÂN HUYỆN SÔNG NHẠN
Số: 42/NQ-HĐND        Sông Nhạn, ngày 22 tháng 12 năm 2022

NGHỊ QUYẾT
Về việc giao chỉ tiêu kinh tế - xã hội năm 2023 cho các xã, thị trấn

HỘI ĐỒNG NHÂN DÂN HUYỆN SÔNG NHẠN
QUYẾT NGHỊ:

Điều 1. Năm 2023 toàn huyện phấn đấu thu nhập bình quân đầu người 56 triệu đồng/người/năm.

Điều 2. Chỉ tiêu giao năm 2023 cho các xã, thị trấn:

| Xã, thị trấn | Thu nhập bình quân đầu người (triệu đồng/người/năm) | Tỷ lệ hộ nghèo (%) |
| --- | --- | --- |
| Thị trấn Sông Nhạn | 66,5 | 1,1 |
| Xã Mỹ Lâm | 58,2 | 2,4 |
| Xã Đông Khê | 49,7 | 5,3 |
| Xã Tân Phú Thượng | 61 | 1,9 |
"""
COMMUNE = """ĐẢNG ỦY XÃ BÌNH TRỊ
Số: 18-NQ/ĐU        Bình Trị, ngày 28 tháng 12 năm 2022

NGHỊ QUYẾT
Về phương hướng, nhiệm vụ năm 2023 của xã Bình Trị, huyện Sông Nhạn

I. CHỈ TIÊU NĂM 2023
1. Thu nhập bình quân đầu người đạt 60 triệu đồng/người/năm.
2. Tỷ lệ hộ nghèo còn 2%.

II. CHỈ TIÊU GIAO CHO CÁC THÔN NĂM 2023

| Thôn | Thu nhập bình quân đầu người (triệu đồng/người/năm) | Tỷ lệ hộ nghèo (%) |
| --- | --- | --- |
| Hạ Đồng | 72 | 0,5 |
| Gò Mây | 51 | 4,2 |
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kho")
    (folder / "huyen.md").write_text(DISTRICT, encoding="utf-8")
    (folder / "xa.md").write_text(COMMUNE, encoding="utf-8")
    return parts_of(sorted(folder.iterdir()))


def told(found):
    return {(row.identity.level, row.identity.place, row.indicator.value): row.verdict for row in found.rows}


def test_which_communes_are_above(parts):
    found = answer("Xã nào đặt chỉ tiêu thu nhập trên 58 triệu năm 2023?", parts=parts)
    assert told(found) == {
        ("xã", "Bình Trị", 60.0): "match",
        ("xã", "Mỹ Lâm", 58.2): "match",
        ("xã", "Tân Phú Thượng", 61.0): "match",
        ("xã", "Đông Khê", 49.7): "no_match",
    }
    assert "Có 3 xã" in found.text
    assert "Xã Mỹ Lâm (huyện Sông Nhạn), chỉ tiêu năm 2023: 58,2" in found.text
    row = next(row for row in found.rows if row.identity.place == "Mỹ Lâm")
    assert (row.document, row.document_place) == ("huyen.md", "Sông Nhạn")
    assert (row.identity.district, row.indicator.place) == ("Sông Nhạn", "xã Mỹ Lâm")
    assert row.indicator.label == "Thu nhập bình quân đầu người"


def test_the_coverage_tells_documents_from_units_in_them(parts):
    found = answer("Xã nào đặt chỉ tiêu thu nhập trên 58 triệu năm 2023?", parts=parts)
    looked = found.coverage
    groups = (looked.match, looked.boundary, looked.no_match, looked.silent, looked.excluded)
    assert groups == (3, 0, 1, 0, 1)
    assert (looked.documents, looked.elsewhere) == (5, 3)
    assert "Đã xét 2 văn bản và số liệu của 3 đơn vị khác nêu trong đó" in found.text


def test_citations_lead_to_the_document(parts):
    found = answer("Xã nào đặt chỉ tiêu thu nhập trên 58 triệu năm 2023?", parts=parts)
    ids = {document.document_id: document for document in parts.shelf.documents()}
    for each in found.citations:
        assert ids[each.document_id].text[each.start : each.end] == each.quote
    assert all(row.indicator.document_id in ids for row in found.rows)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("Thu nhập bình quân của huyện Sông Nhạn năm 2023 là bao nhiêu?", {56.0}),
        ("Thu nhập bình quân của thị trấn Sông Nhạn năm 2023 là bao nhiêu?", {66.5}),
        ("Thu nhập bình quân của Sông Nhạn năm 2023 là bao nhiêu?", {56.0}),
        ("Tỷ lệ hộ nghèo xã Đông Khê năm 2023 bao nhiêu?", {5.3}),
        ("thu nhap xa my lam nam 2023", {58.2}),
        ("Thu nhập bình quân của thôn Hạ Đồng năm 2023 là bao nhiêu?", {72.0}),
        ("Thu nhập bình quân của xã có thôn Hạ Đồng năm 2023 là bao nhiêu?", {60.0}),
        ("Thu nhập bình quân của xã Bình Trị năm 2023 là bao nhiêu?", {60.0}),
    ],
)
def test_a_unit_has_its_own_figures_alone(parts, question, values):
    assert {row.indicator.value for row in answer(question, parts=parts).rows} == values


def test_the_communes_of_a_district(parts):
    found = answer("Các xã huyện Sông Nhạn đặt chỉ tiêu hộ nghèo năm 2023 bao nhiêu?", parts=parts)
    assert {(row.identity.place, row.indicator.value) for row in found.rows} == {
        ("Bình Trị", 2.0),
        ("Mỹ Lâm", 2.4),
        ("Đông Khê", 5.3),
        ("Tân Phú Thượng", 1.9),
    }


def test_the_highest_is_no_village_and_no_town(parts):
    found = answer("Xã nào đặt chỉ tiêu thu nhập cao nhất năm 2023?", parts=parts)
    assert [row.identity.place for row in found.rows if row.verdict == "match"] == ["Tân Phú Thượng"]


def test_villages_stay_out_of_every_order(parts):
    found = answer("Đơn vị nào đặt chỉ tiêu hộ nghèo thấp nhất năm 2023?", parts=parts)
    assert [row.indicator.value for row in found.rows if row.verdict == "match"] == [1.1]
    assert all(row.identity.village is None for row in found.rows)


def test_what_a_unit_elsewhere_issued_is_not_made_up(parts):
    found = answer("Nghị quyết của xã Đông Khê đề ra giải pháp gì?", parts=parts)
    assert found.outcome == "abstained"


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("Thôn nào của xã Bình Trị được giao thu nhập cao nhất năm 2023?", ["Hạ Đồng"]),
        ("thon nao o xa Binh Tri co ty le ho ngheo cao nhat nam 2023", ["Gò Mây"]),
        ("Hai thôn nào ở Bình Trị đặt thu nhập năm 2023 cao nhất, xếp từ cao xuống thấp?", ["Hạ Đồng", "Gò Mây"]),
    ],
)
def test_the_villages_of_a_commune_are_put_in_order(parts, question, places):
    found = answer(question, parts=parts)
    assert [row.identity.place for row in found.rows if row.verdict == "match"] == places
    assert "từng thôn" not in found.text


def test_of_villages_without_figures_the_commune_is_told(parts):
    found = answer("Thôn nào của xã Mỹ Lâm đặt thu nhập cao nhất năm 2023?", parts=parts)
    assert "Không có số liệu riêng của từng thôn" in found.text
    assert [row.identity.place for row in found.rows] == ["Mỹ Lâm"]


@pytest.mark.parametrize(
    ("text", "village"),
    [
        ("Thôn nào của xã Bình Trị được giao chỉ tiêu thu nhập cao nhất năm 2023?", "Hạ Đồng"),
        ("Xã Bình Trị thôn nào nghèo nhất năm 2023, tỷ lệ hộ nghèo mấy %?", "Gò Mây"),
        ("xa binh tri thon nao co thu nhap thap nhat nam 2023", "Gò Mây"),
    ],
)
def test_which_village_is_the_highest_or_lowest(parts, text, village):
    found = answer(text, parts=parts)
    assert [row.identity.place for row in found.rows if row.verdict == "match"] == [village]
    assert {row.identity.place for row in found.rows} == {"Hạ Đồng", "Gò Mây"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # (58,2 + 49,7 + 61 + 60) : 4, and with the town's 66,5
        ("Cộng chia đều thu nhập năm 2023 của 4 xã huyện Sông Nhạn được bao nhiêu?", "4 đơn vị: 57,23 triệu đồng"),
        ("Thu nhập năm 2023 trung bình của 5 xã, thị trấn huyện Sông Nhạn?", "5 đơn vị: 59,08 triệu đồng"),
        ("Thu nhập năm 2023 trung bình của 5 xã, thị trấn huyện Sông Nhạn?", "4 xã: 57,23 triệu đồng"),
        ("Chia đều thu nhập năm 2023 của 9 xã huyện Sông Nhạn?", "Chưa đủ: câu hỏi nói 9 đơn vị"),
        ("Chia đều thu nhập năm 2023 của 3 xã huyện Sông Nhạn?", "Lưu ý: câu hỏi nói 3 đơn vị"),
    ],
)
def test_what_the_communes_of_a_district_come_to(parts, text, told):
    assert told in answer(text, parts=parts).text


def test_where_the_number_of_units_is_right_nothing_is_said_of_it(parts):
    assert "câu hỏi nói" not in answer("Chia đều thu nhập năm 2023 của 4 xã huyện Sông Nhạn?", parts=parts).text


def test_named_villages_are_put_together_without_their_commune(parts):
    found = answer("Trung bình thu nhập năm 2023 của thôn Hạ Đồng, Gò Mây ở xã Bình Trị?", parts=parts)
    assert "của 2 đơn vị: 61,5 triệu đồng" in found.text  # (72 + 51) : 2, and not with the commune's 60


@pytest.mark.parametrize("year", [2024, 2025, 2030])
def test_a_year_of_several_that_no_figure_is_of_is_said(parts, year):
    found = answer(f"Thu nhập xã Bình Trị năm 2023 và năm {year} bao nhiêu?", parts=parts)
    assert "60 triệu đồng/người/năm" in found.text
    assert f"Không thấy số liệu năm {year} trong văn bản của xã Bình Trị" in found.text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Thu nhập trung bình năm 2023 của các xã huyện Sông Nhạn, trừ xã Bình Trị?", "của 3 đơn vị: 56,3 triệu"),
        ("Thu nhập thôn Hạ Đồng năm 2023 cao hơn thôn Gò Mây bao nhiêu?", "(72 − 51 = 21)"),
    ],
)
def test_arithmetic_over_units_elsewhere(parts, question, words):
    assert words in answer(question, parts=parts).text


def test_what_is_part_of_a_commune_is_the_whole_of_its_village():
    row = indicator("r", "d", indicator="so_ho_ngheo", sub_of="so_ho_ngheo", place="thôn Hạ")
    assert under_unit(row).sub_of is None
    assert under_unit(replace(row, sub_of="tổng số hộ")).sub_of == "tổng số hộ"
