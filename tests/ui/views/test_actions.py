import pytest

from ui.views.actions import CiteKey, SpanKey, ask_button, read_cite, read_span, read_turn, span_button


def test_keys_come_back_as_they_went() -> None:
    assert read_cite("3.12") == CiteKey(turn=3, n=12)
    assert read_span("a:b:5:9") == SpanKey(document_id="a:b", start=5, end=9)
    assert 'data-key="d1:5:9"' in span_button("d1", "x", start=5, end=9)


@pytest.mark.parametrize("key", ["", "1", "1.2.3", "-1.2", "a.b", "1.99999999", "None"])
def test_a_citation_key_that_is_none(key: str) -> None:
    assert read_cite(key) is None


@pytest.mark.parametrize("key", ["", "d1", "d1:1", ":1:2", "d1:-1:2", "d1:a:b"])
def test_a_span_key_that_is_none(key: str) -> None:
    assert read_span(key) is None


def test_a_question_cannot_leave_its_attribute() -> None:
    assert "<script>" not in ask_button('"><script>')


def test_a_turn_is_read_with_care() -> None:
    assert read_turn("12") == 12
    assert [read_turn(key) for key in ("", "-1", "1.0", "x", "9" * 9)] == [None] * 5
