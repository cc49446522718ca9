"""What a document says of its years: line by line, and as a whole."""

import pytest

from assistant.types import SourceDocument
from ingest.evidence.facts import lunar_years, spoken
from ingest.resolve import resolve
from ingest.survey import survey
from tests.ingest.made import surveyed


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("Năm 2023 toàn xã trồng 40 ha, năm 2024 trồng 55 ha", [2023, 2024]),
        ("Toàn xã gieo cấy 2.024 ha lúa", []),
        ("Kế hoạch số 45/KH-UBND", []),
        ("Đến năm 2030 không còn nhà tạm", [2030]),
        ("", []),
    ],
)
def test_the_years_of_a_line_in_their_order(line, years):
    said = spoken(line)
    assert [year.value for year in said.years] == years
    assert all(line[year.start : year.start + 4] == str(year.value) for year in said.years)


@pytest.mark.parametrize(
    ("line", "against"),
    [
        ("tăng 4% so với năm 2022", [True]),
        ("giảm 12 hộ so với cùng kỳ năm 2022", [True]),
        ("bằng 104% so cùng kỳ 2022", [True]),
        ("năm 2023 tăng 4% so với năm 2022", [False, True]),
        ("năm 2022 đạt 31 triệu đồng", [False]),
    ],
)
def test_a_year_that_a_figure_is_held_against(line, against):
    assert [year.against for year in spoken(line).years] == against


def test_until_and_terms():
    said = spoken("Giai đoạn 2021-2025 mỗi năm 30 ha; đến năm 2025 đạt 150 ha")
    assert [(first, last) for first, last, _ in said.terms] == [(2021, 2025)]
    assert [(year.value, year.until) for year in said.years if year.until] == [(2025, True)]


def test_a_comparison_speaks_for_the_year_after_it():
    facts = surveyed("Đàn bò 410 con, tăng 3% so với cùng kỳ năm 2021.").facts
    assert facts.candidates[2022]["after_against"] == 1
    assert 2021 not in facts.counts  # it is no year that the document speaks of by itself


def test_the_only_year_of_the_title_and_the_sides_of_two():
    alone = surveyed("Nội dung", title="Nghị quyết về nhiệm vụ năm 2024").facts
    assert alone.candidates[2024]["title_only"] == 1
    both = surveyed("Nội dung", title="Kết quả năm 2023, nhiệm vụ năm 2024").facts
    assert both.candidates[2023]["title_first"] == both.candidates[2024]["title_last"] == 1
    assert both.candidates[2023]["title_actual"] > both.candidates[2023].get("title_target", 0)
    assert both.candidates[2024]["title_target"] > both.candidates[2024]["title_actual"]


def test_the_line_of_place_and_date_speaks_for_its_year_and_its_neighbours():
    facts = surveyed("Bình Sơn Hạ, ngày 28 tháng 12 năm 2022\nĐàn bò 410 con").facts
    assert facts.candidates[2022]["signing line"] == 1
    assert facts.candidates[2023]["after signing line"] == 1
    assert facts.candidates[2021]["before signing line"] == 1


def test_the_year_of_signing_is_known_from_the_identity():
    facts = surveyed("Đàn bò 410 con", date="2022-12-28").facts
    assert facts.signed == 2022
    assert facts.candidates[2023]["signed_1"] == 1


def test_the_third_year_of_a_term():
    facts = surveyed("Đây là năm thứ ba thực hiện Nghị quyết đại hội nhiệm kỳ 2020-2025.").facts
    assert facts.candidates[2023]["year of term"] == 1


def test_every_kind_of_evidence_says_how_far_a_year_is_ahead():
    facts = surveyed("Năm 2023 có 10 con. Năm 2023 có 12 hộ. Năm 2022 có 9 con.").facts
    assert facts.candidates[2023]["share"] == pytest.approx(2 / 3)
    assert facts.candidates[2023]["share ahead"] == pytest.approx(1 / 3)
    assert facts.candidates[2022]["share ahead"] == pytest.approx(-1 / 3)


def test_few_years_stay_and_none_that_no_document_is_about():
    text = "\n".join(f"Năm {year} có {year - 1900} con" for year in (1945, 1975, *range(1995, 2025), 2075))
    candidates = surveyed(text).facts.candidates
    assert 0 < len(candidates) <= 9
    assert all(1990 <= year <= 2060 for year in candidates)


def test_a_text_without_years_has_no_candidate():
    assert surveyed("Toàn xã có 410 con bò").facts.candidates == {}


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Mừng xuân Bính Thân, tiễn năm Ất Mùi", [2016, 2015]),
        ("Xuân Giáp Thìn", [2024]),
        ("Tết Quý Mão và Tết Nhâm Dần", [2023, 2022]),
        ("ông Đinh Tý, bà Tân Hợi", [1984 + 47]),  # "Đinh Tý" is no year
        ("thân ái, quý vị", []),
    ],
)
def test_years_by_stem_and_branch(text, years):
    assert lunar_years(text.lower()) == years


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("Năm thứ hai thực hiện nghị quyết đại hội nhiệm kỳ 2020-2025.", 2022),
        ("Năm đầu kế hoạch 5 năm 2026-2030.", 2026),
        ("Năm thứ ba của kế hoạch 2021-2025.", 2023),
        ("Hội nghị giữa nhiệm kỳ 2015 - 2020 của Đảng bộ xã.", 2018),
    ],
)
def test_years_told_by_their_place_in_a_term(line, year):
    candidates = surveyed(f"{line}\nThu ngân sách đạt 5 tỷ đồng.").facts.candidates
    told = {each: said.get("year of term", 0) + said.get("middle of term", 0) for each, said in candidates.items()}
    assert max(told, key=told.get) == year


def test_a_page_is_dated_by_when_it_was_posted():
    source = SourceDocument(
        "tin.txt", "0" * 64, "Xã An Hòa sơ kết 6 tháng\nThứ tư, 06/07/2022 - 15:09\nThu ngân sách 6 tỷ đồng."
    )
    facts = survey(resolve(source)).facts
    assert facts.dated == "2022-07-06"
    assert facts.signed == 2022
    assert 2022 in facts.candidates


@pytest.mark.parametrize(
    "day", ["05/01/2024", "Thứ sáu, 05/01/2024 08:30", "Ngày đăng: 5-1-2024", "Cập nhật lúc: 05/01/2024 | 8:30"]
)
def test_a_line_that_only_holds_a_day_tells_when_a_page_was_posted(day):
    facts = surveyed(f"Xã tổng kết công tác năm\n{day}\nThu ngân sách 8 tỷ đồng").facts
    assert facts.dated == "2024-01-05"


def test_a_day_in_a_sentence_is_no_day_of_posting():
    assert surveyed("Xã họp ngày 05/01/2024 tại hội trường").facts.dated is None
