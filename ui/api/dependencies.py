"""What the routes are given: the assistant and the uploads that ``create_app`` put on the app."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from ingest.uploads import Uploads
from ui.ports import Assistant


def get_assistant(request: Request) -> Assistant:
    """The assistant that ``create_app`` was given."""
    return cast("Assistant", request.app.state.assistant)


def get_uploads(request: Request) -> Uploads:
    """The uploads into its archive."""
    return cast("Uploads", request.app.state.uploads)


AssistantDep = Annotated[Assistant, Depends(get_assistant)]
UploadsDep = Annotated[Uploads, Depends(get_uploads)]
