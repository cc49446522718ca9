"""Where a document's unit lies: the district and the province that it states, or what speaks for one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.language.text import fold
from assistant.types import Resolution, Span

Field = Literal["district", "province"]
FIELD_WORDS: dict[Field, str] = {"district": "huyện", "province": "tỉnh"}
# Which of them a question asks for: "thuộc tỉnh nào"; a city may be either.
_ASKED: dict[str, tuple[Field, ...]] = {
    r"(?:huyen|quan|thi xa)(?: hay tinh)? (?:nao|gi)": ("district",),
    r"tinh(?: thanh)?(?: pho)? (?:nao|gi)": ("province",),
    r"thanh pho (?:nao|gi)": ("district", "province"),
}
_MAX_QUOTE = 240  # characters of a line that is quoted


@dataclass(frozen=True, slots=True)
class Located:
    """A unit above a document's own; ``reason`` where the document does not state it and it is inferred."""

    field: Field
    name: str
    spans: tuple[Span, ...] = ()
    reason: str = ""

    @property
    def words(self) -> str:
        """What the unit above is: a province may be a city."""
        is_city = any(re.search(r"(?<!\w)(?:thanh pho|tp)(?!\w)", fold(span.quote)) for span in self.spans)
        return "thành phố" if is_city and self.field == "province" else FIELD_WORDS[self.field]


def asked_fields(text: str) -> tuple[Field, ...]:
    """Whether a question asks for the district, the province, or both."""
    said = fold(text)
    found = {
        field for words, fields in _ASKED.items() if re.search(rf"(?<!\w){words}(?!\w)", said) for field in fields
    }
    return tuple(field for field in FIELD_WORDS if field in found or not found)


def located(document: Resolution, field: Field) -> Located | None:
    """The district or province, stated or inferred on reading."""
    identity = document.identity
    stated = identity.district if field == "district" else identity.province
    if stated is not None and (span := _where_named(document, stated)) is not None:
        return Located(field, stated, (span,))
    if (guess := identity.inferred.get(field)) is not None:
        return Located(field, guess.value, (), guess.reason)
    return None


def _where_named(document: Resolution, name: str) -> Span | None:
    """The line that names a unit, best behind its level word."""
    said, key = fold(document.text), fold(name)
    levels = r"(?:tinh|huyen|quan|thi xa|thanh pho|tp\.?|tinh uy|huyen uy|thanh uy)"
    for pattern in (rf"(?<!\w){levels}\s+{re.escape(key)}(?!\w)", rf"(?<!\w){re.escape(key)}(?!\w)"):
        if (match := re.search(pattern, said)) is not None:
            return _line_at(document, *match.span())
    return None


def _line_at(document: Resolution, start: int, end: int) -> Span:
    """The line around a stretch, or the clause of it where the line is long."""
    text = document.text
    first, last = text.rfind("\n", 0, start) + 1, (text + "\n").index("\n", end)
    if last - first > _MAX_QUOTE:
        marks = [match.end() for match in re.finditer(r"[.;:](?=\s)", text[first:start])]
        first += marks[-1] if marks else 0
        stop = re.search(r"[.;](?=\s)", text[end:last])
        last = min(end + stop.end() if stop else last, max(end, first + _MAX_QUOTE))
    quote = text[first:last]
    first += len(quote) - len(quote.lstrip())
    quote = quote.strip()
    return Span(document.document_id, "", first, first + len(quote), quote)


def in_province(documents: Sequence[Resolution], name: str) -> list[tuple[Resolution, Located]]:
    """The documents that do not state their province but whose text speaks for this one."""
    told = ((document, located(document, "province")) for document in documents if document.identity.province is None)
    return [(document, each) for document, each in told if each is not None and fold(each.name) == fold(name)]
