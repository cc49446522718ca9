"""The plain pipeline that ours is compared with: split at 1,000 characters, embed, store, take the nearest.

Run as ``python -m eval.bench.plain FOLDER STORE``: FOLDER holds ``.txt`` files, STORE is for Chroma.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.metrics.evidence import Stretch

# The usual settings of tutorials, in characters.
CHUNK = 1000
OVERLAP = 200


@dataclass(frozen=True, slots=True)
class PlainStore:
    """Chunks in a Chroma store of LangChain."""

    chroma: Any

    def add(self, texts: Mapping[str, str]) -> int:
        """Splits each text, by file name, and adds its chunks; how many chunks there were."""
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
        chunks = 0
        for name, text in texts.items():
            parts = splitter.create_documents([text], [{"document": name}])
            self.chroma.add_documents(parts)
            chunks += len(parts)
        return chunks

    def search(self, question: str, *, k: int) -> list[Stretch]:
        """The ``k`` nearest chunks, nearest first."""
        found = self.chroma.similarity_search(question, k=k)
        return [_stretch(one.metadata, one.page_content) for one in found]


def _stretch(metadata: Mapping[str, Any], text: str) -> Stretch:
    start = int(metadata["start_index"])
    return Stretch(str(metadata["document"]), start, start + len(text))


def open_plain(store: Path) -> PlainStore:
    """An empty store in the folder ``store``, with the embedding that ours uses."""
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

    from assistant.build import open_embedder
    from assistant.settings import Settings

    model = open_embedder(Settings.model_validate({}))

    class Static(Embeddings):
        """The embedding of the settings under LangChain's names."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            """One vector for each text."""
            vectors: list[list[float]] = model.embed_passages(texts).tolist()
            return vectors

        def embed_query(self, text: str) -> list[float]:
            """The vector of a question."""
            vector: list[float] = model.embed_question(text).tolist()
            return vector

    return PlainStore(Chroma("plain", Static(), persist_directory=str(store)))


def plain(folder: Path, *, store: Path) -> int:
    """Splits every text of ``folder`` and adds the chunks to a Chroma store; how many chunks there were."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    return open_plain(store).add(texts)


if __name__ == "__main__":
    sys.stdout.write(f"{plain(Path(sys.argv[1]), store=Path(sys.argv[2]))}\n")
