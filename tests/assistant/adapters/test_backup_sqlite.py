import os
import shutil
import sqlite3
import zipfile
from contextlib import closing

import pytest

from assistant.adapters.backup_sqlite import HALF_RESTORED, read_backup, write_backup
from assistant.errors import ArchiveUnusable, InvalidSetting, NghiquyetError


@pytest.fixture
def data(tmp_path):
    """A data folder of which a service has the archive open, with what it may hold beside it."""
    data = tmp_path / "kho"
    for name in ("index/lexical/x", "eval/lan-1.json", "owner.lock", "chat.json", "backups/2026-01-01/archive.db"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text("{}")
    with closing(sqlite3.connect(data / "archive.db")) as writing:
        writing.execute("PRAGMA journal_mode = WAL")
        writing.execute("CREATE TABLE t (a)")
        writing.execute("INSERT INTO t VALUES (7)")
        writing.commit()
        yield data


def held(data):
    with closing(sqlite3.connect(data / "archive.db")) as connection:
        return connection.execute("SELECT a FROM t").fetchall()


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_archive_is_whole_and_what_is_derived_stays_out(data, tmp_path):
    assert write_backup(data / "archive.db", out=tmp_path / "a.zip") > 0
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert sorted(packed.namelist()) == ["archive.db", "eval/lan-1.json"]
    assert read_backup(tmp_path / "a.zip", archive=tmp_path / "moi" / "archive.db") is None
    assert held(tmp_path / "moi") == [(7,)]
    assert files(tmp_path / "moi") == ["archive.db", "eval/lan-1.json"]


def test_files_of_before_1980_are_kept(data, tmp_path):
    os.utime(data / "eval" / "lan-1.json", (0, 0))
    write_backup(data / "archive.db", out=tmp_path / "a.zip")
    assert "eval/lan-1.json" in zipfile.ZipFile(tmp_path / "a.zip").namelist()


def test_a_backup_within_the_folder_holds_no_older_one(data, tmp_path):
    for _ in range(3):
        write_backup(data / "archive.db", out=data / "a.zip")
    assert sorted(zipfile.ZipFile(data / "a.zip").namelist()) == ["archive.db", "eval/lan-1.json"]
    assert not list(data.glob("*.part"))


def test_a_broken_archive_leaves_the_older_backup(data, tmp_path):
    write_backup(data / "archive.db", out=tmp_path / "a.zip")
    before = (tmp_path / "a.zip").read_bytes()
    shutil.copytree(data, tmp_path / "hỏng")
    for path in (tmp_path / "hỏng").glob("archive.db-*"):
        path.unlink()
    (tmp_path / "hỏng" / "archive.db").write_bytes(b"khong phai kho " * 1000)
    with pytest.raises(ArchiveUnusable, match="Hãy"):
        write_backup(tmp_path / "hỏng" / "archive.db", out=tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


def test_a_backup_takes_the_place_of_nothing_else(data, tmp_path):
    (tmp_path / "b.docx").write_bytes(b"PK")
    for out in (tmp_path / "b.docx", tmp_path):
        with pytest.raises(InvalidSetting, match="Hãy"):
            write_backup(data / "archive.db", out=out)
    with pytest.raises(NghiquyetError, match="Không sao lưu được"):
        write_backup(data / "archive.db", out=tmp_path / "không có" / "a.zip")


def test_without_an_archive_it_says_so(tmp_path):
    with pytest.raises(NghiquyetError, match="Chưa có kho văn bản"):
        write_backup(tmp_path / "archive.db", out=tmp_path / "a.zip")


def test_a_folder_that_holds_something_is_replaced_only_when_told(data, tmp_path):
    write_backup(data / "archive.db", out=tmp_path / "a.zip")
    other = tmp_path / "khác"
    other.mkdir()
    (other / "ghi chú.txt").write_text("giữ")
    with pytest.raises(InvalidSetting, match="--replace"):
        read_backup(tmp_path / "a.zip", archive=other / "archive.db")
    assert files(other) == ["ghi chú.txt"]

    aside = read_backup(tmp_path / "a.zip", archive=other / "archive.db", replaced=True)

    assert aside is not None
    assert files(aside) == ["ghi chú.txt"]
    assert held(other) == [(7,)]
    assert not (other / HALF_RESTORED).exists()


def zipped(path, members):
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return path


@pytest.mark.parametrize(
    "members",
    [
        {"a.docx": b""},
        {"archive.db": b"khong phai kho" * 99},
        {"archive.db": b"", "../ra ngoài": b""},
        {"archive.db": b"", "/etc/x": b""},
        {"archive.db": b"", "owner.lock": b""},
    ],
)
def test_what_is_no_backup_changes_nothing(members, tmp_path):
    packed = zipped(tmp_path / "a.zip", members)
    data = tmp_path / "đích" / "kho"
    data.mkdir(parents=True)
    with pytest.raises(NghiquyetError, match="Hãy"):
        read_backup(packed, archive=data / "archive.db", replaced=True)
    assert files(tmp_path / "đích") == []


def test_a_backup_that_is_cut_or_gone_is_told(data, tmp_path):
    write_backup(data / "archive.db", out=tmp_path / "a.zip")
    whole = (tmp_path / "a.zip").read_bytes()
    flipped = bytearray(whole)
    flipped[80] ^= 255
    for at, broken in enumerate((whole[:100], whole[:-10], b"", bytes(flipped))):
        (tmp_path / f"{at}.zip").write_bytes(broken)
        with pytest.raises(NghiquyetError, match="Hãy"):
            read_backup(tmp_path / f"{at}.zip", archive=tmp_path / "moi" / "archive.db")
    with pytest.raises(InvalidSetting, match="Không có tệp"):
        read_backup(tmp_path / "z.zip", archive=tmp_path / "moi" / "archive.db")
