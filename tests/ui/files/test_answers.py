import io
from dataclasses import replace

import docx
from openpyxl import load_workbook

from tests.ui.fake_assistant import FakeAssistant
from ui.files.answers import Told, answers_file
from ui.views.cited import cited


def told(assistant: FakeAssistant, *questions: str) -> list[Told]:
    answers = [assistant.ask(question) for question in questions]
    return [
        Told(question, answer, cited(answer, assistant.shelf))
        for question, answer in zip(questions, answers, strict=True)
    ]


def test_word_holds_question_table_and_sources(assistant: FakeAssistant) -> None:
    content = answers_file(told(assistant, "thu nhập trên 58", "giải pháp"), title="Thu nhập", form="docx")
    document = docx.Document(io.BytesIO(content))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said[0] == "Thu nhập"
    assert said.count("Nguồn:") == 2
    assert any(line.startswith("[2] Nghị quyết 15-NQ/ĐU") and "ngày 20/12/2023" in line for line in said)
    assert not any("**" in line for line in said)
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[0][:3] == ["Địa phương", "Chỉ tiêu trong văn bản", "Mức"]
    assert cells[2][:3] == ["xã Trường Xuân", "Thu nhập bình quân đầu người", "từ 58 triệu đồng/người/năm trở lên"]


def test_excel_holds_figures_as_numbers_and_runs_no_formula(assistant: FakeAssistant) -> None:
    one = told(assistant, "=1+1 trên 58")
    book = load_workbook(io.BytesIO(answers_file(one, title="x", form="xlsx")))
    assert book.sheetnames == ["Trả lời", "Số liệu", "Nguồn"]
    figures = list(book["Số liệu"].values)
    assert figures[0][:6] == ("Câu hỏi số", "Địa phương", "Chỉ tiêu trong văn bản", "Giá trị", "Đến", "Đơn vị")
    assert figures[1][3] == 60.5
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert figures[3][2].startswith("'=HYPERLINK")
    assert book["Trả lời"]["B2"].value == "'=1+1 trên 58"


def test_a_table_in_the_text_is_a_table_in_word(assistant: FakeAssistant) -> None:
    (one,) = told(assistant, "giải pháp")
    text = "So sánh **hai** xã:\n\n| a | b |\n|---|---|\n| 1 | **2** |\n\n- mục\x00 [x](http://y)"
    content = answers_file([replace(one, answer=replace(one.answer, text=text))], title="x\x01", form="docx")
    document = docx.Document(io.BytesIO(content))
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [["a", "b"], ["1", "2"]]
    assert "mục [x](http://y)" in [paragraph.text for paragraph in document.paragraphs]
