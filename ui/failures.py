"""A failure in one line: our own errors say what to do, anything else is a fault of the software."""

from __future__ import annotations

import logging

from assistant.errors import NghiquyetError
from ui.request_id import REQUEST_ID

log = logging.getLogger(__name__)

SOFTWARE_FAULT = "Lỗi phần mềm. Hãy gửi nhật ký của máy chủ cho người quản trị."


def failure_line(error: Exception) -> str:
    """The line to show on a page; a fault of the software goes to the log with its traceback."""
    if isinstance(error, NghiquyetError):
        return f"Lỗi: {error}"
    number = REQUEST_ID.get()
    log.error("Lỗi phần mềm%s", f", yêu cầu {number}" if number else "", exc_info=error)
    return SOFTWARE_FAULT
