"""Gold documents laid out otherwise: their gold rows still point at figures, and readings are counted by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from ingest.training.examples import Gold, documents
from ingest.training.perturb import KINDS, perturb
from ingest.training.perturbed import UNCHANGED, Read, measured, moved, perturbed
from ingest.training.sources import bundled
from ingest.weigh.weights import shipped

_LEAST = 0.97  # of the gold rows that are figures of a document as written


@pytest.fixture(scope="module")
def further() -> list[Gold]:
    """Every third of the thirty further documents."""
    return list(documents([each for each in bundled() if each.author == "further"]))[::3]


def test_gold_rows_are_found_in_every_layout(further: Sequence[Gold]) -> None:
    found: Counter[str] = Counter()
    for gold in further:
        for kind in (UNCHANGED, *KINDS):
            each = perturbed(gold, kind)
            found[kind] += len(each.rows) - len(each.missed)

    assert found[UNCHANGED] > 200
    assert {kind: found[kind] for kind in KINDS if found[kind] < _LEAST * found[UNCHANGED]} == {}


def test_a_span_over_two_lines_goes_with_them() -> None:
    text = (
        "Mở đầu một văn bản mà không có tiêu đề nào cả, chỉ để nói rằng năm nay xã phấn đấu đạt các chỉ tiêu sau:\n"
    )
    text += "- Thu ngân sách đạt 14 tỷ đồng;\n- Hộ nghèo còn 1,8%."
    changed = perturb(text, "lists as prose")
    row = {"span": "ngân sách đạt 14 tỷ đồng;\n- Hộ nghèo còn 1,8%", "value": 14.0}

    (after,) = moved([row], text, changed)

    assert after == {**row, "span": "ngân sách đạt 14 tỷ đồng; Hộ nghèo còn 1,8%"}
    assert moved([{"span": "không có ở đây"}, {"value": 1.0}], text, changed) == (
        {"span": "không có ở đây"},
        {"value": 1.0},
    )


def test_readings_are_given_to_the_score_by_kind() -> None:
    def score(reads: Sequence[Read]) -> tuple[list[str], bool]:
        """Whose documents they are, and whether every document has rows with its own gold values."""
        values = [({row.value for row in read.rows}, {row["value"] for row in read.example.rows}) for read in reads]
        return [read.example.name for read in reads], all(found & gold for found, gold in values)

    sources = [each for each in bundled() if each.author == "d"]
    found = measured(sources, shipped(), score, kinds=(UNCHANGED, "headings reworded"))

    names = [gold.document.name for gold in documents(sources)]
    assert found == {UNCHANGED: (names, True), "headings reworded": (names, True)}
