"""What a document is: kind, number, issuer, level, place, years, date, each stated, inferred or absent.

Nothing is decided by the first rule that fits. Every mention that may tell a field is evidence for a value, as strong
as the place where it stands and the words around it make it; the evidence is weighed, and the value with most support
wins if it is well ahead. What only a superior's name in a cited document, a web page's footer or a table tells is an
inference, kept apart with its reason. What is not said stays None. The steps, each a file of ``ingest/identity``:

1. page: the lines of the document and of what cleaning took out, and where on the page each stands
2. number, date: of the number line and of the place-and-date line
3. units: the level, the unit that is spoken for, and its superiors
4. kind: by title, number, what the text calls itself; or a news item
5. issuer, family, signer, title and years
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from assistant.types import CleanText, Identity, Inference, Section, Status
from ingest.identity.dates import signing_date
from ingest.identity.issuer import read_family, read_issuer, read_signer
from ingest.identity.kind import OTHER, read_kind
from ingest.identity.number import own_number
from ingest.identity.page import read_page
from ingest.identity.parts import read_parts, read_title
from ingest.identity.units import read_units
from ingest.identity.years import read_years

_FIELDS = (
    "number",
    "issuer",
    "level",
    "commune",
    "district",
    "province",
    "date",
    "result_year",
    "target_year",
    "signer_role",
)


def identify(clean: CleanText, sections: Sequence[Section], *, name: str) -> Identity:
    """The identity of a cleaned and outlined document; ``name`` (of the file) is the title of last resort."""
    page = read_page(clean, name=name)  # 1
    found_number, found_date = own_number(page), signing_date(page)  # 2
    number = found_number.value if found_number else None
    date = found_date.value if found_date else None
    units = read_units(page, number=number, date=date)  # 3
    kind = read_kind(page, number=number)  # 4
    parts = read_parts(clean, sections)  # 5
    title = read_title(parts.heading) or name
    years = read_years(clean.text, title, kind, sections)
    inferred = {**units.inferred, **({"result_year": years.inferred} if years.inferred else {})}
    stated: dict[str, str | int | None] = {
        "number": number,
        "issuer": read_issuer(parts, units.stated.get("commune")),
        "level": units.level,
        **{field: units.stated.get(field) for field in ("commune", "district", "province")},
        "date": date,
        "result_year": years.result,
        "target_year": years.target,
        "signer_role": read_signer(parts.closing),
    }
    status: dict[str, Status] = {field: _status(field, stated, inferred) for field in _FIELDS}
    return Identity(
        kind=kind,
        family=read_family(parts),
        title=title,
        status={"kind": "absent" if kind == OTHER else "stated", **status},
        inferred=inferred,
        **cast("dict[str, Any]", stated),
    )


def _status(field: str, stated: Mapping[str, object], inferred: Mapping[str, Inference]) -> Status:
    if stated.get(field) is not None:
        return "stated"
    return "inferred" if field in inferred else "absent"
