"""A failure in one line: our own errors say what to do, anything else is a fault of the software."""

from __future__ import annotations

import logging

from assistant.errors import NghiquyetError

log = logging.getLogger(__name__)

SOFTWARE_FAULT = "Lỗi phần mềm. Hãy gửi nhật ký của máy chủ cho người quản trị."


def failure_line(error: Exception) -> str:
    """The line to show on a page; a fault of the software goes to the log with its traceback."""
    if isinstance(error, NghiquyetError):
        return f"Lỗi: {error}"
    log.error("Lỗi phần mềm", exc_info=error)
    return SOFTWARE_FAULT
