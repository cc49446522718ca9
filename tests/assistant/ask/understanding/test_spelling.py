"""Misspelt names of indicators."""

import pytest

from assistant.ask.understanding.spelling import mended, respelt


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("phát triển đản viên của xã", "phát triển đảng viên của xã"),
        ("thu ngnâ sách bao nhiêu", "thu ngân sách bao nhiêu"),
        # In capitals another letter is another abbreviation.
        ("thuế GTGT khu vực ngoài quốc doanh", "thuế GTGT khu vực ngoài quốc doanh"),
        # Of a word of two letters another letter makes another word.
        ("Xã nào muốn phát triển du lịch?", "Xã nào muốn phát triển du lịch?"),
        ("nghị quyết về phát triển du lịch cộng đồng", "nghị quyết về phát triển du lịch cộng đồng"),
        ("giải pháp phát triển du lịch lòng hồ", "giải pháp phát triển du lịch lòng hồ"),
    ],
)
def test_only_a_slip_is_put_right(text, said):
    assert respelt(text, plain=False) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("số trương đạt chuẩn quốc gia", "số trường đạt chuẩn quốc gia"),
        ("đàn trâu bo của xã", "đàn trâu bò của xã"),
        ("chủ trương đầu tư", "chủ trương đầu tư"),
    ],
)
def test_one_wrong_mark_in_a_name_of_several_syllables(text, said):
    assert respelt(text, plain=False) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("họp nàgy nào", "họp ngày nào"),
        ("9 thnág đầu năm", "9 tháng đầu năm"),
        ("báo cáoo của Đnảg ủy", "báo cáo của Đảng ủy"),
        ("đưa ra mấy pầhn trăm", "đưa ra mấy phần trăm"),
        # A name behind a level word, and what is far from every word, stay.
        ("xã Ea Mdrô", "xã Ea Mdrô"),
        ("giống lúa vnữg", "giống lúa vnữg"),
    ],
)
def test_what_can_be_no_word_is_mended(text, said):
    assert mended(text, plain=False, held=lambda _: False) == said


def test_without_marks_and_where_the_archive_has_the_word():
    assert mended("nhgi quyet nao", plain=True, held=lambda _: False) == "nghi quyet nao"
    assert mended("cây atisoo", plain=False, held={"atisoo"}.__contains__) == "cây atisoo"


def test_letters_changed_over_anywhere_in_a_word_are_mended_as_a_slip_is():
    assert mended("chgươn trình", plain=False, held=lambda _: False) == "chương trình"
    assert mended("chngou trinh", plain=True, held=lambda _: False) == "chuong trinh"


def test_what_is_no_vietnamese_at_all_is_left_and_nothing_is_looked_up_for_it():
    looked_up: list[str] = []
    text = " ".join(f"nàgy{letter}k" for letter in "abcdefghijklmnopqrstuvwxyz")
    assert mended(text, plain=False, held=lambda word: bool(looked_up.append(word))) == text
    assert not looked_up


@pytest.mark.parametrize(
    "text",
    [
        "tổng số chỉ tiêu thu ngân sách",
        "tổng số chỉ tiêu đề ra",
        "mấy xã đặt tổng số chỉ tiêu cao",
    ],
)
def test_a_syllable_that_is_half_of_a_word_with_the_next_is_no_slip(text):
    assert respelt(text, plain=False) == text
