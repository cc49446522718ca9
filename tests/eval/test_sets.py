"""The set over the five real documents holds its floors, as written, without diacritics and with typing errors.

Cases were written from the documents, by eye, by somebody who did not see the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.build import Assistant, open_assistant
from assistant.settings import Settings
from eval.cases import load_cases
from eval.run import Result, run_cases
from eval.summary import summarise
from eval.vary import Vary, unit_names, varied
from ingest.pipeline import ingest

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
SET = ROOT / "eval" / "sets" / "seeds.jsonl"
AGGREGATE = {"filter", "superlative", "count", "sum", "rank"}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    files = sorted(SEEDS.glob("*.txt"))
    if not files:
        pytest.skip("the five real documents (../shared/seeds) are not on this machine")
    settings = Settings.model_validate({"data": tmp_path_factory.mktemp("seeds")})
    list(ingest(files, settings=settings))
    with closing(open_assistant(settings)) as opened:
        yield opened


def _results(assistant: Assistant, how: Vary) -> list[Result]:
    names = unit_names(document.identity for document in assistant.shelf.documents())
    return list(run_cases(assistant, cases=varied(load_cases(SET).cases, how, names=names)))


def _share(results: list[Result]) -> float:
    return sum(result.grade.right for result in results) / len(results)


@pytest.mark.slow
def test_the_set_holds_its_floors(assistant: Assistant) -> None:
    results = _results(assistant, Vary.as_written)
    wrong = [(one.case.id, one.grade.unmet) for one in results if not one.grade.right]
    assert len(results) >= 120
    assert _share(results) >= 0.95, wrong
    assert _share([one for one in results if one.case.type in AGGREGATE]) >= 0.97, wrong
    told = summarise(results, questions=load_cases(SET))["all"]
    assert told["abstention"]["recall"] == 1.0
    assert told["verbatim"] == 1.0
    assert told["numbers_explained"] == 1.0


@pytest.mark.slow
@pytest.mark.parametrize(("how", "points"), [(Vary.no_diacritics, 0.03), (Vary.typos, 0.05)])
def test_worse_typing_loses_little(assistant: Assistant, how: Vary, points: float) -> None:
    lost = _share(_results(assistant, Vary.as_written)) - _share(_results(assistant, how))
    assert lost <= points
