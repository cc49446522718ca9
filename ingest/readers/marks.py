"""The tags by which readers tell cleaning what a page shows raised or struck, or does not show."""

from __future__ import annotations


def raised(text: str) -> str:
    """``text`` as set above its line."""
    return f"<sup>{text}</sup>"


def struck(text: str) -> str:
    """``text`` as struck, line for line; as it is where it is blank."""
    return "\n".join(f"<s>{line}</s>" if line.strip() else line for line in text.split("\n"))


def hidden(text: str) -> str:
    """``text`` as a comment."""
    return f"<!--{text.replace('--', '–')}-->"


def seamless(text: str) -> str:
    """``text`` with neighbouring tags of one kind as one: Word parts "(1)" into three runs."""
    return text.replace("</s><s>", "").replace("</sup><sup>", "").replace("--><!--", "")
