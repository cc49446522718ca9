"""A disk that is full or may not be written, as each library tells it, and as the user is told."""

import errno
import os

import pytest

from assistant.adapters.disk import disk_trouble


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "đã đầy"),
        (ValueError("An IO error occurred: 'No space left on device (os error 28) at path \"x\"'"), "đã đầy"),
        (RuntimeError("error returned from database: (code: 13) database or disk is full"), "đã đầy"),
        (OSError(errno.EROFS, os.strerror(errno.EROFS)), "chỉ cho đọc"),
        (RuntimeError("attempt to write a readonly database"), "chỉ cho đọc"),
    ],
)
def test_it_is_told_with_what_to_do(error, told):
    trouble = disk_trouble(error, "/kho")
    assert told in str(trouble)
    assert "/kho" in str(trouble)
    assert "Hãy" in str(trouble)


def test_a_fault_is_none_of_the_disk():
    assert disk_trouble(ValueError("x"), "/kho") is None
