"""Tesseract, the program that recognises letters: pictures go in, lines of letters come out.

It is a program of its own (package tesseract-ocr, with Vietnamese in tesseract-ocr-vie). Its hOCR says of each letter
where it stands and how sure it is.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lxml import etree
from PIL import Image

from ingest.readers.picture import Picture

REMEDY = "cài Tesseract có tiếng Việt (gói tesseract-ocr và tesseract-ocr-vie) rồi nạp lại"
PAGE, BLOCK = "3", "6"  # how Tesseract is told to take a picture: as a page; as one block

_LANGUAGE = "vie"
_TIMEOUT = 120  # seconds for one page; a dense one takes five
_PAGE_SECONDS = 16.0  # of a processor, for all that is done to one page; noise without letters takes a hundred
_TOO_MUCH = "trang có quá nhiều nét để nhận dạng chữ (ảnh nhiễu?); hãy quét lại cho rõ, hoặc nạp bản Word của văn bản"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_PARAGRAPH = "{http://www.w3.org/1999/xhtml}p"
_SPAN = "{http://www.w3.org/1999/xhtml}span"
_DIV = "{http://www.w3.org/1999/xhtml}div"


class OcrFailed(Exception):
    """A page of which Tesseract made nothing; the text says why, for staff."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds of a processor one page may take from now on (where it can be told), our own work counted."""

    seconds: float = _PAGE_SECONDS
    _began: float = field(default_factory=lambda: _spent())

    @property
    def left(self) -> float:
        """How many of them are left."""
        return self.seconds - (_spent() - self._began)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with its place in dots and how sure it is, 0 to 100; ``doubted`` where its word may be another."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    sure: float
    doubted: bool = False


Letters = list[Letter]  # a word
Line = list[Letters]


@cache
def engine() -> str | None:
    """The program that recognises Vietnamese; None where it or its language is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603 -- no user input
    return program if _LANGUAGE in listed.stdout.split() else None


def read(
    pictures: Sequence[Picture], mode: str, dpi: float, *, scale: float = 1.0, patience: Patience | None = None
) -> list[list[Line]]:
    """The lines of each picture, letter by letter, read at ``scale`` of its size.

    It ends where ``patience`` does. Raises ``OcrFailed`` where Tesseract is missing, fails or takes too long.
    """
    program = engine()
    if program is None:
        raise OcrFailed(REMEDY)
    if not pictures:
        return []
    with tempfile.TemporaryDirectory(prefix="nghiquyet-ocr-") as folder:
        given = _saved(pictures, Path(folder), scale)
        shape = ["--psm", mode, "--dpi", str(round(dpi * scale))]
        command = [program, str(given), "-", "-l", _LANGUAGE, *shape, "-c", "hocr_char_boxes=1", "hocr"]
        said = _run(command, patience or Patience())
    pages = etree.fromstring(said, etree.XMLParser(recover=True, huge_tree=True)).iter(_DIV)
    return [list(_lines(page, scale)) for page in pages if page.get("class") == "ocr_page"]


def _saved(pictures: Sequence[Picture], folder: Path, scale: float) -> Path:
    """The file that lists the pictures, which Tesseract reads one after the other."""
    paths = [folder / f"{at}.pgm" for at in range(len(pictures))]
    for path, picture in zip(paths, pictures, strict=True):
        image = Image.fromarray(picture)
        size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
        (image if scale == 1.0 else image.resize(size, Image.Resampling.LANCZOS)).save(path)
    listed = folder / "pictures.txt"
    listed.write_text("\n".join(map(str, paths)), encoding="utf-8")
    return listed


def _run(command: Sequence[str], patience: Patience) -> bytes:
    """What a command says. Raises ``OcrFailed``."""
    left = patience.left
    if left < 1:
        raise OcrFailed(_TOO_MUCH)
    try:
        done = subprocess.run(  # noqa: S603 -- its own files only
            [*_limited(left), *command],
            capture_output=True,
            check=True,
            timeout=_TIMEOUT,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # threads of one page cost more than they give
        )
    except subprocess.TimeoutExpired as error:
        raise OcrFailed(f"nhận dạng chữ quá {_TIMEOUT} giây; hãy nạp bản Word của văn bản") from error
    except subprocess.CalledProcessError as error:
        if sys.platform != "win32" and error.returncode == -signal.SIGXCPU:
            raise OcrFailed(_TOO_MUCH) from error
        said = error.stderr.decode("utf-8", errors="replace").strip().partition("\n")[0]
        raise OcrFailed(f"Tesseract báo lỗi: {said or error.returncode}") from error
    return done.stdout


def _limited(seconds: float) -> list[str]:
    """What a command begins with that may take so much of a processor; nothing where that cannot be had."""
    program = shutil.which("prlimit")
    most = round(seconds)
    return [program, f"--cpu={most}:{most + 1}"] if program is not None else []


def _spent() -> float:
    """Seconds of a processor that this process and the programs that it ran took so far; 0 where nobody counts."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _lines(page: etree._Element, scale: float) -> Iterator[Line]:
    for paragraph in page.iter(_PARAGRAPH):
        for line in paragraph.iterchildren(_SPAN):
            words = [
                [_letter(letter, scale) for letter in word.iterchildren(_SPAN) if (letter.text or "").strip()]
                for word in line.iterchildren(_SPAN)
            ]
            if kept := [word for word in words if word]:
                yield kept


def _letter(element: etree._Element, scale: float) -> Letter:
    left, top, right, bottom, sure = (float(number) for number in _NUMBER.findall(element.get("title", "")))
    said = (element.text or "").strip()
    return Letter(said, left / scale, top / scale, right / scale, bottom / scale, sure)
