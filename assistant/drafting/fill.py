"""The indicator table filled: results, targets from above, suggestions; each figure with where it comes from.

Results are what staff typed, else what one later document of the same place states. Targets are only what staff typed
or accepted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.figures import convert_figure
from assistant.drafting.suggest import suggest
from assistant.ports import Shelf
from assistant.types import Archived, DraftRequest, Entry, Figure, Identity, Indicator, IndicatorRow

_RATES = ("%", "‰", "triệu đồng/người", "tạ/ha")  # units in which a commune may be held against its province
_TYPED = "người soạn nhập"


@dataclass(frozen=True, slots=True)
class Sources:
    """Where figures may come from."""

    shelf: Shelf
    base: Archived
    request: DraftRequest


def fill(rows: Sequence[IndicatorRow], entries: Mapping[str, Entry], sources: Sources) -> tuple[IndicatorRow, ...]:
    """The rows with all that is known of them."""
    return tuple(_filled(row, entries.get(row.key, Entry()), sources) for row in rows)


def _filled(row: IndicatorRow, entry: Entry, sources: Sources) -> IndicatorRow:
    row = _with_result(row, entry, sources)
    row = _with_superior(row, entry, sources)
    row = replace(row, suggestion=suggest(row, before=_result_before(row, sources.base)))
    if entry.target is not None:
        return replace(row, target=entry.target, target_source=_TYPED)
    if entry.accept and row.suggestion is not None:
        reason = f"người soạn nhận gợi ý ({row.suggestion.reason})"
        return replace(row, target=row.suggestion.figure, target_source=reason)
    return row


def _with_result(row: IndicatorRow, entry: Entry, sources: Sources) -> IndicatorRow:
    """The result that was typed, else the one that a later document of the same place states, if only one does."""
    own = sources.base.resolution.identity
    if entry.result is not None:
        return replace(row, result=entry.result, result_source=_TYPED)
    if row.indicator is None or own.place is None or row.group == "results" or sources.request.place:
        return row
    later: dict[Figure, str] = {}
    for resolution in sources.shelf.documents():
        if _same_unit(resolution.identity, own):
            for indicator in sources.shelf.indicators([row.indicator], documents=[resolution.document_id]):
                figure = _in_unit(indicator, row)
                if _reports(indicator, row, sources.request.year - 1) and figure is not None:
                    later[figure] = resolution.name
    if len(later) != 1:
        return row
    ((figure, name),) = later.items()
    return replace(row, result=figure, result_source=name)


def _same_unit(one: Identity, other: Identity) -> bool:
    return (one.level, one.place) == (other.level, other.place)


def _reports(indicator: Indicator, row: IndicatorRow, year: int) -> bool:
    same = (indicator.kind, indicator.year, indicator.measure) == ("actual", year, row.measure)
    return same and indicator.scope is None and indicator.period is None and indicator.place is None


def _in_unit(indicator: Indicator, row: IndicatorRow) -> Figure | None:
    bound = indicator.comparator if indicator.comparator not in ("=", "range") else None
    figure = Figure(indicator.value, indicator.value_max, indicator.of, bound)
    return convert_figure(figure, indicator.unit, to=row.unit)


def _with_superior(row: IndicatorRow, entry: Entry, sources: Sources) -> IndicatorRow:
    """What the level above assigned as typed, else its own rate for the same indicator."""
    if entry.superior is not None:
        return replace(row, superior=entry.superior, superior_source="cấp trên giao")
    if sources.request.superior is None or row.indicator is None or not row.unit.startswith(_RATES):
        return row
    above = sources.shelf.document(sources.request.superior)
    for indicator in sources.shelf.indicators([row.indicator], documents=[above.document_id]):
        same = (indicator.kind, indicator.year, indicator.measure) == ("target", sources.request.year, row.measure)
        if same and indicator.place is None and (figure := _in_unit(indicator, row)) is not None:
            return replace(row, superior=figure, superior_source=above.name)
    return row


def _result_before(row: IndicatorRow, base: Archived) -> Figure | None:
    """What the base itself says was reached in the year that it assesses."""
    year = base.resolution.identity.result_year
    for indicator in base.indicators:
        same = row.indicator is not None and indicator.indicator == row.indicator
        if same and year is not None and _reports(indicator, row, year):
            return _in_unit(indicator, row)
    return None
