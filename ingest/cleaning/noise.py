"""Stage 6: what a web page puts around a document; ``clean.toml`` tells how it is recognised."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.cleaning.lines import Line
from ingest.cleaning.tables import TABLES, any_of

_LONGEST = 300  # characters; a longer line is no noise
_NEWS_TITLE = 200  # characters; a longer line in a news box is no title any more
_NEWS_LINES = 60


@dataclass(frozen=True, slots=True)
class _Noise:
    """One kind of noise; a pattern that the table does not give matches nothing."""

    reason: str
    lines: re.Pattern[str]
    opens: re.Pattern[str]
    inside: re.Pattern[str]
    until: re.Pattern[str] | None


def _noise(entry: Mapping[str, Any]) -> _Noise:
    return _Noise(
        reason=entry["reason"],
        lines=any_of(entry.get("lines", ())),
        opens=any_of(entry.get("opens", ())),
        inside=any_of(entry.get("inside", ())),
        until=any_of(entry["until"]) if "until" in entry else None,
    )


_NOISES = [_noise(entry) for entry in TABLES["noise"]]
_ANY = any_of(pattern.pattern for noise in _NOISES for pattern in (noise.lines, noise.opens))


def mark_noise(lines: Sequence[Line]) -> list[Line]:
    """Marks single lines and whole boxes: counters, posting lines, contacts, menus, related news."""
    marked: list[Line] = []
    while len(marked) < len(lines):
        start = len(marked)
        reason, end = _noise_at(lines, start)
        marked += (replace(line, reason=reason) if reason else line for line in lines[start:end])
    return marked


def _noise_at(lines: Sequence[Line], start: int) -> tuple[str, int]:
    """The reason for which the line at ``start`` is noise, "" where it is none, and where the noise ends."""
    text = _bare(lines[start])
    if lines[start].reason or len(text) > _LONGEST or not _ANY.match(text):
        return "", start + 1
    for noise in _NOISES:
        if noise.opens.match(text) and (end := _box_end(noise, lines, start + 1)) > start + 1:
            return noise.reason, end
    for noise in _NOISES:
        if noise.lines.match(text):
            return noise.reason, start + 1
    return "", start + 1


def _box_end(noise: _Noise, lines: Sequence[Line], start: int) -> int:
    """Where the box ends whose first line stands above ``start``."""
    end = start
    if noise.until is None:
        while end < len(lines) and noise.inside.match(_bare(lines[end])):
            end += 1
        return end
    while end < min(len(lines), start + _NEWS_LINES):
        if len(lines[end].text) > _NEWS_TITLE or noise.until.match(lines[end].text):
            break
        end += 1
    return end


def _bare(line: Line) -> str:
    """The text of a line; of a row of a layout table without its bars."""
    return line.text.strip("| ")
