"""The parts of the pipeline over documents that were really read, with fakes for what is stored and embedded."""

from collections.abc import Iterable
from pathlib import Path

from assistant.ask.parts import Known, Parts
from assistant.ask.retrieving.retrieve import Retriever
from assistant.fakes import FakeEmbedder, MemoryArchive, MemoryLexical, MemoryVectors
from assistant.ports import ChatModel
from ingest.read import read
from ingest.read_file import archived

SAMPLE = Path(__file__).parents[3] / "ingest" / "sample"


def parts_of(files: Iterable[Path], *, chat: ChatModel | None = None) -> Parts:
    """Parts over these files, with ``chat`` as their model or without one."""
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
        model=chat.name if chat else None,
        chat=lambda: _given(chat),
    )


def _given(chat: ChatModel | None) -> ChatModel:
    assert chat is not None, "no model is set, and yet one is asked for"
    return chat
