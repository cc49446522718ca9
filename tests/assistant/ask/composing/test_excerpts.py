"""Lines that say what fell short and what is to be done are quoted as they stand."""

from assistant.ask.composing.excerpts import faults, tasks
from assistant.types import Resolution, Section
from tests.builders import identity


def _document(*parts):
    text, sections = "", []
    for path, heading, role, body in parts:
        start = len(text)
        text += f"{heading}\n{body}\n"
        sections.append(Section(path, heading, role, start, start + len(heading) + 1, len(text)))
    return Resolution("d", "d.txt", "h", text, (), tuple(sections), identity())


REPORT = _document(
    (("I",), "Kết quả", "results", "Đàn bò tăng đều. Tuy nhiên việc thu gom rác còn chậm, có 2 chỉ tiêu không đạt."),
    (("II",), "Nhiệm vụ", "tasks", ""),
    (("II", "1"), "Khắc phục hạn chế trong thu gom rác", "tasks", "Đặt thêm thùng chứa tại chợ."),
    (("II", "2"), "Trồng rừng gỗ lớn", "tasks", "Trồng 40 ha."),
)


def _verbatim(found):
    return all(REPORT.text[s.start : s.end] == s.quote for each in found for s in each.spans)


def test_faults_are_sentences_of_the_results():
    found = faults(REPORT, 3)
    assert [each.text for each in found] == ["- Tuy nhiên việc thu gom rác còn chậm, có 2 chỉ tiêu không đạt."]
    assert _verbatim(found)


def test_tasks_are_the_headings_below():
    found = tasks(REPORT, 5)
    assert [each.text for each in found] == ["- Khắc phục hạn chế trong thu gom rác", "- Trồng rừng gỗ lớn"]
    assert _verbatim(found)
    assert len(tasks(REPORT, 1)) == 1


def test_without_headings_sentences_say_what_is_to_be_done():
    document = _document(
        ((), "", "body", "Xã đã thu hoạch xong. Việc cần làm ngay. Đắp lại kè suối; dọn kênh số 3.\nBà con vui mừng.")
    )
    assert [each.text for each in tasks(document, 4)] == ["- Việc cần làm ngay. Đắp lại kè suối; dọn kênh số 3."]


def test_a_heading_speaks_for_what_stands_below_it():
    document = _document((("I",), "Một số hạn chế", "results", "Nhà kho xuống cấp nặng nề."))
    assert [each.text for each in faults(document, 3)] == ["- Nhà kho xuống cấp nặng nề."]


def test_a_long_sentence_is_cut_at_a_clause():
    long = "Tuy nhiên tiến độ còn chậm, " + "nhiều hạng mục phải làm lại, " * 20
    document = _document((("I",), "Kết quả", "results", long.strip(" ,") + "."))
    (found,) = faults(document, 3)
    assert len(found.spans[0].quote) <= 260
    assert found.text.endswith("phải làm lại…")
