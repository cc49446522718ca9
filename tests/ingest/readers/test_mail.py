"""Mails: their own text, alternatives, charsets, attachments."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

import pytest

from assistant.errors import UnsupportedFormat
from ingest.members import Member
from ingest.readers.mail import open_mail

SAID = "Thu ngân sách năm 2025 giao 7 tỷ đồng."


def mail(text: str = SAID, **options: Any) -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = "V/v giao chỉ tiêu", "vp@xa.vn", "thon@xa.vn"
    made.set_content(text, **options)
    return made


def opened(message: EmailMessage | bytes) -> list[Member]:
    data = message if isinstance(message, bytes) else bytes(message)
    found = list(open_mail(data, name="thư.eml", most=10**6))
    assert all(isinstance(each, Member) for each in found)
    return [each for each in found if isinstance(each, Member)]


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_the_text_under_its_subject(encoding: str) -> None:
    (body,) = opened(mail(cte=encoding))

    assert body == Member("nội dung thư.txt", f"V/v giao chỉ tiêu\n\n{SAID}".encode())


@pytest.mark.parametrize("charset", ["windows-1258", "x-khong-ro"])
def test_charsets_of_old_mail_programs(charset: str) -> None:
    text = "Thu ngân sa\u0301ch xa\u0303 7 ty\u0309 đô\u0300ng, thu nhâ\u0323p bi\u0300nh quân năm nay".encode(
        "cp1258"
    )
    data = b"From: a@b.vn\nSubject: x\nContent-Type: text/plain; charset=" + charset.encode() + b"\n\n" + text

    assert "7" in opened(data)[0].data.decode()
    assert opened(data)[0].data.decode().count("đ") == 1


def test_of_alternatives_the_page_is_read() -> None:
    message = mail("bản thường 1")
    message.add_alternative("<table><tr><td>Thu</td><td>7</td></tr></table>", subtype="html")

    (body,) = opened(message)

    assert body.name == "nội dung thư.html"
    assert body.data.decode().startswith("<h1>V/v giao chỉ tiêu</h1>\n<table>")


def test_attachments_keep_their_names_and_a_note_without_figures_is_no_document() -> None:
    message = mail("Kính gửi các thôn.")
    for filename in ("Biểu giao chỉ tiêu xã Nậm Cắn.xlsx", "../../a.txt", ".."):
        message.add_attachment(b"abc", maintype="application", subtype="x", filename=filename)

    assert [each.name for each in opened(message)] == [
        "Biểu giao chỉ tiêu xã Nậm Cắn.xlsx",
        "..-..-a.txt",
        "tệp kèm 3",
    ]


def test_a_mail_in_a_mail_is_a_file_of_its_own() -> None:
    outer = mail("Chuyển tiếp.")
    outer.add_attachment(mail())

    (inner,) = opened(outer)

    assert inner.name == "V-v giao chỉ tiêu.eml"
    assert SAID in opened(inner.data)[0].data.decode()


def test_a_logo_is_no_attachment_and_a_scan_is_one() -> None:
    message = mail()
    for size, disposition in ((900, "inline"), (90_000, "inline"), (900, "attachment")):
        message.add_attachment(
            bytes(size), maintype="image", subtype="png", filename=f"{size}.png", disposition=disposition
        )

    assert [each.name for each in opened(message)] == ["nội dung thư.txt", "90000.png", "900.png"]


def test_an_empty_mail_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match="không có nội dung"):
        list(open_mail(b"From: a\nSubject: b\n\n", name="thư.eml", most=9))


def test_parts_within_parts_without_end_are_refused() -> None:
    part = 'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n'
    data = "Subject: a\n" + "".join(part.format(at=at) for at in range(3_000))
    with pytest.raises(UnsupportedFormat, match="lồng vào nhau quá sâu; hãy lưu riêng"):
        list(open_mail(data.encode(), name="a.eml", most=1_000_000))
