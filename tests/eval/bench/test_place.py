import json
import lzma
from pathlib import Path

import pytest

from eval.bench.figure import Skipped
from eval.bench.place import PATIENCE, Place, patience, python, sample, shared_rows


def test_rows_of_the_shared_data(tmp_path: Path) -> None:
    with lzma.open(tmp_path / "a.jsonl.xz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": number}) + "\n" for number in range(3))
    place = Place(tmp_path, shared=tmp_path)
    assert [row["id"] for row in shared_rows(place, name="a.jsonl.xz")] == [0, 1, 2]


def test_absent_material_is_said(tmp_path: Path) -> None:
    with pytest.raises(Skipped, match=r"không có b\.jsonl\.xz"):
        next(shared_rows(Place(tmp_path, shared=tmp_path), name="b.jsonl.xz"))


def test_the_sample_is_here() -> None:
    assert any(sample().glob("*.txt"))


def test_a_process_sees_the_data_folder_and_its_failure_is_not_swallowed(tmp_path: Path) -> None:
    assert python("-c", "import os; print(os.environ['NQ_DATA'])", data=tmp_path) == f"{tmp_path}\n"
    with pytest.raises(RuntimeError, match="mã thoát 3"):
        python("-c", "raise SystemExit(3)", data=tmp_path)


def test_a_large_archive_is_given_the_time_that_it_takes() -> None:
    assert patience(0) == PATIENCE
    # 1,841 s by the clock of a loaded machine, of which 655 s of processor time.
    assert patience(500_000) > 5 * 1841
