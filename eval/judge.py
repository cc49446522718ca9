"""An optional second opinion: a language model reads question, expected answer and answer, and says right or wrong.

It stands beside the other measures as ``judge`` and is never part of the gate: a model's opinion changes from day
to day, the gate must not. Anything that takes a case and an answer and gives a number is a judge, ragas included:

    run_cases(assistant, cases=cases, judge=lambda case, answer: faithfulness(case, answer))
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from assistant.language.text import normalise
from assistant.language.thoughts import without_thoughts
from assistant.ports import ChatModel
from assistant.types import Answer
from eval.cases import Case
from prompts import render

Judge = Callable[[Case, Answer], float | None]
"""The opinion in [0, 1]; None where there is nothing to judge."""

_FENCE = re.compile(r"</?\s*traloi[^>]*>", re.IGNORECASE)
_VERDICT = re.compile(r"(?<!\w)(đúng|sai)(?!\w)")


def chat_judge(model: ChatModel) -> Judge:
    """A judge that asks ``model`` with ``prompts/judge.md``."""
    return partial(_judge, model)


def _judge(model: ChatModel, case: Case, answer: Answer) -> float | None:
    """1 for "ĐÚNG", 0 for "SAI", by the first of the two words; None without an expected answer or without a verdict.

    Raises what the model raises.
    """
    if not case.answer:
        return None
    fenced = _FENCE.sub(" ", answer.text)
    said = "".join(model.stream(render("judge", question=case.question, expected=case.answer, answer=fenced)))
    found = _VERDICT.search(normalise(without_thoughts(said)))
    return None if found is None else float(found[1] == "đúng")
