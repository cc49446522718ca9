import json
from pathlib import Path
from typing import Any

import pytest

from assistant.types import Turn
from eval.cases import Case, ExpectedRows, Support, load_cases
from eval.jsonl import InvalidFile

FULL = {
    "id": "Q001",
    "question": "Còn năm 2024?",
    "history": [{"role": "user", "content": "Thu nhập?"}, {"role": "assistant", "content": "58."}],
    "answer": "60,5 triệu đồng",
    "must_include": [["60,5"], ["Trường Xuân", "xã thứ hai"]],
    "must_not_include": ["46"],
    "rows": {"match": ["a.txt"], "boundary": []},
    "abstain": False,
    "support": [{"document": "a.txt", "quote": "60,5 triệu"}],
    "type": "filter",
    "tags": ["no_diacritics"],
    "author": "ai đó",
}


def write(path: Path, *cases: dict[str, Any], **style: Any) -> Path:
    path.write_text("\n".join(json.dumps(case, ensure_ascii=False, **style) for case in cases), encoding="utf-8")
    return path


def problems_of(path: Path) -> tuple[str, ...]:
    with pytest.raises(InvalidFile) as caught:
        load_cases(path)
    return caught.value.problems


def test_a_case_with_every_key(tmp_path: Path) -> None:
    loaded = load_cases(write(tmp_path / "set.jsonl", FULL))
    assert loaded.name == "set.jsonl"
    assert loaded.cases == (
        Case(
            id="Q001",
            question="Còn năm 2024?",
            history=(Turn("user", "Thu nhập?"), Turn("assistant", "58.")),
            answer="60,5 triệu đồng",
            must_include=(("60,5",), ("Trường Xuân", "xã thứ hai")),
            must_not_include=("46",),
            rows=ExpectedRows(match=frozenset({"a.txt"}), boundary=frozenset()),
            abstain=False,
            support=(Support("a.txt", "60,5 triệu"),),
            type="filter",
            tags=("no_diacritics",),
            extra={"author": "ai đó"},
        ),
    )


def test_what_is_left_out_or_null_is_not_demanded(tmp_path: Path) -> None:
    bare = load_cases(write(tmp_path / "set.jsonl", {"id": "Q1", "question": "?", "rows": None, "history": None}))
    assert bare.cases == (Case(id="Q1", question="?"),)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ({"match": ["a"], "boundary": []}, ExpectedRows(match=frozenset({"a"}), boundary=frozenset())),
        ({"match": [], "boundary": ["a"]}, ExpectedRows(match=frozenset(), boundary=frozenset({"a"}))),
        ({"match": ["a"]}, ExpectedRows(match=frozenset({"a"}), boundary=None)),
        ({"match": [], "boundary": []}, ExpectedRows()),  # how sets write that no list is asked for
        ({}, ExpectedRows()),
    ],
)
def test_lists_that_are_demanded(tmp_path: Path, rows: dict[str, Any], expected: ExpectedRows) -> None:
    loaded = load_cases(write(tmp_path / "set.jsonl", {"id": "Q1", "question": "?", "rows": rows}))
    assert loaded.cases[0].rows == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", ""),
        ("id", 7),
        ("question", None),
        ("history", [{"role": "system", "content": ""}]),
        ("history", [{"role": "user"}]),
        ("answer", 60.5),
        ("must_include", ["60,5"]),
        ("must_include", [[]]),
        ("must_not_include", [46]),
        ("rows", {"match": "a.txt"}),
        ("abstain", "abstained"),
        ("abstain", 1),
        ("support", [{"document": "a.txt"}]),
        ("type", " "),
        ("tags", "x"),
    ],
)
def test_a_value_that_cannot_be_used(tmp_path: Path, name: str, value: object) -> None:
    (problem,) = problems_of(write(tmp_path / "set.jsonl", FULL, {**FULL, "id": "Q2", name: value}))
    assert problem.startswith(f"set.jsonl:2: trường “{name}” ({json.dumps(value)})")
    assert "; ghi " in problem  # the remedy


def test_all_defects_are_collected(tmp_path: Path) -> None:
    found = problems_of(write(tmp_path / "set.jsonl", FULL, {"id": "Q001", "abstain": "không"}))
    assert [problem.split(" (")[0] for problem in found] == [
        "set.jsonl:2: trường “question”",
        "set.jsonl:2: trường “abstain”",
        "set.jsonl:2: trường “id”",
    ]
    assert "(không có)" in found[0]
    assert "đã có ở set.jsonl:1" in found[2]


def test_the_hash_is_of_the_content(tmp_path: Path) -> None:
    first = load_cases(write(tmp_path / "a.jsonl", FULL)).hash
    spaced = load_cases(write(tmp_path / "b.jsonl", dict(reversed(FULL.items())), separators=(" ,  ", ":"))).hash
    changed = load_cases(write(tmp_path / "c.jsonl", {**FULL, "answer": "61"})).hash
    assert first == spaced != changed
