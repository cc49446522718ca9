"""What people said of some rows of a document teaches those figures, and nothing of the others."""

import json

import pytest

from ingest.training.examples import Source, examples

TEXT = """NGHỊ QUYẾT
Về nhiệm vụ năm 2031 của xã Thạch Bàng

I. CHỈ TIÊU NĂM 2031
1. Thu nhập bình quân đầu người đạt 71 triệu đồng/người/năm.
2. Tỷ lệ hộ nghèo còn 1,9%.
3. Tổng đàn lợn 3.400 con.
4. Trồng mới 12 ha rừng.
"""


def row(quote, indicator, value, unit, **changes):
    kept = {"document": "thach-bang.txt", "quote": quote, "indicator": indicator, "value": value, "unit": unit}
    fields = {"comparator": "=", "value_max": None, "kind": "target", "measure": "level", "year": 2031}
    return {**kept, **fields, **changes}


INCOME = row("Thu nhập bình quân đầu người đạt 71 triệu đồng/người/năm", "thu_nhap_binh_quan", 71.0, "triệu đồng/năm")
POOR = row("Tỷ lệ hộ nghèo còn 1,9%", "ty_le_ho_ngheo", 1.9, "%")
PIGS = row("Tổng đàn lợn 3.400 con", "tong_dan_lon", 3400.0, "con")


@pytest.fixture
def example(tmp_path):
    def made(*rows):
        (tmp_path / "docs").mkdir()
        (tmp_path / "docs" / "thach-bang.txt").write_text(TEXT, encoding="utf-8")
        lines = (json.dumps(each, ensure_ascii=False) for each in rows)
        (tmp_path / "ledger.jsonl").write_text("\n".join(lines), encoding="utf-8")
        (found,) = examples([Source("x", tmp_path / "docs", tmp_path / "ledger.jsonl")])
        return found

    return made


def place(example, value):
    (found,) = [at for at, each in enumerate(example.survey.mentions) if each.quantity.value == value]
    return found


def test_gold_without_reviews_speaks_of_every_figure(example):
    found = example(INCOME)
    assert found.spoken is None
    assert all(found.counts(at, "ty_le_ho_ngheo") for at in range(len(found.survey.mentions)))


def test_confirmed_and_rejected_figures_count_and_no_others(example):
    found = example(
        {**INCOME, "review": "confirmed"}, {**POOR, "review": "extracted"}, {**PIGS, "review": "rejected"}
    )
    income, poor, pigs, forest = (place(found, value) for value in (71.0, 1.9, 3400.0, 12.0))
    assert list(found.labels[income]) == ["thu_nhap_binh_quan"]
    assert not found.labels[pigs]
    assert not found.labels[poor]
    assert [found.counts(at, "tong_dan_lon") for at in (income, pigs, poor, forest)] == [1.0, 1.0, 0.0, 0.0]
    assert [each["indicator"] for each in found.rows] == ["thu_nhap_binh_quan"]


def test_a_corrected_row_is_gold_as_corrected(example):
    found = example({**POOR, "indicator": "ty_le_ho_can_ngheo", "review": "corrected"})
    poor = place(found, 1.9)
    assert list(found.labels[poor]) == ["ty_le_ho_can_ngheo"]
    assert found.counts(poor, "ty_le_ho_ngheo") == 1.0  # known to be wrong


def test_a_second_row_of_a_figure_that_nobody_looked_at_stays_open(example):
    found = example(
        {**POOR, "review": "confirmed"}, {**POOR, "indicator": "ty_le_ho_can_ngheo", "review": "extracted"}
    )
    poor = place(found, 1.9)
    assert found.counts(poor, "ty_le_ho_ngheo") == 1.0
    assert found.counts(poor, "ty_le_ho_can_ngheo") == 0.0


def test_a_corrected_value_that_the_text_does_not_have_teaches_nothing(example):
    found = example({**PIGS, "value": 3500.0, "review": "corrected"})
    assert found.counts(place(found, 3400.0), "tong_dan_lon") == 0.0
    assert len(found.missed) == 1
