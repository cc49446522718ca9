"""Results held against their targets: which way is better, rates of the plan, and what leaves it open."""

from dataclasses import replace

import pytest

from assistant.ask.pipeline import answer
from assistant.ask.tallying.met import held_to_plan, is_part_of_year, missed, of_whole_years, planned
from assistant.types import Question, Resolution
from tests.assistant.ask.sample_parts import SAMPLE, parts_of
from tests.builders import identity, indicator

DOCUMENT = Resolution("d", "d.txt", "h", "text", (), (), identity(target_year=2024, result_year=2023))


def _verdict(*rows, met="reached", years=(2023,)):
    question = Question("", "", "ledger", "lookup", met=met, years=years)
    found = held_to_plan(question, DOCUMENT, rows, planned([DOCUMENT], rows, without=()))
    return found and found[0]


def _result(value, **changes):
    return indicator("a", "d", kind="actual", comparator="=", value=value, **changes)


@pytest.mark.parametrize(
    ("sign", "target", "result", "met", "expected"),
    [
        ("=", 60.0, 60.0, "reached", "match"),
        ("=", 60.0, 59.9, "reached", "no_match"),
        ("=", 60.0, 59.9, "missed", "match"),
        ("=", 60.0, 60.0, "exceeded", "no_match"),
        ("=", 60.0, 60.1, "exceeded", "match"),
        (">", 60.0, 60.0, "reached", "no_match"),
        (">=", 60.0, 60.0, "reached", "match"),
    ],
)
def test_a_result_and_its_target(sign, target, result, met, expected):
    assert _verdict(indicator("t", "d", comparator=sign, value=target), _result(result), met=met) == expected


@pytest.mark.parametrize(("result", "expected"), [(1.0, "match"), (1.3, "no_match")])
def test_of_the_poor_fewer_is_better(result, expected):
    poor = {"indicator": "ty_le_ho_ngheo", "unit": "%"}
    assert _verdict(indicator("t", "d", comparator="=", value=1.2, **poor), _result(result, **poor)) == expected


def test_a_range_is_reached_at_its_lower_end():
    target = indicator("t", "d", comparator="range", value=57.0, value_max=60.0)
    assert _verdict(target, _result(57.0)) == "match"
    assert _verdict(target, _result(58.0), met="exceeded") == "no_match"


@pytest.mark.parametrize(
    ("value", "direction", "expected"),
    [(94.8, None, "no_match"), (100.0, None, "match"), (5.0, "vượt", "match"), (3.0, "hụt", "no_match")],
)
def test_the_rate_that_the_document_states_counts_first(value, direction, expected):
    rate = _result(value, measure="vs_plan", unit="% so với kế hoạch", direction=direction)
    assert _verdict(rate) == expected


def test_what_the_year_may_still_bring_is_left_open():
    target = indicator("t", "d", comparator="=", value=60.0)
    assert _verdict(target, _result(40.0, period="6 tháng đầu năm")) == "boundary"
    assert _verdict(target, _result(61.0, period="6 tháng đầu năm")) == "match"


def test_nothing_is_said_without_a_result_or_without_a_target():
    assert _verdict(indicator("t", "d")) is None
    assert _verdict(_result(60.0)) is None
    assert _verdict(indicator("t", "d", scope="hộ dân tộc"), _result(60.0)) is None


@pytest.fixture(scope="module")
def sample():
    return parts_of(sorted(SAMPLE.glob("*")))


@pytest.mark.parametrize(
    ("question", "opening", "held"),
    [
        (
            "Năm 2024 Thanh Lương có hoàn thành chỉ tiêu hồ sơ giải quyết trực tuyến không?",
            "Không đạt chỉ tiêu.",
            "64,8",
        ),
        ("Chỉ tiêu đàn lợn năm 2024 của Cẩm Trung có đạt không?", "Không đạt chỉ tiêu.", "6.850"),
        ("Cam Trung nam 2024 co dat chi tieu dan lon khong?", "Không đạt chỉ tiêu.", "6.850"),
        ("Năm 2024 Thanh Lương có đạt chỉ tiêu thu ngân sách không?", "Có, đạt chỉ tiêu.", "16,24"),
        ("Năm 2024 Cẩm Trung không đạt chỉ tiêu đàn lợn phải không?", "Đúng, không đạt chỉ tiêu.", "6.850"),
        ("Năm 2025 Thanh Lương có đạt chỉ tiêu thu ngân sách không?", "Các văn bản", "18 tỷ"),
    ],
)
def test_yes_or_no_rests_on_the_result(sample, question, opening, held):
    text = answer(question, parts=sample).text
    assert text.startswith(opening)
    assert held in text


def test_a_target_asked_for_is_no_yes(sample):
    assert answer("Thanh Lương có chỉ tiêu BHYT bao nhiêu?", parts=sample).text.startswith("Chỉ tiêu")


def test_who_missed_the_target(sample):
    text = answer("Xã nào năm 2024 không đạt chỉ tiêu đàn lợn?", parts=sample).text
    assert "không đạt chỉ tiêu về tổng đàn lợn" in text.splitlines()[0]
    assert "Cẩm Trung" in text


def test_what_is_short_by_the_middle_of_the_year_has_not_exceeded():
    target, half = indicator("t", "d", comparator="=", value=60.0), _result(40.0, period="6 tháng đầu năm")
    assert _verdict(target, half, met="exceeded") == "no_match"
    assert _verdict(target, half, met="missed") == "boundary"


def test_of_the_whole_year_a_part_of_it_says_nothing():
    rows = (indicator("t", "d", comparator="=", value=60.0), _result(40.0, period="6 tháng đầu năm"))
    question = Question("", "", "ledger", "filter", met="missed", years=(2023,), part_of_year="cả năm")
    assert held_to_plan(question, DOCUMENT, rows, planned([DOCUMENT], rows, without=())) is None


def test_what_fell_short_is_told_with_its_target():
    question = Question("", "", "ledger", "list", years=(2023,))
    rows = (
        indicator("t", "d", comparator="=", value=60.0),
        _result(59.0),
        indicator("p", "d", comparator="=", value=1.2, indicator="ty_le_ho_ngheo", unit="%"),
        indicator("r", "d", kind="actual", comparator="=", value=1.0, indicator="ty_le_ho_ngheo", unit="%"),
    )
    found = missed(question, DOCUMENT, rows, planned([DOCUMENT], rows, without=()))
    assert [{row.value for row in group} for group in found] == [{60.0, 59.0}]


def test_a_part_of_a_year_is_told_beside_its_whole_by_no_unit_that_has_both():
    units = {"a": "Tân Hòa", "b": "Phú Lâm"}
    documents = [
        Resolution(key, f"{key}.txt", "h", "", (), (), identity(commune=name)) for key, name in units.items()
    ]
    half = replace(indicator("1", "a"), kind="actual", year=2025, period="6 tháng đầu năm", measure="level")
    whole = replace(half, row_id="2", period=None)
    other = replace(half, row_id="3", document_id="b")
    plan = replace(half, row_id="4", kind="target")
    assert of_whole_years([half, whole, other, plan], documents) == [whole, other, plan]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (None, False),
        ("6 tháng đầu năm", True),
        ("đến ngày 30/11/2025", True),
        ("đến hết tháng 9", True),
        ("12 tháng", False),
        ("đến ngày 31/12/2025", False),
        ("2021-2025", False),
    ],
)
def test_a_year_up_to_its_end_is_whole(period, expected):
    assert is_part_of_year(_result(1.0, period=period)) is expected
