"""Forms of web pages: what their fields show becomes text, and forms that are filled in are part of the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from assistant.types import Remark

Element = Any  # lxml ships no types

_UNSEEN = frozenset(("hidden", "password", "submit", "button", "reset", "image", "file", "search"))
_TICKED, _UNTICKED = "☑", "☐"
_CHOICES = ("checkbox", "radio")


def fill_forms(tree: Element) -> Iterator[Remark]:
    """Writes into ``tree`` what each field shows: a value, the chosen option, "☑" or "☐".

    A form in which a figure stands is no search box: it becomes a plain block. Gives the line of the receipt.
    """
    filled = 0
    for field in list(tree.iter("input", "textarea", "select")):
        said = _said(field)
        if said is None:
            continue
        filled += said not in ("", _TICKED, _UNTICKED)
        if any(map(str.isdigit, said)):
            for form in field.iterancestors("form"):
                form.tag = "div"
        _replace(field, said)
    if filled:
        yield Remark("ô biểu mẫu", "read", f"{filled} ô có giá trị")


def _said(field: Element) -> str | None:
    """What a field shows, ``None`` where it is none that shows a value."""
    if field.tag == "textarea":
        return str(field.text_content()).strip()
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return ", ".join(" ".join(option.text_content().split()) for option in chosen)
    kind = field.get("type", "text").lower()
    if kind in _CHOICES:
        return _UNTICKED if field.get("checked") is None else _TICKED
    return None if kind in _UNSEEN else str(field.get("value", "")).strip()


def _replace(field: Element, said: str) -> None:
    tail = field.tail
    field.clear()
    field.tag, field.tail = "span", tail
    for at, line in enumerate(said.split("\n")):
        if at:
            etree.SubElement(field, "br").tail = line
        else:
            field.text = line
