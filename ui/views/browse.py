"""What of the archive is looked at: a filter, an order and a page, as one value that a click carries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal, get_args
from urllib.parse import parse_qs, urlencode

from assistant.language.text import fold
from assistant.types import Identity, Resolution
from ui import words

Order = Literal["name", "issuer", "date", "year", "state"]

ROWS = 50  # on one page of the list
_MOST_PAGES = 100_000
UNSAID_UNIT = "(chưa rõ nơi)"


@dataclass(frozen=True, slots=True)
class Browse:
    """The words typed, the filters chosen ("" for none), the order, and the page from 1."""

    words: str = ""
    year: str = ""
    level: str = ""
    kind: str = ""
    unit: str = ""
    attention: bool = False
    order: Order = "year"
    falling: bool = True
    page: int = 1

    @property
    def key(self) -> str:
        """As a click carries it; ``read_browse`` reads it."""
        given = {name: value for name, value in asdict(self).items() if value != getattr(_PLAIN, name)}
        return urlencode({name: int(value) if isinstance(value, bool) else value for name, value in given.items()})

    @property
    def narrows(self) -> bool:
        """Whether any document may be left out."""
        return self.filters != _PLAIN.filters or bool(self.words.strip())

    @property
    def filters(self) -> tuple[str, str, str, str, bool]:
        """What was chosen beside the words."""
        return (self.year, self.level, self.kind, self.unit, self.attention)


_PLAIN = Browse()


def read_browse(key: str) -> Browse:
    """The value that a click carries; whatever cannot be read is left as it is by default."""
    given = {name: values[-1] for name, values in parse_qs(key[:4_000]).items()}
    order = next((each for each in get_args(Order) if each == given.get("order")), _PLAIN.order)
    page = given.get("page", "1")
    return Browse(
        words=given.get("words", ""),
        year=given.get("year", ""),
        level=given.get("level", ""),
        kind=given.get("kind", ""),
        unit=given.get("unit", ""),
        attention=given.get("attention") == "1",
        order=order,
        falling=given.get("falling", "1") == "1",
        page=min(max(int(page), 1), _MOST_PAGES) if page.isascii() and page.isdigit() and len(page) < 8 else 1,
    )


def year_of(identity: Identity) -> int | None:
    """The year that a document is filed under: that of its targets, else that of its results."""
    return identity.target_year or identity.result_year


def units_of(documents: Iterable[Resolution]) -> dict[str, str]:
    """The unit of each document by its id, as in "xã An Lạc".

    The district is told where units of one name lie in several: "xã An Lạc (Chí Linh)".
    """
    documents = list(documents)
    districts: dict[str, set[str]] = {}
    for document in documents:
        if district := _district(document.identity):
            districts.setdefault(_named(document.identity), set()).add(district)
    return {
        document.document_id: _told(document.identity, several=len(districts.get(_named(document.identity), ())) > 1)
        for document in documents
    }


def _told(identity: Identity, *, several: bool) -> str:
    district = _district(identity) if several else None
    return f"{_named(identity)} ({district})" if district else _named(identity)


def _named(identity: Identity) -> str:
    guess = words.inferred_place(identity)
    inferred = f"{identity.level or ''} {guess}".strip() if guess else None
    return words.place(identity) or inferred or UNSAID_UNIT


def _district(identity: Identity) -> str | None:
    if identity.level == "huyện":
        return None
    guess = identity.inferred.get("district")
    return identity.district or (guess.value if guess else None)


def chosen(
    documents: Sequence[Resolution],
    browse: Browse,
    *,
    units: Mapping[str, str],
    by_text: Mapping[str, str],
    attention: Callable[[Resolution], bool],
) -> list[Resolution]:
    """The documents that a filter leaves, in its order; ``by_text`` are those whose text has the words typed."""
    found = {document.document_id for document in matching(documents, wanted=browse.words)} | by_text.keys()
    left = [
        document
        for document in documents
        if document.document_id in found
        and browse.year in ("", str(year_of(document.identity) or "?"))
        and browse.level in ("", document.identity.level or "?")
        and browse.kind in ("", document.identity.kind)
        and browse.unit in ("", units[document.document_id])
        and (not browse.attention or attention(document))
    ]
    ranked = sorted(left, key=lambda document: fold(units[document.document_id]))
    key = _ORDERS[browse.order]
    told = [document for document in ranked if key(document) is not None]
    # What a document does not say stands last, whichever way the rest is ordered.
    unsaid = [document for document in ranked if key(document) is None]
    return sorted(told, key=lambda document: str(key(document)), reverse=browse.falling) + unsaid


_ORDERS: Mapping[Order, Callable[[Resolution], str | int | None]] = {
    "name": lambda document: fold(words.document_title(document.identity) or document.name),
    "issuer": lambda document: fold(document.identity.issuer) if document.identity.issuer else None,
    "date": lambda document: document.identity.date,
    "year": lambda document: year_of(document.identity),
    "state": lambda document: int(document.has_unread),
}


def matching(documents: Sequence[Resolution], *, wanted: str) -> list[Resolution]:
    """The documents whose name, title, number, issuer, place or year contains every word asked for."""
    needles = fold(wanted).split()
    return [document for document in documents if all(needle in _haystack(document) for needle in needles)]


def _haystack(document: Resolution) -> str:
    identity = document.identity
    inferred = (guess.value for guess in identity.inferred.values())
    names = ("title", "number", "issuer", "commune", "district", "province")
    fields = (getattr(identity, name) for name in names)
    years = (str(year) for year in (identity.result_year, identity.target_year) if year)
    return fold(" ".join(filter(None, (document.name, *fields, *inferred, *years))))


def turned(browse: Browse, order: Order) -> Browse:
    """Ordered by that column, the other way round where it is already."""
    falling = not browse.falling if browse.order == order else order in ("date", "year", "state")
    return replace(browse, order=order, falling=falling, page=1)
