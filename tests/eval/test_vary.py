"""Questions typed worse, derived mechanically."""

import pytest

from assistant.types import Turn
from eval.cases import Case
from eval.vary import Vary, varied, with_typos, without_diacritics

NAMES = {"Trường Xuân", "Hưng Tân"}


def test_marks_and_capitals_go():
    assert without_diacritics("Xã Trường Xuân đạt 60,5%?") == "xa truong xuan dat 60,5%?"


@pytest.mark.parametrize(
    "text",
    [
        "Thu nhập bình quân của xã Trường Xuân năm 2023?",
        "Tỷ lệ hộ nghèo của Hưng Tân và Trường Xuân?",
        "Bảo hiểm y tế ở xã Hưng Tân?",
    ],
)
def test_each_name_gets_one_error_and_nothing_else_changes(text):
    typed = with_typos(text, names=NAMES)
    names = [name for name in NAMES if name in text]
    assert all(name not in typed for name in names)
    assert typed.split()[-1][-1] == "?"
    # An error takes a letter away or swaps two: one for each name of a unit and of the one indicator.
    assert 0 <= len(text) - len(typed) <= len(names) + 1
    assert with_typos(text, names=NAMES) == typed


def test_figures_and_words_that_are_no_names_stay():
    assert with_typos("Có bao nhiêu văn bản năm 2023?", names=NAMES) == "Có bao nhiêu văn bản năm 2023?"


def test_the_user_s_own_words_before_are_varied_and_the_answers_are_not():
    case = Case("Q1", "Còn Hưng Tân?", history=(Turn("user", "Xã Trường Xuân?"), Turn("assistant", "Từ 58 triệu.")))
    (typed,) = varied([case], Vary.no_diacritics, names=NAMES)
    assert typed.question == "con hung tan?"
    assert [turn.content for turn in typed.history] == ["xa truong xuan?", "Từ 58 triệu."]
    assert varied([case], Vary.as_written, names=NAMES) == (case,)
