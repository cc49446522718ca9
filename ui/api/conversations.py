"""The conversations of a browser as files, for the links of the page: known by the browser's own cookie."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from assistant.errors import UnknownConversation
from ui.api.auth import require_key
from ui.api.dependencies import AssistantDep
from ui.api.problems import described
from ui.files.answers import MEDIA_TYPES, Form, Told, answers_file
from ui.owner import owner_of
from ui.views.cited import cited

_LAST = 2**31 - 1  # what every database counts to

conversations = APIRouter(
    prefix="/api/conversations",
    tags=["Hội thoại"],
    dependencies=[Depends(require_key)],
    responses=described(401, 404, 422, 500),
)


@conversations.get("/{conversation_id}/file", response_class=Response, summary="Hội thoại thành tệp")
def download(
    request: Request,
    assistant: AssistantDep,
    conversation_id: Annotated[int, Path(ge=1, le=_LAST)],
    form: Annotated[Form, Query(description="docx hoặc xlsx.")] = "docx",
    turn: Annotated[int | None, Query(ge=0, description="Lượt hỏi, từ 0; bỏ trống là cả hội thoại.")] = None,
) -> Response:
    """Câu hỏi, câu trả lời, bảng số liệu và nguồn, dạng Word hoặc Excel; chỉ hội thoại của trình duyệt đang gọi."""
    held = assistant.conversations.load(conversation_id, owner=owner_of(request))
    exchanges = held.exchanges if held is not None else ()
    wanted = exchanges if turn is None else exchanges[turn : turn + 1]
    if held is None or not wanted:
        raise UnknownConversation("Không có hội thoại hay lượt hỏi này. Hãy mở lại hội thoại rồi tải.")
    told = [Told(each.question, each.answer, cited(each.answer, assistant.shelf)) for each in wanted]
    content = answers_file(told, title=held.title, form=form)
    name = f"{'hoi-thoai' if turn is None else 'tra-loi'}-{conversation_id}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)
