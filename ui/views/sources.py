"""The citations of an answer as cards; an opened card shows its passage, marked in its surroundings."""

from __future__ import annotations

from assistant.ports import Shelf
from assistant.types import Answer, Citation
from ui.html import Html, join, one_line, tag
from ui.views import passage
from ui.views.actions import cite_button, jump_button, span_button
from ui.views.thread import turn_id


def sources(answer: Answer | None, *, turn: int, shelf: Shelf, opened: int | None = None) -> Html:
    """All citations of an answer; ``opened`` is the number of the card that is open."""
    if answer is None:
        return _nothing("Trích dẫn của câu trả lời hiện ở đây. Bấm vào số [1], [2]… để đọc đoạn văn bản gốc.")
    if not answer.citations:
        return _nothing("Câu trả lời này không có trích dẫn.")
    cards = (_card(citation, turn=turn, shelf=shelf, is_open=citation.n == opened) for citation in answer.citations)
    back = jump_button(turn_id(turn), "Về câu trả lời", class_="nq-back")
    title = _title(f"Trích dẫn ({len(answer.citations)})")
    return tag("section", tag("div", title, back, class_="nq-side-head"), *cards, class_="nq-sources")


def _title(words: str) -> Html:
    return tag("h2", words, class_="nq-panel-title")


def _nothing(line: str) -> Html:
    return tag("section", _title("Trích dẫn"), tag("p", line, class_="nq-empty"), class_="nq-sources")


def _card(citation: Citation, *, turn: int, shelf: Shelf, is_open: bool) -> Html:
    head = join(
        tag("span", str(citation.n), class_="nq-number"),
        tag(
            "span",
            tag("b", one_line(citation.title) or citation.document),
            tag("small", " · ".join(filter(None, (citation.issuer, citation.document)))),
            tag("small", f"Mục {citation.section}") if citation.section else None,
        ),
    )
    body = _passage(citation, shelf=shelf) if is_open else tag("blockquote", one_line(citation.quote))
    return tag(
        "article",
        cite_button(turn, citation.n, head, expanded=is_open),
        body,
        class_="nq-card nq-card-open" if is_open else "nq-card",
        id="nq-opened" if is_open else None,
    )


def _passage(citation: Citation, *, shelf: Shelf) -> Html:
    resolution = shelf.document(citation.document_id)
    shown = passage.around(resolution, start=citation.start, end=citation.end)
    return join(
        tag("div", shown, class_="nq-passage", tabindex=0),
        span_button(citation.document_id, "Mở toàn văn", start=citation.start, end=citation.end),
    )
