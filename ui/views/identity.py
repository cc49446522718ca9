"""What a document is, field by field: as it states it, as it was inferred, or as a person corrected it."""

from __future__ import annotations

from assistant.ledger.gone import day_of
from assistant.ledger.identities import CORRECTABLE
from assistant.types import DOCUMENT_KINDS, LEVELS, Identity, IdentityCorrection, Resolution
from ui import words
from ui.html import Html, join, one_line, tag
from ui.views.tables import table

_CHOICES = {"kind": DOCUMENT_KINDS, "level": ("", *LEVELS)}
_HINTS = {"date": "ngày/tháng/năm", "result_year": "bốn chữ số", "target_year": "bốn chữ số"}


def fields(resolution: Resolution, correction: IdentityCorrection | None) -> Html:
    """The fields with how each is known, and the form that corrects them."""
    identity = resolution.identity
    rows = [
        [name, one_line(words.shown_field(identity, field)), words.field_status(identity, field)]
        for field, name in words.FIELDS.items()
    ]
    return join(
        table(("Thông tin", "Giá trị", "Vì sao biết"), rows),
        _said(correction) if correction is not None else None,
        _form(resolution),
    )


def _said(correction: IdentityCorrection) -> Html:
    by = f"{correction.by} đã sửa ngày {day_of(correction.at)}."
    undo = tag(
        "button",
        "Bỏ phần đã sửa",
        type="button",
        class_="nq-button",
        data_nq="unidentify",
        data_key=correction.document_id,
    )
    return tag("p", by, " " if correction.note else None, correction.note, " ", undo, class_="nq-count")


def _form(resolution: Resolution) -> Html:
    boxes = (_box(field, resolution.identity) for field in CORRECTABLE)
    by = tag("label", "Người sửa", tag("input", name="by", required=True, autocomplete="name", maxlength=100))
    send = tag("button", "Lưu thông tin đã sửa", type="submit", class_="nq-button nq-button-act")
    told = "Sổ chỉ tiêu và câu trả lời theo thông tin đã sửa; nạp lại tệp vẫn giữ."
    form = tag(
        "form",
        *boxes,
        by,
        tag("p", told, class_="nq-count"),
        send,
        class_="nq-correct",
        data_document=resolution.document_id,
    )
    return tag("details", tag("summary", "Sửa thông tin"), form, class_="nq-fold")


def _box(field: str, identity: Identity) -> Html:
    value = words.shown_date(identity) if field == "date" and identity.date else getattr(identity, field)
    now = "" if value is None else str(value)
    guess = identity.inferred.get(field)
    if field in _CHOICES:
        options = (tag("option", each or "(không rõ)", value=each, selected=each == now) for each in _CHOICES[field])
        return tag("label", words.FIELDS[field], tag("select", *options, name=field))
    hint = f"suy ra: {guess.value}" if guess else _HINTS.get(field)
    box = tag("input", name=field, value=now, placeholder=hint, maxlength=300)
    return tag("label", words.FIELDS[field], box)
