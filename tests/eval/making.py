"""Small documents, rows and answers from which the tests of the evaluation are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from assistant.types import (
    Answer,
    AnswerRow,
    Citation,
    Coverage,
    Evidence,
    Identity,
    Indicator,
    Outcome,
    Passage,
    Question,
    Resolution,
    Route,
    Trace,
    Turn,
    Verdict,
)

TEXT = "Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm. Thu ngân sách 13 tỷ 655 triệu đồng."


def make_document(name: str = "truong_xuan.txt", *, text: str = TEXT, title: str = "Nghị quyết") -> Resolution:
    identity = Identity(kind="nghị quyết", family="Đảng", title=title, level="xã", commune="Trường Xuân")
    return Resolution(f"id-{name}", name, "0" * 64, text, (), (), identity)


def make_row(
    document: Resolution,
    *,
    value: float = 58.0,
    verdict: Verdict = "match",
    indicator: str | None = "thu_nhap_binh_quan",
    quote: str = "Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm",
) -> AnswerRow:
    start = max(document.text.find(quote), 0)
    figure = Indicator(
        row_id="r1",
        document_id=document.document_id,
        indicator=indicator,
        label="Thu nhập bình quân đầu người",
        comparator=">=",
        value=value,
        value_max=None,
        unit="triệu đồng/người/năm",
        kind="target",
        measure="level",
        direction=None,
        year=2023,
        section="II",
        quote=quote,
        start=start,
        end=start + len(quote),
        figure="58",
    )
    return AnswerRow(figure, document.name, document.identity, verdict, 1)


def make_citation(document: Resolution, *, start: int, end: int, quote: str | None = None, n: int = 1) -> Citation:
    return Citation(
        n=n,
        document_id=document.document_id,
        document=document.name,
        title=document.identity.title,
        issuer=None,
        section="II",
        quote=document.text[start:end] if quote is None else quote,
        start=start,
        end=end,
    )


def make_evidence(document: Resolution, *, start: int = 0, end: int | None = None) -> Evidence:
    end = len(document.text) if end is None else end
    text = document.text[start:end]
    passage = Passage(f"{document.document_id}/{start}", document.document_id, "II", "body", start, end, text, "")
    return Evidence(passage, 1.0, 1.0, 1.0)


def make_answer(
    text: str,
    *,
    asked: str = "Thu nhập của xã Trường Xuân?",
    outcome: Outcome = "answered",
    citations: Sequence[Citation] = (),
    rows: Sequence[AnswerRow] = (),
    coverage: Coverage | None = None,
    route: Route = "ledger",
    ms: Mapping[str, float] = MappingProxyType({}),
) -> Answer:
    return Answer(
        question=Question(text=asked, standalone=asked, route=route, intent="lookup"),
        outcome=outcome,
        text=text,
        citations=tuple(citations),
        rows=tuple(rows),
        coverage=coverage,
        trace=Trace(None, "1", ms),
    )


@dataclass(frozen=True)
class FakeShelf:
    """A shelf that holds what it is given."""

    resolutions: Sequence[Resolution] = ()
    rows: Sequence[Indicator] = ()

    def documents(self) -> list[Resolution]:
        return list(self.resolutions)

    def document(self, id_or_name: str) -> Resolution:
        return next(one for one in self.resolutions if id_or_name in {one.document_id, one.name})

    def passages(self, ids: Sequence[str] | None = None) -> list[Passage]:
        return []

    def indicators(self, ids: Sequence[str] | None = None, **_: object) -> list[Indicator]:
        return list(self.rows)


@dataclass
class FakeAssistant:
    """Answers from a table; what is not in it raises, as a bug would."""

    shelf: FakeShelf
    answers: Mapping[str, Answer] = field(default_factory=dict)
    found: Sequence[Evidence] = ()
    heard: list[tuple[Turn, ...]] = field(default_factory=list)
    closed: bool = False

    def ask(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        self.heard.append(tuple(history))
        return self.answers[text]

    def search(self, text: str, *, k: int) -> list[Evidence]:
        return list(self.found)[:k]

    def close(self) -> None:
        self.closed = True
