"""What a person must look at in a manuscript, beyond what the checks find in any document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from assistant.drafting.figures import show_bound
from assistant.drafting.once import happened_once, one_off_reason
from assistant.drafting.vocabulary import BLANK, Years
from assistant.types import Change, Doubt, DraftFinding, DraftParagraph, HeadingBlock, IndicatorRow, Manuscript

_CLAUSE = 80  # characters of a clause that a message shows
_OPENING = 50
_QUOTE = 120  # characters of a paragraph that a finding shows


def told_of(paragraph: DraftParagraph, doubts: Sequence[Doubt], years: Years) -> Iterator[DraftFinding]:
    """What of a paragraph that was moved on is doubted, was replaced or blanked, ends with its year, or assesses."""
    told = partial(DraftFinding, quote=paragraph.text[:_QUOTE], paragraph=paragraph.key)
    for doubt in doubts:
        message = doubt.reason[:1].upper() + doubt.reason[1:]
        yield told("doubt", doubt.severity, message, "Xác nhận, hoặc sửa đoạn này.")
    for change in paragraph.changes:
        if change.kind == "body":
            yield told("body", "warning", f"{change.reason}.", "Xác nhận cách thay này.")
        elif _is_blank(change):
            yield told("blank", "blank", f"Để trống: {change.reason}.", "Điền vào chỗ “.....”, hoặc bỏ.")
    yield from _told_once(paragraph, years, told)
    if paragraph.nature == "assessment":
        message = (
            f"Đoạn “{_opening(paragraph.text)}” lấy lời đánh giá của năm {years.result}; "
            f"năm {years.to - 1} có đúng như vậy không?"
        )
        yield told("assessment", "warning", message, "Xác nhận từng ý, hoặc viết lại đoạn này.")


def _opening(text: str) -> str:
    """The first words of a paragraph, by which a reader knows it."""
    plain = text.strip(" -–+*•")
    return plain if len(plain) <= _OPENING else f"{plain[:_OPENING].rsplit(' ', 1)[0]}…"


def _told_once(paragraph: DraftParagraph, years: Years, told: Callable[..., DraftFinding]) -> Iterator[DraftFinding]:
    """What happened once keeps its year, and a person decides whether the draft still tells of it."""
    said = paragraph.source.quote
    once = () if paragraph.depth else tuple(happened_once(said, role=paragraph.role))
    for one in once:
        clause = said[one.start : one.end].strip(" -–+*•;.")[:_CLAUSE]
        message = f"Việc một lần của năm trước, giữ nguyên năm ({one.reason}): “{clause}”."
        yield told("one_off", "warning", message, f"Bỏ, hoặc viết lại nếu năm {years.to} vẫn cần nêu.")
    reason = one_off_reason(said)
    if paragraph.nature == "one_off" and not once and reason is not None:
        message = f"Có thể là việc một lần ({reason}); còn hiệu lực trong năm {years.to}?"
        yield told("one_off", "warning", message, "Giữ, sửa, hoặc bỏ đoạn này.")


def _is_blank(change: Change) -> bool:
    return change.kind in ("date", "citation", "name") and not change.sure and BLANK in change.text


def missing(manuscript: Manuscript) -> Iterator[DraftFinding]:
    """The results and targets that nobody has given yet, one finding each."""
    for row in manuscript.rows:
        key = row.key.partition(".")[0]
        if row.result is None and (row.last is not None or row.group == "results"):
            message = f"Chưa có kết quả năm {manuscript.last_year}: {_named(row)}."
            remedy = "Nhập kết quả, hoặc để “.....” và hỏi bộ phận phụ trách."
            yield DraftFinding("missing_result", "blank", message, remedy, "", key)
        if row.target is None and row.last is not None:
            message = f"Chưa có chỉ tiêu năm {manuscript.request.year}: {_named(row)}."
            yield DraftFinding("missing_target", "blank", message, _offer(row), "", key)


def _named(row: IndicatorRow) -> str:
    unit = f" ({row.unit})" if row.unit else ""
    return f"{row.number}. {row.label}{unit}" if row.number.isdigit() else f"{row.label}{unit}"


def _offer(row: IndicatorRow) -> str:
    if row.suggestion is None:
        return "Nhập chỉ tiêu."
    offered = show_bound(row.suggestion.figure, row.comparator)
    return f"Nhập chỉ tiêu, hoặc nhận gợi ý {offered} ({row.suggestion.reason})."


def inferred(block: HeadingBlock) -> Iterator[DraftFinding]:
    """The names of the heading block that were inferred."""
    for note in block.notes:
        yield DraftFinding("heading", "warning", note, "Xác nhận tên này ở phần mở đầu văn bản.")
