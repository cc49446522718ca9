from tests.ui.fake_assistant import FakeAssistant
from ui.views.cited import cited


def test_a_source_is_told_with_document_number_date_and_section(assistant: FakeAssistant) -> None:
    found = cited(assistant.ask("trên 58"), assistant.shelf)
    assert list(found) == [1, 2, 3]
    assert found[2].title == "15-NQ/ĐU · xã Trường Xuân · 2024"
    assert found[2].line == (
        "Nghị quyết 15-NQ/ĐU, Nghị quyết về phương hướng, nhiệm vụ năm 2024, Đảng ủy xã Trường Xuân, "
        "ngày 20/12/2023, mục II.1"
    )
    assert "mục II.1: “Thu nhập bình quân đầu người: từ 58" in found[2].hint


def test_a_document_that_is_gone_is_told_by_what_was_kept(assistant: FakeAssistant) -> None:
    answer = assistant.ask("giải pháp")
    assistant.shelf.clear()
    (source,) = cited(answer, assistant.shelf).values()
    assert source.title == "Nghị quyết về phương hướng, nhiệm vụ năm 2024"
    assert source.line.endswith("Đảng ủy xã Trường Xuân, mục III")
