"""(b) Both routes in process on the sample: what each further question costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from assistant.settings import Settings
from assistant.types import Route
from eval.bench.figure import Figure
from eval.bench.place import Place
from eval.bench.questions import QUESTIONS
from eval.metrics.latency import percentile
from eval.report import decimal
from eval.run import Answering

# Milliseconds for 95 of 100 questions by route, on the sample as on 100,000 passages (two cores).
LIMITS_MS: Mapping[Route, float] = {"ledger": 50.0, "passages": 100.0}
_SHOWN_MS = 0.05  # a step that takes less is not shown
REPEATS = 10  # how often each question is asked


def routes(place: Place) -> Iterator[Figure]:
    """p50 and p95 in milliseconds over the ingested sample, for each route."""
    yield from time_routes(place.sample_data, name="routes", what="văn bản mẫu")


def time_routes(data: Path, *, name: str, what: str) -> Iterator[Figure]:
    """p50 and p95 of each route over the archive in ``data``; the route's limit is held against p95."""
    from assistant.build import open_assistant

    with closing(open_assistant(Settings.model_validate({"data": data}))) as assistant:
        for route, questions in QUESTIONS.items():
            asked = _asked(assistant, questions, route)
            ms = [one.ms for one in asked]
            details = f"{len(asked)} lần hỏi, {what}", f"từng bước, p50/p95: {_steps(asked)}"
            for share, limit, detail in zip((0.5, 0.95), (None, LIMITS_MS[route]), details, strict=True):
                part = f"p{100 * share:.0f}"
                title = f"Trả lời trong tiến trình ({route}), {part}"
                yield Figure(f"{name}.{route}.{part}", title, percentile(ms, share), "ms", limit, detail=detail)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question: wall milliseconds, and those of each step by the answer's own trace."""

    ms: float
    steps: Mapping[str, float]


def _asked(assistant: Answering, questions: Sequence[str], route: Route) -> list[_Asked]:
    """Each question, asked once before to warm up and then ``REPEATS`` times."""
    done = []
    for question in questions:
        taken = assistant.ask(question).question.route
        if taken != route:
            raise RuntimeError(f"“{question}” đi đường {taken}, không phải {route}")
        for _ in range(REPEATS):
            began = perf_counter()
            answer = assistant.ask(question)
            done.append(_Asked(1000 * (perf_counter() - began), answer.trace.ms))
    return done


def _steps(asked: Sequence[_Asked]) -> str:
    """p50 and p95 of each step that took any time: where a slow answer loses it."""
    taken = {step: [one.steps[step] for one in asked] for step in asked[0].steps}
    return ", ".join(
        f"{step} {decimal(percentile(ms, 0.5), 1)}/{decimal(percentile(ms, 0.95), 1)}"
        for step, ms in taken.items()
        if percentile(ms, 0.95) >= _SHOWN_MS
    )
