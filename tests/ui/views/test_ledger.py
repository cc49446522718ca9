from tests.ui.fake_assistant import FakeAssistant
from ui.ledger import select
from ui.views.ledger import downloads, rows


def test_rows_lead_to_their_figure(assistant: FakeAssistant) -> None:
    html = rows(select(assistant))
    start = assistant.shelf.document("d1").text.index("Thu nhập bình quân đầu người: từ 58")
    assert f'data-key="d1:{start}:' in html
    assert "4 dòng" in html
    assert "=HYPERLINK(&quot;" in html


def test_a_long_ledger_is_cut_and_says_so(assistant: FakeAssistant) -> None:
    html = rows(select(assistant) * 60)
    assert html.count("<tr>") == 201
    assert "240 dòng – hiện 200 dòng đầu" in html


def test_no_rows_are_told() -> None:
    assert "Không có dòng nào" in rows([])


def test_downloads_carry_the_filters() -> None:
    html = downloads(indicator="thu_nhap", place="Trường Xuân", year="", findings=False)
    assert 'href="api/ledger.xlsx?indicator=thu_nhap&amp;place=Tr%C6%B0%E1%BB%9Dng+Xu%C3%A2n"' in html
    assert 'href="api/ledger.csv"' in downloads(indicator="", place="", year="", findings=False)
