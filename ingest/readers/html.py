"""Web pages: the main text, with list numbers, table rows and line breaks as lines.

Trafilatura finds the main text. Where it finds too little of the page, the whole body is taken, without what
its tags and class names declare to be menu, sidebar or footer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from assistant.errors import UnsupportedFormat
from ingest.readers.text import decode

Element = Any  # lxml ships no types

_ENOUGH = 0.5  # of the body's characters; below it trafilatura has missed the document
_ENOUGH_LINES = 0.2  # of the body's lines; below it trafilatura has run the page into one paragraph
_MOST = 0.5  # of the page's characters; a frame that holds more is the document, whatever its class is called
_LONGEST_AROUND = 300  # characters; a longer line is no menu, box or footer
_SILENT = ("script", "style", "noscript", "template", "head", "iframe", "svg", "select", "button")
_AROUND = ("nav", "footer", "aside", "form")
_AROUND_NAMES = re.compile(
    r"(?:^|[\s_]|(?<!has)(?<!with)-)(?:nav|navbar|menu|sidebar|side|footer|breadcrumbs?|banner|"
    r"related|counter|widget|comments?|share|social|tags?|pagination|hotline)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCK_NAMES = """
    address article blockquote body caption center dd details div dl dt fieldset figcaption figure h1 h2
    h3 h4 h5 h6 header hr li main ol p pre section summary table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SPACES = re.compile(r"\s+")
_OWN_MARK = re.compile(r"\(?(?:\d{1,3}|[a-zđ]|[IVXL]+)[.)\-]|[-+*•–]")
_LAYOUT_ROWS = 3
_LAYOUT_COLUMNS = 2


def read_html(data: bytes, *, name: str) -> str:
    """Main text of a web page, one block a line, tables as ``| a | b |``, lists as "- a" or "1. a".

    Raises ``UnsupportedFormat`` where the bytes are no text or hold no page.
    """
    tree = _parse(decode(data, name=name), name)
    _number_lists(tree)
    main = trafilatura.extract(tree, output_format="html", include_comments=False, include_formatting=False)
    text = _render(lxml_html.fromstring(main)) if main else ""
    _prune(tree)
    body = _render(tree)
    return text if _is_enough(text, body) else body


def read_around(data: bytes, text: str, *, name: str) -> str:
    """What a web page shows around the main ``text`` that was read of it, its title first, one block a line."""
    tree = _parse(decode(data, name=name), name)
    title = _SPACES.sub(" ", tree.findtext(".//title") or "").strip()
    etree.strip_elements(tree, *_SILENT, with_tail=False)
    read = set(text.split("\n"))
    lines = (line for line in _render(tree).split("\n") if len(line) <= _LONGEST_AROUND)
    return "\n".join(line for line in (title, *lines) if line and line not in read)


def _is_enough(text: str, body: str) -> bool:
    """Whether trafilatura found the document and kept its lines."""
    long = len(text) >= _ENOUGH * len(body)
    return long and text.count("\n") >= _ENOUGH_LINES * body.count("\n")


def _parse(page: str, name: str) -> Element:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(page.encode("utf-8"), parser=parser)
    except etree.ParserError as error:
        raise UnsupportedFormat(
            f"{name}: không có nội dung HTML nào; hãy mở trang bằng trình duyệt rồi lưu lại."
        ) from error
    return tree


def _number_lists(tree: Element) -> None:
    """Writes the numbers of ordered lists into their items, since only the browser shows them."""
    for ordered in tree.iter("ol"):
        number = int(start) if (start := ordered.get("start", "1")).isdigit() else 1
        letters = ordered.get("type") == "a"
        for item in ordered.iterchildren("li"):
            mark = f"{chr(96 + number)})" if letters and number <= 26 else f"{number}."
            item.text = f"{mark} {(item.text or '').lstrip()}"
            number += 1


def _prune(tree: Element) -> None:
    """Takes out of ``tree`` what is declared to stand around the document, unless it is most of the page."""
    etree.strip_elements(tree, *_SILENT, with_tail=False)
    most = _MOST * len(tree.text_content())
    around = [
        element
        for element in tree.iter()
        if element.tag in _AROUND or _AROUND_NAMES.search(f"{element.get('class', '')} {element.get('id', '')}")
    ]
    for element in around:
        if len(element.text_content()) < most:
            element.drop_tree()


def _render(tree: Element) -> str:
    """Text of ``tree`` with one block a line."""
    lines = "".join(_pieces(tree)).split("\n")
    return "\n".join(line for line in map(str.strip, lines) if line)


def _pieces(element: Element) -> Iterator[str]:
    """The text of an element in order, with a newline wherever a block begins or ends."""
    if element.tag in _SILENT:
        return
    if element.tag == "br":
        yield "\n"
        return
    if element.tag == "table" and not _is_layout(element):
        yield "\n" + "\n".join(_rows(element)) + "\n"
        return
    edge = "\n" if element.tag in _BLOCKS else _cell_edge(element)
    yield edge
    if element.tag == "li" and not _OWN_MARK.match(element.text_content().lstrip()):
        yield "- "
    yield _flat(element.text)
    for child in element:
        yield from _pieces(child)
        yield _flat(child.tail)
    yield edge


def _cell_edge(element: Element) -> str:
    return "\n" if element.tag in ("td", "th") else ""


def _flat(text: str | None) -> str:
    return _SPACES.sub(" ", text or "")


def _is_layout(table: Element) -> bool:
    """Whether a table only places blocks side by side, like the two columns of a letterhead."""
    if table.find(".//table") is not None:
        return True
    rows = [[_cell_lines(cell) for cell in row] for row in table.iter("tr")]
    columns = {index for row in rows for index, cell in enumerate(row) if cell}
    small = len(rows) <= _LAYOUT_ROWS and len(columns) <= _LAYOUT_COLUMNS
    return small and any(len(cell) > 1 for row in rows for cell in row)


def _cell_lines(cell: Element) -> list[str]:
    return [line for line in map(str.strip, "".join(_pieces(cell)).split("\n")) if line]


def _rows(table: Element) -> Iterator[str]:
    """The rows of a table as ``| a | b |``; a merged cell speaks once, the places it covers stay empty."""
    below: dict[int, int] = {}  # column -> rows that a cell above still reaches into
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            while below.get(len(cells), 0):
                below[len(cells)] -= 1
                cells.append("")
            width = _span(cell, "colspan")
            for column in range(len(cells), len(cells) + width):
                below[column] = _span(cell, "rowspan") - 1
            cells += [" ".join(_cell_lines(cell)).replace("|", "/"), *[""] * (width - 1)]
        if any(cells):
            yield f"| {' | '.join(cells)} |"


def _span(cell: Element, attribute: str) -> int:
    value = cell.get(attribute, "1")
    return min(int(value), 100) if value.isdigit() and value != "0" else 1
