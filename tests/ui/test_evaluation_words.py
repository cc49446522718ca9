from pathlib import Path

import pytest

from eval.cases import load_cases
from eval.measures import MEASURES
from ui.evaluation_words import MEANINGS, TYPES, run_name, seconds, set_name, type_name

SETS = Path(__file__).parents[2] / "eval" / "sets"


@pytest.mark.parametrize("path", sorted(SETS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_every_kind_of_question_has_its_words(path):
    assert {case.type for case in load_cases(path).cases} <= set(TYPES)


def test_every_measure_says_what_it_means():
    assert {name for name in MEASURES if not name.startswith("retrieval_")} == set(MEANINGS)


def test_words():
    assert type_name("khác") == "khác"
    assert run_name("2026-11-29_01-31-32_sample") == "29/11/2026, 01:31 – Bộ mẫu kèm theo"
    assert run_name("x") == "x"
    assert set_name("cau_hoi_cua_xa.xlsx") == "cau hoi cua xa"
    assert seconds(134.6) == "0,13 giây"
