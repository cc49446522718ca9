from tests.ui.fake_assistant import FakeAssistant
from ui.views.sources import sources


def test_each_citation_is_a_card(assistant: FakeAssistant) -> None:
    html = sources(assistant.ask("thu nhập trên 58"), turn=2, shelf=assistant.shelf)
    assert html.count("<article") == 3
    assert "<b>15-NQ/ĐU · xã Trường Xuân · 2024</b>" in html
    assert "Mục II.1" in html
    assert 'data-nq="cite" data-key="2.2"' in html
    assert "<mark" not in html
    assert "<script" not in html


def test_an_open_card_shows_the_marked_passage_and_leads_to_the_document(assistant: FakeAssistant) -> None:
    answer = assistant.ask("thu nhập trên 58")
    html = sources(answer, turn=2, shelf=assistant.shelf, opened=2)
    cited = answer.citations[1]
    assert f'<mark class="nq-mark">{cited.quote}</mark>' in html
    assert f'data-nq="span" data-key="d1:{cited.start}:{cited.end}"' in html
    assert 'data-nq="fold" data-key="2.2"' in html


def test_without_citations_the_panel_says_so(assistant: FakeAssistant) -> None:
    assert "không có trích dẫn" in sources(assistant.ask("sân bay"), turn=0, shelf=assistant.shelf)
    assert "hiện ở đây" in sources(None, turn=0, shelf=assistant.shelf)
