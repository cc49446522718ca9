"""(c) Both routes over a large archive, made from codified law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import batched
from time import perf_counter

from assistant.settings import Settings
from assistant.types import Passage
from eval.bench.figure import Figure
from eval.bench.law import law_documents
from eval.bench.place import Place, shared_rows
from eval.bench.routes import time_routes
from eval.retrieval import embedded_text

LAW = "codified_law_articles.jsonl.xz"
# Milliseconds for 95 of 100 questions over 100,000 passages.
LIMIT_MS = 500.0
# Passages that are embedded and added at once.
BATCH = 1000
