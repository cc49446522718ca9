"""What is ChromaVectors' own: its folder, and what is said when that is broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters import vectors_chroma
from assistant.adapters.vectors_chroma import ChromaVectors
from assistant.errors import IndexMismatch
from assistant.ports import Vectors

DIMENSION = 8
REMEDY = "nghiquyet doctor --repair"
ROOT = Path(vectors_chroma.__file__).parents[2]


def vectors(count: int) -> Vectors:
    return np.random.default_rng(0).normal(size=(count, DIMENSION)).astype(np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vectors"


def fill(folder: Path, count: int) -> Vectors:
    held = vectors(count)
    with ChromaVectors(folder, DIMENSION) as index:
        index.add([f"p{place}" for place in range(count)], held)
    return held


@pytest.mark.parametrize("count", [3, 2500])
def test_it_is_there_when_opened_again(folder: Path, count: int) -> None:
    held = fill(folder, count)
    with ChromaVectors(folder, DIMENSION) as index:
        assert len(index.ids()) == count
        assert index.search(held[-1], 1)[0].id == f"p{count - 1}"
        assert len(index.search(held[0], 5000)) == count


def test_nothing_is_opened_before_it_is_used(folder: Path) -> None:
    ChromaVectors(folder, DIMENSION).close()
    assert not folder.exists()


def test_closing_twice_and_using_again(folder: Path) -> None:
    held = fill(folder, 3)
    index = ChromaVectors(folder, DIMENSION)
    index.open()
    index.close()
    index.close()
    assert index.search(held[0], 1)[0].id == "p0"
    index.close()


def test_it_can_be_deleted_and_made_anew_in_one_process(folder: Path) -> None:
    fill(folder, 3)
    shutil.rmtree(folder)
    with ChromaVectors(folder, DIMENSION) as index:
        assert index.ids() == set()


def garbage_in_the_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(b"no database " * 1000)


def half_a_database(folder: Path) -> None:
    database = folder / "chroma.sqlite3"
    database.write_bytes(database.read_bytes()[: database.stat().st_size // 2])


def garbage_in_the_graph(folder: Path) -> None:
    for file in folder.glob("*/*"):
        file.write_bytes(b"garbage")


def no_graph(folder: Path) -> None:
    for graph in folder.glob("*/"):
        shutil.rmtree(graph)


def a_file_in_its_place(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("file")


@pytest.mark.parametrize(
    "damage",
    [garbage_in_the_database, half_a_database, garbage_in_the_graph, no_graph, a_file_in_its_place],
)
def test_a_broken_folder_names_the_remedy_and_can_be_made_anew(folder: Path, damage: object) -> None:
    held = fill(folder, 2500)
    assert callable(damage)
    damage(folder)
    index = ChromaVectors(folder, DIMENSION)
    with pytest.raises(IndexMismatch, match=REMEDY) as caught:
        index.open()
    assert str(folder) in str(caught.value)
    if folder.is_dir():
        shutil.rmtree(folder)
    else:
        folder.unlink()
    index.add(["a"], held[:1])
    assert index.search(held[0], 1)[0].id == "a"
    index.close()


def test_a_folder_of_another_dimension_is_refused(folder: Path) -> None:
    fill(folder, 3)
    with pytest.raises(IndexMismatch, match=rf"4 chiều.*8 chiều.*{REMEDY}"):
        ChromaVectors(folder, 4).open()


def test_vectors_of_another_dimension_are_refused(folder: Path) -> None:
    with ChromaVectors(folder, DIMENSION) as index:
        with pytest.raises(IndexMismatch, match="4 chiều"):
            index.add(["a"], np.ones((1, 4), dtype=np.float32))
        with pytest.raises(IndexMismatch, match="4 chiều"):
            index.search(np.ones(4, dtype=np.float32), 1)


PROBE = """
import sys
from pathlib import Path
from assistant.adapters.vectors_chroma import ChromaVectors
assert "chromadb" not in sys.modules
with ChromaVectors(Path(sys.argv[1]), 4) as index:
    index.open()
assert "onnxruntime" not in sys.modules and "torch" not in sys.modules
"""


def test_it_loads_chroma_late_and_no_model_at_all(folder: Path) -> None:
    subprocess.run([sys.executable, "-c", PROBE, str(folder)], cwd=ROOT, check=True, timeout=120)
    assert not [file for file in folder.rglob("*") if file.suffix in {".onnx", ".gz"}]
