"""Questions to try, one of each kind that the assistant answers, made from what the archive holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.ask.understanding.reading import indicator_name, lower_first
from assistant.types import Indicator, Resolution
from ui import words

_FILTER = "{unit} nào đặt chỉ tiêu {name} trên {value} {measure}?"
_FILTER_ANY = "Xã nào đặt chỉ tiêu thu nhập bình quân đầu người trên 58 triệu đồng?"
_LOOKUP = "{name} năm {year} của {place} là bao nhiêu?"
_LOOKUP_OF = "Chỉ tiêu giảm tỷ lệ hộ nghèo của {place} là bao nhiêu?"
_LOOKUP_ANYWHERE = "Các xã đặt chỉ tiêu giảm tỷ lệ hộ nghèo bao nhiêu?"
_TASKS = "Các văn bản nêu những giải pháp nào về bảo vệ môi trường?"
_ARCHIVE = "Trong kho có những văn bản nào?"
_FEWEST = 3  # units of which a filter finds some and leaves out others


def sample_questions(documents: Sequence[Resolution], rows: Sequence[Indicator] = ()) -> tuple[str, ...]:
    """Four questions: over all figures, one figure of a place of the archive, passages, the archive.

    ``rows`` are those that the first two are made from, best the ledger's headlines.
    """
    held = {document.document_id: document for document in documents}
    levels = [row for row in rows if row.measure == "level" and row.indicator and row.document_id in held]
    return (_filter(levels, held) or _FILTER_ANY, _lookup(levels, held) or _of_place(documents), _TASKS, _ARCHIVE)


def _filter(rows: Sequence[Indicator], held: Mapping[str, Resolution]) -> str | None:
    """The indicator that most documents have a target for, at the middle of its targets."""
    targets = [row for row in rows if row.kind == "target" and row.value_max is None]
    spread = Counter((row.indicator, row.unit) for row in {(r.indicator, r.document_id): r for r in targets}.values())
    for (indicator, unit), count in spread.most_common():
        own = [row for row in targets if (row.indicator, row.unit) == (indicator, unit)]
        values = sorted({row.value for row in own})
        if indicator is None or count < _FEWEST or len(values) < _FEWEST:
            continue
        level = Counter(held[row.document_id].identity.level for row in own).most_common(1)[0][0]
        middle = words.number(values[(len(values) - 1) // 2])
        name = lower_first(indicator_name(indicator))
        asked = _FILTER.format(unit=(level or "đơn vị").capitalize(), name=name, value=middle, measure=unit)
        return asked.replace(" %", "%")
    return None


def _lookup(rows: Sequence[Indicator], held: Mapping[str, Resolution]) -> str | None:
    """The newest figure of a place that its document names."""
    dated = [(row.year, row) for row in rows if row.year is not None]
    for year, row in sorted(dated, key=lambda each: -each[0]):
        place = words.place(held[row.document_id].identity)
        if place is not None and row.indicator is not None and row.place is None:
            name = indicator_name(row.indicator)
            return _LOOKUP.format(name=name, year=year, place=place)
    return None


def _of_place(documents: Sequence[Resolution]) -> str:
    place = next((place for document in documents if (place := words.place(document.identity))), None)
    return _LOOKUP_OF.format(place=place) if place else _LOOKUP_ANYWHERE
