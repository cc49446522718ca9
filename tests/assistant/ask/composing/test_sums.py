"""Sums and means leave out what is of a part."""

import pytest

from assistant.ask.composing.sums import compare, rank, total
from assistant.ask.composing.wording import library
from assistant.types import Counted, Place, Question, Resolution, Tally
from tests.builders import document, identity, indicator, row_of


def _mean(*scopes, text=""):
    documents = [
        Resolution(f"d{n}", f"{n}.txt", "h", "text", (), (), identity(commune=f"Xã {n}")) for n in range(len(scopes))
    ]
    counted = tuple(
        Counted(
            f"d{n}", (indicator(f"r{n}", f"d{n}", indicator="ty_le_ho_ngheo", unit="%", value=float(n), scope=each),)
        )
        for n, each in enumerate(scopes)
    )
    question = Question(text, text, "ledger", "mean", indicators=("ty_le_ho_ngheo",))
    return [each.text for each in total(question, Tally(counted, (), (), (), {}), library(documents))]


def test_a_part_that_the_question_names_is_none():
    told = _mean(None, "dân tộc thiểu số", text="Trung bình tỷ lệ hộ nghèo dân tộc thiểu số?")
    assert told[0].startswith("Trung bình tỷ lệ hộ nghèo của 2 đơn vị: 0,5 %")


def test_a_part_is_left_out_and_told():
    told = _mean(None, None, "dân tộc thiểu số")
    assert told[0].startswith("Trung bình tỷ lệ hộ nghèo của 2 đơn vị: 0,5 %")  # (0 + 1) / 2
    assert "Không tính vào, vì chỉ là của một phần:" in told


def test_words_of_the_name_are_no_part():
    assert "của 2 đơn vị: 0,5 %" in _mean(None, "hộ nghèo")[0]


def test_parts_alone_are_put_together():
    assert "của 2 đơn vị" in _mean("dân tộc thiểu số", "dân tộc thiểu số")[0]


def test_a_target_and_a_result_are_not_added():
    documents = [Resolution(f"d{n}", f"{n}.txt", "h", "t", (), (), identity(commune=f"Xã {n}")) for n in range(3)]
    kinds = ("actual", "actual", "target")
    rows = [
        indicator(
            f"r{n}", f"d{n}", indicator="thu_ngan_sach", unit="tỷ đồng", value=4.0 + n, kind=kind, comparator="="
        )
        for n, kind in enumerate(kinds)
    ]
    question = Question("", "", "ledger", "sum", indicators=("thu_ngan_sach",))
    counted = tuple(Counted(row.document_id, (row,)) for row in rows)
    told = [each.text for each in total(question, Tally(counted, (), (), (), {}), library(documents))]
    assert any("(kết quả) của 2 đơn vị: 9 tỷ đồng" in each for each in told)
    assert any("(chỉ tiêu) của 1 đơn vị: 6 tỷ đồng" in each for each in told)
    assert not any("15 tỷ" in each for each in told)


@pytest.mark.parametrize(("again", "units", "sum_"), [(None, 2, "20,5"), ("Tân Giang", 3, "33")])
def test_a_unit_counts_once_though_one_of_its_documents_names_no_district(again, units, sum_):
    places = [("Gò Mít", "Bình Lâm"), ("Gò Mít", again), ("Bàu Năng", "Bình Lâm")]
    documents = [
        Resolution(f"d{n}", f"{n}.txt", "h", "t", (), (), identity(commune=commune, district=told))
        for n, (commune, told) in enumerate(places)
    ]
    values = (12.5, 12.5, 8.0)
    rows = [
        indicator(f"r{n}", f"d{n}", indicator="thu_ngan_sach", unit="tỷ đồng", value=each, comparator="=")
        for n, each in enumerate(values)
    ]
    question = Question("", "", "ledger", "sum", indicators=("thu_ngan_sach",))
    counted = tuple(Counted(row.document_id, (row,)) for row in rows)
    told = [each.text for each in total(question, Tally(counted, (), (), (), {}), library(documents))]
    assert f"của {units} đơn vị: {sum_} tỷ đồng" in told[0]


@pytest.mark.parametrize("again", [12.5, 13.0])
def test_another_figure_of_the_same_unit_is_left_out_and_told(again):
    documents = [Resolution(f"d{n}", f"{n}.txt", "h", "t", (), (), identity(commune="Gò Mít")) for n in range(2)]
    rows = [
        indicator(f"r{n}", f"d{n}", indicator="thu_ngan_sach", unit="tỷ đồng", value=each, comparator="=")
        for n, each in enumerate((12.5, again))
    ]
    question = Question("", "", "ledger", "sum", indicators=("thu_ngan_sach",))
    counted = tuple(Counted(row.document_id, (row,)) for row in rows)
    told = total(question, Tally(counted, (), (), (), {}), library(documents))
    assert "của 1 đơn vị: 12,5 tỷ đồng" in told[0].text
    is_told = any(each.text.startswith("Không tính vào, vì cùng đơn vị đã có số khác") for each in told)
    assert is_told is (again != 12.5)
    assert [span.document_id for span in told[-1].spans] == (["d1"] if is_told else ["d0"])


def _of_units(years, intent="sum"):
    documents = [
        Resolution(f"d{n}", f"{n}.txt", "h", "t", (), (), identity(commune=f"Xã {n}")) for n in range(len(years))
    ]
    rows = [
        indicator(
            f"r{n}", f"d{n}", indicator="thu_ngan_sach", unit="tỷ đồng", value=4.0 + n, year=year, comparator="="
        )
        for n, year in enumerate(years)
    ]
    question = Question("", "", "ledger", intent, indicators=("thu_ngan_sach",))
    counted = tuple(Counted(row.document_id, (row,)) for row in rows)
    return [each.text for each in total(question, Tally(counted, (), (), (), {}), library(documents))]


def test_units_with_one_figure_each_make_one_sum_also_of_different_years():
    # That they are of different years is said below the answer (composing/coverage.py).
    assert "của 3 đơn vị: 15 tỷ đồng" in _of_units((2023, 2024, 2024))[0]


def test_units_of_one_year_make_one_sum():
    assert "của 3 đơn vị: 15 tỷ đồng" in _of_units((2024, 2024, 2024))[0]


def _of_periods(*periods):
    documents = [
        Resolution(f"d{n}", f"{n}.txt", "h", "text", (), (), identity(commune=f"Xã {n}")) for n in range(len(periods))
    ]
    rows = [
        indicator(
            f"r{n}", f"d{n}", indicator="thu_ngan_sach", unit="tỷ đồng", value=4.0 + n, period=each, kind="actual"
        )
        for n, each in enumerate(periods)
    ]
    question = Question("", "", "ledger", "sum", indicators=("thu_ngan_sach",))
    counted = tuple(Counted(row.document_id, (row,)) for row in rows)
    return [each.text for each in total(question, Tally(counted, (), (), (), {}), library(documents))]


@pytest.mark.parametrize("period", ["quý iv", "6 tháng đầu năm", "2021-2025"])
def test_what_is_of_a_part_of_the_year_or_of_a_term_is_not_added_to_years(period):
    told = _of_periods(None, period, None)
    assert "của 2 đơn vị: 10 tỷ đồng" in told[0]
    at = next(n for n, each in enumerate(told) if each.startswith("Không tính vào, vì là của thời gian"))
    assert "Xã 1" in told[at + 1]
    assert len(told) == at + 2


def test_of_parts_alone_those_of_one_length_are_added():
    assert "của 2 đơn vị: 10 tỷ đồng" in _of_periods("quý i", "quý ii", "quý i")[0]


def test_a_quarter_is_written_as_staff_write_it():
    assert any("quý IV" in each for each in _of_periods(None, "quý iv"))


def _over_years(values, *, asked):
    document = Resolution("d", "d.txt", "h", "text", (), (), identity(commune="Yên Mỹ"))
    rows = tuple(
        indicator(
            f"r{year}",
            "d",
            indicator="thu_ngan_sach",
            unit="tỷ đồng",
            value=value,
            year=year,
            kind="actual",
            comparator="=",
        )
        for year, value in values.items()
    )
    question = Question("", "", "ledger", "sum", indicators=("thu_ngan_sach",), years=asked)
    tally = Tally((Counted("d", rows),), (), (), (), {})
    return total(question, tally, library([document]))[0]


def test_the_years_of_one_unit_are_added():
    told = _over_years({2022: 6.25, 2021: 5.5}, asked=(2021, 2022))
    assert told.text == "Tổng thu ngân sách các năm 2021, 2022: 5,5 + 6,25 = 11,75 tỷ đồng."
    (made,) = told.derived
    assert (made.operation, made.value) == ("sum", 11.75)


def test_a_year_that_is_not_stated_is_said_to_be_left_out():
    told = _over_years({2021: 5.5, 2023: 7.0}, asked=(2021, 2022, 2023))
    assert "các năm 2021, 2023: 5,5 + 7 = 12,5 tỷ đồng; chưa gồm năm 2022, không có số liệu." in told.text


def test_of_one_year_alone_nothing_is_added():
    told = _over_years({2021: 5.5}, asked=(2021, 2022))
    assert told.text == "Tổng thu ngân sách năm 2021: 5,5 tỷ đồng; chưa gồm năm 2022, không có số liệu."


def _of(document, value, **changes):
    values = {"indicator": "thu_ngan_sach", "unit": "tỷ đồng", "comparator": "=", "kind": "actual", "year": 2024}
    return indicator(f"{document}{value}", document, value=value, figure=f"{value:g} tỷ", **(values | changes))


def _books(count):
    return library(
        [Resolution(f"d{n}", f"{n}.txt", "h", "t", (), (), identity(commune=f"Xã {n}")) for n in range(count)]
    )


def test_a_unit_stands_once_in_an_order_with_its_last_year():
    rows = [_of("d0", 9.0, year=2023), _of("d0", 7.0), _of("d1", 8.0)]
    found = tuple(Counted(row.document_id, (row,)) for row in rows)
    question = Question("", "", "ledger", "rank", indicators=("thu_ngan_sach",))
    told = [each.text for each in rank(question, Tally(found, (), (), (), {}), _books(2))]
    assert [line.split(":")[0] for line in told[1:]] == ["- Thứ 1", "- Thứ 2"]
    assert "8 tỷ" in told[1]
    assert "7 tỷ" in told[2]


def _compared(*rows):
    question = Question("", "", "ledger", "compare", indicators=("thu_ngan_sach",))
    found = tuple(Counted(row.document_id, (row,)) for row in rows)
    return [each.text for each in compare(question, Tally(found, (), (), (), {}), _books(2))]


def test_a_result_of_one_unit_is_not_held_against_a_target_of_another():
    assert _compared(_of("d0", 9.0), _of("d1", 7.0, kind="target")) == []


def test_of_two_units_each_kind_is_compared():
    rows = (_of("d0", 9.0), _of("d1", 7.0), _of("d0", 12.0, kind="target"), _of("d1", 8.0, kind="target"))
    first, second = _compared(*rows)
    assert first.startswith("Chênh lệch 2 tỷ đồng")
    assert second.startswith("Chênh lệch 4 tỷ đồng")


def test_the_formula_and_the_units_that_are_short():
    papers = [document(f"d{n}", f"thu {n + 4} tỷ đồng", commune=f"Xã {n}") for n in range(2)]
    rows = [
        row_of(each, each.text, indicator="thu_ngan_sach", unit="tỷ đồng", value=4.0 + n)
        for n, each in enumerate(papers)
    ]
    places = tuple(Place(f"Xã {n}", None) for n in range(3))
    question = Question("", "", "ledger", "sum", indicators=("thu_ngan_sach",), places=places)
    counted = tuple(Counted(row.document_id, (row,)) for row in rows)
    told = [each.text for each in total(question, Tally(counted, (), (), (), {}), library(papers))]
    assert "Cách tính: 4 + 5 = 9 tỷ đồng." in told
    assert "Chưa đủ: câu hỏi nói 3 đơn vị, sổ có số liệu của 2." in told


def test_rates_are_not_added_up():
    documents = [Resolution(f"d{n}", f"{n}.txt", "h", "t", (), (), identity(commune=f"Xã {n}")) for n in range(2)]
    rows = [indicator(f"r{n}", f"d{n}", indicator="ty_le_ho_ngheo", unit="%", value=2.0 + n) for n in range(2)]
    question = Question("", "", "ledger", "sum", indicators=("ty_le_ho_ngheo",))
    counted = tuple(Counted(row.document_id, (row,)) for row in rows)
    told = [each.text for each in total(question, Tally(counted, (), (), (), {}), library(documents))]
    assert told[0] == "Tỷ lệ không cộng lại được; số liệu của từng đơn vị:"
    assert len(told) == 3


def test_no_formula_adds_the_years_of_a_unit():
    documents = [Resolution(f"d{n}", f"{n}.txt", "h", "t", (), (), identity(commune=f"Xã {n}")) for n in range(2)]
    rows = [
        indicator(
            f"r{n}", f"d{n % 2}", indicator="tong_dan_lon", unit="con", value=100.0 * (n + 1), year=2023 + n // 2
        )
        for n in range(4)
    ]
    question = Question("", "", "ledger", "sum", indicators=("tong_dan_lon",))
    counted = tuple(Counted(f"d{n}", (rows[n], rows[n + 2])) for n in range(2))
    told = [each.text for each in total(question, Tally(counted, (), (), (), {}), library(documents))]
    assert any("năm 2023 của 2 đơn vị: 300 con" in each for each in told)  # 100 + 200
    assert not any("Cách tính" in each or "1.000" in each for each in told)
