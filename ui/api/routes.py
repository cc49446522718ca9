"""The routes under ``/api`` and ``/health``; each one reads its request and hands it to the assistant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Annotated, cast, get_args

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from assistant.errors import NghiquyetError
from assistant.types import Answer, Kind, Resolution, RowQuery, RowSort, RowState, Turn
from ingest.filing import shared_filing
from ingest.identified import as_read, correct_identity
from ui import ledger
from ui.api.auth import require_key
from ui.api.conversations import conversations
from ui.api.dependencies import AssistantDep
from ui.api.drafts import drafts
from ui.api.files import files
from ui.api.problems import add_problems, described, problem_of
from ui.api.request_text import require_whole_text
from ui.api.schemas import (
    AnswerPublic,
    AskCreate,
    DocumentPublic,
    DocumentTextPublic,
    EvidencePublic,
    HealthPublic,
    IdentityCreate,
    LedgerRowPublic,
    ListedDocumentPublic,
    ReceiptPublic,
    RemovedPublic,
    ReviewCreate,
)
from ui.doors.who import signed
from ui.files.ledger import MEDIA_TYPES, Format, export
from ui.render import Json, answer_json, document_json, documents_json, evidence_rows, ledger_json, receipt_json

_MOST_PASSAGES = 100
_MOST_ROWS = 1000
_LAST_ROW = 2**31 - 1
_SORT = rf"^-?({'|'.join(get_args(RowSort))})$"


def get_entries(
    assistant: AssistantDep,
    indicator: Annotated[str | None, Query(description="Mã chỉ tiêu, ví dụ thu_nhap_binh_quan.")] = None,
    place: Annotated[str | None, Query(description="Tên xã, huyện hoặc tỉnh; không cần dấu.")] = None,
    year: Annotated[int | None, Query(description="Năm của số liệu.")] = None,
    findings: Annotated[bool, Query(description="Chỉ những dòng có điều cần xem lại.")] = False,
    level: Annotated[str | None, Query(description="Cấp: xã, phường, huyện, tỉnh, thôn…")] = None,
    kind: Annotated[Kind | None, Query(description="target: chỉ tiêu giao; actual: kết quả.")] = None,
    unit: Annotated[str | None, Query(description="Đơn vị tính, ví dụ triệu đồng/người/năm.")] = None,
    document: Annotated[str | None, Query(description="Mã hoặc tên tệp của văn bản.")] = None,
    state: Annotated[
        RowState | None,
        Query(description="unsure: đọc chưa chắc, chưa ai xem; extracted, confirmed, corrected, rejected."),
    ] = None,
    q: Annotated[str, Query(description="Từ ngữ trong tên chỉ tiêu, câu gốc; không cần dấu.")] = "",
    sort: Annotated[
        str,
        Query(pattern=_SORT, description="Cột để sắp xếp, dấu - phía trước để xếp ngược. Mặc định theo văn bản."),
    ] = "document",
    limit: Annotated[int | None, Query(ge=1, le=_MOST_ROWS, description="Số dòng; không ghi là tất cả.")] = None,
    offset: Annotated[int, Query(ge=0, le=_LAST_ROW, description="Bỏ qua bao nhiêu dòng đầu.")] = 0,
) -> ledger.EntryPage:
    """The rows of the ledger for the filters of the request."""
    query = RowQuery(
        indicators=(indicator,) if indicator else None,
        place=place or None,
        level=level or None,
        year=year,
        kind=kind,
        unit=unit or None,
        document=assistant.shelf.document(document).document_id if document else None,
        state=state,
        rows=frozenset(assistant.ledger.findings()) if findings else None,
        text=q,
        sort=cast("RowSort", sort.removeprefix("-")),
        descending=sort.startswith("-"),
        limit=limit,
        offset=offset,
    )
    return ledger.page(assistant, query)


EntriesDep = Annotated[ledger.EntryPage, Depends(get_entries)]

api = APIRouter(
    prefix="/api",
    responses=described(400, 401, 404, 409, 422, 500, 503),
    dependencies=[Depends(require_key), Depends(require_whole_text)],
    tags=["Tra cứu"],
)
health = APIRouter(tags=["Vận hành"])


@api.get("/documents", response_model=list[ListedDocumentPublic], summary="Danh mục văn bản")
def list_documents(assistant: AssistantDep) -> list[Json]:
    """Mọi văn bản trong kho cùng thông tin nhận diện."""
    return list(documents_json(assistant.shelf.documents(), assistant.shelf.files()))


@api.get("/documents/{id_or_name:path}", response_model=DocumentTextPublic, summary="Một văn bản, toàn văn")
def read_document(id_or_name: str, assistant: AssistantDep) -> Json:
    """Toàn văn đã làm sạch, bố cục và những đoạn đã lược; mọi vị trí trích dẫn tính theo toàn văn này."""
    return _document_text(assistant.shelf.document(id_or_name))


@api.delete("/documents/{id_or_name:path}", response_model=RemovedPublic, summary="Gỡ một văn bản khỏi kho")
def remove_document(id_or_name: str, assistant: AssistantDep) -> Json:
    """Câu trả lời đã lưu vẫn giữ nguyên trích dẫn; lấy lại bằng POST /api/removed/{id_or_name}.

    Tên của tệp .zip, thư hoặc thư mục là mọi văn bản nạp từ đó.
    """
    with shared_filing(assistant) as filing:
        names = filing.remove([id_or_name])
    document_id, name = next(iter(names.items()))
    return {"document_id": document_id, "document": name, "documents": names}


@api.post("/removed/{id_or_name:path}", response_model=DocumentPublic, summary="Lấy lại văn bản đã gỡ")
def restore_document(id_or_name: str, assistant: AssistantDep) -> Json:
    """Đưa văn bản, hoặc mọi văn bản của một tệp .zip, trở lại kho như trước khi gỡ; trả về văn bản đầu tiên."""
    with shared_filing(assistant) as filing:
        names = filing.restore([id_or_name])
    return document_json(assistant.shelf.document(next(iter(names))))


@api.get("/receipts/{id_or_name:path}", response_model=ReceiptPublic, summary="Biên nhận đọc tệp của một văn bản")
def read_receipt(id_or_name: str, assistant: AssistantDep) -> Json:
    """Phần nào của tệp đã đọc, đã lược, chưa đọc được; con số nào không thành dòng số liệu, vì sao."""
    return receipt_json(assistant.shelf.receipt(id_or_name))


@api.put("/identities/{id_or_name:path}", response_model=DocumentPublic, summary="Sửa thông tin một văn bản")
def correct(id_or_name: str, said: IdentityCreate, assistant: AssistantDep, request: Request) -> Json:
    """Loại, số, cơ quan, ngày, năm, cấp, nơi, trích yếu. Sổ chỉ tiêu theo đó; nạp lại tệp vẫn giữ điều đã sửa."""
    with shared_filing(assistant) as filing:
        known, by = assistant.ledger.known, signed(said.by, request)
        return document_json(correct_identity(filing, id_or_name, said.changes, by=by, note=said.note, known=known))


@api.delete("/identities/{id_or_name:path}", response_model=DocumentPublic, summary="Bỏ phần đã sửa của một văn bản")
def take_back(id_or_name: str, assistant: AssistantDep) -> Json:
    """Thông tin văn bản trở lại như máy đã đọc."""
    with shared_filing(assistant) as filing:
        return document_json(as_read(filing, id_or_name, known=assistant.ledger.known))


@api.get("/ledger", response_model=list[LedgerRowPublic], summary="Sổ chỉ tiêu")
def list_ledger(found: EntriesDep, response: Response) -> list[Json]:
    """Các dòng số liệu, lọc, sắp xếp và chia trang; tổng số dòng nằm ở tiêu đề X-Total-Count của trả lời."""
    response.headers["X-Total-Count"] = str(found.total)
    return [
        ledger_json(entry.indicator, resolution=entry.resolution, findings=entry.findings) for entry in found.entries
    ]


@api.get("/ledger.{form}", response_class=Response, summary="Sổ chỉ tiêu dạng tệp")
def download_ledger(
    form: Format,
    found: EntriesDep,
    assistant: AssistantDep,
    *,
    raw: Annotated[bool, Query(description="CSV cho chương trình: cột như JSON, dấu phẩy, số kiểu 1.5.")] = False,
) -> Response:
    """Cùng các dòng ấy: csv và xlsx mở đúng trong Excel tiếng Việt; jsonl, hoặc csv với raw, cho chương trình."""
    disposition = f'attachment; filename="so-chi-tieu.{form}"'
    return Response(
        export(found.entries, form=form, known=assistant.ledger.known, raw=raw),
        media_type=MEDIA_TYPES[form],
        headers={"Content-Disposition": disposition},
    )


@api.post("/ledger/review", response_model=LedgerRowPublic, summary="Xác nhận, sửa hoặc loại một dòng")
def review(said: ReviewCreate, assistant: AssistantDep, request: Request) -> Json:
    """Xác nhận (confirm), sửa (correct), lấy cách đọc thứ hai (second), loại (reject) hay hoàn lại (undo) một dòng.

    Điều đã nói còn nguyên khi nạp lại tệp.
    """
    by = signed(said.by, request)
    row = assistant.ledger.review(said.row_id, decision=said.decision, by=by, changes=said.changes, note=said.note)
    return ledger_json(row, resolution=assistant.shelf.document(row.document_id))


@api.get("/search", response_model=list[EvidencePublic], summary="Tìm đoạn văn bản")
def search(
    assistant: AssistantDep,
    q: Annotated[str, Query(description="Nội dung cần tìm.")],
    k: Annotated[int, Query(ge=1, le=_MOST_PASSAGES, description="Số đoạn.")] = 10,
) -> list[Json]:
    """Các đoạn gần nội dung cần tìm nhất, kèm điểm từ vựng và điểm ngữ nghĩa."""
    found = assistant.search(q, k=k)
    return evidence_rows(found, shelf=assistant.shelf)


@api.post("/ask", response_model=AnswerPublic, response_model_exclude_unset=True, summary="Hỏi")
def ask(asked: AskCreate, assistant: AssistantDep) -> Json:
    """Trả lời một câu hỏi, có trích dẫn; nêu cả hội thoại trước đó trong history nếu là câu hỏi tiếp."""
    history = [Turn(role=turn.role, content=turn.content) for turn in asked.history]
    return answer_json(assistant.ask(asked.question, history=history))


@api.post("/ask/stream", response_class=EventSourceResponse, summary="Hỏi, nhận dần câu trả lời")
def ask_in_pieces(asked: AskCreate, assistant: AssistantDep) -> Iterator[ServerSentEvent]:
    """Sự kiện: text (đoạn chữ mới, đã kiểm), sau cùng answer (như POST /api/ask) hoặc problem (lỗi)."""
    history = [Turn(role=turn.role, content=turn.content) for turn in asked.history]
    sent = 0
    try:
        with closing(assistant.stream(asked.question, history=history)) as pieces:
            for piece in pieces:
                if isinstance(piece, Answer):
                    yield ServerSentEvent(event="answer", data=answer_json(piece))
                elif len(piece) > sent:
                    yield ServerSentEvent(event="text", data={"text": piece[sent:]})
                    sent = len(piece)
    except Exception as error:
        yield ServerSentEvent(event="problem", data=problem_of(error))


@health.get("/health", response_model=HealthPublic, summary="Tình trạng")
def check_health(assistant: AssistantDep) -> Json:
    """Dịch vụ có đang chạy không, và kho có bao nhiêu văn bản; null khi kho không đọc được (xem /ready)."""
    documents = None
    with suppress(NghiquyetError):
        documents = len(assistant.shelf.documents())
    return {"status": "ok", "documents": documents}


def add_routes(app: FastAPI) -> None:
    """Puts the routes on ``app`` and turns every error into a problem."""
    app.include_router(api)
    app.include_router(drafts)
    app.include_router(files)
    app.include_router(conversations)
    app.include_router(health)
    add_problems(app)


def _document_text(resolution: Resolution) -> Json:
    return {
        **document_json(resolution),
        "text": resolution.text,
        "outline": [
            {
                "section": section.label,
                "heading": section.heading,
                "role": section.role,
                "start": section.start,
                "end": section.end,
            }
            for section in resolution.sections
        ],
        "dropped": [{"reason": item.reason, "text": item.text} for item in resolution.dropped],
    }
