"""What is seen of the service from outside: a number for each request, counts and times, and a line of log.

None of it holds a question, a query or a document's name: a request is told by its route as the table names it.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from secrets import token_hex
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

LOGGER = "nghiquyet.requests"
# Answers from rows take some 20 ms, those of a language model seconds (README, "Speed").
_SECONDS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
_ELSEWHERE = "other"


@dataclass(slots=True)
class Seen:
    """One request while it runs."""

    method: str
    request_id: str = field(default_factory=lambda: token_hex(8))
    began: float = field(default_factory=perf_counter)
    route: str = _ELSEWHERE
    who: str = ""


class Watch:
    """Counts and logs requests; one for each service."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "nghiquyet_requests", "Requests by route and status.", ["route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "nghiquyet_request_seconds", "Seconds of a request.", ["route"], buckets=_SECONDS, registry=self.registry
        )
        self._running = Gauge("nghiquyet_requests_running", "Requests that are being served.", registry=self.registry)
        self._refused = Counter(
            "nghiquyet_refused", "Requests that the doors refused.", ["status"], registry=self.registry
        )
        self._log = logging.getLogger(LOGGER)

    def begin(self, method: str) -> Seen:
        """A request has come."""
        self._running.inc()
        return Seen(method)

    def end(self, seen: Seen, *, status: int, refused: bool) -> None:
        """It has been served, or refused."""
        seconds = perf_counter() - seen.began
        self._running.dec()
        self._requests.labels(seen.route, str(status)).inc()
        self._seconds.labels(seen.route).observe(seconds)
        if refused:
            self._refused.labels(str(status)).inc()
        told = {
            "request_id": seen.request_id,
            "method": seen.method,
            "route": seen.route,
            "status": status,
            "ms": round(seconds * 1000, 1),
            "who": seen.who,
            "refused": refused,
        }
        self._log.info(json.dumps(told, ensure_ascii=False))

    def metrics(self) -> bytes:
        """Everything counted, as Prometheus reads it."""
        return generate_latest(self.registry)
