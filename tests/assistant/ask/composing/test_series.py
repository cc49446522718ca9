"""Lines of a table, each cited, with those that do not count told apart."""

from assistant.ask.composing.series import Order, compose_blank, compose_bounded, compose_order, compose_sum
from assistant.ask.composing.wording import library
from assistant.ask.retrieving.series import series_of, summed
from assistant.ask.retrieving.stretches import stretches
from assistant.ask.verifying.verify import verify
from assistant.language.bounds import holds_for
from assistant.types import Condition
from tests.assistant.ask.retrieving.documents import document
from tests.assistant.ask.retrieving.test_series import BY_COLUMN, BY_ROW, PROJECTS


def _told(tmp_path, compose, text=BY_ROW, name="khe_say.txt"):
    held = document(tmp_path, text, name)
    books = library([held])
    found = {each.name: each for each in series_of(stretches(held))}
    checked = verify(compose(found, books), books.text_of)
    assert not checked.struck
    return [each.text for each in checked.draft.statements]


def _ordered(tmp_path, order):
    def compose(found, books):
        series = found["Hộ thoát nghèo"]
        return compose_order(series, series.entries, order, books)

    return _told(tmp_path, compose)


def test_the_highest_with_its_whole_line(tmp_path):
    told = _ordered(tmp_path, Order(highest=True))
    assert told[1] == "- Phiêng Lừ: 12"
    assert told[2] == "- Cộng: 23"
    assert "Đàn dê (con): 85" in told[4]
    assert "TT" not in told[4]  # the running number tells nothing
    assert told[-1] == "- Huổi Mịn: 2"


def test_both_ends(tmp_path):
    told = _ordered(tmp_path, Order(highest=True, both=True))
    assert [told.index(each) for each in ("- Phiêng Lừ: 12", "- Huổi Mịn: 2")] == [1, 3]


def test_the_first_two_added_up(tmp_path):
    assert "Cộng lại: 12 + 5 = 17" in _ordered(tmp_path, Order(highest=True, limit=2, added=True))


def test_those_within_a_bound_are_counted_and_one_at_its_edge_is_not(tmp_path):
    bound = Condition(">", 15.0, unit="%")

    def compose(found, books):
        series = found["Hộ nghèo cuối năm, Tỷ lệ (%)"]
        judged = [(each, holds_for(each.value, series.unit, bound)) for each in series.entries]
        return compose_bounded(series, judged, (bound,), books)

    told = _told(tmp_path, compose)
    assert told[0].startswith("Có 2 bản có “Hộ nghèo cuối năm, Tỷ lệ (%)” trên 15%")
    assert told[1:3] == ["- Nà Khoang: 25,0", "- Huổi Mịn: 20,0"]
    assert told[3:5] == ["Vừa đúng mức, không tính là trên 15%:", "- Phiêng Lừ: 15,0"]
    assert told[5] == "1 dòng còn lại của bảng không đạt điều kiện này."


def test_lines_without_a_figure_are_shown_whole(tmp_path):
    def compose(found, books):
        series = found["KH năm 2026"]
        return compose_blank(series, series.entries, books)

    told = _told(tmp_path, compose, PROJECTS, "ben_go.txt")
    assert told[0].startswith("Có 1 dự án không có số ở cột “KH năm 2026 (triệu đồng)”")
    assert "Đường rạch Ông Kèo: Tổng mức đầu tư: 14.000" in told[1]


def test_a_sum_of_lines_and_of_columns(tmp_path):
    def of_lines(found, books):
        series = found["Số hộ"]
        return compose_sum(series, series.entries[:2], books)

    assert "Cộng lại: 80 + 120 = 200" in _told(tmp_path, of_lines)

    def of_columns(found, books):
        both = summed([found["Hộ thoát nghèo"], found["Hộ nghèo cuối năm"]])
        return compose_sum(both, (both.whole,), books)

    assert "- Cộng: 23 + 55 = 78" in _told(tmp_path, of_columns)


def test_beside_a_column_stand_its_other_figures(tmp_path):
    def compose(found, books):
        corn = found["Ngô (ha)"]
        beside = [each for each in found.values() if each is not corn]
        return compose_order(corn, corn.entries, Order(highest=True), books, beside=beside)

    told = _told(tmp_path, compose, BY_COLUMN)
    assert told[1:6] == [
        "- Nà Khoang: 12,5",
        "- Toàn xã: 41",
        "Số khác của Nà Khoang trong bảng:",
        "- Đàn dê (con): 140",
        "- Hộ nghèo giảm (hộ): 5",
    ]
