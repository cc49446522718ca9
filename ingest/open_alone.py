"""Both indexes opened by a process of its own, which may die of it.

``python -m ingest.open_alone WORDS VECTORS LENGTH`` prints how many passages they hold. Imports what opens an
index and nothing else: it is run where a first question waits (1.4 s here; 2.4 with all that answers questions).
"""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.adapters.lexical_tantivy import TantivyLexical
from assistant.adapters.vectors_chroma import ChromaVectors
from assistant.errors import IndexMismatch


def held(words: Path, vectors: Path, dimension: int) -> int:
    """How many passages both indexes hold. Raises ``IndexMismatch``, also where they differ."""
    with TantivyLexical(words) as lexical, ChromaVectors(vectors, dimension) as dense:
        found, near = lexical.ids(), dense.ids()
        lexical.search("nghị quyết", 1)
    if found != near:
        raise IndexMismatch("hai chỉ mục không cùng các đoạn")
    return len(found)


if __name__ == "__main__":
    sys.stdout.write(str(held(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
