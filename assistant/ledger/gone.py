"""What is said of a document that is asked for and is in the archive no more, or never was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from assistant.errors import UnknownDocument
from assistant.language.text import normalise
from assistant.types import Gone

_MOST_NAMED = 5  # documents that an error names


def unknown(id_or_name: str, gone: Gone | None, names: Iterable[str] = ()) -> UnknownDocument:
    """The error for a document that the archive does not have; ``gone`` is what is known of it.

    Of ``names``, those of the archive, the ones that hold what was typed are told: a part of a name, a zip or a mail.
    """
    if gone is None:
        return UnknownDocument(
            f"Kho không có văn bản nào mang mã hoặc tên tệp “{id_or_name}”. {_remedy(id_or_name, names)}"
        )
    if gone.replaced_by is None:
        return UnknownDocument(
            f"Văn bản “{gone.name}” đã gỡ khỏi kho ngày {day_of(gone.at)}. Lấy lại bằng: {undo(gone.document_id)}"
        )
    return UnknownDocument(
        f"Văn bản “{gone.name}” đã được thay bằng bản mới ngày {day_of(gone.at)}. Xem bản mới bằng: nghiquyet show "
        f"{gone.replaced_by}"
    )


def _remedy(typed: str, names: Iterable[str]) -> str:
    sought = normalise(typed).strip()
    holding = [name for name in sorted(names) if sought and sought in normalise(name)]
    if not holding:
        return "Xem danh sách bằng: nghiquyet documents"
    named = ", ".join(f"“{name}”" for name in holding[:_MOST_NAMED])
    more = f" và {len(holding) - _MOST_NAMED} văn bản nữa" if len(holding) > _MOST_NAMED else ""
    return f"Tên có chữ ấy: {named}{more}."


def undo(document_id: str) -> str:
    """The command that brings a removed document back."""
    return f"nghiquyet remove --undo {document_id}"


def day_of(moment: str) -> str:
    """The day of a moment in ISO 8601, here: "2026-11-28T20:00:00+00:00" is "29/11/2026" in Hà Nội."""
    return datetime.fromisoformat(moment).astimezone().strftime("%d/%m/%Y")
