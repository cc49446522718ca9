from pathlib import Path

import pytest

from assistant.types import Hit
from eval.cases import Case, Support
from eval.metrics.evidence import Stretch
from eval.needed import Needed, _is_asked, shelves

TEXT = "Nạo vét kênh Bà Tư. Trồng cây ven đường. Lắp đèn ở chợ."
FIRST, SECOND, THIRD = (
    Stretch("a.txt", TEXT.index(part), TEXT.index(part) + len(part)) for part in TEXT.rstrip(".").split(". ")
)


def needed(*quotes: str) -> Needed:
    support = tuple(Support("a.txt", quote) for quote in quotes)
    return Needed("q", "?", support, {"p1": FIRST, "p2": SECOND, "p3": THIRD}, {"a.txt": TEXT})


def test_the_share_of_quotes_among_the_first() -> None:
    ranked, measures = needed("Nạo vét kênh Bà Tư", "Lắp đèn ở chợ").judge([Hit("p2", 3.0), Hit("p1", 2.0)])
    assert ranked == ("p2", "p1")
    assert measures == {"needed@8": 1 / 2, "complete@8": 0.0, "needed@20": 1 / 2, "mrr": 1 / 2}


def test_what_is_found_too_deep_counts_only_further_down() -> None:
    others = [Hit("p2", 1.0)] * 8
    _, measures = needed("Lắp đèn ở chợ").judge([*others, Hit("p3", 0.5)])
    assert measures == {"needed@8": 0.0, "complete@8": 0.0, "needed@20": 1.0, "mrr": 1 / 9}


def test_nothing_found() -> None:
    assert set(needed("Lắp đèn ở chợ").judge([])[1].values()) == {0.0}


@pytest.mark.parametrize(
    ("case", "asked"),
    [
        (Case("1", "?", support=(Support("a.txt", "x"),), type="descriptive"), True),
        (Case("2", "?", support=(), type="descriptive"), False),
        (Case("3", "?", support=(Support("a.txt", "x"),), type="lookup"), False),
    ],
)
def test_questions_of_the_type_that_have_support_are_asked(case: Case, asked: bool) -> None:
    assert _is_asked(case, ["descriptive"]) is asked


def test_a_folder_or_those_in_it(tmp_path: Path) -> None:
    assert shelves(tmp_path) == []
    assert shelves(tmp_path / "không có") == []
    for name in ("b", "a"):
        (tmp_path / name / "docs").mkdir(parents=True)
        (tmp_path / name / "questions.jsonl").touch()
    (tmp_path / "c").mkdir()
    assert [one.name for one in shelves(tmp_path)] == ["a", "b"]
    assert shelves(tmp_path / "b") == [tmp_path / "b"]
