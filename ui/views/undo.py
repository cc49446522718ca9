"""What was just taken away, with the way back."""

from __future__ import annotations

from ui.html import Html, one_line, tag


def undo_line(title: str, undo: Html) -> Html:
    """Says what is gone and offers it back; it stays until the list that it stands over is made anew."""
    return tag("p", "Đã xóa “", tag("b", one_line(title)), "”. ", undo, class_="nq-undo", role="status")
