"""Members of zips under names that people can read."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest.members import Member, Refused
from ingest.readers.zipped import open_zip

MOST = 1_000_000


def members(data: bytes) -> list[Member | Refused]:
    return list(open_zip(data, name="gói.zip", most=MOST))


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in names:
            package.writestr(name, f"đây là {name}")
    return file.getvalue()


def renamed(old: bytes, new: bytes) -> bytes:
    """A zip whose one member's name is the bytes ``new``, without the flag for UTF-8."""
    return packed(old.decode()).replace(old, new)


def test_paths_stay_below_the_zip() -> None:
    names = [each.name for each in members(packed("../../a.txt", "/etc/b.txt", "C:\\xã\\c.txt", "./d.txt"))]

    assert names == ["a.txt", "etc/b.txt", "xã/c.txt", "d.txt"]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("xa\u0303 Đông.txt".encode("cp1258"), "xã Đông.txt"),
        ("x· §«ng.txt".encode("latin-1"), "xã Đông.txt"),
        ("xã Đông.txt".encode(), "xã Đông.txt"),
    ],
    ids=["Windows-1258", "TCVN3", "UTF-8 without its flag"],
)
def test_names_in_old_encodings(raw: bytes, name: str) -> None:
    assert [each.name for each in members(renamed(b"N" * len(raw), raw))] == [name]


def test_a_member_with_a_password_is_told() -> None:
    data = bytearray(packed("a.txt"))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1

    (refused,) = members(bytes(data))

    assert isinstance(refused, Refused)
    assert refused.reason == "a.txt: tệp trong gói.zip có mật khẩu; hãy giải nén bằng mật khẩu rồi nạp tệp."


def test_a_broken_member_costs_only_itself() -> None:
    data = packed("a.txt", "b.txt").replace("đây là a".encode(), "hỏng rồi".encode()[:10].ljust(11, b"x"), 1)

    assert [type(each) for each in members(data)] == [Refused, Member]


def test_a_large_member_is_told() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("a.bin", bytes(MOST + 1))

    (refused,) = members(file.getvalue())

    assert isinstance(refused, Refused)
    assert "quá mức 1 MB" in refused.reason


def test_a_member_without_a_name_costs_only_itself() -> None:
    nameless = packed("a.txt", "N", "b.txt").replace(b"N", b"\0")  # a name ends at its first zero

    assert [each.name for each in members(nameless)] == ["a.txt", "b.txt"]
