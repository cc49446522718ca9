"""``nghiquyet mcp``: the archive as tools for other assistants, over standard input and output."""

from __future__ import annotations

from assistant.errors import ModelUnavailable
from assistant.settings import load_settings
from ui.commands.terminal import Data, opened, say


def mcp(*, data: Data = None) -> None:
    """Mở kho cho trợ lý AI khác dùng qua giao thức MCP (stdin, stdout)."""
    settings = load_settings(data)
    try:
        from ui.api.mcp_server import build_server
    except ModuleNotFoundError as error:
        raise ModelUnavailable("Chưa cài gói mcp. Hãy cài: pip install 'nghiquyet[model]'.") from error
    with opened(settings) as assistant:
        server = build_server(assistant)
        say("Máy chủ MCP đang chờ ở stdin; dừng: Ctrl-C.")
        server.run()
