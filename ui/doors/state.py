"""The state of the service for whoever watches it: ``/ready`` and ``/metrics``."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST

from assistant.errors import NghiquyetError
from ui.api.dependencies import AssistantDep
from ui.api.problems import MEDIA_TYPE, described, problem
from ui.doors.house import House

state = APIRouter(tags=["Vận hành"], responses=described(503))


@state.get("/ready", summary="Đã sẵn sàng trả lời chưa")
def check_ready(assistant: AssistantDep) -> Response:
    """200 khi kho và chỉ mục mở được; 503 cùng lý do khi chưa, hoặc khi chỉ mục đang được dựng lại."""
    try:
        assistant.shelf.documents()
        assistant.indexes(wait=0.0)
    except NghiquyetError as error:
        return JSONResponse(problem(503, str(error)), status_code=503, media_type=MEDIA_TYPE)
    return JSONResponse({"status": "ok"})


@state.get("/metrics", summary="Số đo (Prometheus)", response_class=Response)
def read_metrics(request: Request) -> Response:
    """Số yêu cầu, thời gian, số lần bị từ chối; không có nội dung câu hỏi."""
    house: House = request.app.state.house
    return Response(house.watch.metrics(), media_type=CONTENT_TYPE_LATEST)
