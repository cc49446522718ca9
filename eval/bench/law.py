"""A large archive made from codified law: real text cut into passages, one figure put into each document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import cycle, islice
from typing import Any

from assistant.types import Archived, Identity, Indicator, Passage, Resolution

# Characters of a passage, at most, and passages of a document: about what a long resolution has.
PASSAGE_CHARS = 500
DOCUMENT_PASSAGES = 50

# Two syllables make the name of a commune; with these there are names for 2,500 documents.
_SYLLABLES = (
    *("An", "Bình", "Cẩm", "Châu", "Đại", "Điền", "Đông", "Đức", "Giang", "Hải"),
    *("Hiệp", "Hòa", "Hoàng", "Hồng", "Hưng", "Khánh", "Kim", "Lạc", "Lâm", "Liên"),
    *("Lộc", "Long", "Mai", "Minh", "Mỹ", "Nam", "Nghĩa", "Ngọc", "Nhân", "Phong"),
    *("Phú", "Phúc", "Phương", "Quang", "Quảng", "Sơn", "Tân", "Tây", "Thành", "Thạch"),
    *("Thanh", "Thịnh", "Thọ", "Thuận", "Tiến", "Trung", "Trường", "Vạn", "Văn", "Vĩnh"),
)

_CUT = re.compile(rf"\S(?:.{{0,{PASSAGE_CHARS - 2}}}\S)?(?=\s|$)", re.DOTALL)


def law_documents(rows: Iterable[Mapping[str, Any]], *, passages: int) -> Iterator[Archived]:
    """Documents of ``DOCUMENT_PASSAGES`` passages each; ``passages`` in all, the articles over again where they are
    too few.
    """
    articles = [f"{row['title']}\n{row['text']}" for row in rows]
    endless = cycle(articles) if any(map(str.strip, articles)) else ()
    pieces = (piece for article in endless for piece in _pieces(article))
    wanted = islice(pieces, passages)
    number = 0
    while texts := list(islice(wanted, DOCUMENT_PASSAGES)):
        yield _document(number, texts)
        number += 1


def _pieces(text: str) -> Iterator[str]:
    """``text`` cut at spaces into stretches of ``PASSAGE_CHARS`` characters at most."""
    return (match.group() for match in _CUT.finditer(text))


def _document(number: int, texts: list[str]) -> Archived:
    """One document of a commune of its own, whose target income lies between 30 and 70 million đồng."""
    income = 30 + (number * 7919) % 4001 / 100
    figure = f"{income:g}".replace(".", ",")
    line = f"Thu nhập bình quân đầu người đạt {figure} triệu đồng/người/năm"
    name = f"van_ban_{number:05d}.txt"
    text = "\n".join([line, *texts])
    digest = hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()
    resolution = Resolution(digest[:16], name, digest, text, (), (), _identity(number))
    return Archived(resolution, tuple(_passages(resolution, texts, len(line) + 1)), (_row(resolution, line, income),))


def _identity(number: int) -> Identity:
    first, second = divmod(number % len(_SYLLABLES) ** 2, len(_SYLLABLES))
    commune = f"{_SYLLABLES[first]} {_SYLLABLES[second]}"
    return Identity(
        kind="nghị quyết",
        family="HĐND",
        title=f"Nghị quyết của Hội đồng nhân dân xã {commune}",
        level="xã",
        commune=commune,
        target_year=2024,
    )


def _passages(resolution: Resolution, texts: list[str], start: int) -> Iterator[Passage]:
    """The passages, one after the other from ``start``, one line break between them."""
    for ordinal, text in enumerate(texts):
        yield Passage(
            passage_id=f"{resolution.document_id}/0/{ordinal}",
            document_id=resolution.document_id,
            section="",
            role="body",
            start=start,
            end=start + len(text),
            text=text,
            context=resolution.identity.title,
        )
        start += len(text) + 1


def _row(resolution: Resolution, line: str, income: float) -> Indicator:
    return Indicator(
        row_id=f"{resolution.document_id}-0",
        document_id=resolution.document_id,
        indicator="thu_nhap_binh_quan",
        label="Thu nhập bình quân đầu người",
        comparator="=",
        value=income,
        value_max=None,
        unit="triệu đồng/người/năm",
        kind="target",
        measure="level",
        direction=None,
        year=2024,
        section="",
        quote=line,
        start=0,
        end=len(line),
        figure=line[line.index("đạt ") + 4 :],
    )
