from tests.ui.fake_assistant import FakeAssistant
from ui.views.thread import Exchange, thread, turns


def test_before_the_first_question_there_are_samples() -> None:
    assert 'data-nq="ask" data-key="Có gì?"' in thread((), samples=["Có gì?"])


def test_each_exchange_in_its_state(assistant: FakeAssistant) -> None:
    exchanges = [
        Exchange("Một <b>?\nhai", answer=assistant.ask("sân bay")),
        Exchange("Ba?", failure="Lỗi: kho đang bận."),
        Exchange("Bốn?", piece="**Có"),
        Exchange("Năm?"),
    ]
    html = thread(exchanges, samples=())
    assert "Một &lt;b&gt;?<br>hai" in html
    assert html.count("<article") == 4
    assert "nq-abstained" in html
    assert html.count('role="alert"') == 1
    assert "**Có" in html
    assert "Đang đọc câu hỏi…" in html
    assert 'id="nq-luot-3"' in html


def test_what_stands_above_the_last_need_not_be_written_again(assistant: FakeAssistant) -> None:
    exchanges = (Exchange("Một?", answer=assistant.ask("trên 58")), Exchange("Hai?"))
    assert thread(exchanges, samples=(), above=turns(exchanges[:1])) == thread(exchanges, samples=())
