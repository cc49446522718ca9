from dataclasses import replace

from assistant.ask.tallying.twins import Twin
from assistant.types import FigureTold, Gone, IdentityCorrection, Remark
from tests.ui.fake_assistant import FakeShelf
from ui.views.reader import gone, reader


def test_it_shows_identity_outline_text_and_what_was_dropped(shelf: FakeShelf) -> None:
    html = reader(shelf.document("d1"), receipt=shelf.receipt("d1"), start=0, end=10)
    for shown in (
        '<h2 class="nq-panel-title">15-NQ/ĐU · xã Trường Xuân · 2024</h2>',
        "Tệp: 001_truong_xuan.docx",
        "Bố cục (5 mục)",
        'data-key="nq-muc-4"',
        ">II. CHỈ TIÊU CHỦ YẾU NĂM 2024<",
        '<mark class="nq-mark">NGHỊ QUYẾT</mark>',
        "Đã lược khi làm sạch (2)",
        "nơi nhận",
    ):
        assert shown in html
    assert "&lt;b&gt;Thường trực&lt;/b&gt;" in html


def test_the_receipt_says_which_figures_are_no_rows(shelf: FakeShelf) -> None:
    receipt = shelf.receipt("d1")
    assert "Mọi số liệu tìm thấy đều đã thành dòng" in reader(shelf.document("d1"), receipt=receipt)
    lacking = replace(receipt, figures=(FigureTold("20", 4, 6, "figure", 0.3, ("không rõ đơn vị",)),))
    shown = reader(shelf.document("d1"), receipt=lacking)
    assert "Đọc đủ tệp; 2 dòng số liệu; 1 con số chưa thành dòng; đã lược 2 đoạn thừa." in shown
    assert "không rõ đơn vị" in shown


def test_what_could_not_be_read_is_told_first(shelf: FakeShelf) -> None:
    receipt = replace(shelf.receipt("d1"), remarks=(Remark("trang 2", "unread", "trang chụp mờ"),))
    html = reader(shelf.document("d1"), receipt=receipt)
    assert "Chưa đọc được hết tệp – trang 2: trang chụp mờ" in html


def test_how_each_field_is_known_is_told(shelf: FakeShelf) -> None:
    html = reader(shelf.document("d2"), receipt=shelf.receipt("d2"))
    assert "không ghi; suy ra: Hưng Tân (tên thôn Hạ Tứ" in html
    document = shelf.document("d1")
    corrected = replace(document, identity=replace(document.identity, status={"commune": "corrected"}))
    said = IdentityCorrection(
        "d1", document.identity, {"commune": "Trường Xuân"}, "Lan <b>", "2026-11-29T05:00:00+00:00"
    )
    html = reader(corrected, receipt=shelf.receipt("d1"), correction=said)
    assert "người sửa" in html
    assert "Lan &lt;b&gt; đã sửa ngày 29/11/2026." in html
    assert 'data-nq="unidentify" data-key="d1"' in html


def test_the_form_holds_what_is_known(shelf: FakeShelf) -> None:
    html = reader(shelf.document("d1"), receipt=shelf.receipt("d1"))
    assert 'name="date" value="20/12/2023"' in html
    assert '<option value="xã" selected>xã</option>' in html
    assert 'data-document="d1"' in html


def test_other_versions_can_be_opened(shelf: FakeShelf) -> None:
    other = shelf.document("d2")
    html = reader(shelf.document("d1"), receipt=shelf.receipt("d1"), others=[(other, Twin("d1", "giống 91% tệp"))])
    assert "Cùng văn bản này, trong kho còn có:" in html
    assert 'data-key="d2:0:0"' in html
    assert "giống 91% tệp; không tính" in html


def test_pages_are_offered_for_files_that_have_them(shelf: FakeShelf) -> None:
    document = shelf.document("d1")
    assert "Xem trang của tệp gốc" not in reader(document, receipt=shelf.receipt("d1"))
    assert 'data-place="/api/original-pages/d1"' in reader(
        replace(document, name="quét.PDF"), receipt=shelf.receipt("d1")
    )


def test_what_is_gone_leads_to_the_newest(shelf: FakeShelf) -> None:
    told = Gone("d9", "cũ.docx", "2026-11-28T20:00:00+00:00", "d1")
    assert "Mở bản mới" in gone(f"{told.name} đã được thay.", shelf.document("d1"))
