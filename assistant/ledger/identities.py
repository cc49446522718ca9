"""What people said of what a document is, put in the place of what was read.

As a correction of a row does, it stands beside the document, and is put in its place again whenever the file is read
anew. What was inferred of a corrected field is forgotten, also where it is said that nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.errors import InvalidCorrection
from assistant.types import DOCUMENT_KINDS, LEVELS, Identity, Status

Value = str | int | None

CORRECTABLE = (
    *("kind", "number", "issuer", "level", "commune", "district", "province"),
    *("date", "result_year", "target_year", "title"),
)
_LONGEST = 300  # characters of a field
_DATE = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")
_YEARS = range(1945, 2101)


def changes_of(typed: Mapping[str, str]) -> dict[str, Value]:
    """The fields as a person typed them: "12/3/2024", "xã", "" for what is not known.

    Raises ``InvalidCorrection`` with every field that cannot be used.
    """
    values: dict[str, Value] = {}
    defects: list[str] = []
    for field, said in typed.items():
        try:
            values[field] = _READ[field](" ".join(said.split()))
        except KeyError:
            defects.append(f"“{field}” không phải thông tin sửa được (các trường: {', '.join(CORRECTABLE)})")
        except ValueError as error:
            defects.append(str(error))
    if defects:
        raise InvalidCorrection(f"Thông tin sửa không dùng được: {'; '.join(defects)}.")
    return values


def corrected(identity: Identity, changes: Mapping[str, Value]) -> Identity:
    """``identity`` with ``changes`` in the place of what was read, their status "corrected"."""
    values: dict[str, Any] = dict(changes)
    said: dict[str, Status] = dict.fromkeys(changes, "corrected")
    status = {**identity.status, **said}
    inferred = {field: guess for field, guess in identity.inferred.items() if field not in changes}
    return replace(identity, **values, status=status, inferred=inferred)


def _text(said: str) -> str | None:
    if len(said) > _LONGEST:
        raise ValueError(f"“{said[:40]}…” dài quá {_LONGEST} ký tự")
    return said or None


def _title(said: str) -> str:
    return _text(said) or ""


def _one_of(known: tuple[str, ...], what: str, *, may_lack: bool) -> Callable[[str], str | None]:
    def read(said: str) -> str | None:
        if not said and may_lack:
            return None
        if said.lower() not in known:
            raise ValueError(f"{what} “{said}”: ghi một trong {', '.join(known)}")
        return said.lower()

    return read


def _date(said: str) -> str | None:
    if not said:
        return None
    found = _DATE.fullmatch(said)
    day, month, year = ("0", "0", "0") if found is None else found.group(*((1, 2, 3) if found[3] else (6, 5, 4)))
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise ValueError(f"ngày “{said}”: ghi như 20/12/2024") from None


def _year(said: str) -> int | None:
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and int(said) in _YEARS):
        raise ValueError(f"năm “{said}”: ghi bốn chữ số, ví dụ 2025")
    return int(said)


_READ: Mapping[str, Callable[[str], Value]] = {
    "kind": _one_of(DOCUMENT_KINDS, "loại văn bản", may_lack=False),
    "level": _one_of(LEVELS, "cấp", may_lack=True),
    "date": _date,
    "result_year": _year,
    "target_year": _year,
    "title": _title,
    **dict.fromkeys(("number", "issuer", "commune", "district", "province"), _text),
}
