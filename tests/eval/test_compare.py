import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from eval.compare import Run, compare, load_run
from eval.jsonl import InvalidFile
from eval.page import comparison_page, notes
from eval.report import print_comparison


def line(name: str, *, right: bool, ms: float = 10.0, kind: str = "filter", **measures: float) -> dict[str, Any]:
    return {
        "id": name,
        "type": kind,
        "question": f"{name} <b>?",
        "expected": {"answer": "60,5", "must_include": [], "match": [], "boundary": [], "abstain": False},
        "right": right,
        "reasons": [] if right else ["thiếu “60,5”"],
        "ms": ms,
        "measures": {"right": float(right), **measures},
        "answer": {"text": f"Trả lời của {name} & <script>"},
    }


def run(name: str, *lines: Mapping[str, Any]) -> Run:
    return Run(name, "set.jsonl", "a" * 64, {one["id"]: one for one in lines})


BEFORE = run(
    "trước",
    line("Q1", right=True, verbatim=1.0),
    line("Q2", right=False),
    line("Q3", right=True, kind="lookup", ms=30.0),
    line("Q4", right=True, kind="lookup"),
)
AFTER = run(
    "sau",
    line("Q1", right=False, verbatim=0.5),
    line("Q2", right=True),
    line("Q3", right=True, kind="lookup", ms=20.0),
    line("Q5", right=True),
)


def test_each_question_is_held_against_itself() -> None:
    found = compare(BEFORE, AFTER)
    right, verbatim, ms = found.differences
    assert (right.name, right.cases, right.before, right.after) == ("right", 3, 2 / 3, 2 / 3)
    assert right.change.mean == (-1 + 1 + 0) / 3
    assert right.p == 1.0
    assert (verbatim.cases, verbatim.change.mean, verbatim.improved) == (1, 0.5 - 1.0, False)
    assert (ms.name, ms.before, ms.after, ms.improved) == ("ms", (10 + 10 + 30) / 3, (10 + 10 + 20) / 3, True)


def test_what_got_better_and_worse() -> None:
    found = compare(BEFORE, AFTER)
    assert [pair.after["id"] for pair in found.worse] == ["Q1"]
    assert [pair.after["id"] for pair in found.better] == ["Q2"]
    assert (found.only_before, found.only_after) == (("Q4",), ("Q5",))
    assert {name: one.cases for name, one in found.by_type.items()} == {"filter": 2, "lookup": 1}


def test_a_case_that_changed_is_not_compared() -> None:
    other = {**line("Q1", right=False), "expected": {"answer": "61"}}
    found = compare(BEFORE, run("sau", other, line("Q2", right=False)))
    assert found.changed == ("Q1",)
    assert found.worse == ()
    assert "1 câu đã đổi nội dung giữa hai lần chạy, không so: Q1" in notes(found)


def test_a_change_of_many_questions_is_significant_and_noise_is_not() -> None:
    names = [f"Q{number}" for number in range(40)]
    before = run("a", *(line(name, right=True) for name in names))
    worse = run("b", *(line(name, right=number >= 10) for number, name in enumerate(names)))
    assert compare(before, worse).differences[0].significant  # ten lost, none won: p = 2 / 2 ** 10
    mixed = run("c", *(line(name, right=number % 20 > 0) for number, name in enumerate(names)))
    assert not compare(before, mixed).differences[0].significant  # two lost, none won: p = 2 / 2 ** 2


def test_the_terminal_shows_measures_and_questions() -> None:
    console = Console(file=io.StringIO(), width=140, markup=False, highlight=False)
    print_comparison(compare(BEFORE, AFTER), console=console)
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert "trước → sau (set.jsonl)" in shown
    assert "−50,0 (−50,0 đến −50,0)" in shown
    assert "1 câu trước đúng, nay sai:\n  Q1 (filter) Q1 <b>?\n    thiếu “60,5”" in shown


def test_the_page_stands_alone_and_escapes_what_it_shows() -> None:
    page = comparison_page(compare(BEFORE, AFTER))
    assert "Trả lời của Q1 &amp; &lt;script&gt;" in page
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page
    assert page.count("<svg") == 2
    assert "default-src 'none'" in page
    assert "1 câu trước đúng, nay sai" in page


def write(folder: Path, *lines: Mapping[str, Any]) -> Path:
    folder.mkdir()
    (folder / "results.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    summary = {"set": {"name": "set.jsonl", "hash": "a" * 64}}
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    return folder


def test_a_run_is_read_back(tmp_path: Path) -> None:
    loaded = load_run(write(tmp_path / "trước", *BEFORE.results.values()))
    assert loaded == BEFORE


def test_what_is_no_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match=r"results\.jsonl: không có tệp này"):
        load_run(tmp_path)
    with pytest.raises(InvalidFile, match=r"results\.jsonl:1: thiếu answer, expected, measures"):
        load_run(write(tmp_path / "cũ", {"id": "Q1", "type": "x", "question": "?", "right": True, "ms": 1.0}))
    broken = write(tmp_path / "hỏng", *BEFORE.results.values())
    (broken / "summary.json").write_text("[]", encoding="utf-8")
    with pytest.raises(InvalidFile, match=r"summary\.json: không phải kết quả"):
        load_run(broken)
