"""HTML that is safe by construction: text is escaped unless it is already ``Html``."""

from __future__ import annotations

from html import escape

_VOID = frozenset({"br", "hr", "input", "meta"})


class Html(str):
    """A piece of HTML that this package wrote. A plain ``str`` is text and gets escaped."""

    __slots__ = ()


NOTHING = Html("")

Child = Html | str | None
Attribute = str | int | bool | None


def text(value: str) -> Html:
    """Text as HTML."""
    return Html(escape(value))


def join(*children: Child, between: Html = NOTHING) -> Html:
    """The children one after the other; ``None`` and empty ones are left out."""
    return Html(between.join(child if isinstance(child, Html) else text(child) for child in children if child))


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """An element. ``class_`` is ``class``, ``data_key`` is ``data-key``; ``True`` writes the name alone."""
    opening = name + "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{opening}>")
    return Html(f"<{opening}>{join(*children)}</{name}>")


def one_line(value: str) -> str:
    """Words of a document on one line, for cells and labels."""
    return " ".join(value.split())


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
