"""The routes by which files come in and are looked at again: uploads with their receipts, and the original files."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator, Sequence
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from assistant.errors import InvalidCorrection, NghiquyetError, UnknownUpload, UploadRefused
from assistant.settings import Settings
from ingest.filing import shared_filing
from ingest.kept import keep, room_for
from ingest.members import safe_path
from ingest.names import is_left_by_system
from ingest.originals import original, page_picture
from ingest.pipeline import FileOutcome, Named
from ingest.uploads import Upload
from ui.api.auth import require_key
from ui.api.dependencies import AssistantDep, UploadsDep
from ui.api.problems import described, problem_of
from ui.api.schemas import UploadPublic
from ui.doors.who import owns, who
from ui.render import Json
from ui.views.upload import upload_json

_FULL_FILES = 5  # of the largest size that one request may bring
_MOST_FILES = 1_000  # in one request; a folder of more comes in several
_BYTES_PER_MB = 1_000_000
_NO_FORM = "Yêu cầu không có tệp nào. Hãy gửi multipart/form-data, mỗi tệp một phần tên “files”."
# Whatever a file holds, a browser that opens it runs nothing of it and asks nothing of anybody.
_SANDBOX = {"Content-Security-Policy": "sandbox; default-src 'none'"}


async def get_form(request: Request, assistant: AssistantDep) -> AsyncGenerator[FormData]:
    """The form of an upload, on disk where it is large. Raises ``UploadRefused`` before more is read than may be."""
    settings = assistant.settings
    most = int(_FULL_FILES * settings.max_file_mb * _BYTES_PER_MB)
    _require_size(request, most=most, settings=settings)
    parser = MultiPartParser(request.headers, _at_most(request, most), max_files=_MOST_FILES, max_fields=10)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise UploadRefused(_NO_FORM) from error
    try:
        yield form
    finally:
        await form.close()


def _require_size(request: Request, *, most: int, settings: Settings) -> None:
    told = request.headers.get("content-length", "")
    size = int(told) if told.isdecimal() else most  # one that does not tell is taken as far as there is room for all
    if size > most:
        raise _too_large(most)
    room_for(size, settings=settings, owner=_sender(request))


async def _at_most(request: Request, most: int) -> AsyncGenerator[bytes]:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise _too_large(most)
        yield chunk


def _too_large(most: int) -> UploadRefused:
    return UploadRefused(f"Mỗi lần gửi nhiều nhất {most // _BYTES_PER_MB} MB. Hãy chia các tệp thành nhiều lần gửi.")


def get_upload(upload_id: str, uploads: UploadsDep, request: Request) -> Upload:
    """The upload of the path, told of before an answer begins. Raises ``UnknownUpload``, also for somebody else's."""
    found = uploads.find(upload_id)
    if not owns(who(request), found.owner):
        raise UnknownUpload(f"Không còn lần tải lên nào mang mã “{upload_id}”.")
    return found


def _sender(request: Request) -> str | None:
    user = who(request)
    return user.name if user is not None else None


files = APIRouter(
    prefix="/api",
    tags=["Tải lên"],
    responses=described(401, 404, 413, 422, 500, 503),
)
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                }
            }
        },
    }
}


@files.post(
    "/documents",
    response_model=UploadPublic,
    status_code=202,
    dependencies=[Depends(require_key)],
    openapi_extra=_BODY,
    summary="Tải tệp lên kho",
)
def upload(
    form: Annotated[FormData, Depends(get_form)], assistant: AssistantDep, uploads: UploadsDep, request: Request
) -> Json:
    """Gửi tệp, tệp .zip, hoặc cả thư mục (tên tệp kèm đường dẫn). Tệp được đọc sau khi nhận xong.

    Xem từng tệp ra sao ở GET /api/uploads/ rồi mã lần tải, hoặc theo dõi bằng cách thêm /events.
    """
    sent = [each for _, each in form.multi_items() if isinstance(each, UploadFile)]
    if not sent:
        raise UploadRefused(_NO_FORM)
    owner = _sender(request)
    kept, refused = _kept(sent, assistant.settings, owner=owner)
    return upload_json(uploads.begin(kept, refused=refused, owner=owner))


def _kept(
    sent: Sequence[UploadFile], settings: Settings, *, owner: str | None
) -> tuple[list[Named], list[FileOutcome]]:
    """The files that were kept, and what is said of the others; what systems leave in folders is passed over."""
    kept: dict[str, Named] = {}
    refused: list[FileOutcome] = []
    for file in sent:
        name = file.filename or ""
        if is_left_by_system(safe_path(name.replace("\\", "/").split("/"))):
            continue
        try:
            one = keep(file.file, sent_as=name, settings=settings, owner=owner)
        except NghiquyetError as error:
            refused.append(FileOutcome(name, "rejected", reason=str(error)))
        else:
            kept[str(one.path)] = one
    return list(kept.values()), refused


@files.get(
    "/uploads",
    response_model=list[UploadPublic],
    dependencies=[Depends(require_key)],
    summary="Các lần tải lên",
)
def list_uploads(uploads: UploadsDep, request: Request) -> list[Json]:
    """Các lần tải lên gần đây của người gọi, mới nhất đứng đầu; quản trị viên thấy của mọi người."""
    user = who(request)
    return [upload_json(one) for one in uploads.all() if owns(user, one.owner)]


@files.delete(
    "/uploads/{upload_id}",
    response_model=dict[str, str],
    dependencies=[Depends(require_key)],
    summary="Gỡ những gì một lần tải lên đã thêm",
)
def undo_upload(begun: Annotated[Upload, Depends(get_upload)], assistant: AssistantDep) -> dict[str, str]:
    """Gỡ các văn bản mà lần ấy thêm mới; văn bản đã có từ trước, kể cả được cập nhật, vẫn còn. Trả về mã và tên.

    Lấy lại từng văn bản bằng POST /api/removed/ rồi mã của nó.
    """
    if not begun.ended:
        raise InvalidCorrection("Lần tải lên này còn đang đọc. Hãy đợi đọc xong rồi gỡ.")
    held = {one.document_id for one in assistant.shelf.documents()}
    added = [one for one in begun.added if one in held]
    if not added:
        raise InvalidCorrection("Lần tải lên này không thêm văn bản nào còn trong kho, nên không có gì để gỡ.")
    with shared_filing(assistant) as filing:
        return filing.remove(added)


@files.get(
    "/uploads/{upload_id}",
    response_model=UploadPublic,
    dependencies=[Depends(require_key)],
    summary="Một lần tải lên",
)
def read_upload(begun: Annotated[Upload, Depends(get_upload)]) -> Json:
    """Đã đọc đến đâu, từng tệp ra sao: thêm mới, cập nhật, không đổi, không nhận (kèm lý do và cách xử lý)."""
    return upload_json(begun)


@files.get(
    "/uploads/{upload_id}/events",
    response_class=EventSourceResponse,
    dependencies=[Depends(require_key)],
    summary="Theo dõi một lần tải lên",
)
def watch_upload(begun: Annotated[Upload, Depends(get_upload)], uploads: UploadsDep) -> Iterator[ServerSentEvent]:
    """Server-sent events: cùng nội dung như trên, mỗi khi đọc xong một tệp; cuối cùng có state là done, failed."""
    try:
        for step in uploads.watch(begun.upload_id):
            yield ServerSentEvent(data=upload_json(step))
    except Exception as error:  # the headers are gone: the line is all that can be told
        yield ServerSentEvent(data=problem_of(error))


@files.get(
    "/originals/{id_or_name:path}",
    response_class=Response,
    dependencies=[Depends(require_key)],
    summary="Tệp gốc của một văn bản",
)
def download_original(id_or_name: str, assistant: AssistantDep) -> Response:
    """Tệp như đã nạp, để tải về."""
    document = assistant.shelf.document(id_or_name)
    found = original(document, assistant.shelf.files(document.document_id), settings=assistant.settings)
    disposition = f"attachment; filename*=UTF-8''{quote(found.name)}"
    headers = {**_SANDBOX, "Content-Disposition": disposition}
    return Response(found.data, media_type="application/octet-stream", headers=headers)


@files.get(
    "/original-pages/{id_or_name:path}",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}},
    dependencies=[Depends(require_key)],
    summary="Một trang của tệp gốc",
)
def show_page(
    id_or_name: str,
    assistant: AssistantDep,
    page: Annotated[int, Query(ge=1, le=100_000, description="Trang, từ 1.")] = 1,
) -> Response:
    """Trang của tệp PDF hoặc ảnh, dạng PNG."""
    document = assistant.shelf.document(id_or_name)
    held = assistant.shelf.files(document.document_id)
    drawn = page_picture(document, held, page=page, settings=assistant.settings)
    return Response(drawn, media_type="image/png", headers={**_SANDBOX, "Cache-Control": "private, max-age=3600"})
