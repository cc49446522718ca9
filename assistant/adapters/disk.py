"""What libraries say of a disk that is full or may not be written, as a line for the user."""

from __future__ import annotations

from assistant.errors import ArchiveUnusable

_SIGNS = (
    (
        ("No space left on device", "disk is full", "Disk quota exceeded"),
        "Ổ đĩa chứa {where} đã đầy, chưa ghi thêm được. Hãy dọn bớt ổ đĩa rồi làm lại; kho còn nguyên.",
    ),
    (
        ("Read-only file system", "readonly database", "Permission denied"),
        "Không được phép ghi vào {where}: thư mục hoặc ổ đĩa chỉ cho đọc. Hãy cấp quyền ghi, hoặc chép cả thư mục dữ "
        "liệu sang nơi ghi được.",
    ),
)


def disk_trouble(error: Exception, where: object) -> ArchiveUnusable | None:
    """The error to raise for a library's about files at ``where``; None where the disk is not to blame."""
    said = str(error)
    return next(
        (ArchiveUnusable(line.format(where=where)) for signs, line in _SIGNS if any(sign in said for sign in signs)),
        None,
    )
