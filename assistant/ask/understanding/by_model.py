"""Freer questions, read by a language model into the same ``Question`` that the rules give.

The model fills a form; nothing of it is run or shown. The rules win wherever they read something, and for figures,
years and comparators always: what the model says of those is only compared, and a difference is logged. What it adds
is held against what exists: an indicator is one of the catalogue whose unit fits the condition, a place is one of the
archive that the conversation names.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.ask.instructions import fenced
from assistant.ask.understanding.follow_up import NO_INDICATOR
from assistant.ask.understanding.gazetteer import Gazetteer
from assistant.ask.understanding.reading import reading
from assistant.errors import PromptTooLong
from assistant.language.catalogue import catalogue, convert
from assistant.language.text import fold
from assistant.ports import ChatModel
from assistant.types import Comparator, Condition, Intent, Kind, Place, Question, Turn
from prompts import render

log = logging.getLogger(__name__)

PROMPT = "understand"
_NO_CONVERSATION = "(không có)"
REMARK = "theo cách hiểu của mô hình ngôn ngữ"
MOST_INDICATORS = 3

_Asked = Literal["lookup", "filter", "superlative", "count", "compare", "list", "missing", "describe"]
_OVER_UNITS: frozenset[Intent] = frozenset({"filter", "superlative", "count"})


class Form(BaseModel):
    """What a model fills in; the prompt explains each field."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    intent: _Asked
    indicators: list[str]
    places: list[str]
    kind: Kind | None
    highest: bool
    years: list[int]
    comparator: Comparator | None
    value: float | None


def is_open(question: Question) -> bool:
    """Whether the rules left something to read: no figure named, and no part of a document pointed to."""
    if question.unread:
        return question.unread == (NO_INDICATOR,)  # the one gap of the rules that a name can close
    return question.intent == "describe" and not (question.sections or question.anchors)


def understand_by_model(
    question: Question,
    names: Gazetteer,
    model: ChatModel,
    *,
    history: Sequence[Turn] = (),
    conversation: str = "",
) -> Question:
    """The question with what a model adds to it, or as it is. Raises ``ModelUnavailable``."""
    form = _filled(question, model, conversation)
    if form is None:
        log.warning("Mô hình %s không điền đúng biểu mẫu cho “%s”", model.name, question.text)
        return question
    said = " ".join((question.text, *(turn.content for turn in history if turn.role == "user")))
    return merge(question, form, names, said=said)


def _filled(question: Question, model: ChatModel, conversation: str) -> Form | None:
    """The form; where the prompt is too long for the model, without the conversation, and else not at all."""
    entries = catalogue().entries.values()
    for told in (conversation, _NO_CONVERSATION):
        prompt = render(
            PROMPT,
            question=fenced(question.standalone),
            conversation=fenced(told),
            indicators="\n".join(f"{entry.id}: {entry.name}" for entry in entries),
        )
        with suppress(PromptTooLong):
            return model.fill(prompt, Form)
    return None


def merge(question: Question, form: Form, names: Gazetteer, *, said: str) -> Question:
    """The rules' question with the indicator, the places and the intent of ``form``, as far as they hold.

    ``said`` is all that the user said: a place must be named there.
    """
    for difference in _differences(question, form):
        log.info("“%s”: %s; giữ theo quy tắc", question.text, difference)
    condition = _condition(question)
    indicators = question.indicators or _indicators(form, condition)
    if form.intent == "describe" or not indicators:
        return question
    places = question.places or _places(form, names, said)
    intent = _intent(form.intent, condition, places)
    merged = replace(
        question,
        route="ledger",
        intent=intent,
        indicators=indicators,
        any_of=tuple(
            tuple(replace(clause, indicator=clause.indicator or indicators[0]) for clause in row)
            for row in question.any_of
        ),
        places=places,
        levels=() if places else question.levels,
        kind=question.kind or form.kind or ("target" if intent in _OVER_UNITS else None),
        highest=question.highest and form.highest,
        unread=(),
    )
    return replace(merged, reading=f"{reading(merged)} ({REMARK})")


def _condition(question: Question) -> Condition | None:
    """The condition whose indicator the rules did not find; of several there is no telling which is meant."""
    return question.clauses[0].condition if len(question.clauses) == 1 else None


def _indicators(form: Form, condition: Condition | None) -> tuple[str, ...]:
    """The ids that the catalogue has and whose unit the condition can be compared with."""
    entries = catalogue().entries
    known = [entries[each] for each in dict.fromkeys(form.indicators) if each in entries]
    if len(known) < len(form.indicators):
        log.info("Mô hình nêu chỉ tiêu không có trong danh mục: %s", form.indicators)
    fitting = [entry for entry in known if _fits(condition, entry.unit)]
    # One condition is of one figure: of several there is no telling which.
    most = MOST_INDICATORS if condition is None else 1
    return tuple(entry.id for entry in fitting[:most])


def _fits(condition: Condition | None, unit: str) -> bool:
    if condition is None or not condition.unit:
        return True
    return convert(condition.value, condition.unit, to=unit) is not None


def _places(form: Form, names: Gazetteer, said: str) -> tuple[Place, ...]:
    """The places of the archive that the model names and the user named."""
    told = fold(said)
    named = [each for text in form.places for each in names.find(text) if fold(each.name) in told]
    return tuple(dict.fromkeys(Place(each.name, each.level) for each in named))


def _intent(asked: _Asked, condition: Condition | None, places: Sequence[Place]) -> Intent:
    """What is asked for, as far as the question holds what that takes."""
    if condition is not None:
        return "count" if asked == "count" else "filter"
    if asked in ("filter", "lookup") and not places:
        return "list"
    return "lookup" if asked == "filter" else asked


def _differences(question: Question, form: Form) -> Iterator[str]:
    """Years and figures that the model reads otherwise than the rules."""
    if tuple(form.years) != question.years:
        yield f"năm theo quy tắc {list(question.years)}, theo mô hình {form.years}"
    condition = _condition(question)
    ours = (condition.comparator, condition.value) if condition else (None, None)
    if ours != (form.comparator, form.value):
        yield f"điều kiện theo quy tắc {ours}, theo mô hình {(form.comparator, form.value)}"
