"""A disk that runs full, and one that may only be read, for real: one line, and nothing that was stored is lost.

A small file system of its own, in a namespace of its own; skipped where none may be made.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APART = ("unshare", "--map-root-user", "--mount")
TEXT = (
    "ĐẢNG ỦY XÃ GÒ {n}\nNGHỊ QUYẾT\nI. CHỈ TIÊU NĂM 2026\n- Thu ngân sách đạt {n},5 tỷ đồng;\nII. GIẢI PHÁP\n{lines}"
)
LINE = "- Nạo vét kênh {at} của xã, trồng dừa ven đê, vận động nhân dân cùng làm.\n"
# Run apart: argv has the folder of the test; prints what is told, line by line.
SCRIPT = """
import subprocess, sys


def mounted(*words):
    subprocess.run(["mount", *words], check=True)


def told(*words):
    whole = [sys.executable, "-c", "from ui.cli import main; main()", *words, "--data", place + "/nhỏ/kho"]
    done = subprocess.run(whole, capture_output=True, text=True)
    print(done.returncode, (done.stderr.strip() or done.stdout.strip()).splitlines()[-1])
    return done.stdout


place = sys.argv[1]
mounted("-t", "tmpfs", "-o", "size=2m", "tmpfs", place + "/nhỏ")
held = told("ingest", place + "/vào").count("thêm mới")
mounted("-o", "remount,size=200m", place + "/nhỏ")
told("ingest", place + "/vào")
mounted("-o", "remount,ro", place + "/nhỏ")
told("documents")
told("ingest", place + "/vào")
print(held)
"""


def _may_be_apart() -> bool:
    able = shutil.which(APART[0]) is not None
    return (
        able and not subprocess.run([*APART, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True).returncode
    )


def told_apart(script: str, folder: Path, *, files: int, lines_each: int) -> list[str]:
    """The lines that a script prints where it may mount a disk; ``folder`` has the files to be read."""
    for name in ("vào", "nhỏ"):
        (folder / name).mkdir()
    for number in range(10, 10 + files):
        lines = "".join(LINE.format(at=f"{number}-{at}") for at in range(lines_each))
        (folder / "vào" / f"xa_{number}.txt").write_text(TEXT.format(n=number, lines=lines), encoding="utf-8")
    done = subprocess.run(
        [*APART, sys.executable, "-c", script, str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.slow
@pytest.mark.skipif(not _may_be_apart(), reason="no file system may be mounted here")
def test_one_line_and_nothing_is_lost(tmp_path: Path) -> None:
    told = told_apart(SCRIPT, tmp_path, files=30, lines_each=120)

    full, mended, shown, refused, held = told
    assert full.startswith("1 Lỗi: Ổ đĩa chứa")
    assert "đã đầy" in full
    assert mended == f"0 Xong: thêm mới {30 - int(held)}, cập nhật 0, không đổi {held}, từ chối 0."
    assert shown.startswith("0 ")
    assert refused.startswith("1 Lỗi: Không ghi được vào")


# Every other thing that is written, on a disk that has no byte left: what is told, then what is there afterwards.
EACH = """
import subprocess, sys
from contextlib import closing, suppress
from pathlib import Path

from fastapi.testclient import TestClient

from assistant.build import open_archive, open_assistant, open_audit
from assistant.settings import Settings
from ingest.pipeline import ingest
from ui.app import create_app
from ui.failures import failure_line

place = Path(sys.argv[1])
small = place / "nhỏ"
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", small], check=True)
settings = Settings(data=small / "kho")
list(ingest([place / "vào"], settings=settings))


def held():
    with open_archive(settings) as archive:
        archive.require_sound()
        return archive.documents(), archive.passages(), archive.indicators(), archive.corrections(), archive.removed()


before = held()
row, first = before[2][0], before[0][0].document_id


def told(name, work):
    try:
        said = work()
    except Exception as error:
        said = failure_line(error)
    print(name, str(said).replace("\\n", "⏎"))


def command(*words):
    whole = [sys.executable, "-c", "from ui.cli import main; main()", *words, "--data", settings.data]
    done = subprocess.run(whole, capture_output=True, text=True)
    return done.stderr.strip() or done.stdout.strip()


with closing(open_assistant(settings)) as assistant, open_audit(settings) as audit:
    client = TestClient(create_app(assistant), raise_server_exceptions=False)
    answer = assistant.ask("Thu ngân sách?")
    with suppress(OSError), (small / "đầy").open("wb", buffering=0) as filler:
        while filler.write(b"0" * 4096):
            pass
    told("upload", lambda: client.post("/api/documents", files={"files": ("a.txt", b"7" * 9000000)}).text)
    told("draft", lambda: client.post("/api/drafts", json={"base": first, "year": 2027}).text)
    review = {"row_id": row.row_id, "decision": "confirm", "by": "Lan"}
    told("correction", lambda: client.post("/api/ledger/review", json={**review, "note": "a" * 9000}).text)
    told("conversation", lambda: [assistant.conversations.append(None, "a", answer, owner="b") for _ in range(99)])
    told("audit", lambda: [audit.note("question", who="a", about="b" * 900) for _ in range(99)])
told("removal", lambda: command("remove", first))
told("backup", lambda: command("backup", small / "sao.zip"))
(small / "đầy").unlink()
after = held()
print("kept", after[:3] == before[:3], [path.name for path in small.rglob("*.part")], list(small.rglob("*.tmp")))
print("mended", command("backup", small / "sao.zip"))
"""
KINDS = ("upload", "draft", "correction", "conversation", "audit", "removal", "backup")


@pytest.mark.slow
@pytest.mark.skipif(not _may_be_apart(), reason="no file system may be mounted here")
def test_each_kind_of_write_on_a_full_disk_is_one_line_and_costs_nothing(tmp_path: Path) -> None:
    lines = told_apart(EACH, tmp_path, files=6, lines_each=40)

    told = dict(line.split(" ", 1) for line in lines)
    for kind in KINDS:
        assert ("còn chỗ" if kind == "backup" else "đã đầy") in told[kind], (kind, told[kind])
        assert "⏎" not in told[kind]
        assert "lỗi phần mềm" not in told[kind].lower()
    assert told["kept"] == "True [] []"
    assert "Lỗi" not in told["mended"]
