"""What reads texts takes time in proportion to their length, whatever they repeat.

Each worst case is read at n and at 4n characters; four times the text may take ``MOST`` times the processor's time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from assistant.errors import UnreadableFile
from assistant.types import SourceDocument
from ingest.bounded import bounded
from ingest.clean import clean
from ingest.extract import read_document
from ingest.identify import identify
from ingest.outline import outline
from ingest.read import read_bytes
from ingest.read_file import archived
from ingest.resolve import resolve
from ingest.split import split

SIZE = 15_000  # characters; four times as many are read next
MOST = 9.0  # times; 4 is linear, 16 quadratic
UNHEARD = 0.25  # seconds below which nothing is measured
UNITS = {
    "chấm dẫn": ".",
    "ba chấm": "…",
    "chấm cách": ". ",
    "dấu cách": " ",
    "chữ số": "7",
    "chữ liền": "a",
    "hoa liền": "Đ",
    "từ": "xã ",
    "ngoặc": "(",
    "ngoặc từ": "(a ",
    "vạch": "|",
    "vạch ô": "a | ",
    "nháy": '"',
    "nháy cong": "“a ",
    "gạch": "-",
    "mục": "1.1.",
    "mục dòng": "1. \n",
    "điều": "Điều 1. ",
    "số liệu": "đạt 7 tỷ đồng, ",
    "khoảng": "từ 5 đến 6%; ",
    "ngày": "ngày 05/01/2026 ",
    "số hiệu": "12-NQ/ĐU ",
    "dòng": "- Thu đạt 7 tỷ đồng;\n",
    "một chữ": "a\n",
    "ô một dòng": "Thu xã\ntỷ đồng\n12,5\n14\n",
    "thẻ": "<b ",
    "và": "&",
    "sao": "**",
    "đô la": "$",
}
PAGES = {
    "html": "<html><meta charset='utf-8'><body><p>NGHỊ QUYẾT</p><p>{}</p></body></html>",
    "csv": "TT;Chỉ tiêu;{}\n1;Thu;7\n",
}


def written(unit: str, size: int) -> str:
    return f"ĐẢNG ỦY XÃ SUỐI CẠN\nNGHỊ QUYẾT\nThu ngân sách đạt {unit * (size // len(unit))} 7 tỷ đồng.\n"


def spent(work: Callable[[], object]) -> float:
    began = time.process_time()
    with suppress(UnreadableFile):
        work()
    return time.process_time() - began


def grows(work: Callable[[int], object]) -> float:
    """How many times longer four times as much takes; 0 where nothing can be measured."""
    long = spent(lambda: work(4 * SIZE))
    return long / max(spent(lambda: work(SIZE)), 1e-3) if long > UNHEARD else 0.0


def steady(work: Callable[[int], object]) -> float:
    """As ``grows``, up to twice more where it says too much: what others do on the machine is not there each time,
    and what grows too fast does so each time.
    """
    tries = 3
    times = grows(work)
    while times > MOST and (tries := tries - 1):
        times = min(times, grows(work))
    return times


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    archived(read_bytes(written("Thu đạt 7 tỷ đồng. ", 2_000).encode(), name="a.txt"))


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_each_stage_is_linear(unit: str) -> None:
    def at(size: int) -> bytes:
        return written(unit, size).encode()

    texts = {size: bounded(written(unit, size), name="a.txt") for size in (SIZE, 4 * SIZE)}
    sources = {size: SourceDocument("a.txt", "0" * 64, text) for size, text in texts.items()}
    documents = {size: resolve(source) for size, source in sources.items()}
    stages: dict[str, Callable[[int], object]] = {
        "đọc .txt": lambda size: read_bytes(at(size), name="a.txt"),
        "đọc .md": lambda size: read_bytes(at(size), name="a.md"),
        **{
            f"đọc .{kind}": lambda size, kind=kind, page=page: read_bytes(
                page.format(at(size).decode()).encode(), name=f"a.{kind}"
            )
            for kind, page in PAGES.items()
        },
        "làm sạch": lambda size: clean(sources[size]),
        "mục lục": lambda size: outline(documents[size].text),
        "nhận dạng": lambda size: identify(clean(sources[size]), documents[size].sections, name="a.txt"),
        "trích số": lambda size: read_document(documents[size]),
        "chia đoạn": lambda size: split(
            documents[size].text, documents[size].sections, documents[size].identity, document_id="a"
        ),
    }
    found = {name: round(times, 1) for name, work in stages.items() if (times := steady(work)) > MOST}
    assert found == {}
