"""Check 10: heading block and end: number, place and date, authority, recipients; no body of the past."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from assistant.drafting.checked import Checked, finding
from assistant.drafting.regime import find_gone
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import DraftFinding


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_table("assistant.drafting.checks", "checks.toml")["heading"]
    return table


def check_heading(checked: Checked) -> Iterator[DraftFinding]:
    """An error for each part of the block that is missing or of the wrong form."""
    lines = [" ".join(part.split()) for line in checked.raw_lines() for part in line.replace("|", "\n").split("\n")]
    lines = [line.strip("*# ") for line in lines if line.strip("*# ")]
    head, family = lines[: _table()["lines"]], checked.identity.family
    is_party = family not in ("HĐND", "UBND")
    yield from _number(head, is_party=is_party)
    yield from _place_date(lines)
    yield from _authority(lines, is_party=is_party, family=family)
    yield from _recipients(lines)
    yield from _bodies(head, year=checked.for_year)


def _error(message: str, remedy: str, quote: str = "") -> DraftFinding:
    return finding("heading", "error", message, remedy, quote)


def _number(head: Sequence[str], *, is_party: bool) -> Iterator[DraftFinding]:
    form = _table()["party_number" if is_party else "state_number"]
    shown = "Số 12-NQ/ĐU" if is_party else "Số: 12/NQ-HĐND"
    said = next((line for line in head if re.match(_table()["number_line"], normalise(line))), None)
    if said is None:
        yield _error("Không thấy số và ký hiệu văn bản.", f"Ghi như “{shown}”.")
    elif re.match(form, normalise(said)) is None:
        yield _error(f"Số, ký hiệu “{said}” không đúng dạng.", f"Ghi như “{shown}”.", said)


def _place_date(lines: Sequence[str]) -> Iterator[DraftFinding]:
    if not any(re.match(_table()["place_date"], normalise(line)) for line in lines):
        yield _error("Không thấy dòng địa danh, ngày, tháng, năm.", "Ghi như “Tên xã, ngày 05 tháng 01 năm 2024”.")


def _authority(lines: Sequence[str], *, is_party: bool, family: str) -> Iterator[DraftFinding]:
    at = next((i for i in reversed(range(len(lines))) if _is_authority(lines[i])), None)
    if at is None:
        if is_party or family == "UBND":
            wanted = "T/M BAN CHẤP HÀNH" if is_party else "TM. ỦY BAN NHÂN DÂN"
            yield _error("Không thấy thể thức ký thay mặt.", f"Ghi “{wanted}”.")
        return
    said = lines[at]
    slash = re.match(_table()["party_authority"], normalise(said)) is not None
    if slash != is_party:
        wanted = "T/M (văn bản của Đảng)" if is_party else "TM. (văn bản hành chính)"
        yield _error(f"“{said}” không đúng hệ văn bản.", f"Dùng {wanted}.", said)
    titles = _table()["party_titles" if is_party else "council_titles"]
    following = [normalise(line) for line in lines[at + 1 : at + 3]]
    if following and not any(line.startswith(tuple(titles)) for line in following):
        told = f"Chức vụ ký không hợp với cơ quan ban hành: “{lines[at + 1]}”."
        yield _error(told, f"Ghi {titles[0].upper()}.", said)


def _is_authority(line: str) -> bool:
    return re.match(_table()["any_authority"], normalise(line)) is not None


def _recipients(lines: Sequence[str]) -> Iterator[DraftFinding]:
    at = next((i for i, line in enumerate(lines) if normalise(line).startswith(_table()["recipients"])), None)
    if at is None:
        yield _error("Không có “Nơi nhận”.", "Thêm nơi nhận, dòng cuối là Lưu.")
    elif not any(re.search(_table()["filed"], normalise(line)) for line in lines[at:]):
        yield _error("Nơi nhận không có dòng Lưu.", "Thêm “- Lưu …” ở cuối.", lines[at])


def _bodies(head: Sequence[str], *, year: int | None) -> Iterator[DraftFinding]:
    for line in filter(str.isupper, head):  # the issuer and the one above; a basis may name whom it likes
        for row, start, end in find_gone(line, year=year or 0):
            yield _error(f"“{line[start:end]}”: {row.since}.", f"Thay bằng {row.text}.", line)
