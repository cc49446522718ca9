import json
import random
from pathlib import Path

import pytest

from eval.cases import Case
from eval.gate import (
    BASELINE,
    SETS,
    Baseline,
    Floor,
    Measured,
    SetFloors,
    floors,
    hold,
    lowered,
    measured,
    prompt_hashes,
    read_baseline,
    write_baseline,
)
from eval.grade import grade, library
from eval.jsonl import InvalidFile
from eval.run import Result
from tests.eval.making import make_answer, make_document

HELD = Baseline(
    {"sample": SetFloors("h1", {"right": Floor(0.95, 0.01), "right.filter": Floor(1.0, 0.0)}, wrong=("S1",))},
    {"answer": "p1"},
)


def run(
    right: float, filtered: float = 1.0, *, digest: str = "h1", wrong: tuple[str, ...] = ()
) -> dict[str, Measured]:
    return {"sample": Measured(digest, {"right": right, "right.filter": filtered}, wrong)}


def names(found: dict[str, Measured], *, prompts: dict[str, str] | None = None) -> list[str]:
    return [one.measure for one in hold(HELD, found=found, prompts=prompts or {"answer": "p1"})]


def test_the_gate_is_open_down_to_floor_minus_noise() -> None:
    assert names(run(0.95)) == []
    assert names(run(0.94)) == []  # 0.95 - 0.01
    assert names(run(0.939)) == ["sample.right"]


def test_a_drop_is_named_with_the_questions_that_are_wrong_now() -> None:
    (finding,) = hold(HELD, found=run(0.95, 0.9, wrong=("S1", "S7")), prompts={"answer": "p1"})
    assert finding.measure == "sample.right.filter"
    assert finding.reason == "còn 0.9000, dưới mức sàn 1.0000; câu mới sai: S7"


def test_a_measure_that_is_gone_shuts_the_gate() -> None:
    assert names({"sample": Measured("h1", {"right": 1.0})}) == ["sample.right.filter"]


def test_a_changed_set_and_a_new_one_must_be_accepted() -> None:
    (changed,) = hold(HELD, found=run(1.0, digest="h2"), prompts={"answer": "p1"})
    assert (changed.measure, "bộ câu hỏi đã đổi" in changed.reason) == ("sample", True)
    (new,) = hold(HELD, found={"seeds": run(1.0)["sample"]}, prompts={"answer": "p1"})
    assert (new.measure, "chưa có mức sàn" in new.reason) == ("seeds", True)


def test_a_changed_prompt_is_named() -> None:
    assert names(run(1.0), prompts={"answer": "p2", "judge": "p3"}) == ["prompts/answer.md"]
    assert names(run(1.0), prompts={"judge": "p3"}) == ["prompts/answer.md"]


def test_a_set_that_is_not_here_is_not_held() -> None:
    assert hold(HELD, found={}, prompts={"answer": "p1"}) == []


def test_floors_are_the_lowest_of_the_runs_and_noise_is_their_spread() -> None:
    runs = [run(0.96, wrong=("S1",)), run(0.94, wrong=("S1", "S2")), run(0.95)]
    given = floors([one["sample"] for one in runs])
    assert given.measures["right"].floor == 0.94
    assert given.measures["right"].noise == pytest.approx(0.96 - 0.94)
    assert given.wrong == ("S1", "S2")


def test_ranks_may_differ_from_machine_to_machine() -> None:
    one = Measured("h1", {"retrieval_10": 0.76, "right": 0.9})
    held = floors([one, one]).measures
    assert (held["retrieval_10"].noise, held["right"].noise) == (0.01, 0.0)


def test_noise_of_twenty_runs_opens_the_gate_and_a_real_drop_shuts_it() -> None:
    """A model that errs on 3 of 200 questions, never the same, against one that errs on 20."""
    chance = random.Random(11)

    def noisy(errors: int) -> Measured:
        wrong = chance.sample(range(200), chance.randint(errors - 2, errors + 2))
        return Measured("h", {"right": 1 - len(wrong) / 200})

    held = Baseline({"sample": floors([noisy(3) for _ in range(3)])})
    assert [hold(held, found={"sample": noisy(3)}, prompts={}) for _ in range(20)] == [[]] * 20
    assert all(hold(held, found={"sample": noisy(20)}, prompts={}) for _ in range(20))


def test_lowering_a_floor_is_seen() -> None:
    def floor(value: float) -> Baseline:
        return Baseline({"sample": SetFloors("h1", {"right": Floor(value, 0.0), "right.filter": Floor(1.0, 0.0)})})

    assert lowered(HELD, floor(0.95)) == []
    assert lowered(HELD, floor(0.99)) == []
    assert [one.measure for one in lowered(HELD, floor(0.9))] == ["sample.right"]
    assert [one.measure for one in lowered(HELD, Baseline())] == ["sample.right", "sample.right.filter"]


def test_a_run_as_the_gate_sees_it() -> None:
    document = make_document()
    books = library([document])
    said = make_answer("58")

    def result(name: str, kind: str, wanted: str) -> Result:
        case = Case(id=name, question="?", type=kind, must_include=((wanted,),))
        return Result(case, said, grade(case, said, books=books), 1.0)

    seen = measured(
        [result("Q1", "filter", "58"), result("Q2", "filter", "60"), result("Q3", "lookup", "58")], digest="h"
    )
    assert (seen.measures["right"], seen.measures["right.filter"], seen.measures["right.lookup"]) == (
        2 / 3,
        1 / 2,
        1.0,
    )
    assert seen.wrong == ("Q2",)


def test_a_baseline_survives_being_written(tmp_path: Path) -> None:
    write_baseline(HELD, path=tmp_path / "b.json")
    assert read_baseline(tmp_path / "b.json") == HELD
    assert read_baseline(tmp_path / "none.json") == Baseline()


def test_a_broken_baseline_is_told(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    for text in ("{", "[]", json.dumps({"sets": {"sample": {"hash": "x"}}, "prompts": {}})):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InvalidFile, match="không đọc được mức sàn"):
            read_baseline(path)


def test_prompts_are_known_by_their_text(tmp_path: Path) -> None:
    for name in ("answer", "judge"):
        (tmp_path / f"{name}.md").write_text("a", encoding="utf-8")
    before = prompt_hashes(tmp_path)
    (tmp_path / "answer.md").write_text("b", encoding="utf-8")
    assert before.keys() == {"answer"}
    assert prompt_hashes(tmp_path) != before


def test_the_shipped_baseline_holds_the_shipped_sets() -> None:
    held = read_baseline(BASELINE)
    assert {one.name for one in SETS if one.questions.exists() and one.documents.is_dir()} <= held.sets.keys()
    assert "right.filter" in held.sets["sample"].measures
