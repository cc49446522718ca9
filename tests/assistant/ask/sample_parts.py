"""The parts of the pipeline over documents that were really read, with fakes for what is stored and embedded."""

from collections.abc import Iterable
from pathlib import Path

from assistant.ask.pipeline import Known, Parts
from assistant.ask.retrieve import Retriever
from assistant.fakes import FakeEmbedder, MemoryArchive, MemoryLexical, MemoryVectors
from ingest.pipeline import archived
from ingest.read import read

SAMPLE = Path(__file__).parents[3] / "ingest" / "sample"


def parts_of(files: Iterable[Path]) -> Parts:
    """Parts without a model; ``dataclasses.replace`` gives them one."""
    archive, lexical, vectors, embedder = MemoryArchive(), MemoryLexical(), MemoryVectors(), FakeEmbedder()
    for file in files:
        document = archived(read(file, max_bytes=10**7))
        archive.save(document)
        lexical.add(document.passages)
        ids = [passage.passage_id for passage in document.passages]
        vectors.add(ids, embedder.embed_passages([passage.text for passage in document.passages]))
    retriever = Retriever(archive, lexical, vectors, embedder, 0.9)
    known = Known(archive)
    return Parts(
        shelf=archive,
        retriever=lambda: retriever,
        known=lambda: known,
        passages=8,
        max_question_chars=500,
        index=lambda: "1",
        model=None,
        chat=lambda: (_ for _ in ()).throw(AssertionError("no model is set")),
    )
