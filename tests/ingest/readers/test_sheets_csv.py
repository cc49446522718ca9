"""Tables saved as text."""

from __future__ import annotations

import pytest

from assistant.errors import UnsupportedFormat
from ingest.readers.sheets_csv import read_csv


@pytest.mark.parametrize(
    "written",
    [
        "TT;Chỉ tiêu;KH 2025\n1;Thu ngân sách;7,5\n2;Hộ nghèo, %;2,1",
        'TT,Chỉ tiêu,KH 2025\n1,Thu ngân sách,"7,5"\n2,"Hộ nghèo, %","2,1"',
        "TT\tChỉ tiêu\tKH 2025\n1\tThu ngân sách\t7,5\n2\tHộ nghèo, %\t2,1",
        "sep=;\nTT;Chỉ tiêu;KH 2025\n1;Thu ngân sách;7,5\n2;Hộ nghèo, %;2,1",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_however_it_is_parted(written: str, encoding: str) -> None:
    assert read_csv(written.encode(encoding), name="a.csv").text.split("\n") == [
        "| TT | Chỉ tiêu | KH 2025 |",
        "| 1 | Thu ngân sách | 7,5 |",
        "| 2 | Hộ nghèo, % | 2,1 |",
    ]


def test_titles_stand_alone_and_short_rows_are_filled() -> None:
    assert read_csv("BIỂU 1;;\n\nTT;Thôn;Hộ\n1;Nà Pá\n".encode(), name="a.csv").text.split("\n") == [
        "BIỂU 1",
        "| TT | Thôn | Hộ |",
        "| 1 | Nà Pá |  |",
    ]


def test_an_endless_cell_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match=r"^a\.csv: có ô dài quá 131\.072 ký tự, [^;]+; hãy mở bằng Excel"):
        read_csv(b"a;" + b"b" * 200_000, name="a.csv")
