"""Whole files into a real data folder, through the real archive and indexes."""

import os
import zipfile
from pathlib import Path

import pytest

from assistant.build import Places, open_archive, open_assistant
from assistant.errors import ArchiveInUse, EmptyArchive, IndexMismatch, InvalidSetting, UnknownDocument
from assistant.settings import Settings
from ingest.doctor import examine, repair
from ingest.filing import own_filing
from ingest.pipeline import ingest

TEXT = (
    "NGHỊ QUYẾT\nCỦA BAN CHẤP HÀNH ĐẢNG BỘ XÃ AN LẠC\nVề nhiệm vụ năm 2024\n"
    "I. KẾT QUẢ NĂM 2023\nThu ngân sách đạt 12 tỷ đồng.\nII. CHỈ TIÊU NĂM 2024\n"
    "- Thu ngân sách trên 13 tỷ đồng;\nIII. GIẢI PHÁP\nNạo vét kênh mương, bảo vệ môi trường nông thôn."
)


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "kho")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "vào" / "con").mkdir(parents=True)
    (tmp_path / "vào" / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "vào"


def _outcomes(paths, settings):
    return [(each.name, each.outcome) for each in ingest(paths, settings=settings)]


def test_the_same_file_twice_changes_nothing(folder, settings):
    assert _outcomes([folder], settings) == [("a.txt", "added")]
    with open_archive(settings) as archive:
        before = (archive.revision(), archive.documents(), archive.passages(), archive.indicators())
    assert _outcomes([folder], settings) == [("a.txt", "unchanged")]
    with open_archive(settings) as archive:
        assert (archive.revision(), archive.documents(), archive.passages(), archive.indicators()) == before


def test_a_changed_file_is_replaced_whole(folder, settings):
    _outcomes([folder], settings)
    (folder / "a.txt").write_text(TEXT.replace("trên 13 tỷ", "trên 15 tỷ"), encoding="utf-8")
    assert _outcomes([folder], settings) == [("a.txt", "updated")]
    with open_archive(settings) as archive:
        assert [row.value for row in archive.indicators() if row.kind == "target"] == [15.0]


def test_files_of_one_name_in_two_folders_are_two_documents(folder, settings):
    (folder / "con" / "a.txt").write_text(TEXT.replace("AN LẠC", "BÌNH AN"), encoding="utf-8")
    assert _outcomes([folder], settings) == [("a.txt", "added"), ("con/a.txt", "added")]


def test_a_bad_file_is_rejected_with_a_reason_and_the_rest_goes_on(folder, settings):
    (folder / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    outcomes = {each.name: each for each in ingest([folder], settings=settings)}
    assert outcomes["b.pdf"].outcome == "rejected"
    assert "b.pdf" in (outcomes["b.pdf"].reason or "")
    assert outcomes["a.txt"].outcome == "added"


def test_workers_give_the_same_archive(folder, settings, tmp_path):
    (folder / "con" / "b.txt").write_text(TEXT.replace("AN LẠC", "BÌNH AN"), encoding="utf-8")
    other = Settings(data=tmp_path / "kho2")
    list(ingest([folder], settings=settings))
    list(ingest([folder], settings=other, workers=2))
    with open_archive(settings) as one, open_archive(other) as two:
        assert one.indicators() == two.indicators()
        assert one.passages() == two.passages()


def test_a_path_that_does_not_exist_and_a_data_folder_that_is_a_file(folder, settings, tmp_path):
    with pytest.raises(InvalidSetting, match="khong_co"):
        list(ingest([tmp_path / "khong_co"], settings=settings))
    with pytest.raises(InvalidSetting, match="là một tệp"):
        list(ingest([folder], settings=Settings(data=folder / "a.txt")))


def test_both_routes_over_what_was_read(folder, settings):
    list(ingest([folder], settings=settings))
    assistant = open_assistant(settings)
    try:
        ledger = assistant.ask("Xã nào đặt chỉ tiêu thu ngân sách từ 13 tỷ đồng trở lên?")
        assert [(row.document, row.verdict) for row in ledger.rows] == [("a.txt", "match")]
        passages = assistant.ask("Xã An Lạc có giải pháp gì về bảo vệ môi trường?")
        assert "Nạo vét kênh mương" in passages.text
        with pytest.raises(ArchiveInUse):
            list(ingest([folder], settings=settings))
    finally:
        assistant.close()


def test_nothing_ingested_is_said(settings):
    with pytest.raises(EmptyArchive, match="nghiquyet ingest"):
        open_assistant(settings)


def test_a_lost_index_is_a_failure_and_never_a_refusal(folder, settings):
    import shutil

    list(ingest([folder], settings=settings))
    shutil.rmtree(Places(settings.data).lexical)
    assistant = open_assistant(settings)
    try:
        for _ in range(2):  # the lock is given back each time
            with pytest.raises(IndexMismatch, match="doctor --repair"):
                assistant.ask("Có giải pháp gì về môi trường?")
    finally:
        assistant.close()
    assert not all(finding.ok for finding in examine(settings))
    assert all(finding.ok for finding in repair(settings))


def test_only_what_changed_is_read(folder, settings, monkeypatch):
    os.utime(folder / "a.txt", (1_700_000_000, 1_700_000_000))  # long ago, so that its time can be trusted
    _outcomes([folder], settings)
    monkeypatch.setattr("ingest.pipeline.hash_of", lambda path: pytest.fail(f"{path} is read"))
    monkeypatch.setattr("ingest.crew._Worker", lambda *_: pytest.fail("a process is started"))
    assert _outcomes([folder], settings) == [("a.txt", "unchanged")]
    monkeypatch.undo()
    os.utime(folder / "a.txt", (1_700_000_001, 1_700_000_001))  # touched: its bytes tell
    assert _outcomes([folder], settings) == [("a.txt", "unchanged")]
    with open_archive(settings) as archive:
        assert archive.files()[0].origin.modified == 1_700_000_001 * 10**9


def test_what_another_version_of_the_software_read_is_read_again(folder, settings, monkeypatch):
    _outcomes([folder], settings)
    monkeypatch.setattr("ingest.pipeline.reading_version", lambda _: "sau")
    assert _outcomes([folder], settings) == [("a.txt", "unchanged")]
    with open_archive(settings) as archive:
        assert archive.files()[0].origin.reading == "sau"


def test_a_fault_of_ours_and_a_file_that_takes_too_long_cost_only_themselves(folder, tmp_path):
    slow = Settings(data=tmp_path / "kho", file_seconds=0.001)
    (outcome,) = ingest([folder], settings=slow)
    assert (outcome.outcome, "NQ_FILE_SECONDS" in outcome.reason) == ("rejected", True)


def test_hidden_files_and_the_data_folder_are_passed_over(folder):
    for name in (".a.txt", "~$a.txt"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    inside = Settings(data=folder / "kho")
    assert _outcomes([folder, folder / "a.txt"], inside) == [("a.txt", "added")]
    assert _outcomes([folder], inside) == [("a.txt", "unchanged")]


def test_how_many_files_there_are_is_told_first(folder, settings):
    told = []
    list(ingest([folder], settings=settings, began=told.append))
    assert told == [1]


def test_what_was_rejected_in_a_zip_is_told_again(folder, settings):
    with zipfile.ZipFile(folder / "gói.zip", "w") as package:
        package.writestr("b.txt", TEXT.replace("AN LẠC", "BÌNH AN"))
        package.writestr("c.pdf", b"%PDF-1.4 broken")
    os.utime(folder / "gói.zip", (1_700_000_000, 1_700_000_000))
    first = [("a.txt", "added"), ("gói.zip/b.txt", "added"), ("gói.zip/c.pdf", "rejected")]
    assert _outcomes([folder], settings) == first
    assert _outcomes([folder], settings) == [(name, outcome.replace("added", "unchanged")) for name, outcome in first]


def test_a_copy_is_told_as_one(folder, settings):
    (folder / "con" / "a.txt").write_text(TEXT, encoding="utf-8")
    first, copy = ingest([folder], settings=settings)
    assert (first.note, copy.outcome) == (None, "unchanged")
    assert copy.note == "giống hệt tệp “a.txt” đã có trong kho, tính là một văn bản"


def test_a_receipt_comes_with_each_file(folder, settings):
    (outcome,) = ingest([folder], settings=settings)
    assert outcome.receipt.rows == 2
    with open_archive(settings) as archive:
        receipt = archive.receipt("a.txt")
    assert [each.figure for each in receipt.figures] == ["2024", "2023", "2024"]
    assert all(each.why for each in receipt.figures)


def test_one_resolution_in_two_files_counts_once_and_both_are_listed(folder, settings):
    words = " ".join(f"việc {number}a" for number in range(60))
    (folder / "a.txt").write_text(f"{TEXT}\n{words}", encoding="utf-8")
    (folder / "quet.txt").write_text(f"{TEXT}\n{words.replace('việc 7a', 'viec 7o')}", encoding="utf-8")
    list(ingest([folder], settings=settings))
    assistant = open_assistant(settings)
    try:
        assert [document.name for document in assistant.shelf.documents()] == ["a.txt", "quet.txt"]
        answer = assistant.ask("Xã nào đặt chỉ tiêu thu ngân sách từ 13 tỷ đồng trở lên?")
        assert len([row for row in answer.rows if row.verdict == "match"]) == 1
        assert (answer.coverage.match, answer.coverage.excluded) == (1, 1)
        told = assistant.ask("Trong kho có bao nhiêu nghị quyết?").text
        assert "1 nghị quyết" in told or "1 văn bản" in told
        assert "Không kể 1 tệp là bản khác" in told
    finally:
        assistant.close()


def test_what_was_rejected_is_told_again_and_not_read_again(folder, settings, monkeypatch):
    _rejectable(folder)
    first = _told(folder, settings)

    assert [name for name, outcome, _ in first if outcome == "rejected"] == [
        "gói.zip/hỏng.pdf",
        "hỏng.pdf",
        "rỗng.zip",
    ]
    monkeypatch.setattr("ingest.crew._Worker", lambda *_: pytest.fail("a process is started"))
    again = _told(folder, settings)
    assert [(name, reason) for name, _, reason in again] == [(name, reason) for name, _, reason in first]
    assert {outcome for _, outcome, _ in again} == {"unchanged", "rejected"}


def test_what_was_rejected_is_read_again_where_it_may_be_read(folder, settings, monkeypatch):
    _rejectable(folder)
    _told(folder, settings)
    larger = settings.model_copy(update={"file_memory_mb": 5000})
    read = []
    monkeypatch.setattr(
        "ingest.pipeline.each", lambda run, jobs, **_: read.extend(jobs) or (run(job) for job in jobs)
    )

    _told(folder, larger)
    assert [file.name for file in read] == ["gói.zip", "hỏng.pdf", "rỗng.zip"]
    read.clear()
    (folder / "hỏng.pdf").write_text(TEXT.replace("2024", "2025"), encoding="utf-8")
    assert ("hỏng.pdf", "added", None) in _told(folder, larger)
    assert [file.name for file in read] == ["hỏng.pdf"]
    with open_archive(settings) as archive:
        assert [Path(each.origin.path).name for each in archive.rejected()] == ["hỏng.pdf", "rỗng.zip"]


def test_a_zip_that_was_cut_off_in_its_middle_is_read_again(folder, settings):
    _zip(folder / "gói.zip", {"b.txt": TEXT.replace("2024", "2023"), "c.txt": TEXT.replace("2024", "2022")})
    _long_ago(folder)
    for outcome in ingest([folder], settings=settings):
        if outcome.name == "gói.zip/b.txt":
            break
    assert ("gói.zip/c.txt", "added", None) in _told(folder, settings)
    assert {outcome for _, outcome, _ in _told(folder, settings)} == {"unchanged"}


def test_a_document_that_was_removed_stays_so_until_its_file_is_given(folder, settings, monkeypatch):
    _long_ago(folder)
    _outcomes([folder], settings)
    with own_filing(settings) as filing:
        (document_id,) = filing.remove(["a.txt"])
    for _ in range(2):
        (again,) = ingest([folder], settings=settings)
        assert (again.outcome, again.document_id) == ("unchanged", document_id)
        assert again.note.startswith("đã gỡ khỏi kho ngày ")
        assert f"nghiquyet remove --undo {document_id}" in again.note
        monkeypatch.setattr("ingest.pipeline.reading_version", lambda _: "another")
    with open_archive(settings) as archive, pytest.raises(UnknownDocument, match="đã gỡ khỏi kho ngày"):
        archive.document("a.txt")
    assert _outcomes([folder / "a.txt"], settings) == [("a.txt", "added")]
    assert _outcomes([folder], settings) == [("a.txt", "unchanged")]
    with open_archive(settings) as archive:
        assert [document.name for document in archive.documents()] == ["a.txt"]
        assert archive.removed() == []


def test_what_was_removed_comes_back_by_undo_or_with_other_content(folder, settings):
    _outcomes([folder], settings)
    with own_filing(settings) as filing:
        filing.remove(["a.txt"])
    (folder / "a.txt").write_text(TEXT.replace("AN LẠC", "BÌNH AN"), encoding="utf-8")
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    assert _outcomes([folder], settings) == [("a.txt", "added"), ("b.txt", "added")]


def test_all_that_came_from_a_zip_is_removed_and_comes_back_by_its_name(folder, settings):
    _zip(folder / "gói.zip", {f"{each}.txt": TEXT.replace("AN LẠC", each) for each in ("TÂN AN", "TÂN BÌNH")})
    _outcomes([folder], settings)
    with own_filing(settings) as filing:
        assert sorted(filing.remove(["gói.zip"]).values()) == ["gói.zip/TÂN AN.txt", "gói.zip/TÂN BÌNH.txt"]
        with pytest.raises(UnknownDocument):
            filing.remove(["gói"])
    assert [each.note is None for each in ingest([folder], settings=settings)] == [True, False, False]
    with own_filing(settings) as filing:
        filing.restore(["gói.zip/TÂN AN.txt"])
    assert [each.note is None for each in ingest([folder], settings=settings)] == [True, True, False]
    with own_filing(settings) as filing:
        assert list(filing.restore(["gói.zip"]).values()) == ["gói.zip/TÂN BÌNH.txt"]
        filing.remove(["gói.zip"])
    again = _outcomes([folder / "gói.zip"], settings)
    assert again == [("gói.zip/TÂN AN.txt", "added"), ("gói.zip/TÂN BÌNH.txt", "added")]


def _told(folder, settings):
    return sorted((each.name, each.outcome, each.reason) for each in ingest([folder], settings=settings))


def _rejectable(folder):
    """A file that is rejected, a zip with one beside a good one, and a zip with nothing else."""
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.4 broken")
    _zip(folder / "gói.zip", {"a2.txt": TEXT.replace("2024", "2020"), "hỏng.pdf": "%PDF-1.4 broken"})
    _zip(folder / "rỗng.zip", {})
    _long_ago(folder)


def _zip(path, members):
    with zipfile.ZipFile(path, "w") as package:
        for name, text in members.items():
            package.writestr(name, text)


def _long_ago(folder):
    """Makes the times of all files ones that can be trusted."""
    for path in folder.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))
