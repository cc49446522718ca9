"""Villages of a commune's table, end to end."""

import pytest

from assistant.ask.pipeline import answer
from tests.assistant.ask.retrieving.test_unit_tables import BY_ROW
from tests.assistant.ask.sample_parts import parts_of


@pytest.fixture
def archive(tmp_path):
    file = tmp_path / "khe_say.txt"
    file.write_text(BY_ROW, encoding="utf-8")
    return parts_of([file])


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Bản nào ở Khe Sậy thoát nghèo nhiều hộ nhất?", "Phiêng Lừ: 12"),
        ("Khe Sậy bản nào đông hộ nhất?", "Phiêng Lừ: 120"),
        ("Năm 2021 bản nào của Khe Sậy thoát nghèo ít nhất, bản nào nhiều nhất?", "Huổi Mịn: 2"),
    ],
)
def test_a_village_is_found_in_the_table(archive, question, first):
    told = answer(question, parts=archive)
    assert told.outcome == "answered"
    assert first in told.text.split("- ")[1]


def test_what_the_table_does_not_have_is_refused(archive):
    assert answer("Bản nào ở Khe Sậy có nhiều giếng khoan nhất?", parts=archive).outcome == "abstained"
