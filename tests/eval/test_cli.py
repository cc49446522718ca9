import json
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from assistant.build import open_archive
from assistant.errors import InvalidSetting
from assistant.fakes import ScriptedChat
from assistant.settings import Settings
from assistant.types import Archived
from eval import cli
from eval.jsonl import InvalidFile
from ingest.pipeline import ingest
from tests.eval.making import (
    TEXT,
    FakeAssistant,
    FakeShelf,
    make_answer,
    make_citation,
    make_document,
    make_row,
)

DOCUMENT = make_document()
QUESTION = "Xã nào từ 58 triệu?"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """The fake assistant that the commands open, and the settings with which they do."""
    cited = [make_citation(DOCUMENT, start=0, end=TEXT.index("."))]
    answer = make_answer("Từ 58 triệu [1]", citations=cited, rows=[make_row(DOCUMENT)])
    shelf = FakeShelf([DOCUMENT], [make_row(DOCUMENT).indicator])
    seen: dict[str, object] = {"assistant": FakeAssistant(shelf, {QUESTION: answer})}

    def open_assistant(settings: Settings) -> object:
        seen["settings"] = settings
        return seen["assistant"]

    def open_chat(_: Settings) -> ScriptedChat:
        return ScriptedChat("ĐÚNG")

    monkeypatch.setitem(
        sys.modules, "assistant.build", SimpleNamespace(open_assistant=open_assistant, open_chat=open_chat)
    )
    return seen


def invoke(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli.app, [str(argument) for argument in arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def write(path: Path, *objects: dict[str, object]) -> Path:
    path.write_text("\n".join(map(json.dumps, objects)), encoding="utf-8")
    return path


def test_run_writes_and_shows(opened: dict[str, object], tmp_path: Path) -> None:
    cases = [
        {"id": "Q1", "question": QUESTION, "must_include": [["58"]]},
        {"id": "Q2", "question": "gây lỗi", "type": "lookup"},
    ]
    code, shown, said = invoke("run", write(tmp_path / "set.jsonl", *cases), "--out", tmp_path / "o", "--data", "kho")
    assert code == 0
    assert "Q2 (lookup) gây lỗi\n    lỗi KeyError" in shown
    assert "Đã ghi kết quả" in said
    assert json.loads((tmp_path / "o" / "summary.json").read_text(encoding="utf-8"))["all"]["right"] == 1
    assert len((tmp_path / "o" / "results.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert opened["settings"] == Settings(data=Path("kho"))
    assert opened["assistant"].closed  # type: ignore[attr-defined]


def test_run_in_parallel_and_judged(opened: dict[str, object], tmp_path: Path) -> None:
    case = {"id": "Q1", "question": QUESTION, "answer": "58 triệu", "must_include": [["58"]]}
    out = tmp_path / "o"
    arguments = ("run", write(tmp_path / "set.jsonl", case), "--out", out, "--workers", 2, "--judge")
    assert invoke(*arguments)[0] == 0
    assert json.loads((out / "results.jsonl").read_text(encoding="utf-8"))["measures"]["judge"] == 1.0


def test_run_takes_what_staff_write(opened: dict[str, object], tmp_path: Path) -> None:
    table = tmp_path / "bo.csv"
    table.write_text(f"câu hỏi,câu trả lời mong đợi\n{QUESTION},58\n", encoding="utf-8")
    code, shown, _ = invoke("run", table, "--out", tmp_path / "o")
    assert code == 0
    assert "Không có câu sai." in shown


def test_run_refuses_a_bad_set_before_it_asks(opened: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match=r"set\.jsonl:1: trường “question”"):
        invoke("run", write(tmp_path / "set.jsonl", {"id": "Q1"}), "--out", tmp_path / "o")
    assert "settings" not in opened


def test_a_folder_that_cannot_be_written(opened: dict[str, object], tmp_path: Path) -> None:
    questions = write(tmp_path / "set.jsonl", {"id": "Q1", "question": QUESTION})
    with pytest.raises(InvalidSetting, match=r"Không ghi được vào .*--out"):
        invoke("run", questions, "--out", questions)
    assert "settings" not in opened


NOTICE = """NGHỊ QUYẾT
Về nhiệm vụ năm 2024 của Đảng bộ xã Bình Thủy

II. CHỈ TIÊU NĂM 2024
- Thu nhập bình quân đầu người đạt 58 triệu đồng/người/năm.
"""


@pytest.fixture
def misread(tmp_path: Path) -> Settings:
    """An archive of one document, whose target was read as the result of another year."""
    (tmp_path / "xa_binh_thuy.txt").write_text(NOTICE, encoding="utf-8")
    settings = Settings(_env_file=None, data=tmp_path / "kho")
    list(ingest([tmp_path / "xa_binh_thuy.txt"], settings=settings))
    with closing(open_archive(settings)) as archive:
        (document,) = archive.documents()
        (row,) = archive.indicators()
        wrong = replace(row, kind="actual", year=2021)
        archive.save(Archived(document, tuple(archive.passages()), (wrong,)))
    return settings


def test_a_gold_ledger_answers_in_the_place_of_one_read_wrongly(misread: Settings, tmp_path: Path) -> None:
    asked = {"id": "Q1", "question": "Xã nào đặt chỉ tiêu thu nhập bình quân trên 50 triệu năm 2024?"}
    questions = write(tmp_path / "set.jsonl", {**asked, "rows": {"match": ["xa_binh_thuy.txt"], "boundary": []}})
    row = {**gold(document="xa_binh_thuy.txt", comparator="=", year=2024), "span": "đạt 58 triệu đồng/người/năm"}
    ledger = write(tmp_path / "gold.jsonl", row, {**row, "span": "đạt 61 triệu", "value": 61})
    with closing(open_archive(misread)) as archive:
        before = (archive.revision(), archive.indicators())
    arguments = ("run", questions, "--data", misread.data, "--out")
    assert right(*arguments, tmp_path / "read")[0] is False
    answered, said = right(*arguments, tmp_path / "gold", "--ledger", ledger)
    assert answered is True
    assert "đã đặt 1/2 dòng" in said
    assert "1 dòng: trích đoạn không có trong văn bản" in said
    assert "= 61 triệu đồng/người/năm" in said
    with closing(open_archive(misread)) as archive:
        assert (archive.revision(), archive.indicators()) == before


def right(*arguments: object) -> tuple[bool, str]:
    """Whether the one question of a run is answered rightly, and what was said on the way."""
    code, _, said = invoke(*arguments)
    assert code == 0
    out = Path(str(arguments[arguments.index("--out") + 1]))
    return json.loads((out / "results.jsonl").read_text(encoding="utf-8"))["right"], said


def test_run_refuses_a_bad_ledger_before_it_asks(opened: dict[str, object], tmp_path: Path) -> None:
    questions = write(tmp_path / "set.jsonl", {"id": "Q1", "question": QUESTION})
    ledger = write(tmp_path / "gold.jsonl", gold(value="58"))
    with pytest.raises(InvalidFile, match=r"gold\.jsonl:1: trường “value”"):
        invoke("run", questions, "--out", tmp_path / "o", "--ledger", ledger)
    assert "settings" not in opened


def gold(**changes: object) -> dict[str, object]:
    row = {"document": DOCUMENT.name, "indicator": "thu_nhap_binh_quan", "comparator": ">=", "value": 58}
    return {
        **row,
        "unit": "triệu đồng/người/năm",
        "kind": "target",
        "measure": "level",
        "year": 2023,
        **changes,
    }


def test_ledger_above_and_below_the_floor(opened: dict[str, object], tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", gold())
    assert invoke("ledger", path, "--at-least", 1)[0] == 0
    code, shown, said = invoke("ledger", write(path, gold(), gold(value=60.5)), "--at-least", 0.9)
    assert code == 1
    assert "thiếu     truong_xuan.txt: thu_nhap_binh_quan >= 60.5" in shown
    assert "F1 0,667 thấp hơn mức yêu cầu 0,900" in said  # 2 · 1 / (1 + 2)


def test_ledger_names_a_document_that_the_archive_lacks(opened: dict[str, object], tmp_path: Path) -> None:
    code, shown, said = invoke("ledger", write(tmp_path / "gold.jsonl", gold(document="khac.txt")))
    assert code == 0
    assert "kho không có văn bản khac.txt" in said
    assert "đọc được 0" in shown  # rows of documents outside the gold are not held against it


def test_wrong_usage() -> None:
    assert invoke("run", "x.jsonl")[0] == 2
    with pytest.raises(InvalidFile, match=r"khong_co\.jsonl"):
        invoke("ledger", "khong_co.jsonl")
