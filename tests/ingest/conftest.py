"""The real documents, read through the pipeline once; tests that need them are skipped where they are absent."""

from pathlib import Path

import pytest

from ingest.read import read
from ingest.read_file import archived

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


@pytest.fixture(scope="session")
def seeds():
    """File name -> all that is read from it."""
    files = sorted(SEEDS.glob("*.txt"))
    if not files:
        pytest.skip("the five real documents (../shared/seeds) are not on this machine")
    return {file.name[:3]: archived(read(file, max_bytes=10**7)) for file in files}
