"""Every given case as ``expected.jsonl`` tells it, through the command's own way: files, folders, zips, mails."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings
from ingest.filing import own_filing
from ingest.pipeline import ingest
from ingest.readers.tesseract import engine

GIVEN = Path(__file__).parents[4] / "shared" / "cases"
EXPECTED = GIVEN / "expected.jsonl"
CASES: list[Mapping[str, Any]] = (
    [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()] if EXPECTED.is_file() else []
)
BY_OCR = {"05_scanned_pages/mixed.pdf"}


@pytest.mark.slow
@pytest.mark.skipif(not CASES, reason="không có ../shared/cases")
@pytest.mark.parametrize("case", CASES, ids=[case["input"] for case in CASES])
def test_a_given_case_is_read_as_it_says(case: Mapping[str, Any], tmp_path: Path) -> None:
    if case["input"] in BY_OCR and engine() is None:
        pytest.skip("không có Tesseract")
    settings = Settings(data=tmp_path)

    outcomes = list(ingest([GIVEN / case["input"]], settings=settings))

    assert {outcome.outcome for outcome in outcomes} == {"added"}
    with own_filing(settings) as filing:
        rows = filing.archive.indicators()
    told = [{field: getattr(row, field) for field in case["rows"][0]} for row in rows]
    assert [row for row in case["rows"] if row not in told] == []
    assert not {row.value for row in rows} & set(case["never"])
