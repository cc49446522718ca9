"""The gate: what the bundled sets measured when a person last accepted it, held against what they measure now.

``baseline.json`` keeps for each set its hash, and for each measure the lowest of the accepting runs (the floor) and
how far those runs lay apart (the noise). Each run reads the documents anew, so that the noise holds all that may
differ between two runs of the same software. A drop below floor minus noise fails the gate, by name. Time is not
held here, since it is the machine's; ``make bench`` measures it.

No language model runs in the gate, so it cannot measure what a changed prompt does: it names the prompt instead, to
be measured with a model and accepted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from eval.jsonl import InvalidFile, read_text
from eval.measures import DEPTHS, MEASURES
from eval.run import Result
from eval.summary import means

HERE = Path(__file__).resolve().parent
BASELINE = HERE / "baseline.json"
PROMPTS = HERE.parent / "prompts"
# Passages of nearly equal score may change places with the processor's arithmetic: half a case of the sample's 53.
_LEAST_NOISE: Mapping[str, float] = {f"retrieval_{k}": 0.01 for k in DEPTHS}
# What no answer depends on.
_JUDGING = frozenset({"judge"})
# Sums of the same shares in another order may differ in their last bits.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class GatedSet:
    """A question set with the folder of its documents."""

    name: str
    questions: Path
    documents: Path


# The second folder is not part of the project; where it is absent, its set is passed over, which is said.
SETS = (
    GatedSet("sample", HERE / "sets" / "sample.jsonl", HERE.parent / "ingest" / "sample"),
    GatedSet("seeds", HERE / "sets" / "seeds.jsonl", HERE.parents[1] / "shared" / "seeds"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of a set: means by measure ("right", and "right.filter" for a type), and the wrong cases' ids."""

    hash: str
    measures: Mapping[str, float]
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Floor:
    """The lowest that was accepted, and how far runs of the same software lay apart."""

    floor: float
    noise: float


@dataclass(frozen=True, slots=True)
class SetFloors:
    """What was accepted for one set; ``wrong`` are the ids of the cases that were wrong in any of the runs."""

    hash: str
    measures: Mapping[str, Floor]
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a person accepted last; ``prompts`` maps a prompt's name to the SHA-256 of its text."""

    sets: Mapping[str, SetFloors] = field(default_factory=dict)
    prompts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """Why the gate is shut: ``measure`` names what dropped ("sample.right.filter", "prompts/answer.md")."""

    measure: str
    reason: str


def measured(results: Sequence[Result], *, digest: str) -> Measured:
    """A finished run as the gate sees it: every measure, and the share of right answers of each type."""
    whole = means([result.measures for result in results])
    types = {result.case.type for result in results}
    by_type = {
        f"right.{name}": means([result.measures for result in results if result.case.type == name])["right"]
        for name in sorted(types)
    }
    wrong = tuple(result.case.id for result in results if not result.grade.right)
    return Measured(digest, {name: whole[name] for name in MEASURES if name in whole} | by_type, wrong)


def floors(runs: Sequence[Measured]) -> SetFloors:
    """The floors that runs of one set give: the lowest of each measure, and the spread as noise."""
    names = [name for name in runs[0].measures if all(name in run.measures for run in runs)]
    values = {name: [run.measures[name] for run in runs] for name in names}
    wrong = dict.fromkeys(name for run in runs for name in run.wrong)
    return SetFloors(
        hash=runs[0].hash,
        measures={name: Floor(min(each), _noise(name, each)) for name, each in values.items()},
        wrong=tuple(wrong),
    )


def _noise(name: str, values: Sequence[float]) -> float:
    """How far runs lie apart, on this machine or on another."""
    return max(max(values) - min(values), _LEAST_NOISE.get(name, 0.0))


def hold(baseline: Baseline, *, found: Mapping[str, Measured], prompts: Mapping[str, str]) -> list[Finding]:
    """What of ``found`` (set name to its run) and of ``prompts`` is not as accepted; empty where the gate is open."""
    findings = [finding for name, run in found.items() for finding in _hold_set(name, baseline.sets.get(name), run)]
    changed = [name for name, digest in baseline.prompts.items() if prompts.get(name) != digest]
    reason = (
        "lời nhắc đã đổi; đo lại với mô hình (eval run, eval compare) rồi chấp nhận: nghiquyet eval gate --accept"
    )
    return [*findings, *(Finding(f"prompts/{name}.md", reason) for name in changed)]


def _hold_set(name: str, accepted: SetFloors | None, run: Measured) -> list[Finding]:
    if accepted is None:
        return [Finding(name, "bộ câu hỏi chưa có mức sàn; đặt bằng: nghiquyet eval gate --accept")]
    if accepted.hash != run.hash:
        return [
            Finding(
                name,
                f"bộ câu hỏi đã đổi (mức sàn đặt cho {accepted.hash[:12]}, nay {run.hash[:12]}); "
                "đặt lại bằng: nghiquyet eval gate --accept",
            )
        ]
    fresh = [wrong for wrong in run.wrong if wrong not in accepted.wrong]
    newly = f"; câu mới sai: {', '.join(fresh[:10])}{'…' if len(fresh) > 10 else ''}" if fresh else ""
    return [
        Finding(f"{name}.{measure}", f"{_drop(floor, run.measures.get(measure))}{newly}")
        for measure, floor in accepted.measures.items()
        if run.measures.get(measure, -1.0) < floor.floor - floor.noise - _ROUNDING
    ]


def _drop(floor: Floor, value: float | None) -> str:
    noise = f", nhiễu {floor.noise:.4f}" if floor.noise else ""
    now = "không còn đo được" if value is None else f"còn {value:.4f}"
    return f"{now}, dưới mức sàn {floor.floor:.4f}{noise}"


def lowered(before: Baseline, after: Baseline) -> list[Finding]:
    """The floors of ``before`` that ``after`` would lower or lose."""
    return [
        Finding(f"{name}.{measure}", _drop(floor, value))
        for name, accepted in before.sets.items()
        for measure, floor in accepted.measures.items()
        for value in [_floor_of(after, name, measure)]
        if value is None or value < floor.floor - floor.noise - _ROUNDING
    ]


def _floor_of(baseline: Baseline, name: str, measure: str) -> float | None:
    held = baseline.sets.get(name)
    floor = held.measures.get(measure) if held else None
    return floor.floor if floor else None


def prompt_hashes(folder: Path = PROMPTS) -> dict[str, str]:
    """The prompts of ``folder`` that answers depend on, by name, each as the SHA-256 of its text."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items() if name not in _JUDGING}


def read_baseline(path: Path = BASELINE) -> Baseline:
    """The accepted floors; none where the file does not exist. Raises ``InvalidFile`` where it is no baseline."""
    if not path.exists():
        return Baseline()
    try:
        given = json.loads(read_text(path))
        sets = {name: _set_floors(each) for name, each in given["sets"].items()}
        return Baseline(sets, dict(given["prompts"]))
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        reason = f"không đọc được mức sàn ({error}); lấy lại tệp từ lịch sử, hoặc xóa nó rồi chạy gate --accept."
        raise InvalidFile(path, [f"{path.name}: {reason}"]) from error


def _set_floors(given: Mapping[str, Any]) -> SetFloors:
    measures = {name: Floor(float(each["floor"]), float(each["noise"])) for name, each in given["measures"].items()}
    return SetFloors(str(given["hash"]), measures, tuple(given["wrong"]))


def write_baseline(baseline: Baseline, *, path: Path = BASELINE) -> None:
    """Writes the floors."""
    text = json.dumps(asdict(baseline), ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
