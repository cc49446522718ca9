"""Answers to what asks nothing of the documents: a greeting, thanks, what the assistant can do.

The questions that it suggests are made from what the archive holds, so that each of them is answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.ask.composing.headline import best, table, weight
from assistant.ask.composing.wording import Library, counted, units
from assistant.ask.understanding.reading import indicator_name, lower_first
from assistant.types import Draft, Identity, Indicator, Question, Statement

_HEADLINES = 8  # indicators from which the suggested questions are made
_OPENINGS: Mapping[str | None, str] = {
    "greets": "Chào bạn! ",
    "thanks": "Không có gì, rất vui được giúp bạn. ",
    "agrees": "Vâng. ",
    "abilities": "",
}


def headlines() -> tuple[str, ...]:
    """The indicators that suggested questions are about, the most telling first."""
    weights: Mapping[str, float] = table()["weights"]
    levels = [each for each in weights if not each.startswith("so_chi_tieu")]
    return tuple(sorted(levels, key=lambda each: -weights[each])[:_HEADLINES])


def compose_talk(question: Question, books: Library, rows: Sequence[Indicator]) -> Draft:
    """What may be asked, with examples; ``rows`` are those of the ``headlines``."""
    number = len(books.documents)
    opening = _OPENINGS[question.talk]
    text = (
        f"{opening}Mình tra cứu {number} văn bản trong kho (nghị quyết, báo cáo, kế hoạch…): trả lời số liệu, "
        "kết quả và chỉ tiêu, so sánh, xếp hạng, lọc theo điều kiện, tóm tắt văn bản, kèm trích dẫn nguyên văn. "
        "Điều gì văn bản không nêu, mình sẽ nói là không nêu."
    )
    asked = _examples(books, rows)
    lead = [Statement("Bạn có thể hỏi, chẳng hạn:")] if asked else []
    listed = [Statement(f"- “{each}”", labels=(each,)) for each in asked]
    return Draft("answered", (Statement(text, derived=(counted(number),)), *lead, *listed))


def _examples(books: Library, rows: Sequence[Indicator]) -> list[str]:
    """Up to three questions: a figure, an extreme or a comparison over units, a summary."""
    named = [
        row
        for row in rows
        if books.of(row.document_id).identity.place and row.year is not None and row.measure == "level"
    ]
    return [each for each in (_figure(named, books), _extreme(named, books), _summary(named, books)) if each]


def _figure(rows: Sequence[Indicator], books: Library) -> str | None:
    """As in "Thu nhập bình quân đầu người năm 2025 của xã Hưng Tân là bao nhiêu?"."""
    latest = max((row.year or 0 for row in rows), default=0)
    row = best([row for row in rows if row.year == latest], books)
    if row is None:
        return None
    kind = "Chỉ tiêu" if row.kind == "target" else "Kết quả"
    return f"{kind} {_name(row)} năm {row.year} của {_unit(books.of(row.document_id).identity)} là bao nhiêu?"


def _extreme(rows: Sequence[Indicator], books: Library) -> str | None:
    """As in "Đơn vị nào đặt chỉ tiêu tỷ lệ hộ nghèo thấp nhất?", of an indicator that several units state."""
    by_indicator: dict[str, list[Indicator]] = {}
    for row in rows:
        if row.kind == "target" and row.indicator is not None:
            by_indicator.setdefault(row.indicator, []).append(row)
    several = [group for group in by_indicator.values() if len(units(books.of(row.document_id) for row in group)) > 1]
    chosen = max(several, key=lambda group: (weight(group[0]), len(group)), default=None)
    return f"Đơn vị nào đặt chỉ tiêu {_name(chosen[0])} cao nhất?" if chosen else None


def _summary(rows: Sequence[Indicator], books: Library) -> str | None:
    """As in "Tóm tắt nghị quyết năm 2025 của xã Hưng Tân."."""
    known = dict.fromkeys(row.document_id for row in rows)
    told = [identity for each in known if (identity := books.of(each).identity).target_year]
    best_known = max(told, key=lambda each: (each.kind == "nghị quyết", each.target_year or 0), default=None)
    if best_known is None:
        return None
    kind = "văn bản" if best_known.kind == "khác" else best_known.kind
    return f"Tóm tắt {kind} năm {best_known.target_year} của {_unit(best_known)}."


def _name(row: Indicator) -> str:
    return lower_first(indicator_name(row.indicator or row.label))


def _unit(identity: Identity) -> str:
    return " ".join(part for part in (identity.level, identity.place) if part)
