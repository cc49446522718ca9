"""An assistant whose questions are written into the audit, whichever way they came."""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from contextlib import closing
from hashlib import sha256
from typing import Any, TypeVar, cast

from assistant.audit import Audit
from assistant.types import Answer, Step, Turn
from ui.doors.who import who
from ui.ports import Assistant

Piece = TypeVar("Piece")


def audited(assistant: Assistant, audit: Audit) -> Assistant:
    """The same assistant; of each question the audit holds who asked, its words, its outcome and its answer's id."""
    return cast("Assistant", _Audited(assistant, audit))


def answer_id(answer: Answer) -> str:
    """What an answer is known by: a hash of its text and of what it cites."""
    cited = [[one.document_id, one.start, one.end] for one in answer.citations]
    return sha256(json.dumps([answer.text, cited]).encode()).hexdigest()[:16]


class _Audited:
    """All but asking goes to the assistant itself."""

    def __init__(self, assistant: Assistant, audit: Audit) -> None:
        self._assistant = assistant
        self._audit = audit

    def __getattr__(self, name: str) -> Any:
        return getattr(self._assistant, name)

    def ask(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        """One verified answer, noted."""
        answer: Answer | None = None
        try:
            answer = self._assistant.ask(text, history=history)
        finally:
            self._note(text, answer)
        return answer

    def stream(self, text: str, *, history: Sequence[Turn] = ()) -> Generator[str | Answer]:
        """The answer as it grows, noted when it is there, or when the asking ends without one."""
        return self._noted(text, self._assistant.stream(text, history=history))

    def follow(self, text: str, *, history: Sequence[Turn] = ()) -> Generator[Step | str | Answer]:
        """As ``stream``, and between the pieces the step that begins."""
        return self._noted(text, self._assistant.follow(text, history=history))

    def _noted(self, text: str, pieces: Generator[Piece]) -> Generator[Piece]:
        answer: Answer | None = None
        try:
            with closing(pieces):
                for piece in pieces:
                    answer = piece if isinstance(piece, Answer) else None
                    yield piece
        finally:
            self._note(text, answer)

    def _note(self, text: str, answer: Answer | None) -> None:
        user = who()
        told = {
            "question": text[:2000],
            "outcome": answer.outcome if answer else "none",
            "answer": answer_id(answer) if answer else None,
        }
        self._audit.note("question", who=user.name if user else "", about=json.dumps(told, ensure_ascii=False))
