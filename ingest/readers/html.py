"""Web pages: the main text, with list numbers, table rows and line breaks as lines.

What is raised or struck is marked for cleaning first, what is hidden or commented out is put at the end as a
comment, and tables are laid on their grid, since nothing of it outlives Trafilatura.

Trafilatura finds the main text, and often leaves lists and headings out of the middle of it: what stands between
its first and its last line is read too, unless it is declared to be menu, sidebar or footer, or only links elsewhere.
Where it finds too little of the page, the whole body is taken, without what is declared to be such; and so is that of
a page that links nowhere and declares nothing of the kind, as word processors write them.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from lxml.html import builder

from assistant.errors import TooLarge, UnsupportedFormat
from assistant.types import Contents, Remark
from ingest.cleaning.cells import is_figure
from ingest.cleaning.columns import pipe_columns
from ingest.readers.counted import counted
from ingest.readers.grid import Cell, grid_cells, grid_rows, is_layout
from ingest.readers.html_forms import fill_forms
from ingest.readers.marks import fenced, hidden, raised, struck
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
_APART = _BLOCKS | {"br", "code"}
_SPACES = re.compile(r"\s+")
_OWN_MARK = re.compile(r"\(?(?:\d{1,3}|[a-zđ]|[IVXL]+)[.)\-]|[-+*•–]")
_MOST_COLUMNS = 100  # that one cell may claim to span
_MOST_PLACES = 1_000  # of a row, after which cells span nothing
_MOST_TAGS = 300_000  # of a page; chosen, not measured on pages
_MOST_TABLES_DEEP = 20  # chosen, not measured on pages
_MOST_WEIGHED = 50_000  # elements of which the main text is looked for
_MOST_ALIKE = 2_000_000
_ROW_GROUPS = ("thead", "tbody", "tfoot")
_FEWEST_CELLS = 3  # of a row with a figure; a table with such rows is none that only lays out others
_RAISED = re.compile(r"vertical-align\s*:\s*(?:super|text-top)", re.IGNORECASE)
_STRUCK = re.compile(r"(?<![\w-])text-decoration[\w-]*\s*:(?:(?!text-decoration)[^;])*line-through", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\bMso(?:Foot|End)noteReference\b")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0*(?:\.0+)?\s*(?:;|$)"
    r"|font-size\s*:\s*0(?:\.0+)?(?:pt|px|em|%)?\s*(?:;|$)|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_WHITE_NAMES = r"(?:white|#fff(?:fff)?|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))"
_WHITE = re.compile(rf"(?:^|[;\s])color\s*:\s*{_WHITE_NAMES}\s*(?:;|!|$)", re.IGNORECASE)
_WHITE_FONT = re.compile(_WHITE_NAMES, re.IGNORECASE)
_UNSAID = ("template", "noscript")
# None of these begins anew within what it has looked through: what never closes is gone through once, not from each
# of its signs.
_CONDITION = re.compile(r"<!\[endif\]|\[if[^\[\]]*\]>|<[^<>]*>")  # of Word in comments, with its tags
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([A-Za-z0-9_-]+)""", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page declares its charset
_ELSEWHERE = re.compile(r"(?:https?:)?//|about:|javascript:|data:", re.IGNORECASE)
_MEDIA = re.compile(r"@[^@{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")  # what holds for printers or small screens
_RULE = re.compile(r"(?<![^{}])([^{}]+)\{([^{}]*)\}")
_PLAIN = re.compile(r"(?:[a-z][a-z0-9]*)?([.#][\w-]+)|[a-z][a-z0-9]*", re.IGNORECASE)  # "p.note", "#draft", "td"
_LAST = re.compile(r"[.#]?[\w-]+$")
_DISPLAY = re.compile(r"display\s*:[^;]*(?:;|$)", re.IGNORECASE)
_SHIFTED = re.compile(r"(?:^|[;\s])(?:top\s*:\s*-\s*(?!0\D)\d|bottom\s*:\s*(?!0\D)\d)", re.IGNORECASE)
_RELATIVE = re.compile(r"position\s*:\s*relative", re.IGNORECASE)
_SPOKEN = re.compile(r"[^\W\d_][^\S\n]+\S")


def read_html(data: bytes, *, name: str) -> Contents:
    """Main text of a web page, one block a line, tables as ``| a | b |``, lists as "- a" or "1. a".

    Around it stands what else the page shows, its title first, one block a line.
    Raises ``UnsupportedFormat`` where the bytes are no text or hold no page.
    """
    tree = _parse(_decode(data, name), name)
    remarks = (*fill_forms(tree), *_frames(tree, name))
    unseen = [*map(hidden, _take_unseen(tree)), *map(fenced, _take_code(tree))]
    _mark(tree)
    _number_lists(tree)
    _lay_tables(tree)
    _lay_preformatted(tree)
    small = sum(1 for _ in tree.iter()) <= _MOST_WEIGHED
    main = small and trafilatura.extract(tree, output_format="html", include_comments=False, include_formatting=False)
    text = _render(lxml_html.fromstring(main)) if main else ""
    shown = _render(tree).split("\n")
    links = {_flat(link.text_content()).strip() for link in tree.iter("a") if _leaves(link)}
    framed = _prune(tree) or bool(links)
    body = _render(tree)
    if framed and small and _is_enough(text, body) and _alike(text.split("\n"), shown) <= _MOST_ALIKE:
        body = "\n".join(_with_left_out(text.split("\n"), shown, set(body.split("\n")) - links))
    text = "\n".join([body, *unseen])
    return Contents(text, _around(data, text, name), remarks)


def _around(data: bytes, text: str, name: str) -> str:
    """What a web page shows around the main ``text`` that was read of it."""
    tree = _parse(_decode(data, name), name)
    title = _SPACES.sub(" ", tree.findtext(".//title") or "").strip()
    etree.strip_elements(tree, *_SILENT, with_tail=False)
    _number_lists(tree)
    read = set(text.split("\n"))
    lines = (line for line in _render(tree).split("\n") if len(line) <= _LONGEST_AROUND)
    return "\n".join(line for line in (title, *lines) if line and line not in read)


def _alike(main: Sequence[str], shown: Sequence[str]) -> int:
    """How many pairs of equal lines there are: what it costs to lay one text beside the other."""
    often = Counter(shown)
    return sum(often[line] for line in main)


def _with_left_out(main: Sequence[str], shown: Sequence[str], wanted: Set[str]) -> list[str]:
    """``main`` with the ``wanted`` lines that the page shows between two of its own."""
    whole: list[str] = []
    blocks = difflib.SequenceMatcher(None, main, shown, autojunk=False).get_matching_blocks()
    end = shown_end = 0
    for at, shown_at, size in blocks:
        whole += main[end:at]
        if shown_end > 0 and at < len(main):
            told = set(main[end:at])
            whole += [line for line in shown[shown_end:shown_at] if line in wanted and line not in told]
        whole += main[at : at + size]
        end, shown_end = at + size, shown_at + size
    return whole


def _leaves(link: Element) -> bool:
    """Whether a link leads to another page; one within the page belongs to a note or a table of contents."""
    target = link.get("href", "").strip()
    return bool(target) and not target.startswith("#") and "#_ftn" not in target and "#_edn" not in target


def _is_enough(text: str, body: str) -> bool:
    """Whether trafilatura found the document and kept its lines."""
    long = len(text) >= _ENOUGH * len(body)
    return long and text.count("\n") >= _ENOUGH_LINES * body.count("\n")


def _decode(data: bytes, name: str) -> str:
    """The characters of a page. What it declares counts last: pages in old fonts say that they are Windows-1252."""
    try:
        return decode(data, name=name)
    except UnsupportedFormat:
        declared = _CHARSET.search(data[:_HEAD])
        charset = declared.group(1).decode("ascii").lower() if declared else "utf-8"
        if charset.startswith("utf"):
            raise
        try:
            return data.decode(charset)
        except (LookupError, UnicodeError):
            pass
        raise


def _frames(tree: Element, name: str) -> Iterator[Remark]:
    """A line of the receipt for each frame whose page lies in a file of its own.

    Raises ``UnsupportedFormat`` where the page is nothing but frames.
    """
    sources = [frame.get("src", "").strip() for frame in tree.iter("frame", "iframe")]
    files = [source for source in sources if source and not _ELSEWHERE.match(source)]
    if files and tree.find(".//frameset") is not None:
        raise UnsupportedFormat(
            f"{name}: trang chỉ gồm các khung, nội dung nằm ở tệp {', '.join(files)}; hãy nạp các tệp đó."
        )
    for file in files:
        yield Remark(f"khung {file}", "unread", "nội dung nằm ở tệp khác; hãy nạp cả tệp đó")


def _parse(page: str, name: str) -> Element:
    if page.count("<") > _MOST_TAGS:
        raise TooLarge(f"{name}: trang có hơn {_MOST_TAGS} thẻ HTML; hãy tách trang, hoặc lưu thành .docx rồi nạp.")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise UnsupportedFormat(
            f"{name}: không có nội dung HTML nào; hãy mở trang bằng trình duyệt rồi lưu lại."
        ) from error
    if _tables_deep(tree) > _MOST_TABLES_DEEP:
        raise TooLarge(
            f"{name}: bảng lồng trong bảng quá {_MOST_TABLES_DEEP} lớp; hãy mở trang bằng trình duyệt, chép nội dung "
            "sang Word rồi nạp."
        )
    return tree


def _tables_deep(tree: Element) -> int:
    """How many tables lie in each other at most."""
    deep: dict[Element, int] = {}
    for table in tree.iter("table"):
        deep[table] = 1 + next((deep[each] for each in table.iterancestors("table")), 0)
    return max(deep.values(), default=0)


def _styles(tree: Element, *, loosely: bool = False) -> dict[str, str]:
    """What the style sheets declare for each class (".note"), id ("#draft") and tag ("td").

    Selectors of several parts are passed over, or ``loosely`` taken for their last part.
    """
    declared: dict[str, str] = {}
    for sheet in tree.iter("style"):
        for selectors, declarations in _RULE.findall(_MEDIA.sub("", sheet.text or "")):
            for selector in map(str.strip, selectors.split(",")):
                found = _PLAIN.fullmatch(selector) or (_LAST.search(selector) if loosely else None)
                if found is not None:
                    name = (found.group(1) or found.group()) if found.re is _PLAIN else found.group()
                    declared[name] = f"{declared.get(name, '')};{declarations}"
    return declared


def _style(element: Element, declared: Mapping[str, str]) -> str:
    """What holds for an element, the nearest last: of its tag, its classes, its id, its own."""
    classes = (f".{name}" for name in (element.get("class") or "").split())
    names = (str(element.tag), *classes, f"#{element.get('id')}")
    return ";".join([*(declared[name] for name in names if name in declared), element.get("style") or ""])


def _take_unseen(tree: Element) -> list[str]:
    """Takes comments and hidden text out of ``tree``, unless it is most of the page, and tells what was said."""
    declared = _styles(tree)
    most = _MOST * len(tree.text_content())
    filled = _filled(tree)
    elements = list(tree.iter(etree.Comment, etree.Element))
    own = [element for element in elements if _is_unseen(element, element.get("style") or "", most, filled)]
    by_sheet = [element for element in elements if _is_unseen(element, _style(element, declared), most, filled)]
    # Sheets that hide most of a page hide what scripts then show.
    found = by_sheet if sum(map(_length, _outermost(by_sheet))) < most else own
    unseen: list[str] = []
    for element in _outermost(found):
        said = _CONDITION.sub(" ", element.text) if element.tag is etree.Comment else element.text_content()
        said = _flat(said).strip()
        if _is_told(element, said):
            unseen.append(said)
        _drop(element)
    return unseen


def _take_code(tree: Element) -> list[str]:
    """Takes blocks of code out of ``tree``, unless they are most of the page, and tells what they said.

    Preformatted text alone is none: old pages set their whole text so. Nor is code within a sentence or a cell.
    """
    found = _outermost([element for element in tree.iter("code") if _is_block_of_code(element)])
    if sum(map(_length, found)) >= _MOST * _length(tree):
        return []
    said = [element.text_content().strip("\n") for element in found]
    for element in found:
        _drop(element)
    return [each for each in said if each.strip()]


def _is_block_of_code(element: Element) -> bool:
    """Whether code stands by itself: alone in its block, or between blocks."""
    block = element.getparent()
    if block is None or block.tag in ("td", "th"):
        return False
    before, after = element.getprevious(), element.getnext()
    beside = [block.text if before is None else before.tail, element.tail]
    beside += [near.text_content() for near in (before, after) if near is not None and near.tag not in _APART]
    return not any(said and said.strip() for said in beside)


def _length(element: Element) -> int:
    """Characters that an element shows."""
    return 0 if element.tag is etree.Comment else len(element.text_content())


def _outermost(elements: Sequence[Element]) -> list[Element]:
    """Those of ``elements`` that lie in no other, in their order."""
    known = set(elements)
    return [element for element in elements if not any(above in known for above in element.iterancestors())]


def _filled(tree: Element) -> Set[Element]:
    """The elements that have a background of their own, on which white letters are seen."""
    declared = _styles(tree, loosely=True)
    return {
        element
        for element in tree.iter(etree.Element)
        if element.get("bgcolor") or element.get("background") or "background" in _style(element, declared)
    }


def _is_unseen(element: Element, style: str, most: float, filled: Set[Element]) -> bool:
    """Whether an element is not shown, by what it says of itself and by its ``style``."""
    if element.getparent() is None or element.tag == "body":
        return False
    if element.tag is etree.Comment or element.tag in _UNSAID:
        return True
    if element.tag in _SILENT:
        return False
    style = "".join([_DISPLAY.sub("", style), ";", *_DISPLAY.findall(style)[-1:]])  # the last display holds
    hidden_ = element.get("hidden") is not None or _HIDDEN.search(style) is not None
    return (hidden_ or _is_white(element, style, filled)) and _length(element) < most


def _is_white(element: Element, style: str, filled: Set[Element]) -> bool:
    """Whether the letters of an element have the colour of the page."""
    white = _WHITE.search(style) or _WHITE_FONT.fullmatch(element.get("color", "").strip())
    return bool(white) and element not in filled and not any(above in filled for above in element.iterancestors())


def _is_told(element: Element, said: str) -> bool:
    """Whether there is to be a receipt: not for code, and of comments only for those in Vietnamese."""
    if any(above.tag in _SILENT for above in element.iterancestors()) or not any(map(str.isalnum, said)):
        return False
    if element.tag in _UNSAID:
        return any(map(str.isdigit, said))
    return element.tag is not etree.Comment or (_SPOKEN.search(said) is not None and not said.isascii())


def _drop(element: Element) -> None:
    """Takes an element out of its tree; what follows it stays."""
    parent, before = element.getparent(), element.getprevious()
    tail = element.tail or ""
    if before is not None:
        before.tail = f"{before.tail or ''}{tail}"
    else:
        parent.text = f"{parent.text or ''}{tail}"
    parent.remove(element)


def _mark(tree: Element) -> None:
    """Writes tags into the text around what is struck or raised, and leaves the elements plain."""
    declared = _styles(tree)
    shown = (element for element in tree.iter(etree.Element) if element.tag not in _SILENT)
    looks = {element: look for element in shown if (look := _look(element, _style(element, declared)))}
    for element, look in looks.items():
        if not any(looks.get(above) is look for above in element.iterancestors()):
            _wrap(element, look)
    for element in tree.iter("s", "del", "strike", "sup", "ins"):
        element.tag = "span"


def _look(element: Element, style: str) -> Callable[[str], str] | None:
    """How the text of an element is to be marked."""
    if element.tag in ("s", "del", "strike") or _STRUCK.search(style):
        return struck
    lifted = _RAISED.search(style) or (_RELATIVE.search(style) and _SHIFTED.search(style))
    is_raised = element.tag == "sup" or lifted or _NOTE_MARK.search(element.get("class", ""))
    return raised if is_raised else None


def _wrap(element: Element, look: Callable[[str], str]) -> None:
    """Marks every text within an element; the blanks around it stay outside."""

    def marked(text: str | None) -> str | None:
        core = _flat(text).strip()
        return text.replace(text.strip(), look(core)) if text and core else text

    for inner in element.iter(etree.Element):
        inner.text = marked(inner.text)
        if inner is not element:
            inner.tail = marked(inner.tail)


def _number_lists(tree: Element) -> None:
    """Writes the numbers of ordered lists into their items, since only the browser shows them."""
    for ordered in tree.iter("ol"):
        number = counted(ordered.get("start", ""), 1)
        letters = ordered.get("type") == "a"
        for item in ordered.iterchildren("li"):
            mark = f"{chr(96 + number)})" if letters and number <= 26 else f"{number}."
            item.text = f"{mark} {(item.text or '').lstrip()}"
            number += 1


def _prune(tree: Element) -> bool:
    """Takes out of ``tree`` what is declared to stand around the document, unless it is most of the page.

    Tells whether anything was declared so.
    """
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
    return bool(around)


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
        yield "\n" + "\n".join(grid_rows(list(_grid(element)))) + "\n"
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
    rows = list(_grid(table))
    if table.find(".//table") is None:
        return is_layout(rows)
    return not any(len(row) >= _FEWEST_CELLS and any(is_figure(cell.text) for cell in row) for row in rows)


def _cell_lines(cell: Element) -> list[str]:
    """The lines of a cell, without those of tables in it."""
    lines = "".join(_pieces(cell)).split("\n")
    return [line for line in map(str.strip, lines) if line and not line.startswith("| ")]


def _own_rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from child.iterchildren("tr")


def _grid(table: Element) -> Iterator[list[Cell]]:
    """The cells of a table with their places on its grid."""
    below: dict[int, int] = {}  # column -> rows that a cell above still reaches into
    for row in _own_rows(table):
        cells: list[Cell] = []
        column = 0
        reached = {place for place, rows in below.items() if rows > 0}
        below = {place: rows - 1 for place, rows in below.items() if rows > 1}
        for cell in row.iterchildren("td", "th"):
            while column in reached:
                column += 1
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            lines = tuple(_cell_lines(cell))
            if column >= _MOST_PLACES:
                width = height = 1
            cells.append(Cell(column, lines, width, height, heads=cell.tag == "th" or row.getparent().tag == "thead"))
            below |= dict.fromkeys(range(column, column + width), height - 1)
            column += width
        yield cells


def _span(cell: Element, attribute: str) -> int:
    value = cell.get(attribute, "1").strip()
    return min(counted(value, 1) or 1, _MOST_COLUMNS)


def _lay_tables(tree: Element) -> None:
    """Writes each table anew, one cell for each place of its grid; its caption before it, tables in it after it."""
    for table in reversed(list(tree.iter("table"))):
        if _is_layout(table):
            continue
        inner = [found for found in table.iterfind(".//table") if next(found.iterancestors("table")) is table]
        rows = grid_cells(list(_grid(table)))
        for caption in table.findall("caption"):
            table.addprevious(builder.P(_flat(caption.text_content())))
        for child in list(table):
            table.remove(child)
        for row in rows:
            line = etree.SubElement(table, "tr")
            for text in row:
                etree.SubElement(line, "td").text = text
        for found in reversed(inner):
            _follow(table, found)


def _follow(element: Element, next_: Element) -> None:
    """Puts ``next_`` between an element and the text that follows it."""
    tail, element.tail = element.tail, None
    next_.tail = None
    element.addnext(next_)
    next_.tail = tail


def _lay_preformatted(tree: Element) -> None:
    """Writes tables that are set with blanks in preformatted text as lines of their own, which keep their bars."""
    for block in list(tree.iter("pre")):
        lines = pipe_columns(block.text_content()).split("\n")
        tail = block.tail
        block.clear()
        block.tag, block.tail = "div", tail
        for line in lines:
            etree.SubElement(block, "p").text = line
