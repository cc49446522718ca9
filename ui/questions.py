"""Questions to try, made from what the archive holds."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Resolution
from ui import words

_FILTER = "Xã nào đặt chỉ tiêu thu nhập bình quân đầu người trên 58 triệu đồng?"
_LOOKUP = "Chỉ tiêu giảm tỷ lệ hộ nghèo của {place} là bao nhiêu?"
_LOOKUP_ANY = "Các xã đặt chỉ tiêu giảm tỷ lệ hộ nghèo bao nhiêu?"
_TASKS = "{place} đề ra những giải pháp nào về cải cách hành chính?"
_TASKS_ANY = "Các văn bản đề ra những giải pháp nào về cải cách hành chính?"
_ARCHIVE = "Trong kho có những văn bản nào?"


def sample_questions(documents: Sequence[Resolution]) -> tuple[str, ...]:
    """Four questions: over all figures, one figure, a passage, the archive; with its own places."""
    places = [place for document in documents if (place := words.place(document.identity))]
    lookup = _LOOKUP.format(place=places[0]) if places else _LOOKUP_ANY
    tasks = _TASKS.format(place=_capital(places[-1])) if places else _TASKS_ANY
    return (_FILTER, lookup, tasks, _ARCHIVE)


def _capital(words_: str) -> str:
    return words_[:1].upper() + words_[1:]
