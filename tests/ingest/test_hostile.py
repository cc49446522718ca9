"""Hostile files of all formats: each is read, or rejected with its line, in 20 seconds and 1 GB; the run goes on.

A small sample of ``make hostile``, which reads 1,000. ``NQ_TEST_HOSTILE`` says how many, ``NQ_TEST_SEED`` which.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from assistant.settings import Settings
from ingest.pipeline import ingest
from tests.ingest.formats import LINES
from tests.ingest.hostile.measure import Hostile, measure, measured

HOW_MANY = int(os.environ.get("NQ_TEST_HOSTILE", "40"))
SEED = int(os.environ.get("NQ_TEST_SEED", "7"))
GOOD = "\n".join(LINES).encode()


@pytest.mark.slow
@pytest.mark.timeout(120 + 10 * HOW_MANY)
def test_each_is_read_or_rejected_in_time() -> None:
    assert [told for told in measure(HOW_MANY, seed=SEED) if not told.is_well] == []


@pytest.mark.slow
@pytest.mark.parametrize("words", ["số ", "Số — Bản Ngà, "])
def test_a_word_of_a_date_line_without_end_is_looked_through_once(words: str, tmp_path: Path) -> None:
    told = measured(Hostile("lặp.txt", "lặp", (words * (330_000 // len(words))).encode()), tmp_path)
    assert told.is_well, told


@pytest.mark.slow
@pytest.mark.parametrize(("words", "signs"), [("xã An ", 200_000), ("TP ", 330_000), ("bốn ", 600_000)])
def test_a_word_of_a_name_or_a_number_without_end_is_looked_through_once(
    words: str, signs: int, tmp_path: Path
) -> None:
    told = measured(Hostile("lặp.txt", "lặp", (words * (signs // len(words))).encode()), tmp_path)
    assert told.is_well, told


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    [
        f"<!-- {'<![CDATA[' * 40_000} -->",
        f"<!-- {'[if ' * 80_000} -->",
        f"<style>{'a ' * 150_000}</style>",
        f"<style>{'@media ' * 40_000}</style>",
        f"<p style='{'text-decoration:' * 20_000}'>một</p>",
    ],
    ids=["thẻ", "điều kiện", "kiểu không ngoặc", "kiểu không mở", "gạch"],
)
def test_what_never_closes_on_a_page_is_looked_through_once(page: str, tmp_path: Path) -> None:
    told = measured(Hostile("vỡ.html", "vỡ", f"<html><body><p>{LINES[0]}</p>{page}</body></html>".encode()), tmp_path)
    assert told.is_well, told


def test_names_that_are_no_text_and_files_that_are_none(tmp_path: Path) -> None:
    folder = tmp_path / "vào"
    folder.mkdir()
    (folder / "tốt.txt").write_bytes(GOOD)
    Path(os.fsdecode(os.fsencode(folder) + b"/nghi quy\xe9t \xff.txt")).write_bytes(GOOD + b"\n3. Khac.")
    (folder / "dòng\nhai.txt").write_bytes(GOOD + b"\n4. Khac.")
    (folder / "vòng.txt").symlink_to(folder / "vòng.txt")
    (folder / "đứt.txt").symlink_to(folder / "không có.txt")
    os.mkfifo(folder / "ống.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        (tmp_path / "s").rename(folder / "ổ cắm.txt")
        special = [folder / "ống.txt", folder / "ổ cắm.txt", Path("/dev/zero"), folder]
        told = list(ingest(special, settings=Settings(data=tmp_path / "kho")))

    added = [each for each in told if each.outcome == "added"]
    rejected = [each for each in told if each.outcome == "rejected"]
    assert len(added) == 3
    assert {each.name for each in rejected} == {"ống.txt", "ổ cắm.txt", "zero"}
    assert all("ống dẫn, ổ cắm hoặc thiết bị" in (each.reason or "") for each in rejected)


def test_one_that_cannot_be_stored_is_rejected_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.adapters.archive_sql import SqlArchive

    saved = SqlArchive.save

    def save(self: SqlArchive, found: object, **more: object) -> object:
        if found.resolution.name == "b.txt":  # type: ignore[attr-defined]
            raise OverflowError("Python int too large to convert to SQLite INTEGER")
        return saved(self, found, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(SqlArchive, "save", save)
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_bytes(GOOD + name.encode())
    told = list(ingest([tmp_path / f"{name}.txt" for name in "abc"], settings=Settings(data=tmp_path / "kho")))

    assert [each.outcome for each in told] == ["added", "rejected", "added"]
    assert "b.txt: lỗi phần mềm" in (told[1].reason or "")
    assert "hãy" in (told[1].reason or "")
