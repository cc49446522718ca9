"""The truth table of number_language: a row is a set of admissible values, a question a condition."""

from dataclasses import replace

import pytest

from assistant.ask.tallying.tally import (
    asks_members,
    documents_of,
    height,
    judge,
    out_of_scope,
    overlaps,
    rows_of,
    tally,
    verdict,
    with_other_unit,
)
from assistant.types import Clause, Condition, Inference, Place, Question, Reference, Resolution
from tests.builders import identity, indicator

# row comparator, row value, condition comparator, condition value, verdict
TABLE = [
    ("=", 60.5, ">", 58, "match"),
    ("=", 60.5, ">=", 58, "match"),
    ("=", 60.5, "=", 58, "no_match"),
    ("=", 58, ">", 58, "boundary"),
    ("=", 58, ">=", 58, "match"),
    ("=", 58, "=", 58, "match"),
    (">=", 58, ">", 58, "boundary"),
    (">=", 58, ">=", 58, "match"),
    (">=", 58, "=", 58, "no_match"),
    (">", 58, ">", 58, "match"),
    (">", 58, ">=", 58, "match"),
    ("<", 60, ">", 58, "no_match"),
    ("<", 60, "<", 60, "match"),
    ("<=", 60, "<", 60, "boundary"),
    ("<=", 60, "<=", 60, "match"),
    ("=", 57, ">", 58, "no_match"),
    (">", 55, ">", 58, "no_match"),
]


def _question(**changes):
    values = {"text": "", "standalone": "", "route": "ledger", "intent": "filter", "kind": "target"}
    return Question(**(values | changes))


def _one(condition):
    return ((Clause("thu_nhap_binh_quan", condition),),)


def _document(number, **changes):
    return Resolution(f"d{number}", f"{number}.txt", "h", "text", (), (), identity(**changes))


@pytest.mark.parametrize(("row_sign", "row_value", "sign", "value", "expected"), TABLE)
def test_truth_table(row_sign, row_value, sign, value, expected):
    row = indicator("r", "d", comparator=row_sign, value=row_value)
    assert verdict(row, Condition(sign, value)) == expected


def test_a_range_matches_only_as_a_whole():
    row = indicator("r", "d", comparator="range", value=57.0, value_max=60.0)
    assert verdict(row, Condition(">", 56)) == "match"
    assert verdict(row, Condition(">", 57)) == "boundary"
    assert verdict(row, Condition(">", 58)) == "no_match"


@pytest.mark.parametrize(
    ("value", "unit", "row_value", "row_unit", "expected"),
    [
        (5.2, "triệu đồng/người/tháng", 62.5, "triệu đồng/người/năm", "match"),  # 5,2 × 12 = 62,4
        (5.3, "triệu đồng/người/tháng", 62.5, "triệu đồng/người/năm", "no_match"),  # 63,6
        (700, "triệu đồng", 1.2, "tỷ đồng", "match"),
        (1, "%", 12.1, "‰", "match"),  # 12,1 ‰ = 1,21 %
        (1.3, "%", 12.1, "‰", "no_match"),
        (58, "%", 60, "triệu đồng/người/năm", None),
    ],
)
def test_units_are_converted_before_comparing(value, unit, row_value, row_unit, expected):
    row = indicator("r", "d", comparator="=", value=row_value, unit=row_unit)
    assert verdict(row, Condition(">", value, unit=unit)) == expected


def test_every_document_is_in_exactly_one_group():
    documents = [_document(number) for number in range(4)]
    documents.append(_document(4, level="huyện", commune=None, district="Thọ Xuân"))
    rows = [
        indicator("a", "d0", comparator="=", value=60.5),
        indicator("b", "d1", comparator=">=", value=58.0),
        indicator("c", "d2", comparator="=", value=57.0),
        indicator("e", "d4", comparator=">", value=90.0),
    ]
    counted = tally(_question(levels=("xã",), any_of=_one(Condition(">", 58))), documents, rows)
    assert [each.document_id for each in counted.match] == ["d0"]
    assert [each.document_id for each in counted.boundary] == ["d1"]
    assert [each.document_id for each in counted.no_match] == ["d2"]
    assert counted.silent == ("d3",)
    assert list(counted.excluded) == ["d4"]
    assert counted.documents == len(documents)


def test_a_result_is_not_a_target():
    rows = [indicator("a", "d0", kind="actual", comparator="=", value=90.0)]
    counted = tally(_question(any_of=_one(Condition(">", 58))), [_document(0)], rows)
    assert counted.silent == ("d0",)


def test_a_change_does_not_answer_a_question_about_the_level():
    rows = [indicator("a", "d0", measure="change", direction="giảm", value=0.34, unit="điểm %")]
    counted = tally(_question(any_of=_one(Condition("<", 1.0, unit="%"))), [_document(0)], rows)
    assert counted.silent == ("d0",)


def test_a_document_of_another_year_is_left_out_with_the_reason():
    rows = [indicator("a", "d0", year=2023, comparator="=", value=60.0)]
    counted = tally(_question(any_of=_one(Condition(">", 58)), years=(2026,)), [_document(0, target_year=2023)], rows)
    assert counted.excluded == {"d0": "văn bản của năm 2023"}


def test_the_highest_is_one_document_and_a_tie_is_two():
    documents = [_document(number) for number in range(3)]
    rows = [indicator(f"r{n}", f"d{n}", comparator="=", value=value) for n, value in enumerate((60.0, 70.0, 70.0))]
    counted = tally(_question(intent="superlative"), documents, rows)
    assert [each.document_id for each in counted.match] == ["d1", "d2"]
    assert [each.document_id for each in counted.no_match] == ["d0"]


@pytest.mark.parametrize(
    ("place", "in_scope"),
    [
        (Place("Yên Lộc", "xã", within=("Bình Lâm",)), True),
        (Place("Yên Lộc", "xã", within=("Tân Giang",)), False),
        (Place("Yên Lộc", "phường"), False),
        (Place("Yên Lộc"), True),
        (Place("yen loc", "xã"), True),
        (Place("Bình Lâm", "huyện", members=True), True),  # "xã nào ở huyện Bình Lâm"
        (Place("Bình Lâm", "huyện"), False),  # the district's own figure is not its communes'
    ],
)
def test_two_communes_of_one_name_are_kept_apart(place, in_scope):
    document = _document(0, level="xã", commune="Yên Lộc", district="Bình Lâm", inferred={})
    assert (out_of_scope(_question(places=(place,)), [document]) == {}) is in_scope


def test_the_highest_keeps_every_document_in_a_group():
    documents = [_document(number) for number in range(3)]
    rows = [indicator(f"r{n}", f"d{n}", comparator="=", value=value) for n, value in enumerate((57.0, 60.0, 70.0))]
    counted = tally(_question(intent="superlative", any_of=_one(Condition(">", 58))), documents, rows)
    assert [each.document_id for each in counted.match] == ["d2"]
    assert counted.documents == len(documents)


def test_a_figure_in_an_incomparable_unit_is_not_below_the_condition():
    rows = [indicator("a", "d0", comparator="=", value=5.9, unit="tỷ đồng")]
    counted = tally(_question(any_of=_one(Condition(">", 90, unit="%"))), [_document(0)], rows)
    assert counted.silent == ("d0",)


def test_an_approximate_figure_at_the_edge_is_a_boundary_case():
    rows = [indicator("a", "d0", comparator="=", value=58.0, approximate=True)]
    counted = tally(_question(any_of=_one(Condition(">=", 58))), [_document(0)], rows)
    assert [each.document_id for each in counted.boundary] == ["d0"]


def test_the_edge_of_a_condition_is_taken_in_the_unit_of_the_row():
    rows = [indicator("a", "d0", comparator="=", value=1.0, unit="%", approximate=True)]
    counted = tally(_question(any_of=_one(Condition(">=", 10, unit="‰"))), [_document(0)], rows)
    assert [each.document_id for each in counted.boundary] == ["d0"]


@pytest.mark.parametrize(
    ("within", "meant"),
    [
        (("Tân Giang",), ["d1"]),
        (("Bình Lâm",), ["d0"]),
        (("Đồng Tháp",), []),
        ((), ["d0", "d1"]),
    ],
)
def test_a_district_or_province_that_speaks_against_a_document_leaves_it_out(within, meant):
    documents = [
        _document(0, commune="Yên Lộc", district="Bình Lâm", province="Thanh Hóa", inferred={}),
        _document(1, commune="Yên Lộc", district="Tân Giang", province="Thanh Hóa", inferred={}),
    ]
    found = documents_of(Place("Yên Lộc", "xã", within), documents)
    assert [document.document_id for document in found] == meant


def test_a_document_that_does_not_say_where_it_lies_counts_only_where_none_does():
    unsaid = _document(0, commune="Hưng Tân", district=None, province=None, inferred={})
    said = _document(1, commune="Hưng Tân", district="Hưng Nguyên", province="Nghệ An", inferred={})
    place = Place("Hưng Tân", "xã", ("Nghệ An",))
    assert documents_of(place, [unsaid]) == [unsaid]
    assert documents_of(place, [unsaid, said]) == [said]


# Verdicts of a document with income 60 and revenue 27, under "income > a" joined with "revenue > b".
JOINED = [
    ("và", 58, 20, "match"),
    ("và", 58, 30, "no_match"),
    ("và", 60, 20, "boundary"),
    ("và", 60, 30, "no_match"),
    ("hoặc", 58, 30, "match"),
    ("hoặc", 70, 20, "match"),
    ("hoặc", 60, 30, "boundary"),
    ("hoặc", 70, 30, "no_match"),
]


@pytest.mark.parametrize(("word", "income", "revenue", "expected"), JOINED)
def test_conditions_joined(word, income, revenue, expected):
    clauses = (
        Clause("thu_nhap_binh_quan", Condition(">", income)),
        Clause("thu_ngan_sach", Condition(">", revenue)),
    )
    any_of = (clauses,) if word == "và" else tuple((clause,) for clause in clauses)
    rows = [
        indicator("a", "d0", comparator="=", value=60.0),
        indicator("b", "d0", indicator="thu_ngan_sach", comparator="=", value=27.0, unit="tỷ đồng"),
    ]
    given, _ = judge(any_of, rows)
    assert given == expected


def test_with_and_a_document_that_states_only_one_of_two_is_silent_unless_that_one_fails():
    any_of = ((Clause("thu_nhap_binh_quan", Condition(">", 58)), Clause("thu_ngan_sach", Condition(">", 20))),)
    assert judge(any_of, [indicator("a", "d0", comparator="=", value=60.0)]) is None
    assert judge(any_of, [indicator("a", "d0", comparator="=", value=50.0)])[0] == "no_match"


def test_what_might_fulfil_a_condition_is_told_from_what_cannot():
    condition = Condition(">", 60)
    assert overlaps(indicator("a", "d0", comparator=">=", value=58.0), condition)
    assert not overlaps(indicator("a", "d0", comparator="=", value=58.0), condition)
    assert not overlaps(indicator("a", "d0", comparator="<=", value=60.0), condition)


def test_another_unit_s_figure_becomes_the_condition_and_the_unit_is_left_out():
    documents = [_document(0), _document(1, commune="Hưng Tân", inferred={})]
    rows = [
        indicator("a", "d0", comparator="=", value=60.0),
        indicator("b", "d1", comparator="=", value=57.0),
    ]
    clause = Clause("thu_nhap_binh_quan", Condition(">", 0.0), than=Place("Hưng Tân", "xã"))
    asked = with_other_unit(_question(any_of=((clause,),)), documents, rows)
    assert asked.clauses[0].condition == Condition(">", 57.0, None, "triệu đồng/người/năm")
    counted = tally(asked, documents, rows)
    assert [each.document_id for each in counted.match] == ["d0"]
    assert counted.excluded == {"d1": "đơn vị làm mốc so sánh"}


def test_a_document_that_does_not_stand_is_left_out_with_the_reason():
    rows = [indicator("a", "d0", comparator="=", value=60.0)]
    counted = tally(_question(), [_document(0)], rows, standing={"d0": "dự thảo"})
    assert counted.excluded == {"d0": "dự thảo"}
    assert counted.documents == 1


def test_communes_of_a_district_are_not_the_district():
    own = _document(1, level="huyện", commune=None, district="Bình Lâm")
    commune, town = _document(2, district="Bình Lâm"), _document(3, level="thị trấn", district="Bình Lâm")
    members = Place("Bình Lâm", "huyện", members=True)
    asked = _question(places=(members,), levels=("xã",))
    assert set(out_of_scope(asked, [own, commune, town])) == {"d1", "d3"}


def test_all_years_since_one():
    document = _document(1, result_year=2022)
    rows = [indicator(f"r{year}", "d1", year=year) for year in (2021, 2022, 2023)]
    (found,) = tally(_question(intent="compare", since=2022), [document], rows).match
    assert [row.year for row in found.rows] == [2022, 2023]


def test_a_target_that_a_later_document_looks_back_on_counts_once():
    documents = [_document(0, commune="An Hòa", target_year=2023), _document(1, commune="An Hòa", target_year=2024)]
    rows = [
        indicator("r0", "d0", value=12.0, comparator="=", year=2023),
        indicator("r1", "d1", value=12.0, comparator="=", year=2023),
    ]
    found = tally(_question(intent="list", indicators=("thu_nhap_binh_quan",)), documents, rows)
    assert [each.document_id for each in found.match] == ["d0"]
    assert "nhắc lại" in found.excluded["d1"]


def test_a_target_that_only_a_later_document_states_counts():
    documents = [_document(0, commune="An Hòa", target_year=2024), _document(1, commune="Bình An", target_year=2023)]
    rows = [indicator("r0", "d0", value=12.0, year=2023), indicator("r1", "d1", value=11.0, year=2023)]
    found = tally(_question(intent="list", indicators=("thu_nhap_binh_quan",)), documents, rows)
    assert [each.document_id for each in found.match] == ["d0", "d1"]


def test_results_in_order_are_each_units_newest():
    documents = [_document(0, commune="An Hòa"), _document(1, commune="An Hòa"), _document(2, commune="Bình An")]
    rows = [
        indicator("r0", "d0", value=60.0, kind="actual", year=2022),
        indicator("r1", "d1", value=40.0, kind="actual", year=2024),
        indicator("r2", "d2", value=50.0, kind="actual", year=2023),
    ]
    asked = _question(intent="superlative", kind="actual", indicators=("thu_nhap_binh_quan",))
    found = tally(asked, documents, rows)
    assert [each.document_id for each in found.match] == ["d2"]
    assert "mới hơn" in found.excluded["d0"]
    of_2022 = tally(replace(asked, years=(2022,)), documents, rows)
    assert [each.document_id for each in of_2022.match] == ["d0"]


def test_the_newest_figure_of_each_unit_over_all_its_documents():
    documents = [_document(1, commune="A"), _document(2, commune="A"), _document(3, commune="B")]
    years = {"d1": 2020, "d2": 2022, "d3": 2021}
    values = {"d1": 9.0, "d2": 5.0, "d3": 7.0}
    rows = [
        indicator(f"r{name}", name, indicator="ty_le_ho_ngheo", unit="%", value=values[name], year=year)
        for name, year in years.items()
    ]
    question = _question(intent="superlative", indicators=("ty_le_ho_ngheo",), operations=("latest",))
    assert [each.document_id for each in tally(question, documents, rows).match] == ["d3"]


def test_shares_of_x_of_y_are_ordered_by_the_share():
    documents = [_document(number, commune=f"X{number}") for number in (1, 2, 3)]
    rows = [
        indicator(f"r{number}", f"d{number}", value=value, of=of, kind="actual")
        for number, value, of in ((1, 18.0, 24.0), (2, 13.0, 14.0), (3, 20.0, None))
    ]
    question = _question(intent="superlative", kind=None, operations=("fulfilment",))
    found = tally(question, documents, rows)
    assert [each.document_id for each in found.match] == ["d2"]
    assert found.silent == ("d3",)


def test_kinds_and_years_that_belong_together():
    rows = [
        indicator(f"{kind}{year}", "d1", kind=kind, year=year)
        for kind in ("target", "actual")
        for year in (2022, 2023)
    ]
    references = (Reference("target", 2023), Reference("actual", 2022))
    question = _question(intent="compare", kind=None, references=references, years=(2023, 2022))
    (counted,) = tally(question, [_document(1)], rows).match
    assert {row.row_id for row in counted.rows} == {"target2023", "actual2022"}


def test_documents_of_another_kind_are_outside():
    documents = [_document(1, kind="báo cáo"), _document(2, kind="nghị quyết")]
    rows = [indicator("a", "d1"), indicator("b", "d2")]
    found = tally(_question(intent="sum", document_kinds=("báo cáo",)), documents, rows)
    assert [each.document_id for each in found.match] == ["d1"]
    assert found.excluded["d2"] == "văn bản loại nghị quyết"


@pytest.mark.parametrize("scope", ["học sinh, sinh viên", "vùng đồng bào DTTS", "thôn Cò Luồng"])
def test_a_figure_of_some_people_or_places_is_none_of_the_unit(scope):
    document = _document(1)
    rows = [indicator("r", "d1", indicator="ty_le_bhyt", unit="%", value=100.0, comparator="=", scope=scope)]
    condition = ((Clause("ty_le_bhyt", Condition(">", 95)),),)
    asked = _question(text="Xã nào có BHYT trên 95%?", indicators=("ty_le_bhyt",), any_of=condition)
    assert tally(asked, [document], rows).match == ()
    named = replace(asked, text=f"Nơi nào có BHYT của {scope} trên 95%?")
    assert len(tally(named, [document], rows).match) == 1


def test_a_standard_is_no_part_of_a_unit():
    rows = [indicator("r", "d1", indicator="ty_le_ho_ngheo", unit="%", value=1.0, comparator="=", scope="chuẩn mới")]
    condition = ((Clause("ty_le_ho_ngheo", Condition("<", 2)),),)
    asked = _question(text="Xã nào hộ nghèo dưới 2%?", indicators=("ty_le_ho_ngheo",), any_of=condition)
    assert len(tally(asked, [_document(1)], rows).match) == 1


@pytest.mark.parametrize(
    ("place", "held"),
    [
        (Place("Nà Mon", "xã"), True),
        (Place("na mon"), True),
        (Place("Nà Mon", "phường"), False),  # its level is read
        (Place("Nà Mon", "xã", within=("Hà Giang",)), False),  # it lies elsewhere
        (Place("Nà Mới", "xã"), False),
    ],
)
def test_a_document_that_names_no_unit_is_of_the_one_that_is_inferred(place, held):
    inferred = {"commune": Inference("Nà Mon", "khung trang"), "province": Inference("Sơn La", "khung trang")}
    unnamed = _document(1, commune=None, inferred=inferred)
    assert [each.document_id for each in documents_of(place, [unnamed])] == (["d1"] if held else [])


def test_a_document_that_names_its_unit_is_before_one_that_is_inferred():
    unnamed = _document(1, commune=None, inferred={"commune": Inference("Nà Mon", "khung trang")})
    assert [
        each.document_id for each in documents_of(Place("Nà Mon"), [unnamed, _document(2, commune="Nà Mon")])
    ] == ["d2"]


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (Place("Nà Mon", "huyện", members=True), ["d1", "d2", "d3"]),
        (Place("Nà Mon", "huyện"), ["d1"]),
        (Place("Nà Mon", "thị trấn"), ["d2"]),
    ],
)
def test_the_town_of_a_district_bears_its_name_and_is_one_of_its_units(place, found):
    documents = [
        _document(1, level="huyện", commune=None, district="Nà Mon", inferred={}),
        _document(2, level="thị trấn", commune="Nà Mon", district="Nà Mon", inferred={}),
        _document(3, commune="Khe Sậy", district="Nà Mon", inferred={}),
    ]
    assert [each.document_id for each in documents_of(place, documents)] == found


@pytest.mark.parametrize(
    ("indicators", "best", "told"),
    [
        (("so_ho_ngheo", "ty_le_ho_ngheo"), "d2", {"so2", "ty2"}),  # the share decides before its count
        (("so_ho_ngheo",), "d1", {"so1"}),
        (("thu_ngan_sach", "so_ho_ngheo"), "d1", {"so1"}),  # of what has figures
    ],
)
def test_of_several_figures_one_decides(indicators, best, told):
    counts, shares = {1: 40.0, 2: 32.0}, {1: 18.0, 2: 25.6}
    rows = [
        indicator(f"{name}{n}", f"d{n}", indicator=each, unit=unit, value=values[n], kind="actual")
        for name, each, unit, values in (("so", "so_ho_ngheo", "hộ", counts), ("ty", "ty_le_ho_ngheo", "%", shares))
        for n in (1, 2)
        if each in indicators
    ]
    documents = [_document(n, commune=f"X{n}") for n in (1, 2)]
    question = _question(intent="superlative", kind=None, indicators=indicators)
    (counted,) = tally(question, documents, rows).match
    assert (counted.document_id, {row.row_id for row in counted.rows}) == (best, told)


@pytest.mark.parametrize(
    ("quote", "year", "counts"),
    [
        ("Thu nhập từ 46,3 triệu (năm 2020) lên 64,8 triệu đồng", 2020, True),
        ("Thu nhập năm 2019 là 46,3 triệu, nay tăng lên 64,8 triệu đồng", 2019, True),
        ("Thu nhập từ 46,3 triệu lên 64,8 triệu đồng", 2020, False),
        ("Thu nhập từ 46,3 triệu (năm 2020) lên 64,8 triệu đồng", 2021, False),
    ],
)
def test_what_a_figure_was_before_answers_for_its_year(quote, year, counts):
    row = indicator("r", "d1", value=64.8, previous=46.3, kind="actual", year=2025, quote=quote)
    asked = _question(intent="lookup", kind=None, indicators=("thu_nhap_binh_quan",), years=(year,))
    told = tally(asked, [_document(1, target_year=2025, result_year=2025)], [row])
    assert bool(told.match) is counts
    plain = replace(row, previous=None)
    assert not tally(asked, [_document(1, target_year=2025)], [plain]).match


def test_words_that_nothing_is_left_lie_at_the_edge_of_all_but_nought():
    row = indicator("none:d:0:ty_le_ho_ngheo", "d", comparator="=", value=0.0, unit="%")
    assert verdict(row, Condition("<", 1.0, unit="%")) == "boundary"
    assert verdict(row, Condition("=", 0.0, unit="%")) == "match"
    assert verdict(row, Condition(">", 1.0, unit="%")) == "no_match"


def test_a_share_of_the_plan_is_in_order_with_what_exceeds_it():
    rows = [
        indicator("a", "d", measure="vs_plan", unit="% so với kế hoạch", value=117.0),
        indicator("b", "d", measure="vs_plan", unit="% so với kế hoạch", value=21.0, direction="vượt"),
        indicator("c", "d", measure="vs_plan", unit="% so với kế hoạch", value=4.0, direction="hụt"),
    ]
    assert [row.row_id for row in sorted(rows, key=height)] == ["c", "a", "b"]


def test_a_figure_that_none_can_have_is_no_extreme():
    rows = [
        indicator("a", "d1", indicator="ty_le_ho_ngheo", unit="%", value=102.5, kind="actual", comparator="="),
        indicator("b", "d1", indicator="ty_le_ho_ngheo", unit="%", value=31.0, kind="actual", comparator="="),
    ]
    question = _question(intent="superlative", kind="actual", indicators=("ty_le_ho_ngheo",))
    (best,) = tally(question, [_document(1, level="xã")], rows).match
    assert [row.row_id for row in best.rows] == ["b"]


def test_the_units_within_a_district_are_asked_about():
    district = Place("Quang Lâm", "huyện", members=True)
    assert asks_members(_question(places=(district,), levels=("xã",)))
    assert not asks_members(_question(places=(replace(district, members=False),), levels=("xã",)))
    assert not asks_members(_question(places=(district,), levels=("xã",), intent="lookup"))


def test_what_a_year_began_with_stands_for_no_unit_where_its_end_is_told():
    rows = [
        indicator(
            "a", "d1", indicator="so_ho_ngheo", unit="hộ", value=40.0, kind="actual", label="Số hộ nghèo đầu năm"
        ),
        indicator(
            "b", "d1", indicator="so_ho_ngheo", unit="hộ", value=30.0, kind="actual", label="Số hộ nghèo cuối năm"
        ),
    ]
    asked = _question(intent="superlative", kind="actual", indicators=("so_ho_ngheo",))
    told = [
        tally(each, [_document(1)], rows).match[0].rows[0].row_id for each in (asked, replace(asked, text="đầu năm"))
    ]
    assert told == ["b", "a"]


@pytest.mark.parametrize(
    ("value", "direction", "condition", "expected"),
    [
        (8.0, "vượt", Condition(">", 105.0, None, "%"), "match"),
        (8.0, "vượt", Condition(">=", 120.0, None, "%"), "no_match"),
        (128.0, None, Condition(">=", 120.0, None, "%"), "match"),
        (8.0, "hụt", Condition("<", 95.0, None, "%"), "match"),
    ],
)
def test_beyond_a_plan_or_short_of_it_is_a_share_of_it(value, direction, condition, expected):
    row = indicator("r", "a", comparator="=", value=value, unit="%", measure="vs_plan", direction=direction)
    assert verdict(row, condition) == expected


def test_so_many_of_an_order_are_added_up():
    documents = [Resolution(key, key, "h", "", (), (), identity(commune=key)) for key in ("A", "B", "C")]
    rows = [
        indicator(key, key, comparator="=", value=value, indicator="so_ho_ngheo", unit="hộ", kind="actual")
        for key, value in (("A", 9.0), ("B", 30.0), ("C", 20.0))
    ]
    asked = _question(intent="sum", kind=None, indicators=("so_ho_ngheo",), limit=2)
    found = tally(asked, documents, rows)
    assert [each.document_id for each in found.match] == ["B", "C"]
    assert [each.document_id for each in found.no_match] == ["A"]


@pytest.mark.parametrize(
    ("text", "operations", "found"),
    [
        ("nhiệm kỳ 2020-2025 thu nhập bao nhiêu", (), []),
        ("giai đoạn 2025-2030 thu nhập bao nhiêu", (), ["r"]),
        ("thu nhập bao nhiêu", (), ["r"]),
        ("2020-2025 gấp mấy lần kỳ sau", ("times",), ["r"]),
    ],
)
def test_what_another_term_is_to_have_is_no_figure_of_the_one_named(text, operations, found):
    asked = _question(
        text=text, intent="lookup", kind=None, operations=operations, indicators=("thu_nhap_binh_quan",)
    )
    row = indicator("r", "d", comparator="=", value=90.0, year=2030, period="2025-2030")
    document = Resolution("d", "d", "h", "", (), (), identity(commune="Tân Hòa", target_year=2030))
    assert [each.row_id for each in rows_of(tally(asked, [document], [row]).match)] == found


def test_of_a_line_that_went_on_after_july_2025_the_newer_states_a_year():
    old = Resolution(
        "o", "o.txt", "h", "", (), (), identity(commune="Gò Mít", district="Long Điền", date="2025-01-05")
    )
    new = Resolution("n", "n.txt", "h", "", (), (), identity(commune="Gò Mít", district=None, date="2026-01-05"))
    target = replace(indicator("1", "o"), kind="target", year=2025, measure="level")
    again = replace(target, row_id="2", document_id="n")
    before = replace(target, row_id="3", year=2024)
    named = _question(intent="lookup", any_of=(), places=(Place("Gò Mít", "xã"),), years=(2025,))

    both = tally(named, [old, new], [target, again, before])
    assert [each.document_id for each in both.match] == ["n"]
    assert "o" in both.excluded

    alone = tally(replace(named, years=(2024, 2025)), [old, new], [target, again, before])
    assert {row.row_id for each in alone.match for row in each.rows} == {"2", "3"}
