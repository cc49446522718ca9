"""Kind 11: names that are no UTF-8 are read under a readable one, in zips and in folders."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from assistant.settings import Settings
from ingest.pipeline import ingest

GIVEN = Path(__file__).parents[3].parent / "shared" / "cases" / "11_file_name_not_utf8" / "win.zip"
TEXT = "NGHỊ QUYẾT\nII. CHỈ TIÊU NĂM 2025\n1. Thu ngân sách trên địa bàn đạt 7 tỷ đồng.\n".encode()
OLD = {  # names as Windows of the time wrote them
    "nghị quyết Đảng ủy.txt": "nghi\u0323 quyê\u0301t Đa\u0309ng u\u0309y.txt".encode("cp1258"),
    "Đông Sơn.txt": "Đông Sơn.txt".encode("cp1258"),
    "kế hoạch xã.txt": "kÕ ho¹ch x·.txt".encode("latin-1"),
}


def names(path: Path, data: Path) -> list[tuple[str, str]]:
    return [(each.name, each.outcome) for each in ingest([path], settings=Settings(data=data))]


@pytest.mark.parametrize("name", OLD)
def test_a_name_in_a_zip(tmp_path: Path, name: str) -> None:
    file = io.BytesIO()
    placeholder = b"N" * len(OLD[name])
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(placeholder.decode(), TEXT)
    (tmp_path / "gói.zip").write_bytes(file.getvalue().replace(placeholder, OLD[name]))

    assert names(tmp_path / "gói.zip", tmp_path / "kho") == [(f"gói.zip/{name}", "added")]


@pytest.mark.parametrize("name", OLD)
def test_a_name_in_a_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "vào"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/" + OLD[name])).write_bytes(TEXT)

    assert names(folder, tmp_path / "kho") == [(name, "added")]


@pytest.mark.skipif(not GIVEN.is_file(), reason="không có ../shared/cases")
def test_the_given_zip(tmp_path: Path) -> None:
    assert names(GIVEN, tmp_path / "kho") == [("win.zip/Nghi quyet xa Đong My.txt", "added")]
