"""The package of old Office files and of Outlook mails (OLE), through olefile."""

from __future__ import annotations

import io
from collections.abc import Mapping

import olefile

_BROKEN = (OSError, ValueError, IndexError, TypeError)


def root_streams(data: bytes, *, beginning_of: str, size: int) -> Mapping[str, bytes]:
    """The names of what stands at the root of a package; none where it is broken.

    Of the stream ``beginning_of`` the first ``size`` bytes come along.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as package:
            names = {path[0] for path in package.listdir()}
            found = package.openstream(beginning_of).read(size) if beginning_of in names else b""
    except _BROKEN:
        return {}
    return dict.fromkeys(names, b"") | ({beginning_of: found} if beginning_of in names else {})
