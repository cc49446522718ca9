"""Questions to try, one of each kind that the assistant answers."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Resolution
from ui import words

_FILTER = "Xã nào đặt chỉ tiêu thu nhập bình quân đầu người trên 58 triệu đồng?"
_LOOKUP = "Chỉ tiêu giảm tỷ lệ hộ nghèo của {place} là bao nhiêu?"
_LOOKUP_ANYWHERE = "Các xã đặt chỉ tiêu giảm tỷ lệ hộ nghèo bao nhiêu?"
_TASKS = "Các văn bản nêu những giải pháp nào về bảo vệ môi trường?"
_ARCHIVE = "Trong kho có những văn bản nào?"


def sample_questions(documents: Sequence[Resolution]) -> tuple[str, ...]:
    """Four questions: over all figures, one figure of a place of the archive, passages, the archive."""
    place = next((place for document in documents if (place := words.place(document.identity))), None)
    lookup = _LOOKUP.format(place=place) if place else _LOOKUP_ANYWHERE
    return (_FILTER, lookup, _TASKS, _ARCHIVE)
