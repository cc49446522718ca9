"""What a question took for granted may be given up, what it said never."""

from assistant.ask.understanding.ways import assumes_target, ways, with_kin, with_told_kind
from assistant.types import Place, Question


def _question(**changes):
    values = {"text": "", "standalone": "", "route": "ledger", "intent": "lookup", "indicators": ("so_ho_ngheo",)}
    return Question(**(values | changes))


def _tried(question):
    return [
        (way.question.indicators[0], way.question.kind, way.question.years, way.question.measure)
        for way in ways(question)
    ]


def test_what_is_said_has_one_way():
    asked = _question(kind="target", years=(2024,), measure="change", direction="giảm")
    assert [way.question for way in ways(asked)] == [asked]


def test_a_kind_taken_for_granted_is_open():
    assert _tried(_question(kind="target", kind_said=False))[1] == ("so_ho_ngheo", None, (), None)


def test_what_the_conversation_gave_is_given_up_last_and_told():
    asked = _question(
        places=(Place("An Hòa", "xã"),), years=(2023,), measure="change", inherited=frozenset({"years", "measure"})
    )
    found = list(ways(asked))
    assert _tried(asked) == [
        ("so_ho_ngheo", None, (2023,), "change"),
        ("so_ho_ngheo", None, (2023,), None),
        ("so_ho_ngheo", None, (), None),
    ]
    assert "2023" in found[-1].said


def test_another_indicator_of_the_same_words_is_told():
    found = list(ways(_question(related=("so_ho_ngheo", "ty_le_ho_ngheo"), years=(2024,))))
    assert [way.question.indicators for way in found] == [("so_ho_ngheo",), ("ty_le_ho_ngheo",)]
    assert found[1].said == "Hiểu là hỏi tỷ lệ hộ nghèo."
    assert found[1].question.years == (2024,)


def test_an_indicator_of_another_unit_than_the_one_asked_for_is_no_way():
    related = ("so_ho_ngheo", "ty_le_ho_ngheo")
    asked = _question(related=related, text="còn bao nhiêu hộ nghèo?")
    assert [way.question.indicators for way in ways(asked)] == [("so_ho_ngheo",)]
    asked = _question(related=related, text="hộ nghèo còn mấy phần trăm?")
    assert [way.question.indicators for way in ways(asked)] == [("so_ho_ngheo",), ("ty_le_ho_ngheo",)]


def test_kin_stands_in_for_an_indicator_that_nobody_states():
    growth, product = "tang_truong_kinh_te", "tang_truong_tong_san_pham"
    asked = _question(indicators=(growth, "ty_le_ho_ngheo"))
    assert with_kin(asked, {product}.__contains__).indicators == (product, "ty_le_ho_ngheo")
    assert with_kin(asked, {product, growth}.__contains__) == asked
    assert with_kin(asked, frozenset().__contains__) == asked


def test_of_all_units_the_year_of_the_conversation_stays():
    asked = _question(intent="list", years=(2023,), inherited=frozenset({"years"}))
    assert [way.question for way in ways(asked)] == [asked]


def test_of_villages_without_rows_the_commune_is_told():
    asked = _question(intent="superlative", levels=("thôn",), kind="target")
    *_, other = ways(asked)
    assert other.question.levels == ()
    assert other.said.startswith("Không có số liệu riêng của từng thôn")


def test_the_share_stands_in_for_a_count_among_several():
    asked = _question(indicators=("thu_ngan_sach", "so_ho_ngheo"))
    assert with_kin(asked, {"thu_ngan_sach", "ty_le_ho_ngheo"}.__contains__).indicators[1] == "ty_le_ho_ngheo"
    assert with_kin(_question(), {"ty_le_ho_ngheo"}.__contains__) == _question()  # told as another way


def _stated(*, target, actual):
    return lambda question: target if question.kind == "target" else actual


def test_an_order_is_of_results_where_enough_units_state_them():
    asked = _question(intent="superlative", kind="target", kind_said=False)
    assert with_told_kind(asked, _stated(target=9, actual=6)).kind == "actual"
    assert with_told_kind(asked, _stated(target=9, actual=2)).kind == "target"
    assert with_told_kind(asked, _stated(target=1, actual=1)).kind == "target"


def test_a_condition_is_of_results_only_where_hardly_a_unit_states_a_target():
    asked = _question(intent="filter", kind="target", kind_said=False)
    assert with_told_kind(asked, _stated(target=5, actual=8)).kind == "target"
    assert with_told_kind(asked, _stated(target=1, actual=7)).kind == "actual"


def test_a_kind_that_is_said_stays():
    asked = _question(intent="superlative", kind="target", kind_said=True)
    assert not assumes_target(asked)
    assert with_told_kind(asked, _stated(target=1, actual=9)) == asked


def test_what_is_not_reached_is_worked_out_of_what_is():
    asked = _question(indicators=("so_chi_tieu_khong_dat",), places=(Place("An Hòa", "xã"),))
    told = with_kin(asked, lambda each: each == "so_chi_tieu_dat")
    assert (told.indicators, told.operations) == (("so_chi_tieu_dat",), ("rest",))
    assert with_kin(asked, lambda _: False).indicators == ("so_chi_tieu_khong_dat",)


def test_of_a_year_that_is_over_the_results_are_meant():
    asked = _question(intent="filter", kind="target", kind_said=False, years=(2025,))
    assert with_told_kind(asked, _stated(target=3, actual=2), last_year=2026).kind == "actual"
    assert with_told_kind(asked, _stated(target=3, actual=2), last_year=2025).kind == "target"
    assert with_told_kind(asked, _stated(target=9, actual=2), last_year=2026).kind == "target"
