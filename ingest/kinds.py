"""The kinds of files: how staff call each, the suffixes it goes by, and which reader takes it.

A new kind is one line here and, where its first bytes do not tell it yet, one in ``detect.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. ``reader`` is "module:function"; where no reader takes the kind, ``remedy`` says what to do.

    What holds files of its own has the suffixes and the title only: ``unpack`` takes it apart.
    """

    title: str
    suffixes: tuple[str, ...]
    reader: str = ""
    remedy: str = ""


_READERS = "ingest.readers"
_OFFICE = f"{_READERS}.soffice:read_office"
_SHEETS = f"{_READERS}.soffice:read_sheets"
_UNPACK = "hãy giải nén bằng 7-Zip hoặc WinRAR rồi nạp các tệp bên trong, hoặc nén lại thành .zip"

KINDS: Mapping[str, Kind] = {
    "text": Kind("văn bản thường", (".txt", ".md", ".text", ".markdown"), f"{_READERS}.text:read_text"),
    "csv": Kind("bảng .csv", (".csv", ".tsv"), f"{_READERS}.sheets_csv:read_csv"),
    "html": Kind("trang web", (".html", ".htm", ".xhtml"), f"{_READERS}.html:read_html"),
    "mhtml": Kind("trang web lưu một tệp .mht", (".mht", ".mhtml"), f"{_READERS}.mhtml:read_mhtml"),
    "docx": Kind("tệp Word .docx", (".docx", ".docm", ".dotx", ".dotm"), f"{_READERS}.docx:read_docx"),
    "doc": Kind("tệp Word đời cũ .doc", (".doc", ".dot", ".wps"), _OFFICE),
    "word_xml": Kind("tệp Word .xml", (".xml",), _OFFICE),
    "rtf": Kind("tệp .rtf", (".rtf",), _OFFICE),
    "odt": Kind("tệp .odt", (".odt", ".ott", ".fodt"), _OFFICE),
    "works": Kind("tệp Works .wps", (".wps",), _OFFICE),
    "xlsx": Kind(
        "bảng tính Excel .xlsx", (".xlsx", ".xlsm", ".xltx", ".xltm"), f"{_READERS}.soffice:read_calculated"
    ),
    "xls": Kind("bảng tính Excel đời cũ .xls", (".xls", ".xlt", ".et"), _SHEETS),
    "xlsb": Kind("bảng tính Excel .xlsb", (".xlsb",), _SHEETS),
    "excel_xml": Kind("bảng tính Excel .xml", (".xml", ".xls"), _SHEETS),
    "ods": Kind("bảng tính .ods", (".ods", ".ots", ".fods"), _SHEETS),
    "pdf": Kind("tệp PDF", (".pdf",), f"{_READERS}.pdf:read_pdf"),
    "image": Kind(
        "tệp ảnh",
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp"),
        f"{_READERS}.image:read_image",
    ),
    "slides": Kind("tệp trình chiếu", (".ppt", ".pptx", ".odp"), remedy="hãy lưu thành .pdf rồi nạp"),
    "zip": Kind("tệp nén .zip", (".zip",), remedy="hãy giải nén rồi nạp các tệp bên trong"),
    "mail": Kind("thư .eml", (".eml",), remedy="hãy nạp cả tệp thư bằng lệnh ingest"),
    "msg": Kind("thư Outlook .msg", (".msg",), remedy="hãy nạp cả tệp thư bằng lệnh ingest"),
    "rar": Kind("tệp nén .rar", (".rar",), remedy=_UNPACK),
    "7z": Kind("tệp nén .7z", (".7z",), remedy=_UNPACK),
    "gzip": Kind("tệp nén .gz", (".gz", ".tgz"), remedy=_UNPACK),
    "tnef": Kind("gói tệp kèm winmail.dat của Outlook", (".dat",), remedy="hãy nạp cả tệp bằng lệnh ingest"),
    "tar": Kind("tệp gộp .tar", (".tar",), remedy=_UNPACK),
    "ole": Kind(
        "tệp của phần mềm khác, hoặc tệp Office đã hỏng",
        (),
        remedy="hãy mở bằng phần mềm đã tạo ra nó rồi lưu thành .docx hoặc .pdf",
    ),
}

# Text that people write for machines, and what systems leave in folders: their numbers are no figures.
_CODE = """
    .bat .bin .c .cfg .cmd .conf .cpp .cs .css .db .dll .exe .h .ini .java .js .json .jsonl .lnk .log .php .ps1 .py
    .sh .sql .svg .tmp .toml .ts .url .vbs .xsd .xsl .yaml .yml
"""
CODE = frozenset(_CODE.split())


def suffix_of(name: str) -> str:
    """The suffix of a file's name in small letters, "" where it has none."""
    return PurePath(name).suffix.lower()
