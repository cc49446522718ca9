"""The routes under ``/api`` and ``/health``; each one reads its request and hands it to the assistant."""

from __future__ import annotations

from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.errors import (
    AccessDenied,
    ArchiveInUse,
    EmptyArchive,
    IndexMismatch,
    InvalidCorrection,
    InvalidQuestion,
    InvalidResults,
    InvalidSetting,
    ModelUnavailable,
    NghiquyetError,
    RewriteRefused,
    UnknownDocument,
    UnknownDraft,
    UnknownRow,
)
from assistant.types import Resolution, Turn
from ingest.filing import shared_filing
from ui import ledger
from ui.api_drafts import drafts
from ui.auth import require_key
from ui.export import MEDIA_TYPES, Format, export
from ui.failures import failure_line
from ui.ports import Assistant
from ui.render import Json, answer_json, document_json, documents_json, evidence_rows, ledger_json, receipt_json
from ui.request_text import NO_JSON, broken_json, require_whole_text
from ui.schemas import (
    AnswerPublic,
    AskCreate,
    DocumentPublic,
    DocumentTextPublic,
    ErrorPublic,
    EvidencePublic,
    HealthPublic,
    LedgerRowPublic,
    ListedDocumentPublic,
    ReceiptPublic,
    RemovedPublic,
    ReviewCreate,
)

STATUS_CODES: dict[type[NghiquyetError], int] = {
    AccessDenied: 401,
    UnknownDocument: 404,
    UnknownRow: 404,
    InvalidCorrection: 422,
    UnknownDraft: 404,
    InvalidQuestion: 422,
    InvalidSetting: 422,
    InvalidResults: 422,
    RewriteRefused: 422,
    EmptyArchive: 409,
    ArchiveInUse: 503,
    IndexMismatch: 503,
    ModelUnavailable: 503,
}
_ERRORS: dict[int | str, dict[str, Any]] = {
    401: {"model": ErrorPublic},
    404: {"model": ErrorPublic},
    409: {"model": ErrorPublic},
    422: {"model": ErrorPublic},
    500: {"model": ErrorPublic},
    503: {"model": ErrorPublic},
}
_MOST_PASSAGES = 100
_NO_BODY = 400  # FastAPI's word for a body that it cannot decode


def get_assistant(request: Request) -> Assistant:
    """The assistant that ``create_app`` was given."""
    return cast("Assistant", request.app.state.assistant)


def get_entries(
    assistant: AssistantDep,
    indicator: Annotated[str | None, Query(description="Mã chỉ tiêu, ví dụ thu_nhap_binh_quan.")] = None,
    place: Annotated[str | None, Query(description="Tên xã, huyện hoặc tỉnh; không cần dấu.")] = None,
    year: Annotated[int | None, Query(description="Năm của số liệu.")] = None,
    findings: Annotated[bool, Query(description="Chỉ những dòng có điều cần xem lại.")] = False,
) -> list[ledger.Entry]:
    """The rows of the ledger for the filters of the request."""
    return ledger.select(assistant, indicator=indicator, place=place, year=year, only_findings=findings)


AssistantDep = Annotated[Assistant, Depends(get_assistant)]
EntriesDep = Annotated[list[ledger.Entry], Depends(get_entries)]

api = APIRouter(
    prefix="/api",
    responses=_ERRORS,
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
    """Câu trả lời đã lưu vẫn giữ nguyên trích dẫn; lấy lại bằng POST /api/removed/{document_id}."""
    document = assistant.shelf.document(id_or_name)
    with shared_filing(assistant) as filing:
        filing.remove([document.document_id])
    return {"document_id": document.document_id, "document": document.name}


@api.post("/removed/{document_id}", response_model=DocumentPublic, summary="Lấy lại văn bản đã gỡ")
def restore_document(document_id: str, assistant: AssistantDep) -> Json:
    """Đưa văn bản trở lại kho như trước khi gỡ."""
    with shared_filing(assistant) as filing:
        filing.restore([document_id])
    return document_json(assistant.shelf.document(document_id))


@api.get("/receipts/{id_or_name:path}", response_model=ReceiptPublic, summary="Biên nhận đọc tệp của một văn bản")
def read_receipt(id_or_name: str, assistant: AssistantDep) -> Json:
    """Phần nào của tệp đã đọc, đã lược, chưa đọc được; con số nào không thành dòng số liệu, vì sao."""
    return receipt_json(assistant.shelf.receipt(id_or_name))


@api.get("/ledger", response_model=list[LedgerRowPublic], summary="Sổ chỉ tiêu")
def list_ledger(entries: EntriesDep) -> list[Json]:
    """Các dòng số liệu, lọc theo chỉ tiêu, địa phương và năm."""
    return [ledger_json(entry.indicator, resolution=entry.resolution, findings=entry.findings) for entry in entries]


@api.get("/ledger.{form}", response_class=Response, summary="Sổ chỉ tiêu dạng tệp")
def download_ledger(form: Format, entries: EntriesDep) -> Response:
    """Cùng các dòng ấy, dạng csv, xlsx hoặc jsonl."""
    disposition = f'attachment; filename="so-chi-tieu.{form}"'
    return Response(
        export(entries, form=form), media_type=MEDIA_TYPES[form], headers={"Content-Disposition": disposition}
    )


@api.post("/ledger/review", response_model=LedgerRowPublic, summary="Xác nhận, sửa hoặc loại một dòng")
def review(said: ReviewCreate, assistant: AssistantDep) -> Json:
    """Xác nhận (confirm), sửa (correct), lấy cách đọc thứ hai (second), loại (reject) hay hoàn lại (undo) một dòng.

    Điều đã nói còn nguyên khi nạp lại tệp.
    """
    row = assistant.ledger.review(
        said.row_id, decision=said.decision, by=said.by, changes=said.changes, note=said.note
    )
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


@health.get("/health", response_model=HealthPublic, summary="Tình trạng")
def check_health(assistant: AssistantDep) -> Json:
    """Dịch vụ có đang trả lời không, và kho có bao nhiêu văn bản."""
    return {"status": "ok", "documents": len(assistant.shelf.documents())}


def add_routes(app: FastAPI) -> None:
    """Puts the routes on ``app`` and turns every error into ``{"loi": …}``."""
    app.include_router(api)
    app.include_router(drafts)
    app.include_router(health)
    app.exception_handler(NghiquyetError)(_told)
    app.exception_handler(RequestValidationError)(_refused)
    app.exception_handler(HTTPException)(_unread)
    app.exception_handler(Exception)(_failed)


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


def status_of(error: Exception) -> int:
    """The HTTP status of an error of the assistant."""
    return next((code for kind, code in STATUS_CODES.items() if isinstance(error, kind)), 500)


def _told(_: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"loi": str(error)}, status_code=status_of(error))


def _refused(_: Request, error: Exception) -> JSONResponse:
    invalid = cast("RequestValidationError", error)
    if why := broken_json(invalid):
        return JSONResponse({"loi": why}, status_code=400)
    problems = invalid.errors()
    where = "; ".join(".".join(str(step) for step in problem["loc"]) for problem in problems)
    return JSONResponse({"loi": f"Yêu cầu không hợp lệ ở: {where}. Xem cách gọi ở /docs."}, status_code=422)


def _unread(_: Request, error: Exception) -> JSONResponse:
    refused = cast("HTTPException", error)
    told = NO_JSON if refused.status_code == _NO_BODY else str(refused.detail)
    return JSONResponse({"loi": told}, status_code=refused.status_code)


def _failed(_: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"loi": failure_line(error)}, status_code=500)
