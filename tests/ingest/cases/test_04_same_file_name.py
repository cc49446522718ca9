"""Files of one name in several folders are told apart; code and links are no text."""

import shutil
from pathlib import Path

import pytest

from assistant.build import open_archive
from assistant.settings import Settings
from ingest.pipeline import ingest
from ingest.read import read
from ingest.read_file import archived

OWN = Path(__file__).parents[2] / "data" / "cases" / "04_same_file_name"
GIVEN = Path(__file__).parents[4] / "shared" / "cases" / "04_same_file_name"


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "kho")


def run(*paths, settings):
    return [(each.name, each.outcome, each.note) for each in ingest(paths, settings=settings)]


def values(settings, indicator="thu_ngan_sach"):
    with open_archive(settings) as archive:
        return sorted(row.value for row in archive.indicators([indicator]))


def names(settings):
    with open_archive(settings) as archive:
        return [document.name for document in archive.documents()]


@pytest.mark.parametrize("single", [False, True])
def test_two_folders_given_one_after_the_other(settings, single):
    for folder in (OWN / "phuong_dong", OWN / "phuong_tay"):
        (told,) = run(folder / "chi_tieu.txt" if single else folder, settings=settings)
        assert told[:2] == ("chi_tieu.txt", "added")
    assert "phuong_tay/chi_tieu.txt" in told[2]
    assert names(settings) == ["chi_tieu.txt", "phuong_tay/chi_tieu.txt"]
    assert values(settings) == [16.8, 21.4]


def test_the_same_files_in_one_folder_or_by_themselves_are_the_same_documents(settings):
    run(OWN, settings=settings)
    again = run(OWN / "phuong_tay" / "chi_tieu.txt", OWN / "phuong_dong", settings=settings)
    assert [outcome for _, outcome, _ in again] == ["unchanged", "unchanged"]
    assert names(settings) == ["phuong_dong/chi_tieu.txt", "phuong_tay/chi_tieu.txt"]


def test_a_moved_and_renamed_file_is_the_same_one(settings, tmp_path):
    for folder in ("đông", "tây"):
        (tmp_path / "nhận" / folder).mkdir(parents=True)
    first = tmp_path / "nhận" / "đông" / "nq.txt"
    shutil.copy(OWN / "phuong_dong" / "chi_tieu.txt", first)
    run(tmp_path / "nhận", settings=settings)
    first.rename(tmp_path / "nhận" / "tây" / "ban_hanh.txt")
    assert run(tmp_path / "nhận", settings=settings) == [("tây/ban_hanh.txt", "unchanged", None)]
    assert names(settings) == ["tây/ban_hanh.txt"]


def test_a_copy_is_a_further_name_of_one_document(settings, tmp_path):
    (tmp_path / "nhận").mkdir()
    for name in ("a.txt", "b.txt"):
        shutil.copy(OWN / "phuong_dong" / "chi_tieu.txt", tmp_path / "nhận" / name)
    assert [outcome for _, outcome, _ in run(tmp_path / "nhận", settings=settings)] == ["added", "unchanged"]
    assert names(settings) == ["a.txt"]
    assert values(settings) == [21.4]


def test_a_new_version_in_one_folder_leaves_the_other_alone(settings, tmp_path):
    shutil.copytree(OWN, tmp_path / "nhận")
    run(tmp_path / "nhận" / "phuong_dong", settings=settings)
    run(tmp_path / "nhận" / "phuong_tay", settings=settings)
    newer = tmp_path / "nhận" / "phuong_tay" / "chi_tieu.txt"
    newer.write_text(newer.read_text(encoding="utf-8").replace("16,8", "17,1"), encoding="utf-8")
    assert run(newer, settings=settings)[0][1] == "updated"
    assert values(settings) == [17.1, 21.4]


@pytest.mark.parametrize("folder", ["phuong_dong", "phuong_tay"])
def test_numbers_of_code_and_links_are_no_rows(folder):
    found = archived(read(OWN / folder / "chi_tieu.txt", max_bytes=10**6))
    assert len(found.indicators) == 2
    told = {each.figure: each for each in found.figures}
    for number in ("37", "4", "12", "88") if folder == "phuong_dong" else ("45", "72", "6"):
        assert told[number].verdict == "none"
        assert told[number].why[0].split()[0] in {"mã", "địa"}


@pytest.mark.skipif(not GIVEN.is_dir(), reason="the given cases are not here")
def test_the_given_files(settings):
    for folder in sorted(GIVEN.iterdir()):
        run(folder, settings=settings)
    assert values(settings) == [9.0, 12.5]
    assert values(settings, "thu_nhap_binh_quan") == [58.0, 63.0]
    with open_archive(settings) as archive:
        assert all(row.value > 2 for row in archive.indicators())
