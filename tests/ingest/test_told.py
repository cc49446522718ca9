"""Every number of a file is a row, a number with a reason, or in the receipt, whatever the format."""

import io
import re

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from assistant.ledger.receipt import receipt_of
from ingest.read import read
from ingest.read_file import archived

LINES = (
    "ĐẢNG ỦY XÃ GÒ DƯA",
    "Số 07-NQ/ĐU",
    "NGHỊ QUYẾT",
    "II. CHỈ TIÊU NĂM 2026",
    "1. Thu ngân sách đạt 12,5 tỷ đồng, bằng 118% kế hoạch.",
    "2. Tỷ lệ hộ nghèo còn 1,7%; 345 hộ vay vốn.",
    "3. Trồng 26.000 cây dừa; xem trang www.godua.vn/tin?id=4417.",
)


def _docx():
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.add_paragraph("Đoạn bị gạch 777").runs[0].font.strike = True
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _pdf():
    kept = io.BytesIO()
    canvas = Canvas(kept)
    for at, line in enumerate(("II. CHI TIEU NAM 2026", "1. Thu ngan sach dat 12,5 ty dong; 345 ho vay von.")):
        canvas.drawString(72, 760 - 20 * at, line)
    canvas.save()
    return kept.getvalue()


FORMATS = {
    "a.txt": "\n".join((*LINES, "~~Đoạn bị gạch 777~~", "<!-- còn 888 -->")).encode(),
    "a.html": f"<html><body><p>{'</p><p>'.join(LINES)}</p><p><s>Bỏ 777</s></p></body></html>".encode(),
    "a.docx": _docx(),
    "a.pdf": _pdf(),
}


@pytest.mark.parametrize("name", FORMATS)
def test_no_number_vanishes(tmp_path, name):
    (tmp_path / name).write_bytes(FORMATS[name])
    source = read(tmp_path / name, max_bytes=10**7)
    found = archived(source)
    receipt = receipt_of(found)
    told = {row.figure for row in found.indicators} | {each.figure for each in found.figures}
    beside = [*(each.text for each in receipt.dropped), *(each.text for each in receipt.remarks)]
    for number in re.findall(r"\d+(?:[.,]\d+)*", source.text):
        assert any(number in each for each in (*told, *beside)), number
    assert all(each.why and each.why[0] for each in receipt.figures)
    by_place = [each for each in found.figures if each.verdict == "row"]
    assert {each.row_id for each in by_place} <= {row.row_id for row in found.indicators}
    if name != "a.pdf":
        assert any("777" in each for each in beside)
