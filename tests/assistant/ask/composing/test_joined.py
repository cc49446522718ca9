"""One answer from the answers to the parts of a question."""

from dataclasses import replace

from assistant.ask.composing.joined import joined
from assistant.ask.composing.wording import span_of
from assistant.types import Derived, Draft, Place, Question, Statement
from tests.builders import document, row_of

PAPER = document("d", "Thu 12,4 tỷ, kế hoạch 11 tỷ; chi 9,8 tỷ.", commune="Bình Sơn")
LINE = "Thu 12,4 tỷ, kế hoạch 11 tỷ"
THU = row_of(PAPER, LINE, indicator="thu_ngan_sach", value=12.4, year=2024)
PLAN = row_of(PAPER, LINE, indicator="thu_ngan_sach", value=11.0, year=2024, kind="target")
CHI = row_of(PAPER, "chi 9,8 tỷ", indicator="chi_ngan_sach", value=9.8, year=2024)
REFUSED = Draft("abstained", (Statement("Không nêu."), Statement("Kho có 1 văn bản.", part="coverage")), denies=True)


def _asks(text, *indicators):
    return Question(text, text, "ledger", "lookup", indicators=indicators, years=(2024,))


def _told(lead, row, *, coverage=()):
    line = Statement(f"- năm 2024: {row.value:g} tỷ".replace(".", ","), (span_of(row),))
    return Draft("answered", (Statement(lead), line, *coverage), ((row, "match"),))


WHOLE = _asks("thu bao nhiêu, chi bao nhiêu", "thu_ngan_sach")
ASKS_THU, ASKS_CHI = _asks("thu bao nhiêu", "thu_ngan_sach"), _asks("chi bao nhiêu", "chi_ngan_sach")


def _texts(draft):
    return [each.text for each in draft.statements]


def test_a_part_adds_what_was_not_told_under_its_own_line():
    looked = (Statement("Đã xét 3 văn bản.", part="coverage"),)
    parts = [(ASKS_THU, _told("Thu:", THU, coverage=looked)), (ASKS_CHI, _told("Chi:", CHI, coverage=looked))]
    draft = joined(WHOLE, _told("Thu:", THU, coverage=looked), parts)
    assert _texts(draft) == ["Thu:", "- năm 2024: 12,4 tỷ", "Chi:", "- năm 2024: 9,8 tỷ", "Đã xét 3 văn bản."]
    assert [row for row, _ in draft.rows] == [THU, CHI]


def test_the_same_words_cited_for_another_figure_are_no_repetition():
    draft = joined(WHOLE, _told("Kế hoạch:", PLAN), [(ASKS_THU, _told("Kết quả:", THU))])
    assert _texts(draft) == ["Kế hoạch:", "- năm 2024: 11 tỷ", "Kết quả:", "- năm 2024: 12,4 tỷ"]


def test_the_parts_answer_where_the_whole_does_not():
    draft = joined(WHOLE, REFUSED, [(ASKS_THU, _told("Thu:", THU)), (ASKS_CHI, REFUSED)])
    assert draft.outcome == "answered"
    assert _texts(draft)[:2] == ["Thu:", "- năm 2024: 12,4 tỷ"]
    assert _texts(draft)[2:] == ["Chưa tìm thấy câu trả lời riêng cho phần “chi bao nhiêu”."]


def test_rows_of_a_part_go_before_lines_of_the_whole():
    near = Draft("answered", (Statement("Văn bản ghi:"), Statement("- “Thu”")))
    assert _texts(joined(WHOLE, near, [(ASKS_THU, _told("Thu:", THU))])) == ["Thu:", "- năm 2024: 12,4 tỷ"]


def test_where_no_part_answers_the_whole_refuses():
    assert joined(WHOLE, REFUSED, [(ASKS_THU, REFUSED), (ASKS_CHI, REFUSED)]) is REFUSED


def test_what_is_not_stated_of_several_figures_is_said_once():
    both = _asks("thu, chi bao nhiêu", "thu_ngan_sach", "chi_ngan_sach")
    assert _texts(joined(both, _told("Thu:", THU), [(ASKS_CHI, REFUSED)])) == ["Thu:", "- năm 2024: 12,4 tỷ"]


def test_a_part_that_another_answer_holds_is_not_said_to_be_missing():
    assert _texts(joined(WHOLE, _told("Thu:", THU), [(ASKS_THU, REFUSED)])) == ["Thu:", "- năm 2024: 12,4 tỷ"]


def test_facts_of_a_document_stand_beside_figures():
    asked = Question("ai ký, chi bao nhiêu", "", "ledger", "about")
    facts = Draft("answered", (Statement("- Nghị quyết: người ký: “A”"),))
    assert _texts(joined(asked, facts, [(ASKS_CHI, _told("Chi:", CHI))]))[:2] == [
        "- Nghị quyết: người ký: “A”",
        "Chi:",
    ]


def test_no_result_is_told_twice():
    apart = Statement(
        "Chênh lệch 1,4 tỷ (12,4 − 11 = 1,4).", derived=(Derived("difference", (12.4, 11.0), 1.4, "tỷ đồng"),)
    )
    again = Statement("Chênh lệch 1,4 tỷ.", derived=(Derived("difference", (12.4, 11.0), 1.4),))
    whole, part = _told("Thu:", THU), _told("Thu:", THU)
    whole = Draft("answered", (*whole.statements, apart), whole.rows)
    part = Draft("answered", (*part.statements, again), part.rows)
    assert "Chênh lệch 1,4 tỷ." not in _texts(joined(WHOLE, whole, [(ASKS_THU, part)]))


def test_documents_that_are_listed_stay_so():
    listed = (span_of(THU),)
    whole = Draft("answered", (Statement("Kho có 1 văn bản:", listed),), listed=listed)
    assert joined(WHOLE, whole, [(ASKS_CHI, REFUSED)]).listed == listed


def _of_units(second, *, is_told=True):
    """A whole on two units and its parts, each on one of them; ``second`` is what is asked of the second."""
    first = replace(ASKS_THU, places=(Place("An Hòa", "xã"),))
    second = replace(second, places=(Place("Cẩm Hà", "tỉnh"),))
    whole = replace(WHOLE, places=(*first.places, *second.places))
    draft = joined(
        whole,
        _told("So sánh:", PLAN),
        [(first, _told("Thu:", THU)), (second, _told("Chi:", CHI) if is_told else REFUSED)],
    )
    return _texts(draft)


def test_parts_that_ask_something_else_of_a_unit_each_answer_by_themselves():
    assert _of_units(ASKS_CHI) == ["Thu:", "- năm 2024: 12,4 tỷ", "Chi:", "- năm 2024: 9,8 tỷ"]


def test_one_figure_of_two_units_is_told_by_the_whole():
    assert _of_units(ASKS_THU)[0] == "So sánh:"


def test_where_a_part_is_not_answered_the_whole_stands():
    assert _of_units(ASKS_CHI, is_told=False)[0] == "So sánh:"
