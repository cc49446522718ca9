"""(d) A full ingest in documents per second, beside a plain LangChain pipeline over the same texts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

from assistant.settings import Settings
from eval.bench.figure import Figure, Skipped
from eval.bench.place import Place, nghiquyet, python, sample, shared_rows
from eval.report import decimal

REAL = "local_government_documents.jsonl.xz"
# Times the plain pipeline's speed that ours must reach, although it reads far more from each document.
LIMIT = 0.5


def throughput(place: Place) -> Iterator[Figure]:
    """Documents per second of the sample and of the real documents, beside the plain pipeline's."""
    texts = place.folder / "sample-texts"
    _write_sample_texts(place, texts)
    yield from _compare(place, name="sample", what="văn bản mẫu", ours=sample(), plain=texts)
    real = place.folder / "real-texts"
    _write_real_texts(place, real)
    yield from _compare(place, name="real", what="văn bản thật", ours=real, plain=real)


def _compare(place: Place, *, name: str, what: str, ours: Path, plain: Path) -> Iterator[Figure]:
    """Both pipelines as processes of their own, start included, one after the other."""
    documents = len(list(plain.glob("*.txt")))
    seconds = _seconds_of_ours(ours, data=place.folder / f"{name}-ours")
    plain_seconds = _seconds_of_plain(plain, data=place.folder / f"{name}-plain")
    yield Figure(
        name=f"throughput.{name}",
        title=f"Nạp {what}",
        value=documents / seconds,
        unit="văn bản/giây",
        detail=f"{documents} văn bản trong {decimal(seconds, 1)} giây",
    )
    yield Figure(
        name=f"throughput.{name}.ratio",
        title=f"Nạp {what}, so với LangChain thường",
        value=plain_seconds / seconds,
        unit="lần",
        limit=LIMIT,
        at_most=False,
        detail=f"LangChain: {documents} văn bản trong {decimal(plain_seconds, 1)} giây",
    )


def _seconds_of_ours(folder: Path, *, data: Path) -> float:
    began = perf_counter()
    nghiquyet("ingest", folder, data=data)
    return perf_counter() - began


def _seconds_of_plain(folder: Path, *, data: Path) -> float:
    data.mkdir()
    began = perf_counter()
    python("-m", "eval.bench.plain", folder, data, data=data)
    return perf_counter() - began


def _write_sample_texts(place: Place, folder: Path) -> None:
    """The sample as our reader and cleaner left it, since the plain pipeline has no readers of its own."""
    from assistant.build import open_assistant

    folder.mkdir(exist_ok=True)
    with closing(open_assistant(Settings.model_validate({"data": place.sample_data}))) as assistant:
        for document in assistant.shelf.documents():
            (folder / f"{document.document_id}.txt").write_text(document.text, encoding="utf-8")


def _write_real_texts(place: Place, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for row in shared_rows(place, name=REAL):
        (folder / f"{row['id']}.txt").write_text(f"{row['title']}\n\n{row['text']}", encoding="utf-8")
    if not any(folder.iterdir()):
        raise Skipped(f"{REAL} không có văn bản nào")
