"""The best passages once more in the order of a model that reads question and passage together (optional, off)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assistant.ask.retrieving.retrieve import Retriever
from assistant.ports import Reranker
from assistant.types import Evidence

# Passages that are read again: each costs a pass of the model, so a question waits for this many at most.
RERANKED = 30


@dataclass(frozen=True, slots=True)
class RerankingRetriever(Retriever):
    """A retriever whose best passages a reranker puts in order; their scores stay those of the fusion."""

    reranker: Reranker

    def retrieve(self, question: str, *, k: int, within: Collection[str] | None = None) -> list[Evidence]:
        """The ``k`` best passages: of the first ``RERANKED`` those that the reranker likes best, then the others."""
        found = Retriever.retrieve(self, question, k=max(k, RERANKED), within=within)
        first, others = found[:RERANKED], found[RERANKED:]
        texts = [f"{one.passage.context}\n{one.passage.text}" for one in first]
        scores = self.reranker.relevance(question, texts)
        order = sorted(range(len(first)), key=lambda at: -scores[at])  # stable: equals keep the order of the fusion
        return [*(first[at] for at in order), *others][:k]
