"""Kept arrays: what NpyArrays and MemoryArrays both must do."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.arrays_npy import NpyArrays
from assistant.fakes import MemoryArrays

ARRAYS = {
    "none": np.empty(0, np.int32),
    "few": np.array([3, 1, 2], np.uint8),
    "many": np.arange(10_000, dtype=np.int32),
}


@pytest.fixture(params=["npy", "memory"])
def store(request, tmp_path):
    return NpyArrays(tmp_path / "index" / "texts") if request.param == "npy" else MemoryArrays()


def test_where_nothing_was_kept_there_is_nothing(store):
    assert store.load() is None


def test_arrays_come_back_as_they_were(store):
    store.save(ARRAYS)
    held = store.load()
    assert {name: (each.dtype, each.tolist()) for name, each in held.items()} == {
        name: (each.dtype, each.tolist()) for name, each in ARRAYS.items()
    }


def test_what_was_kept_cannot_be_written_to(store):
    store.save(ARRAYS)
    for each in store.load().values():
        with pytest.raises(ValueError, match="read-only"):
            each[...] = 0


def test_the_last_ones_take_the_place_of_those_before(store):
    store.save(ARRAYS)
    before = store.load()
    store.save({"few": np.array([9], np.uint8)})
    assert {name: each.tolist() for name, each in store.load().items()} == {"few": [9]}
    assert before["many"][-1] == 9_999  # who reads them goes on


def test_what_is_cut_off_is_as_if_it_were_not_there(tmp_path):
    store = NpyArrays(tmp_path / "texts")
    store.save(ARRAYS)
    (file,) = Path(tmp_path).rglob("many.npy")
    for size in (0, 60, 9_000):
        file.write_bytes(file.read_bytes()[:size])
        assert store.load() is None


@pytest.mark.parametrize("change", ["flipped", "gone", "sums"])
def test_what_is_not_as_it_was_written_is_as_if_it_were_not_there(tmp_path, change):
    store = NpyArrays(tmp_path / "texts")
    store.save(ARRAYS)
    (file,) = Path(tmp_path).rglob("sums.json" if change == "sums" else "many.npy")
    held = bytearray(file.read_bytes())
    held[-1000 if change == "flipped" else -1] ^= 1
    file.write_bytes(held)
    if change == "gone":
        file.unlink()
    assert store.load() is None
    store.save(ARRAYS)
    assert store.load() is not None


def test_what_nobody_writes_to_is_as_it_was_loaded(store):
    assert store.is_as_loaded()
    store.save(ARRAYS)
    store.load()
    assert store.is_as_loaded()
    store.save({"few": np.array([9], np.uint8)})  # others take the place of these, which are read on
    assert store.is_as_loaded()


@pytest.mark.parametrize("change", ["flipped", "cut", "emptied"])
def test_who_writes_to_the_files_that_are_read_is_noticed(tmp_path, change):
    store = NpyArrays(tmp_path / "texts")
    store.save(ARRAYS)
    store.load()
    (file,) = Path(tmp_path).rglob("many.npy")
    held = bytearray(file.read_bytes())
    held[-1000] ^= 1
    with file.open("r+b") as written:
        if change == "flipped":
            written.write(held)
        else:
            written.truncate(len(held) // 2 if change == "cut" else 0)
    assert not store.is_as_loaded()
    assert store.load() is None
    assert store.is_as_loaded()


def test_files_that_are_taken_away_are_read_on(tmp_path):
    store = NpyArrays(tmp_path / "texts")
    store.save(ARRAYS)
    held = store.load()
    shutil.rmtree(tmp_path / "texts")
    assert store.is_as_loaded()
    assert held["many"][-1] == 9_999


def test_a_folder_that_cannot_be_made_costs_nothing_but_the_keeping(tmp_path):
    (tmp_path / "index").write_text("a file", "utf-8")
    store = NpyArrays(tmp_path / "index" / "texts")
    store.save(ARRAYS)
    assert store.load() is None


def test_nothing_is_left_of_what_was_replaced(tmp_path):
    store = NpyArrays(tmp_path / "texts")
    for _ in range(3):
        store.save(ARRAYS)
    assert len(list((tmp_path / "texts").iterdir())) == 1
