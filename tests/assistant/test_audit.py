from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from assistant.adapters.audit_sql import SqlAudit
from assistant.audit import Audit, broken
from assistant.errors import BrokenAudit
from assistant.fakes import MemoryAudit

START = datetime(2026, 1, 1, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time


def written(lines: int = 6) -> Audit:
    audit = Audit(MemoryAudit(), clock=Clock())
    for n in range(lines):
        audit.note("question", who="hoa", about=f"câu {n}")
    return audit


def test_a_chain_that_was_left_alone_holds() -> None:
    assert Audit(MemoryAudit()).verify() is None
    last = written().verify()
    assert last is not None
    assert last.n == 6


@pytest.mark.parametrize("field", ["at", "who", "what", "about", "before", "digest"])
@pytest.mark.parametrize("at", [0, 3, 5])
def test_one_changed_byte_is_found_wherever_it_is(field: str, at: int) -> None:
    deeds = written().log.deeds()
    value = getattr(deeds[at], field)
    deeds[at] = replace(deeds[at], **{field: value[:-1] + ("x" if value[-1] != "x" else "y")})
    assert broken(deeds) == at + 1


def test_a_line_taken_out_put_in_or_moved_is_found() -> None:
    deeds = written().log.deeds()
    assert broken(deeds[1:]) == 2
    assert broken([*deeds[:2], *deeds[3:]]) == 4
    assert broken([deeds[1], deeds[0], *deeds[2:]]) is not None
    assert broken([*deeds[:3], deeds[2], *deeds[3:]]) is not None


def test_an_end_that_was_cut_off_is_found_by_a_code_noted_before() -> None:
    audit = written()
    head = audit.log.deeds()[-1].digest
    assert audit.verify(head=head) is not None
    with pytest.raises(BrokenAudit, match="phần cuối"):
        written(5).verify(head=head)


def test_a_byte_changed_in_the_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with SqlAudit(f"sqlite:///{path}") as log:
        audit = Audit(log)
        for n in range(4):
            audit.note("correction", who="hoa", about=f"dòng {n}")
        audit.verify()
        with sqlite3.connect(path) as raw:
            raw.execute("UPDATE audit SET about = 'dòng 9' WHERE n = 2")
        with pytest.raises(BrokenAudit, match="dòng 2"):
            audit.verify()


def test_many_write_at_once_into_one_chain(tmp_path: Path) -> None:
    with SqlAudit(f"sqlite:///{tmp_path / 'archive.db'}") as log:
        audit = Audit(log)

        def ten() -> None:
            for _ in range(10):
                audit.note("question", who="a", about="b")

        threads = [Thread(target=ten) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        last = audit.verify()
        assert last is not None
        assert last.n == 40


def test_old_lines_go_and_the_chain_says_up_to_where() -> None:
    clock = Clock()
    audit = Audit(MemoryAudit(), days=30, clock=clock)
    audit.note("login", who="hoa", about="")
    audit.note("question", who="hoa", about="câu 1")
    clock.time += timedelta(days=20)
    audit.note("question", who="hoa", about="câu 2")
    assert audit.keep() == 0
    clock.time += timedelta(days=15)
    assert audit.keep() == 2
    assert [deed.what for deed in audit.log.deeds()] == ["question", "retention"]
    audit.verify()
    audit.log.forget(3)  # what nobody said was let go
    with pytest.raises(BrokenAudit):
        audit.verify()


def test_text_that_cannot_be_written_is_written_as_far_as_it_can() -> None:
    audit = Audit(MemoryAudit())
    audit.note("question", who="hoa", about="hỏng \ud800" + "a" * 9000)
    assert len(audit.log.deeds()[0].about) == 4000
    audit.verify()
