"""The page at ``/docs``: the API as plain HTML, since FastAPI's own page loads scripts from the internet."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from ui.html import Html, join, tag, text

_STYLE = Html(
    "body{font:16px/1.55 system-ui,'Noto Sans',sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.5rem}h2{font-size:1.05rem;margin:2rem 0 .3rem;border-top:1px solid #ccd;padding-top:1rem}"
    "code,pre{font-family:ui-monospace,monospace;font-size:.9em}pre{background:#f4f6f9;padding:.8rem}"
    "pre{overflow:auto}td{padding:.25rem 1rem .25rem 0;vertical-align:top}b{color:#1d4f91}"
)


def add_docs(app: FastAPI) -> None:
    """Serves the page; the machine-readable description stays at ``/openapi.json``."""

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse("<!doctype html>" + page(app.openapi()))


def page(schema: dict[str, Any]) -> Html:
    """The whole page for an OpenAPI description."""
    routes = (
        _route(method.upper(), path, operation, schema=schema)
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    )
    title = schema["info"]["title"]
    metas = (tag("meta", charset="utf-8"), tag("meta", name="viewport", content="width=device-width"))
    head = tag("head", *metas, tag("title", f"API – {title}"), tag("style", _STYLE))
    intro = tag(
        "p",
        "Mọi lỗi trả về dạng ",
        tag("code", "application/problem+json"),
        ": title, detail và, nếu trường sai, errors (ở /v1 theo dạng của OpenAI). ",
        "Nếu máy chủ đặt NQ_API_KEYS, gửi kèm ",
        tag("code", "Authorization: Bearer KHÓA"),
        ". Bản máy đọc: ",
        _link("openapi.json"),
        ".",
    )
    return tag("html", head, tag("body", tag("h1", f"API – {title}"), intro, *routes), lang="vi")


def _route(method: str, path: str, operation: dict[str, Any], *, schema: dict[str, Any]) -> Html:
    return join(
        tag("h2", tag("b", method), " ", tag("code", path), f" – {operation.get('summary', '')}"),
        tag("p", operation.get("description", "")),
        _parameters(operation.get("parameters", [])),
        _body("Gửi", operation.get("requestBody"), schema=schema),
        _body("Nhận", operation["responses"].get("200"), schema=schema),
    )


def _parameters(parameters: list[dict[str, Any]]) -> Html | None:
    rows = (
        tag(
            "tr",
            tag("td", tag("code", item["name"])),
            tag("td", _need(item)),
            tag("td", item.get("description", "")),
        )
        for item in parameters
    )
    return tag("table", *rows) if parameters else None


def _need(parameter: dict[str, Any]) -> str:
    return "bắt buộc" if parameter.get("required") else "tuỳ chọn"


def _body(label: str, content: dict[str, Any] | None, *, schema: dict[str, Any]) -> Html | None:
    described = (content or {}).get("content", {}).get("application/json", {}).get("schema")
    if not described:
        return None
    shape = json.dumps(_shape(described, schema=schema), ensure_ascii=False, indent=2)
    return tag("details", tag("summary", label), tag("pre", text(shape)))


def _shape(described: dict[str, Any], *, schema: dict[str, Any]) -> Any:
    """The JSON that a schema describes, each value replaced by the name of its type."""
    if "$ref" in described:
        name = described["$ref"].rsplit("/", 1)[-1]
        return _shape(schema["components"]["schemas"][name], schema=schema)
    if "anyOf" in described:
        return " | ".join(str(_shape(option, schema=schema)) for option in described["anyOf"])
    if "properties" in described:
        return {name: _shape(inner, schema=schema) for name, inner in described["properties"].items()}
    if described.get("type") == "array":
        return [_shape(described["items"], schema=schema)]
    return " | ".join(described["enum"]) if "enum" in described else described.get("type", "any")


def _link(path: str) -> Html:
    return tag("a", path, href=path)
