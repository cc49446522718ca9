"""The number of the request that is being served: in a header, in what is told of a failure, and in the log."""

from __future__ import annotations

from contextvars import ContextVar

HEADER = "x-request-id"

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
"""Set by the doors, never taken back: each request is a task of its own. None where none is being served."""
