"""The real documents as an archive; tests that need them are skipped where they are absent."""

from pathlib import Path

import pytest

from assistant.fakes import MemoryArchive
from assistant.types import SourceDocument
from ingest.read import read
from ingest.read_file import archived

SEEDS = Path(__file__).parents[3].parent / "shared" / "seeds"


@pytest.fixture(scope="session")
def seeds():
    """An archive of the five real documents, under the names 000 to 004."""
    files = sorted(SEEDS.glob("*.txt"))
    if not files:
        pytest.skip("the five real documents (../shared/seeds) are not on this machine")
    archive = MemoryArchive()
    for file in files:
        source = read(file, max_bytes=10**7)
        archive.save(archived(SourceDocument(file.name[:3], source.content_hash, source.text)))
    return archive
