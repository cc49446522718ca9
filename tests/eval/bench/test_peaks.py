import subprocess
import sys
from pathlib import Path

import pytest

from eval.bench.peaks import peaks

TAKES = "taken = bytearray(200_000_000); import time; time.sleep(1)"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="chỉ Linux ghi lại bộ nhớ đã dùng")
def test_the_most_that_a_process_below_this_one_took() -> None:
    with peaks() as largest:
        subprocess.run([sys.executable, "-c", TAKES], check=True)

    assert 200 < max(largest.values()) < 400


def test_nothing_started_is_nothing_taken() -> None:
    with peaks() as largest:
        pass

    assert largest == {}
