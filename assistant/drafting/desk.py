"""The desk: drafts that are started, worked on and continued. What staff do is kept; the manuscript follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from assistant.drafting.pipeline import Reader, draft
from assistant.drafting.profile import load_profile
from assistant.drafting.results import checked_entry, read_results
from assistant.drafting.rewrite import rewrite
from assistant.errors import UnknownDraft
from assistant.language.catalogue import in_force
from assistant.ports import ChatModel, Drafts, Shelf
from assistant.types import (
    DraftParagraph,
    DraftRequest,
    DraftStep,
    Edit,
    Entry,
    IndicatorRow,
    Manuscript,
    SavedDraft,
)

_LONGEST_TITLE = 160  # characters


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that can be done with drafts; ``read`` reads a text as a file is read, ``chat`` opens the model."""

    shelf: Shelf
    drafts: Drafts
    read: Reader
    chat: Callable[[], ChatModel]
    own_catalogue: Path | None = None  # the office's own indicators, known beside the bundled ones
    owner: Callable[[], str | None] = lambda: None  # whose the drafts are that are begun

    def start(self, request: DraftRequest) -> SavedDraft:
        """A new draft. Raises ``UnknownDocument`` or ``InvalidSetting`` where it cannot be made."""
        named = _named(request, self.shelf)
        with in_force(self.own_catalogue):
            manuscript = draft(named, shelf=self.shelf, read=self.read)
        load_profile(manuscript.profile)
        saved = SavedDraft(uuid4().hex[:12], manuscript.block.title, _now(), named, owner=self.owner())
        self.drafts.save(saved)
        return saved

    def manuscript(self, saved: SavedDraft) -> Manuscript:
        """The manuscript of a draft as it stands."""
        with in_force(self.own_catalogue):
            return draft(saved.request, shelf=self.shelf, read=self.read, entries=saved.entries, edits=saved.edits)

    def enter(self, saved: SavedDraft, cells: Mapping[str, Mapping[str, str]]) -> SavedDraft:
        """The draft with what was typed into rows of its table: row key -> column -> cell.

        Raises ``InvalidResults`` where a cell cannot be taken, ``UnknownDraft`` for a key that it does not have.
        """
        rows = {row.key: row for row in self.manuscript(saved).rows}
        typed = {key: checked_entry(given, row=_held(rows, key)) for key, given in cells.items()}
        return self._kept(saved, entries={**saved.entries, **typed})

    def enter_table(self, saved: SavedDraft, text: str) -> SavedDraft:
        """The draft with a table of results. Raises ``InvalidResults``; then nothing of it is taken."""
        typed = read_results(text, rows=self.manuscript(saved).rows)
        return self._kept(saved, entries={**saved.entries, **typed})

    def edit(self, saved: SavedDraft, edit: Edit) -> SavedDraft:
        """The draft with one paragraph edited or taken out. Raises ``UnknownDraft`` for an unknown key."""
        self._paragraph(saved, edit.key)
        others = tuple(one for one in saved.edits if one.key != edit.key)
        return self._kept(saved, edits=(*others, edit))

    def restore(self, saved: SavedDraft, key: str) -> SavedDraft:
        """The draft with one paragraph as it was made."""
        return self._kept(saved, edits=tuple(one for one in saved.edits if one.key != key))

    def rewrite(self, saved: SavedDraft, key: str) -> SavedDraft:
        """The draft with one paragraph in the model's words. Raises ``ModelUnavailable`` or ``RewriteRefused``."""
        paragraph = self._paragraph(saved, key)
        examples = [self.shelf.document(name) for name in saved.request.examples]
        written = rewrite(paragraph, examples=examples, model=self.chat())
        return self.edit(saved, Edit(key, written))

    def rename(self, saved: SavedDraft, title: str) -> SavedDraft:
        """The draft under another name in the list; an empty one changes nothing."""
        named = " ".join(title.split())[:_LONGEST_TITLE]
        return self._store(replace(saved, title=named)) if named else saved

    def go(self, saved: SavedDraft, step: DraftStep) -> SavedDraft:
        """The draft at another step; that is no change of it, so its time stays."""
        moved = replace(saved, step=step)
        self.drafts.save(moved)
        return moved

    def _paragraph(self, saved: SavedDraft, key: str) -> DraftParagraph:
        found = next((one for one in self.manuscript(saved).paragraphs if one.key == key), None)
        if found is None:
            raise UnknownDraft(f"Dự thảo không có đoạn '{key}'.")
        return found

    def _kept(
        self,
        saved: SavedDraft,
        *,
        entries: Mapping[str, Entry] | None = None,
        edits: tuple[Edit, ...] | None = None,
    ) -> SavedDraft:
        settled = self._settled(saved, entries) if entries is not None else saved.entries
        return self._store(replace(saved, entries=settled, edits=saved.edits if edits is None else edits))

    def _store(self, saved: SavedDraft) -> SavedDraft:
        changed = replace(saved, changed_at=_now())
        self.drafts.save(changed)
        return changed

    def _settled(self, saved: SavedDraft, entries: Mapping[str, Entry]) -> dict[str, Entry]:
        """An accepted suggestion becomes the figure that it was: it must not change under those who accepted it."""
        rows = {row.key: row for row in self.manuscript(replace(saved, entries=entries)).rows}
        return {
            key: replace(entry, target=rows[key].target, accept=False) if entry.accept and key in rows else entry
            for key, entry in entries.items()
        }


def _named(request: DraftRequest, shelf: Shelf) -> DraftRequest:
    """The request with documents by id: a file may be renamed before the draft is continued."""
    return replace(
        request,
        base=shelf.document(request.base).document_id,
        examples=tuple(shelf.document(name).document_id for name in request.examples),
        superior=shelf.document(request.superior).document_id if request.superior else None,
    )


def _held(rows: Mapping[str, IndicatorRow], key: str) -> IndicatorRow:
    if key not in rows:
        raise UnknownDraft(f"Biểu chỉ tiêu không có dòng '{key}'.")
    return rows[key]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
