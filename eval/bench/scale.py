"""(c) Both routes over a large archive, made from codified law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter

from assistant.ports import Archive
from assistant.settings import Settings
from assistant.types import Archived
from eval.bench.figure import Figure
from eval.bench.law import law_documents
from eval.bench.place import Place, nghiquyet, shared_rows
from eval.bench.routes import time_routes
from eval.report import decimal

LAW = "codified_law_articles.jsonl.xz"


def scale(place: Place) -> Iterator[Figure]:
    """Seconds to fill the archive and to build its indexes, then milliseconds of both routes."""
    from assistant.build import open_archive

    settings = Settings.model_validate({"data": place.folder / "large-data"})
    documents = list(law_documents(shared_rows(place, name=LAW), passages=place.passages))
    with open_archive(settings) as archive:
        yield _saved(documents, archive=archive)
        what = f"{decimal(len(archive.passage_ids()), 0)} đoạn của Bộ pháp điển"
    began = perf_counter()
    nghiquyet("doctor", "--repair", data=settings.data)
    yield Figure(
        name="scale.build.indexes",
        title="Dựng các chỉ mục của kho lớn",
        value=perf_counter() - began,
        unit="giây",
        detail=f"doctor --repair, {what}",
    )
    yield from time_routes(settings.data, name="scale", what=what)


def _saved(documents: Sequence[Archived], *, archive: Archive) -> Figure:
    began = perf_counter()
    for archived in documents:
        archive.save(archived)
    return Figure(
        name="scale.build.archive",
        title="Ghi kho lớn",
        value=perf_counter() - began,
        unit="giây",
        detail=f"{decimal(len(documents), 0)} văn bản, một giao dịch mỗi văn bản",
    )
