"""The body of a request: JSON in UTF-8, every character of which can be written again."""

from __future__ import annotations

import json

from fastapi import Request
from fastapi.exceptions import RequestValidationError

from assistant.errors import InvalidQuestion

NO_JSON = "Thân yêu cầu không phải JSON bằng UTF-8. Hãy kiểm tra lại nội dung gửi lên."


async def require_whole_text(request: Request) -> None:
    """Lets a body through that holds no half of a surrogate pair. Raises ``InvalidQuestion``."""
    body = await request.body()
    if b"\\u" not in body:
        return
    try:
        json.dumps(json.loads(body), ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        code = f"\\u{ord(error.object[error.start]):04x}"
        raise InvalidQuestion(f"Yêu cầu có ký tự hỏng ({code}). Hãy chép lại nội dung rồi gửi.") from error
    except ValueError:
        return  # what is no JSON is told as that


def broken_json(error: RequestValidationError) -> str | None:
    """Why the body is no JSON; None where it is."""
    for problem in error.errors():
        if problem["type"] == "json_invalid":
            return f"Thân yêu cầu không phải JSON: sai từ ký tự thứ {problem['loc'][-1]}."
    return None
