"""How a question was read, in words: the line that is shown to the user, and names that answers use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.ask.understanding.votes import asked_vote
from assistant.language.catalogue import catalogue
from assistant.language.places import is_village
from assistant.language.quantities import format_number
from assistant.language.text import normalise
from assistant.types import Clause, Comparator, Condition, Intent, Place, Question

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


def clause_words(clause: Clause) -> str:
    """As in "trên 58 triệu đồng", and "trên mức của xã Hưng Tân"."""
    if clause.than is None:
        return condition_words(clause.condition)
    return f"{_COMPARATOR_WORDS[clause.condition.comparator]} mức của {place_words(clause.than)}"


def conditions_words(any_of: Sequence[Sequence[Clause]]) -> str:
    """The condition; of several, each with its indicator: "thu nhập … trên 50 triệu đồng và …"."""
    several = len({clause.indicator for row in any_of for clause in row}) > 1
    rows = [" và ".join(_named_clause(clause, named=several) for clause in row) for row in any_of]
    return " hoặc ".join(rows)


def _named_clause(clause: Clause, *, named: bool) -> str:
    name = f"{lower_first(indicator_name(clause.indicator))} " if named and clause.indicator else ""
    return f"{name}{clause_words(clause)}"


def lower_first(text: str) -> str:
    """As in "Thu nhập …" -> "thu nhập …"; abbreviations ("GTSX …") stay."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def place_words(place: Place) -> str:
    """As in "xã Yên Lộc (Bình Lâm)"; a unit told by what its document holds is said to be so."""
    if place.documents and not is_village((place.level or "",)):
        unit = "đơn vị" if place.level is None else place.level
        return f"{unit} {place.name}" if place.name == UNNAMED else f"văn bản có “{place.name}”"
    name = " ".join(part for part in (place.level, place.name) if part)
    return f"{name} ({', '.join(place.within)})" if place.within else name


UNNAMED = "không nêu tên"


_INTENT_WORDS: Mapping[Intent, str] = {
    "lookup": "tra số liệu",
    "filter": "tìm các đơn vị theo điều kiện",
    "superlative": "tìm mức cao nhất",
    "rank": "xếp thứ tự",
    "count": "đếm số đơn vị",
    "sum": "tính tổng",
    "mean": "tính trung bình",
    "compare": "so sánh",
    "list": "liệt kê",
    "missing": "tìm nơi không nêu chỉ tiêu",
    "archive": "hỏi về kho văn bản",
    "about": "tra thông tin của văn bản",
    "mention": "tìm văn bản có nội dung này",
    "describe": "tìm nội dung trong văn bản",
    "summary": "tóm tắt văn bản",
    "talk": "trò chuyện",
}


def reading(question: Question) -> str:
    """The one line that tells the user how the question was understood."""
    more = (part for part in question.also if _adds(part, question))
    return "; sau đó: ".join(dict.fromkeys(map(_one_reading, (question, *more))))


def _adds(part: Question, whole: Question) -> bool:
    """Whether a part asks for more than the whole was read to ask for."""
    figures = set(part.indicators) - set(whole.indicators) or set(part.years) - set(whole.years)
    return bool(figures) or (part.route, part.measure) != (whole.route, whole.measure)


def _one_reading(question: Question) -> str:
    by_vote = asked_vote(question) is not None
    what = "tìm văn bản theo số phiếu tán thành" if by_vote else _intent_words(question)
    parts = [what, *map(indicator_name, question.indicators)]
    if question.case:
        parts.append(f"trường hợp “{question.case}”")
    if question.any_of and (by_vote or question.route == "ledger"):
        parts.append(conditions_words(question.any_of))
    if question.indicators and question.route == "ledger":
        kinds = {"target": "chỉ tiêu đặt ra", "actual": "kết quả thực hiện", None: "chỉ tiêu và kết quả"}
        parts.extend(words for words in (measure_words(question), kinds[question.kind]) if words)
    parts.extend(f"lĩnh vực {area}" for area in question.areas)
    parts.extend(map(place_words, question.places))
    if is_village(question.levels) or (question.levels and not question.places):
        parts.append(f"chỉ {', '.join(question.levels)}")
    parts.extend(f"văn bản của {family}" for family in question.families)
    if question.document_kinds and question.route == "ledger":
        parts.append(f"chỉ văn bản loại {', '.join(question.document_kinds)}")
    if question.months:
        parts.append(f"ban hành tháng {', '.join(f'{int(each[5:])}/{each[:4]}' for each in question.months)}")
    if question.years:
        parts.append(f"{'ban hành ' if question.issued else ''}năm {', '.join(map(str, question.years))}")
    if question.since is not None:
        parts.append(f"từ năm {question.since}")
    return "; ".join(parts)


def _intent_words(question: Question) -> str:
    if question.intent == "superlative" and not question.highest:
        return "tìm mức thấp nhất"
    if question.intent == "mention" and question.negated:
        return "tìm văn bản không có nội dung này"
    return _INTENT_WORDS[question.intent]


def measure_words(question: Question) -> str:
    """What is asked of a figure beside its level: "mức giảm", "mức so với kế hoạch"; "" where it is the level."""
    if question.measure == "vs_plan":
        return "mức so với kế hoạch"
    if question.measure == "change":
        return f"mức {question.direction}" if question.direction else "mức tăng, giảm"
    return ""


def standalone(question: Question) -> str:
    """A follow-up as a question that stands alone."""
    said = normalise(question.text)
    added = (each for each in question.places if not each.name or normalise(each.name) not in said)
    where = ", ".join(map(place_words, added))
    if question.route == "passages":
        return f"{question.text.strip(' ?')} ({where})?" if where else question.text
    intent, *details = _one_reading(question).split("; ")
    return f"{intent[:1].upper()}{intent[1:]}: {', '.join(details)}?"
