"""Running heads and page numbers."""

from __future__ import annotations

from ingest.readers.furniture import without_furniture
from ingest.readers.layout import Line


def page(*texts: str) -> list[Line]:
    return [Line(text, 20.0 * row, 10.0) for row, text in enumerate(texts)]


def test_a_running_head_stands_once_and_is_told() -> None:
    pages = [page("Nghị quyết số 12", f"Dòng {letter}", "Hết trang") for letter in "abc"]

    kept, remarks = without_furniture(pages)

    assert [[line.text for line in items if isinstance(line, Line)] for items in kept] == [
        ["Nghị quyết số 12", "Dòng a", "Hết trang"],
        ["Dòng b"],
        ["Dòng c"],
    ]
    assert [remark.text for remark in remarks if remark.fate == "dropped"] == ["Nghị quyết số 12", "Hết trang"]


def test_numbers_of_pages_go_wherever_they_begin() -> None:
    kept, remarks = without_furniture(
        [page("a", "b", "Trang 4/6"), page("c", "d", "Trang 5/6"), page("e", "f", "Trang 6/6")]
    )

    assert [len(items) for items in kept] == [2, 2, 2]
    assert remarks[-1].text == "Trang 4/6, Trang 5/6, Trang 6/6"


def test_figures_that_stand_alike_are_no_furniture() -> None:
    kept, remarks = without_furniture([page("4. Kết nạp 15 đảng viên", "x"), page("4. Kết nạp 20 đảng viên", "y")])

    assert [len(items) for items in kept] == [2, 2]
    assert remarks == []
