"""Codes and numbers in the words of office staff: ``>= 58.0`` is "từ 58 trở lên", a boundary "giáp ranh"."""

from __future__ import annotations

from datetime import datetime

from assistant.ask.composing.wording import unsure_words
from assistant.types import (
    COMMUNE_LEVELS,
    Answer,
    Comparator,
    Fate,
    Gone,
    Identity,
    Indicator,
    Kind,
    Review,
    Status,
    Verdict,
)

VERDICTS: dict[Verdict, str] = {"match": "đạt", "boundary": "giáp ranh", "no_match": "không đạt"}
KINDS: dict[Kind, str] = {"target": "chỉ tiêu", "actual": "kết quả"}
REVIEWS: dict[Review, str] = {
    "extracted": "đọc tự động",
    "confirmed": "đã xác nhận",
    "corrected": "đã sửa",
    "rejected": "đã loại",
}
FATES: dict[Fate, str] = {"read": "đã đọc", "dropped": "đã lược", "unread": "không đọc được"}
FIELDS = {
    "kind": "Loại văn bản",
    "family": "Hệ thống",
    "number": "Số, ký hiệu",
    "issuer": "Cơ quan ban hành",
    "level": "Cấp",
    "commune": "Xã, phường",
    "district": "Huyện",
    "province": "Tỉnh",
    "date": "Ngày ban hành",
    "result_year": "Năm báo cáo kết quả",
    "target_year": "Năm giao chỉ tiêu",
    "title": "Trích yếu",
    "signer_role": "Người ký",
}
UNKNOWN = "không ghi"

_COMPARED: dict[Comparator, str] = {
    "=": "{0}",
    ">": "trên {0}",
    ">=": "từ {0} trở lên",
    "<": "dưới {0}",
    "<=": "không quá {0}",
    "range": "từ {0} đến {1}",
}
_DECIMALS = 6


def number(value: float) -> str:
    """A number as Vietnamese writes it: 1234.5 is "1.234,5", 58.0 is "58"."""
    digits = f"{round(value, _DECIMALS):,.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return digits.translate(str.maketrans(",.", ".,"))


def amount(indicator: Indicator) -> str:
    """Comparator, figure and unit of a row: "giảm 0,34 điểm %", "6/19 tiêu chí", "từ 95% trở lên"."""
    unit = indicator.unit if indicator.unit.startswith(("%", "‰")) else f" {indicator.unit}".rstrip()
    of = "" if indicator.of is None else f"/{number(indicator.of)}"
    low = f"{number(indicator.value)}{of}{unit}"
    high = f"{number(indicator.value_max or indicator.value)}{of}{unit}"
    if indicator.comparator == "range":
        low = f"{number(indicator.value)}{of}"
    words = _COMPARED[indicator.comparator].format(low, high)
    if indicator.plan is not None:
        words = f"{words} (kế hoạch {number(indicator.plan)}{unit})"
    return " ".join(filter(None, (indicator.direction, "khoảng" if indicator.approximate else "", words)))


def unsure_line(indicator: Indicator) -> str:
    """As in "đọc chưa chắc: có thể của năm 2023"; "" for a row that is sure, or that a person has looked at."""
    return unsure_words(indicator)[2:-1]


def place(identity: Identity) -> str | None:
    """The unit with its level, as staff name it: "xã Trường Xuân"; None where the document does not say."""
    if identity.place is None:
        return None
    return f"{identity.level} {identity.place}" if identity.level else identity.place


def inferred_place(identity: Identity) -> str | None:
    """The unit that was inferred where none is stated, to be shown as an inference and nothing more."""
    guess = identity.inferred.get(_place_field(identity))
    return guess.value if guess else None


def inferred_surroundings(identity: Identity) -> str | None:
    """What was inferred of the place of a document, each with its reason; None where nothing was."""
    guesses = ((field, identity.inferred[field]) for field in _PLACES if field in identity.inferred)
    return "; ".join(f"{FIELDS[field]}: {guess.value} ({guess.reason})" for field, guess in guesses) or None


_PLACES = ("commune", "district", "province")


def shown_place(identity: Identity) -> str:
    """The unit for a table: stated, else inferred and marked as such, else its level with "không ghi tên"."""
    inferred = inferred_place(identity)
    level = identity.level or ""
    unsaid = f"{inferred} (suy ra)" if inferred else "(không ghi tên)"
    return place(identity) or f"{level} {unsaid}".strip()


def shown_surroundings(identity: Identity) -> str:
    """The district and the province that the unit lies in, as far as they are stated or inferred."""
    above = ("district", "province") if identity.level in COMMUNE_LEVELS else ("province",)
    stated = {field: getattr(identity, field) for field in above}
    guessed = {field: f"{guess.value} (suy ra)" for field in above if (guess := identity.inferred.get(field))}
    return ", ".join(filter(None, (stated[field] or guessed.get(field) for field in above)))


def place_status(identity: Identity) -> Status:
    """Whether the document states its unit, or it was inferred, or neither."""
    if identity.place is not None:
        return "stated"
    return "inferred" if inferred_place(identity) else "absent"


def _place_field(identity: Identity) -> str:
    """The field that ``Identity.place`` reads."""
    if identity.level in COMMUNE_LEVELS:
        return "commune"
    return "district" if identity.level == "huyện" else "province"


def shown_date(identity: Identity) -> str:
    """The date as Vietnamese writes it: "2023-12-20" is "20/12/2023"."""
    return "/".join(reversed(identity.date.split("-"))) if identity.date else UNKNOWN


def shown_day(moment: str) -> str:
    """The day of a moment in ISO 8601, here: "2026-11-28T20:00:00+00:00" is "29/11/2026" in Hà Nội."""
    return datetime.fromisoformat(moment).astimezone().strftime("%d/%m/%Y")


def gone_line(gone: Gone | None) -> str:
    """Why a document that an answer cites is in the archive no more."""
    if gone is None:
        return "Văn bản này không còn trong kho."
    if gone.replaced_by is None:
        return f"Văn bản “{gone.name}” đã được gỡ khỏi kho ngày {shown_day(gone.at)}."
    return f"Văn bản “{gone.name}” đã được thay bằng bản mới ngày {shown_day(gone.at)}."


def shown_field(identity: Identity, field: str) -> str:
    """One field of ``FIELDS`` as told to a reader: stated, or unsaid, with an inference kept apart."""
    value = shown_date(identity) if field == "date" else str(getattr(identity, field) or UNKNOWN)
    guess = identity.inferred.get(field)
    return f"{value}; suy ra: {guess.value} ({guess.reason})" if guess else value


def judged(answer: Answer) -> bool:
    """Whether the rows were held against a condition; without one a verdict would say nothing."""
    return bool(answer.question.any_of)


def coverage_line(answer: Answer) -> str | None:
    """What an answer accounts for, in one line, unless its text says how many documents were looked at."""
    coverage = answer.coverage
    if coverage is None or f"Đã xét {coverage.documents - coverage.elsewhere} văn bản" in answer.text:
        return None
    groups = (
        (coverage.match, "đạt" if judged(answer) else "có số liệu"),
        (coverage.boundary, "giáp ranh"),
        (coverage.no_match, "không đạt"),
        (coverage.silent - coverage.written, "không nêu số liệu"),
        (coverage.written, "có ghi nhưng chưa đọc được thành số liệu"),
        (coverage.excluded, "ngoài phạm vi câu hỏi"),
    )
    told = ", ".join(f"{number(count)} {group}" for count, group in groups if count)
    others = f" và số liệu của {number(coverage.elsewhere)} đơn vị khác nêu trong đó" if coverage.elsewhere else ""
    return f"Đã xét {number(coverage.documents - coverage.elsewhere)} văn bản{others}" + (
        f": {told}." if told else "."
    )


def struck_line(answer: Answer) -> str | None:
    """Says how many statements verification took out; None where it took out none."""
    count = len(answer.struck)
    return f"Đã bỏ {count} câu không đối chiếu được với văn bản." if count else None
