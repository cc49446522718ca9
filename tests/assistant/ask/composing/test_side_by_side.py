"""Units side by side: a column each, what one does not state is said."""

import re
from dataclasses import replace

import pytest

from assistant.ask.composing.side_by_side import side_by_side
from assistant.ask.composing.wording import library
from assistant.ask.pipeline import answer
from assistant.types import Counted, Place, Question, Resolution, Tally
from tests.assistant.ask.overview_parts import overview_parts
from tests.builders import identity, indicator

UNITS = {"a": "Tân Hòa", "b": "Phú Lâm", "c": "Sơn Bình"}
BOOKS = library(
    [Resolution(key, f"{key}.txt", "h", "", (), (), identity(commune=name)) for key, name in UNITS.items()]
)


def _row(document, value, *, year=2024, kind="target", of="thu_nhap_binh_quan"):
    figure = f"{value} triệu đồng" if of == "thu_nhap_binh_quan" else f"{value}%"
    return indicator(
        f"{document}{of}{kind}{year}",
        document,
        comparator="=",
        indicator=of,
        kind=kind,
        year=year,
        value=float(value),
        figure=figure,
        unit="triệu đồng/người/năm" if of == "thu_nhap_binh_quan" else "%",
        quote=f"đạt {figure}",
        start=0,
        end=len(f"đạt {figure}"),
    )


def _told(rows, *, order="abc", **asked):
    places = tuple(Place(UNITS[key], "xã") for key in order)
    question = Question("", "", "ledger", "compare", places=places, **asked)
    by_document = {row.document_id: [] for row in rows}
    for row in rows:
        by_document[row.document_id].append(row)
    match = tuple(Counted(key, tuple(found)) for key, found in by_document.items())
    return [each.text for each in side_by_side(question, Tally(match, (), (), (), {}), BOOKS)]


INCOME, POOR = "thu_nhap_binh_quan", "ty_le_ho_ngheo"


def test_each_unit_has_a_column_in_the_order_of_the_question():
    rows = [_row("b", 51), _row("a", 56), _row("a", 2, of=POOR), _row("b", 3, of=POOR)]
    told = _told(rows, order="ba", indicators=(INCOME, POOR))
    assert told[1].splitlines()[0] == "| Chỉ tiêu | Xã Phú Lâm | Xã Tân Hòa |"
    assert [line.split(" | ")[1:] for line in told[2:]] == [
        ["51 triệu đồng \ue000", "56 triệu đồng \ue000 |"],
        ["3% \ue000", "2% \ue000 |"],
    ]


def test_what_a_unit_does_not_state_is_said():
    told = _told([_row("a", 56), _row("b", 51), _row("a", 2, of=POOR)], order="ab", indicators=(INCOME, POOR))
    assert told[-1].startswith("| Tỷ lệ hộ nghèo, mục tiêu 2024 | 2%")
    assert told[-1].endswith("| không nêu |")


def test_years_that_are_not_shared_are_told_in_the_cells():
    rows = [_row("a", 46, year=2022), _row("b", 60, year=2025), _row("a", 4, year=2022, of=POOR)]
    told = _told(rows, order="ab", indicators=(INCOME, POOR))
    assert "46 triệu đồng (năm 2022)" in told[2]
    assert "60 triệu đồng (năm 2025)" in told[2]


def test_without_a_year_a_unit_that_is_behind_has_its_own():
    rows = [_row("a", 46, year=2022), _row("b", 60, year=2025), _row("c", 61, year=2025), _row("a", 4, of=POOR)]
    assert "46 triệu đồng (năm 2022)" in _told(rows, indicators=(INCOME, POOR))[2]
    asked = _told(rows, indicators=(INCOME, POOR), years=(2025,))
    assert "| không nêu |" in asked[2]


def test_one_figure_of_each_is_no_table():
    assert _told([_row("a", 56), _row("b", 51)], order="ab", indicators=(INCOME,)) == []
    assert _told([_row("a", 56), _row("a", 2, of=POOR)], order="ab", indicators=(INCOME, POOR)) == []


def test_of_whole_units_what_both_state_is_held_together():
    rows = [
        _row("a", 56),
        _row("b", 51),
        _row("a", 3, of=POOR),
        _row("b", 2, of=POOR),
        _row("a", 90, of="ty_le_bhyt"),
    ]
    told = _told(rows, order="ab")
    assert [line.split(",")[0] for line in told[2:]] == ["| Thu nhập bình quân đầu người", "| Tỷ lệ hộ nghèo"]


@pytest.mark.parametrize(
    "text",
    [
        "So sánh xã Mỹ Thành và xã An Cư về thu nhập và hộ nghèo: kết quả 2023 và mục tiêu 2024",
        "so sánh thu nhập, hộ nghèo năm 2023 và 2024 của xã Mỹ Thành với xã An Cư",
        "đối chiếu xã Mỹ Thành và xã An Cư",
    ],
)
def test_asked_of_documents(text):
    found = answer(text, parts=overview_parts())
    assert (found.outcome, found.question.intent, found.struck) == ("answered", "compare", ())
    lines = [re.sub(r" \[\d+\]| \(đọc chưa chắc\)", "", line) for line in found.text.splitlines()]
    results = next(line for line in lines if line.startswith("| Thu nhập bình quân đầu người, kết quả 2023"))
    assert results.endswith("| 52 triệu đồng/người/năm | 47,5 triệu đồng/người/năm |")
    assert {row.indicator.document_id for row in found.rows} == {each.document_id for each in found.citations}


def _beside(rows, others, *, order="ab", tally=None, **asked):
    places = tuple(Place(UNITS[key], "xã") for key in order)
    question = Question("", "", "ledger", "compare", places=places, **asked)
    match = tuple(Counted(key, tuple(row for row in rows if row.document_id == key)) for key in order)
    found = tally or Tally(tuple(each for each in match if each.rows), (), (), (), {})
    return [each.text for each in side_by_side(question, found, BOOKS, outside=[*rows, *others])]


def test_a_change_stands_where_a_unit_gives_no_level():
    fall = replace(_row("b", 4, of=POOR), measure="change", direction="giảm", figure="giảm 4%/năm")
    told = _told([_row("a", 56), _row("b", 51), _row("a", 2, of=POOR), fall], order="ab", indicators=(INCOME, POOR))
    assert told[-1].endswith("| giảm 4%/năm \ue000 |")


def test_another_year_or_kind_is_told_as_what_it_is():
    rows = [_row("a", 56), _row("a", 2, of=POOR)]
    others = [_row("b", 60, year=2030), _row("b", 3, of=POOR, kind="actual", year=2023)]
    told = _beside(rows, others, indicators=(INCOME, POOR), years=(2024,), kind="target", kind_said=True)
    assert told[2].endswith("| không nêu; 60 triệu đồng (năm 2030) \ue000 |")
    assert told[3].endswith("| không nêu; kết quả: 3% (năm 2023) \ue000 |")


def test_results_beside_targets_of_a_year_have_their_own_years():
    rows = [_row("a", 56), _row("b", 51)]
    others = [_row("a", 5, of=POOR, kind="actual", year=2022), _row("b", 6, of=POOR, kind="actual", year=2021)]
    told = _beside(rows, others, indicators=(INCOME, POOR), years=(2024,), kind_said=True)
    assert told[-1] == "| Tỷ lệ hộ nghèo, kết quả | 5% (năm 2022) \ue000 | 6% (năm 2021) \ue000 |"


def test_a_silent_unit_has_a_column():
    rows = [_row("a", 56), _row("b", 51), _row("a", 2, of=POOR), _row("b", 3, of=POOR)]
    by_unit = tuple(Counted(key, tuple(row for row in rows if row.document_id == key)) for key in "ab")
    told = _beside(rows, [], order="abc", tally=Tally(by_unit, (), (), ("c",), {}), indicators=(INCOME, POOR))
    assert told[1].startswith("| Chỉ tiêu | Xã Tân Hòa | Xã Phú Lâm | Xã Sơn Bình |")
    assert all(line.endswith("| không nêu |") for line in told[2:])


def test_a_document_that_names_no_district_is_of_the_only_namesake():
    names = {
        "a": {"commune": "Tân Hòa", "district": "Sông Lũng"},
        "b": {"commune": "Phú Lâm"},
        "c": {"commune": "Tân Hòa"},
    }
    books = library([Resolution(key, f"{key}.txt", "h", "", (), (), identity(**each)) for key, each in names.items()])
    rows = [_row("a", 56), _row("b", 51), _row("c", 2, of=POOR), _row("b", 3, of=POOR)]
    match = tuple(Counted(key, tuple(row for row in rows if row.document_id == key)) for key in "abc")
    places = (Place("Tân Hòa", "xã"), Place("Phú Lâm", "xã"))
    question = Question("", "", "ledger", "compare", places=places, indicators=(INCOME, POOR))
    told = [each.text for each in side_by_side(question, Tally(match, (), (), (), {}), books)]
    assert told[1].startswith("| Chỉ tiêu | Xã Tân Hòa (huyện Sông Lũng) | Xã Phú Lâm |")
    assert told[3].startswith("| Tỷ lệ hộ nghèo, mục tiêu 2024 | 2%")


def test_a_unit_of_another_document_that_states_nothing_has_a_column_too():
    host = BOOKS.documents["a"]
    there = {
        f"a#{name}": replace(host, document_id=f"a#{name}", identity=identity(commune=name))
        for name in ("Khe Mịn", "Bó Lừ", "Nà Hạ")
    }
    books = replace(BOOKS, elsewhere=there)
    rows = [_row("a#Khe Mịn", 41), _row("a#Khe Mịn", 4, of=POOR), _row("a#Bó Lừ", 39), _row("a#Bó Lừ", 5, of=POOR)]
    places = tuple(Place(name, "xã") for name in ("Khe Mịn", "Nà Hạ", "Bó Lừ"))
    question = Question("", "", "ledger", "compare", indicators=(INCOME, POOR), places=places)
    match = tuple(Counted(key, tuple(r for r in rows if r.document_id == key)) for key in there)
    table = side_by_side(question, Tally(match, (), (), (), {}), books)
    assert table[1].text.splitlines()[0] == "| Chỉ tiêu | Xã Khe Mịn | Xã Nà Hạ | Xã Bó Lừ |"
    assert "không nêu" in table[2].text
