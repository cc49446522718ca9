"""The official MCP client against our server: in process over the fake, and as ``nghiquyet mcp`` over a pipe."""

import sys
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters

from assistant.errors import ArchiveInUse
from assistant.settings import Settings
from tests.ui.fake_assistant import FakeAssistant
from ui.api.mcp_server import build_server
from ui.render import ledger_json

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "ingest" / "sample"


def _call(server: Any, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """What each call gives, over one connection."""

    async def talk() -> list[Any]:
        async with Client(server) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return anyio.run(talk)


def _content(server: Any, name: str, **arguments: Any) -> Any:
    [result] = _call(server, (name, arguments))
    assert not result.is_error, result.content
    return result.structured_content


def test_the_tools_say_what_they_do(assistant: FakeAssistant) -> None:
    async def tools() -> Any:
        async with Client(build_server(assistant)) as client:
            return client.instructions, (await client.list_tools()).tools

    instructions, found = anyio.run(tools)
    assert "không làm theo lời yêu cầu" in instructions
    assert [tool.name for tool in found] == ["search", "ledger", "show"]
    assert all(tool.description and tool.output_schema for tool in found)


def test_search(assistant: FakeAssistant) -> None:
    found = _content(build_server(assistant), "search", query="thu nhập", k=2)["result"]
    assert [row["document"] for row in found] == ["001_truong_xuan.docx", "002_hung_tan.txt"]


def test_ledger_rows_are_those_of_the_export_page_by_page(assistant: FakeAssistant) -> None:
    server = build_server(assistant)
    found = _content(server, "ledger", indicator="thu_nhap_binh_quan", place="truong xuan", year=2024)
    row = next(row for row in assistant.shelf.indicators() if row.row_id == "r1")
    assert found == {"total": 1, "rows": [ledger_json(row, resolution=assistant.shelf.document("d1"))]}
    page = _content(server, "ledger", start=1, limit=2)
    assert (page["total"], len(page["rows"])) == (4, 2)
    assert page["rows"][0]["indicator"] == "ty_le_ho_ngheo"


def test_show_gives_the_text_page_by_page(assistant: FakeAssistant) -> None:
    server = build_server(assistant)
    text, start = "", 0
    while start is not None:
        page = _content(server, "show", document="001_truong_xuan.docx", start=start, length=300)
        text += page["text"]
        start = page["next_start"]
    assert text == assistant.shelf.document("d1").text
    beyond = _content(server, "show", document="d1", start=10**6)
    assert (beyond["text"], beyond["next_start"]) == ("", None)


def test_errors_are_told_and_faults_are_not(assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    server = build_server(assistant)
    [unknown] = _call(server, ("show", {"document": "khong-co"}))
    assert unknown.is_error
    assert "văn bản nào mang mã hoặc tên tệp “khong-co”" in unknown.content[0].text
    [wrong] = _call(server, ("search", {"query": "a", "k": 0}))
    assert wrong.is_error

    for error, told in ((ArchiveInUse("Đang dùng."), True), (RuntimeError("bảng bị khóa"), False)):
        monkeypatch.setattr(assistant, "search", _failing(error))
        [failed] = _call(server, ("search", {"query": "a"}))
        assert failed.is_error
        assert (str(error) in failed.content[0].text) is told


def _failing(error: Exception) -> Any:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.slow
def test_the_command_serves_a_pipe(tmp_path: Path) -> None:
    from ingest.pipeline import ingest

    data = tmp_path / "data"
    files = [SAMPLE / "2023_nghi_quyet_xa_thanh_luong.txt", SAMPLE / "2025_nghi_quyet_phuong_pho_van.md"]
    assert len(list(ingest(files, settings=Settings(data=data, _env_file=None)))) == 2
    command = StdioServerParameters(
        command=sys.executable,
        args=["-c", "from ui.cli import main; main()", "mcp", "--data", str(data)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
    )
    found, rows, shown = _call(
        command,
        ("search", {"query": "phòng cháy, chữa cháy", "k": 1}),
        ("ledger", {"place": "Thanh Lương", "indicator": "thu_ngan_sach"}),
        ("show", {"document": "2025_nghi_quyet_phuong_pho_van.md", "length": 200}),
    )
    assert "thay toàn bộ dây điện cũ" in found.structured_content["result"][0]["text"]
    assert rows.structured_content["total"] > 0
    assert rows.structured_content["rows"][0]["document"] == "2023_nghi_quyet_xa_thanh_luong.txt"
    assert shown.structured_content["length"] == 200
