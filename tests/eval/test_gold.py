import json
from pathlib import Path

import pytest

from eval.gold import load_gold
from eval.jsonl import InvalidFile
from eval.metrics.ledger import LedgerRow

ROW = {
    "document": "a.txt",
    "indicator": "thu_nhap_binh_quan",
    "label": "Thu nhập bình quân",
    "comparator": "range",
    "value": 58,
    "value_max": 60.5,
    "unit": "triệu đồng/người/năm",
    "kind": "target",
    "measure": "level",
    "year": 2023,
    "section": "kept and ignored",
}


def write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_a_gold_row(tmp_path: Path) -> None:
    (row,) = load_gold(write(tmp_path / "gold.jsonl", ROW))
    assert row == LedgerRow(
        document="a.txt",
        indicator="thu_nhap_binh_quan",
        label="Thu nhập bình quân",
        comparator="range",
        value=58.0,
        value_max=60.5,
        unit="triệu đồng/người/năm",
        kind="target",
        measure="level",
        year=2023,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("comparator", "~"),
        ("value", "58"),
        ("value", True),
        ("kind", "plan"),
        ("measure", None),
        ("year", "2023"),
    ],
)
def test_a_value_that_cannot_be_used(tmp_path: Path, name: str, value: object) -> None:
    with pytest.raises(InvalidFile, match=rf"gold\.jsonl:2: trường “{name}”"):
        load_gold(write(tmp_path / "gold.jsonl", ROW, {**ROW, name: value}))


def test_the_file_name_goes_by_two_names(tmp_path: Path) -> None:
    renamed = {("file" if name == "document" else name): value for name, value in ROW.items()}
    assert load_gold(write(tmp_path / "a.jsonl", renamed)) == load_gold(write(tmp_path / "b.jsonl", ROW))
    with pytest.raises(InvalidFile, match="“document”"):
        load_gold(write(tmp_path / "c.jsonl", {**ROW, "document": ""}))


def test_a_row_without_id_needs_a_label(tmp_path: Path) -> None:
    assert load_gold(write(tmp_path / "a.jsonl", {**ROW, "indicator": None}))[0].indicator is None
    with pytest.raises(InvalidFile, match="“label”"):
        load_gold(write(tmp_path / "b.jsonl", {**ROW, "indicator": None, "label": ""}))
