"""Indicators that the catalogue has never heard of, grouped across documents by their labels.

"Tổng sản lượng tôm", "sản lượng tôm nuôi" and "Sản lượng tôm cả năm" are asked for as one. Labels belong together
where their content words are the same, or all but few of the rarer label's: words such as "tổng", "đạt", "cả năm"
carry no content (``unknown.toml``), and every word that does must be shared by ``_ALIKE`` of both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.language.tables import load_table
from assistant.language.text import syllables
from assistant.types import Indicator

_ALIKE = 0.75  # share of content words, of the longer label, that two labels of one indicator have in common


@dataclass(frozen=True, slots=True)
class Group:
    """Labels of one unknown indicator, the most frequent first, with how many rows and documents hold it."""

    label: str
    labels: tuple[str, ...]
    units: tuple[str, ...]
    rows: int
    documents: int


@cache
def _empty() -> frozenset[str]:
    return frozenset(load_table("assistant.ledger", "unknown.toml")["empty"]["words"].split())


def content(label: str) -> frozenset[str]:
    """The words of a label that say what it is; all of them where none would be left."""
    words = frozenset(syllables(label))
    return words - _empty() or words


def group_labels(labels: Iterable[str]) -> list[tuple[str, ...]]:
    """Labels that name one indicator together, each group in the order of ``labels``."""
    groups: list[tuple[frozenset[str], list[str]]] = []
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for label in labels:
        words = content(label)
        near = Counter(index for word in words for index in by_word[word])
        home = next((index for index, shared in near.most_common() if _alike(words, groups[index][0], shared)), None)
        if home is None:
            for word in words:
                by_word[word].append(len(groups))
            groups.append((words, [label]))
        else:
            groups[home][1].append(label)
    return [tuple(members) for _, members in groups]


def _alike(words: frozenset[str], others: frozenset[str], shared: int) -> bool:
    return shared >= _ALIKE * max(len(words), len(others))


def unknown(rows: Sequence[Indicator]) -> list[Group]:
    """The indicators of ``rows`` that the catalogue lacks; those of most documents first."""
    theirs: defaultdict[str, list[Indicator]] = defaultdict(list)
    for row in rows:
        if row.indicator is None:
            theirs[row.label].append(row)
    by_use = sorted(theirs, key=lambda label: (-len(theirs[label]), label))
    groups = [_group(labels, [row for label in labels for row in theirs[label]]) for labels in group_labels(by_use)]
    return sorted(groups, key=lambda group: (-group.documents, -group.rows, group.label))


def _group(labels: tuple[str, ...], rows: Sequence[Indicator]) -> Group:
    units = Counter(row.unit for row in rows if row.unit)
    return Group(
        label=labels[0],
        labels=labels,
        units=tuple(unit for unit, _ in units.most_common()),
        rows=len(rows),
        documents=len({row.document_id for row in rows}),
    )
