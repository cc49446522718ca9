"""Regressions, planted in a copy of the software as a careless change would bring them: the gate names each."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("assistant", "ingest", "prompts", "ui", "eval")

pytestmark = pytest.mark.slow


def gate(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    script = "from ui.cli import main; main()"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NQ_")}
    return subprocess.run(
        [sys.executable, "-c", script, "eval", "gate", *arguments],
        cwd=root,
        env={**environment, "PYTHONPATH": str(root)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The software in a folder of its own, with what Python keeps of it, so that a change costs nothing else."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def measures(done: subprocess.CompletedProcess[str]) -> set[str]:
    """What the gate names, one a line of its output."""
    return {line.split(": ")[0] for line in done.stdout.splitlines()}


def test_the_fusion_weight_off(copy: Path) -> None:
    change(
        copy / "assistant" / "adapters" / "embed_static.py",
        "LEXICAL_WEIGHT = 0.8",
        "LEXICAL_WEIGHT = 0.0",
    )
    done = gate(copy)
    assert done.returncode == 1
    assert {"sample.retrieval_4", "sample.retrieval_10"} <= measures(done)


def test_a_comparator_table_broken(copy: Path) -> None:
    """ "Trên" taken for "at least": conditions on either side of the edge are mistaken, lookups are not."""
    change(copy / "assistant" / "language" / "quantities.toml", 'comparator = ">"\n', 'comparator = ">="\n')
    done = gate(copy)
    assert done.returncode == 1
    assert {"sample.right.filter", "sample.boundary_f1"} <= measures(done)
    assert "sample.right.lookup" not in measures(done)


def test_a_prompt_changed(copy: Path) -> None:
    change(copy / "prompts" / "answer.md", "Giữ nguyên từng con số", "Có thể làm tròn con số")
    done = gate(copy)
    assert done.returncode == 1
    assert measures(done) == {"prompts/answer.md"}


def test_a_floor_is_lowered_only_when_told(copy: Path) -> None:
    change(copy / "assistant" / "language" / "quantities.toml", 'comparator = ">"\n', 'comparator = ">="\n')
    before = (copy / "eval" / "baseline.json").read_text(encoding="utf-8")
    refused = gate(copy, "--accept", "--runs", "1")
    assert refused.returncode == 1
    assert "sample.right.filter" in measures(refused)
    assert "--lower" in refused.stderr
    assert (copy / "eval" / "baseline.json").read_text(encoding="utf-8") == before
    assert gate(copy, "--accept", "--lower", "--runs", "1").returncode == 0
    assert gate(copy).returncode == 0


def test_several_runs_of_the_software_as_it_is_open_the_gate(copy: Path) -> None:
    done = gate(copy, "--runs", "3")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "Cổng mở" in done.stderr
