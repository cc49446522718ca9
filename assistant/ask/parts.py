"""What answering knows of an archive, and the parts that it is handed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

from assistant.ask.composing.wording import Library, library
from assistant.ask.elsewhere import document_id_of, under_unit
from assistant.ask.none_left import none_left
from assistant.ask.retrieving.columns import Grid, grids_of
from assistant.ask.retrieving.retrieve import Retrieves
from assistant.ask.retrieving.said import Texts
from assistant.ask.retrieving.series import Series, series_of
from assistant.ask.short_of import WHOLES, with_short
from assistant.ask.tallying.standing import replaced_rows
from assistant.ask.tallying.tally import out_of_scope
from assistant.ask.tallying.twins import Twin, twins
from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.words import themes
from assistant.ask.writing.phrase import Limits
from assistant.language.catalogue import catalogue
from assistant.language.places import is_village
from assistant.language.text import normalise
from assistant.ledger.alternative import alternative
from assistant.ledger.rejected import rejected
from assistant.ledger.sureness import SURE
from assistant.ports import ArrayStore, ChatModel, Entailment, Shelf
from assistant.types import Indicator, Question, Resolution

_KEPT = 64  # questions' rows kept at a time
_SERIES_KEPT = 512  # documents whose tables are kept, a few kB each


class Known:
    """An archive as of one revision: its documents, the names that they hold, and the rows asked for so far.

    What was cut of documents ``before`` is taken over for those that are as they were, or from where it is ``kept``.
    Safe for several threads: what many ask for is read by one of them, and the others wait for it.
    """

    def __init__(self, shelf: Shelf, before: Known | None = None, *, kept: ArrayStore | None = None) -> None:
        documents = shelf.documents()
        led: Mapping[str, Twin] | None = before._led_of(documents) if before is not None else None
        self._led: Mapping[str, Twin] = twins(documents) if led is None else led
        self.standing = {document_id: twin.reason for document_id, twin in self._led.items()}
        copies = frozenset(document_id for document_id, twin in self._led.items() if not twin.is_draft)
        self.books: Library = replace(library(documents, shelf.placed()), copies=copies)
        identities = [each.identity for each in self.books.units]
        villages = [
            (each.identity.village, document_id_of(each.document_id), each.identity.commune or "")
            for each in self.books.units
            if each.identity.village is not None
        ]
        self.names = gazetteer(identities, shelf.labels(), documents=documents, villages=villages)
        self._shelf = shelf
        self._kept = kept
        self._rows: dict[tuple[str, ...], list[Indicator]] = {}
        self._unsure: dict[str, list[Indicator]] | None = None
        self._texts: Texts | None = None
        self._texts_before: Texts | None = (before._texts or before._texts_before) if before is not None else None
        self._cutting = Lock()  # held by the one who cuts the texts, which takes long for a large archive
        self._reading = Lock()  # held by the one who reads rows that are kept
        self._none_left: list[Indicator] | None = None
        self._series: dict[str, tuple[Series, ...]] = {}
        self._grids: dict[str, tuple[Grid, ...]] = {}

    def _led_of(self, documents: Sequence[Resolution]) -> Mapping[str, Twin] | None:
        """Which documents lead others, where these are the ones known here: correcting a row changes none."""
        return self._led if list(self.books.documents.values()) == documents else None

    def rows(self, question: Question) -> list[Indicator]:
        """The rows of the question's indicators, kept; or all rows of the places asked about, not kept."""
        if not question.indicators:
            # A document may hold rows of years that are not its own: years are for the tally.
            within = documents_within(replace(question, years=()), self.books.units)
            held = None if within is None else sorted({document_id_of(each) for each in within})
            rows = self._known(self._shelf.indicators(documents=held))
            return rows if not question.areas else [row for row in rows if _is_of_area(row, question.areas)]
        with self._reading:
            if question.indicators not in self._rows:
                if len(self._rows) >= _KEPT:
                    self._rows.clear()
                self._rows[question.indicators] = self._read(question.indicators)
            return self._rows[question.indicators]

    def _read(self, indicators: Sequence[str]) -> list[Indicator]:
        """The rows of some indicators without those that another one replaces."""
        rows = self._shelf.indicators(indicators)
        if wholes := [WHOLES[each] for each in indicators if each in WHOLES]:
            rows = with_short(list(rows), self._shelf.indicators(wholes))
        # Beside a running ingest a row may be newer than the documents known here.
        known = self._known(rows)
        replaced = replaced_rows(known, {each.document_id: each for each in self.books.units}, self.books.unit_of)
        return [row for row in known if row.row_id not in replaced]

    def unsure(self, question: Question) -> list[Indicator]:
        """The rows that were not read for sure, that nobody has looked at, and that are or may be of the question's
        indicators.
        """
        with self._reading:
            if self._unsure is None:
                self._unsure = _by_indicator(self._known(self._shelf.indicators(unsure_below=SURE)))
            unsure = self._unsure
        rows = (row for indicator in question.indicators for row in unsure.get(indicator, ()))
        return list({row.row_id: row for row in rows}.values())

    def none_left(self, question: Question) -> list[Indicator]:
        """What documents say in words to be nought, of the question's indicators, as rows."""
        with self._reading:
            if self._none_left is None:
                documents = list(self.books.documents.values())
                self._none_left = none_left(documents, lambda ids: self._shelf.indicators(documents=ids))
            told = self._none_left
        return [row for row in told if row.indicator in question.indicators]

    def texts(self) -> Texts:
        """The archive's texts cut into what can answer by itself, kept."""
        with self._cutting:
            if self._texts is None or not self._texts.is_intact():
                documents, folded = list(self.books.documents.values()), self.names.texts.folded_texts
                before = self._texts or self._texts_before
                self._texts = (
                    before.renewed(documents, folded=folded)
                    if before
                    else Texts(documents, kept=self._kept, folded=folded)
                )
                self._texts_before = None
            return self._texts

    def series(self, document_id: str) -> tuple[Series, ...]:
        """What the tables of a document have for each of several things, kept."""
        if document_id not in self._series:
            if len(self._series) >= _SERIES_KEPT:
                self._series.clear()
            self._series[document_id] = series_of(self.texts().stretches(document_id))
        return self._series[document_id]

    def grids(self, document_id: str) -> tuple[Grid, ...]:
        """The tables of a document by their lines and columns, kept."""
        if document_id not in self._grids:
            if len(self._grids) >= _SERIES_KEPT:
                self._grids.clear()
            self._grids[document_id] = grids_of(self.texts().stretches(document_id))
        return self._grids[document_id]

    def rejected(self, question: Question) -> list[Indicator]:
        """The rows of the question's indicators that staff rejected."""
        rows = rejected(self._shelf, question.indicators) if question.indicators else []
        return self._known(rows)

    def _known(self, rows: Iterable[Indicator]) -> list[Indicator]:
        """The rows of the units known here, each under the id of its own."""
        ids = {each.document_id for each in self.books.units}
        return [told for row in rows if (told := under_unit(row)).document_id in ids]

    def related(self, question: Question) -> list[Indicator]:
        """The rows of other indicators that the question's words may mean."""
        return self.rows(replace(question, indicators=question.related))


def _by_indicator(rows: Iterable[Indicator]) -> dict[str, list[Indicator]]:
    """Rows by their indicator, or label where they have none, and by the indicator that came second."""
    found: dict[str, list[Indicator]] = {}
    for row in rows:
        other = alternative(row, catalogue())
        for indicator in {row.indicator or row.label, other.value if other and other.field == "indicator" else None}:
            if indicator is not None:
                found.setdefault(indicator, []).append(row)
    return found


def _is_of_area(row: Indicator, areas: Sequence[str]) -> bool:
    """Whether a row belongs to a field of the catalogue, or to a theme by the words of its name."""
    entry = catalogue().entries.get(row.indicator or "")
    if entry is not None and entry.field in areas:
        return True
    words = [word for area in areas for word in themes().get(area, ())]
    name = normalise(f"{row.label} {entry.name if entry else ''}")
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", name) for word in words)


@dataclass(frozen=True, slots=True)
class Parts:
    """What answering needs.

    ``retriever`` and ``chat`` are called only on the passages route, since opening them costs a model; ``model`` is
    the name of the language model, or None without one; ``known`` gives what is known of the archive as it stands,
    and ``index`` its revision.
    """

    shelf: Shelf
    retriever: Callable[[], Retrieves]
    known: Callable[[], Known]
    passages: int
    max_question_chars: int
    index: Callable[[], str]
    model: str | None
    chat: Callable[[], ChatModel]
    entailment: Callable[[], Entailment | None] = lambda: None
    limits: Limits = field(default_factory=Limits)


def documents_within(question: Question, documents: Sequence[Resolution]) -> set[str] | None:
    """Those of ``documents`` of the places, levels and years asked about, by id; None where all are."""
    if is_village(question.levels):
        question = replace(question, levels=())  # villages are told of in the documents of their commune
    if not (question.places or question.levels or question.years):
        return None
    outside = out_of_scope(question, documents)
    return {
        document.document_id
        for document in documents
        if document.document_id not in outside
        and (
            not question.years
            or bool({document.identity.target_year, document.identity.result_year} & set(question.years))
        )
    }
