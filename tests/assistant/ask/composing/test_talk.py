"""Talk is answered with what may be asked, and what is suggested is answered."""

import re

import pytest

from assistant.ask.composing.headline import table
from assistant.ask.composing.talk import headlines
from assistant.ask.pipeline import answer, stream
from assistant.types import Turn
from tests.assistant.ask.overview_parts import overview_parts
from tests.assistant.ask.sample_parts import SAMPLE, parts_of


@pytest.fixture(scope="module", params=["own", "sample"])
def parts(request):
    return overview_parts() if request.param == "own" else parts_of(sorted(SAMPLE.glob("*")))


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Chào bạn", "Chào bạn!"),
        ("cảm ơn em nhé", "Không có gì"),
        ("ok em", "Vâng."),
        ("bạn trả lời được những câu hỏi nào", "Mình tra cứu"),
    ],
)
def test_what_may_be_asked_is_told(parts, text, opening):
    found = answer(text, parts=parts)
    assert (found.outcome, found.question.intent, found.struck) == ("answered", "talk", ())
    assert found.text.startswith(opening)
    assert f"{len(parts.known().books.documents)} văn bản" in found.text
    assert list(stream(text, parts=parts))[-1].text == found.text


def test_each_suggested_question_is_answered(parts):
    suggested = re.findall(r"^- “(.+)”$", answer("xin chào", parts=parts).text, re.MULTILINE)
    assert len(suggested) == 3
    for each in suggested:
        found = answer(each, parts=parts)
        assert (found.outcome, bool(found.citations)) == ("answered", True), each


def test_a_question_after_talk_is_answered_as_ever(parts):
    history = [Turn("user", "chào em"), Turn("assistant", "Chào bạn!")]
    text = "Đơn vị nào đặt chỉ tiêu thu nhập cao nhất?"
    assert answer(text, parts=parts, history=history).text == answer(text, parts=parts).text


def test_headlines_are_of_the_weights():
    assert set(headlines()) <= set(table()["weights"])
    assert "thu_nhap_binh_quan" in headlines()


@pytest.mark.parametrize("said", ["ok", "vâng ạ", "dạ", "hay quá", "được rồi", "tuyệt vời!", "chuẩn rồi em"])
def test_an_answer_that_is_agreed_to_is_not_asked_for_again(parts, said):
    question = "Đơn vị nào đặt chỉ tiêu thu nhập cao nhất?"
    history = [Turn("user", question), Turn("assistant", answer(question, parts=parts).text)]
    assert answer(said, parts=parts, history=history).question.talk == "agrees"


@pytest.mark.parametrize("said", ["ok, còn xã nào nữa không?", "hay là năm 2023", "hộ nghèo thì sao", "được không?"])
def test_what_goes_on_asking_is_no_agreement(parts, said):
    question = "Đơn vị nào đặt chỉ tiêu thu nhập cao nhất?"
    history = [Turn("user", question), Turn("assistant", "…")]
    assert answer(said, parts=parts, history=history).question.talk != "agrees"
