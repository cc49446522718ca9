"""The receipt of a Word file: what of it was read, what was dropped, what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.types import Remark

PARAGRAPHS, TABLES, BOXES = "đoạn văn", "bảng", "khung chữ"
FOOTNOTES, ENDNOTES = "chú thích cuối trang", "chú thích cuối văn bản"
PICTURES = "hình ảnh"
_READ = (PARAGRAPHS, TABLES, BOXES, FOOTNOTES, ENDNOTES)
_IN_PICTURES = "chữ trong hình không đọc được; nếu hình có số liệu, hãy gõ lại thành chữ hoặc bảng rồi nạp"
_LONGEST = 2_000  # characters of what is quoted; the rest stands in the file


@dataclass(slots=True)
class Told:
    """What is noted down while a file is read."""

    counts: Counter[str] = field(default_factory=Counter)
    pages: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def read(self, part: str) -> None:
        """A part was read whole."""
        self.remarks.append(Remark(part, "read"))

    def dropped(self, part: str, reason: str, text: str) -> None:
        """A part was dropped; without words or digits it is no part."""
        if any(map(str.isalnum, text)):
            self.remarks.append(Remark(part, "dropped", reason, text[:_LONGEST]))

    def unread(self, part: str, reason: str, text: str = "") -> None:
        """A part could not be read."""
        self.remarks.append(Remark(part, "unread", reason, text[:_LONGEST]))

    def receipt(self) -> tuple[Remark, ...]:
        """All of it, what was read first."""
        return tuple(self._receipt())

    def _receipt(self) -> Iterator[Remark]:
        yield from (Remark(f"{part}: {self.counts[part]}", "read") for part in _READ if self.counts[part])
        for fate in ("read", "dropped", "unread"):
            yield from (remark for remark in dict.fromkeys(self.remarks) if remark.fate == fate)
            if fate == "dropped" and self.pages:
                yield Remark("số trang", fate, "số trang không phải lời văn", ", ".join(self.pages)[:_LONGEST])
        if self.counts[PICTURES]:
            yield Remark(f"{PICTURES}: {self.counts[PICTURES]}", "unread", _IN_PICTURES)
