"""What can be clicked inside our own HTML: ``page.js`` hands ``data-nq`` and its key to the tab that listens.

A key comes back from the browser, so it is read with care (``read_cite``, ``read_span``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.ledger.book import Decision
from ui.html import Child, Html, tag

TalkAction = Literal["pin", "unpin", "rename", "forget", "unforget"]

_CITE = re.compile(r"(\d{1,6})\.(\d{1,6})")
_TALK = re.compile(r"(\d{1,9})(?::(.{0,300}))?", re.DOTALL)
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


def cite_link(turn: int, n: int, *, hint: str | None = None) -> Html:
    """The mark [n] in an answer; opens citation ``n``, and shows ``hint`` under the pointer."""
    title = hint or f"Mở trích dẫn {n}"
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
    """Decides on a row of the ledger; ``ledger.js`` adds who decides, and what was typed."""
    class_ = f"nq-open nq-decide-{decision}"
    key = f"{decision}:{row_id}"
    return tag("button", *children, type="button", class_=class_, data_nq="decide", data_key=key)


def remove_button(document_id: str) -> Html:
    """Takes a document out of the archive; it can be had back."""
    return tag("button", "Gỡ khỏi kho", type="button", class_="nq-open", data_nq="remove", data_key=document_id)


def restore_button(document_id: str, told: str = "Lấy lại") -> Html:
    """Puts back a document that was taken out."""
    return tag("button", told, type="button", class_="nq-open", data_nq="restore", data_key=document_id)


def browse_button(key: str, *children: Child, class_: str, pressed: bool = False, title: str | None = None) -> Html:
    """Shows the documents that the key of a ``Browse`` means."""
    return tag(
        "button",
        *children,
        type="button",
        class_=class_,
        title=title,
        aria_pressed="true" if pressed else "false",
        data_nq="browse",
        data_key=key,
    )


def ask_button(question: str) -> Html:
    """Asks that question."""
    return tag("button", question, type="button", class_="nq-sample", data_nq="ask", data_key=question)


def chip_button(question: str, *children: Child, title: str | None = None) -> Html:
    """Asks the question that a changed chip makes."""
    hint = title or f"Hỏi: {question}"
    told = {"aria_label": title, "title": hint, "data_nq": "ask", "data_key": question}
    return tag("button", *children, type="button", class_="nq-chip-do", **told)


def compose_button(question: str) -> Html:
    """Puts a question into the box, to be changed there and asked again."""
    return tag("button", "Sửa câu hỏi", type="button", class_="nq-link-quiet", data_nq="compose", data_key=question)


def praise_button(turn: int) -> Html:
    """Keeps the answer of a turn as a right one."""
    told = {"title": "Câu trả lời đúng; giữ làm câu hỏi đánh giá", "data_nq": "praise", "data_key": str(turn)}
    return tag("button", "Đúng", type="button", class_="nq-flag", **told)


def flag_button(turn: int, reason: str) -> Html:
    """Keeps the question of a turn as one whose answer is wrong, and why."""
    key = f"{turn}:{reason}"
    return tag("button", reason, type="button", class_="nq-talk-do", data_nq="report", data_key=key)


def export_button(turn: int | Literal["all"], form: str, label: str) -> Html:
    """Downloads the answer of a turn, or all of the conversation, as a file with its sources."""
    return tag("button", label, type="button", class_="nq-flag", data_nq="export", data_key=f"{turn}:{form}")


def case_button(case_id: str, *children: Child) -> Html:
    """Opens a question of a run."""
    return tag("button", *children, type="button", class_="nq-link", data_nq="case", data_key=case_id)


def talk_link(conversation_id: int, title: str) -> Html:
    """Opens a stored conversation; as a link it opens in a tab of its own, too."""
    return tag(
        "a",
        title,
        href=f"/?c={conversation_id}",
        class_="nq-talk-title",
        title=title,
        data_nq="talk",
        data_key=str(conversation_id),
    )


def talk_button(action: TalkAction, conversation_id: int, *children: Child) -> Html:
    """Does something with a stored conversation."""
    key = str(conversation_id)
    return tag("button", *children, type="button", class_="nq-talk-do", data_nq=action, data_key=key)


def drawer_button() -> Html:
    """Shows the stored conversations on a phone, or puts them away."""
    label = "Danh sách hội thoại"
    return tag("button", "☰ ", label, type="button", class_="nq-button nq-talks-open", data_nq="drawer", data_key="")


def copy_button() -> Html:
    """Copies the answer that it stands in, with its table, as Word takes it."""
    return tag("button", "Chép câu trả lời", type="button", class_="nq-copy", data_nq="copy")


def jump_button(target: str, *children: Child, class_: str = "nq-jump") -> Html:
    """Scrolls to the element of that id."""
    return tag("button", *children, type="button", class_=class_, data_nq="jump", data_key=target)


def paragraph_button(act: str, key: str, *children: Child) -> Html:
    """Does something with a paragraph of a draft: "open", "close", "drop", "back", "rewrite"."""
    return tag("button", *children, type="button", class_="nq-link", data_nq="edit", data_key=f"{act}:{key}")


def step_button(draft_id: str, step: str, *children: Child, place: str = "", class_: str = "nq-link") -> Html:
    """Goes to a step of a draft, and there to a paragraph or a row of it."""
    key = f"{draft_id}:{step}:{place}"
    return tag("button", *children, type="button", class_=class_, data_nq="step", data_key=key)


def draft_button(act: str, draft_id: str, *children: Child) -> Html:
    """Does something with a draft of the list: "remove", "undo"."""
    return tag("button", *children, type="button", class_="nq-link", data_nq="draft", data_key=f"{act}:{draft_id}")


def read_cite(key: str) -> CiteKey | None:
    """The key of a citation; None for anything else."""
    found = _CITE.fullmatch(key)
    return CiteKey(turn=int(found[1]), n=int(found[2])) if found else None


def read_turn(key: str) -> int | None:
    """The number of a turn; None for anything else."""
    return int(key) if _TURN.fullmatch(key) else None


def read_talk(key: str) -> tuple[int, str] | None:
    """The key of a conversation: its id and what may stand behind a colon; None for anything else."""
    found = _TALK.fullmatch(key)
    return (int(found[1]), found[2] or "") if found else None


def read_span(key: str) -> SpanKey | None:
    """The key of a stretch; None for anything else."""
    found = _SPAN.fullmatch(key)
    return SpanKey(document_id=found["id"], start=int(found["start"]), end=int(found["end"])) if found else None
