"""What a short follow-up takes over: the topic with another unit or matter, and the units talked of."""

from __future__ import annotations

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.types import Identity, Place, Question, Turn

UNITS = ("Nậm Cắn", "Tân Hồ", "Bản Bo")
NAMES = gazetteer([Identity("nghị quyết", "Đảng", "t", level="xã", commune=unit) for unit in UNITS])


def read(text: str, *turns: str) -> Question:
    history = [Turn("assistant" if at % 2 else "user", said) for at, said in enumerate(turns)]
    return understand(text, NAMES, history=history)


@pytest.mark.parametrize(
    ("text", "before", "standalone"),
    [
        (
            "Còn xã Tân Hồ?",
            "Giải pháp về nông nghiệp của xã Nậm Cắn là gì?",
            "Giải pháp về nông nghiệp của xã Tân Hồ là gì?",
        ),
        (
            "thế còn Bản Bo thì sao?",
            "Giải pháp về nông nghiệp của xã Nậm Cắn là gì?",
            "Giải pháp về nông nghiệp của Bản Bo là gì?",
        ),
        (
            "Còn về giáo dục thì sao ạ?",
            "Xã Nậm Cắn có giải pháp gì về nông nghiệp?",
            "Xã Nậm Cắn có giải pháp gì về giáo dục?",
        ),
        (
            "vậy còn lĩnh vực y tế?",
            "Giải pháp cho nông nghiệp của xã Nậm Cắn là gì?",
            "Giải pháp cho y tế của xã Nậm Cắn là gì?",
        ),
    ],
)
def test_a_question_of_the_text_is_asked_anew(text: str, before: str, standalone: str) -> None:
    assert read(text, before, "Theo nghị quyết [1] …").standalone == standalone


def test_units_asked_of_one_after_the_other_are_held_together() -> None:
    question = read(
        "Xã nào cao hơn?", "Thu ngân sách của xã Nậm Cắn?", "7 tỷ.", "Thu ngân sách của xã Tân Hồ?", "8 tỷ."
    )

    assert (question.intent, question.highest) == ("superlative", True)
    assert question.places == (Place("Nậm Cắn", "xã"), Place("Tân Hồ", "xã"))


def test_the_units_that_an_answer_found_end_where_it_tells_the_others() -> None:
    answer = (
        "Có 2 xã:\n- xã Nậm Cắn: 9 tỷ [1]\n- xã Bản Bo: 8 tỷ [2]\nKhông đạt:\n- xã Tân Hồ: 5 tỷ [3]\n- [1] a.docx"
    )

    question = read("Trong số đó xã nào có thu nhập cao nhất?", "Xã nào thu ngân sách từ 7 tỷ?", answer)

    assert [place.name for place in question.places] == ["Nậm Cắn", "Bản Bo"]
