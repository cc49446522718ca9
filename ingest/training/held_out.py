"""Measuring by held-out author: documents are read by weights that saw nothing of their author.

Authors count, not documents: what one author wrote twice is read rightly for the wrong reason.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.rows import rows_of
from ingest.training.examples import Example
from ingest.training.fit import fit
from ingest.training.score import Score, score, total
from ingest.weigh.state import State
from ingest.weigh.weigh import weigh
from ingest.weigh.weights import Weights


@dataclass(frozen=True, slots=True)
class Read:
    """A gold document as it was read, and how right that is."""

    example: Example
    state: State
    score: Score


@dataclass(frozen=True, slots=True)
class Learnt:
    """A point of the learning curve: so many authors seen, and the mean typed F1 of those that were not."""

    authors: int
    f1: float
    lowest: float


def authors_of(examples: Sequence[Example]) -> list[str]:
    """The authors that have gold rows, in the order of their names."""
    return sorted({example.author for example in examples if example.rows})


def read_with(weights: Weights, examples: Sequence[Example]) -> list[Read]:
    """The documents read with these weights."""
    found = []
    for example in examples:
        state = weigh(example.survey, weights)
        found.append(Read(example, state, score([row for _, row in rows_of(state)], example.rows)))
    return found


def held_out(examples: Sequence[Example], *, groups: int | None = None) -> Iterator[tuple[str, list[Read]]]:
    """Each author with its documents, read by weights that saw nothing of it.

    With ``groups`` several authors are left out at a time, in so many fits: quicker, and a little lower, since fewer
    authors were seen. Documents without gold rows are always seen.
    """
    authors = authors_of(examples)
    for left in _groups(authors, groups or len(authors)):
        weights = fit([example for example in examples if example.author not in left])
        for author in left:
            yield author, read_with(weights, [example for example in examples if example.author == author])


def _groups(authors: Sequence[str], count: int) -> list[list[str]]:
    return [left for at in range(count) if (left := list(authors[at::count]))]


def learning_curve(examples: Sequence[Example], sizes: Sequence[int], *, seed: int = 1) -> Iterator[Learnt]:
    """How good documents of unseen authors are read after so many authors; the authors are drawn, seeded."""
    authors = authors_of(examples)
    random.Random(seed).shuffle(authors)  # noqa: S311  # draws authors, no secrets
    for size in sizes:
        seen = set(authors[:size])
        weights = fit([example for example in examples if example.author in seen])
        unseen = [
            total(read.score for read in read_with(weights, [e for e in examples if e.author == author])).f1
            for author in authors
            if author not in seen
        ]
        yield Learnt(size, sum(unseen) / len(unseen), min(unseen))
