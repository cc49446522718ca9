"""The archive as the documents tab shows it: what stands for what, and whose text has the words that were typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

from assistant.ask.tallying.twins import Twin, twins
from assistant.errors import NghiquyetError
from assistant.language.text import fold
from assistant.types import Gone, Resolution
from ui.ports import Assistant
from ui.views.browse import units_of

_LOOKED_AT = 400  # passages that the index gives, best first
_FEWEST_LETTERS = 3  # below which every text has what was typed
_AROUND = 60  # characters shown on each side of what was typed


@dataclass(frozen=True, slots=True)
class Collection:
    """All documents as of a revision, with what is worked out of all of them."""

    revision: int
    documents: Sequence[Resolution] = ()
    led: Mapping[str, Twin] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


class Browsing:
    """The collection, worked out anew when the archive has changed; safe for several threads."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._held = Collection(-1)
        self._lock = Lock()

    def collection(self) -> Collection:
        """The collection as it is now."""
        with self._lock:
            revision = self._assistant.archive.revision()
            if revision != self._held.revision:
                documents = self._assistant.shelf.documents()
                if documents == self._held.documents:  # a row was corrected
                    self._held = replace(self._held, revision=revision)
                else:
                    self._held = Collection(revision, documents, twins(documents), units_of(documents))
            return self._held

    def by_text(self, words: str) -> dict[str, str]:
        """The words around what was typed, by the id of each document that has all of it in one passage."""
        needles = fold(words).split()
        if len("".join(needles)) < _FEWEST_LETTERS:
            return {}
        try:
            hits = self._assistant.indexes().lexical.search(words, _LOOKED_AT)
        except NghiquyetError:  # the index is being made: names and titles are searched all the same
            return {}
        found: dict[str, str] = {}
        for passage in self._assistant.shelf.passages([hit.id for hit in hits]):
            if passage.document_id not in found and (shown := around(passage.text, needles)):
                found[passage.document_id] = shown
        return found

    def others(self, document_id: str) -> list[tuple[Resolution, Twin]]:
        """The documents that are this one once more, or the one that it is."""
        held = self.collection()
        own = held.led.get(document_id)
        lead = own.lead if own is not None else document_id
        theirs = {one: twin for one, twin in held.led.items() if twin.lead == lead}
        return [
            (each, theirs.get(each.document_id, own or Twin(lead, "")))
            for each in held.documents
            if each.document_id != document_id and (each.document_id in theirs or each.document_id == lead)
        ]

    def removed(self) -> list[Gone]:
        """What was removed by hand, the last first."""
        archive = self._assistant.archive
        ids = {each.document_id for each in archive.removed()}
        gone = [told for each in ids if (told := archive.gone(each)) is not None]
        return sorted(gone, key=lambda told: (told.at, told.name), reverse=True)


def around(text: str, needles: Sequence[str]) -> str | None:
    """The words of ``text`` around the first needle, where it has all of them; None where it lacks one.

    ``needles`` are folded; each must begin a word.
    """
    folded = fold(text)
    places = [re.search(rf"(?<!\w){re.escape(needle)}", folded) for needle in needles]
    first = places[0] if places else None
    if first is None or None in places:
        return None
    low, high = max(0, first.start() - _AROUND), first.start() + 2 * _AROUND
    shown = text[low:high].replace("|", " ")
    whole_words = shown.split(" ", 1)[-1] if low else shown
    return " ".join(whole_words.rsplit(" ", 1)[0].split() if high < len(text) else whole_words.split())
