from dataclasses import replace

from assistant.types import Question
from tests.ui.fake_assistant import FakeAssistant
from ui.views.understood import as_answered, chips, other_readings, understood


def asked(text: str, reading: str, **more: object) -> Question:
    return Question(text, text, "ledger", "lookup", reading=reading, **more)


def test_a_year_is_taken_out_or_changed() -> None:
    (chip,) = chips(asked("Chỉ tiêu hộ nghèo của xã Phú Lạc năm 2024 là bao nhiêu?", "năm 2024"))
    assert chip.without == "Chỉ tiêu hộ nghèo của xã Phú Lạc là bao nhiêu?"
    assert [label for label, _ in chip.others] == ["năm 2023", "năm 2025"]
    assert chip.others[1][1] == "Chỉ tiêu hộ nghèo của xã Phú Lạc năm 2025 là bao nhiêu?"


def test_a_place_opens_to_all_of_its_level() -> None:
    (chip,) = chips(asked("Chỉ tiêu hộ nghèo của xã Phú Lạc?", "xã Phú Lạc (huyện Tân Giang)"))
    assert chip.without == "Chỉ tiêu hộ nghèo của các xã?"


def test_target_and_result_change_places() -> None:
    (chip,) = chips(asked("Xã nào đặt chỉ tiêu trên 58?", "chỉ tiêu đặt ra"))
    assert chip.others == (("kết quả", "Xã nào đặt kết quả trên 58?"),)
    (both,) = chips(asked("Thu nhập của xã A?", "chỉ tiêu và kết quả"))
    assert both.others[0] == ("chỉ tiêu", "Chỉ tiêu thu nhập của xã A?")


def test_communes_give_way_to_wards() -> None:
    (chip,) = chips(asked("Xã nào cao nhất?", "chỉ xã"))
    assert chip.others == (("chỉ phường", "Phường nào cao nhất?"),)


def test_what_the_words_do_not_hold_is_only_shown() -> None:
    for part in ("năm 2024", "xã Phú Lạc", "chỉ xã", "so sánh"):
        (chip,) = chips(asked("Còn nơi khác?", part))
        assert (chip.label, chip.without, chip.others) == (part, None, ())


def test_other_meanings_of_the_same_words_are_offered() -> None:
    question = asked(
        "Tỷ lệ hộ nghèo của xã A?", "Tỷ lệ hộ nghèo", indicators=("ty_le_ho_ngheo",), related=("so_ho_ngheo",)
    )
    assert [each for _, each in other_readings(question)] == ["Số hộ nghèo của xã A?"]


def test_small_talk_has_no_chips() -> None:
    assert understood(Question("chào", "chào", "ledger", "talk", reading="trò chuyện")) is None


def test_results_that_stand_in_for_targets_are_said_to_be_results(assistant: FakeAssistant) -> None:
    answer = assistant.ask("trên 58")
    question = replace(answer.question, kind="target", kind_said=False, reading="tính tổng; chỉ tiêu đặt ra")
    results = tuple(replace(row, indicator=replace(row.indicator, kind="actual")) for row in answer.rows)
    assert as_answered(replace(answer, question=question, rows=results)).reading == "tính tổng; kết quả thực hiện"
    targets = tuple(replace(row, indicator=replace(row.indicator, kind="target")) for row in answer.rows)
    assert as_answered(replace(answer, question=question, rows=targets)) == question
    said = replace(question, kind_said=True)
    assert as_answered(replace(answer, question=said, rows=results)) == said
