"""Small example objects for the tests; a test names only what it is about."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from assistant.types import (
    Archived,
    Dropped,
    Identity,
    Indicator,
    Inference,
    Passage,
    Resolution,
    Section,
)

SENTENCES = (
    "Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm trở lên.",
    "Tỷ lệ hộ nghèo giảm còn 1,2% theo chuẩn nghèo đa chiều.",
    "Tổng sản lượng lương thực đạt 21.500 tấn.",
)


def identity(**changes: Any) -> Identity:
    """The identity of a commune's resolution; one field is inferred."""
    values: dict[str, Any] = {
        "kind": "nghị quyết",
        "family": "Đảng",
        "title": "Nghị quyết về nhiệm vụ năm 2023",
        "number": "12-NQ/ĐU",
        "issuer": "Đảng ủy xã Trường Xuân",
        "level": "xã",
        "commune": "Trường Xuân",
        "date": "2022-12-28",
        "target_year": 2023,
        "status": {"commune": "stated", "district": "absent", "province": "inferred"},
        "inferred": {"province": Inference("Cần Thơ", "huyện Thới Lai thuộc thành phố Cần Thơ")},
    }
    return Identity(**(values | changes))


def indicator(row_id: str, document_id: str, **changes: Any) -> Indicator:
    """A target of 58 triệu đồng."""
    values: dict[str, Any] = {
        "indicator": "thu_nhap_binh_quan",
        "label": "Thu nhập bình quân đầu người",
        "comparator": ">=",
        "value": 58.0,
        "value_max": None,
        "unit": "triệu đồng/người/năm",
        "kind": "target",
        "measure": "level",
        "direction": None,
        "year": 2023,
        "section": "II > 1",
        "quote": SENTENCES[0],
        "start": 0,
        "end": len(SENTENCES[0]),
        "figure": "58",
    }
    return Indicator(row_id=row_id, document_id=document_id, **(values | changes))


def archived(
    name: str = "nghi-quyet-truong-xuan.docx",
    *,
    sentences: tuple[str, ...] = SENTENCES,
    indicators: tuple[dict[str, Any], ...] = ({},),
    about: Identity | None = None,
) -> Archived:
    """A document of one sentence a section; its content hash, and so every id, follows from the sentences."""
    text = "\n".join(sentences)
    content_hash = sha256(text.encode()).hexdigest()
    document_id = content_hash[:16]
    sections, passages, start = [], [], 0
    for place, sentence in enumerate(sentences, start=1):
        end = start + len(sentence)
        path = ("II", str(place))
        sections.append(Section(path, f"{place}. Mục {place}", "targets", start, start, end))
        passages.append(
            Passage(
                passage_id=f"{document_id}/II > {place}/1",
                document_id=document_id,
                section=" > ".join(path),
                role="targets",
                start=start,
                end=end,
                text=sentence,
                context=f"{name}\nMục {place}",
            )
        )
        start = end + 1
    resolution = Resolution(
        document_id=document_id,
        name=name,
        content_hash=content_hash,
        text=text,
        dropped=(Dropped("số trang", "2"),),
        sections=tuple(sections),
        identity=about or identity(),
    )
    rows = tuple(
        indicator(f"{document_id}/II > 1/c{place}", document_id, **changes)
        for place, changes in enumerate(indicators)
    )
    return Archived(resolution=resolution, passages=tuple(passages), indicators=rows)


def document(name: str, *lines: str, **changes: Any) -> Resolution:
    """A document of these lines, whose id is its name; ``changes`` are fields of its identity."""
    return Resolution(name, f"{name}.txt", "h", "\n".join(lines), (), (), identity(**changes))


def row_of(source: Resolution, quote: str, **changes: Any) -> Indicator:
    """A result read from a quote of a document; ``figure`` is the quote where it is not given."""
    start = source.text.index(quote)
    place = {"section": "I", "quote": quote, "start": start, "end": start + len(quote)}
    values = {"comparator": "=", "kind": "actual", "figure": quote, **place}
    row_id = f"{source.document_id}/{start}/{changes.get('value')}/{changes.get('kind')}"
    return indicator(row_id, source.document_id, **(values | changes))


def passage(passage_id: str, text: str, *, context: str = "") -> Passage:
    """A passage of its own, for the indexes."""
    return Passage(passage_id, "d", "I", "body", 0, len(text), text, context)
