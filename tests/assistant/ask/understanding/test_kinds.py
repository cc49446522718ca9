"""Targets or results, levels or changes, and results held against their targets."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.types import Identity

NAMES = gazetteer(
    [
        Identity("nghị quyết", "Đảng", "t", level="xã", commune="Trường Xuân"),
        Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân"),
    ]
)


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Hưng Tân năm 2023 có đạt chỉ tiêu thu ngân sách không?", "reached"),
        ("Chỉ tiêu thu ngân sách của Hưng Tân có đạt không?", "reached"),
        ("Hung Tan co hoan thanh chi tieu thu ngan sach khong", "reached"),
        ("Xã nào đạt và vượt kế hoạch thu ngân sách?", "reached"),
        ("Hưng Tân đạt thu ngân sách theo chỉ tiêu không?", "reached"),
        ("Thu ngân sách Hưng Tân đạt hay không đạt chỉ tiêu?", "reached"),
        ("Xã nào thu ngân sách vượt chỉ tiêu?", "exceeded"),
        ("Đơn vị nào không đạt kế hoạch thu ngân sách?", "missed"),
        ("Hưng Tân đặt chỉ tiêu thu ngân sách bao nhiêu?", None),
        ("Hưng Tân đạt chỉ tiêu thu ngân sách bao nhiêu?", None),
        ("Xã nào đạt chỉ tiêu thu nhập 58 triệu?", None),
        ("Hưng Tân có đặt chỉ tiêu thu ngân sách không?", None),
        ("Chỉ tiêu thu ngân sách của Hưng Tân có vượt Trường Xuân không?", None),
    ],
)
def test_results_held_against_targets(text, met):
    assert understand(text, NAMES).met == met


@pytest.mark.parametrize(
    "text",
    [
        "Tổng chỉ tiêu thu ngân sách các xã là bao nhiêu?",
        "Tổng chỉ tiêu thu ngân sách trên địa bàn của các xã năm 2024",
        "Tính tổng chỉ tiêu kết nạp đảng viên các xã",
        "Cộng chỉ tiêu trồng mới rừng của các xã",
    ],
)
def test_a_target_said_in_the_midst_of_a_name_is_asked_for(text):
    asked = understand(text, gazetteer({}))
    assert (asked.intent, asked.kind, asked.kind_said) == ("sum", "target", True)
