"""Names of files in encodings that no system of today uses."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.names import is_left_by_system, readable

NAMES = ["Nghị quyết xã Đồng Mỹ.doc", "BÁO CÁO KẾT QUẢ 2024.xls", "Kế hoạch thu ngân sách_lần 2.docx"]


@pytest.mark.parametrize("name", NAMES)
def test_names_come_back_from_what_windows_wrote(name: str) -> None:
    old = "".join(unicodedata.normalize("NFC", part) for part in _toned(name))

    assert readable(name.encode()) == name
    assert readable(unicodedata.normalize("NFD", name).encode()) == name
    assert readable(old.encode("cp1258")) == name


def _toned(name: str) -> list[str]:
    """Letters with hats and horns whole, tones apart, as Windows-1258 has them."""
    parts = []
    for letter in name:
        tones = [mark for mark in unicodedata.normalize("NFD", letter) if mark in "\u0300\u0301\u0303\u0309\u0323"]
        bare = "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in tones)
        parts += [unicodedata.normalize("NFC", bare), *tones]
    return parts


def test_other_names() -> None:
    assert readable("NghÞ quyÕt x·.doc".encode("latin-1")) == "Nghị quyết xã.doc"
    assert readable("决议.docx".encode("gb18030")) == "决议.docx"
    assert readable(b"plain.txt") == "plain.txt"


def test_nothing_in_a_name_ends_a_line() -> None:
    assert readable(b"a\nb\x00\x1b[31m.txt") == "a_b__[31m.txt"


def test_what_systems_leave_beside_files() -> None:
    left = (".DS_Store", "xã/~$nq.docx", "__MACOSX/nq.docx", "xã/Thumbs.db", "Desktop.ini", ".rác/nq.docx")
    assert all(map(is_left_by_system, left))
    assert not any(map(is_left_by_system, ("nq.docx", "xã An Lạc/nq.v2.docx", "thumbs.db.txt")))
