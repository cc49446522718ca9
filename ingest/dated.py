"""The years of a document as its figures were weighed: what it reviews, and what it sets targets for.

The title and the headings say them only of documents that are laid out as resolutions are; over all evidence of the
text they are right for 76 % of the documents of three authors that the weights had not seen, where the title and the
headings alone gave 36 %. What a title says in so many words ("nhiệm vụ năm 2025") stands all the same: a table whose
columns are mostly of the year before does not outweigh it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.types import Identity, Inference, Resolution, Status
from ingest.identity.years import titled_years
from ingest.weigh.forest import Array
from ingest.weigh.state import State

_LEAST = 0.4  # chance from which a year is taken; from 0.4 to 0.6 as many are right
_REASON = "cân nhắc từ toàn văn bản"


def with_years(state: State) -> Resolution:
    """The document of a weighed state with its years; one that no text says is inferred and said to be so."""
    resolution = state.survey.resolution
    titled = titled_years(resolution.identity.title, kind=resolution.identity.kind)
    result = titled.result or _likeliest(state.candidates, state.review)
    target = titled.target or _likeliest(state.candidates, state.targets)
    identity = _with_year(resolution.identity, "result_year", result, resolution)
    return replace(resolution, identity=_with_year(identity, "target_year", target, resolution))


def _likeliest(years: Sequence[int], chances: Array) -> int | None:
    if not len(chances) or chances.max() < _LEAST:
        return None
    return years[int(np.argmax(chances))]


def _with_year(identity: Identity, field: str, year: int | None, resolution: Resolution) -> Identity:
    """The identity with a year in a field, or where the text does not say the year among what is inferred."""
    if year is None or getattr(identity, field) == year:
        return identity
    said = str(year) in resolution.text or any(str(year) in piece.text for piece in resolution.dropped)
    status: Status = "stated" if said else "inferred"
    inferred = {key: each for key, each in identity.inferred.items() if key != field}
    if not said:
        inferred[field] = Inference(str(year), _REASON)
    return replace(
        identity,
        status={**identity.status, field: status},
        inferred=inferred,
        **{field: year if said else None},  # type: ignore[arg-type]  # both fields are years
    )
