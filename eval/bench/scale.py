"""(c) Both routes over a large archive, made from codified law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from time import perf_counter

from assistant.ports import Archive
from assistant.settings import Settings
from assistant.types import Archived, Passage
from eval.bench.figure import Figure
from eval.bench.law import law_documents
from eval.bench.place import Place, shared_rows
from eval.bench.routes import time_routes
from eval.report import decimal
from eval.retrieval import embedded_text

LAW = "codified_law_articles.jsonl.xz"
# Milliseconds for 95 of 100 questions over 100,000 passages.
LIMIT_MS = 500.0
# Passages that are embedded and added at once.
BATCH = 1000


def scale(place: Place) -> Iterator[Figure]:
    """Seconds to build the archive and each index, then p50 and p95 in milliseconds of both routes."""
    from assistant.build import open_archive

    settings = Settings.model_validate({"data": place.folder / "large-data"})
    with open_archive(settings) as archive:
        yield _saved(law_documents(shared_rows(place, name=LAW), passages=place.passages), archive=archive)
        passages = archive.passages()
    yield _indexed_words(passages, settings=settings)
    yield _indexed_vectors(passages, settings=settings)
    what = f"{decimal(len(passages), 0)} đoạn của Bộ pháp điển"
    yield from time_routes(settings.data, name="scale", what=what, limit_ms=LIMIT_MS)


def _saved(documents: Iterable[Archived], *, archive: Archive) -> Figure:
    began = perf_counter()
    count = 0
    for archived in documents:
        archive.save(archived)
        count += 1
    return _built("archive", "Ghi kho lớn", perf_counter() - began, f"{decimal(count, 0)} văn bản")


def _indexed_words(passages: Sequence[Passage], *, settings: Settings) -> Figure:
    from assistant.build import open_lexical

    with open_lexical(settings) as index:
        began = perf_counter()
        index.add(passages)
        return _built("lexical", "Lập chỉ mục từ vựng", perf_counter() - began, "tantivy")


def _indexed_vectors(passages: Sequence[Passage], *, settings: Settings) -> Figure:
    from assistant.build import open_embedder, open_vectors

    embedder = open_embedder(settings)
    with open_vectors(settings, dimension=embedder.dimension) as index:
        began = perf_counter()
        for batch in _batches(passages):
            vectors = embedder.embed_passages([embedded_text(passage) for passage in batch])
            index.add([passage.passage_id for passage in batch], vectors)
        seconds = perf_counter() - began
    return _built("vectors", "Nhúng và lập chỉ mục vectơ", seconds, f"Chroma, {embedder.model_id}")


def _batches(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    left = iter(passages)
    while batch := list(islice(left, BATCH)):
        yield batch


def _built(name: str, title: str, seconds: float, detail: str) -> Figure:
    return Figure(f"scale.build.{name}", title, seconds, "giây", detail=detail)
