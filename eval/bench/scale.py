"""(c) Both routes over a large archive, made from codified law."""

from __future__ import annotations

from collections.abc import Iterator

from eval.bench.figure import Figure
from eval.bench.place import Place


def scale(place: Place) -> Iterator[Figure]:
    """Placeholder."""
    raise NotImplementedError
    yield
