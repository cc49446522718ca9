"""Copies, drafts, scans, and what only looks alike."""

import random
from dataclasses import replace

from assistant.ask.tallying.twins import twins
from assistant.types import Remark, Resolution
from tests.builders import identity

WORDS = tuple(
    syllable
    for line in (
        "Đảng bộ xã lãnh đạo nhân dân nạo vét kênh mương trồng dừa ven đê nuôi cua rừng xây cầu bê tông mở bến phà",
        "cấp mã số lồng bè sửa trường học trạm y tế thu gom rác thải cấp nước sạch giữ an ninh trật tự tuyển quân",
    )
    for syllable in line.split()
)


def document(at, text, name=None, **fields):
    return Resolution(f"d{at}", name or f"{at}.txt", "h", text, (), (), identity(**fields))


def long_text(seed, figures=(58, 12, 95, 21, 340)):
    chosen = random.Random(seed)
    return "\n".join(f"- {' '.join(chosen.choices(WORDS, k=30))} đạt {figure}." for figure in figures for _ in "123")


def scanned(text, one_in=25):
    """One syllable in so many misread."""
    return " ".join(f"{word}x" if at % one_in == 3 else word for at, word in enumerate(text.split(" ")))


def test_a_copy_gives_way_to_the_first_whatever_its_layout():
    first = document(0, "Nghị quyết xã. Thu nhập 58 triệu.")
    copy = document(1, "NGHỊ QUYẾT XÃ\nThu nhập: 58 triệu")
    other = document(2, "Nghị quyết xã. Thu nhập 59 triệu.")
    (told,) = twins([first, copy, other]).items()
    assert (told[0], told[1].lead, told[1].reason) == ("d1", "d0", "trùng nội dung với tệp 0.txt")


def test_a_draft_gives_way_to_the_issued_text_of_the_same_unit_and_year():
    draft = document(0, "DỰ THẢO\nThu nhập 57 triệu.")
    issued = document(1, "Thu nhập 58 triệu.")
    told = twins([draft, issued])
    assert (list(told), told["d0"].lead, told["d0"].is_draft) == (["d0"], "d1", True)
    assert twins([draft]) == {}
    assert twins([draft, replace(issued, identity=identity(target_year=2024))]) == {}


def test_a_scan_is_led_by_the_file_of_words():
    scan = document(0, scanned(long_text(1)), name="a.pdf")
    words = document(1, long_text(1), name="b.docx")
    told = twins([scan, words])
    assert list(told) == ["d0"]
    assert told["d0"].lead == "d1"
    assert "tệp b.docx" in told["d0"].reason
    assert not told["d0"].is_draft


def test_a_file_that_was_read_whole_leads_one_that_was_not():
    whole = document(0, scanned(long_text(1)), name="z.pdf")
    torn = replace(document(1, long_text(1), name="a.docx"), remarks=(Remark("trang 2", "unread", "không có chữ"),))
    assert list(twins([torn, whole])) == ["d1"]


def test_of_one_number_and_date_it_is_enough_that_the_texts_are_alike():
    words = document(0, long_text(1))
    misread = document(1, scanned(long_text(1)), name="1.png", commune="Truong Xuan", target_year=None)
    assert list(twins([words, misread])) == ["d1"]


def test_what_only_looks_alike_is_another_document():
    first = document(0, long_text(1))
    other_figures = document(1, long_text(1, figures=(61, 14, 97, 23, 355)))
    other_commune = document(2, long_text(1), commune="Hưng Tân", number="13-NQ/ĐU")
    other_words = document(3, long_text(2))
    amending = document(4, scanned(long_text(1)), title="Nghị quyết điều chỉnh chỉ tiêu năm 2023")
    for other in (other_figures, replace(other_commune, text=scanned(other_commune.text)), other_words, amending):
        assert twins([first, other]) == {}


def test_copies_of_a_twin_are_led_by_the_one_that_stands():
    scan = document(0, scanned(long_text(1)), name="a.pdf")
    again = document(1, scanned(long_text(1)).upper(), name="b.pdf")
    words = document(2, long_text(1), name="c.docx")
    assert {twin.lead for twin in twins([scan, again, words]).values()} == {"d2"}
