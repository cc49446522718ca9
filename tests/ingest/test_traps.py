"""Numbers that are no figures, 200 and more of them: dates, document numbers, list markers, roads, counters ..."""

from pathlib import Path

import pytest

from assistant.types import Identity, Resolution, SourceDocument
from ingest.clean import clean
from ingest.extract import extract
from ingest.outline import outline

TRAPS = [
    line
    for line in (Path(__file__).parents[1] / "data" / "traps.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_there_are_enough_of_them():
    assert len(set(TRAPS)) >= 200


@pytest.mark.parametrize("line", TRAPS)
def test_no_row_comes_of_it(line):
    text = clean(SourceDocument("d.txt", "h", f"II. CHỈ TIÊU NĂM 2024\n{line}\n")).text
    identity = Identity("nghị quyết", "Đảng", "t", level="xã", result_year=2023, target_year=2024)
    assert extract(Resolution("d", "d.txt", "h", text, (), outline(text), identity)) == ()
