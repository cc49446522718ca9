"""The routes under ``/api/drafts``: start a draft, type into it, edit it, take it home."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from assistant.drafting.desk import Desk
from assistant.types import DraftRequest, Edit, SavedDraft
from ui.api.auth import require_key
from ui.api.dependencies import AssistantDep
from ui.api.problems import described
from ui.api.schemas import DraftCreate, DraftPublic, EditCreate, ManuscriptPublic, RowCreate
from ui.drafting import decode_table, manuscript_json, open_desk, saved_json
from ui.files.draft_sheets import SheetForm, findings_sheet, template_sheet
from ui.files.ledger import MEDIA_TYPES
from ui.render import Json

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def get_desk(assistant: AssistantDep) -> Desk:
    """The desk over the assistant that ``create_app`` was given."""
    return open_desk(assistant)


DeskDep = Annotated[Desk, Depends(get_desk)]


def get_saved(draft_id: str, desk: DeskDep) -> SavedDraft:
    """The draft of the path."""
    return desk.drafts.draft(draft_id)


SavedDep = Annotated[SavedDraft, Depends(get_saved)]


async def get_body(request: Request) -> bytes:
    """The raw body, so that the work on it need not run on the event loop."""
    return await request.body()


drafts = APIRouter(
    prefix="/api/drafts",
    dependencies=[Depends(require_key)],
    tags=["Soạn thảo"],
    responses=described(400, 401, 404, 422, 500, 503),
)


@drafts.get("", response_model=list[DraftPublic], summary="Các dự thảo")
def list_drafts(desk: DeskDep) -> list[Json]:
    """Mọi dự thảo đang làm, mới sửa đứng đầu."""
    return [saved_json(saved) for saved in desk.drafts.drafts()]


@drafts.post("", response_model=ManuscriptPublic, summary="Lập dự thảo")
def start(asked: DraftCreate, desk: DeskDep) -> Json:
    """Lập dự thảo cho một năm từ văn bản của năm trước."""
    request = DraftRequest(asked.base, asked.year, asked.place, tuple(asked.examples), asked.superior, asked.profile)
    return _whole(desk, desk.start(request))


@drafts.get("/{draft_id}", response_model=ManuscriptPublic, summary="Một dự thảo")
def read(saved: SavedDep, desk: DeskDep) -> Json:
    """Biểu chỉ tiêu, lời văn cạnh văn bản gốc, và những điểm cần sửa."""
    return _whole(desk, saved)


@drafts.put("/{draft_id}/rows", response_model=ManuscriptPublic, summary="Nhập số liệu")
def enter(rows: dict[str, RowCreate], saved: SavedDep, desk: DeskDep) -> Json:
    """Kết quả, chỉ tiêu mới, chỉ tiêu cấp trên giao của từng dòng; một ô sai thì không nhận ô nào."""
    return _whole(desk, desk.enter(saved, {key: row.model_dump() for key, row in rows.items()}))


@drafts.put("/{draft_id}/table", response_model=ManuscriptPublic, summary="Nạp bảng kết quả")
def enter_table(body: Annotated[bytes, Depends(get_body)], saved: SavedDep, desk: DeskDep) -> Json:
    """Thân yêu cầu là tệp CSV hoặc XLSX; một dòng sai thì không nhận dòng nào."""
    text = decode_table(body, name="bảng kết quả")
    return _whole(desk, desk.enter_table(saved, text))


@drafts.put("/{draft_id}/paragraphs/{key}", response_model=ManuscriptPublic, summary="Sửa một đoạn")
def edit(key: str, edited: EditCreate, saved: SavedDep, desk: DeskDep) -> Json:
    """Lời mới của đoạn, hoặc null để bỏ đoạn."""
    return _whole(desk, desk.edit(saved, Edit(key, edited.text)))


@drafts.delete("/{draft_id}/paragraphs/{key}", response_model=ManuscriptPublic, summary="Lấy lại một đoạn")
def restore(key: str, saved: SavedDep, desk: DeskDep) -> Json:
    """Bỏ phần người soạn đã sửa ở đoạn này."""
    return _whole(desk, desk.restore(saved, key))


@drafts.delete("/{draft_id}", status_code=204, summary="Xóa dự thảo")
def remove(saved: SavedDep, desk: DeskDep) -> None:
    """Xóa dự thảo; văn bản gốc không đổi."""
    desk.drafts.remove(saved.draft_id)


@drafts.get("/{draft_id}/du-thao.docx", response_class=Response, summary="Tệp Word")
def download(saved: SavedDep, desk: DeskDep) -> Response:
    """Dự thảo dạng Word, nguồn của từng đoạn ở ghi chú."""
    from assistant.build import draft_docx

    return _file(draft_docx(desk.manuscript(saved)), name="du-thao.docx", media_type=_WORD)


@drafts.get("/{draft_id}/so-sanh.html", response_class=Response, summary="Bản so sánh")
def compare(saved: SavedDep, desk: DeskDep) -> Response:
    """So sánh với văn bản gốc: đoạn mới, giữ, sửa, bỏ."""
    from ui.views.draft import comparison

    return _file(comparison(desk.manuscript(saved)).encode(), name="so-sanh.html", media_type="text/html")


@drafts.get("/{draft_id}/mau-bang.{form}", response_class=Response, summary="Mẫu bảng kết quả")
def template(form: SheetForm, saved: SavedDep, desk: DeskDep) -> Response:
    """Bảng trống để điền kết quả rồi nạp lại: csv hoặc xlsx."""
    content = template_sheet(desk.manuscript(saved), form=form)
    return _file(content, name=f"mau-bang.{form}", media_type=MEDIA_TYPES[form])


@drafts.get("/{draft_id}/diem-can-xem.{form}", response_class=Response, summary="Các điểm cần xem")
def findings(form: SheetForm, saved: SavedDep, desk: DeskDep) -> Response:
    """Lỗi, cảnh báo và chỗ cần điền của dự thảo, mỗi điểm một dòng: csv hoặc xlsx."""
    content = findings_sheet(desk.manuscript(saved), form=form)
    return _file(content, name=f"diem-can-xem.{form}", media_type=MEDIA_TYPES[form])


def _whole(desk: Desk, saved: SavedDraft) -> Json:
    return {"draft_id": saved.draft_id, **manuscript_json(desk.manuscript(saved))}


def _file(content: bytes, *, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
