"""AuditLog: what SqlAudit and MemoryAudit both must do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.adapters.audit_sql import SqlAudit
from assistant.audit import chained
from assistant.fakes import MemoryAudit
from assistant.ports import AuditLog
from assistant.types import Deed, DeedQuery


@pytest.fixture(params=["sqlite", "memory"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AuditLog]:
    if request.param == "memory":
        yield MemoryAudit()
        return
    with SqlAudit(f"sqlite:///{tmp_path / 'archive.db'}") as opened:
        yield opened


def add(log: AuditLog, who: str, what: str, about: str, *, day: int = 2) -> Deed:
    at = f"2026-01-{day:02}T03:04:05.000+00:00"
    return log.append(lambda last: chained(last, at=at, who=who, what=what, about=about))


def test_each_line_follows_the_last(log: AuditLog) -> None:
    first = add(log, "hoa", "login", "từ 10.0.0.7")
    second = add(log, "hoa", "question", "Thu nhập xã Tân Lập?")
    assert (first.n, second.n) == (1, 2)
    assert second.before == first.digest
    assert log.deeds() == [first, second]


def test_lines_are_found_by_who_what_and_words(log: AuditLog) -> None:
    first, second, third = (
        add(log, "hoa", "login", "x"),
        add(log, "an", "login", "50%_y"),
        add(log, "an", "export", "z"),
    )
    assert log.deeds(DeedQuery(who="an")) == [second, third]
    assert log.deeds(DeedQuery(what="login")) == [first, second]
    assert log.deeds(DeedQuery(words="0%_")) == [second]
    assert log.deeds(DeedQuery(words="%x%")) == []
    assert log.deeds(DeedQuery(who="an", limit=1)) == [third]
    assert log.deeds(DeedQuery(limit=1, skip=1)) == [second]
    assert log.deeds(DeedQuery(skip=2)) == [first]


def test_lines_are_found_by_day(log: AuditLog) -> None:
    add(log, "hoa", "login", "x", day=1)
    second = add(log, "hoa", "login", "x", day=2)
    third = add(log, "hoa", "login", "x", day=3)
    assert log.deeds(DeedQuery(since=second.at, until=third.at)) == [second]
    assert log.deeds(DeedQuery(since=second.at)) == [second, third]


def test_the_front_may_be_let_go(log: AuditLog) -> None:
    add(log, "hoa", "login", "x")
    second = add(log, "hoa", "logout", "")
    log.forget(1)
    assert log.deeds() == [second]
    assert add(log, "an", "login", "").n == 3
