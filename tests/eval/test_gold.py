import json
from pathlib import Path

import pytest

from eval.gold import document_of, load_gold, read_gold, said, tells
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
        ("direction", "lên"),
        ("approximate", 1),
        ("plan", "170"),
        ("scope", 5),
    ],
)
def test_a_value_that_cannot_be_used(tmp_path: Path, name: str, value: object) -> None:
    with pytest.raises(InvalidFile, match=rf"gold\.jsonl:2: trường “{name}”"):
        load_gold(write(tmp_path / "gold.jsonl", ROW, {**ROW, name: value}))


@pytest.mark.parametrize("other", ["file", "doc"])
def test_the_file_name_goes_by_other_names(tmp_path: Path, other: str) -> None:
    renamed = {(other if name == "document" else name): value for name, value in ROW.items()}
    assert load_gold(write(tmp_path / "a.jsonl", renamed)) == load_gold(write(tmp_path / "b.jsonl", ROW))
    with pytest.raises(InvalidFile, match="“document”"):
        load_gold(write(tmp_path / "c.jsonl", {**ROW, "document": ""}))


def test_a_row_without_id_needs_a_label(tmp_path: Path) -> None:
    assert load_gold(write(tmp_path / "a.jsonl", {**ROW, "indicator": None}))[0].indicator is None
    with pytest.raises(InvalidFile, match="“label”"):
        load_gold(write(tmp_path / "b.jsonl", {**ROW, "indicator": None, "label": ""}))


def test_a_row_with_all_that_people_wrote(tmp_path: Path) -> None:
    (row,) = read_gold(write(tmp_path / "a.jsonl", {**ROW, "span": "58", "plan_value": 60, "scope": None}))
    assert (said(row, "quote"), said(row, "plan"), said(row, "scope"), said(row, "rank")) == ("58", 60, None, None)
    assert [tells(row, name) for name in ("plan", "scope", "rank")] == [True, True, False]
    assert document_of({"doc": "xa\u0303.txt"}) == "xã.txt"  # the tilde apart from its letter
