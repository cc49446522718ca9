"""Whatever is shown to staff is Vietnamese: help and errors of the commands, problems and description of the API."""

import csv
import io
import re
from collections.abc import Iterator

import docx
import openpyxl
import pytest
import typer
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from assistant.build import draft_docx
from assistant.language.catalogue import catalogue
from assistant.types import DraftRequest
from eval.cli import app as evaluation
from tests.assistant.drafting.making import archive_of, resolution
from tests.ui.english import KNOWN, WORDS, english_in
from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app
from ui.cli import app
from ui.drafting import open_desk
from ui.files.answers import Told, answers_file
from ui.files.draft_sheets import findings_sheet, template_sheet
from ui.files.ledger import export
from ui.ledger import select
from ui.views.cited import cited

# Names that are typed as they stand: an indicator's id in an example.
TYPED = {"thu_nhap_binh_quan"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Input should be a valid integer", ["Input should be", "valid integer"]),
        ("Không có dòng nào. No such file", ["No such file"]),
        ("trường result_year sai", ["result_year"]),
        ("Show this message and exit.", ["Show this message and exit"]),
        ("In ra bảng Excel, dạng .xlsx, theo NQ_DATA; xem --help", []),
        ("Tải về tệp Word", []),
    ],
)
def test_english_is_found(text: str, found: list[str]) -> None:
    assert english_in(text) == found


def commands(group: object, *path: str) -> Iterator[tuple[str, ...]]:
    """The path of every command below ``group``."""
    yield path
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, *path, name)


ALL = [
    *commands(typer.main.get_command(app)),
    *(("eval", *path) for path in commands(typer.main.get_command(evaluation)) if path),
]


def shown(*arguments: str) -> str:
    return CliRunner().invoke(app, [*arguments], env={"COLUMNS": "200", "TERM": "dumb"}).output


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help_is_vietnamese(path: tuple[str, ...]) -> None:
    told = shown(*path, "--help")
    assert "Cách gọi" in told
    typed = {*TYPED, " ".join(path)}
    assert [each for each in english_in(told) if each not in typed] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["ledger", "--year", "abc"],
        ["ledger", "--format", "pdf"],
        ["search", "a", "--k", "0"],
        ["search", "a", "--k"],
        ["show"],
        ["ask", "--khong-co"],
        ["khong-co"],
        ["ledger", "set"],
        ["eval", "run"],
        ["eval", "khong-co"],
        ["check", "khong-co.docx"],
        ["ingest", "khong-co"],
        ["serve", "--port", "x"],
        ["draft", "--year", "hai"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_told_in_vietnamese(arguments: list[str], tmp_path: object) -> None:
    told = shown(*arguments)
    assert told.startswith("Lỗi:"), told
    assert english_in(told) == []


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(FakeAssistant()), raise_server_exceptions=False) as client:
        yield client


def test_the_problems_of_the_api_are_vietnamese(client: TestClient) -> None:
    """Every route, called with nothing, with a body of the wrong type and with one that is no JSON."""
    found = {}
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        if not path.startswith("/api"):
            continue
        for method in methods:
            for options in ({}, {"json": [1]}, {"json": {"question": 5, "year": "x"}}, {"content": b"{"}):
                reply = client.request(method, re.sub(r"{.*?}", "kho", path), **options)
                if reply.status_code >= 400:
                    body = reply.json()
                    said = [body["title"], body["detail"], *(each["message"] for each in body.get("errors", ()))]
                    found |= {line: seen for line in said if (seen := _english_beside_fields(line, body))}
    assert found == {}


def _english_beside_fields(line: str, body: dict) -> list[str]:
    """Fields are named as the caller writes them."""
    fields = {step for each in body.get("errors", ()) for step in each["field"].split(".")}
    return [each for each in english_in(line) if each not in fields]


def test_the_description_of_the_api_is_vietnamese(client: TestClient) -> None:
    found = {}
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        for method, operation in methods.items():
            fields = {each["name"] for each in operation.get("parameters", ())}
            told = [operation.get("summary", ""), operation.get("description", "")]
            told += [each.get("description", "") for each in operation.get("parameters", ())]
            seen = [each for line in told for each in english_in(line) if each not in fields | TYPED]
            found |= {f"{method} {path}": seen} if seen else {}
    assert found == {}


def written(name: str, content: bytes) -> list[list[str]]:
    """The cells of every sheet or table of a file, line by line; of Word its paragraphs too."""
    if name.endswith(".csv"):
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    if name.endswith(".docx"):
        document = docx.Document(io.BytesIO(content))
        tables = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
        return [[paragraph.text] for paragraph in document.paragraphs] + tables
    sheets = openpyxl.load_workbook(io.BytesIO(content))
    cells = [[str(cell or "") for cell in row] for sheet in sheets for row in sheet.values]
    return [[sheet.title] for sheet in sheets] + cells


def exported() -> Iterator[tuple[str, bytes]]:
    """Every file that the page offers, by a name."""
    fake = FakeAssistant()
    entries = [entry for entry in select(fake) if "HYPERLINK" not in entry.indicator.label]
    yield "ledger.csv", export(entries, form="csv", known=catalogue())
    yield "ledger.xlsx", export(entries, form="xlsx", known=catalogue())
    answer = fake.ask("giải pháp cải cách hành chính")
    told = [Told("Giải pháp nào?", answer, cited(answer, fake.shelf))]
    yield "answer.docx", answers_file(told, title="Hội thoại", form="docx")
    yield "answer.xlsx", answers_file(told, title="Hội thoại", form="xlsx")
    base = resolution(targets="- Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm;")
    desk = open_desk(FakeAssistant(shelf=archive_of(goc=base)))
    manuscript = desk.manuscript(desk.start(DraftRequest("goc", 2025)))
    yield "results.csv", template_sheet(manuscript, form="csv")
    yield "results.xlsx", template_sheet(manuscript, form="xlsx")
    yield "findings.xlsx", findings_sheet(manuscript, form="xlsx")
    yield "draft.docx", draft_docx(manuscript)


def test_the_files_that_are_downloaded_are_vietnamese() -> None:
    """Also where a word stands alone, as headings do."""
    found = {}
    for name, content in exported():
        cells = [cell for line in written(name, content) for cell in line]
        assert cells, name
        alone = [cell for cell in cells if cell.lower() in WORDS - KNOWN]
        found |= {name: seen} if (seen := [each for cell in cells for each in english_in(cell)] + alone) else {}
    assert found == {}
