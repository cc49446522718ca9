"""Hostile mails and packed files: what holds other files."""

from __future__ import annotations

import base64
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Mapping

from tests.ingest.formats import LINES, mailed, zipped
from tests.ingest.hostile.written import Maker

_TEXT = "\n".join(LINES).encode()


def _bomb(chance: random.Random) -> bytes:
    data = zipped({"a.txt": bytes(10_000_000)})
    for _ in range(chance.choice((0, 1, 2, 6))):
        data = zipped({f"{at}.zip": data for at in range(chance.choice((1, 10)))})
    return data


def _overlapping(chance: random.Random) -> bytes:
    """Many entries that all lead to the same bytes."""
    members, body = chance.choice((10, 3_000)), zlib.compress(b"a " * 5_000_000)[2:-4]
    fields = (20, 0, 8, 0, 33, zlib.crc32(b"a " * 5_000_000), len(body), 10_000_000, 5, 0)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", *fields) + b"a.txt" + body
    folder = (struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, *fields, 0, 0, 0, 0, 0) + b"a.txt") * members
    return local + folder + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, members, members, len(folder), len(local), 0)


def _named(chance: random.Random) -> bytes:
    names = (
        "../../a.txt",
        "/etc/a.txt",
        "C:\\a.txt",
        "a\0.txt",
        "a" * 60_000 + ".txt",
        ".",
        "",
        "a/",
        "\u202etxt.exe",
        "a\nb.txt",
        "²",
        "con.txt",
        "x/../../y.txt",
        "\ud800.txt",
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for _ in range(chance.choice((1, 3, 60))):
            info = zipfile.ZipInfo("x")
            info.filename = chance.choice(names).encode("utf-8", "replace").decode()
            package.writestr(info, _TEXT)
    data = file.getvalue()
    return data.replace(b"con.txt", b"\xff\xfe\xe1.txt"[:7]) if chance.random() < 0.4 else data


def _fields(chance: random.Random) -> bytes:
    """A zip with some numbers of its entries gone wrong: method, flags, sizes, offsets, time."""
    data = bytearray(zipped({"a.txt": _TEXT, "b.docx": _TEXT, "c.zip": zipped({"d.txt": _TEXT})}))
    for sign, places in (
        (b"PK\1\2", (8, 10, 12, 16, 20, 24, 28, 30, 32, 42)),
        (b"PK\3\4", (6, 8, 18, 22, 26)),
        (b"PK\5\6", (8, 10, 12, 16)),
    ):
        at = data.find(sign)
        for place in places:
            if chance.random() < 0.25:
                data[at + place] = chance.choice((0, 1, 9, 12, 95, 255))
    return bytes(data)


def _headed(chance: random.Random) -> bytes:
    said = chance.choice(
        (
            "Subject: " + "=?utf-8?b?" * 20_000,
            "Subject: " + "a" * 1_000_000,
            "Subject: =?²?q?=C3?= =?utf-8?b?//////?=",
            "To: " + "<a@b>, " * 50_000,
            "To: " + "(" * 20_000,
            "Date: Thu, 99 Foo 99999 99:99:99 +9999",
            "Content-Type: text/plain; charset="
            + chance.choice(("rot13", "hex", "²", "punycode", "idna", "utf-16", "unicode_escape")),
            "Content-Type: multipart/mixed; boundary=" + chance.choice(("", '""', "a" * 9_000, "²")),
            "Content-Type: " + ";a=b" * 30_000,
            "Content-Transfer-Encoding: base64",
            "Content-Type: text/plain; name*0*=utf-8''%ZZ; name*99999999999=a; name*²=b",
            "".join(f"X{at}: a\n" for at in range(30_000)) + "Subject: a",
        )
    )
    return (
        f"From: a@xa.vn\nTo: b@xa.vn\nSubject: Gửi\nMIME-Version: 1.0\n{said}\n\n".encode()
        + _TEXT * chance.choice((1, 500))
    )


def _parted(chance: random.Random) -> bytes:
    head = "From: a@xa.vn\nTo: b@xa.vn\nSubject: a\nMIME-Version: 1.0\n"
    deep = chance.choice((3, 90, 3_000))
    kinds = (
        "".join(
            f'{head if not at else ""}Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n'
            for at in range(deep)
        ),
        (head + "Content-Type: message/rfc822\n\n") * deep + "Subject: a\n\n7 tỷ đồng",
        head
        + 'Content-Type: multipart/mixed; boundary="b"\n\n'
        + "--b\nContent-Type: text/plain\n\n7 tỷ đồng\n" * deep,
        head + 'Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\n" * 100_000,
        head
        + 'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
        + "<div>" * 50_000,
    )
    return chance.choice(kinds).encode()


def _attached(chance: random.Random) -> bytes:
    name = chance.choice(("a.docx", "²", "", "../a.docx", "a" * 5_000, "winmail.dat", "a.zip", "\u202e.docx"))
    data = chance.choice(
        (_TEXT, b"PK\3\4" + chance.randbytes(500), _bomb(chance), b"\x78\x9f\x3e\x22" + chance.randbytes(900), b"")
    )
    return mailed({f"{at}{name}": data for at in range(chance.choice((1, 4)))})


def _page_archive(chance: random.Random) -> bytes:
    page = base64.b64encode(
        b"<html><body>" + chance.choice((b"<p>7 ty dong", b"<div>" * 50_000, b"." * 500_000, b""))
    )
    return (
        b"From: <Saved by Blink>\nSnapshot-Content-Location: https://x/\nSubject: a\nMIME-Version: 1.0\nContent-Type: "
        b'multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html; charset='
        + chance.choice(("rot13", "utf-8", "²", "hex")).encode()
        + b"\nContent-Transfer-Encoding: base64\nContent-Location: https://x/\n\n"
        + page
        + chance.choice((b"\n--b--", b"", b"\n--b\n" * 20_000))
    )


def _tnef(chance: random.Random) -> bytes:
    attributes = b"".join(
        struct.pack("<BII", chance.choice((1, 2, 9)), chance.choice((0x00069003, 0x0006800F, 0x00089006, 7)), size)
        + chance.randbytes(min(size, 90))
        + b"\0\0"
        for size in (chance.choice((0, 4, 90, 4_294_967_295)) for _ in range(chance.choice((1, 20, 5_000))))
    )
    return b"\x78\x9f\x3e\x22\x01\x00" + attributes


def _others(chance: random.Random) -> bytes:
    start = chance.choice(
        (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", bytes(257) + b"ustar", b"MZ", b"\x7fELF")
    )
    return start + chance.randbytes(3_000)


PACKED: Mapping[str, Maker] = {
    "bom.zip": _bomb,
    "chồng.zip": _overlapping,
    "tên.zip": _named,
    "trường.zip": _fields,
    "đầu.eml": _headed,
    "phần.eml": _parted,
    "kèm.eml": _attached,
    "trang.mht": _page_archive,
    "winmail.dat": _tnef,
    "khác.rar": _others,
    "khác.txt": _others,
}
