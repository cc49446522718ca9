"""One owner of a data folder at a time, across processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from assistant.adapters import owner_lock
from assistant.adapters.owner_lock import OwnerLock
from assistant.errors import ArchiveInUse

ROOT = Path(owner_lock.__file__).parents[2]
OWNER = """
import sys, time
from pathlib import Path
from assistant.adapters.owner_lock import OwnerLock
with OwnerLock(Path(sys.argv[1])):
    print("owned", flush=True)
    time.sleep(60)
"""
ASKER = """
import sys
from pathlib import Path
from assistant.adapters.owner_lock import OwnerLock
from assistant.errors import ArchiveInUse
try:
    OwnerLock(Path(sys.argv[1])).acquire()
except ArchiveInUse as error:
    sys.exit(str(error))
"""


@contextmanager
def another_owner(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "owned\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_the_second_process_is_told_who_and_what_to_do(tmp_path: Path) -> None:
    with another_owner(tmp_path) as owner, pytest.raises(ArchiveInUse) as caught:
        OwnerLock(tmp_path).acquire()
    line = str(caught.value)
    assert str(tmp_path) in line
    assert f"mã tiến trình {owner.pid}" in line
    assert "cửa sổ trò chuyện" in line
    assert "dừng tiến trình" in line
    assert "\n" not in line


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_killed_owner_leaves_the_folder_free(tmp_path: Path) -> None:
    with another_owner(tmp_path) as owner:
        owner.send_signal(signal.SIGKILL)
        owner.wait(timeout=30)
        with OwnerLock(tmp_path):
            pass


def test_this_process_is_the_owner_for_others(tmp_path: Path) -> None:
    with OwnerLock(tmp_path / "data"):
        asked = subprocess.run(
            [sys.executable, "-c", ASKER, str(tmp_path / "data")],
            cwd=ROOT, capture_output=True, timeout=60, check=False, env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip
    assert asked.returncode == 1
    assert f"mã tiến trình {os.getpid()}" in asked.stderr.decode()


def test_a_second_owner_in_this_process_is_refused_too(tmp_path: Path) -> None:
    with OwnerLock(tmp_path), pytest.raises(ArchiveInUse):
        OwnerLock(tmp_path).acquire()


def test_released_it_is_free_again(tmp_path: Path) -> None:
    lock = OwnerLock(tmp_path)
    for _ in range(2):
        lock.acquire()
        lock.release()
        lock.release()
    with OwnerLock(tmp_path):
        pass
    assert not (tmp_path / owner_lock.OWNER_FILE).exists()


def test_another_thread_may_release(tmp_path: Path) -> None:
    lock = OwnerLock(tmp_path)
    lock.acquire()
    thread = Thread(target=lock.release)
    thread.start()
    thread.join()
    with OwnerLock(tmp_path):
        pass


def test_an_owner_that_has_not_written_its_id_yet(tmp_path: Path) -> None:
    with OwnerLock(tmp_path):
        (tmp_path / owner_lock.OWNER_FILE).unlink()
        with pytest.raises(ArchiveInUse, match="chưa rõ mã tiến trình"):
            OwnerLock(tmp_path).acquire()
