"""Documents that are one resolution in several files: copies, a draft and the issued text, a scan and a Word file.

1. The same letters are a copy of the first.
2. A draft gives way to the issued text of the same unit, kind and years.
3. Of the same unit, kind and years, or of one number and date, texts that share most of their runs of three syllables
   and of their numbers are one; the best text of them leads. Communes copy each other's words, so that words alone
   make no two documents one; and a text that amends another is another, however much of it repeats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from assistant.language.tables import load_table
from assistant.language.text import fold, letters, normalise
from assistant.types import Resolution

_OPENING = 600  # characters in which a document says that it is a draft
_RUN = 3  # syllables: of a scan of which one syllable in twenty is misread, 0.86 of its runs are left
# Measured on 366 real documents: with one syllable in twenty misread, two texts share 0.68 of the runs of both or
# more (0.77 at the median); two documents of one unit, kind and years share 0.60 at most.
_ALIKE = 0.65
_SAME_FIGURES = 0.6  # share of the numbers of both that are in both
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """A document that another one leads: ``lead`` is that one's id, ``reason`` is in Vietnamese.

    A draft is a document of its own that does not count; what is no draft is the same document once more.
    """

    lead: str
    reason: str
    is_draft: bool = False


def twins(documents: Sequence[Resolution]) -> dict[str, Twin]:
    """Document id -> the document that stands for it; those that stand for themselves are left out."""
    found: dict[str, Twin] = {}
    first: dict[bytes, Resolution] = {}
    for document in documents:  # 1
        kept = first.setdefault(_print(document.text), document)
        if kept is not document:
            found[document.document_id] = Twin(kept.document_id, f"trùng nội dung với tệp {kept.name}")
    rest = [document for document in documents if document.document_id not in found]
    issued: dict[Key, Resolution] = {}
    for document in rest:  # 2
        if not is_draft(document):
            issued.setdefault(_key(document), document)
    for document in rest:
        if is_draft(document) and document.identity.place is not None and (lead := issued.get(_key(document))):
            found[document.document_id] = Twin(lead.document_id, "dự thảo; kho đã có bản ban hành", is_draft=True)
    for block in _blocks([each for each in rest if each.document_id not in found]):  # 3
        found |= {name: twin for name, twin in _alike(block).items() if name not in found}
    return _led_by_those_that_stand(found)


def is_draft(document: Resolution) -> bool:
    """Whether a document calls itself a draft at its head or in its file name."""
    words = _words()["draft"]
    head = normalise(document.text[:_OPENING])
    return any(word in head for word in words["words"]) or any(word in fold(document.name) for word in words["names"])


def is_amending(document: Resolution) -> bool:
    """Whether a document changes targets that another one set."""
    title = normalise(document.identity.title)
    return any(word in title for word in _words()["amending"]["words"])


def _words() -> Mapping[str, Any]:
    return load_table("assistant.ask.tallying", "standing.toml")


@lru_cache(maxsize=8192)
def _print(text: str) -> bytes:
    """The same for two files of the same words, whatever their layout; kept for when the archive has changed."""
    return blake2b(letters(text)).digest()


def _key(document: Resolution) -> Key:
    identity = document.identity
    years = (identity.result_year, identity.target_year)
    return (identity.family, identity.kind, identity.level, identity.place, identity.district, *years)


def _blocks(documents: Iterable[Resolution]) -> list[list[Resolution]]:
    """The documents that may be one: of one unit, kind and years, or of one number and date."""
    blocks: dict[Key, list[Resolution]] = {}
    for document in documents:
        identity = document.identity
        if is_amending(document):
            continue
        if identity.place is not None:
            blocks.setdefault(("unit", *_key(document)), []).append(document)
        if identity.number is not None and identity.date is not None:
            blocks.setdefault(("number", fold(identity.number), identity.date), []).append(document)
    return [block for block in blocks.values() if len(block) > 1]


def _alike(block: Sequence[Resolution]) -> dict[str, Twin]:
    """Those of a block whose text a better one of it has, too."""
    found: dict[str, Twin] = {}
    leads: list[tuple[Resolution, frozenset[str]]] = []
    held: dict[str, frozenset[int]] = {}

    def runs(document: Resolution) -> frozenset[int]:
        if document.document_id not in held:
            held[document.document_id] = _runs(document.text)
        return held[document.document_id]

    for document in sorted(block, key=_rank):
        numbers = frozenset(_FIGURE.findall(document.text))
        for lead, its_numbers in leads:
            # Numbers first: they tell most apart, and runs take ten times as long.
            if _shared(numbers, its_numbers) < _SAME_FIGURES:
                continue
            alike = _shared(runs(document), runs(lead))
            if alike >= _ALIKE:
                reason = f"bản khác của cùng văn bản, giống {round(100 * alike)}% tệp {lead.name}"
                found[document.document_id] = Twin(lead.document_id, reason)
                break
        else:
            leads.append((document, numbers))
    return found


def _rank(document: Resolution) -> tuple[object, ...]:
    """Issued before drafts, whole files before those with parts unread, text before pages, then the longer one."""
    unread = sum(remark.fate == "unread" for remark in document.remarks)
    is_page = document.name.lower().endswith(tuple(_words()["pages"]["suffixes"]))
    return (is_draft(document), unread, is_page, -len(document.text), document.name)


def _runs(text: str) -> frozenset[int]:
    syllables = re.findall(r"\w+", fold(text))
    return frozenset(hash(tuple(syllables[at : at + _RUN])) for at in range(len(syllables) - _RUN + 1))


def _shared(one: AbstractSet[object], other: AbstractSet[object]) -> float:
    """The share of all that is in both; 1 where both are empty."""
    both = len(one & other)
    whole = len(one) + len(other) - both
    return both / whole if whole else 1.0


def _led_by_those_that_stand(found: Mapping[str, Twin]) -> dict[str, Twin]:
    """Every twin led by a document that is itself no twin."""
    told: dict[str, Twin] = {}
    for document_id, twin in found.items():
        lead, seen = twin.lead, {document_id}
        while lead in found and lead not in seen:
            seen.add(lead)
            lead = found[lead].lead
        told[document_id] = replace(twin, lead=lead)
    return told
