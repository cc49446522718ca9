"""What is left where a command is killed at a random moment: the archive is whole, and the next question is answered.

``python -m tests.ingest.kills 60 --seed 7`` kills commands that read files (by two processes), correct a row, remove
documents, rebuild the indexes and back up, in turns; each is run again afterwards. Prints a line for each kill that
left something wrong, then how many there were. A kill is well where

1. no process of the command lives on;
2. what the archive holds is the whole of something: nothing that an undisturbed run would not have;
3. a question is answered without a repair by hand;
4. the same command, run again, ends in what an undisturbed run gives.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from assistant.adapters.backup_sqlite import read_backup
from assistant.build import Places, open_archive, open_assistant, open_lexical, open_static, open_vectors
from assistant.settings import Settings
from ingest.doctor import examine
from ingest.heal import kept_ready
from ingest.pipeline import ingest

ROOT = Path(__file__).parents[2]
QUESTION = "Giải pháp nạo vét kênh là gì?"
TEXT = (
    "ĐẢNG ỦY XÃ GÒ {n}\nNGHỊ QUYẾT\nVề nhiệm vụ năm 2026\nI. CHỈ TIÊU NĂM 2026\n- Thu ngân sách đạt {n},5 tỷ đồng;\n"
    "- Tỷ lệ hộ nghèo còn 1,{n}%.\nII. GIẢI PHÁP\nXã Gò {n} nạo vét kênh số {n}, trồng dừa ven đê."
)
_IN_ZIPS = 5  # files of every ten lie in a zip
_DYING_SECONDS = 15.0  # for the processes of a command that was killed to be gone
_MARK = "NQ_TEST_MARK"
_RUN = "from ui.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Kind:
    """A command that is killed: its words, and the ones that it takes to have it done after all."""

    command: Callable[[Settings], Sequence[str]]
    again: Callable[[Settings], Sequence[str] | None]
    from_nothing: bool = False


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What a command gives that nobody kills, from which folder, and how many seconds it takes."""

    began: Settings
    contents: tuple[object, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Killed:
    """One kill and what was wrong after it; nothing where all was well."""

    kind: str
    after: float
    wrong: str


def made(folder: Path, *, files: int) -> Path:
    """A folder with so many documents, some of them in zips, and a few that are rejected."""
    folder.mkdir()
    for number in range(10, 10 + files):
        if number % 10 < _IN_ZIPS:
            with zipfile.ZipFile(folder / f"gói {number // 10}.zip", "a") as package:
                package.writestr(f"xa_{number}.txt", TEXT.format(n=number))
                package.writestr(f"hỏng {number}.pdf", b"%PDF-1.4 broken")
        else:
            (folder / f"xa_{number}.txt").write_text(TEXT.format(n=number), encoding="utf-8")
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.4 broken")
    for path in folder.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))  # as files of an office, that were not changed just now
    return folder


def contents(settings: Settings) -> tuple[object, ...]:
    """All of the archive and of the indexes, without what tells of the runs themselves."""
    with open_archive(settings) as archive, open_lexical(settings) as lexical:
        with open_vectors(settings, dimension=open_static().dimension) as vectors:
            indexed = (lexical.ids(), vectors.ids())
        files = [(filed.origin.path, filed.name, filed.document_id) for filed in archive.files()]
        rejected = [(one.origin.path, one.reason) for one in archive.rejected()]
        said = [(one.row.row_id, one.row.review, one.by) for one in archive.corrections()]
        removed = [(one.origin.path, one.document_id) for one in archive.removed()]
        rows = archive.indicators()
        return archive.documents(), archive.passages(), rows, files, rejected, said, removed, indexed


class Kills:
    """A place in which commands are killed over copies of one archive. ``place`` is a folder of its own."""

    def __init__(self, place: Path, *, files: int) -> None:
        self._place, self.folder = place, made(place / "vào", files=files)
        self.full = Settings(data=place / "đủ")
        list(ingest([self.folder], settings=self.full, workers=2))
        with open_archive(self.full) as archive:
            self._row = archive.indicators()[0].row_id
            self._leaving = [each.document_id for each in archive.documents()[:4]]
        self._known: dict[str, Undisturbed] = {}
        self.kinds = {
            "ingest": Kind(self._ingest, self._ingest, from_nothing=True),
            "correction": Kind(self._correct, self._correct),
            "removal": Kind(lambda _: ["remove", *self._leaving], self._remove_rest),
            "rebuild": Kind(lambda _: ["doctor", "--repair"], lambda _: ["doctor", "--repair"]),
            "backup": Kind(self._back_up, self._back_up),
        }

    def kill(self, name: str, chance: random.Random) -> Killed:
        """Kills one command of a kind at a random moment, and looks at what is left."""
        kind, undisturbed = self.kinds[name], self._undisturbed(name)
        settings = self._copied(kind)
        mark, after = uuid4().hex, chance.uniform(0.2, 1.1) * undisturbed.seconds
        process = _started(kind.command(settings), settings, mark=mark)
        time.sleep(after)
        process.send_signal(chance.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGKILL, signal.SIGTERM)))
        process.wait()
        try:
            wrong = next(self._wrong(kind, settings, undisturbed, mark=mark), "")
        except Exception as error:
            wrong = f"{type(error).__name__}: {error}"
        if not wrong:
            shutil.rmtree(settings.data)
        return Killed(name, after, f"{wrong} ({settings.data})" if wrong else "")

    def _wrong(self, kind: Kind, settings: Settings, undisturbed: Undisturbed, *, mark: str) -> Iterator[str]:
        if alive := _alive(mark):
            yield f"còn chạy: {alive}"
        if stray := self._stray(settings, undisturbed):
            yield f"có điều mà lần chạy trọn vẹn không có: {stray}"
        if Places(settings.data).archive.exists() and (said := _asked(settings)) != "answered":
            yield f"câu hỏi kế tiếp: {said}"
        if (command := kind.again(settings)) is not None:
            done = _started(command, settings, mark=mark, told=subprocess.PIPE)
            _, said = done.communicate()
            if done.returncode != 0:
                yield f"chạy lại: {said[-300:]!r}"
        if _asked(settings) != "answered" or contents(settings) != undisturbed.contents:
            yield "chạy lại không cho kho như lần chạy trọn vẹn"
        if broken := [finding for finding in examine(settings) if not finding.ok]:
            yield f"doctor: {broken}"
        yield from self._of_backup(settings)

    def _stray(self, settings: Settings, undisturbed: Undisturbed) -> list[str]:
        """Documents, passages and rows that are in neither the archive before nor that of an undisturbed run."""
        if not Places(settings.data).archive.exists():
            return []
        meant = [*undisturbed.contents[:3], *(contents(self.full)[:3])]  # type: ignore[misc]
        with open_archive(settings) as archive:
            archive.require_sound()
            held = [*archive.documents(), *archive.passages(), *archive.indicators()]
        known = [each for some in meant for each in some]  # type: ignore[attr-defined]
        return [repr(each)[:80] for each in held if each not in known]

    def _of_backup(self, settings: Settings) -> Iterator[str]:
        """A backup that lies there is whole, also where the one that was to replace it was cut off."""
        out = settings.data.with_suffix(".zip")
        if out.exists():
            back = Settings(data=settings.data.with_suffix(".lại"))
            read_backup(out, archive=Places(back.data).archive)
            if _asked(back) != "answered" or contents(back) != contents(settings):
                yield "bản sao lưu không như kho"
            shutil.rmtree(back.data)
            out.unlink()

    def _undisturbed(self, name: str) -> Undisturbed:
        if name not in self._known:
            kind = self.kinds[name]
            settings = self._copied(kind)
            began = time.monotonic()
            done = _started(kind.command(settings), settings, mark="", told=subprocess.PIPE)
            _, said = done.communicate()
            seconds = time.monotonic() - began
            assert done.returncode == 0, said
            assert _asked(settings) == "answered"
            self._known[name] = Undisturbed(settings, contents(settings), seconds)
        return self._known[name]

    def _copied(self, kind: Kind) -> Settings:
        settings = Settings(data=self._place / uuid4().hex[:8])
        if not kind.from_nothing:
            shutil.copytree(self.full.data, settings.data)
        return settings

    def _ingest(self, _: Settings) -> list[str]:
        return ["ingest", str(self.folder), "--workers", "2"]

    def _correct(self, _: Settings) -> list[str]:
        return ["ledger", "set", self._row, "--confirm", "--by", "Lan"]

    def _back_up(self, settings: Settings) -> list[str]:
        return ["backup", str(settings.data.with_suffix(".zip"))]

    def _remove_rest(self, settings: Settings) -> list[str] | None:
        with open_archive(settings) as archive:
            left = [each for each in self._leaving if each in {one.document_id for one in archive.documents()}]
        return ["remove", *left] if left else None


def _started(
    command: Sequence[str], settings: Settings, *, mark: str, told: int = subprocess.DEVNULL
) -> subprocess.Popen[str]:
    """A command as the shell starts it; all its processes carry the mark."""
    return subprocess.Popen(
        [sys.executable, "-c", _RUN, *command, "--data", str(settings.data)],
        env={**os.environ, "PYTHONPATH": str(ROOT), _MARK: mark},
        stdout=subprocess.DEVNULL,
        stderr=told,
        text=True,
    )


def _alive(mark: str) -> list[str]:
    """What still runs of a command once it had time to end."""
    until = time.monotonic() + _DYING_SECONDS
    while (alive := list(_marked(mark))) and time.monotonic() < until:
        time.sleep(0.1)
    return alive


def _marked(mark: str) -> Iterator[str]:
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"{_MARK}={mark}".encode() in environ.read_bytes().split(b"\0"):
                yield f"{environ.parent.name} {(environ.parent / 'cmdline').read_text().replace(chr(0), ' ')[:80]}"
        except OSError:
            continue


def _asked(settings: Settings) -> str:
    """The outcome of a question for passages, as the commands ask it; "answered" where there is nothing to ask."""
    with open_archive(settings) as archive:
        if not archive.passage_ids():
            return "answered"
    with closing(open_assistant(settings, ready=kept_ready)) as assistant:
        return assistant.ask(QUESTION).outcome


def main() -> None:
    """Kills and prints what was wrong, then the counts."""
    asked = argparse.ArgumentParser()
    asked.add_argument("count", type=int)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--files", type=int, default=40)
    given = asked.parse_args()
    chance, counts = random.Random(given.seed), Counter[str]()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        kills = Kills(Path(place), files=given.files)
        names = sorted(kills.kinds)
        for at in range(given.count):
            killed = kills.kill(names[at % len(names)], chance)
            counts[killed.kind] += 1
            counts["không đạt"] += bool(killed.wrong)
            if killed.wrong:
                sys.stdout.write(f"{at} {killed.kind} sau {killed.after:.2f} s: {killed.wrong}\n")
                sys.stdout.flush()
    sys.stdout.write(f"{dict(counts)}\n")


if __name__ == "__main__":
    main()
