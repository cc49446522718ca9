"""Stage 7: a second copy of the document on the same page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.cleaning.lines import Line, length

COPY = "bản lặp lại của văn bản"

# Two copies share at least so many different lines and characters. Among 265 official documents, with price
# lists of a thousand like rows, nothing is taken for a copy at these values.
_LINES = 5
_LENGTH = 300
_SHARE = 0.8  # of the first copy that the second repeats, and of the second that is repeated
_START = 0.2  # of the text before the second copy: the first begins no later
_NO_LETTER = re.compile(r"\W+")


def mark_copy(lines: list[Line]) -> list[Line]:
    """Marks a second copy of the document as one piece. What only the second copy says stays."""
    keys = [_NO_LETTER.sub("", line.text.casefold()) for line in lines]
    first: dict[str, int] = {}
    for index, key in enumerate(keys):
        first.setdefault(key, index)
    seen = [first[key] < index for index, key in enumerate(keys)]
    start, end = _repeated(lines, seen)
    new = length(line for line, known in zip(lines[start:end], seen[start:end], strict=True) if not known)
    if new > (1 - _SHARE) * length(lines[start:end]):
        return lines
    if not _is_copy(lines, {first[key] for key in keys[start:end]}, start):
        return lines
    while end < len(lines) and lines[end].reason and seen[end]:
        end += 1
    return [
        replace(line, reason=COPY) if start <= index < end and (seen[index] or line.reason) else line
        for index, line in enumerate(lines)
    ]


def _repeated(lines: Sequence[Line], seen: Sequence[bool]) -> tuple[int, int]:
    """The stretch with the most repeated characters, new ones counted against it (largest stretch sum)."""
    best, best_start, best_end = 0, 0, 0
    total, start = 0, 0
    for index, line in enumerate(lines):
        if total <= 0:
            total, start = 0, index
        if not line.reason:
            total += len(line.text) if seen[index] else -len(line.text)
        if total > best:
            best, best_start, best_end = total, start, index + 1
    return best_start, best_end


def _is_copy(lines: Sequence[Line], originals: Iterable[int], start: int) -> bool:
    """Whether what the stretch at ``start`` repeats is most of a document that begins at the top."""
    repeated = sorted(index for index in originals if index < start and not lines[index].reason)
    if len(repeated) < _LINES:
        return False
    shared = length(lines[index] for index in repeated)
    before = length(lines[: repeated[0]])
    document = length(lines[repeated[0] : start])
    return shared >= max(_LENGTH, _SHARE * document) and before <= _START * (before + document)
