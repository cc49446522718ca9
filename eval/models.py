"""How a language model fares on the leash: ``make models`` (never part of CI, since models change from day to day).

Forty questions over the bundled sample (``models.toml``) are asked of whatever ``NQ_CHAT_MODEL`` names. Told are the
sentences that it said, how many of them were shown and how many struck, the numbers of the answers that nothing
explains (any is a fault of ours), how often it filled a form, and the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from time import perf_counter
from typing import Any, Protocol

from rich.console import Console
from rich.table import Table

from assistant.ask.understanding.by_model import PROMPT as PROMPT_TO_UNDERSTAND
from assistant.ask.writing.phrase import BACKED, DECLINED
from assistant.ask.writing.write import PROMPT
from assistant.language.tables import load_table
from assistant.ports import Shelf
from assistant.types import Answer
from eval.metrics.latency import percentile
from eval.metrics.number_exactness import Known, known_of, number_exactness
from eval.report import decimal, percent


class Answering(Protocol):
    """What is asked: the assistant with its model."""

    @property
    def shelf(self) -> Shelf:
        """The documents that it answers from."""

    def ask(self, text: str) -> Answer:
        """Its answer to one question."""


@dataclass(frozen=True, slots=True)
class Leashed:
    """What one question showed of a model.

    ``read`` and ``wrote`` say whether it was asked to fill a form and to phrase, ``added`` whether the form changed
    the reading, ``declined`` and ``failed`` what the answer says of it; ``unsupported`` are the numbers of the answer
    that nothing explains, ``seconds`` the time of the whole answer.
    """

    question: str
    read: bool
    added: bool
    wrote: bool
    shown: int
    struck: int
    declined: bool
    failed: bool
    unsupported: tuple[str, ...]
    seconds: float


def questions() -> Sequence[str]:
    """The forty questions."""
    found: Sequence[str] = load_table("eval", "models.toml")["questions"]
    return found


def leashed(assistant: Answering, asked: Iterable[str]) -> Iterator[Leashed]:
    """What each question shows of the model, as it comes."""
    known = known_of(assistant.shelf.documents())
    for question in asked:
        began = perf_counter()
        found = assistant.ask(question)
        yield _leashed(question, found, known, perf_counter() - began)


def _leashed(question: str, found: Answer, known: Known, seconds: float) -> Leashed:
    trace = found.trace
    return Leashed(
        question=question,
        read=PROMPT_TO_UNDERSTAND in trace.prompts,
        added=trace.model is not None and not trace.shown,
        wrote=PROMPT in trace.prompts,
        shown=trace.shown,
        struck=trace.struck,
        declined=DECLINED in found.text,
        failed=BACKED in found.text,
        unsupported=tuple(map(str, number_exactness(_without_failure(found), known=known).unexplained)),
        seconds=round(seconds, 2),
    )


def _without_failure(found: Answer) -> Answer:
    """The answer without the line that says why the model failed: it names the model and its limit in seconds."""
    lines = (line for line in found.text.splitlines() if BACKED not in line)
    return replace(found, text="\n".join(lines))


def summary(model: str, results: Sequence[Leashed]) -> dict[str, Any]:
    """The figures of a run: counts, shares in [0, 1] of the sentences said, and seconds."""
    shown, struck = sum(each.shown for each in results), sum(each.struck for each in results)
    said = shown + struck
    seconds = [each.seconds for each in results]
    return {
        "model": model,
        "questions": len(results),
        "sentences": said,
        "shown": shown,
        "struck": struck,
        "share_shown": round(shown / said, 4) if said else 0.0,
        "share_struck": round(struck / said, 4) if said else 0.0,
        "unsupported_numbers": sum(len(each.unsupported) for each in results),
        "asked_to_phrase": sum(each.wrote for each in results),
        "declined": sum(each.declined for each in results),
        "asked_to_read": sum(each.read for each in results),
        "readings_changed": sum(each.added for each in results),
        "failed": sum(each.failed for each in results),
        "seconds": {
            "total": round(sum(seconds), 1),
            "p50": round(median(seconds), 2),
            "p95": round(percentile(seconds, 0.95), 2),
        },
    }


def print_table(figures: dict[str, Any], *, console: Console) -> None:
    """The figures of a run as a table."""
    table = Table("Mô hình trên dây", title=f"{figures['model']}, {figures['questions']} câu hỏi trên văn bản mẫu")
    table.add_column("", justify="right")
    seconds = figures["seconds"]
    for words, value in (
        ("Câu mô hình viết ra", str(figures["sentences"])),
        ("… được hiện", f"{figures['shown']} ({percent(figures['share_shown'])})"),
        ("… bị gạch", f"{figures['struck']} ({percent(figures['share_struck'])})"),
        ("Con số không có căn cứ trong câu trả lời (phải là 0)", str(figures["unsupported_numbers"])),
        ("Câu hỏi nhờ mô hình diễn đạt", str(figures["asked_to_phrase"])),
        ("… mô hình cho là các đoạn không trả lời", str(figures["declined"])),
        ("Câu hỏi nhờ mô hình đọc", str(figures["asked_to_read"])),
        ("… đọc thêm được", str(figures["readings_changed"])),
        ("Câu hỏi mà mô hình không trả lời hoặc ngắt", str(figures["failed"])),
        ("Giây mỗi câu hỏi, trung vị / p95", f"{decimal(seconds['p50'], 1)} / {decimal(seconds['p95'], 1)}"),
        ("Giây tất cả", decimal(seconds["total"], 0)),
    ):
        table.add_row(words, value)
    console.print(table)
