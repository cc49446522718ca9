"""Fitting on a handful of documents: what they show is learnt, and the same documents give the same weights."""

import json
from itertools import product

import numpy as np
import pytest

from ingest.extract import extract
from ingest.training import fit as fitting
from ingest.training.boost import Shape
from ingest.training.examples import examples, source
from ingest.training.fit import LABELS, SHAPES, fit, own_years
from ingest.weigh.stages import STAGES
from ingest.weigh.state import prepare
from tests.ingest.made import document

THINGS = {"tong_dan_lon": "Tổng đàn lợn", "tong_dan_gia_cam": "Tổng đàn gia cầm", "ket_nap_dang_vien": "Kết nạp"}
UNITS = {"tong_dan_lon": "con", "tong_dan_gia_cam": "con", "ket_nap_dang_vien": "đảng viên"}


def text_and_rows(number, year):
    """A document of results and targets in one form, its gold rows beside it."""
    lines, rows = [f"BÁO CÁO\nKết quả năm {year}, nhiệm vụ năm {year + 1}"], []
    for side, (kind, heading) in enumerate((("actual", "I. KẾT QUẢ"), ("target", "II. CHỈ TIÊU"))):
        lines.append(f"{heading} NĂM {year + side}")
        for at, (indicator, name) in enumerate(THINGS.items()):
            value = 20 + number * 7 + at * 3 + side
            lines.append(f"- {name} {value} {UNITS[indicator]}.")
            row = {"doc": f"{number}.txt", "indicator": indicator, "value": value, "kind": kind, "year": year + side}
            rows.append({**row, "comparator": "=", "value_max": None, "measure": "level", "span": lines[-1][2:-1]})
        lines.append(f"- Tổ chức {number + 2} buổi họp; thăm hỏi {number + 4} gia đình.")
    return "\n".join(lines), rows


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    found = []
    for author, first in (("anh", 0), ("binh", 6)):
        folder = tmp_path_factory.mktemp(author)
        (folder / "docs").mkdir()
        ledger = []
        for number in range(first, first + 6):
            text, rows = text_and_rows(number, 2015 + number % 5)
            (folder / "docs" / f"{number}.txt").write_text(text, encoding="utf-8")
            ledger += rows
        (folder / "ledger.jsonl").write_text("\n".join(map(json.dumps, ledger)), encoding="utf-8")
        found += examples([source(folder)])
    return found


@pytest.fixture(scope="module")
def weights(gold):
    return fitted(gold)


def fitted(gold):
    """Weights of few and small trees, for few and small documents."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "SHAPES", dict.fromkeys(SHAPES, Shape(20, 8, 3, 0.3)))
        return fit(gold)


def test_all_gold_is_found(gold):
    assert len(gold) == 12
    assert all(not example.missed for example in gold)


def test_a_documents_own_years_are_those_of_most_of_its_rows(gold):
    assert own_years(gold[0]) == (2015, 2016)


def test_each_stage_has_a_label_and_a_weight_for_each_row(gold):
    assert LABELS.keys() == SHAPES.keys() == {stage.name for stage in STAGES}
    state = prepare(gold[0].survey)
    for stage in STAGES:
        labels = LABELS[stage.name](gold[0], state)
        assert len(labels.values) == len(labels.weights) == stage.rows(state)
        shape = (stage.rows(state), stage.classes) if stage.classes > 1 else stage.rows(state)
        stage.put(state, np.full(shape, 0.5))


def test_one_pair_of_years_is_the_documents_own(gold):
    assert LABELS["document"](gold[0], prepare(gold[0].survey)).values.sum() == 1


def test_a_new_document_of_the_same_form_is_read(weights):
    text, rows = text_and_rows(3, 2022)
    found = extract(document(text, kind="báo cáo", title="Kết quả năm 2022, nhiệm vụ năm 2023"), weights=weights)
    known = {(row.indicator, row.value, row.kind, row.year) for row in found if row.indicator in THINGS}
    assert known == {(row["indicator"], row["value"], row["kind"], row["year"]) for row in rows}


def test_the_same_documents_give_the_same_weights(gold, weights):
    again = fitted(gold)
    for stage, name in product(STAGES, ("roots", "feature", "threshold", "left", "right", "missing_left", "leaf")):
        one, two = (getattr(each.forests[stage.name], name) for each in (weights, again))
        assert np.array_equal(one, two), (stage.name, name)
    assert all(weights.forests[stage.name].names == again.forests[stage.name].names for stage in STAGES)
