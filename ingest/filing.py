"""Where documents are put into an archive and taken out of it, its indexes kept in step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant.ask.retrieving.cuts import kept_in, key_of
from assistant.ask.retrieving.retrieve import Retriever
from assistant.ask.retrieving.said import Texts
from assistant.build import Places, open_archive, open_lexical, open_static, open_texts, open_vectors, own_data
from assistant.errors import UnknownDocument
from assistant.language.text import normalise
from assistant.manifest import read_manifest, tokens_version
from assistant.ports import Embedder, Shelf, Store
from assistant.settings import Settings
from assistant.types import Resolution
from ingest.index import rebuild, sync


@dataclass(frozen=True, slots=True)
class Filing:
    """An archive to write to, and what brings its indexes up to date afterwards."""

    archive: Store
    update: Callable[[], None]

    def remove(self, documents: Sequence[str]) -> dict[str, str]:
        """Takes documents out, by id or file name; their names by id. Raises ``UnknownDocument`` before any goes.

        The name of a zip, a mail or a folder stands for all that came from it.
        """
        names = {each.document_id: each.name for wanted in documents for each in self._meant(wanted)}
        for document_id in names:
            self.archive.remove(document_id)
        self.update()
        return names

    def restore(self, documents: Sequence[str]) -> dict[str, str]:
        """Puts removed documents back, by id or file name; their names by id.

        Raises ``UnknownDocument`` for one that was not removed; those before it are back.
        """
        try:
            back = [self.archive.restore(each) for wanted in documents for each in self._removed(wanted)]
        finally:
            self.update()
        return {document_id: self.archive.document(document_id).name for document_id in back}

    def _meant(self, wanted: str) -> list[Resolution]:
        """The document of that id or name, else those that lie in the file or folder of that name."""
        try:
            return [self.archive.document(wanted)]
        except UnknownDocument:
            within = {each.document_id for each in self.archive.files() if _lies_in(each.name, wanted)}
            if not within:
                raise
            return [self.archive.document(each) for each in sorted(within)]

    def _removed(self, wanted: str) -> list[str]:
        """The same of what was removed: ids, or what was asked for where nothing lay in it."""
        removed = {each.document_id for each in self.archive.removed()}
        gone = [told for each in sorted(removed) if (told := self.archive.gone(each)) is not None]
        within = [told.document_id for told in gone if _lies_in(told.name, wanted)]
        named = any(wanted in (told.document_id, told.name) for told in gone)
        return [wanted] if named or not within else within


def _lies_in(name: str, wanted: str) -> bool:
    """Whether a file lies in the zip, mail or folder that is meant, however its letters are typed."""
    return normalise(name).startswith(f"{normalise(wanted).rstrip('/')}/")


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
        """The open indexes with the bundled model. Raises ``IndexMismatch``."""


@contextmanager
def own_filing(settings: Settings) -> Iterator[Filing]:
    """The way to an archive of a data folder that nobody else uses. Raises ``ArchiveInUse``."""
    with own_data(settings), open_archive(settings) as archive:
        yield Filing(archive, lambda: follow(settings, archive))


def begin_archive(settings: Settings) -> None:
    """Makes an empty archive with its indexes where there is none, for files to come in by the page.

    Raises ``ArchiveInUse``.
    """
    if not Places(settings.data).archive.exists():
        with own_filing(settings) as filing:
            filing.update()


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
            keep_texts(holder.settings, archive)

        yield Filing(archive, update)


def keep_texts(settings: Settings, shelf: Shelf) -> None:
    """Cuts the texts that came in and keeps what was cut, so that no question has to wait for it."""
    Texts(shelf.documents(), kept=open_texts(settings))


def texts_held(settings: Settings) -> dict[str, str] | None:
    """What the texts that are kept were cut from, by document id; None where nothing is kept that can be used."""
    held = kept_in(open_texts(settings))
    return None if held is None else dict(zip(held.ids, held.keys, strict=True))


def texts_wanted(shelf: Shelf) -> dict[str, str]:
    """The same of the archive as it stands."""
    return {each.document_id: key_of(each) for each in shelf.documents()}


def follow(settings: Settings, archive: Store, *, anew: bool = False) -> None:
    """Brings the indexes up to the archive; with ``anew`` from nothing, as where their files are broken."""
    _follow(settings, archive, anew=anew)
    keep_texts(settings, archive)


def _follow(settings: Settings, archive: Store, *, anew: bool) -> None:
    embedder = open_static()
    places = Places(settings.data)
    if not (places.lexical.is_dir() and places.vectors.is_dir()):
        places.manifest.unlink(missing_ok=True)  # it speaks of folders that are gone
    elif anew or _is_of_another_version(places.manifest, embedder=embedder):
        rebuild(
            archive,
            open_lexical=lambda: open_lexical(settings),
            open_vectors=lambda: open_vectors(settings, dimension=embedder.dimension),
            folders=(places.lexical, places.vectors, places.texts),
            embedder=embedder,
            manifest_path=places.manifest,
        )
        return
    with ExitStack() as stack:
        sync(
            archive,
            lexical=stack.enter_context(open_lexical(settings)),
            vectors=stack.enter_context(open_vectors(settings, dimension=embedder.dimension)),
            embedder=embedder,
            manifest_path=places.manifest,
        )


def _is_of_another_version(path: Path, *, embedder: Embedder) -> bool:
    """Whether only the software has changed: then the indexes are built anew, from vectors that are kept.

    Another model is the user's choice, and may be a slip: that is told, not mended.
    """
    manifest = read_manifest(path)
    return manifest is not None and manifest.model_id == embedder.model_id and manifest.tokens != tokens_version()
