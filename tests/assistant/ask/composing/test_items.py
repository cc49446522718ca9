"""Whatever stands in the ledger can be told: no item of an answer is struck."""

from pathlib import Path

import pytest

from assistant.ask.composing.items import item
from assistant.ask.composing.wording import library
from assistant.ask.understanding.reading import indicator_name
from assistant.ask.verifying.verify import holds
from assistant.types import Question
from ingest.read import read
from ingest.read_file import archived

ROOT = Path(__file__).parents[4]
SEEDS = ROOT.parent / "shared" / "seeds"
FOLDERS = (ROOT / "ingest" / "sample", ROOT / "tests" / "data" / "further", SEEDS)
FILES = sorted(file for folder in FOLDERS if folder.is_dir() for file in folder.iterdir() if file.is_file())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_item_of_every_row_stands(file):
    document = archived(read(file, max_bytes=10**7))
    books = library([document.resolution])
    struck = [
        statement.text
        for row in document.indicators
        for named in (True, False)
        if not holds(
            statement := item(_asking(row.indicator or row.label), row, books, named=named),
            lambda _: document.resolution.text,
        )
    ]
    assert struck == []


def _asking(indicator: str) -> Question:
    asked = indicator_name(indicator)
    return Question(text=asked, standalone=asked, intent="lookup", route="ledger", indicators=(indicator,))
