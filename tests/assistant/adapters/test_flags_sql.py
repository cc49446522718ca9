from pathlib import Path

import pytest

from assistant.adapters.archive_sql import SqlArchive
from assistant.adapters.flags_sql import SqlFlags
from assistant.errors import NghiquyetError
from tests.contracts.test_flag_store import FIRST


def test_flags_live_beside_the_archive_and_outlive_the_process(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'archive.db'}"
    with SqlArchive(url) as archive, SqlFlags(url) as flags:
        flags.flag(FIRST)
        assert archive.revision() == 0  # the indexes know nothing of flags
    with SqlArchive(url) as archive, SqlFlags(url) as flags:
        assert flags.flagged() == [FIRST]
        assert archive.documents() == []


def test_a_database_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_text("không phải kho", encoding="utf-8")
    with pytest.raises(NghiquyetError, match="không còn là tệp kho văn bản"):
        SqlFlags(f"sqlite:///{tmp_path / 'archive.db'}")
