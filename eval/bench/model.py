"""(f) A language model's answer: how long its first sentence waits to be shown, and what checking costs.

The model is a part played by a server on loopback, so that only the assistant is timed: it says the first sentence
word by word, falls silent, and goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from importlib.util import find_spec
from statistics import median
from time import perf_counter

from assistant.settings import Settings
from assistant.types import Answer
from eval.bench.figure import Figure, Skipped
from eval.bench.place import Place
from eval.bench.questions import QUESTIONS
from eval.metrics.latency import percentile
from eval.report import decimal
from eval.scripted_server import Act, faithful, scripted_server

LIMIT_MS = 300.0  # from a model's first full sentence to the first that is shown
SILENCE_S = 0.4
REPEATS = 5


@dataclass(slots=True)
class _Speaker:
    """Plays the model, and notes when its first sentence was whole."""

    whole_at: list[float] = field(default_factory=list)

    def play(self, prompt: str) -> Iterator[Act]:
        """The part: one sentence in words, a silence, the others."""
        first, *rest = faithful(prompt)
        yield from (f"{word} " for word in str(first).rstrip("\n").split(" "))
        yield "\n"
        self.whole_at.append(perf_counter())
        yield SILENCE_S
        yield from rest


def model(place: Place) -> Iterator[Figure]:
    """p95 of the wait for the first sentence, and of the time that checking takes, in milliseconds."""
    if find_spec("langchain_openai") is None:
        raise Skipped("chưa cài thành phần model (make install)")
    waits, checks = _timed(place)
    yield Figure(
        "model.first",
        "Câu đầu của mô hình, từ lúc nói xong đến lúc hiện, p95",
        percentile(waits, 0.95),
        "ms",
        LIMIT_MS,
        detail=f"{len(waits)} lần hỏi, trung vị {decimal(median(waits), 1)} ms",
    )
    yield Figure(
        "model.verify",
        "Kiểm các câu của mô hình, mỗi câu trả lời, p95",
        percentile(checks, 0.95),
        "ms",
        detail=f"{len(checks)} câu trả lời, trung vị {decimal(median(checks), 1)} ms",
    )


def _timed(place: Place) -> tuple[list[float], list[float]]:
    """Milliseconds until the first sentence is shown, and milliseconds of checking, one of each an answer."""
    from assistant.build import open_assistant

    speaker = _Speaker()
    waits, checks = [], []
    with scripted_server(speaker.play) as server:
        settings = {"data": place.sample_data, "chat_model": "openai:m", "chat_base_url": server.url}
        with closing(open_assistant(Settings.model_validate(settings))) as assistant:
            for question in QUESTIONS["passages"] * REPEATS:
                spoken = len(speaker.whole_at)
                pieces = assistant.stream(question)
                last = next(pieces)
                seen = perf_counter()
                for piece in pieces:
                    last = piece
                if len(speaker.whole_at) > spoken and isinstance(last, Answer):  # the rules answer some by themselves
                    waits.append(1000 * (seen - speaker.whole_at[spoken]))
                    checks.append(last.trace.ms["verify"])
    return waits, checks
