"""From a survey to readings: each figure's indicator, kind, year and measure, with how sure they are."""

from __future__ import annotations

from ingest.survey import Survey
from ingest.weigh.stages import STAGES
from ingest.weigh.state import State, prepare
from ingest.weigh.weights import Weights


def weigh(survey: Survey, weights: Weights) -> State:
    """Runs the stages over a document's figures. Pure: the same survey and weights give the same state."""
    state = prepare(survey)
    for stage in STAGES:
        stage.put(state, weights.forests[stage.name](stage.features(state), stage.rows(state)))
    return state
