"""Lines that say what fell short and what is to be done are quoted as they stand."""

from assistant.ask.composing.excerpts import faults, other_parts, passed_resolutions, tasks
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


def _parts(*lines):
    source = Resolution("d", "d.txt", "h", "\n".join(lines), (), (), identity())
    return {title: [each.text for each in told] for title, told in other_parts(source)}


def test_breakthroughs_under_their_heading():
    found = _parts(
        "III. Ba khâu đột phá", "1. Chuyển đổi số.", "2. Mở đường liên bản.", "3. Đào tạo cán bộ.", "IV. Kết luận"
    )
    assert found == {
        "Khâu đột phá": ["- Ba khâu đột phá", "- Chuyển đổi số.", "- Mở đường liên bản.", "- Đào tạo cán bộ."]
    }


def test_parts_that_a_sentence_says():
    found = _parts(
        "Đại hội xác định 3 khâu đột phá: hạ tầng, cán bộ và du lịch. Đại hội bế mạc lúc 11 giờ.",
        "Kỳ họp đã biểu quyết thông qua 06 nghị quyết về đầu tư công.",
        "IV. Kinh phí: Tổng nhu cầu 2.340 triệu đồng, trong đó ngân sách huyện 1.100 triệu đồng.",
    )
    assert found == {
        "Khâu đột phá": ["- Đại hội xác định 3 khâu đột phá: hạ tầng, cán bộ và du lịch."],
        "Đã thông qua": ["- Kỳ họp đã biểu quyết thông qua 06 nghị quyết về đầu tư công."],
        "Kinh phí": ["- Kinh phí: Tổng nhu cầu 2.340 triệu đồng, trong đó ngân sách huyện 1.100 triệu đồng."],
    }


def test_what_only_has_the_word_is_no_part():
    assert (
        _parts(
            "Muốn nghị quyết đi vào cuộc sống thì phải chọn đúng khâu đột phá, phân công rõ người.",
            "Điều 1. Thông qua kết quả năm 2023.",
            "Làm cầu dài 36 m (kinh phí 2,9 tỷ đồng).",
            "Tổng vốn đầu tư toàn xã hội 350 tỷ đồng.",
        )
        == {}
    )


def test_the_resolutions_that_were_passed_with_their_number_or_without():
    def told(text):
        return [span.quote for span in passed_resolutions(Resolution("d", "d", "h", text, (), (), identity()))]

    assert told("Kỳ họp bế mạc. Kỳ họp thông qua 7 nghị quyết. Hết.") == ["Kỳ họp thông qua 7 nghị quyết."]
    assert told("Kỳ họp đã thông qua Nghị quyết về đầu tư công.") == [
        "Kỳ họp đã thông qua Nghị quyết về đầu tư công."
    ]
    assert told("Kỳ họp thông qua chương trình làm việc.") == []
