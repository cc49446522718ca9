"""A description put into words by a language model, from evidence that was already chosen.

The model only phrases: it sees the quotes of the composed answer under keys (``c1`` …) and returns sentences that
end with a key. What has no known key is dropped here, what says a number that its quote does not have is struck by
``verify``, and where nothing is left the composed answer stands. It is never asked about rows of the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.ports import ChatModel
from assistant.types import Draft, Question, Span, Statement
from prompts import render

PROMPT = "answer"
_KEY = re.compile(r"\s*\[c(\d{1,3})\]")
_MARKUP = re.compile(r"^[\s>#*•–-]+|\*\*|__|`|\[\d+\]")
_FENCE = re.compile(r"</?\s*doan[^>]*>", re.IGNORECASE)


def write(question: Question, draft: Draft, model: ChatModel) -> Draft | None:
    """The answer of ``draft`` in the model's words, or None where the model says nothing usable.

    Raises what the model raises: whoever calls decides what a failing model means.
    """
    spans = list(dict.fromkeys(span for statement in draft.statements for span in statement.spans))
    keyed = {f"{number}": span for number, span in enumerate(spans, 1)}
    if not keyed:
        return None
    said = model.complete(render(PROMPT, question=question.standalone, evidence=_fenced(keyed)))
    written = [statement for line in said.splitlines() if (statement := _statement(line, keyed))]
    return Draft(draft.outcome, tuple(written), draft.rows) if written else None


def _fenced(keyed: Mapping[str, Span]) -> str:
    """The evidence as data: a quote cannot close its own fence."""
    return "\n".join(f"[c{key}] <doan>{_FENCE.sub(' ', span.quote)}</doan>" for key, span in keyed.items())


def _statement(line: str, keyed: Mapping[str, Span]) -> Statement | None:
    """A line of the model as a statement with its spans; None without a key, or with one that does not exist."""
    keys: Sequence[str] = _KEY.findall(line)
    text = _MARKUP.sub("", _KEY.sub("", line)).strip()
    if not keys or not text or any(key not in keyed for key in keys):
        return None
    return Statement(f"- {text}", spans=tuple(dict.fromkeys(keyed[key] for key in keys)))
