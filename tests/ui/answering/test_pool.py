"""Processes that answer: lent, replaced where they die, ended with the pool."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from assistant.ask.retrieving.retrieve import Search
from assistant.errors import AnswerLost, IndexMismatch, InvalidQuestion
from assistant.types import Answer, Step
from tests.ui.answering.opening import DEADLY, DEADLY_ONCE, SEARCHING, SLOW, beside, broken, nothing_found
from tests.ui.fake_assistant import FakeAssistant
from ui.answering.job import Job
from ui.answering.pool import Nobody, Pool, _Line

PATIENCE_S = 120.0


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def started(*, size: int, search: Search = nothing_found) -> Pool:
    pool = Pool(beside, size=size, search=search)
    pool.start()
    until(lambda: len(pool.pids()) == size)
    return pool


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with closing(started(size=1)) as made:
        yield made


def answer(pool: Pool, text: str) -> Answer:
    *_, last = pool.answers(Job(text))
    assert isinstance(last, Answer)
    return last


def test_an_answer_is_that_of_the_assistant_with_its_steps_where_they_are_wished_for(pool: Pool) -> None:
    expected = FakeAssistant().ask("thu nhập trên 58")
    assert list(pool.answers(Job("thu nhập trên 58"))) == [expected]
    assert list(pool.answers(Job("thu nhập trên 58", stepwise=True))) == [Step("search"), expected]


def test_what_asking_raises_is_raised_here_and_the_process_goes_on(pool: Pool) -> None:
    (before,) = pool.pids()
    with pytest.raises(InvalidQuestion, match="dài 2001 ký tự"):
        answer(pool, "x" * 2001)
    assert answer(pool, "thu nhập trên 58").outcome == "answered"
    assert pool.pids() == [before]


def test_a_question_that_is_given_up_leaves_its_process_free_for_the_next(pool: Pool) -> None:
    (before,) = pool.pids()
    told = pool.answers(Job(SLOW, stepwise=True))
    assert next(told) == Step("search")
    told.close()
    assert answer(pool, "giải pháp?") == FakeAssistant().ask("giải pháp?")
    assert pool.pids() == [before]


def test_a_question_whose_process_is_killed_is_answered_by_another(pool: Pool, tmp_path: Path) -> None:
    (before,) = pool.pids()
    assert answer(pool, f"{DEADLY_ONCE}{tmp_path / 'da-chet'}").outcome == "answered"
    (after,) = pool.pids()
    assert after != before
    assert not is_alive(before)


def test_one_that_kills_two_is_told_so_and_the_next_is_answered(pool: Pool) -> None:
    with pytest.raises(AnswerLost, match="NQ_WORKERS=1"):
        answer(pool, DEADLY)
    assert answer(pool, "thu nhập trên 58").outcome == "answered"


def test_passages_are_searched_here_and_what_that_raises_reaches_who_asks() -> None:
    heard: list[tuple[str, int, tuple[str, ...]]] = []

    def search(question: str, *, k: int, within: object = None) -> list[object]:
        heard.append((question, k, within))
        if len(heard) > 1:
            raise IndexMismatch("Chỉ mục đang được làm lại.")
        return []

    with closing(started(size=1, search=search)) as pool:
        assert answer(pool, SEARCHING).outcome == "answered"
        with pytest.raises(IndexMismatch, match="đang được làm lại"):
            answer(pool, SEARCHING)
    assert heard == [(SEARCHING, 3, ("d1",))] * 2


def test_many_questions_at_once_are_all_answered_and_no_process_outlives_the_pool() -> None:
    expected = FakeAssistant().ask("thu nhập trên 58")
    told: list[Answer] = []
    with closing(started(size=2)) as pool:
        pids = pool.pids()
        asking = [Thread(target=lambda: told.append(answer(pool, "thu nhập trên 58"))) for _ in range(20)]
        for each in asking:
            each.start()
        for each in asking:
            each.join()
    assert told == [expected] * 20
    assert not any(map(is_alive, pids))
    with pytest.raises(Nobody):
        answer(pool, "thu nhập trên 58")


def test_where_none_can_be_started_nobody_answers_and_it_is_not_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with closing(Pool(broken, size=1, search=nothing_found)) as pool:
        pool.start()
        with pytest.raises(Nobody):
            answer(pool, "thu nhập trên 58")
        pool.start()
        assert (pool.is_ready, pool.pids()) == (False, [])
    assert "không khởi động được" in caplog.text


def test_who_has_waited_longest_is_served_first() -> None:
    line, served = _Line(), []

    def wait(at: int) -> None:
        line.get(hopeful=lambda: True)
        served.append(at)

    waiting = []
    for at in range(5):
        waiting.append(Thread(target=wait, args=(at,)))
        waiting[-1].start()
        until(lambda at=at: len(line._waiting) == at + 1)
    for at in range(5):
        line.put(f"tiến trình {at}")
        until(lambda at=at: len(served) == at + 1)
    assert served == [0, 1, 2, 3, 4]
