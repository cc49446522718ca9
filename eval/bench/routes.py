"""(b) Both routes in process on the sample: what each further question costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from assistant.settings import Settings
from assistant.types import Route
from eval.bench.figure import Figure
from eval.bench.place import Place
from eval.bench.questions import QUESTIONS
from eval.metrics.latency import percentile
from eval.run import Answering

# Milliseconds for 95 of 100 questions on the sample, and how often each question is asked.
LIMIT_MS = 100.0
REPEATS = 10


def routes(place: Place) -> Iterator[Figure]:
    """p50 and p95 in milliseconds over the ingested sample, for each route."""
    yield from time_routes(place.sample_data, name="routes", what="văn bản mẫu", limit_ms=LIMIT_MS)


def time_routes(data: Path, *, name: str, what: str, limit_ms: float) -> Iterator[Figure]:
    """p50 and p95 of each route over the archive in ``data``; ``limit_ms`` is held against p95."""
    from assistant.build import open_assistant

    assistant = open_assistant(Settings.model_validate({"data": data}))
    try:
        for route, questions in QUESTIONS.items():
            ms = _times(assistant, questions, route)
            detail = f"{len(ms)} lần hỏi, {what}"
            for share, limit in ((0.5, None), (0.95, limit_ms)):
                part = f"p{100 * share:.0f}"
                title = f"Trả lời trong tiến trình ({route}), {part}"
                yield Figure(
                    f"{name}.{route}.{part}", title, percentile(ms, share), "ms", limit, detail=detail
                )
    finally:
        assistant.close()


def _times(assistant: Answering, questions: Sequence[str], route: Route) -> list[float]:
    """Milliseconds of each question, asked once before to warm up and then ``REPEATS`` times."""
    times = []
    for question in questions:
        taken = assistant.ask(question).question.route
        if taken != route:
            raise RuntimeError(f"“{question}” đi đường {taken}, không phải {route}")
        for _ in range(REPEATS):
            began = perf_counter()
            assistant.ask(question)
            times.append(1000 * (perf_counter() - began))
    return times
