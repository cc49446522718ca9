from dataclasses import replace
from typing import Any

import pytest

from assistant.types import Coverage, Identity, Inference
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
