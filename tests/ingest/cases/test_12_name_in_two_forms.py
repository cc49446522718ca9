"""One visible name is one file, whether its letters are composed, apart, or in no UTF-8 at all."""

import os
import unicodedata
from pathlib import Path

import pytest

from assistant.build import open_archive
from assistant.settings import Settings
from ingest.origin import lies, path_of
from ingest.pipeline import ingest

TEXT = "NGHỊ QUYẾT\nĐẢNG ỦY XÃ GÒ DƯA\nII. CHỈ TIÊU NĂM 2026\n1. Thu ngân sách đạt {} tỷ đồng.\n"
NAME = "nghị quyết xã Gò Dưa.txt"


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "kho")


def run(path, settings):
    return [(each.name, each.outcome) for each in ingest([path], settings=settings)]


def put(folder, name, figure):
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(TEXT.format(figure), encoding="utf-8")
    return path


@pytest.mark.parametrize(("first", "then"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_the_other_form_is_an_update(settings, tmp_path, first, then):
    put(tmp_path / "vào", unicodedata.normalize(first, NAME), 9)
    assert run(tmp_path / "vào", settings) == [(NAME, "added")]
    (tmp_path / "vào" / unicodedata.normalize(first, NAME)).unlink()
    put(tmp_path / "vào", unicodedata.normalize(then, NAME), 11)
    assert run(tmp_path / "vào", settings) == [(NAME, "updated")]
    with open_archive(settings) as archive:
        assert [document.name for document in archive.documents()] == [NAME]
        assert [row.value for row in archive.indicators()] == [11.0]


def test_folders_in_two_forms_are_one_folder(settings, tmp_path):
    put(tmp_path / unicodedata.normalize("NFD", "xã Gò Dưa"), "a.txt", 9)
    assert run(tmp_path / unicodedata.normalize("NFD", "xã Gò Dưa"), settings) == [("a.txt", "added")]
    (tmp_path / unicodedata.normalize("NFD", "xã Gò Dưa")).rename(tmp_path / "xã Gò Dưa")
    assert run(tmp_path / "xã Gò Dưa", settings) == [("a.txt", "unchanged")]


def test_a_name_that_is_no_utf_8_is_kept_readable(settings, tmp_path):
    (tmp_path / "vào").mkdir()
    raw = os.fsencode(tmp_path / "vào") + b"/" + "nghị quyết xã đội.txt".encode("cp1258", "replace")
    Path(os.fsdecode(raw)).write_text(TEXT.format(9), encoding="utf-8")
    ((name, outcome),) = run(tmp_path / "vào", settings)
    assert outcome == "added"
    name.encode("utf-8")
    with open_archive(settings) as archive:
        assert archive.document(name).name == name
    assert run(tmp_path / "vào", settings) == [(name, "unchanged")]


def test_a_path_says_where_a_file_lies_in_either_form(tmp_path):
    path = put(tmp_path / "vào", unicodedata.normalize("NFD", NAME), 9)
    assert path_of(path) == unicodedata.normalize("NFC", str(path))
    assert lies(path_of(path))
    assert lies(f"{path_of(path)}/trong.txt")
    assert not lies(path_of(tmp_path / "vào" / "khác.txt"))


def test_of_two_files_that_read_alike_the_later_is_taken_and_the_other_told(settings, tmp_path):
    for form, figure, changed in (("NFC", 11, 2_000), ("NFD", 9, 1_000)):
        path = put(tmp_path / "vào", unicodedata.normalize(form, NAME), figure)
        os.utime(path, (changed, changed))
    hidden, taken = ingest([tmp_path / "vào"], settings=settings)
    assert (hidden.name, hidden.outcome, taken.name, taken.outcome) == (NAME, "rejected", NAME, "added")
    assert "chỉ khác cách ghi dấu" in hidden.reason
    assert run(tmp_path / "vào", settings) == [(NAME, "rejected"), (NAME, "unchanged")]
    with open_archive(settings) as archive:
        assert [row.value for row in archive.indicators()] == [11.0]


@pytest.mark.parametrize("typed", [unicodedata.normalize("NFD", NAME), NAME.title(), "Nghị quyết xã Gò Dưa.txt"])
def test_a_document_is_found_by_its_name_in_any_form(settings, tmp_path, typed):
    put(tmp_path / "vào", NAME, 9)
    run(tmp_path, settings)
    with open_archive(settings) as archive:
        assert archive.document(typed).name == f"vào/{NAME}"
