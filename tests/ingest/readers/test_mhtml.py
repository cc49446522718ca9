"""Web pages saved as one file."""

from __future__ import annotations

import pytest

from assistant.errors import UnsupportedFormat
from ingest.readers.mhtml import read_mhtml

HEAD = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'


def part(kind: str, body: str) -> bytes:
    return f"--x\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{body}\r\n".encode()


def test_the_pages_in_order() -> None:
    data = (
        HEAD
        + part("text/html", "<html><body><p>X=C3=A3 thu 7 t=E1=BB=B7</p></body></html>")
        + part("image/png", "abc")
        + part("text/html", "<html><body><p>Khung hai</p></body></html>")
    )

    assert read_mhtml(data, name="a.mht").text == "Xã thu 7 tỷ\nKhung hai"


def test_a_file_without_a_page() -> None:
    with pytest.raises(UnsupportedFormat, match="không có trang web nào"):
        read_mhtml(HEAD + part("image/png", "abc"), name="a.mht")


def test_a_page_of_frames_among_its_pages() -> None:
    data = (
        HEAD
        + part("text/html", '<html><frameset><frame src=3D"a.htm"></frameset></html>')
        + part("text/html", "<html><body><p>Thu 7 t=E1=BB=B7</p></body></html>")
    )

    assert read_mhtml(data, name="a.mht").text == "Thu 7 tỷ"
