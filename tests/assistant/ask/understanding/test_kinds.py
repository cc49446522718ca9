"""Targets or results, levels or changes, and results held against their targets."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.kinds import asks_result
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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Năm 2023 Hưng Tân phải thu được bao nhiêu ngân sách?", "target"),
        ("nam 2023 Hung Tan phai ket nap duoc may dang vien", "target"),
        ("Hộ nghèo Hưng Tân năm 2023 buộc phải giảm được bao nhiêu?", "target"),
        ("Hưng Tân cần đạt được thu nhập bao nhiêu?", "target"),
        ("Năm 2023 Hưng Tân phải thu ngân sách bao nhiêu?", "target"),
        ("Có phải Hưng Tân đạt được thu nhập 57 triệu?", "actual"),
        ("Năm 2023 Hưng Tân thu được bao nhiêu ngân sách?", "actual"),
    ],
)
def test_what_must_be_reached_is_a_target(text, kind):
    assert understand(text, NAMES).kind == kind


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Mục tiêu giảm nghèo và thu nhập năm 2023 của Hưng Tân", None),
        ("Giảm nghèo, thu ngân sách năm 2023 của Hưng Tân thế nào?", None),
        ("Năm 2023 Hưng Tân giảm nghèo bao nhiêu?", "change"),
        ("Tỷ lệ hộ nghèo và hộ cận nghèo của Hưng Tân giảm bao nhiêu?", "change"),
    ],
)
def test_what_one_name_says_of_a_fall_is_not_said_of_the_others(text, measure):
    assert understand(text, NAMES).measure == measure


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Thu ngân sách năm 2023 của Hưng Tân có đạt không?", "reached"),
        ("thu ngan sach nam 2023 cua Hung Tan dat chua", "reached"),
        ("Thu nhập của Trường Xuân năm 2023 có vượt không?", "exceeded"),
        ("Thu ngân sách của Hưng Tân có đạt 12 tỷ không?", None),
        ("Xã Hưng Tân có đạt chuẩn nông thôn mới không?", None),
    ],
)
def test_of_what_a_result_is_held_against_needs_no_word(text, met):
    assert understand(text, NAMES).met == met


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Thực tế thu được bao nhiêu?", True),
        ("thuc te thu duoc bao nhieu", True),
        ("Giao thu bao nhiêu, có đạt không?", False),
        ("Phải thu được bao nhiêu?", False),
    ],
)
def test_what_was_reached_is_asked_for(text, result):
    assert asks_result(text) is result
