"""What is read of a page: its rows as ``expected.jsonl`` of the shared cases tells them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.types import Indicator, Resolution
from ingest.extract import extract
from ingest.read import read
from ingest.resolve import resolve

CASES = Path(__file__).parents[3].parent / "shared" / "cases"
_FIELDS = ("indicator", "comparator", "value", "kind", "measure", "year")
HEAD = ("ĐẢNG BỘ HUYỆN SƠN KHÊ", "ĐẢNG ỦY XÃ BÌNH AN", "Số 12-NQ/ĐU", "Bình An, ngày 10 tháng 01 năm 2025")
TITLE = ("NGHỊ QUYẾT", "về nhiệm vụ phát triển kinh tế - xã hội năm 2025", "II. CHỈ TIÊU NĂM 2025")


def document(data: bytes, folder: Path, name: str = "a.pdf") -> Resolution:
    """A file as it is read."""
    path = folder / name
    path.write_bytes(data)
    return resolve(read(path, max_bytes=10**8))


def values(found: Resolution) -> dict[str | None, list[float]]:
    """The figures of a document by their indicators."""
    told: dict[str | None, list[float]] = {}
    for row in extract(found):
        told.setdefault(row.indicator, []).append(row.value)
    return told


def assert_shared(name: str) -> None:
    """That a shared case is read as it is to be; skipped where the cases are absent."""
    if not CASES.is_dir():
        pytest.skip("không có ../shared/cases")
    lines = (CASES / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    case = next(each for line in lines if (each := json.loads(line))["input"] == name)
    found = extract(resolve(read(CASES / name, max_bytes=10**8)))
    told = [_told(row) for row in found]
    assert [row for row in case["rows"] if row not in told] == []
    assert not {row.value for row in found} & set(case["never"])


def _told(row: Indicator) -> dict[str, object]:
    return {field: getattr(row, field) for field in _FIELDS}
