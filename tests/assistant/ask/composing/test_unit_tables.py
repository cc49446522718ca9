"""The highest or lowest units of a table, each cited, with the others behind them."""

from assistant.ask.composing.unit_tables import Order, compose_unit_column
from assistant.ask.composing.wording import library
from assistant.ask.retrieving.stretches import stretches
from assistant.ask.retrieving.unit_tables import sought, unit_column
from assistant.ask.verifying.verify import verify
from tests.assistant.ask.retrieving.documents import document
from tests.assistant.ask.retrieving.test_unit_tables import BY_ROW


def _told(tmp_path, order, asked="thoát nghèo nhiều nhất"):
    held = document(tmp_path, BY_ROW, "khe_say.txt")
    column = unit_column(sought(asked, (), ()), stretches(held))
    books = library([held])
    checked = verify(compose_unit_column(column, order, books), books.text_of)
    assert not checked.struck
    return [each.text for each in checked.draft.statements]


def test_the_highest_with_its_whole_line(tmp_path):
    told = _told(tmp_path, Order(highest=True))
    assert told[1] == "- Phiêng Lừ: 12"
    assert "Đàn dê (con): 85" in told[3]
    assert told[4] == "- Cộng: 23"
    assert told[-1] == "- Huổi Mịn: 2"


def test_both_ends(tmp_path):
    told = _told(tmp_path, Order(highest=True, both=True))
    assert [told.index(each) for each in ("- Phiêng Lừ: 12", "- Huổi Mịn: 2")] == [1, 3]


def test_the_first_two_added_up(tmp_path):
    assert "Cộng lại: 12 + 5 = 17" in _told(tmp_path, Order(highest=True, limit=2, added=True))
