"""Earlier figures of this machine, one run a line, so that a run shows what became slower."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from eval.bench.figure import Figure
from eval.jsonl import Field, Line, field_defects, read_lines

_FIELDS = (
    Field("machine", lambda value: isinstance(value, dict), "lấy lại tệp từ lịch sử, hoặc xóa dòng này"),
    Field("figures", lambda value: isinstance(value, dict), "lấy lại tệp từ lịch sử, hoặc xóa dòng này"),
)
# What tells machines apart; load and versions change from run to run.
_SAME = ("processor", "cores", "system")


def last_figures(path: Path, *, host: Mapping[str, object]) -> dict[str, float]:
    """The last value of each figure that was taken on a machine like ``host``; none without a history.

    Raises ``InvalidFile`` where the file is no history.
    """
    if not path.exists():
        return {}
    found: dict[str, float] = {}
    for line in read_lines(path, defects=_defects):
        if all(line.value["machine"].get(name) == host.get(name) for name in _SAME):
            found.update(line.value["figures"])
    return found


def _defects(lines: Sequence[Line]) -> list[str]:
    return [defect for line in lines for defect in field_defects(line, fields=_FIELDS)]


def keep_figures(figures: Sequence[Figure], *, path: Path, host: Mapping[str, object]) -> None:
    """Adds a run to the history."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": dict(host),
        "figures": {one.name: round(one.value, 4) for one in figures},
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
