"""Stage 7: a second copy of the document - and repetitions that are none."""

from __future__ import annotations

from ingest.cleaning.copies import COPY, mark_copy
from ingest.cleaning.lines import Line

TITLE = ["NGHỊ QUYẾT CỦA ĐẢNG ỦY XÃ TRƯỜNG XUÂN", "Về mục tiêu, nhiệm vụ năm 2023"]
ITEMS = [f"{n}- Chỉ tiêu thứ {n} của xã đạt trên {n * 7},5 tỷ đồng trong năm 2023;" for n in range(1, 9)]
DOCUMENT = [*TITLE, *ITEMS, "Nghị quyết này được phổ biến đến chi bộ./."]


def gone(lines: list[str | Line]) -> list[int]:
    """Which lines are marked as a copy."""
    marked = mark_copy([line if isinstance(line, Line) else Line(line) for line in lines])
    return [index for index, line in enumerate(marked) if line.reason == COPY]


def test_the_second_copy_goes_and_the_first_stays() -> None:
    assert gone([*DOCUMENT, *DOCUMENT]) == list(range(11, 22))


def test_a_third_copy_goes_too() -> None:
    assert gone([*DOCUMENT, *DOCUMENT, *DOCUMENT]) == list(range(11, 33))


def test_noise_inside_and_after_the_copy_goes_with_it() -> None:
    posted, source = Line("Đăng lúc: 1/1/2023", reason="tin"), Line("Nguồn: VP", reason="nguồn")

    assert gone([*DOCUMENT, source, TITLE[0], posted, *DOCUMENT[1:], source]) == list(range(12, 25))


def test_what_stands_after_the_copy_stays() -> None:
    assert gone([*DOCUMENT, *DOCUMENT, "Biểu số 1 kèm theo nghị quyết"]) == list(range(11, 22))


def test_what_only_the_copy_says_stays() -> None:
    changed = [*DOCUMENT[:5], "4- Chỉ tiêu thứ 4 của xã đạt trên 99 tỷ đồng", *DOCUMENT[6:]]

    assert gone([*DOCUMENT, *changed]) == [*range(11, 16), *range(17, 22)]


def test_spaces_and_capitals_do_not_matter() -> None:
    assert gone([*DOCUMENT, *(line.upper().replace(" ", "  ") for line in DOCUMENT)]) == list(range(11, 22))


def test_rows_that_are_alike_are_no_copy() -> None:
    rows = [f"| Thôn {n % 3} | đạt chuẩn | giữ vững danh hiệu đã có |" for n in range(60)]

    assert gone([*DOCUMENT, *rows]) == []


def test_a_list_that_is_said_twice_is_no_copy() -> None:
    body = [f"Đoạn {n} nói về nhiệm vụ trọng tâm thứ {n} trong năm, không đoạn nào giống đoạn nào." for n in range(9)]

    assert gone([*TITLE, *body, *ITEMS, "Phụ lục: các chỉ tiêu", *ITEMS]) == []


def test_a_short_text_is_no_copy() -> None:
    assert gone(["Nơi nhận", "Như trên", "Nơi nhận", "Như trên"]) == []
