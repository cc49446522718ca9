"""Bad jobs, made bad in every way that a file can be, beside good ones."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.errors import NghiquyetError
from ingest.crew import Limits, Lost, each

ROOT = Path(__file__).parents[2]
LIMITS = Limits(seconds=3.0, memory_mb=3000)
ORPHANED = """
import subprocess
from ingest.crew import Limits, each
from tests.ingest.test_crew import convert

if __name__ == "__main__":
    list(each(convert, ["sleep 75.5"], workers=1, limits=Limits(2.0, 3000)))
"""


def work(job):
    """What the processes run; a name says how it goes wrong."""
    if job == "hangs":
        time.sleep(60)
    if job == "hangs with a child":
        subprocess.run(["sleep", "73.5"], check=False)
    if job == "eats":
        return len(bytearray(8_000_000_000))
    if job == "dies":
        os.abort()
    if job == "leaves":
        sys.exit(3)
    return job.upper()


@pytest.mark.parametrize("workers", [1, 3])
def test_a_bad_job_costs_only_itself(workers):
    jobs = ["a", "dies", "b", "eats", "c", "leaves", "hangs", "d"]
    done = list(each(work, jobs, workers=workers, limits=LIMITS))
    assert done == ["A", Lost("died"), "B", Lost("memory"), "C", Lost("died"), Lost("time"), "D"]


def test_what_a_job_started_ends_with_it():
    assert list(each(work, ["hangs with a child", "a"], workers=1, limits=Limits(1.0, 3000))) == [Lost("time"), "A"]
    time.sleep(0.2)
    assert "sleep 73.5" not in running()


def test_many_jobs_come_in_their_order_and_none_is_none():
    jobs = [f"tệp {number}" for number in range(200)]
    assert list(each(work, jobs, workers=3, limits=LIMITS)) == [job.upper() for job in jobs]
    assert list(each(work, [], workers=3, limits=LIMITS)) == []


def test_who_listens_no_longer_ends_the_processes():
    told = each(work, ["a", "hangs", "hangs"], workers=2, limits=Limits(60.0, 3000))
    assert next(told) == "A"
    began = time.monotonic()
    told.close()
    assert time.monotonic() - began < 5


def test_where_no_process_starts_the_remedy_is_told(monkeypatch):
    monkeypatch.setattr("ingest.crew._STARTING_SECONDS", 0.0)
    with pytest.raises(NghiquyetError, match="NQ_FILE_MEMORY_MB"):
        list(each(work, ["a"], workers=1, limits=LIMITS))


def test_a_program_in_a_group_of_its_own_ends_with_its_job():
    assert list(each(convert, ["sleep 74.5"], workers=1, limits=Limits(1.0, 3000))) == [Lost("time")]
    assert "sleep 74.5" not in running()


def test_a_job_ends_by_itself_where_the_one_above_was_killed(tmp_path):
    script = tmp_path / "run.py"
    script.write_text(ORPHANED, encoding="utf-8")
    above = subprocess.Popen([sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(ROOT)})
    wait_until(lambda: "sleep 75.5" in running())
    above.kill()
    above.wait()
    wait_until(lambda: "sleep 75.5" not in running())


def convert(command):
    """A program as LibreOffice is run."""
    with subprocess.Popen(command.split(), process_group=0) as process:
        try:
            process.wait()
        finally:
            process.kill()


def running():
    """All that runs on this machine."""
    return subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout


def wait_until(holds):
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.1)
