import io
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from eval.cases import Case, Support
from eval.jsonl import InvalidFile
from eval.sheets import load_set

HEADING = "Câu hỏi,Câu trả lời mong đợi,Văn bản"


def write(path: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def problems_of(path: Path) -> tuple[str, ...]:
    with pytest.raises(InvalidFile) as caught:
        load_set(path)
    return caught.value.problems


def test_a_table_as_staff_write_it(tmp_path: Path) -> None:
    text = f'{HEADING}\n"Thu nhập xã A, năm 2024?","60,5 triệu đồng; xã A | A",a.docx\n'
    loaded = load_set(write(tmp_path / "bo.csv", text))
    assert loaded.name == "bo.csv"
    assert loaded.cases == (
        Case(
            id="0001",
            question="Thu nhập xã A, năm 2024?",
            answer="60,5 triệu đồng; xã A | A",
            must_include=(("60,5 triệu đồng",), ("xã A", "A")),
            support=(Support("a.docx", ""),),
        ),
    )


@pytest.mark.parametrize(
    ("answer", "groups", "refuse"),
    [
        ("Từ 58 triệu, năm 2023 là 56,2", (("58",), ("2023",), ("56,2",)), False),
        ("Đảng ủy xã Trường Xuân.", (("Đảng ủy xã Trường Xuân",),), False),
        ("58 | từ 58; Hưng Tân", (("58", "từ 58"), ("Hưng Tân",)), False),
        ("Từ chối", (), True),
        ("(không có thông tin)", (), True),
    ],
)
def test_what_an_expected_answer_demands(
    tmp_path: Path, answer: str, groups: tuple[tuple[str, ...], ...], refuse: bool
) -> None:
    (case,) = load_set(write(tmp_path / "bo.csv", f'dap an,cau hoi\n"{answer}",Gì?\n')).cases
    assert (case.must_include, case.abstain) == (groups, refuse)


def test_further_columns_and_several_documents(tmp_path: Path) -> None:
    text = 'mã;câu hỏi;đáp án;văn bản;trích dẫn;loại\nK1;Gì?;58;"a.txt; b.txt";từ 58;lookup\n'
    (case,) = load_set(write(tmp_path / "bo.csv", text)).cases
    assert (case.id, case.type) == ("K1", "lookup")
    assert case.support == (Support("a.txt", "từ 58"), Support("b.txt", "từ 58"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_excel_writes(tmp_path: Path, encoding: str) -> None:
    text = f"{HEADING.replace(',', chr(9))}\r\nBao nhiêu?\t58\ta.txt\r\n"
    assert load_set(write(tmp_path / "bo.csv", text, encoding=encoding)).cases[0].question == "Bao nhiêu?"


@pytest.mark.parametrize("encoding", ["cp1258", "latin-1"])
def test_other_encodings_are_told_with_their_line(tmp_path: Path, encoding: str) -> None:
    content = b"cau hoi,dap an\nA?,1\n" + "Ở đâu é?,2\n".encode(encoding, errors="replace")
    path = tmp_path / "bo.csv"
    path.write_bytes(content)
    (problem,) = problems_of(path)
    assert problem.startswith("bo.csv:3: không phải UTF-8")
    assert "CSV UTF-8" in problem


def test_missing_columns_are_named_with_those_that_are_there(tmp_path: Path) -> None:
    (problem,) = problems_of(write(tmp_path / "bo.csv", "Hỏi gì,Văn bản\nA?,a.txt\n"))
    assert problem == "bo.csv:1: thiếu cột “câu hỏi”, “câu trả lời mong đợi” (các cột hiện có: “Hỏi gì”, “Văn bản”)."


def test_every_defect_is_named_with_its_line(tmp_path: Path) -> None:
    text = "mã,câu hỏi,đáp án,trích dẫn\nK1,A?,1,\nK2,,1,\n\nK1,C?,,lời\n"
    assert problems_of(write(tmp_path / "bo.csv", text)) == (
        "bo.csv:3: cột “câu hỏi” trống; ghi nội dung hoặc xóa cả dòng.",
        "bo.csv:5: cột “câu trả lời mong đợi” trống; ghi nội dung hoặc xóa cả dòng.",
        "bo.csv:5: có trích dẫn mà không có văn bản; ghi tên tệp vào cột “văn bản”.",
        "bo.csv:5: mã “K1” đã có ở bo.csv:2; đặt một mã khác.",
    )


def test_a_hundred_thousand_bad_lines_are_a_short_message(tmp_path: Path) -> None:
    path = write(tmp_path / "bo.csv", f"{HEADING}\n" + "Gì?,,\n" * 100_000)
    with pytest.raises(InvalidFile) as caught:
        load_set(path)
    assert len(caught.value.problems) == 100_000
    assert len(str(caught.value).splitlines()) == 22
    assert str(caught.value).endswith("… và 99980 lỗi nữa.")


def test_a_hundred_thousand_good_lines_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "bo.csv", f"{HEADING}\n" + "Gì?,58,a.txt\n" * 100_000)
    assert len(load_set(path).cases) == 100_000


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("bo.csv", b"", "tệp rỗng"),
        ("bo.csv", HEADING.encode(), "chỉ có dòng tên cột"),
        ("bo.csv", 'câu hỏi,đáp án\n"mở,1\n'.encode(), "không đúng dạng CSV"),
        ("bo.xlsx", b"PK rubbish", "không phải bảng tính XLSX"),
        ("bo.pdf", b"%PDF", "đuôi tệp phải là"),
    ],
)
def test_files_that_are_no_sets(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert told in problems_of(path)[0]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for name in ("a.csv", "a.xlsx"):
        assert problems_of(tmp_path / name)[0].startswith(f"{name}: không")


def workbook(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    path.write_bytes(content.getvalue())
    return path


def test_a_spreadsheet(tmp_path: Path) -> None:
    rows = [
        ["Câu hỏi", "Đáp án", "Văn bản", None],
        ["Thu nhập?", 60.5, "a.txt", None],
        [None] * 4,
        ["Mấy?", 17, None, "x"],
    ]
    first, second = load_set(workbook(tmp_path / "bo.xlsx", rows)).cases
    assert (first.must_include, first.support) == ((("60,5",),), (Support("a.txt", ""),))
    assert (second.must_include, second.support) == ((("17",),), ())


def test_a_defect_of_a_spreadsheet_has_its_line(tmp_path: Path) -> None:
    path = workbook(tmp_path / "bo.xlsx", [["Câu hỏi", "Đáp án"], ["A?", 1], ["B?", None]])
    assert problems_of(path) == ("bo.xlsx:3: cột “câu trả lời mong đợi” trống; ghi nội dung hoặc xóa cả dòng.",)


def test_the_hash_is_of_the_cases(tmp_path: Path) -> None:
    first = load_set(write(tmp_path / "a.csv", f"{HEADING}\nGì?,58,\n")).hash
    spaced = load_set(write(tmp_path / "b.csv", f"\ufeff{HEADING}\n\nGì? , 58,\n")).hash
    changed = load_set(write(tmp_path / "c.csv", f"{HEADING}\nGì?,59,\n")).hash
    assert first == spaced != changed


def test_a_small_file_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bo.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as parts, parts.open("xl/worksheets/sheet1.xml", "w") as sheet:
        for _ in range(101):
            sheet.write(bytes(1_000_000))
    assert path.stat().st_size < 1_000_000
    assert problems_of(path) == ("bo.xlsx: giải nén ra 101 MB, quá mức 100 MB; chỉ giữ bảng câu hỏi.",)
