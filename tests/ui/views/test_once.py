from dataclasses import replace

from assistant.types import Answer
from tests.ui.fake_assistant import FakeAssistant
from ui.views.once import told_once

LISTED = """Có 2 xã đặt chỉ tiêu trên 58 triệu đồng:
- Xã Hưng Tân, năm 2024: 60,5 triệu đồng [1]
- Xã Trường Xuân, năm 2024: từ 58 triệu đồng trở lên [2] [3]

Đã xét 5 văn bản: 2 đạt, 1 không nêu.
Không đạt điều kiện:
- Xã Khác: 52 triệu đồng [3]

Không nêu chỉ tiêu này: xã Nam Kha."""


def answered(text: str) -> Answer:
    return replace(FakeAssistant().ask("trên 58"), text=text)


def test_the_table_wins_over_a_list_of_its_rows() -> None:
    told = told_once(answered(LISTED), judged=True)
    assert told.text == "Có 2 xã đặt chỉ tiêu trên 58 triệu đồng."
    assert told.looked_at == "Đã xét 5 văn bản: 2 đạt, 1 không nêu."
    assert told.beyond == "Không nêu chỉ tiêu này: xã Nam Kha."
    assert told.table_first


def test_quotes_and_what_no_row_tells_stay() -> None:
    text = (
        "Có 1 xã:\n- Xã A: 5 [1]\n\nLời văn ghi:\n- “còn 10/19 tiêu chí” [1]\n- Xã B chưa có số liệu.\n- Xã C: 7 [9]"
    )
    told = told_once(answered(text), judged=True)
    assert "Có 1 xã." in told.text
    assert "Lời văn ghi:\n- “còn 10/19 tiêu chí” [1]\n- Xã B chưa có số liệu.\n- Xã C: 7 [9]" in told.text


def test_a_table_in_the_text_stays_and_the_rows_fold() -> None:
    told = told_once(answered("So sánh:\n\n| a | b |\n|---|---|\n| 1 [1] | 2 [2] |"), judged=False)
    assert "| 1 [1] | 2 [2] |" in told.text
    assert not told.table_first


def test_figures_that_a_total_rests_on_stay_where_the_rows_are_more() -> None:
    told = told_once(answered("Tổng: 7 tỷ.\nCác số liệu đã dùng:\n- Xã A: 3 [1]\n- Xã B: 4 [2]"), judged=False)
    assert "- Xã B: 4 [2]" in told.text
    assert not told.table_first


def test_an_answer_without_rows_is_told_whole() -> None:
    answer = FakeAssistant().ask("giải pháp")
    assert told_once(answer, judged=False).text == answer.text
