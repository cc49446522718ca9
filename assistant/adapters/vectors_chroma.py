"""Nearest neighbours in Chroma, embedded in this process: ids and vectors only.

Chroma's embedded client bears one process, which ``OwnerLock`` sees to. Its files are derived from the
archive: whatever is wrong with them, ``nghiquyet doctor --repair`` builds them anew. Filtering is done in
the archive, since a metadata filter makes a search ten times slower.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from assistant.errors import IndexMismatch
from assistant.ports import Vectors
from assistant.types import Hit

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection
    from chromadb.api.rust import RustBindingsAPI
    from chromadb.config import System

COLLECTION = "passages"
# The graph. Measured on 20,000 articles of law with their titles as questions, projected word vectors of
# 256 dimensions, 2 cores: recall of the true nearest 10 / 100, median search time, vectors added a second.
#   neighbours  8, construction  40, search  100:  0.858 / 0.651, 1.2 ms, 7,050
#   neighbours  8, construction  40, search 1000:  0.980 / 0.935, 2.4 ms, 6,500
#   neighbours 16, construction 100, search  100:  0.952 / 0.787, 1.3 ms, 3,700
#   neighbours 16, construction 100, search 1000:  0.998 / 0.991, 2.5 ms, 3,680   (in use)
MAX_NEIGHBORS = 16
EF_CONSTRUCTION = 100
EF_SEARCH = 1000  # candidates looked at; Chroma's own 100 loses one in seven of the nearest ten
SYNC_THRESHOLD = 1000  # vectors after which Chroma writes its graph to a folder of its own (its default)


@dataclass(frozen=True, slots=True)
class _Open:
    """A running Chroma and its one collection; ``batch`` is how many vectors it takes at once."""

    system: System
    collection: Collection
    batch: int


class ChromaVectors:
    """Vector index in the folder ``path``, for vectors of length ``dimension``.

    Chroma costs 0.7 s to import, so it is opened by the first use, or by ``open()`` where waiting is better
    done early. Any method raises ``IndexMismatch`` where the folder is broken or of another dimension.
    """

    def __init__(self, path: Path, dimension: int) -> None:
        self._path = path
        self._dimension = dimension
        self._opened: _Open | None = None
        self._lock = Lock()

    def open(self) -> None:
        """Opens the folder, or makes it. Does nothing where it is open."""
        self._use()

    def close(self) -> None:
        """Lets go of the folder's files; a later use opens them again."""
        with self._lock:
            if self._opened is not None:
                self._opened.system.stop()
                self._opened = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Adds or replaces; ``vectors`` has shape ``(len(ids), dimension)``. The last of equal ids counts."""
        self._check_dimension(vectors.shape[-1] if len(ids) else self._dimension)
        places = list({one: place for place, one in enumerate(ids)}.values())
        opened = self._use()
        with self._readable():
            for start in range(0, len(places), opened.batch):
                some = places[start : start + opened.batch]
                opened.collection.upsert(
                    ids=[ids[place] for place in some], embeddings=np.asarray(vectors[some], dtype=np.float32)
                )

    def remove(self, ids: Sequence[str]) -> None:
        """Forgets these ids; unknown ids are ignored."""
        opened = self._use()
        with self._readable():
            for start in range(0, len(ids), opened.batch):
                opened.collection.delete(ids=list(ids[start : start + opened.batch]))

    def search(self, vector: Vectors, k: int) -> list[Hit]:
        """The ``k`` nearest of ``vector``, shape ``(dimension,)``; score is the cosine similarity."""
        self._check_dimension(vector.shape[-1])
        if k < 1:
            return []
        opened = self._use()
        with self._readable():
            found = opened.collection.query(query_embeddings=[vector.tolist()], n_results=k, include=["distances"])
        distances = (found["distances"] or [[]])[0]
        hits = [Hit(one, 1.0 - float(distance)) for one, distance in zip(found["ids"][0], distances, strict=True)]
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))

    def ids(self) -> set[str]:
        """Every id it holds."""
        opened = self._use()
        with self._readable():
            return set(opened.collection.get(include=[])["ids"])

    # -- opening

    def _use(self) -> _Open:
        with self._lock:
            if self._opened is None:
                self._opened = self._start()
            return self._opened

    def _start(self) -> _Open:
        """Runs a Chroma of our own: its shared client cannot be opened again once opening has failed."""
        from chromadb.api.rust import RustBindingsAPI
        from chromadb.config import Settings, System

        graph = any(self._path.glob("*/header.bin"))  # asked first, since Chroma makes a new one in silence
        settings = Settings(is_persistent=True, persist_directory=str(self._path), anonymized_telemetry=False)
        system = System(settings)
        server = system.instance(RustBindingsAPI)
        with self._readable():
            system.start()
            try:
                opened = _Open(system, _collection(server), server.get_max_batch_size())
                self._check(opened.collection, graph=graph)
            except BaseException:
                system.stop()
                raise
        return opened

    def _check(self, collection: Collection, *, graph: bool) -> None:
        """Makes sure that it can be searched; this loads the graph into memory."""
        self._check_dimension(self._dimension, held=collection.get_model().dimension)
        held = collection.count()
        # Where the folder of its graph is gone, Chroma answers from its unwritten tail and says nothing.
        if held >= SYNC_THRESHOLD and not graph:
            raise self._mismatch("thiếu đồ thị láng giềng")
        if held:
            collection.query(query_embeddings=[1.0] * self._dimension, n_results=1, include=[])

    # -- failing

    def _check_dimension(self, given: int, *, held: int | None = None) -> None:
        expected = held or self._dimension
        if given != expected:
            raise self._mismatch(f"vectơ có {given} chiều, chỉ mục có {expected} chiều")

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Chroma's own errors about its files as ours, with the remedy."""
        from chromadb.errors import ChromaError

        try:
            yield
        except ChromaError as error:
            raise self._mismatch(str(error).splitlines()[0]) from error

    def _mismatch(self, reason: str) -> IndexMismatch:
        return IndexMismatch(
            f"Không dùng được chỉ mục ngữ nghĩa {self._path} ({reason}). "
            "Dựng lại từ kho bằng: nghiquyet doctor --repair"
        )


def _collection(server: RustBindingsAPI) -> Collection:
    """The one collection, made where there is none. No embedding function: it would fetch a model."""
    from chromadb.api.models.Collection import Collection

    model = server.get_or_create_collection(
        COLLECTION,
        configuration={
            "hnsw": {
                "space": "cosine",
                "max_neighbors": MAX_NEIGHBORS,
                "ef_construction": EF_CONSTRUCTION,
                "ef_search": EF_SEARCH,
                "sync_threshold": SYNC_THRESHOLD,
            }
        },
    )
    return Collection(client=server, model=model, embedding_function=None)
