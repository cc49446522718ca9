"""A small archive and an assistant over it that answers by rule, so that the interface is tested alone."""

import re
from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock

from assistant.ask.retrieving.retrieve import Retriever
from assistant.errors import InvalidQuestion
from assistant.fakes import (
    FakeEmbedder,
    MemoryArchive,
    MemoryConversations,
    MemoryDrafts,
    MemoryFlags,
    MemoryLexical,
    MemoryVectors,
)
from assistant.language.catalogue import catalogue
from assistant.ledger.book import LedgerBook
from assistant.settings import Settings
from assistant.types import (
    Answer,
    AnswerRow,
    Archived,
    Citation,
    Clause,
    Condition,
    Coverage,
    Dropped,
    Evidence,
    Identity,
    Indicator,
    Inference,
    Passage,
    Question,
    Resolution,
    Section,
    Step,
    Trace,
    Turn,
    Verdict,
)

TRUONG_XUAN = """NGHỊ QUYẾT
Về phương hướng, nhiệm vụ năm 2024

I. KẾT QUẢ NĂM 2023
Thu nhập bình quân đầu người đạt 56,2 triệu đồng/người/năm.
Các mặt văn hóa, xã hội có chuyển biến; quốc phòng, an ninh được giữ vững.

II. CHỈ TIÊU CHỦ YẾU NĂM 2024
1. Về kinh tế
- Thu nhập bình quân đầu người: từ 58 triệu đồng/người/năm trở lên.
- Tổng sản lượng lương thực đạt 6.871 tấn; trong đó thóc 6.075 tấn.
2. Về văn hóa - xã hội
- Tỷ lệ hộ nghèo giảm 0,34%.
- Tỷ lệ người dân tham gia bảo hiểm y tế đạt từ 95% trở lên.

III. NHIỆM VỤ, GIẢI PHÁP
1. Đẩy mạnh cải cách hành chính; nâng cao chất lượng phục vụ của bộ phận một cửa, rút ngắn thời gian giải \
quyết hồ sơ cho người dân và doanh nghiệp.
2. Tăng cường quản lý đất đai, tài nguyên và môi trường.
"""
HUNG_TAN = """NGHỊ QUYẾT CỦA BAN CHẤP HÀNH ĐẢNG BỘ XÃ
Mục tiêu, nhiệm vụ và giải pháp năm 2024

II. MỤC TIÊU, CHỈ TIÊU CHỦ YẾU NĂM 2024
c. Các chỉ tiêu phát triển kinh tế
- Thu nhập bình quân đầu người năm 2024 đạt 60,5 triệu đồng/người/năm.
- Thu ngân sách trên địa bàn xã: 5.900.000.000 đồng.
| Chỉ tiêu | Giá trị |
| Tổng đàn lợn | 1.950 con |
"""
EVIL_TITLE = '<script>alert("x")</script> [bấm](javascript:alert(1)) ![x](http://ngoai.example/x.png)'
EVIL = """THÔNG BÁO
<img src="http://ngoai.example/a.png" onerror="alert(1)"> ![ảnh](http://ngoai.example/b.png)
- Thu nhập bình quân đầu người đạt 52 triệu đồng/người/năm <script>alert(2)</script>.
[1]: http://ngoai.example/c
"""


def _section(text: str, path: tuple[str, ...], heading: str, end_before: str | None) -> Section:
    start = text.index(heading)
    body = start + len(heading) + 1
    end = text.index(end_before) if end_before else len(text)
    return Section(path=path, heading=heading, role="targets", start=start, body=body, end=end)


def _resolution(
    document_id: str,
    name: str,
    text: str,
    identity: Identity,
    sections: tuple[Section, ...],
    dropped: tuple = (),
) -> Resolution:
    return Resolution(
        document_id=document_id,
        name=name,
        content_hash=document_id * 8,
        text=text,
        dropped=dropped,
        sections=sections,
        identity=identity,
    )


def _documents() -> list[Resolution]:
    truong_xuan = Identity(
        kind="nghị quyết",
        family="Đảng",
        title="Nghị quyết về phương hướng, nhiệm vụ năm 2024",
        number="15-NQ/ĐU",
        issuer="Đảng ủy xã Trường Xuân",
        level="xã",
        commune="Trường Xuân",
        district="Thọ Xuân",
        province="Thanh Hóa",
        date="2023-12-20",
        result_year=2023,
        target_year=2024,
        signer_role="Bí thư",
        status={"commune": "stated", "date": "stated"},
    )
    hung_tan = Identity(
        kind="nghị quyết",
        family="Đảng",
        title="Nghị quyết của Ban Chấp hành Đảng bộ xã về mục tiêu, nhiệm vụ và giải pháp năm 2024",
        level="xã",
        target_year=2024,
        status={"commune": "inferred", "number": "absent"},
        inferred={"commune": Inference("Hưng Tân", "tên thôn Hạ Tứ chỉ có ở xã này")},
    )
    evil = Identity(
        kind="thông báo",
        family="UBND",
        title=EVIL_TITLE,
        issuer="UBND huyện",
        level="huyện",
        district="Thọ Xuân",
    )
    return [
        _resolution(
            "d1",
            "001_truong_xuan.docx",
            TRUONG_XUAN,
            truong_xuan,
            (
                _section(TRUONG_XUAN, ("I",), "I. KẾT QUẢ NĂM 2023", "II. CHỈ TIÊU"),
                _section(TRUONG_XUAN, ("II",), "II. CHỈ TIÊU CHỦ YẾU NĂM 2024", "1. Về kinh tế"),
                _section(TRUONG_XUAN, ("II", "1"), "1. Về kinh tế", "2. Về văn hóa"),
                _section(TRUONG_XUAN, ("II", "2"), "2. Về văn hóa - xã hội", "III. NHIỆM VỤ"),
                _section(TRUONG_XUAN, ("III",), "III. NHIỆM VỤ, GIẢI PHÁP", None),
            ),
            (
                Dropped("dòng kẻ trang trí", "-----"),
                Dropped("nơi nhận", "Nơi nhận: <b>Thường trực</b> Huyện ủy"),
            ),
        ),
        _resolution("d2", "002_hung_tan.txt", HUNG_TAN, hung_tan, ()),
        _resolution("d3", "003_thong_bao.html", EVIL, evil, ()),
    ]


def _indicator(document: Resolution, row_id: str, quote: str, **changes: object) -> Indicator:
    start = document.text.index(quote)
    row = Indicator(
        row_id=row_id,
        document_id=document.document_id,
        indicator="thu_nhap_binh_quan",
        label="Thu nhập bình quân đầu người",
        comparator="=",
        value=0.0,
        value_max=None,
        unit="triệu đồng/người/năm",
        kind="target",
        measure="level",
        direction=None,
        year=2024,
        section="II > 1",
        quote=quote,
        start=start,
        end=start + len(quote),
        figure="",
    )
    return replace(row, **changes)


def _indicators(documents: Sequence[Resolution]) -> list[Indicator]:
    first, second, third = documents
    return [
        _indicator(
            first,
            "r1",
            "Thu nhập bình quân đầu người: từ 58 triệu đồng/người/năm trở lên",
            comparator=">=",
            value=58.0,
        ),
        _indicator(
            first,
            "r2",
            "- Tỷ lệ hộ nghèo giảm 0,34%",
            indicator="ty_le_ho_ngheo",
            label="Tỷ lệ hộ nghèo",
            value=0.34,
            unit="điểm %",
            measure="change",
            direction="giảm",
            section="II > 2",
            confidence=0.42,
            why=("chỉ tiêu: tên trong dòng", "năm 2024: năm của đề mục"),
            runner_up="năm 2023 (0,31)",
        ),
        _indicator(second, "r3", "Thu nhập bình quân đầu người năm 2024 đạt 60,5 triệu đồng/người/năm", value=60.5),
        _indicator(
            third,
            "r4",
            "- Thu nhập bình quân đầu người đạt 52 triệu đồng/người/năm <script>alert(2)</script>",
            label='=HYPERLINK("http://ngoai.example")',
            value=52.0,
            year=2023,
            kind="actual",
            section="",
        ),
    ]


class FakeShelf(MemoryArchive):
    """An archive in memory with three documents and their rows."""

    def __init__(self) -> None:
        super().__init__()
        documents = _documents()
        rows = _indicators(documents)
        for document in documents:
            passage = Passage(
                f"{document.document_id}-p", document.document_id, "II", "targets", 0, 40, document.text[:40], ""
            )
            theirs = tuple(row for row in rows if row.document_id == document.document_id)
            self.save(Archived(document, (passage,), theirs))

    def clear(self) -> None:
        """Forgets every document."""
        for document in self.documents():
            self.remove(document.document_id)


@dataclass
class FakeAssistant:
    """A number asked about brings a table, "sân bay" an abstention, "hỏng" a fault, all else a citation."""

    settings: Settings = field(default_factory=lambda: Settings(_env_file=None, data=Path(mkdtemp())))
    changing: Lock = field(default_factory=Lock)
    shelf: FakeShelf = field(default_factory=FakeShelf)
    ledger: LedgerBook = field(init=False)
    conversations: MemoryConversations = field(default_factory=MemoryConversations)
    drafts: MemoryDrafts = field(default_factory=MemoryDrafts)
    heard: list[list[Turn]] = field(default_factory=list)
    flags: MemoryFlags = field(default_factory=MemoryFlags)
    closed: bool = False

    def __post_init__(self) -> None:
        self.ledger = LedgerBook(self.shelf, catalogue())

    @property
    def archive(self) -> FakeShelf:
        return self.shelf

    def indexes(self, *, wait: float = 0.0) -> Retriever:
        return Retriever(self.shelf, MemoryLexical(), MemoryVectors(), FakeEmbedder(), 0.8)

    def leg(self) -> None:
        """No embedding model is named."""

    def ask(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        self.heard.append(list(history))
        if not text.strip() or len(text) > self.settings.max_question_chars:
            raise InvalidQuestion(f"Câu hỏi dài {len(text)} ký tự, tối đa {self.settings.max_question_chars}.")
        if "hỏng" in text:
            raise RuntimeError("bảng bị khóa")
        if "sân bay" in text:
            return self._abstained(text)
        return self._ledger(text) if re.search(r"\d", text) else self._passages(text, follows=bool(history))

    def stream(self, text: str, *, history: Sequence[Turn] = ()) -> Generator[str | Answer]:
        answer = self.ask(text, history=history)
        words = answer.text.split(" ")
        for end in range(4, len(words), 4):
            yield " ".join(words[:end])
        yield answer

    def follow(self, text: str, *, history: Sequence[Turn] = ()) -> Generator[Step | str | Answer]:
        yield Step("search")
        yield from self.stream(text, history=history)

    def search(self, text: str, *, k: int) -> list[Evidence]:
        found = [Evidence(passage, 0.9 - at / 10, 3.5, 0.25) for at, passage in enumerate(self.shelf.passages())]
        return found[:k]

    def retrieve(self, question: str, *, k: int, within: Collection[str] | None = None) -> list[Evidence]:
        return self.search(question, k=k)

    def warm(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True

    def _ledger(self, text: str) -> Answer:
        judged: list[Verdict] = ["match", "boundary", "no_match"]
        by_id = {row.row_id: row for row in self.shelf.indicators()}
        rows = []
        citations = []
        for n, (row_id, verdict) in enumerate(zip(("r3", "r1", "r4"), judged, strict=True), start=1):
            row = by_id[row_id]
            document = self.shelf.document(row.document_id)
            rows.append(AnswerRow(row, document.name, document.identity, verdict, n))
            citations.append(cited(document, row.start, row.end, n=n, section=row.section))
        return Answer(
            question=Question(
                text=text,
                standalone=text,
                route="ledger",
                intent="filter",
                indicators=("thu_nhap_binh_quan",),
                any_of=((Clause("thu_nhap_binh_quan", Condition(">", 58.0, unit="triệu đồng/người/năm")),),),
                reading="chỉ tiêu thu nhập bình quân đầu người trên 58 triệu đồng/người/năm, cấp xã",
            ),
            outcome="answered",
            text="**Có 1 xã** đặt chỉ tiêu thu nhập bình quân đầu người trên 58 triệu đồng/người/năm:\n\n"
            "- xã Hưng Tân: **60,5 triệu đồng/người/năm** [1]\n\n"
            "Trường hợp giáp ranh: xã Trường Xuân đặt từ 58 triệu đồng trở lên [2].",
            citations=tuple(citations),
            rows=tuple(rows),
            coverage=Coverage(documents=5, match=1, boundary=1, no_match=1, silent=1, excluded=1),
            trace=Trace(model=None, index="ix-1", ms={"understand": 1.23456, "tally": 2.0}),
        )

    def _passages(self, text: str, *, follows: bool) -> Answer:
        document = self.shelf.document("d1")
        quote = "Đẩy mạnh cải cách hành chính; nâng cao chất lượng phục vụ của bộ phận một cửa"
        start = document.text.index(quote)
        standalone = "Xã Trường Xuân đề ra giải pháp nào về cải cách hành chính?" if follows else text
        return Answer(
            question=Question(
                text=text,
                standalone=standalone,
                route="passages",
                intent="describe",
                reading="giải pháp cải cách hành chính",
            ),
            outcome="answered",
            text=f"Xã Trường Xuân nêu: “{quote}” [1].",
            citations=(cited(document, start, start + len(quote), n=1, section="III"),),
            rows=(),
            coverage=None,
            trace=Trace(model=None, index="ix-1", ms={"understand": 0.5}),
            struck=("Xã có 12 thủ tục.",),
        )

    def _abstained(self, text: str) -> Answer:
        return Answer(
            question=Question(
                text=text, standalone=text, route="passages", intent="lookup", reading="quy hoạch sân bay"
            ),
            outcome="abstained",
            text="Các văn bản trong kho không nêu nội dung này.",
            citations=(),
            rows=(),
            coverage=None,
            trace=Trace(model=None, index="ix-1", ms={}),
        )


def cited(document: Resolution, start: int, end: int, *, n: int, section: str) -> Citation:
    return Citation(
        n=n,
        document_id=document.document_id,
        document=document.name,
        title=document.identity.title,
        issuer=document.identity.issuer,
        section=section,
        quote=document.text[start:end],
        start=start,
        end=end,
    )
