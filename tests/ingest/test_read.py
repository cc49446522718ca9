"""From a file to a SourceDocument: which reader, and what is refused."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import docx
import pytest

from assistant.errors import EmptyFile, ProtectedFile, TooLarge, UnreadableFile, UnsupportedFormat
from assistant.types import Remark
from ingest.read import read
from tests.ingest.made_ole import made_ole

LIMIT = 40_000_000
SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how the packages of old Office files begin


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_text_file(tmp_path: Path) -> None:
    data = "NGHỊ QUYẾT\nThu nhập đạt 58 triệu đồng".encode()

    source = read(write(tmp_path, "nq.txt", data), max_bytes=LIMIT)

    assert source.name == "nq.txt"
    assert source.content_hash == hashlib.sha256(data).hexdigest()
    assert source.text == "NGHỊ QUYẾT\nThu nhập đạt 58 triệu đồng"


@pytest.mark.parametrize("suffix", [".txt", ".TXT", ".md", ".html"])
def test_a_web_page_is_known_by_its_content(tmp_path: Path, suffix: str) -> None:
    page = "<!DOCTYPE html><html><body><p>Nghị quyết của <b>Đảng bộ</b> xã</p></body></html>".encode()

    assert read(write(tmp_path, f"a{suffix}", page), max_bytes=LIMIT).text == "Nghị quyết của Đảng bộ xã"


def test_a_word_file(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Nghị quyết", style="List Number")
    document.save(str(tmp_path / "a.docx"))

    assert read(tmp_path / "a.docx", max_bytes=LIMIT).text == "1. Nghị quyết"


def test_text_in_a_font_from_before_unicode_is_restored(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Thu nhËp b×nh qu©n ®Çu ng\xadêi ®¹t 58 triÖu ®ång")
    document.save(str(tmp_path / "a.docx"))

    assert read(tmp_path / "a.docx", max_bytes=LIMIT).text == "Thu nhập bình quân đầu người đạt 58 triệu đồng"


def test_a_name_in_decomposed_letters_is_composed(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "nghị quyết.txt")

    assert read(write(tmp_path, name, b"abc def"), max_bytes=LIMIT).name == "nghị quyết.txt"


@pytest.mark.parametrize("name", ["a", "a.txt", "nghị quyết số 05.2025", "a.md"])
def test_text_is_read_whatever_its_suffix(tmp_path: Path, name: str) -> None:
    assert read(write(tmp_path, name, b"abc def"), max_bytes=LIMIT).remarks == ()


@pytest.mark.parametrize("name", ["a.py", "a.txt.exe", "desktop.ini", "a.json"])
def test_code_and_files_of_systems_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsupportedFormat, match=r"không phải văn bản; .*hãy đổi đuôi thành \.txt"):
        read(write(tmp_path, name, b"a = 58"), max_bytes=LIMIT)


def test_a_file_is_read_as_what_it_is_and_the_receipt_says_so(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Thu ngân sách đạt 7 tỷ đồng")
    document.save(str(tmp_path / "a.doc"))

    for name, data, title in (
        ("a.doc", (tmp_path / "a.doc").read_bytes(), "tệp Word .docx"),
        ("b.docx", "Thu ngân sách đạt 7 tỷ đồng".encode(), "văn bản thường"),
        ("c.xls", "<html><p>Thu ngân sách đạt 7 tỷ đồng</p></html>".encode(), "trang web"),
        ("d.pdf", "<?xml version='1.0'?>\n<html><p>Thu ngân sách đạt 7 tỷ đồng</p></html>".encode(), "trang web"),
    ):
        source = read(write(tmp_path, name, data), max_bytes=LIMIT)

        assert source.text == "Thu ngân sách đạt 7 tỷ đồng"
        suffix = name[1:]
        said = f"tên có đuôi {suffix} nhưng nội dung là {title}: đọc theo nội dung"
        assert source.remarks[0] == Remark("tên tệp", "read", said)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", b"%PDF-1.7", "không phải tệp PDF, hoặc tệp đã hỏng"),
        ("a.docx", b"PK\x03\x04", "không phải tệp Word .docx, hoặc tệp tải về chưa hết"),
        ("a.pdf", b"PK\x03\x04", "nội dung là tệp nén .zip; hãy giải nén"),
        ("a.txt", OFFICE + b"abc", "nội dung là tệp của phần mềm khác, hoặc tệp Office đã hỏng; hãy mở"),
        ("a.zip", b"Rar!\x1a\x07\x00", "nội dung là tệp nén .rar; hãy giải nén bằng 7-Zip"),
        ("a", b"7z\xbc\xaf\x27\x1c", "nội dung là tệp nén .7z; hãy giải nén bằng 7-Zip"),
    ],
)
def test_what_cannot_be_read_is_told_by_what_it_is(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    with pytest.raises(UnsupportedFormat) as refused:
        read(write(tmp_path, name, data), max_bytes=LIMIT)

    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_encrypted_word_file_needs_its_password(tmp_path: Path) -> None:
    data = made_ole({"EncryptedPackage": b"abc", "EncryptionInfo": b"def"})

    with pytest.raises(ProtectedFile, match=r"a\.docx: .*mật khẩu"):
        read(write(tmp_path, "a.docx", data), max_bytes=LIMIT)


def test_a_word_97_file_with_a_password_is_told_before_it_is_converted(tmp_path: Path) -> None:
    data = made_ole({"WordDocument": b"\xec\xa5" + bytes(9) + b"\x01" + bytes(100)})

    with pytest.raises(ProtectedFile, match=r"a\.doc: .*mật khẩu"):
        read(write(tmp_path, "a.doc", data), max_bytes=LIMIT)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(5_000_000_000)  # a hole: takes no room on the disk
    start = time.perf_counter()

    with pytest.raises(TooLarge, match=r"a\.txt: tệp có 5000,0 MB, quá mức 40,0 MB; hãy"):
        read(path, max_bytes=LIMIT)

    assert time.perf_counter() - start < 1


def test_the_limit_itself_is_allowed(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", b"abc def")

    assert read(path, max_bytes=7).text == "abc def"
    with pytest.raises(TooLarge, match="tệp có 7 byte, quá mức 6 byte"):
        read(path, max_bytes=6)


@pytest.mark.parametrize(("data", "said"), [(b"", "tệp rỗng"), (b" \n\xc2\xa0\n---", "không có chữ nào")])
def test_an_empty_file(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(EmptyFile, match=said):
        read(write(tmp_path, "a.txt", data), max_bytes=LIMIT)


def test_noise_is_refused_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", os.urandom(1_000_000))
    start = time.perf_counter()

    with pytest.raises(UnsupportedFormat):
        read(path, max_bytes=LIMIT)

    assert time.perf_counter() - start < 2


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.txt: không có tệp này; hãy"):
        read(tmp_path / "a.txt", max_bytes=LIMIT)
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(UnreadableFile, match=r"b\.txt: đây là thư mục"):
        read(tmp_path / "b.txt", max_bytes=LIMIT)


def test_a_text_file_loads_no_vendor() -> None:
    code = "import sys, ingest.read, ingest.readers.text; print(sorted(set(sys.modules) & set(sys.argv[1:])))"
    vendors = ["docx", "lxml", "olefile", "openpyxl", "oxmsg", "pypdfium2", "trafilatura"]

    loaded = subprocess.run(
        [sys.executable, "-c", code, *vendors], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )

    assert loaded.stdout.strip() == "[]"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="không có ../shared/seeds")
def test_the_seeds_are_read_as_they_are() -> None:
    paths = sorted(SEEDS.glob("*.txt"))

    assert len(paths) == 5
    for path in paths:
        assert read(path, max_bytes=LIMIT).text == path.read_text(encoding="utf-8")
