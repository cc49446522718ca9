from dataclasses import replace

from tests.ui.fake_assistant import FakeShelf
from ui.views.questions import sample_questions


def test_the_samples_name_places_of_the_archive(shelf: FakeShelf) -> None:
    questions = sample_questions(shelf.documents())
    assert len(questions) == 4
    assert "xã Trường Xuân" in questions[1]


def test_an_archive_without_places_has_samples_too() -> None:
    assert len(sample_questions([])) == 4


def test_the_samples_are_of_figures_that_the_archive_holds(shelf: FakeShelf) -> None:
    documents, rows = shelf.documents(), shelf.indicators()
    assert sample_questions(documents, rows)[1] == (
        "Thu nhập bình quân đầu người năm 2024 của xã Trường Xuân là bao nhiêu?"
    )
    targets = [replace(rows[0], row_id=f"t{n}", document_id=f"d{n}", value=50.0 + n) for n in (1, 2, 3)]
    (asked, *_) = sample_questions(documents, targets)
    assert "nào đặt chỉ tiêu thu nhập bình quân đầu người trên 52 triệu đồng/người/năm?" in asked
