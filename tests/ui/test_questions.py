from tests.ui.fake_assistant import FakeShelf
from ui.questions import sample_questions


def test_the_samples_name_places_of_the_archive(shelf: FakeShelf) -> None:
    questions = sample_questions(shelf.documents())
    assert len(questions) == 4
    assert "xã Trường Xuân" in questions[1]


def test_an_archive_without_places_has_samples_too() -> None:
    assert len(sample_questions([])) == 4
