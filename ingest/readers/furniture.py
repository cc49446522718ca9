"""What pages repeat at their edges: running heads, which stand once, and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.types import Remark
from ingest.readers.layout import Item, Line

_EDGE = 2  # lines at each edge of a page that may be furniture
_SHARE = 0.6  # of the pages on which it stands
_FEWEST = 2  # pages
_GRAIN = 8.0  # points within which it stands at one height
_NUMBER = re.compile(r"(\D{0,30}?)(\d{1,4})(\s?/\s?\d{1,4})?(\D{0,10})")

Key = tuple[str, int]


def without_furniture(pages: Sequence[Sequence[Item]]) -> tuple[list[list[Item]], list[Remark]]:
    """The pages without their numbers and without the running heads that an earlier page shows; what went."""
    counts = Counter(key for at, page in enumerate(pages) for key in {key for _, key in _edges(page, at)})
    least = max(_FEWEST, _SHARE * len(pages))
    kept: list[list[Item]] = []
    repeated: dict[str, int] = {}
    numbers: list[str] = []
    shown: set[Key] = set()
    for at, page in enumerate(pages):
        gone: set[int] = set()
        for index, key in _edges(page, at):
            text, _ = key
            line = page[index]
            if counts[key] < least or not isinstance(line, Line) or index in gone:
                continue
            if "\0" in text:
                gone.add(index)
                numbers.append(line.text.strip())
            elif key in shown:
                gone.add(index)
                repeated[line.text.strip()] = repeated.get(line.text.strip(), 0) + 1
            shown.add(key)
        kept.append([item for index, item in enumerate(page) if index not in gone])
    remarks = [
        Remark("tiêu đề lặp lại", "dropped", f"lặp lại trên {count + 1} trang, giữ lần đầu", text)
        for text, count in repeated.items()
    ]
    if numbers:
        remarks.append(Remark("số trang", "dropped", "đánh số trang", ", ".join(numbers)))
    return kept, remarks


def _edges(page: Sequence[Item], at: int) -> Iterator[tuple[int, Key]]:
    """The lines at the edges of a page, each by its text and height, also with its number as a sign."""
    for index in sorted({*range(min(_EDGE, len(page))), *range(max(0, len(page) - _EDGE), len(page))}):
        line = page[index]
        if isinstance(line, Line):
            text, height = line.text.strip(), round(line.top / _GRAIN)
            yield index, (text, height)
            if found := _NUMBER.fullmatch(text):
                before, number, of, after = found.groups()
                yield index, (f"{before}\0{int(number) - at}{of or ''}{after}", height)
