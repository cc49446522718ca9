"""A machine whose battery is dead: its clock stands in 1970, and files are refused in one line."""

import time

import pytest

from assistant.adapters.blocks_docx import write_blocks
from assistant.adapters.zip_clock import require_clock
from assistant.errors import NghiquyetError
from ui.files.ledger import export


@pytest.fixture
def in_1970(monkeypatch):
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(0))


@pytest.mark.parametrize(
    "write", [require_clock, lambda: write_blocks([]), lambda: export([], form="xlsx", known={}, raw=False)]
)
def test_what_needs_the_date_says_so(write, in_1970):
    with pytest.raises(NghiquyetError, match="Hãy chỉnh lại ngày giờ"):
        write()


def test_a_clock_that_is_right_writes():
    require_clock()
    assert write_blocks([]).startswith(b"PK")
