"""Which documents stand: a draft gives way to the issued text, a copy to the first of its kind.

A document that was amended stays; where the amending one gives a newer figure for the same thing, that one counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from typing import Any

from assistant.language.tables import load_table
from assistant.language.text import fold, normalise
from assistant.types import Indicator, Resolution

_OPENING = 600  # characters in which a document says that it is a draft
Key = tuple[object, ...]


@cache
def _words() -> Mapping[str, Any]:
    return load_table("assistant.ask.tallying", "standing.toml")


def not_standing(documents: Sequence[Resolution]) -> dict[str, str]:
    """Document id -> why it does not count, in Vietnamese."""
    issued = {_key(document) for document in documents if not is_draft(document)}
    reasons: dict[str, str] = {}
    first: dict[bytes, Resolution] = {}
    for document in documents:
        kept = first.setdefault(_print(document), document)
        if kept is not document:
            reasons[document.document_id] = f"trùng nội dung với tệp {kept.name}"
        elif is_draft(document) and _key(document) in issued and document.identity.place is not None:
            reasons[document.document_id] = "dự thảo; kho đã có bản ban hành"
    return reasons


def _print(document: Resolution) -> bytes:
    """The same for two files of the same words, whatever their layout."""
    letters = "".join(filter(str.isalnum, fold(document.text)))
    return blake2b(letters.encode()).digest()


def is_draft(document: Resolution) -> bool:
    """Whether a document calls itself a draft at its head or in its file name."""
    words = _words()["draft"]
    head = normalise(document.text[:_OPENING])
    return any(word in head for word in words["words"]) or any(word in fold(document.name) for word in words["names"])


def is_amending(document: Resolution) -> bool:
    """Whether a document changes targets that another one set."""
    title = normalise(document.identity.title)
    return any(word in title for word in _words()["amending"]["words"])


def _key(document: Resolution) -> Key:
    identity = document.identity
    years = (identity.result_year, identity.target_year)
    return (identity.family, identity.kind, identity.level, identity.place, identity.district, *years)


def replaced_rows(rows: Iterable[Indicator], documents: Mapping[str, Resolution]) -> dict[str, str]:
    """Row id -> id of the amending document that gives a newer figure of the same unit, year and indicator."""
    amending = {key for key, document in documents.items() if is_amending(document)}
    if not amending:
        return {}
    kept = list(rows)
    newer = {_figure(row, documents): row.document_id for row in kept if row.document_id in amending}
    return {
        row.row_id: newer[figure]
        for row in kept
        if row.document_id not in amending and (figure := _figure(row, documents)) in newer
    }


def _figure(row: Indicator, documents: Mapping[str, Resolution]) -> Key:
    identity = documents[row.document_id].identity
    unit = (identity.level, identity.place or row.document_id, identity.district)
    return (*unit, row.indicator or row.label, row.kind, row.measure, row.year, row.scope, row.sub_of, row.rank)
