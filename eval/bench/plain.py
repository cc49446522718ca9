"""The plain pipeline that ours is compared with: split at 1,000 characters, embed, store.

Run as ``python -m eval.bench.plain FOLDER STORE``: FOLDER holds ``.txt`` files, STORE is for Chroma.
"""

from __future__ import annotations

import sys
from pathlib import Path

# The usual settings of tutorials, in characters.
CHUNK = 1000
OVERLAP = 200


def plain(folder: Path, *, store: Path) -> int:
    """Splits every text of ``folder`` and adds the chunks to a Chroma store; how many chunks there were."""
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

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

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    chroma = Chroma("plain", Static(), persist_directory=str(store))
    chunks = 0
    for path in sorted(folder.glob("*.txt")):
        parts = splitter.split_text(path.read_text(encoding="utf-8"))
        chroma.add_texts(parts, metadatas=[{"document": path.name}] * len(parts))
        chunks += len(parts)
    return chunks


if __name__ == "__main__":
    sys.stdout.write(f"{plain(Path(sys.argv[1]), store=Path(sys.argv[2]))}\n")
