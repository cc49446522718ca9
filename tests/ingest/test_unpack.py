"""Files in files: zips and mails, one in another, and where it stops."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest

from ingest.members import Member, Refused
from ingest.unpack import unpack

NOTE = "Thu ngân sách năm 2025 đạt 7 tỷ đồng".encode()


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return file.getvalue()


def mailed(filename: str, data: bytes) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Gửi chỉ tiêu", "vp@xa.vn"
    mail.set_content("Kính gửi các thôn, thu ngân sách 9 tỷ đồng.")
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=filename)
    return bytes(mail)


def test_a_document_is_handed_on_as_it_is() -> None:
    assert list(unpack(NOTE, name="xã/a.txt")) == [Member("xã/a.txt", NOTE)]


def test_a_zip_in_a_mail_in_a_zip() -> None:
    inner = zipped(**{"thôn 1/a.txt": NOTE})

    found = list(unpack(zipped(**{"thư.eml": mailed("gói trong.zip", inner)}), name="gói.zip"))

    assert [each.name for each in found] == [
        "gói.zip/thư.eml/nội dung thư.txt",
        "gói.zip/thư.eml/gói trong.zip/thôn 1/a.txt",
    ]
    assert found[1] == Member("gói.zip/thư.eml/gói trong.zip/thôn 1/a.txt", NOTE)


def test_attachments_of_one_name_are_files_of_their_own() -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Hai xã gửi", "vp@huyen.vn"
    for name, data in (("nq.txt", b"1"), ("nq (2).txt", b"2"), ("nq.txt", b"3"), ("nq.txt", b"4")):
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)

    assert [(each.name, each.data) for each in unpack(bytes(mail), name="a.eml") if isinstance(each, Member)] == [
        ("a.eml/nq.txt", b"1"),
        ("a.eml/nq (2).txt", b"2"),
        ("a.eml/nq (3).txt", b"3"),
        ("a.eml/nq (4).txt", b"4"),
    ]


def test_members_of_one_name_are_files_of_their_own() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("xã/a.txt", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            package.writestr("xã/a.txt", b"2")

    assert [each.name for each in unpack(file.getvalue(), name="g.zip")] == ["g.zip/xã/a.txt", "g.zip/xã/a (2).txt"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 broken", "đã hỏng"),
        (zipped(), "không có tệp nào bên trong"),
        (zipped(**{"__MACOSX/a": b"x", ".DS_Store": b"y"}), "không có tệp nào bên trong"),
        (zipped(a=bytes(200_000_000)), "bom nén"),
    ],
)
def test_what_cannot_be_unpacked_is_one_line(data: bytes, said: str) -> None:
    (refused,) = unpack(data, name="xã/gói.zip")

    assert isinstance(refused, Refused)
    assert refused.name == "xã/gói.zip"
    assert refused.reason.startswith("gói.zip: ")
    assert said in refused.reason
    assert "hãy" in refused.reason


def test_zips_within_zips_end_at_a_depth() -> None:
    data = NOTE
    for level in range(7):
        data = zipped(**{f"{level}.zip" if level else "a.txt": data})

    (refused,) = unpack(data, name="sâu.zip")

    assert isinstance(refused, Refused)
    assert "lồng nhau quá 5 lớp" in refused.reason


def test_a_zip_of_very_many_files_ends_with_one_line() -> None:
    data = zipped(**{f"{number}.txt": b"1 a" for number in range(5_010)})

    *taken, refused = unpack(data, name="nhiều.zip")

    assert len(taken) == 5_000
    assert isinstance(refused, Refused)
    assert "chứa quá 5000 tệp" in refused.reason


def test_one_broken_zip_among_others_costs_only_itself() -> None:
    found = list(unpack(zipped(**{"a.zip": b"PK\x03\x04", "b.txt": NOTE}), name="gói.zip"))

    assert [type(each) for each in found] == [Refused, Member]
    assert [each.name for each in found] == ["gói.zip/a.zip", "gói.zip/b.txt"]
