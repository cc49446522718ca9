from assistant.types import RowQuery
from tests.ui.fake_assistant import FakeAssistant
from ui.ledger import EntryPage, page
from ui.views.ledger import document_label, downloads, rows
from ui.views.ledger_state import LedgerState


def test_a_row_opens_itself_and_holds_no_button(assistant: FakeAssistant) -> None:
    html = rows(page(assistant, RowQuery()), LedgerState())
    assert html.count('<tr data-nq="review"') == 4
    assert 'href="?row=r1"' in html
    assert "<button" not in html
    assert "=HYPERLINK(&quot;" in html
    assert '<td class="nq-c-value nq-digits">từ 58 trở lên</td>' in html
    assert "nq-pager" not in html


def test_a_heading_sorts_and_turns_round(assistant: FakeAssistant) -> None:
    html = rows(page(assistant, RowQuery()), LedgerState(sort="year", leaf="1", q="thu"))
    assert 'aria-sort="ascending"' in html
    assert 'data-key="ledger=rows&amp;q=thu&amp;sort=-year"' in html
    assert 'data-key="ledger=rows&amp;q=thu&amp;sort=value"' in html


def test_pages_are_counted(assistant: FakeAssistant) -> None:
    found = page(assistant, RowQuery())
    html = rows(EntryPage(found.entries, 104_050), LedgerState(leaf="3", year="2024"))
    assert "101–104 trong 104.050 dòng" in html
    assert " / 2.081" in html
    assert 'data-key="ledger=rows&amp;year=2024&amp;leaf=2"' in html
    assert 'data-key="ledger=rows&amp;year=2024&amp;leaf=4"' in html


def test_no_rows_are_told_with_what_to_do() -> None:
    assert "Hãy nạp văn bản" in rows(EntryPage((), 0), LedgerState())
    assert "bỏ hết bộ lọc" in rows(EntryPage((), 0), LedgerState(year="2024"))


def test_downloads_carry_the_filters() -> None:
    html = downloads(LedgerState(indicator="thu_nhap", place="Trường Xuân", state="findings", sort="-year", leaf="3"))
    query = "indicator=thu_nhap&amp;place=Tr%C6%B0%E1%BB%9Dng+Xu%C3%A2n&amp;findings=true&amp;sort=-year"
    assert f'href="api/ledger.xlsx?{query}"' in html
    assert 'href="api/ledger.csv"' in downloads(LedgerState())


def test_a_document_is_named_as_staff_name_it(assistant: FakeAssistant) -> None:
    assert [document_label(each) for each in assistant.shelf.documents()] == [
        "15-NQ/ĐU",
        "nghị quyết 2024",
        "003_thong_bao.html",
    ]
