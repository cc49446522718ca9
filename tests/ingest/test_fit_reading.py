"""From a row that staff correct to the weights that learn from it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.fakes import MemoryArchive
from assistant.language.catalogue import catalogue
from assistant.ledger.book import LedgerBook
from ingest import fit_reading
from ingest.pipeline import archived
from ingest.read import read
from ingest.training import fit
from ingest.training.examples import Source, examples
from ingest.training.sources import sources_of
from ingest.weigh.state import prepare
from ingest.weigh.weights import load
from ui.labelled import write_labelled

ROOT = Path(__file__).parents[2]
TEXT = """ỦY BAN NHÂN DÂN XÃ THẠCH BÀNG
BÁO CÁO
Kết quả thực hiện nhiệm vụ năm 2030

I. KẾT QUẢ NĂM 2030
1. Thu nhập bình quân đầu người đạt 66 triệu đồng/người/năm.
2. Tỷ lệ hộ nghèo còn 2,3%.
3. Tổng đàn lợn 3.400 con.
"""


@pytest.fixture
def folder(tmp_path):
    """What staff said of two of the rows of a small document, written as a gold folder."""
    file = tmp_path / "bao-cao.txt"
    file.write_text(TEXT, encoding="utf-8")
    store = MemoryArchive()
    store.save(archived(read(file, max_bytes=10**6)))
    book = LedgerBook(store, catalogue())
    rows = {row.indicator: row for row in store.indicators()}
    assert {"thu_nhap_binh_quan", "ty_le_ho_ngheo", "tong_dan_lon"} <= set(rows)
    book.review(rows["ty_le_ho_ngheo"].row_id, decision="correct", changes={"year": "2029"}, by="Lan")
    book.review(rows["tong_dan_lon"].row_id, decision="reject", by="Lan")
    write_labelled(book.labelled(), tmp_path / "xem-lai")
    return tmp_path / "xem-lai"


def test_what_staff_said_is_what_is_learnt(folder):
    (example,) = examples(sources_of([folder]))
    values = [mention.quantity.value for mention in example.survey.mentions]
    income, poor, pigs = (values.index(value) for value in (66.0, 2.3, 3400.0))
    assert example.labels[poor]["ty_le_ho_ngheo"]["year"] == 2029
    state = prepare(example.survey)
    options = fit.LABELS["indicator"](example, state)
    weight = {figure: options.weights[state.option_of == figure] for figure in (income, poor, pigs)}
    assert not weight[income].any()
    assert weight[poor].all()
    assert weight[pigs].all()
    assert not options.values[state.option_of == pigs].any()
    assert options.values[state.option_of == poor].sum() == 1
    years = fit.LABELS["year"](example, state)
    assert set(np.flatnonzero(years.weights)) == set(np.flatnonzero(state.year_of == poor))
    assert not fit.LABELS["document"](example, state).weights.any()


def test_a_fit_uses_the_folder(folder, tmp_path, monkeypatch, capsys):
    gold = (ROOT / "tests" / "data" / "sample_ledger.jsonl").read_text(encoding="utf-8").splitlines()
    few = [line for line in gold if any(f'"{name}' in line for name in ("2023_nghi_quyet_xa", "2024_nghi_quyet_xa"))]
    (tmp_path / "gold.jsonl").write_text("\n".join(few), encoding="utf-8")
    sample = Source("own", ROOT / "ingest" / "sample", tmp_path / "gold.jsonl")
    monkeypatch.setattr(fit_reading, "bundled", lambda: [sample])
    short = {name: replace(shape, rounds=15) for name, shape in fit.SHAPES.items()}
    monkeypatch.setattr(fit, "SHAPES", short)
    assert fit_reading.main([str(folder), "--out", str(tmp_path / "weights.npz")]) == 0
    assert "documents of 2 authors (own, xem-lai)" in capsys.readouterr().out
    assert set(load(tmp_path / "weights.npz").forests) == set(short)
