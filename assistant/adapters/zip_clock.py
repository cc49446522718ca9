"""What Word and Excel files ask of the machine's clock."""

from __future__ import annotations

import time

from assistant.errors import NghiquyetError

_FIRST_YEAR = 1980  # a ZIP, which such files are, can tell no earlier date


def require_clock() -> None:
    """Raises ``NghiquyetError`` where the clock stands before the first date that a ZIP can tell."""
    year = time.localtime().tm_year
    if year < _FIRST_YEAR:
        raise NghiquyetError(
            f"Đồng hồ của máy đang ở năm {year} nên chưa ghi được tệp Word, Excel. Hãy chỉnh lại ngày giờ của máy."
        )
