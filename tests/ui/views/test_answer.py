from dataclasses import replace

from tests.ui.fake_assistant import FakeAssistant
from ui.views.answer import failure, message


def test_an_answer_shows_reading_text_rows_and_coverage(assistant: FakeAssistant) -> None:
    html = message(assistant.ask("thu nhập trên 58"), turn=4)
    assert '<b>Hiểu là: </b><span class="nq-chip">chỉ tiêu thu nhập' in html
    assert "<strong>Có 1 xã</strong>" in html
    assert 'data-nq="cite" data-key="4.2">[2]</a>' in html
    for cell in (
        "xã Trường Xuân",
        "Thọ Xuân, Thanh Hóa",
        "từ 58 triệu đồng/<wbr>người/<wbr>năm trở lên",
        "2024",
    ):
        assert cell in html
    for verdict in ("đạt", "giáp ranh", "không đạt"):
        assert f">{verdict}</span>" in html
    assert "Đã xét 5 văn bản: 1 đạt" in html
    assert "Câu hỏi đầy đủ" not in html


def test_without_a_condition_no_row_is_judged(assistant: FakeAssistant) -> None:
    answer = assistant.ask("thu nhập trên 58")
    html = message(replace(answer, question=replace(answer.question, any_of=())), turn=0)
    assert "Kết luận" not in html
    assert "nq-verdict" not in html


def test_a_follow_up_shows_the_full_question_and_what_was_struck(assistant: FakeAssistant) -> None:
    answer = assistant.ask("Còn giải pháp?")
    html = message(replace(answer, question=replace(answer.question, standalone="Xã A?")), turn=0)
    assert "<b>Câu hỏi đầy đủ: </b>Xã A?" in html
    assert "Đã bỏ 1 câu" in html


def test_many_rows_fold_away(assistant: FakeAssistant) -> None:
    answer = assistant.ask("thu nhập trên 58")
    html = message(replace(answer, rows=answer.rows * 4), turn=0)
    assert "<summary>Xem thêm 4 dòng</summary>" in html


def test_the_words_of_a_document_stay_words(assistant: FakeAssistant) -> None:
    answer = assistant.ask("thu nhập trên 58")
    rows = tuple(
        replace(row, indicator=replace(row.indicator, label="<img src=x> ![a](http://b)\n\n# c"))
        for row in answer.rows
    )
    html = message(replace(answer, rows=rows, text='<script>alert("x")</script>'), turn=0)
    assert "<img" not in html
    assert "<script" not in html
    assert "&lt;img src=x&gt; ![a](http://b) # c" in html


def test_a_failure_is_no_answer() -> None:
    html = failure("Lỗi: <kho> đang bận.")
    assert 'role="alert"' in html
    assert "Không thực hiện được" in html
    assert "Lỗi: &lt;kho&gt; đang bận." in html
    assert "không tìm thấy" not in html.lower()


def test_documents_that_are_the_answer_are_no_rows_of_a_table(assistant: FakeAssistant) -> None:
    answer = assistant.ask("thu nhập trên 58")
    listed = tuple(replace(row, indicator=None) for row in answer.rows)
    html = message(replace(answer, rows=listed), turn=0)
    assert "Chỉ tiêu trong văn bản" not in html


def test_what_all_rows_share_is_said_once_above_them(assistant: FakeAssistant) -> None:
    answer = assistant.ask("thu nhập trên 58")
    rows = tuple(replace(row, indicator=replace(row.indicator, year=2024)) for row in answer.rows)
    html = message(replace(answer, rows=rows), turn=0)
    assert '<p class="nq-count">2024</p>' in html
    assert '<th scope="col">Năm</th>' not in html
