"""What is asked of the lines of a table."""

import pytest

from assistant.ask.understanding.over_lines import over_lines
from assistant.types import Condition, Place, Question


def _read(text, **fields):
    (read,) = over_lines(Question(text, text, "ledger", "filter", **fields))
    return read


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Dự án nào giải ngân thấp nhất?", "du an"),
        ("mấy ấp có trên 40 hộ nghèo", "ap"),
        ("Liệt kê các công trình có vốn dưới 500 triệu đồng", "cong trinh"),
        ("khu vực xã cũ nào nghèo nhất", "khu vuc"),
        ("ban nao dong ho nhat", "ban"),
        # Behind a year, or a word that only points, "nào" asks for what the question opens with.
        ("Công trình khởi công năm 2026 nào trên 3 tỷ đồng?", "cong trinh"),
        ("Công trình trọng điểm của xã, cái nào trên 50 tỷ đồng?", "cong trinh"),
        ("Dự án chuyển tiếp 2025 nào giải ngân thấp nhất?", "du an"),
    ],
)
def test_a_noun_says_what_the_lines_are(text, noun):
    assert noun in _read(text).nouns


def test_bounds_are_conditions_and_what_is_counted_is_none():
    read = _read("Có 3 bản nào tỷ lệ hộ nghèo từ 15% đến 20%?")
    assert read.conditions == (Condition("range", 15.0, 20.0, "%"),)
    assert read.share is True
    assert _read("Bản nào có trên 40 hộ nghèo?").share is False


def test_names_and_years_are_no_words_of_the_figure():
    read = _read("Năm 2024 bản nào của xã Khe Sậy nhiều hộ nghèo nhất?", places=(Place("Khe Sậy", "xã"),))
    assert "khe" not in read.said
    assert "2024" not in read.said
    assert read.years == (2024,)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Tổng kinh phí hai năm 2026, 2027 là bao nhiêu?", (2026, 2027)),
        ("Bản nào trồng mới 2 năm 2025-2026 cộng lại từ 12 ha trở lên?", (2025, 2026)),
    ],
)
def test_several_years_may_be_added_up(text, years):
    read = _read(text)
    assert (read.added, read.years) == (True, years)


@pytest.mark.parametrize(
    "text",
    ["Xã Khe Sậy có bao nhiêu hộ nghèo?", "Giải pháp nào giảm nghèo?", "Tổng vốn giai đoạn 2021-2024 là bao nhiêu?"],
)
def test_no_extreme_no_bound_and_no_sum_is_over_no_lines(text):
    assert over_lines(Question(text, text, "ledger", "filter")) == ()


def test_lines_without_a_figure_may_be_asked_for():
    read = _read("Trong danh mục trung hạn của phường, công trình nào năm 2026 chưa được bố trí vốn?")
    assert read.blank is True
    assert "trung han" not in read.said  # where to look


def test_each_extreme_is_asked_for_by_itself():
    text = "Cuối 2024 xã nào nhiều hộ nghèo nhất, xã nào tỷ lệ hộ nghèo cao nhất?"
    first, second = over_lines(Question(text, text, "ledger", "superlative", years=(2024,)))
    assert (first.share, second.share) == (False, True)
    assert first.years == second.years == (2024,)
    both = "Bản nào thoát nghèo ít nhất, bản nào nhiều nhất?"
    assert [each.both for each in over_lines(Question(both, both, "ledger", "superlative"))] == [True]


def test_a_document_told_by_its_number_is_no_word_of_the_figure():
    read = _read("Kinh phí tập huấn theo NQ 34 năm nào cao nhất?")
    assert "34" not in read.said
    assert "tap huan" in read.said
