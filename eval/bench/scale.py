"""(c) Both routes and each leg of the search over a large archive, made from codified law; and what it costs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from time import perf_counter

from assistant.ask.retrieving.retrieve import DEPTH
from assistant.ports import Archive
from assistant.settings import Settings
from assistant.types import Archived
from eval.bench.figure import Figure
from eval.bench.law import law_documents
from eval.bench.place import Place, nghiquyet, python, shared_rows
from eval.bench.questions import QUESTIONS
from eval.bench.routes import REPEATS, time_routes
from eval.metrics.latency import percentile
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
    nghiquyet("doctor", "--repair", data=settings.data, passages=place.passages)
    yield Figure(
        name="scale.build.indexes",
        title="Dựng các chỉ mục của kho lớn",
        value=perf_counter() - began,
        unit="giây",
        detail=f"doctor --repair, {what}",
    )
    yield from _disk(settings.data, what=what)
    yield from _opened(settings, what=what)
    yield from time_routes(settings.data, name="scale", what=what)


def _disk(data: Path, *, what: str) -> Iterator[Figure]:
    """Megabytes of the archive and of its indexes."""
    sizes = {each.name: _size(each) / 1e6 for each in (data / "archive.db", *sorted((data / "index").iterdir()))}
    detail = f"{what}: " + ", ".join(f"{name} {decimal(size, 0)}" for name, size in sizes.items())
    yield Figure("scale.disk", "Kho lớn trên đĩa", sum(sizes.values()), "MB", detail=detail)


def _size(place: Path) -> int:
    files = place.rglob("*") if place.is_dir() else [place]
    return sum(each.stat().st_size for each in files if each.is_file())


def _opened(settings: Settings, *, what: str) -> Iterator[Figure]:
    """Seconds to the first answers of a new process, the memory then, and milliseconds of each leg of the search."""
    from assistant.build import open_assistant

    told = json.loads(python("-m", "eval.bench.opened", data=settings.data))
    for name, one in told.items():
        detail = f"{what}; {decimal(one['processor'], 1)} giây của bộ xử lý"
        title = f"Câu đầu tiên của một tiến trình mới trên kho lớn ({name})"
        yield Figure(f"scale.first.{name}", title, one["seconds"], "giây", detail=detail)
    peak = max(one["megabytes"] for one in told.values())
    yield Figure(
        "scale.memory", "Bộ nhớ sau các câu đầu tiên", peak, "MB", detail=f"{what}; nhiều nhất của tiến trình"
    )
    with closing(open_assistant(settings)) as assistant:
        indexes = assistant.indexes()
        legs: dict[str, Callable[[str], object]] = {
            "lexical": lambda asked: indexes.lexical.search(asked, DEPTH),
            "embedding": indexes.embedder.embed_question,
            "dense": lambda asked: indexes.vectors.search(indexes.embedder.embed_question(asked), DEPTH),
            "fused": lambda asked: indexes.retrieve(asked, k=settings.passages),
        }
        asked = [each for questions in QUESTIONS.values() for each in questions]
        for leg, search in legs.items():
            ms = [_ms(search, each) for _ in range(REPEATS) for each in asked]
            for share in (0.5, 0.95):
                part = f"p{100 * share:.0f}"
                title = f"Tìm trong kho lớn ({leg}), {part}"
                yield Figure(f"scale.leg.{leg}.{part}", title, percentile(ms, share), "ms", detail=what)


def _ms(search: Callable[[str], object], asked: str) -> float:
    began = perf_counter()
    search(asked)
    return 1000 * (perf_counter() - began)


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
