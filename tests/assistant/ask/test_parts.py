"""What is known of an archive is read once for all who wait, and what no correction changes is taken over."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread
from time import sleep
from typing import Any

import numpy as np
import pytest

from assistant.adapters.arrays_npy import NpyArrays
from assistant.ask import parts
from assistant.ask.parts import Known
from assistant.fakes import MemoryArchive
from assistant.types import Correction, Indicator, Question
from tests.builders import archived

INCOME = Question("Thu nhập?", "Thu nhập?", "ledger", "lookup", indicators=("thu_nhap_binh_quan",))


class Counting(MemoryArchive):
    """Counts how often rows are read, and takes its time."""

    def __init__(self) -> None:
        super().__init__()
        self.read: Counter[str] = Counter()

    def indicators(self, ids: Sequence[str] | None = None, **narrowed: Any) -> list[Indicator]:
        self.read["unsure" if "unsure_below" in narrowed else "documents" if ids is None else ",".join(ids)] += 1
        sleep(0.05)
        return super().indicators(ids, **narrowed)


@pytest.fixture
def store() -> Counting:
    made = Counting()
    made.save(archived(sentences=("Thu nhập bình quân đạt 58 triệu đồng.", "Xã không còn hộ nghèo.")))
    return made


def test_of_many_who_wait_one_reads(store: Counting) -> None:
    known = Known(store)
    store.read.clear()
    together, told = Barrier(8), []

    def ask() -> None:
        together.wait(10)
        told.append((known.rows(INCOME), known.unsure(INCOME), known.none_left(INCOME)))

    threads = [Thread(target=ask) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert told == [told[0]] * 8
    assert len(told[0][0]) == 1
    assert set(store.read.values()) == {1}


def test_a_correction_of_a_row_has_no_text_compared_again(store: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Known(store)
    (row,) = store.indicators()
    corrected = replace(row, value=68.0, review="corrected")
    store.correct(Correction(extracted=row, row=corrected, by="Lan", at="2024-01-01T00:00:00+00:00", note=""))
    with monkeypatch.context() as patched:
        patched.setattr(parts, "twins", None)  # whoever calls it fails
        after = Known(store, before)
    assert [each.value for each in after.rows(INCOME)] == [68.0]
    store.save(archived("b.docx", sentences=("Một câu khác.",), indicators=()))
    assert len(Known(store, after).books.documents) == 2


@pytest.mark.parametrize("has_changed", [False, True], ids=["same archive", "another document since"])
def test_what_another_program_writes_to_the_kept_texts_meanwhile_is_not_read(
    tmp_path: Path, has_changed: bool
) -> None:
    store, kept = MemoryArchive(), NpyArrays(tmp_path)
    store.save(archived(sentences=tuple(f"Thôn {number} trồng {number} héc-ta quế." for number in range(1_500))))
    Known(store, kept=kept).texts()
    known = Known(store, kept=kept)
    lines = [known.texts().quote(each) for each in known.texts().places(np.arange(known.texts().index.size))]
    for file in tmp_path.rglob("starts.npy"):
        with file.open("r+b") as written:
            written.seek(-4_000, 2)
            written.write(bytes(4_000))
    if has_changed:
        store.save(archived("b.docx", sentences=("Một câu khác.",), indicators=()))
        known = Known(store, known, kept=kept)

    now = [known.texts().quote(each) for each in known.texts().places(np.arange(known.texts().index.size))]

    assert set(lines) == {each for each in now if "khác" not in each}
