"""Runs in fonts that give characters another meaning: TCVN3 (.VnTime), VNI (VNI-Times), Symbol, Wingdings.

A document mixes them with Unicode, often within a sentence, so each run is read by its font. Converters that restore
the text leave the name of the font as it was; such a font is told by the letters that it cannot have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from assistant.language.tables import load_table
from ingest.readers.docx_styles import Styles, nearest
from ingest.readers.docx_xml import Element, qn
from ingest.readers.legacy import from_tcvn3, from_vni

Restore = Callable[[str], str]

_FONTS = qn("w:rFonts")
_NAMES = (qn("w:hAnsi"), qn("w:ascii"))  # the first draws letters with marks
_TEXT = frozenset(map(qn, ("w:t", "w:delText")))
_HIGH = re.compile("[\xa1-\xff]")
_UNICODE = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u0300-\u0323\u1ea0-\u1ef9]")  # what neither TCVN3 nor VNI has a code for
_PRIVATE = 0xF000  # where Word puts the codes of fonts of pictures


@cache
def _tables() -> dict[str, Any]:
    """The names of fonts, and the signs of those of pictures."""
    table = load_table("ingest.readers", "docx.toml")
    return {"fonts": table["fonts"], "symbols": table["symbols"]}


def symbol(font: str, code: str) -> str:
    """The sign with this code (hexadecimal, "F0B3") in a font; a blank for an ornament."""
    signs: dict[str, dict[str, str]] = _tables()["symbols"]
    try:
        point = int(code, 16)
    except ValueError:
        return " "
    if point & 0xFF00 != _PRIVATE and font.lower() not in signs:
        return chr(point) if 0x20 <= point < 0xD800 else " "
    named = signs.get(font.lower(), {} if _is_ornamental(font) else signs["symbol"])
    own = chr(point & 0xFF)
    plain = own if own.isascii() and own.isprintable() and not _is_ornamental(font) else " "
    return named.get(f"{point & 0xFF:02X}", plain)


def font_of(run: Element, styles: Styles) -> str:
    """The name of the font in which a run's letters are drawn, in lower case; "" where none is named."""
    fonts = nearest(styles.of_run(run), _FONTS)
    named = (fonts.get(name) for name in _NAMES) if fonts is not None else ()
    return next(filter(None, named), "").lower()


def legacy_fonts(roots: Iterable[Element], styles: Styles) -> Mapping[str, Restore]:
    """The fonts of these roots whose text is to be read by a table, with it.

    A font from before Unicode in which more runs have letters of Unicode than have not is not read so.
    """
    tables: dict[str, Restore] = {}
    unicode_runs: Counter[str] = Counter()
    for root in roots:
        for run in root.iter(qn("w:r")):
            font = font_of(run, styles)
            if font not in tables and (table := _table(font)) is not None:
                tables[font] = table
            if font in tables:
                text = "".join(each.text or "" for each in run.iterchildren() if each.tag in _TEXT)
                unicode_runs[font] += 1 if _UNICODE.search(text) else -1 if _HIGH.search(text) else 0
    return {font: table for font, table in tables.items() if unicode_runs[font] <= 0}


def restored(text: str, font: str, tables: Mapping[str, Restore]) -> str:
    """The text of a run in this font as Unicode; as it is where it has letters that the font cannot have."""
    return tables[font](text) if font in tables and not _UNICODE.search(text) else text


def _table(font: str) -> Restore | None:
    kinds: dict[str, Restore] = {
        "tcvn3_capitals": lambda text: from_tcvn3(text).upper(),
        "tcvn3": from_tcvn3,
        "vni": from_vni,
        "symbol": _from_symbol,
    }
    return next((read for kind, read in kinds.items() if re.fullmatch(_tables()["fonts"][kind], font)), None)


def _from_symbol(text: str) -> str:
    """Letters of the font Symbol; those of ASCII were only set in it by mistake."""
    return "".join(
        symbol("symbol", f"{ord(each):X}") if 0x80 <= ord(each) <= 0xFF or ord(each) & 0xFF00 == _PRIVATE else each
        for each in text
    )


def _is_ornamental(font: str) -> bool:
    return "dings" in font.lower()
