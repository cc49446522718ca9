"""The real documents, read through the pipeline once; tests that need them are skipped where they are absent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import heal
from ingest.read import read
from ingest.read_file import archived
from tests.ingest.forked import forked

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


@pytest.fixture(scope="session")
def seeds():
    """File name -> all that is read from it."""
    files = sorted(SEEDS.glob("*.txt"))
    if not files:
        pytest.skip("the five real documents (../shared/seeds) are not on this machine")
    return {file.name[:3]: archived(read(file, max_bytes=10**7)) for file in files}


@pytest.fixture(scope="module")
def looks_are_forked() -> Iterator[None]:
    """Each look at indexes is a fork. Where the process itself is the point, a test takes the real one."""
    with forked() as subprocess, pytest.MonkeyPatch.context() as patch:
        patch.setattr(heal, "subprocess", subprocess)
        yield
