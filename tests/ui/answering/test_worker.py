"""A process that answers ends with the one that started it, however that came."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.ui.answering.test_pool import is_alive, until

SERVER = """
import sys, time
from tests.ui.answering.opening import beside, nothing_found
from ui.answering.pool import Pool
if __name__ == "__main__":
    pool = Pool(beside, size=2, search=nothing_found)
    pool.start()
    while len(pool.pids()) < 2:
        time.sleep(0.02)
    print(*pool.pids(), flush=True)
    time.sleep(300)
"""


def test_none_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "may_chu.py"
    script.write_text(SERVER, encoding="utf-8")
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        [sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(root)}, stdout=subprocess.PIPE, text=True
    ) as server:
        pids = [int(pid) for pid in server.stdout.readline().split()]
        assert len(pids) == 2
        assert all(map(is_alive, pids))
        server.send_signal(signal.SIGKILL)
    until(lambda: not any(map(is_alive, pids)))
