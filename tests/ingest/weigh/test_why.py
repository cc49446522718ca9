"""Why a row was read so, in words that staff understand."""

import re

import pytest

from assistant.language.tables import load_table
from ingest.rows import rows_of
from ingest.weigh.why import runner_up
from tests.ingest.made import weighed

TEXT = """I. KẾT QUẢ NĂM 2023
- Sản lượng ngô đạt 520 tấn; sản lượng lạc 144 tấn, đạt 96% kế hoạch.
II. CHỈ TIÊU NĂM 2024
- Phấn đấu sản lượng ngô đạt 540 tấn.
- Đến năm 2025 tỷ lệ hộ nghèo còn 3,2%.
| TT | Chỉ tiêu | ĐVT | TH 2023 | KH 2024 |
| 1 | Tổng đàn lợn | con | 900 | 950 |
| 2 | Tổng đàn gia cầm | con | 7.100 | 7.500 |
"""


@pytest.fixture(scope="module")
def rows():
    state = weighed(TEXT, title="Kết quả năm 2023, nhiệm vụ năm 2024", result_year=2023, target_year=2024)
    return {row.value: row for _, row in rows_of(state)}


def test_indicator_kind_and_year_each_have_their_reason(rows):
    for row in rows.values():
        name, kind, year = row.why
        assert name.startswith("tên chỉ tiêu: ")
        assert kind.startswith("kết quả: " if row.kind == "actual" else "chỉ tiêu: ")
        assert year.startswith(f"năm {row.year}: ")


def test_the_reason_names_what_stands_in_the_text(rows):
    assert "tên chỉ tiêu trong chính câu có số" in rows[520].why[0]
    assert "phấn đấu" in rows[540].why[1]
    assert "năm nói ngay trước số" in rows[3.2].why[2]
    assert rows[7500].why[0].startswith("tên chỉ tiêu: tên dòng của bảng")
    assert "đầu cột" in rows[7500].why[1]
    assert "năm ở đầu cột" in rows[7500].why[2]


def test_at_most_two_witnesses_are_told_for_each(rows):
    lists = load_table("ingest.weigh", "why.toml")
    told = {words for name in ("indicator", "year", "target", "actual") for words in lists[name].values()}
    for row in rows.values():
        for reason in row.why:
            said = reason.partition(": ")[2]
            assert sum(said.count(words) > 0 for words in told if words in said.split(", ")) <= 2


def test_words_for_staff_hold_nothing_of_the_machine():
    lists = load_table("ingest.weigh", "why.toml")
    told = [words for table in lists.values() for words in table.values()]
    vietnamese = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]")
    for words in told:
        assert vietnamese.search(words), words
        assert words == words.strip()
        assert "_" not in words
        assert not re.search(r"\b(?:head|lead|own|clause|column|label|figure|y)\b", words), words


def test_what_is_in_the_catalogue_is_never_said_to_be_outside_of_it(rows):
    assert all("ngoài danh mục" not in row.why[0] for row in rows.values() if row.indicator)


def test_what_came_second_is_told_with_its_chance_where_it_is_close():
    state = weighed("- Đàn bò 410 con\nNăm 2022 mất mùa, năm 2023 được mùa")
    state.actual[0] = 0.6
    state.chance[:] = 0.0
    state.year_chance[:] = 0.1
    assert runner_up(state, 0, state.options[0]) == "loại chỉ tiêu (0,40)"
    state.actual[0] = 0.95
    assert runner_up(state, 0, state.options[0]) is None


def test_another_year_may_come_second():
    state = weighed("Năm 2022 mất mùa, năm 2023 được mùa\n- Đàn bò 410 con")
    state.actual[0] = 1.0
    state.chance[:] = 0.0
    other = next(at for at in range(len(state.years)) if at != state.best_year[0])
    state.year_chance[other] = 0.41
    assert runner_up(state, 0, state.options[0]) == f"năm {state.years[other]} (0,41)"
