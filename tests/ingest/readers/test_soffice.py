"""Conversion by LibreOffice: what it cannot open, what never ends, where it is not installed."""

from __future__ import annotations

import io
import time
from pathlib import Path

import openpyxl
import pytest

from assistant.errors import TooLarge, UnsupportedFormat
from ingest.readers import soffice
from ingest.readers.soffice import convert, program, read_calculated, read_office, read_sheets

needs_office = pytest.mark.skipif(program() is None, reason="không có LibreOffice")
RTF = r"{\rtf1\ansi\ansicpg1252 {\strike 5}{\b Thu} 7 t\u7927?{\super 1} \u273?\u7891?ng\par K\u7871?t qu\u7843?}"


@needs_office
@pytest.mark.slow
def test_an_rtf_file() -> None:
    text = read_office(RTF.encode(), name="a.doc").text

    assert text == "<s>5</s>Thu 7 tỷ<sup>1</sup> đồng\nKết quả"


@needs_office
@pytest.mark.slow
@needs_office
def test_formulas_that_were_never_worked_out() -> None:
    data = formulas()

    contents = read_calculated(data, name="biểu.xlsx")

    assert contents.text.split("\n")[-1] == "| Cộng | 650 |"
    assert [remark.fate for remark in contents.remarks] == ["read", "read"]


def test_without_libreoffice_such_formulas_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.soffice.program", lambda: None)

    contents = read_calculated(formulas(), name="biểu.xlsx")

    assert [remark.part for remark in contents.remarks if remark.fate == "unread"] == ["ô B4, trang tính “Sheet”"]


def formulas() -> bytes:
    """A workbook as programs write it that know formulas but no results."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (("Chỉ tiêu", "KH 2025"), ("Lúa", 320), ("Ngô", 330), ("Cộng", "=SUM(B2:B3)")):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def test_what_it_cannot_open_is_told() -> None:
    with pytest.raises(UnsupportedFormat, match=r"a\.rtf: LibreOffice không mở được tệp .*hãy mở"):
        read_office(b"{\\rtf1 {{{\\abc", name="a.rtf")
    with pytest.raises(UnsupportedFormat, match=r"a\.xls: LibreOffice không mở được tệp"):
        read_sheets(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name="a.xls")


def test_without_libreoffice_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soffice, "program", lambda: None)

    with pytest.raises(UnsupportedFormat, match=r"a\.doc: .*hãy cài LibreOffice .*lưu thành \.docx"):
        convert(b"abc", name="a.doc", to="docx")


def test_what_never_ends_is_ended_with_its_children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    slow = tmp_path / "soffice"
    slow.write_text(f"#!/bin/sh\n(while :; do date +%N > {alive}; sleep 0.05; done) &\nsleep 60\n", encoding="ascii")
    slow.chmod(0o755)
    monkeypatch.setattr(soffice, "program", lambda: str(slow))
    monkeypatch.setattr(soffice, "_LEAST_SECONDS", 0.4)

    with pytest.raises(TooLarge, match="chuyển đổi quá"):
        convert(b"abc", name="a.doc", to="docx")

    said = alive.read_text(encoding="ascii")
    time.sleep(0.2)
    assert alive.read_text(encoding="ascii") == said
