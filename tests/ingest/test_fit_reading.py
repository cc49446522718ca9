"""The command that learns how figures are read."""

import json

import pytest

from assistant.errors import InvalidSetting
from ingest import fit_reading
from ingest.extract import extract
from ingest.weigh.stages import STAGES
from ingest.weigh.weights import load
from tests.ingest.made import document

LINE = "- Tổng đàn lợn {} con."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """One author's folder; the project's own gold is left out, which takes minutes."""
    monkeypatch.setattr(fit_reading, "bundled", list)
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


def test_the_weights_are_written_and_read_figures(folder, tmp_path, capsys):
    out = tmp_path / "weights.npz"
    assert fit_reading.main([str(folder), "--out", str(out)]) == 0
    assert capsys.readouterr().out.startswith(f"6 documents of 1 authors (chi): {out}")
    weights = load(out)
    assert weights.forests.keys() == {stage.name for stage in STAGES}
    rows = extract(document(f"II. CHỈ TIÊU NĂM 2021\n{LINE.format(777)}\n{LINE.format(778)}"), weights=weights)
    assert [(row.indicator, row.value, row.kind, row.year) for row in rows] == [
        ("tong_dan_lon", 777, "target", 2021),
        ("tong_dan_lon", 778, "target", 2021),
    ]


def test_a_folder_without_documents_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(fit_reading, "bundled", list)
    with pytest.raises(InvalidSetting, match="docs/"):
        fit_reading.main([str(tmp_path), "--out", str(tmp_path / "weights.npz")])
    assert not (tmp_path / "weights.npz").exists()
