"""An ingest that is killed at any moment, and then run again, gives what an undisturbed one gives.

``NQ_TEST_KILLS`` and ``NQ_TEST_FILES`` make it a long one: 50 of 300.
"""

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from assistant.build import Places, open_archive, open_embedder, open_lexical, open_vectors
from assistant.settings import Settings
from ingest.doctor import examine
from ingest.pipeline import ingest

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("NQ_TEST_KILLS", "6"))
FILES = int(os.environ.get("NQ_TEST_FILES", "60"))
IN_ZIPS = 5  # files of every ten lie in a zip
TEXT = (
    "ĐẢNG ỦY XÃ GÒ {n}\nNGHỊ QUYẾT\nVề nhiệm vụ năm 2026\nI. CHỈ TIÊU NĂM 2026\n- Thu ngân sách đạt {n},5 tỷ đồng;\n"
    "- Tỷ lệ hộ nghèo còn 1,{n}%.\nII. GIẢI PHÁP\nXã Gò {n} nạo vét kênh số {n}, trồng dừa ven đê."
)
RUN = """
import sys
from pathlib import Path
from assistant.settings import Settings
from ingest.pipeline import ingest

if __name__ == "__main__":
    list(ingest([Path(sys.argv[1])], settings=Settings(data=Path(sys.argv[2])), workers=2))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("vào")
    for number in range(10, 10 + FILES):
        if number % 10 < IN_ZIPS:
            with zipfile.ZipFile(made / f"gói {number // 10}.zip", "a") as package:
                package.writestr(f"xa_{number}.txt", TEXT.format(n=number))
                package.writestr(f"hỏng {number}.pdf", b"%PDF-1.4 broken")
        else:
            (made / f"xa_{number}.txt").write_text(TEXT.format(n=number), encoding="utf-8")
    (made / "hỏng.pdf").write_bytes(b"%PDF-1.4 broken")
    for path in made.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))  # as files of an office, that were not changed just now
    return made


def contents(settings):
    """All of the archive and of the indexes, without what tells of the runs themselves."""
    with open_archive(settings) as archive, open_lexical(settings) as lexical:
        with open_vectors(settings, dimension=open_embedder(settings).dimension) as vectors:
            indexed = (lexical.ids(), vectors.ids())
        files = [(filed.origin.path, filed.name, filed.document_id) for filed in archive.files()]
        rejected = [(one.origin.path, one.reason) for one in archive.rejected()]
        return archive.documents(), archive.passages(), archive.indicators(), files, rejected, indexed


@pytest.fixture(scope="module")
def undisturbed(folder, tmp_path_factory):
    settings = Settings(data=tmp_path_factory.mktemp("kho"))
    began = time.monotonic()
    list(ingest([folder], settings=settings, workers=2))
    return contents(settings), time.monotonic() - began


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(KILLS))
def test_a_second_run_gives_the_same_archive(folder, undisturbed, tmp_path, seed):
    expected, seconds = undisturbed
    settings = Settings(data=tmp_path / "kho")
    script = tmp_path / "run.py"
    script.write_text(RUN, encoding="utf-8")
    command = [sys.executable, str(script), str(folder), str(settings.data)]
    process = subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(random.Random(seed).uniform(0.3, 2.0 + seconds * 1.3))
    process.send_signal(signal.SIGKILL)
    process.wait()
    list(ingest([folder], settings=settings, workers=2))
    assert contents(settings) == expected
    assert all(finding.ok for finding in examine(settings))
    assert Places(settings.data).manifest.exists()
