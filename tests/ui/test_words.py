from dataclasses import replace
from typing import Any

import pytest

from assistant.types import Citation, Coverage, Identity, Inference
from tests.ui.fake_assistant import FakeAssistant, FakeShelf
from ui import words


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (58.0, "58"),
        (60.5, "60,5"),
        (5900.0, "5.900"),
        (1234567.25, "1.234.567,25"),
        (0.34, "0,34"),
        (0.0, "0"),
    ],
)
def test_numbers_as_vietnamese_writes_them(value: float, written: str) -> None:
    assert words.number(value) == written


@pytest.mark.parametrize(
    ("changes", "written"),
    [
        ({"comparator": "=", "value": 58.0}, "58 triệu đồng/người/năm"),
        ({"comparator": ">", "value": 58.0}, "trên 58 triệu đồng/người/năm"),
        ({"comparator": ">=", "value": 95.0, "unit": "%"}, "từ 95% trở lên"),
        ({"comparator": "<", "value": 1.5, "unit": "%"}, "dưới 1,5%"),
        ({"comparator": "<=", "value": 1.5, "unit": "%"}, "không quá 1,5%"),
        (
            {"comparator": "range", "value": 15.0, "value_max": 16.0, "unit": "đảng viên"},
            "từ 15 đến 16 đảng viên",
        ),
        ({"value": 6.0, "of": 19.0, "unit": "tiêu chí"}, "6/19 tiêu chí"),
        ({"value": 0.34, "unit": "điểm %", "direction": "giảm"}, "giảm 0,34 điểm %"),
        ({"value": 8.0, "unit": "% so với kế hoạch", "direction": "vượt"}, "vượt 8% so với kế hoạch"),
        ({"value": 50.0, "unit": "ha", "approximate": True}, "khoảng 50 ha"),
        ({"value": 9.0, "unit": ""}, "9"),
    ],
)
def test_amounts(shelf: FakeShelf, changes: dict[str, Any], written: str) -> None:
    assert words.amount(replace(shelf.indicators()[2], **changes)) == written


def test_places_tell_stated_from_inferred() -> None:
    stated = Identity(kind="nghị quyết", family="Đảng", title="", level="xã", commune="Trường Xuân")
    guessed = replace(stated, commune=None, inferred={"commune": Inference("Bùi Xá", "tên thôn")})
    unsaid = replace(stated, commune=None)
    elsewhere = replace(unsaid, inferred={"province": Inference("Hà Tĩnh", "huyện")})
    assert words.shown_place(elsewhere) == "xã (không ghi tên)"
    assert words.shown_surroundings(elsewhere) == "Hà Tĩnh (suy ra)"
    assert [words.place_status(one) for one in (stated, guessed, elsewhere)] == [
        "stated",
        "inferred",
        "absent",
    ]
    assert [words.shown_place(one) for one in (stated, guessed, unsaid)] == [
        "xã Trường Xuân",
        "xã Bùi Xá (suy ra)",
        "xã (không ghi tên)",
    ]


def test_coverage_leaves_out_empty_groups(assistant: FakeAssistant) -> None:
    coverage = Coverage(documents=1200, match=3, boundary=0, no_match=1, silent=1196, excluded=0)
    answer = replace(assistant.ask("trên 58"), coverage=coverage)
    assert words.coverage_line(answer) == ("Đã xét 1.200 văn bản: 3 đạt, 1 không đạt, 1.196 không nêu số liệu.")
    unjudged = replace(answer, question=replace(answer.question, any_of=()))
    assert words.coverage_line(unjudged).startswith("Đã xét 1.200 văn bản: 3 có số liệu,")


def test_quotes_are_not_called_figures(assistant: FakeAssistant) -> None:
    coverage = Coverage(documents=12, match=1, boundary=0, no_match=0, silent=2, excluded=9)
    quoted = replace(assistant.ask("trên 58"), coverage=coverage, rows=())
    told = "Đã xét 12 văn bản: 1 được trích, 2 không được trích, 9 ngoài phạm vi câu hỏi."
    assert words.coverage_line(quoted) == told
    nothing = replace(quoted, coverage=replace(coverage, match=0, silent=3))
    assert words.coverage_line(nothing) == "Đã xét 12 văn bản: 3 không nêu số liệu, 9 ngoài phạm vi câu hỏi."


def test_coverage_is_told_once(assistant: FakeAssistant) -> None:
    answer = assistant.ask("trên 58")
    assert words.coverage_line(replace(answer, text="Đã xét 5 văn bản: 1 đạt.")) is None
    assert words.coverage_line(replace(answer, coverage=None)) is None


def test_struck_statements_are_told(assistant: FakeAssistant) -> None:
    assert words.struck_line(assistant.ask("giải pháp")) == "Đã bỏ 1 câu không đối chiếu được với văn bản."
    assert words.struck_line(assistant.ask("trên 58")) is None


def test_what_is_inferred_of_a_place_is_told_with_its_reason() -> None:
    guess = Inference("Hà Tĩnh", "văn bản dẫn chiếu tỉnh ủy Hà Tĩnh")
    told = words.inferred_surroundings(Identity("nghị quyết", "Đảng", "t", inferred={"province": guess}))
    assert told == "Tỉnh: Hà Tĩnh (văn bản dẫn chiếu tỉnh ủy Hà Tĩnh)"
    assert words.inferred_surroundings(Identity("nghị quyết", "Đảng", "t")) is None


def test_a_document_is_called_as_staff_call_it() -> None:
    stated = Identity(
        "nghị quyết", "Đảng", "", number="57-NQ/ĐU", level="xã", commune="Thanh Lương", target_year=2024
    )
    assert words.document_title(stated) == "57-NQ/ĐU · xã Thanh Lương · 2024"
    dated = replace(stated, number=None, target_year=None, date="2023-12-01")
    assert words.document_title(dated) == "Nghị quyết · xã Thanh Lương · 2023"
    inferred = Identity("báo cáo", "UBND", "", level="xã", inferred={"commune": Inference("An Lạc", "tên tệp")})
    assert words.document_title(inferred) == "Báo cáo · xã An Lạc"
    assert words.document_title(Identity("khác", "khác", "")) is None


def test_a_receipt_in_a_sentence() -> None:
    told = words.receipt_line(dropped=3, unread=0, rows=1200, not_rows=2)
    assert told == "Đọc đủ tệp; 1.200 dòng số liệu; 2 con số chưa thành dòng; đã lược 3 đoạn thừa."
    told = words.receipt_line(dropped=0, unread=1, rows=0, not_rows=0)
    assert told == "Chưa đọc được 1 phần của tệp; không có dòng số liệu nào."


def test_a_source_without_a_link_names_its_file() -> None:
    cited = Citation(
        n=1,
        document_id="a",
        document="a.docx",
        title="Nghị quyết  về nhiệm vụ",
        issuer="HĐND xã A",
        section="Điều 2 > 1",
        quote="q",
        start=0,
        end=1,
    )
    assert words.cited_line(cited) == "Nghị quyết về nhiệm vụ, HĐND xã A, Điều 2, khoản 1 (tệp a.docx)"
    assert words.cited_line(replace(cited, title="", issuer=None, section="")) == "a.docx"
