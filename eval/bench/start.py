"""(a) From process start to answer: what a person waits for who asks on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from statistics import median
from time import perf_counter

from assistant.types import Route
from eval.bench.figure import Figure
from eval.bench.place import Place, nghiquyet
from eval.bench.questions import QUESTIONS
from eval.report import decimal

# Seconds from process start to answer, by route: opening Chroma and the model costs the second one.
LIMITS_S: Mapping[Route, float] = {"ledger": 1.5, "passages": 3.0}


def start(place: Place) -> Iterator[Figure]:
    """Median seconds of ``nghiquyet ask`` on the ingested sample, one figure for each route."""
    for route, questions in QUESTIONS.items():
        yield _route(place, route=route, question=questions[0])


def _route(place: Place, *, route: Route, question: str) -> Figure:
    data = place.sample_data
    seconds = []
    for _ in range(place.runs):
        began = perf_counter()
        answer = json.loads(nghiquyet("ask", question, "--json", data=data))
        seconds.append(perf_counter() - began)
        if answer["route"] != route:
            raise RuntimeError(f"“{question}” đi đường {answer['route']}, không phải {route}")
    return Figure(
        name=f"start.{route}",
        title=f"Từ lúc gọi lệnh đến câu trả lời ({route})",
        value=median(seconds),
        unit="giây",
        limit=LIMITS_S[route],
        detail=f"{place.runs} lần, nhỏ nhất {decimal(min(seconds), 2)}, lớn nhất {decimal(max(seconds), 2)}",
    )
