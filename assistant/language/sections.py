"""A place in a document in words: the contract's ``II > 2 > a`` is "mục II.2.a"."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Below an article stand clauses, and points below these: Nghị định 78/2025/NĐ-CP, appendix I.
_ARTICLE = re.compile(r"Điều\s", re.IGNORECASE)
_CLAUSE, _POINT = re.compile(r"\d+"), re.compile(r"[a-zđ]", re.IGNORECASE)
_NAMED = re.compile(r"[^\W\d]{2,}\s")  # "Phần thứ hai", "Chương I": says itself what it is


def section_place(label: str) -> str:
    """The place as a sentence tells it: "mục II.2.a", "Phần thứ hai, mục 2"; "" for no section."""
    return ", ".join(_told(_parts(label)))


def section_number(label: str) -> str:
    """The place as a number before a heading or in a column: "II.2.a", "Điều 2, khoản 1"; "" for no section."""
    return section_place(label).removeprefix("mục ")


def _parts(label: str) -> list[str]:
    return [stripped for part in label.split(">") if (stripped := part.strip(" :."))]


def _told(parts: list[str]) -> Iterator[str]:
    bare: list[str] = []
    above = ""  # the article, or the clause of one, that the next part may lie in
    for part in parts:
        if _NAMED.match(part):
            yield from _counted(bare)
            bare, above = [], "Điều" if _ARTICLE.match(part) else ""
            yield part
        elif above == "Điều" and _CLAUSE.fullmatch(part):
            above = "khoản"
            yield f"khoản {part}"
        elif above and _POINT.fullmatch(part):
            above = ""
            yield f"điểm {part}"
        else:
            above = ""
            bare.append(part)
    yield from _counted(bare)


def _counted(bare: list[str]) -> Iterator[str]:
    if bare:
        yield f"mục {'.'.join(bare)}"
