"""Whether an answer says what its case demands, and nothing that the case forbids."""

from __future__ import annotations

from assistant.types import Answer
from eval.cases import Case
from eval.metrics.numbers import mentions, plain


def unmet_demands(case: Case, answer: Answer) -> tuple[str, ...]:
    """What does not hold, one Vietnamese reason each; empty where the answer is right.

    Each group of ``must_include`` is met by any one of its alternatives. Citation marks ("[8]") are not
    part of what is said, so they meet no demand.
    """
    said = plain(answer.text)
    return (
        *_outcome(case, answer),
        *(
            f"thiếu {' hoặc '.join(f'“{phrase}”' for phrase in group)}"
            for group in case.must_include
            if not any(mentions(said, phrase) for phrase in group)
        ),
        *(f"có “{phrase}”, là điều không được nói" for phrase in case.must_not_include if mentions(said, phrase)),
    )


def _outcome(case: Case, answer: Answer) -> tuple[str, ...]:
    refused = answer.outcome == "abstained"
    if refused == case.abstain:
        return ()
    return ("từ chối trong khi phải trả lời",) if refused else ("trả lời trong khi phải từ chối",)
