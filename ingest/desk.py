"""Where documents are put into an archive and taken out of it, its indexes kept in step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from typing import Protocol

from assistant.ask.retrieving.retrieve import Retriever
from assistant.build import Places, open_archive, open_embedder, open_lexical, open_vectors, own_data
from assistant.settings import Settings
from ingest.index import Store, sync


@dataclass(frozen=True, slots=True)
class Desk:
    """An archive to write to, and what brings its indexes up to date afterwards."""

    archive: Store
    update: Callable[[], None]

    def remove(self, documents: Sequence[str]) -> list[str]:
        """Takes documents out, by id or file name; their ids. Raises ``UnknownDocument`` before any goes."""
        ids = list(dict.fromkeys(self.archive.document(each).document_id for each in documents))
        for each in ids:
            self.archive.remove(each)
        self.update()
        return ids

    def restore(self, document_id: str) -> None:
        """Puts a removed document back. Raises ``UnknownDocument``."""
        self.archive.restore(document_id)
        self.update()


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
def own_desk(settings: Settings) -> Iterator[Desk]:
    """The desk of a data folder that nobody else uses. Raises ``ArchiveInUse``."""
    with own_data(settings), open_archive(settings) as archive:
        yield Desk(archive, lambda: _update(settings, archive))


@contextmanager
def shared_desk(holder: Holder) -> Iterator[Desk]:
    """The desk of an assistant that goes on answering; one at a time."""
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

        yield Desk(archive, update)


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
