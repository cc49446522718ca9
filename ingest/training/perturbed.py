"""Gold documents laid out otherwise: what to measure a reading on that was learnt from others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from assistant.types import Indicator
from ingest.clean import clean
from ingest.rows import rows_of
from ingest.training.examples import Example, Gold, Row, Source, documents, example, spans_of
from ingest.training.perturb import AS_WRITTEN, KINDS, Perturbed, perturb
from ingest.weigh.weigh import weigh
from ingest.weigh.weights import Weights

UNCHANGED = "as written"
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Read:
    """A gold document and what was read of it: the rows of the ledger, and what they should be."""

    example: Example
    rows: tuple[Indicator, ...]


def perturbed(gold: Gold, kind: str, *, seed: int = 0) -> Example:
    """A gold document changed in one way (one of ``KINDS``, or ``UNCHANGED``), its gold rows with their new spans."""
    if kind == UNCHANGED:
        return example(gold.document, author=gold.author, rows=gold.rows)
    text = gold.document.text if kind in AS_WRITTEN else clean(gold.document).text
    changed = perturb(text, kind, seed=seed)
    return example(
        replace(gold.document, text=changed.text), author=gold.author, rows=moved(gold.rows, text, changed)
    )


def moved(rows: Sequence[Row], text: str, changed: Perturbed) -> tuple[Row, ...]:
    """Gold rows with their spans as they stand in the changed text; a span that was not found stays."""
    return tuple(_moved(row, text, changed) for row in rows)


def _moved(row: Row, text: str, changed: Perturbed) -> Row:
    spans = spans_of(row, text)
    if not spans:
        return row
    start, end = changed.span(*spans[0])
    return {**row, "span": changed.text[start:end]}


def perturbed_examples(
    sources: Sequence[Source], kinds: Iterable[str] = (UNCHANGED, *KINDS), *, seed: int = 0
) -> Iterator[tuple[str, Example]]:
    """Every gold document of ``sources`` as written and once changed in each way, with the kind of the change."""
    kinds = tuple(kinds)
    for gold in documents(sources):
        for kind in kinds:
            yield kind, perturbed(gold, kind, seed=seed)


def measured(
    sources: Sequence[Source],
    weights: Weights,
    score: Callable[[Sequence[Read]], S],
    *,
    kinds: Iterable[str] = (UNCHANGED, *KINDS),
    seed: int = 0,
) -> dict[str, S]:
    """How well ``weights`` read the documents of ``sources`` as written and changed in each way, by kind.

    ``score`` gets all documents of a kind at once. Only what ``weights`` were not fitted with tells anything.
    """
    found: dict[str, list[Read]] = {}
    for kind, each in perturbed_examples(sources, kinds, seed=seed):
        rows = tuple(row for _, row in rows_of(weigh(each.survey, weights)))
        found.setdefault(kind, []).append(Read(each, rows))
    return {kind: score(reads) for kind, reads in found.items()}
