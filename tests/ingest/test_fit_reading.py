"""From a row that staff correct to the weights that learn from it."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import InvalidSetting
from assistant.fakes import MemoryArchive
from assistant.language.catalogue import catalogue
from assistant.ledger.book import LedgerBook
from ingest import fit_reading
from ingest.extract import extract
from ingest.read import read
from ingest.read_file import archived
from ingest.training import fit, sources
from ingest.training.examples import Source, examples
from ingest.training.sources import sources_of
from ingest.weigh.stages import STAGES
from ingest.weigh.state import prepare
from ingest.weigh.weights import load
from tests.ingest.made import document
from ui.commands.labelled import write_labelled

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
    monkeypatch.setattr(sources, "bundled", lambda: [sample])
    monkeypatch.setattr(sources, "rules_learnt", lambda: iter(()))
    short = {name: replace(shape, rounds=15) for name, shape in fit.SHAPES.items()}
    monkeypatch.setattr(fit, "SHAPES", short)
    assert fit_reading.main([str(folder), "--out", str(tmp_path / "weights.npz")]) == 0
    assert "documents, gold of 2 authors (own, xem-lai)" in capsys.readouterr().out
    assert set(load(tmp_path / "weights.npz").forests) == set(short)


LINE = "- Tổng đàn lợn {} con."


@pytest.fixture
def chi(tmp_path, monkeypatch):
    """One author's folder; the project's own gold is left out, which takes minutes."""
    monkeypatch.setattr(sources, "bundled", list)
    monkeypatch.setattr(sources, "rules_learnt", lambda: iter(()))
    (tmp_path / "chi" / "docs").mkdir(parents=True)
    rows = []
    for number in range(6):
        heading = f"II. CHỈ TIÊU NĂM {2018 + number}"
        lines = [LINE.format(100 * number + at) for at in range(1, 6)]
        name = f"{number}.txt"
        (tmp_path / "chi" / "docs" / name).write_text("\n".join((heading, *lines)), encoding="utf-8")
        for at in range(1, 6):
            row = {"doc": name, "indicator": "tong_dan_lon", "value": 100 * number + at, "year": 2018 + number}
            row |= {"kind": "target", "measure": "level", "comparator": "=", "value_max": None}
            rows.append({**row, "span": lines[at - 1][2:-1]})
    (tmp_path / "chi" / "ledger.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path / "chi"


def test_the_weights_are_written_and_read_figures(chi, tmp_path, capsys):
    out = tmp_path / "weights.npz"
    assert fit_reading.main([str(chi), "--out", str(out)]) == 0
    assert capsys.readouterr().out.startswith(f"6 documents, gold of 1 authors (chi): {out}")
    weights = load(out)
    assert weights.forests.keys() == {stage.name for stage in STAGES}
    rows = extract(document(f"II. CHỈ TIÊU NĂM 2021\n{LINE.format(777)}\n{LINE.format(778)}"), weights=weights)
    assert [(row.indicator, row.value, row.kind, row.year) for row in rows] == [
        ("tong_dan_lon", 777, "target", 2021),
        ("tong_dan_lon", 778, "target", 2021),
    ]


def test_a_folder_without_documents_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "bundled", list)
    monkeypatch.setattr(sources, "rules_learnt", lambda: iter(()))
    with pytest.raises(InvalidSetting, match="docs/"):
        fit_reading.main([str(tmp_path), "--out", str(tmp_path / "weights.npz")])
    assert not (tmp_path / "weights.npz").exists()
