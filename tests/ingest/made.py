"""Documents made of a few lines, for the tests of reading figures."""

from __future__ import annotations

from assistant.types import Identity, Resolution
from ingest.outline import outline
from ingest.survey import Survey, survey
from ingest.weigh.state import State
from ingest.weigh.weigh import weigh
from ingest.weigh.weights import shipped


def document(text: str, *, kind: str = "nghị quyết", title: str = "", **known: object) -> Resolution:
    """A commune's document; ``known`` is what else is known of its identity."""
    identity = Identity(kind, "Đảng", title, **{"level": "xã", **known})  # type: ignore[arg-type]
    return Resolution("d", "d.txt", "h", text, (), outline(text), identity)


def surveyed(text: str, **known: object) -> Survey:
    """The figures of a document with their evidence."""
    return survey(document(text, **known))  # type: ignore[arg-type]


def weighed(text: str, **known: object) -> State:
    """The figures of a document, weighed with the weights that ship."""
    return weigh(surveyed(text, **known), shipped())
