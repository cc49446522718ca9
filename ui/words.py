"""Codes and numbers in the words of office staff: ``>= 58.0`` is "từ 58 trở lên", a boundary "giáp ranh"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.composing.wording import unsure_words
from assistant.ask.understanding.reading import indicator_name
from assistant.language.sections import section_place
from assistant.ledger.gone import day_of
from assistant.ledger.placed import inferred_unit
from assistant.types import (
    COMMUNE_LEVELS,
    Answer,
    AnswerRow,
    Citation,
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
    "proposed": "mô hình đề nghị",
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


def bare_amount(indicator: Indicator) -> str:
    """An amount whose unit stands elsewhere, with its bound: "trên 70", "từ 60 đến 61"; no figure between."""
    return amount(replace(indicator, unit="", plan=None))


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
    return inferred_unit(identity)


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
        return "corrected" if identity.status.get(_place_field(identity)) == "corrected" else "stated"
    return "inferred" if inferred_place(identity) else "absent"


def _place_field(identity: Identity) -> str:
    """The field that ``Identity.place`` reads."""
    if identity.level in COMMUNE_LEVELS:
        return "commune"
    return "district" if identity.level == "huyện" else "province"


def shown_date(identity: Identity) -> str:
    """The date as Vietnamese writes it: "2023-12-20" is "20/12/2023"."""
    return "/".join(reversed(identity.date.split("-"))) if identity.date else UNKNOWN


def one_indicator(rows: Sequence[AnswerRow]) -> str:
    """What rows of one indicator are of, with the unit: "Thu nhập bình quân đầu người (triệu đồng/người/năm)"."""
    row = next(row.indicator for row in rows if row.indicator is not None)
    name = indicator_name(row.indicator) if row.indicator else " ".join(row.label.split())
    return f"{name} ({row.unit})" if row.unit else name


def source_line(identity: Identity, citation: Citation) -> str:
    """A source as a list of sources ends a letter: document, number, issuer, date, section."""
    title = " ".join(citation.title.split())
    dated = f"ngày {shown_date(identity)}" if identity.date else ""
    section = section_place(citation.section)
    named = " ".join(filter(None, (identity.kind if identity.number else "", identity.number)))
    parts = (named[:1].upper() + named[1:], title, identity.issuer or place(identity) or "", dated, section)
    return ", ".join(part for part in parts if part) or citation.document


def cited_line(citation: Citation) -> str:
    """A source where there is no link to follow: title, issuer, section, and the file to look it up in."""
    title = " ".join(citation.title.split())
    section = section_place(citation.section)
    said = ", ".join(filter(None, (title, citation.issuer or "", section) if title else ()))
    return f"{said} (tệp {citation.document})" if said else ", ".join(filter(None, (citation.document, section)))


def gone_line(gone: Gone | None) -> str:
    """Why a document that an answer cites is in the archive no more."""
    if gone is None:
        return "Văn bản này không còn trong kho."
    if gone.replaced_by is None:
        return f"Văn bản “{gone.name}” đã được gỡ khỏi kho ngày {day_of(gone.at)}."
    return f"Văn bản “{gone.name}” đã được thay bằng bản mới ngày {day_of(gone.at)}."


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
    quoted = not answer.rows and coverage.match > 0
    groups = (
        (coverage.match, "được trích" if quoted else "đạt" if judged(answer) else "có số liệu"),
        (coverage.boundary, "giáp ranh"),
        (coverage.no_match, "không đạt"),
        (coverage.silent - coverage.written, "không được trích" if quoted else "không nêu số liệu"),
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


def document_title(identity: Identity) -> str | None:
    """The document as staff call it: "57-NQ/ĐU · xã Thanh Lương · 2024"; None where it says nothing of itself."""
    kind = "" if identity.kind == "khác" else identity.kind
    what = identity.number or f"{kind[:1].upper()}{kind[1:]}"
    guess = inferred_place(identity)
    where = place(identity) or (f"{identity.level or ''} {guess}".strip() if guess else identity.issuer)
    year = identity.target_year or identity.result_year or (identity.date or "")[:4]
    return " · ".join(filter(None, (what, where, str(year)))) or None


_STATUSES: dict[Status, str] = {
    "stated": "văn bản ghi",
    "inferred": "suy ra",
    "absent": UNKNOWN,
    "corrected": "người sửa",
}


def field_status(identity: Identity, field: str) -> str:
    """How a field of ``FIELDS`` is known: the document states it, it was inferred, or a person said it."""
    known = getattr(identity, field) or field in identity.inferred
    return _STATUSES[identity.status.get(field, "stated" if known else "absent")]


def receipt_line(*, dropped: int, unread: int, rows: int, not_rows: int) -> str:
    """A receipt in a sentence: "Đọc đủ; 12 dòng số liệu, 2 con số chưa thành dòng; đã lược 3 đoạn thừa."."""
    parts = (
        f"chưa đọc được {unread} phần của tệp" if unread else "đọc đủ tệp",
        f"{number(rows)} dòng số liệu" if rows else "không có dòng số liệu nào",
        f"{number(not_rows)} con số chưa thành dòng" if not_rows else "",
        f"đã lược {number(dropped)} đoạn thừa" if dropped else "",
    )
    told = "; ".join(filter(None, parts))
    return f"{told[:1].upper()}{told[1:]}."
