"""Where documents are put into an archive and taken out of it, its indexes kept in step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from typing import Protocol

from assistant.ask.retrieving.retrieve import Retriever
from assistant.build import Places, open_archive, open_embedder, open_lexical, open_vectors, own_data
from assistant.ports import Store
from assistant.settings import Settings
from ingest.index import sync


@dataclass(frozen=True, slots=True)
class Filing:
    """An archive to write to, and what brings its indexes up to date afterwards."""

    archive: Store
    update: Callable[[], None]

    def remove(self, documents: Sequence[str]) -> dict[str, str]:
        """Takes documents out, by id or file name; their names by id. Raises ``UnknownDocument`` before any goes."""
        found = [self.archive.document(each) for each in documents]
        names = {document.document_id: document.name for document in found}
        for document_id in names:
            self.archive.remove(document_id)
        self.update()
        return names

    def restore(self, documents: Sequence[str]) -> dict[str, str]:
        """Puts removed documents back, by id or file name; their names by id.

        Raises ``UnknownDocument`` for one that was not removed; those before it are back.
        """
        try:
            back = [self.archive.restore(each) for each in documents]
        finally:
            self.update()
        return {document_id: self.archive.document(document_id).name for document_id in back}


class Holder(Protocol):
    """An assistant that answers over the archive meanwhile."""

    @property
    def settings(self) -> Settings:
        """The settings that it was opened with."""

    @property
    def archive(self) -> Store:
        """The archive itself."""

    @property
    def changing(self) -> AbstractContextManager[object]:
        """Held by the one who changes the archive."""

    def indexes(self) -> Retriever:
        """The open indexes with their model. Raises ``IndexMismatch``."""


@contextmanager
def own_filing(settings: Settings) -> Iterator[Filing]:
    """The way to an archive of a data folder that nobody else uses. Raises ``ArchiveInUse``."""
    with own_data(settings), open_archive(settings) as archive:
        yield Filing(archive, lambda: _update(settings, archive))


@contextmanager
def shared_filing(holder: Holder) -> Iterator[Filing]:
    """The way to the archive of an assistant that goes on answering; one at a time."""
    with holder.changing:
        indexes, manifest = holder.indexes(), Places(holder.settings.data).manifest
        archive = holder.archive

        def update() -> None:
            sync(
                archive,
                lexical=indexes.lexical,
                vectors=indexes.vectors,
                embedder=indexes.embedder,
                manifest_path=manifest,
            )

        yield Filing(archive, update)


def _update(settings: Settings, archive: Store) -> None:
    embedder = open_embedder(settings)
    places = Places(settings.data)
    if not (places.lexical.is_dir() and places.vectors.is_dir()):
        places.manifest.unlink(missing_ok=True)  # it speaks of folders that are gone
    with ExitStack() as stack:
        sync(
            archive,
            lexical=stack.enter_context(open_lexical(settings)),
            vectors=stack.enter_context(open_vectors(settings, dimension=embedder.dimension)),
            embedder=embedder,
            manifest_path=places.manifest,
        )
