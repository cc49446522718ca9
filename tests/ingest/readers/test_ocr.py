"""Rows of a scan against those of the text that was scanned."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from assistant.ledger.sureness import SURE
from assistant.types import Indicator
from ingest.extract import extract
from ingest.read import read
from ingest.resolve import resolve
from tests.ingest.readers.paper import as_pdf, needs_tesseract, scanned

PAGE = """<html><meta charset="utf-8"><body style="font-family: DejaVu Serif">
<p>ĐẢNG ỦY XÃ BÌNH AN</p><p>Số 12-NQ/ĐU</p><p>Bình An, ngày 10 tháng 01 năm 2025</p>
<p>NGHỊ QUYẾT</p><p>về nhiệm vụ phát triển kinh tế - xã hội năm 2025</p>
<p>I. KẾT QUẢ NĂM 2024</p>
<p>1. Thu nhập bình quân đầu người đạt 55,4 triệu đồng/người/năm; tỷ lệ hộ nghèo còn 2,6%.</p>
<p>2. Trồng rừng mới 145 ha; giải quyết việc làm cho 120 lao động; kết nạp 12 đảng viên.</p>
<p>3. Tỷ lệ người dân tham gia bảo hiểm y tế đạt 93,5%.</p>
<p>II. CHỈ TIÊU NĂM 2025</p>
<table border="1" cellspacing="0" cellpadding="5" width="100%">
<tr><td>TT</td><td>Chỉ tiêu</td><td>Đơn vị tính</td><td>Thực hiện 2024</td><td>Kế hoạch 2025</td></tr>
<tr><td>1</td><td>Thu ngân sách trên địa bàn</td><td>tỷ đồng</td><td>10,4</td><td>12,5</td></tr>
<tr><td>2</td><td>Sản lượng lương thực có hạt</td><td>tấn</td><td>4.412</td><td>4.600</td></tr>
<tr><td>3</td><td>Tổng đàn lợn</td><td>con</td><td>6.850</td><td>8.200</td></tr>
<tr><td>4</td><td>Tỷ lệ gia đình văn hóa</td><td>%</td><td>93,6</td><td>94</td></tr>
</table>
<p>III. TỔ CHỨC THỰC HIỆN</p><p>Các chi bộ căn cứ Nghị quyết này xây dựng kế hoạch thực hiện.</p>
</body></html>"""

Figure = tuple[str, float, str, str, int | None]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The page as LibreOffice prints it."""
    if shutil.which("soffice") is None:
        pytest.skip("không có LibreOffice (scripts/system.sh)")
    folder = tmp_path_factory.mktemp("printed")
    (folder / "a.html").write_text(PAGE, encoding="utf-8")
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    for made, source in (("odt", "a.html"), ("pdf", "a.odt")):
        command = [
            "soffice",
            home,
            "--headless",
            "--writer",
            "--convert-to",
            made,
            "--outdir",
            folder,
            folder / source,
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "a.pdf").read_bytes()


def rows(data: bytes, folder: Path) -> list[Indicator]:
    (folder / "a.pdf").write_bytes(data)
    return list(extract(resolve(read(folder / "a.pdf", max_bytes=10**8))))


def figure(row: Indicator) -> Figure:
    return row.indicator or row.label, row.value, row.unit, row.kind, row.year


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize(
    ("dpi", "turned", "noise", "least"),
    [(200, 0.0, 0.0, 0.97), (150, 1.5, 10.0, 0.90)],
    ids=["200 dpi", "150 dpi askew"],
)
def test_rows_of_a_scan(printed: bytes, tmp_path: Path, dpi: int, turned: float, noise: float, least: float) -> None:
    typed = rows(printed, tmp_path)
    found = rows(as_pdf(scanned(printed, dpi=dpi, turned=turned, noise=noise), dpi=dpi), tmp_path)

    same = Counter(map(figure, typed)) & Counter(map(figure, found))
    assert len(typed) == 14
    assert same.total() >= least * len(typed)
    said = {row.value for row in typed}
    assert [row for row in found if row.value not in said and row.confidence >= SURE] == []
