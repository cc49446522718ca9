"""Web pages that a browser or Word saved as one file (.mht): the pages in it, without pictures and scripts."""

from __future__ import annotations

from email import message_from_bytes, policy

from assistant.errors import UnsupportedFormat
from assistant.types import Contents
from ingest.readers.html import read_html
from ingest.readers.mail import LONG_FIELD


def read_mhtml(data: bytes, *, name: str) -> Contents:
    """Text of the pages, as ``read_html`` reads them; those in frames after the one that shows them.

    Raises ``UnsupportedFormat`` where there is no page in the file.
    """
    message = message_from_bytes(LONG_FIELD.sub(rb"\1", data), policy=policy.default)
    payloads = (part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html")
    pages = [payload for payload in payloads if isinstance(payload, bytes) and payload.strip()]
    if not pages:
        raise UnsupportedFormat(f"{name}: không có trang web nào trong tệp; hãy mở bằng trình duyệt rồi lưu lại.")
    read = [contents for page in pages if (contents := _read(page, name, alone=len(pages) == 1))]
    return Contents(
        "\n".join(page.text for page in read),
        "\n".join(page.around for page in read if page.around),
        tuple(remark for page in read for remark in page.remarks),
    )


def _read(page: bytes, name: str, *, alone: bool) -> Contents | None:
    """One page; ``None`` for one that only places the others in frames."""
    try:
        return read_html(page, name=name)
    except UnsupportedFormat:
        if alone:
            raise
        return None
