"""Check 8: ranks are spelled as the list has them, and the best one goes to no more than a fifth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from assistant.drafting.checked import Checked, around, finding
from assistant.language.tables import load_table
from assistant.language.text import normalise
from assistant.types import DraftFinding

_QUOTED = re.compile(
    r"(?:xếp loại|xếp|loại|đạt|chính quyền|đoàn thể|đảng bộ)[^“\".;\n]{0,30}[“\"]\s*(?P<rank>[^”\"\n]{3,40}?)\s*[”\"]"
)
_RANKED = r"(?:chi bộ|đảng viên|tổ chức cơ sở đảng)"
_BEST = r"(?:hoàn thành xuất sắc nhiệm vụ|htxsnv)"
_SHARE = r"\d+(?:,\d+)?"
_EXCELLENT = re.compile(
    rf"{_RANKED}[^;.\n]{{0,60}}?{_BEST}[^;.\n\d]{{0,30}}?(?P<share>{_SHARE})\s*%"
    rf"|(?P<first>{_SHARE})\s*%\s*(?:số\s+)?{_RANKED}[^;.\n]{{0,40}}?{_BEST}"
)


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_table("assistant.drafting.checks", "checks.toml")["ranks"]
    return table


def check_ranks(checked: Checked) -> Iterator[DraftFinding]:
    """A warning for each misspelt or unknown rank, and for a share of the best one above the office's limit."""
    known = frozenset(_table()["known"])
    for line in checked.lines():
        lowered = normalise(line.text)
        for match in re.finditer(_table()["misspelt"], lowered):
            said = line.text[match.start() : match.end()]
            quote = around(line.text, *match.span())
            yield finding("ranks", "warning", f"“{said}” viết sai.", "Viết “xuất sắc”, “HTXSNV”.", quote)
        for match in _QUOTED.finditer(lowered):
            rank = " ".join(match["rank"].split())
            if "nhiệm vụ" in rank and rank not in known:
                quote = around(line.text, *match.span())
                told = f"“{rank}” không có trong danh mục xếp loại."
                yield finding("ranks", "warning", told, "Ghi đúng tên hạng.", quote)
        for match in _EXCELLENT.finditer(lowered):
            share = float((match["share"] or match["first"]).replace(",", "."))
            if share > _table()["most_excellent"]:
                most = _table()["most_excellent"]
                told = f"Hoàn thành xuất sắc nhiệm vụ {share:g}%, quá mức {most:g}% thường được quy định."
                quote = around(line.text, *match.span())
                yield finding("ranks", "warning", told, "Đối chiếu quy định của cơ quan.", quote)
