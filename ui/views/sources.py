"""The citations of an answer as cards; an opened card shows its passage, marked in its surroundings."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.errors import UnknownDocument
from assistant.ports import Shelf
from assistant.types import Answer, Citation
from ui import words
from ui.html import Html, join, one_line, tag
from ui.successor import successor
from ui.views import passage
from ui.views.actions import cite_button, jump_button, span_button
from ui.views.cited import Source, cited
from ui.views.thread import turn_id


def sources(
    answer: Answer | None,
    *,
    turn: int,
    shelf: Shelf,
    opened: int | None = None,
    named: Mapping[int, Source] | None = None,
) -> Html:
    """All citations of an answer; ``opened`` is the number of the card that is open, ``named`` what the sources are
    in words, where that was looked up already.
    """
    if answer is None:
        return _nothing("Trích dẫn của câu trả lời hiện ở đây. Bấm vào số [1], [2]… để đọc đoạn văn bản gốc.")
    if not answer.citations:
        return _nothing("Câu trả lời này không có trích dẫn.")
    named = cited(answer, shelf) if named is None else named
    cards = (
        _card(each, named[each.n], turn=turn, shelf=shelf, is_open=each.n == opened) for each in answer.citations
    )
    back = jump_button(turn_id(turn), "Về câu trả lời", class_="nq-back")
    title = _title(f"Trích dẫn ({len(answer.citations)})")
    return tag("section", tag("div", title, back, class_="nq-side-head"), *cards, class_="nq-sources")


def _title(words: str) -> Html:
    return tag("h2", words, class_="nq-panel-title")


def _nothing(line: str) -> Html:
    return tag("section", _title("Trích dẫn"), tag("p", line, class_="nq-empty"), class_="nq-sources")


def _card(citation: Citation, source: Source, *, turn: int, shelf: Shelf, is_open: bool) -> Html:
    head = join(
        tag("span", str(citation.n), class_="nq-number"),
        tag(
            "span",
            tag("b", source.title),
            tag("small", one_line(citation.title)) if one_line(citation.title) not in ("", source.title) else None,
            tag("small", f"{source.section[0].upper()}{source.section[1:]}") if source.section else None,
        ),
    )
    body = _passage(citation, shelf=shelf) if is_open else tag("blockquote", passage.quoted(citation.quote))
    return tag(
        "article",
        cite_button(turn, citation.n, head, expanded=is_open),
        body,
        class_="nq-card nq-card-open" if is_open else "nq-card",
        id="nq-opened" if is_open else None,
    )


def _passage(citation: Citation, *, shelf: Shelf) -> Html:
    try:
        resolution = shelf.document(citation.document_id)
    except UnknownDocument:
        newest = successor(shelf, citation.document_id)
        leads = span_button(newest.document_id, "Mở bản mới") if newest is not None else None
        return join(_as_cited(citation, words.gone_line(shelf.gone(citation.document_id))), leads)
    start = citation.start
    if resolution.text[start : citation.end] != citation.quote:  # the file was read again, and cleaned otherwise
        start = resolution.text.find(citation.quote)
    if start < 0:
        whole = span_button(citation.document_id, "Mở toàn văn")
        return join(_as_cited(citation, "Văn bản đã được đọc lại; đây là đoạn như khi trả lời."), whole)
    end = start + len(citation.quote)
    return join(
        tag("div", passage.around(resolution, start=start, end=end), class_="nq-passage", tabindex=0),
        span_button(citation.document_id, "Mở toàn văn", start=start, end=end),
    )


def _as_cited(citation: Citation, why: str) -> Html:
    """The quote as it was shown, where the document does not have it any more."""
    return join(tag("p", why, class_="nq-empty"), tag("blockquote", citation.quote, class_="nq-passage", tabindex=0))
