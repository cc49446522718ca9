"""Keeps the derived indexes in step with the archive, which alone is the truth.

1. The manifest says which model and tokens the indexes were built with: others are refused.
2. Where its revision is the archive's, and they hold as many passages, nothing is compared.
3. Passages that are gone from the archive are removed; those that are missing, and those of documents that
   changed since that revision, are added. Comparing ids alone would not do: a better reader gives a passage
   another text under the same id.
4. Vectors come from the archive's cache, by model and hash of the text; only the others are computed, a batch at a
   time, and kept at once.
5. The manifest is written last, so that whatever is cut off before it is done again by the next ``sync``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from assistant.manifest import Manifest, tokens_version, verify_manifest, write_manifest
from assistant.ports import Embedder, LexicalIndex, Shelf, Store, VectorCache, VectorIndex, Vectors
from assistant.types import Passage

PASSAGES_PER_BATCH = 1000  # read, embedded and added at once; also the most a crash costs in vectors


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a ``sync`` did, in passages; of those added, ``embedded`` were not in the cache of vectors."""

    revision: int
    added: int = 0
    removed: int = 0
    embedded: int = 0


def sync(
    store: Store,
    *,
    lexical: LexicalIndex | None,
    vectors: VectorIndex,
    embedder: Embedder,
    manifest_path: Path,
    batch: int = PASSAGES_PER_BATCH,
    done: Callable[[int], None] = lambda _: None,
) -> IndexReport:
    """Brings the indexes to the archive's revision; ``lexical`` is None for vectors that stand alone.

    The manifest belongs beside the folders of the indexes, so that whoever deletes them deletes it too. ``done`` is
    told the passages of each ``batch`` that has its vectors; what it raises ends the work, to be gone on with later.
    Raises ``IndexMismatch`` where they were built with another model, or cannot be read.
    """
    manifest = verify_manifest(manifest_path, embedder=embedder)  # 1
    revision = store.text_revision()  # before anything is read: what is saved meanwhile is left to the next sync
    if manifest is not None and manifest.revision == revision and _holds_all(manifest, lexical, vectors):  # 2
        return IndexReport(revision)
    held = store.passage_ids()  # 3
    fresh = _changed_since(manifest, store=store, revision=revision)
    in_lexical, in_vectors = held if lexical is None else lexical.ids(), vectors.ids()
    to_lexical, to_vectors = fresh | (held - in_lexical), fresh | (held - in_vectors)
    if lexical is not None:
        _follow(lexical, store=store, gone=in_lexical - held, to_add=to_lexical)
    if gone := in_vectors - held:
        vectors.remove(sorted(gone))
    embedded = 0
    for some in _passages(store, to_vectors, batch=batch):  # 4
        embedded += _add_vectors(some, vectors=vectors, store=store, embedder=embedder)
        done(len(some))
    made = Manifest(embedder.model_id, embedder.dimension, tokens_version(), revision, len(held))
    write_manifest(made, manifest_path)  # 5
    return IndexReport(
        revision,
        added=len(to_lexical | to_vectors),
        removed=len((in_lexical | in_vectors) - held),
        embedded=embedded,
    )


def _holds_all(manifest: Manifest, lexical: LexicalIndex | None, vectors: VectorIndex) -> bool:
    """Whether the indexes hold as many as were put in: one made anew beside an old manifest does not."""
    sizes = {len(vectors.ids()), *([] if lexical is None else [len(lexical.ids())])}
    return manifest.passages is None or sizes == {manifest.passages}


def rebuild(
    store: Store,
    *,
    open_lexical: Callable[[], AbstractContextManager[LexicalIndex]],
    open_vectors: Callable[[], AbstractContextManager[VectorIndex]],
    folders: Sequence[Path],
    embedder: Embedder,
    manifest_path: Path,
) -> IndexReport:
    """Deletes the derived ``folders`` and builds them anew; nothing in them may be open.

    The indexes are opened after the deletion and closed again.
    """
    manifest_path.unlink(missing_ok=True)
    for folder in folders:
        if folder.is_dir():
            shutil.rmtree(folder)
        else:
            folder.unlink(missing_ok=True)
    with open_lexical() as lexical, open_vectors() as vectors:
        return sync(store, lexical=lexical, vectors=vectors, embedder=embedder, manifest_path=manifest_path)


def _follow(lexical: LexicalIndex, *, store: Shelf, gone: Collection[str], to_add: Collection[str]) -> None:
    if gone:
        lexical.remove(sorted(gone))
    if to_add:
        lexical.add(passage for some in _passages(store, to_add) for passage in some)


def embedded_text(passage: Passage) -> str:
    """What a passage's vector is computed from."""
    return f"{passage.context}\n{passage.text}"


def text_hash(text: str) -> str:
    """What the cache knows a text by."""
    return sha256(text.encode()).hexdigest()


def _changed_since(manifest: Manifest | None, *, store: Store, revision: int) -> set[str]:
    """Passages whose entries in the indexes may be of an older text; all, where nothing can be known.

    A manifest from a later revision than the archive's belongs to another archive.
    """
    trusted = manifest is not None and manifest.revision < revision
    return store.passage_ids(since=manifest.revision if manifest and trusted else 0)


def _passages(store: Shelf, ids: Iterable[str], *, batch: int = PASSAGES_PER_BATCH) -> Iterator[list[Passage]]:
    """Passages in batches, in the order of their ids."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), batch):
        yield store.passages(ordered[start : start + batch])


def _add_vectors(passages: Sequence[Passage], *, vectors: VectorIndex, store: VectorCache, embedder: Embedder) -> int:
    """Adds one batch; returns how many distinct texts the model had to embed."""
    texts = {passage.passage_id: embedded_text(passage) for passage in passages}
    hashes = {one: text_hash(text) for one, text in texts.items()}
    known = dict(store.get_vectors(embedder.model_id, list(hashes.values())))
    unknown = {hashes[one]: text for one, text in texts.items() if hashes[one] not in known}
    if unknown:
        computed: Vectors = embedder.embed_passages(list(unknown.values()))
        new = dict(zip(unknown, computed, strict=True))
        store.put_vectors(embedder.model_id, new)
        known |= new
    if passages:
        vectors.add(list(hashes), np.stack([known[each] for each in hashes.values()]))
    return len(unknown)
