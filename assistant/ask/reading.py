"""How a question was read, in words: the line that is shown to the user, and names that answers use."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.language.catalogue import catalogue
from assistant.language.quantities import format_number
from assistant.types import Comparator, Condition, Intent, Place, Question

_COMPARATOR_WORDS: Mapping[Comparator, str] = {
    ">": "trên",
    ">=": "từ",
    "<": "dưới",
    "<=": "không quá",
    "=": "",
    "range": "",
}


def indicator_name(indicator: str) -> str:
    """The catalogue's name of an indicator without its closing remark in brackets, or the label itself."""
    entry = catalogue().entries.get(indicator)
    return re.sub(r"\s*\([^)]*\)$", "", entry.name) if entry else indicator


def condition_words(condition: Condition) -> str:
    """As in "trên 58 triệu đồng", "từ 50 đến 60 %"."""
    unit = condition.unit if condition.unit.startswith("%") or not condition.unit else f" {condition.unit}"
    if condition.comparator == "range" and condition.value_max is not None:
        return f"từ {format_number(condition.value)} đến {format_number(condition.value_max)}{unit}"
    suffix = " trở lên" if condition.comparator == ">=" else ""
    return f"{_COMPARATOR_WORDS[condition.comparator]} {format_number(condition.value)}{unit}{suffix}".strip()


def place_words(place: Place) -> str:
    """As in "xã Yên Lộc (Bình Lâm)"."""
    name = f"{place.level} {place.name}" if place.level else place.name
    return f"{name} ({place.within})" if place.within else name


_INTENT_WORDS: Mapping[Intent, str] = {
    "lookup": "tra số liệu",
    "filter": "tìm các đơn vị theo điều kiện",
    "superlative": "tìm mức cao nhất",
    "count": "đếm số đơn vị",
    "compare": "so sánh",
    "list": "liệt kê",
    "missing": "tìm nơi không nêu chỉ tiêu",
    "archive": "hỏi về kho văn bản",
    "about": "tra thông tin của văn bản",
    "describe": "tìm nội dung trong văn bản",
}


def reading(question: Question) -> str:
    """The one line that tells the user how the question was understood."""
    intent = _INTENT_WORDS[question.intent]
    if question.intent == "superlative" and not question.highest:
        intent = "tìm mức thấp nhất"
    kinds = {"target": "chỉ tiêu đặt ra", "actual": "kết quả thực hiện", None: "chỉ tiêu và kết quả"}
    parts = [intent, *map(indicator_name, question.indicators)]
    if question.condition and question.route == "ledger":
        parts.append(condition_words(question.condition))
    if question.indicators and question.route == "ledger":
        changes = {"change": "mức tăng, giảm", "vs_plan": "so với kế hoạch"}
        parts.extend(words for words in (changes.get(question.measure or ""), kinds[question.kind]) if words)
    parts.extend(map(place_words, question.places))
    if question.levels and not question.places:
        parts.append(f"chỉ {', '.join(question.levels)}")
    if question.years:
        parts.append(f"năm {', '.join(map(str, question.years))}")
    return "; ".join(parts)


def standalone(question: Question) -> str:
    """A follow-up as a question that stands alone."""
    where = ", ".join(map(place_words, question.places))
    if question.route == "passages":
        return f"{question.text.strip(' ?')} ({where})?" if where else question.text
    _, *details = reading(question).split("; ")
    return f"{', '.join(details)}?"
