"""Two runs over the same questions: which measures changed, by how much, and whether it may be chance."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from eval.jsonl import InvalidFile, read_lines, read_text
from eval.measures import MEASURES
from eval.run import RESULTS
from eval.statistics import Interval, paired_bootstrap, paired_permutation
from eval.summary import SUMMARY

LATENCY = "ms"
TITLES: Mapping[str, str] = {
    **{name: measure.title for name, measure in MEASURES.items()},
    "judge": "Mô hình chấm",
    LATENCY: "Thời gian trả lời (ms)",
}
# Below this p-value a change is called one: 1 in 20 runs that are alike would seem to differ.
SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Run:
    """A run as ``results.jsonl`` and ``summary.json`` keep it; ``results`` are lines by case id."""

    name: str
    set_name: str
    set_hash: str
    results: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure over the ``cases`` that both runs have it for; ``change`` is after minus before."""

    name: str
    cases: int
    before: float
    after: float
    change: Interval
    p: float

    @property
    def title(self) -> str:
        """The measure in words."""
        return TITLES.get(self.name, self.name)

    @property
    def significant(self) -> bool:
        """Whether chance alone would seldom bring it."""
        return self.p < SIGNIFICANT

    @property
    def improved(self) -> bool:
        """Whether the change is for the better: up, but for time."""
        return self.change.mean < 0 if self.name == LATENCY else self.change.mean > 0


@dataclass(frozen=True, slots=True)
class Pair:
    """One question in both runs, as lines of their results."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``better`` and ``worse`` are the questions that became right or wrong.

    ``changed`` are questions whose demands changed between the runs: they are not compared. ``only_before`` and
    ``only_after`` are ids that one run alone has.
    """

    before: Run
    after: Run
    differences: tuple[Difference, ...]
    by_type: Mapping[str, Difference]
    better: tuple[Pair, ...]
    worse: tuple[Pair, ...]
    changed: tuple[str, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]


def load_run(folder: Path) -> Run:
    """The run in ``folder``. Raises ``InvalidFile`` where it holds none, or one of an older version."""
    results = read_lines(folder / RESULTS, defects=_defects)
    path = folder / SUMMARY
    try:
        named = json.loads(read_text(path))["set"]
        name, digest = str(named["name"]), str(named["hash"])
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise InvalidFile(path, [f"{SUMMARY}: không phải kết quả của một lần chạy; chạy lại eval run."]) from error
    return Run(folder.resolve().name, name, digest, {line.value["id"]: line.value for line in results})


def _defects(lines: Sequence[Any]) -> list[str]:
    wanted = {"id", "type", "question", "right", "measures", "expected", "ms", "answer"}
    return [
        f"{line.where}: thiếu {', '.join(missing)}; chạy lại bộ câu hỏi bằng eval run của phiên bản này."
        for line in lines
        if (missing := sorted(wanted - line.value.keys()))
    ]


def compare(before: Run, after: Run, *, seed: int = 0) -> Comparison:
    """The questions of both runs side by side, each measure with its interval and p-value."""
    both = [name for name in before.results if name in after.results]
    changed = tuple(name for name in both if not _same_case(before.results[name], after.results[name]))
    pairs = [Pair(before.results[name], after.results[name]) for name in both if name not in set(changed)]
    types = sorted({str(pair.after["type"]) for pair in pairs})
    right = _measured("right")
    return Comparison(
        before=before,
        after=after,
        differences=_differences(pairs, seed=seed),
        by_type={
            name: _difference(name, [pair for pair in pairs if pair.after["type"] == name], right, seed=seed)
            for name in types
        },
        better=tuple(pair for pair in pairs if pair.after["right"] and not pair.before["right"]),
        worse=tuple(pair for pair in pairs if pair.before["right"] and not pair.after["right"]),
        changed=changed,
        only_before=tuple(name for name in before.results if name not in after.results),
        only_after=tuple(name for name in after.results if name not in before.results),
    )


def _same_case(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one[name] == other[name] for name in ("question", "expected", "type"))


Read = Callable[[Mapping[str, Any]], float | None]


def _measured(name: str) -> Read:
    return lambda line: line["measures"].get(name)


def _differences(pairs: Sequence[Pair], *, seed: int) -> tuple[Difference, ...]:
    readers: dict[str, Read] = {name: _measured(name) for name in TITLES if name != LATENCY}
    readers[LATENCY] = lambda line: None if line["answer"] is None else line["ms"]
    found = (_difference(name, pairs, read, seed=seed) for name, read in readers.items())
    return tuple(one for one in found if one.cases)


def _difference(name: str, pairs: Sequence[Pair], read: Read, *, seed: int) -> Difference:
    values = [
        (old, new)
        for pair in pairs
        if (old := read(pair.before)) is not None and (new := read(pair.after)) is not None
    ]
    if not values:
        return Difference(name, 0, 0.0, 0.0, Interval(0.0, 0.0, 0.0), 1.0)
    changes = [new - old for old, new in values]
    return Difference(
        name=name,
        cases=len(values),
        before=fmean(old for old, _ in values),
        after=fmean(new for _, new in values),
        change=paired_bootstrap(changes, seed=seed),
        p=paired_permutation(changes, seed=seed),
    )
