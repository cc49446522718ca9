"""(e) Extraction alone: kilobytes of cleaned text per second of one core."""

from __future__ import annotations

from collections.abc import Iterator

from eval.bench.figure import Figure
from eval.bench.place import Place, python
from eval.report import decimal

# Kilobytes (1,000 bytes of UTF-8) for each second of processor time.
LIMIT_KB_S = 300.0
# Processor seconds after which enough was measured.
ENOUGH_S = 2.0

# Evaluation does not import ``ingest``: the step runs in a process of its own, over what the archive holds.
_SCRIPT = """
from time import process_time

from assistant.build import open_assistant
from assistant.settings import Settings
from ingest.extract import extract

assistant = open_assistant(Settings())
documents = assistant.shelf.documents()
for document in documents:
    extract(document)
size = sum(len(document.text.encode()) for document in documents)
began, rounds = process_time(), 0
while (spent := process_time() - began) < {enough}:
    for document in documents:
        extract(document)
    rounds += 1
print(rounds * size / 1000 / spent, len(documents), size)
"""


def extraction(place: Place) -> Iterator[Figure]:
    """The sample read over and over; the first round, which loads the catalogue, is not counted."""
    printed = python("-c", _SCRIPT.format(enough=ENOUGH_S), data=place.sample_data)
    speed, documents, size = printed.split()
    yield Figure(
        name="extraction",
        title="Trích số liệu trên một lõi",
        value=float(speed),
        unit="KB/giây",
        limit=LIMIT_KB_S,
        at_most=False,
        detail=f"{documents} văn bản mẫu, {decimal(int(size) / 1000, 0)} KB, tính theo thời gian bộ xử lý",
    )
