import pytest

from assistant.errors import ModelUnavailable
from assistant.fakes import ScriptedChat
from eval.cases import Case
from eval.judge import chat_judge
from tests.eval.making import make_answer

CASE = Case(id="Q1", question="Thu nhập?", answer="58 triệu đồng")
ANSWER = make_answer("Từ 58 triệu đồng [1]")


@pytest.mark.parametrize(
    ("said", "opinion"),
    [
        ("ĐÚNG", 1.0),
        ("Sai: thiếu chữ “từ”. Phần còn lại đúng.", 0.0),
        ("**Đúng.**", 1.0),
        ("Tôi không rõ.", None),
        ("<think>Con số đúng, nhưng…</think>SAI", 0.0),
    ],
)
def test_the_first_verdict_counts(said: str, opinion: float | None) -> None:
    assert chat_judge(ScriptedChat(said))(CASE, ANSWER) == opinion


def test_without_an_expected_answer_nothing_is_asked() -> None:
    assert chat_judge(ScriptedChat())(Case(id="Q1", question="?"), ANSWER) is None


def test_a_model_that_fails_is_a_failure() -> None:
    with pytest.raises(ModelUnavailable):
        chat_judge(ScriptedChat(ModelUnavailable("mất mạng")))(CASE, ANSWER)
