"""The series of a table that a question is about."""

import pytest

from assistant.ask.retrieving.fitting import fits
from assistant.ask.retrieving.said import Texts
from assistant.ask.retrieving.series import series_of
from assistant.ask.understanding.over_lines import over_lines
from assistant.types import Question
from tests.assistant.ask.retrieving.documents import document
from tests.assistant.ask.retrieving.test_series import BY_COLUMN, BY_ROW, PROJECTS


def _best(tmp_path, text, asked, name="khe_say.txt"):
    held = document(tmp_path, text, name)
    texts = Texts([held])
    (read,) = over_lines(Question(asked, asked, "ledger", "superlative"))
    found = fits(read, series_of(texts.stretches(held.document_id)), texts.rarity)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Bản nào thoát nghèo nhiều nhất?", "Hộ thoát nghèo"),
        ("bản nào đông hộ nhất", "Số hộ"),
        ("bản nào có tỷ lệ nghèo cao nhất", "Hộ nghèo cuối năm, Tỷ lệ (%)"),
        ("bản nào nhiều hộ nghèo nhất", "Hộ nghèo cuối năm"),
        ("đầu năm bản nào nhiều hộ nghèo nhất", "Hộ nghèo đầu năm"),
        ("thôn nào nuôi nhiều dê nhất", "Đàn dê (con)"),  # the head's "bản" is its word for the same
        ("Những bản có tỷ lệ hộ nghèo trên 15%?", "Hộ nghèo cuối năm, Tỷ lệ (%)"),
        ("liệt kê các bản có từ 90 hộ trở lên", "Số hộ"),
    ],
)
def test_a_series_is_told_by_its_words_and_its_unit(tmp_path, asked, name):
    assert _best(tmp_path, BY_ROW, asked).series.name == name


@pytest.mark.parametrize(
    ("asked", "name", "lines"),
    [
        ("Dự án nào có tổng mức đầu tư từ 14.000 triệu đồng trở lên?", "Tổng mức đầu tư", 4),
        ("Công trình nào năm 2026 chưa được bố trí vốn?", "KH năm 2026", 4),
        ("Vốn đầu tư năm 2026 cho giáo dục tổng cộng bao nhiêu, gồm dự án nào?", "KH năm 2026", 2),
        ("Dự án nào có kế hoạch trung hạn cao nhất?", "KH trung hạn 2026-2030", 4),
    ],
)
def test_a_year_and_a_group_tell_it_too(tmp_path, asked, name, lines):
    fit = _best(tmp_path, PROJECTS, asked, "ben_go.txt")
    assert (fit.series.name, len(fit.entries)) == (name, lines)


SOURCES = """HỘI ĐỒNG NHÂN DÂN
PHƯỜNG BẾN GỖ
NGHỊ QUYẾT
Kế hoạch đầu tư công của phường Bến Gỗ

Danh mục dự án trọng điểm. Đơn vị tính: triệu đồng

| STT | Dự án | Vốn tỉnh | Vốn phường | Tổng số |
|---|---|---|---|---|
| 1 | Cầu Vàm Sáo | 9.000 | 4.000 | 13.000 |
| 2 | Kè rạch Ông Kèo | 2.000 | 7.500 | 9.500 |
| 3 | Chợ Hoa Lài | 5.000 | 1.200 | 6.200 |
"""


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Dự án trọng điểm nào trên 9 tỷ đồng?", "Tổng số"),
        ("Dự án nào được bố trí từ 6 tỷ đồng trở lên?", "Tổng số"),
        ("Dự án nào vốn phường trên 4 tỷ đồng?", "Vốn phường"),
    ],
)
def test_of_several_sources_all_together_are_meant(tmp_path, asked, name):
    assert _best(tmp_path, SOURCES, asked, "ben_go.txt").series.name == name


def test_columns_may_be_the_things(tmp_path):
    assert _best(tmp_path, BY_COLUMN, "bản nào trồng ngô nhiều nhất").series.name == "Ngô (ha)"


@pytest.mark.parametrize(
    "asked",
    [
        "bản nào nuôi nhiều trâu nhất",  # no column is of it
        "bản nào cao nhất",  # nor is anything named
        "xã nào thoát nghèo nhiều nhất",  # the lines are no communes
        "dự án nào có trên 20 hộ nghèo",
        "ban quản lý nào thoát nghèo nhiều nhất",
        "bản nào giảm nhiều hộ cận nghèo nhất",  # near-poor households are others, and a fall is no count
        "bản nào có trên 20 ha hộ nghèo",  # a unit that the figure cannot have
    ],
)
def test_what_no_series_says_is_none(tmp_path, asked):
    assert _best(tmp_path, BY_ROW, asked) is None
