"""Which years a figure may be of, and what speaks for each (number_language: target or result, and which year)."""

import numpy as np
import pytest

from assistant.types import SourceDocument
from ingest.evidence.facts import spoken
from ingest.evidence.features import Context, shared_features, states
from ingest.evidence.years import votes, year_of_words, year_options
from ingest.resolve import resolve
from ingest.survey import survey
from ingest.weigh.weigh import weigh
from ingest.weigh.weights import shipped
from tests.ingest.made import surveyed


def figure(text, value, **known):
    """The figure of this value, and what its document says of years."""
    found = surveyed(text, **known)
    shared = shared_features(found.resolution, found.facts)
    context = Context(found.resolution, found.facts, found.years, shared, states(found.lines), {}, {})
    return next(each for each in found.mentions if each.quantity.value == value), context


def witnesses(text, value, **known):
    """Year -> the witnesses that speak for it."""
    mention, context = figure(text, value, **known)
    found = {}
    for vote in votes(mention, context, None):
        found.setdefault(vote.year, {})[vote.witness] = vote.strength
    return found


def test_a_year_in_the_clause_speaks_louder_the_nearer_it_stands():
    near = witnesses("Đàn bò năm 2023 có 410 con", 410)[2023]["clause"]
    far = witnesses("Năm 2023 tổng đàn trâu, bò, dê, ngựa và đàn gia cầm của toàn xã có 410 con", 410)[2023]["clause"]
    assert 0 < far < near <= 1


def test_of_two_years_of_a_clause_the_nearer_is_the_clauses_own():
    found = witnesses("Năm 2022 trồng 30 ha, năm 2023 trồng 44 ha keo", 44)
    assert "clause" in found[2023]
    assert "clause" not in found[2022]
    assert "clause earlier" in found[2022]


def test_a_year_behind_the_figure():
    assert "behind" in witnesses("Trồng mới 44 ha keo trong năm 2025", 44)[2025]


def test_a_year_that_is_compared_with_speaks_for_the_next_one():
    found = witnesses("Đàn bò 410 con, tăng 12 con so với năm 2021", 12)
    assert "against" in found[2021]
    assert "after against" in found[2022]


def test_headings_title_and_signature():
    text = "I. KẾT QUẢ NĂM 2022\nĐàn bò 410 con"
    found = witnesses(text, 410, title="Nhiệm vụ năm 2023", date="2023-01-10")
    assert {"head 0", "dated head"} <= found[2022].keys()
    assert {"title", "signed"} <= found[2023].keys()
    assert "after signed" in found[2024]


def test_the_first_and_the_last_year_of_a_heading_of_two():
    found = witnesses("KẾT QUẢ NĂM 2022, NHIỆM VỤ NĂM 2023\nĐàn bò 410 con", 410)
    assert "head 0 first" in found[2022]
    assert "head 0 last" in found[2023]


def test_the_lines_above_under_the_same_heading():
    text = "I. KẾT QUẢ\n- Năm 2021 xã mất mùa.\n- Đàn bò 410 con"
    assert "lines above" in witnesses(text, 410)[2021]


def test_a_term_gives_its_last_and_its_first_year():
    found = witnesses("Giai đoạn 2021-2025 trồng 150 ha keo", 150)
    assert "clause term" in found[2025]
    assert "clause term first" in found[2021]


TABLE = """BIỂU 1. CHỈ TIÊU
| TT | Chỉ tiêu | ĐVT | TH 2022 | KH 2023 |
| 1 | Tổng đàn bò | con | 410 | 430 |
| 2 | Tổng đàn lợn | con | 900 | 950 |"""


@pytest.mark.parametrize(("value", "year"), [(410, 2022), (430, 2023)])
def test_the_heading_of_a_column(value, year):
    found = witnesses(TABLE, value)
    assert found[year]["column"] == 1.0
    assert all("column" not in said for other, said in found.items() if other != year)


def test_the_year_that_the_figure_before_was_said_with():
    mention, context = figure("Năm 2023 có 410 con bò, 900 con lợn", 900)
    assert 2023 in {vote.year for vote in votes(mention, context, 2023) if vote.witness == "figure before"}


def test_options_keep_the_strongest_of_each_witness_and_no_year_out_of_range():
    mention, context = figure("I. NĂM 1945\nNăm 2023 có 410 con bò", 410)
    options = year_options(mention, context, None)
    assert 1945 not in options
    assert options[2023]["y options"] == len(options)
    assert options[2023]["y said"] == 1


@pytest.mark.parametrize(
    ("line", "value", "year"),
    [
        ("Năm 2022 thu nhập bình quân 41 triệu đồng", 41, 2022),
        ("Thu nhập bình quân năm 2022 là 41 triệu đồng, năm 2023 phấn đấu 44 triệu đồng", 41, 2022),
        ("Thu nhập bình quân năm 2022 là 41 triệu đồng, năm 2023 phấn đấu 44 triệu đồng", 44, 2023),
        ("Đến năm 2030 độ che phủ rừng 52%", 52, 2030),
        ("Năm 2022 có 410 con bò, 900 con lợn", 900, 2022),
        ("Năm 2022 có 410 con bò, năm 2023 có 430 con bò, 900 con lợn", 900, None),
        ("Năm 2022 có 410 con bò; đàn lợn 900 con", 900, None),
        # The other year is one that a figure is held against, or comes from.
        ("Đàn bò hơn năm 2021 là 12 con", 12, None),
        ("Thu ngân sách so với 6 tháng đầu năm 2021 tăng 12%", 12, None),
        ("Sản lượng gấp 3 lần năm 2021, còn 44 tấn", 44, None),
        ("Đàn bò từ năm 2021 có 12 con", 12, None),
        ("Năm 2021 có 30 hộ nghèo, nay còn 12 hộ", 12, None),
        ("Giá trị sản xuất (giá 2010) 44 tỷ đồng", 44, None),
        ("Giai đoạn 2021-2025 trồng 150 ha keo", 150, None),
        ("Đàn bò 410 con", 410, None),
        # Behind the figure: it may as well be of the next one.
        ("Trồng mới 44 ha năm 2025", 44, None),
    ],
)
def test_the_one_year_of_a_figures_own_words(line, value, year):
    mention, _ = figure(line, value)
    assert year_of_words(mention, spoken(line)) == year


def test_a_cell_has_no_words_of_its_own():
    mention, context = figure(TABLE, 410)
    assert year_of_words(mention, context.years[mention.block.index]) is None


def years_of_head(lead: str) -> dict[int, float]:
    """The years that the nearest head gives alone to the one figure below it."""
    text = f"NGHỊ QUYẾT\nI. Kinh tế\n{lead}\n- Thu ngân sách trên địa bàn đạt 14 tỷ đồng."
    state = weigh(survey(resolve(SourceDocument("a.txt", "0" * 64, text))), shipped())
    said = state.of_year.get("y head 0", np.zeros(len(state.years)))
    below = state.year_of == len(state.mentions) - 1
    return {int(year): float(value) for year, value in zip(state.years[below], said[below], strict=True) if value > 0}


@pytest.mark.parametrize(
    ("lead", "year"),
    [
        ("Trên cơ sở kết quả năm 2023, hội nghị đề ra các chỉ tiêu năm 2024 như sau:", 2024),
        ("Năm 2024, với dự báo năm 2025 còn khó khăn, nhìn lại kết quả năm 2023 thì thấy:", 2023),
        ("Các chỉ tiêu năm 2024, so với năm 2023:", 2024),
        ("Năm 2024 phấn đấu:", 2024),
    ],
)
def test_of_a_lead_the_year_nearest_its_colon_counts(lead: str, year: int) -> None:
    assert years_of_head(lead) == {year: 1.0}


def test_of_a_heading_with_two_years_neither_counts_alone() -> None:
    assert years_of_head("1. Kết quả năm 2023, nhiệm vụ năm 2024") == {}
