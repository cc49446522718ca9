"""From "this answer is wrong" in the chat to a case: the user's click keeps the question, staff add the answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from assistant.types import Flagged, Turn
from eval.cases import QuestionSet
from eval.sheets import expecting, set_of

NAME = "Câu hỏi bị báo sai"
_TYPE = "báo sai"


def flag(question: str, *, history: Sequence[Turn], answer: str, reason: str = "") -> Flagged:
    """The click as it is kept, with why; the same question with the same history and answer is the same flag."""
    said = json.dumps([question, [[turn.role, turn.content] for turn in history], answer], ensure_ascii=False)
    return Flagged(
        flag_id=hashlib.sha256(said.encode()).hexdigest()[:16],
        question=question,
        history=tuple(history),
        answer=answer,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        reason=reason,
    )


def flagged_set(flags: Sequence[Flagged]) -> QuestionSet:
    """Those that staff have completed, as a set, the oldest first."""
    done = sorted((one for one in flags if one.expected.strip()), key=lambda one: (one.at, one.flag_id))
    cases = [
        replace(
            expecting(one.expected, question=one.question, documents=one.documents),
            id=one.flag_id,
            history=one.history,
            type=_TYPE,
        )
        for one in done
    ]
    return set_of(cases, name=NAME)
