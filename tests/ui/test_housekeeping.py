import pytest

from tests.ui.fake_assistant import FakeAssistant
from ui.housekeeping import storage


def test_rows_are_counted_where_they_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = FakeAssistant()
    rows = len(assistant.shelf.indicators())

    def loaded(*_: object, **__: object) -> None:
        raise AssertionError("all rows were loaded to count them")

    monkeypatch.setattr(type(assistant.shelf), "indicators", loaded)
    assert storage(assistant).rows == rows > 0
