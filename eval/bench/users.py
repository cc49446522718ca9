"""(k) Many users at once, with corrections among them: answers in one process and in several, by turns in one run.

The users run in a process of their own, on the same cores as the chat.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from statistics import mean
from threading import Event, Thread
from time import monotonic, perf_counter, sleep

from eval.bench.figure import Figure
from eval.bench.machine import machine
from eval.bench.place import Place, nghiquyet, sample, shared_rows
from eval.bench.questions import QUESTIONS
from eval.bench.served import Client, Door, Served, served
from eval.metrics.latency import percentile
from eval.report import decimal

USERS = 50
CORRECTION_S = 5.0
REAL = "local_government_documents.jsonl.xz"
DOCUMENTS = 96  # real ones, beside the sample's 24
WARMING_S = 40.0
WAYS: Mapping[str, int | None] = {"one": 1, "several": None}  # processes that answer; None is the default
ROUNDS = 2  # of each way, by turns
TIMES = 1.6  # answers a second of several processes against those of one, at least
P95_S = 1.0
PAGE_P50_S = 1.0
READING_S = 5.0  # between an answer and the next question of one who reads it
GROWTH = 1.1  # memory at the end against that of a third of the way, at most


def users(place: Place) -> Iterator[Figure]:
    """Requests a second and p95 of each way, memory, and the page's queue."""
    yield from time_users(large_sample(place), seconds=place.seconds)


def large_sample(place: Place) -> Path:
    """A data folder of 120 documents: the sample and real ones."""
    texts, data = place.folder / "users-texts", place.folder / "users-data"
    if not data.exists():
        texts.mkdir(exist_ok=True)
        for row in islice(shared_rows(place, name=REAL), DOCUMENTS):
            (texts / f"{row['id']}.txt").write_text(f"{row['title']}\n\n{row['text']}", encoding="utf-8")
        nghiquyet("ingest", texts, sample(), data=data)
    return data


def time_users(data: Path, *, seconds: float, rounds: int = ROUNDS) -> Iterator[Figure]:
    """The same over the archive in ``data``, ``seconds`` a round."""
    held: dict[str, list[_Load]] = {name: [] for name in WAYS}
    for _ in range(rounds):
        for name, workers in WAYS.items():
            held[name].append(_under_load(data, workers=workers, seconds=seconds, door="/api/ask"))
    yield from _rates(
        held, told=f"{USERS} người, mỗi {CORRECTION_S:g} giây một lần sửa sổ, mỗi lượt {seconds:g} giây"
    )
    for name, loads in held.items():
        limit = P95_S if name == "several" else None
        yield _took(f"users.{name}.p95", f"{USERS} người hỏi ({name})", loads, share=0.95, limit=limit)
    for name, workers in WAYS.items():
        load = _under_load(data, workers=workers, seconds=seconds, door="page")
        limit = PAGE_P50_S if name == "several" else None
        yield _took(
            f"users.page.{name}.p50", f"{USERS} người hỏi trên trang ({name})", [load], share=0.5, limit=limit
        )
    load = _under_load(data, workers=None, seconds=seconds, door="page", reading_s=READING_S)
    title = f"{USERS} người hỏi trên trang, đọc mỗi câu trả lời {READING_S:g} giây"
    yield _took("users.page.reading.p50", title, [load], share=0.5, limit=PAGE_P50_S)


def _rates(held: Mapping[str, Sequence[_Load]], *, told: str) -> Iterator[Figure]:
    one, several = (_rate(held[name]) for name in WAYS)
    yield Figure("users.one.rate", "Một tiến trình", one, "câu/giây", detail=f"{told}; {_spread(held['one'])}")
    yield Figure("users.rate", "Nhiều tiến trình", several, "câu/giây", detail=_spread(held["several"]))
    yield Figure("users.times", "Nhiều tiến trình so với một", several / one, "lần", TIMES, at_most=False)
    failed = sum(load.failed for loads in held.values() for load in loads)
    yield Figure("users.failed", "Câu không được trả lời", failed, "câu", 0)
    grown = max(load.grown for load in held["several"])
    memory = ", ".join(f"{load.memory[0]:.0f}-{load.memory[-1]:.0f} MB" for load in held["several"])
    yield Figure("users.memory", "Bộ nhớ cuối lượt so với một phần ba lượt", grown, "lần", GROWTH, detail=memory)


def _took(name: str, title: str, loads: Sequence[_Load], *, share: float, limit: float | None) -> Figure:
    took = [each for load in loads for each in load.took]
    p50, p95 = (decimal(percentile(took, each), 2) for each in (0.5, 0.95))
    told = f"p50 {p50}, p95 {p95}, lâu nhất {decimal(max(took), 2)}; {len(took)} câu; {_spread(loads)}"
    return Figure(name, f"{title}, p{100 * share:.0f}", percentile(took, share), "giây", limit, detail=told)


@dataclass(slots=True)
class _Load:
    """What a round brought: seconds of each answer, failures, memory second by second, processor seconds of the chat,
    and the load of the machine.
    """

    seconds: float
    took: list[float] = field(default_factory=list)
    failed: int = 0
    memory: list[float] = field(default_factory=list)
    cpu_s: float = 0.0
    busy: float = 0.0

    @property
    def grown(self) -> float:
        """Memory of the last sixth of the round against that of the second sixth but one."""
        sixth = max(1, len(self.memory) // 6)
        return mean(self.memory[-sixth:]) / mean(self.memory[2 * sixth : 3 * sixth] or self.memory)


def _rate(loads: Sequence[_Load]) -> float:
    return sum(len(load.took) for load in loads) / sum(load.seconds for load in loads)


def _spread(loads: Sequence[_Load]) -> str:
    rates = ", ".join(decimal(len(load.took) / load.seconds, 1) for load in loads)
    cpu = ", ".join(decimal(1000 * load.cpu_s / max(1, len(load.took)), 0) for load in loads)
    busy = ", ".join(decimal(load.busy, 1) for load in loads)
    return f"từng lượt {rates} câu/giây, {cpu} ms CPU một câu, tải của máy {busy}"


def _under_load(data: Path, *, workers: int | None, seconds: float, door: Door, reading_s: float = 0.0) -> _Load:
    """One round over a chat of its own, after a time in which its processes start; each user reads an answer for
    ``reading_s`` before the next question.
    """
    with served(data, workers=workers) as chat:
        _asked(chat, _Load(0), door=door, seconds=WARMING_S, reading_s=reading_s)
        load = _Load(seconds)
        before = chat.cpu_s()
        _asked(chat, load, door=door, seconds=seconds, reading_s=reading_s)
        load.cpu_s = chat.cpu_s() - before
        load.busy = float(machine()["load"])
        return load


def _asked(chat: Served, load: _Load, *, door: Door, seconds: float, reading_s: float) -> None:
    end = monotonic() + seconds
    done = Event()
    beside = [Thread(target=work, args=(chat, load, done)) for work in (_correct, _watch)]
    for each in beside:
        each.start()
    with ThreadPoolExecutor(USERS) as together:
        users = (together.submit(_user, chat, at, door=door, until=end, reading_s=reading_s) for at in range(USERS))
        for took, failed in (each.result() for each in list(users)):
            load.took += took
            load.failed += failed
    done.set()
    for each in beside:
        each.join()


def _user(chat: Served, at: int, *, door: Door, until: float, reading_s: float) -> tuple[list[float], int]:
    """One who asks one question after the other: how long each took, and how many failed."""
    questions = [question for route in QUESTIONS.values() for question in route]
    took: list[float] = []
    failed = 0
    with closing(Client(chat.port)) as client:
        sleep(reading_s * at / USERS)  # they do not begin all at once
        for question in islice(cycle(questions), at % len(questions), None):
            if monotonic() >= until:
                break
            began = perf_counter()
            failed += client.ask(question, door=door) != 200
            took.append(perf_counter() - began)
            sleep(reading_s)
    return took, failed


def _correct(chat: Served, load: _Load, done: Event) -> None:
    """Corrects a row of the ledger, and takes that back the next time."""
    with closing(Client(chat.port)) as client:
        row = json.loads(client.call("GET", "/api/ledger?indicator=thu_nhap_binh_quan&limit=1").body)[0]
    for decision in cycle(("confirm", "undo")):
        if done.wait(CORRECTION_S):
            return
        said = {"row_id": row["row_id"], "decision": decision, "by": "Lan"}
        with closing(Client(chat.port)) as client:  # anew: an idle connection is closed after as many seconds
            load.failed += client.post("/api/ledger/review", said) != 200


def _watch(chat: Served, load: _Load, done: Event) -> None:
    while not done.wait(1.0):
        load.memory.append(chat.memory_mb())
