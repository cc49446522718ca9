"""What can be clicked inside our own HTML: ``page.js`` hands ``data-nq`` and its key to the tab that listens.

A key comes back from the browser, so it is read with care (``read_cite``, ``read_span``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.ledger.book import Decision
from ui.html import Child, Html, tag

AT_ONCE: tuple[Decision, ...] = ("confirm", "second", "reject")  # what one click decides

_CITE = re.compile(r"(\d{1,6})\.(\d{1,6})")
_TURN = re.compile(r"\d{1,6}")
_SPAN = re.compile(r"(?P<id>.{1,300}):(?P<start>\d{1,9}):(?P<end>\d{1,9})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CiteKey:
    """Citation ``n`` of answer number ``turn`` of the conversation."""

    turn: int
    n: int


@dataclass(frozen=True, slots=True)
class SpanKey:
    """A document, and the stretch of it to mark; nothing is marked where ``start`` equals ``end``."""

    document_id: str
    start: int
    end: int


def cite_link(turn: int, n: int) -> Html:
    """The mark [n] in an answer; opens citation ``n``."""
    title = f"Mở trích dẫn {n}"
    return tag("a", f"[{n}]", href="#", class_="nq-ref", title=title, data_nq="cite", data_key=f"{turn}.{n}")


def cite_button(turn: int, n: int, *children: Child, expanded: bool) -> Html:
    """The head of a citation's card; opens its passage, or folds it again."""
    return tag(
        "button",
        *children,
        type="button",
        class_="nq-card-head",
        aria_expanded="true" if expanded else "false",
        data_nq="fold" if expanded else "cite",
        data_key=f"{turn}.{n}",
    )


def span_button(document_id: str, *children: Child, start: int = 0, end: int = 0, class_: str = "nq-open") -> Html:
    """Opens a document in the documents tab, with a stretch of it marked."""
    return tag(
        "button",
        *children,
        type="button",
        class_=class_,
        data_nq="span",
        data_key=f"{document_id}:{start}:{end}",
    )


def review_button(row_id: str, *children: Child) -> Html:
    """Takes a row of the ledger into the form in which it is confirmed, corrected or rejected."""
    return tag("button", *children, type="button", class_="nq-open", data_nq="review", data_key=row_id)


def decide_button(decision: Decision, row_id: str, *children: Child) -> Html:
    """Decides on a row of the ledger at once."""
    class_ = f"nq-open nq-decide-{decision}"
    key = f"{decision}:{row_id}"
    return tag("button", *children, type="button", class_=class_, data_nq="decide", data_key=key)


def remove_button(document_id: str) -> Html:
    """Takes a document out of the archive; it can be had back."""
    return tag("button", "Gỡ khỏi kho", type="button", class_="nq-open", data_nq="remove", data_key=document_id)


def restore_button(document_id: str) -> Html:
    """Puts back a document that was taken out."""
    return tag("button", "Lấy lại", type="button", class_="nq-open", data_nq="restore", data_key=document_id)


def ask_button(question: str) -> Html:
    """Asks that question."""
    return tag("button", question, type="button", class_="nq-sample", data_nq="ask", data_key=question)


def flag_button(turn: int) -> Html:
    """Keeps the question of a turn as one whose answer is wrong."""
    title = "Ghi câu hỏi này vào thẻ Đánh giá để bổ sung câu trả lời đúng"
    return tag(
        "button",
        "Trả lời chưa đúng",
        type="button",
        class_="nq-flag",
        title=title,
        data_nq="report",
        data_key=str(turn),
    )


def case_button(case_id: str, *children: Child) -> Html:
    """Opens a question of a run."""
    return tag("button", *children, type="button", class_="nq-link", data_nq="case", data_key=case_id)


def copy_button() -> Html:
    """Copies the answer that it stands in, with its table, as Word takes it."""
    return tag("button", "Chép câu trả lời", type="button", class_="nq-copy", data_nq="copy")


def jump_button(target: str, *children: Child, class_: str = "nq-jump") -> Html:
    """Scrolls to the element of that id."""
    return tag("button", *children, type="button", class_=class_, data_nq="jump", data_key=target)


def paragraph_button(key: str) -> Html:
    """Opens a paragraph of a draft in the editor."""
    return tag("button", "Sửa", type="button", class_="nq-edit", data_nq="edit", data_key=key)


def read_cite(key: str) -> CiteKey | None:
    """The key of a citation; None for anything else."""
    found = _CITE.fullmatch(key)
    return CiteKey(turn=int(found[1]), n=int(found[2])) if found else None


def read_turn(key: str) -> int | None:
    """The number of a turn; None for anything else."""
    return int(key) if _TURN.fullmatch(key) else None


def read_decision(key: str) -> tuple[Decision, str] | None:
    """The key of a decision: what is decided, and the row's id; None for anything else."""
    said, sign, row_id = key.partition(":")
    decision = next((each for each in AT_ONCE if each == said), None)
    return (decision, row_id) if decision is not None and sign and row_id else None


def read_span(key: str) -> SpanKey | None:
    """The key of a stretch; None for anything else."""
    found = _SPAN.fullmatch(key)
    return SpanKey(document_id=found["id"], start=int(found["start"]), end=int(found["end"])) if found else None
