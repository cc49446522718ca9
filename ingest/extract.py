"""The ledger: every figure of a document as a typed row with its exact span, or with the reason why it is none.

1. ``survey``  every figure of every line and cell, with all that speaks for what it is (``ingest/evidence``)
2. ``weigh``   indicator, kind, year and measure are decided, by weights learnt from gold documents (``ingest/weigh``)
3. ``rows_of`` what is likely enough becomes a row, with its chance to be right and why it was read so
4. ``account`` tells what became of every number of the text
"""

from __future__ import annotations

from assistant.language.catalogue import Catalogue
from assistant.types import Indicator, Reading, Resolution
from ingest.dated import with_years
from ingest.receipt import account
from ingest.rows import rows_of
from ingest.survey import survey
from ingest.weigh.state import State
from ingest.weigh.weigh import weigh
from ingest.weigh.weights import Weights, shipped


def extract(
    resolution: Resolution, *, known: Catalogue | None = None, weights: Weights | None = None
) -> tuple[Indicator, ...]:
    """The rows of a document, in the order of its text. Never raises on any text.

    ``known`` names the indicators; by default the bundled catalogue. ``weights`` are by default the shipped ones.
    """
    state = weigh(survey(resolution, known=known), weights or shipped())
    return tuple(row for _, row in rows_of(state))


def read_document(
    resolution: Resolution, *, known: Catalogue | None = None, weights: Weights | None = None
) -> tuple[Resolution, Reading]:
    """The document with the years that its figures tell it to be of, and its figures."""
    state = weigh(survey(resolution, known=known), weights or shipped())
    return with_years(state), _reading(state)


def read_figures(
    resolution: Resolution, *, known: Catalogue | None = None, weights: Weights | None = None
) -> Reading:
    """The rows of a document, and what became of every number of its text."""
    return _reading(weigh(survey(resolution, known=known), weights or shipped()))


def _reading(state: State) -> Reading:
    rows = rows_of(state)
    return Reading(tuple(row for _, row in rows), account(state, rows))
