"""An office machine whose network was cut: the sample, an answer, the page, an export, a draft, an evaluation and a
backup, with loopback alone.

All of it runs in a network namespace of its own, in which there is nobody to call; skipped where none may be made.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.ui.browsing import CHROMIUM

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "ingest" / "sample"
ALONE = ("unshare", "--map-root-user", "--net")
TEXT = (
    "ĐẢNG ỦY XÃ GÒ TRE\nNGHỊ QUYẾT\nVề nhiệm vụ năm 2026\nI. CHỈ TIÊU NĂM 2026\n- Thu ngân sách đạt 17,5 tỷ đồng;\n"
    "II. GIẢI PHÁP\nTổ chức nạo vét kênh Tre, trồng dừa ven đê."
)
# Run by a process that is alone: argv has the folder of the test, and a browser where there is one.
SCRIPT = """
import fcntl, json, socket, struct, subprocess, sys, time
from http.client import HTTPConnection
from pathlib import Path

SIOCSIFFLAGS, UP = 0x8914, 0x41
FIGURE, MEASURES = "Thu ngân sách của xã Gò Tre năm 2026?", "Giải pháp nạo vét kênh là gì?"
# In a process of its own: the drawing of the page's tests imports the whole interface.
ON_THE_PAGE = f'''
import sys
from playwright.sync_api import sync_playwright
from tests.ui.browsing import CHROMIUM, DESKTOP, FLAGS, ask, visit
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    with visit(browser, sys.argv[1], screen=DESKTOP) as page:
        ask(page, {FIGURE!r})
        print(page.locator(".nq-turn").last.inner_text())
    browser.close()
'''


def command(*words, started=False):
    whole = [sys.executable, "-c", "from ui.cli import main; main()", *map(str, words)]
    if started:
        return subprocess.Popen(whole, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    done = subprocess.run(whole, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def over_http(question):
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    body = json.dumps({"question": question})
    connection.request("POST", "/api/ask", body, {"content-type": "application/json"})
    return json.loads(connection.getresponse().read())


with socket.socket() as link:
    fcntl.ioctl(link, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", UP))
try:
    socket.create_connection(("192.0.2.1", 80), timeout=5)
    sys.exit("the network is there")
except OSError:
    pass
place = Path(sys.argv[1])
command("ingest", place / "xa.txt", place / "sample", "--data", place / "kho")
asked = json.loads(command("ask", FIGURE, "--json", "--data", place / "kho"))
with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
serving = command("serve", "--port", port, "--data", place / "kho", started=True)
try:
    until = time.monotonic() + 120
    while True:
        try:
            figure = over_http(FIGURE)
            break
        except OSError:
            assert serving.poll() is None and time.monotonic() < until
            time.sleep(0.2)
    measures = over_http(MEASURES)
    browsed = subprocess.run(
        [sys.executable, "-c", ON_THE_PAGE, f"http://127.0.0.1:{port}/"], capture_output=True, text=True
    ) if sys.argv[2] else None
    assert browsed is None or browsed.returncode == 0, browsed.stderr
    command("backup", place / "a.zip", "--data", place / "kho")
finally:
    serving.terminate()
    serving.wait()
command("restore", place / "a.zip", "--data", place / "lai")
command("ledger", "--format", "xlsx", "--out", place / "so.xlsx", "--data", place / "kho")
drafting = ("--base", "xa.txt", "--year", "2027", "--out", place / "du-thao.docx", "--data", place / "kho")
command("draft", *drafting)
case = {"id": "1", "question": FIGURE, "answer": "17,5", "must_include": [["17,5"]]}
(place / "bo.jsonl").write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
command("eval", "run", place / "bo.jsonl", "--out", place / "ket-qua", "--data", place / "kho")
graded = json.loads((place / "ket-qua" / "results.jsonl").read_text(encoding="utf-8"))
restored = json.loads(command("ask", MEASURES, "--json", "--data", place / "lai"))
told = {
    "asked": asked["text"],
    "figure": figure["text"],
    "measures": measures["text"],
    "restored": restored["text"],
    "page": browsed and browsed.stdout,
    "graded": graded["right"],
}
print(json.dumps(told, ensure_ascii=False))
"""


def _may_be_alone() -> bool:
    return shutil.which(ALONE[0]) is not None and not subprocess.run([*ALONE, "true"], capture_output=True).returncode


@pytest.mark.slow
@pytest.mark.timeout(600)  # a dozen commands one after the other, beside other tests
@pytest.mark.skipif(not _may_be_alone(), reason="no network namespace may be made here")
def test_all_of_it_works_with_loopback_alone(tmp_path: Path) -> None:
    (tmp_path / "xa.txt").write_text(TEXT, encoding="utf-8")
    shutil.copytree(SAMPLE, tmp_path / "sample")
    done = subprocess.run(
        [*ALONE, sys.executable, "-c", SCRIPT, str(tmp_path), CHROMIUM or ""],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert "17,5" in told["asked"]
    assert "17,5" in told["figure"]
    assert "nạo vét kênh Tre" in told["measures"]
    assert "nạo vét kênh Tre" in told["restored"]
    assert told["graded"]
    assert CHROMIUM is None or "17,5" in told["page"]
    for file in ("so.xlsx", "du-thao.docx"):
        assert zipfile.is_zipfile(tmp_path / file)
