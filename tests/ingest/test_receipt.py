"""Every number of a text is told: a row, a figure with its reason, or none."""

import lzma
import re
from itertools import islice
from json import loads
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.types import SourceDocument
from ingest.extract import read_figures
from ingest.read import read
from ingest.resolve import resolve

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
BUNDLED = [ROOT / "ingest" / "sample", *sorted((ROOT / "tests" / "data").glob("reading/*/docs"))]
BUNDLED += [ROOT / "tests" / "data" / "further"]
REAL = SHARED / "data" / "local_government_documents.jsonl.xz"
PARTS = 6  # in which the real documents are read, side by side
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
TEXT = """NGHỊ QUYẾT
Về nhiệm vụ năm 2025
Căn cứ Nghị quyết số 12-NQ/HU ngày 05/12/2024;
II. CHỈ TIÊU NĂM 2025
1. Thu nhập bình quân đầu người đạt 58 triệu đồng/người/năm.
| TT | Chỉ tiêu | ĐVT | TH 2024 | KH 2025 |
| 1 | Thu ngân sách xã | tỷ đồng | 12,5 | 14 |
| 2 | Tỷ lệ hộ nghèo | % | 2,1 | 1,5 |
Lắp 17 bóng đèn cho tổ 4.
"""


def told(text):
    document = resolve(SourceDocument("d.txt", "0" * 64, text))
    return document, read_figures(document)


def test_rows_reasons_and_what_is_no_figure():
    _, reading = told(TEXT)
    verdicts = {each.figure: each.verdict for each in reading.figures}
    assert {verdicts[number] for number in ("58", "12,5", "14", "2,1", "1,5")} == {"row"}
    assert {verdicts[number] for number in ("12", "05", "2025")} == {"none"}
    assert verdicts["17"] != "row"
    assert all(each.why and all(each.why) for each in reading.figures)
    rows = {row.row_id: row for row in reading.rows}
    for each in reading.figures:
        if each.row_id is not None:
            assert rows[each.row_id].start <= each.start < rows[each.row_id].end


def test_an_order_number_is_no_cell_that_could_not_be_read():
    document, reading = told(TEXT)
    table = document.text.index("| 1 |")
    orders = [each for each in reading.figures if each.start >= table and each.figure in ("1", "2")]
    assert [(each.verdict, each.why) for each in orders] == [("none", ("số thứ tự của dòng trong bảng",))] * 2


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="I. đạt từ 0123456789,.;%()-/|\n thu ngân sách tỷ đồng hộ nghèo năm 2024", max_size=200))
def test_all_numbers_of_any_text_are_told_once(text):
    document, reading = told(f"II. CHỈ TIÊU NĂM 2025\n{text}")
    spans = [(each.start, each.end) for each in reading.figures]
    assert spans == [match.span() for match in NUMBER.finditer(document.text)]


@pytest.mark.parametrize("name", ["58", "12,5"])
def test_a_row_says_why_and_how_sure(name):
    _, reading = told(TEXT)
    row = next(row for row in reading.rows if row.figure.startswith(name))
    assert 0 < row.confidence <= 1
    assert row.why[0].startswith("tên chỉ tiêu: ")
    assert row.why[-1].startswith("năm ")


def test_the_plan_of_a_pair_is_told_by_its_own_row():
    _, reading = told("II. KẾT QUẢ NĂM 2024\n- Kết nạp 15/12 đảng viên.\n- Trồng rừng 35,5/50 ha, đạt 71% kế hoạch.")
    rows = {row.row_id: row for row in reading.rows}
    by_number = {each.figure: rows[each.row_id] for each in reading.figures if each.row_id}
    assert (by_number["15"].kind, by_number["15"].value) == ("actual", 15)
    assert (by_number["12"].kind, by_number["12"].value) == ("target", 12)
    assert (by_number["35,5"].value, by_number["50"].value) == (35.5, 50)


def is_whole(document):
    """Reads a document: every number of it must be told once with a reason, and every row stand in its text."""
    text, reading = document.text, read_figures(document)
    assert [(each.start, each.end) for each in reading.figures] == [match.span() for match in NUMBER.finditer(text)]
    assert all(each.why and all(each.why) for each in reading.figures)
    rows = {row.row_id: row for row in reading.rows}
    assert len(rows) == len(reading.rows)
    assert {each.row_id for each in reading.figures if each.verdict == "row"} <= rows.keys()
    told_at = [(each.start, each.end) for each in reading.figures if each.verdict == "row"]
    for row in reading.rows:
        assert text[row.start : row.end] == row.quote
        digits = re.findall(r"\d+", row.figure)
        assert all(each in row.quote for each in digits)
        assert not digits or any(at < row.end and row.start < end for at, end in told_at), row
        assert 0 <= row.confidence <= 1


NAMES = ("Thu ngân sách", "Tỷ lệ hộ nghèo", "Đàn lợn", "Kết nạp", "Tổng cộng", "xã", "-", "…", "x", "")
AROUND = ("TH 2023", "KH 2024", "tỷ đồng", "%", "con", "trong đó", "đạt", "so với năm 2022", "Chỉ tiêu", "ĐVT", "TT")
WORDS = st.sampled_from(NAMES + AROUND)
NUMBERS = st.from_regex(r"-?[0-9]{1,4}([.,][0-9]{1,3}){0,2}(/[0-9]{1,3})?%?", fullmatch=True)
CELLS = st.one_of(WORDS, NUMBERS, st.tuples(WORDS, NUMBERS).map(" ".join))
TABLE_ROWS = st.lists(CELLS, min_size=1, max_size=7).map(lambda cells: f"| {' | '.join(cells)} |")
LINES = st.lists(CELLS, max_size=9).map(" ".join)
PAGES = st.lists(st.one_of(TABLE_ROWS, LINES, CELLS), max_size=14).map("\n".join)


@settings(max_examples=120, deadline=None)
@given(PAGES)
def test_any_tables_and_lines_are_read_whole(text):
    is_whole(resolve(SourceDocument("d.txt", "0" * 64, text)))


@pytest.mark.slow
@pytest.mark.parametrize("folder", BUNDLED, ids=[str(folder.relative_to(ROOT)) for folder in BUNDLED])
def test_all_bundled_documents_are_read_whole(folder):
    for path in sorted(folder.iterdir()):
        is_whole(resolve(read(path, max_bytes=10**8)))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["seeds", *(f"data/real_shapes/{author}/docs" for author in "abc")])
def test_all_documents_at_hand_are_read_whole(name):
    if not (SHARED / name).is_dir():
        pytest.skip(f"the documents of ../shared/{name} are not on this machine")
    for path in sorted(path for path in (SHARED / name).iterdir() if path.is_file()):
        is_whole(resolve(read(path, max_bytes=10**8)))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_real_documents_of_every_kind_are_read_whole(part):
    """Fees, plans, budgets, appointments: whatever a province sends out."""
    if not REAL.exists():
        pytest.skip(f"the documents of ../shared/{REAL.relative_to(SHARED)} are not on this machine")
    with lzma.open(REAL, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, part, None, PARTS)):
            is_whole(resolve(SourceDocument(f"{number}.txt", f"{number:064x}", loads(line)["text"])))
