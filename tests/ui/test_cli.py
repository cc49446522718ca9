"""Every command as a user calls it: results on stdout, messages on stderr, exit codes."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.conftest import Cli, FakeFinding, FakeOutcome, Pieces
from ui.files.ledger import json_lines
from ui.render import answer_json, documents_json

ADDED = FakeOutcome("a.docx", "added", None, "d1")
REJECTED = FakeOutcome("b.pdf", "rejected", "Tệp không có chữ (bản quét).")
UNCHANGED = FakeOutcome("c.txt", "unchanged", None, "d3")


# -- ask ---------------------------------------------------------------------------------------------


def test_ask_json_is_the_contract_object_and_nothing_else(cli: Cli, pieces: Pieces) -> None:
    result = cli("ask", "thu nhập trên 58", "--json")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout == json_lines([answer_json(pieces.assistant.ask("thu nhập trên 58"))])
    assert pieces.assistant.closed


def test_ask_tells_reading_text_sources_and_coverage(cli: Cli) -> None:
    told = cli("ask", "thu nhập trên 58").stdout
    assert "Hiểu là: chỉ tiêu thu nhập bình quân đầu người trên 58" in told
    assert "**Có 1 xã**" in told
    assert "Đảng ủy xã Trường Xuân, mục II.1 (tệp 001_truong_xuan.docx): “Thu nhập bình quân đầu người: từ 58" in told
    assert "Đã xét 5 văn bản: 1 đạt, 1 giáp ranh, 1 không đạt" in told


def test_ask_takes_a_history(cli: Cli, pieces: Pieces, tmp_path: Path) -> None:
    history = tmp_path / "h.json"
    history.write_text('[{"role": "user", "content": "Xã nào?"}]')
    result = cli("ask", "Còn cải cách hành chính?", "--history", history)
    assert "Câu hỏi đầy đủ: Xã Trường Xuân đề ra giải pháp nào" in result.stdout
    assert [turn.content for turn in pieces.assistant.heard[0]] == ["Xã nào?"]


def test_a_broken_history_is_wrong_usage_with_its_line(cli: Cli, tmp_path: Path) -> None:
    history = tmp_path / "h.jsonl"
    history.write_text('{"role": "user", "content": "a"}\n{"role": "ai", "content": "b"}\n')
    result = cli("ask", "Có gì?", "--history", history)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Lỗi: ")
    assert "h.jsonl:2" in result.stderr


@pytest.mark.parametrize("question", ["x" * 2001, "  "])
def test_a_question_that_cannot_be_asked_is_wrong_usage(cli: Cli, question: str) -> None:
    result = cli("ask", question)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Lỗi: Câu hỏi dài")
    assert result.stderr.count("\n") == 1


def test_a_fault_of_the_software_is_told_apart(cli: Cli) -> None:
    result = cli("ask", "hỏng")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Lỗi phần mềm: RuntimeError: bảng bị khóa. Hãy gửi nhật ký")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("args", "env"),
    [
        (["--debug", "ask", "hỏng"], {}),
        (["ask", "hỏng", "--debug"], {}),
        (["ask", "hỏng"], {"NQ_DEBUG": "1"}),
    ],
)
def test_the_traceback_comes_when_asked_for(cli: Cli, args: list[str], env: dict[str, str]) -> None:
    result = cli(*args, env=env)
    assert result.exit_code == 1
    assert "Traceback" in result.stderr


def test_batch_answers_each_line_under_its_id(cli: Cli, pieces: Pieces, tmp_path: Path) -> None:
    batch, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    batch.write_text(
        '{"id": "Q1", "question": "thu nhập trên 58", "history": []}\n'
        '{"id": 2, "question": "giải pháp?", "history": [{"role": "user", "content": "Xã nào?"}]}\n'
    )
    result = cli("ask", "--batch", batch, "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    first, second = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    assert next(iter(first)) == "id"
    assert first == {"id": "Q1", **answer_json(pieces.assistant.ask("thu nhập trên 58"))}
    assert (second["id"], second["standalone"]) == (
        2,
        "Xã Trường Xuân đề ra giải pháp nào về cải cách hành chính?",
    )


def test_batch_goes_on_after_a_failure_and_says_so(
    cli: Cli, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    batch = tmp_path / "q.jsonl"
    batch.write_text('{"id": 1, "question": ""}\n{"id": 2, "question": "hỏng"}\n{"id": 3, "question": "giải pháp"}\n')
    result = cli("ask", "--batch", batch)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [line["id"] for line in lines] == [1, 2, 3]
    assert lines[0]["loi"].startswith("Câu hỏi dài 0 ký tự")
    assert lines[1]["loi"].startswith("Lỗi phần mềm: ")
    assert lines[2]["outcome"] == "answered"
    assert "2 / 3 câu gặp lỗi" in result.stderr
    assert "Traceback" not in result.stderr
    cli("ask", "--batch", batch, "--debug")
    assert "Traceback" in caplog.text


def test_a_broken_batch_is_refused_before_anything_is_answered(cli: Cli, pieces: Pieces, tmp_path: Path) -> None:
    batch, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    batch.write_text('{"id": 1, "question": "a"}\n{"id": 2}\n')
    result = cli("ask", "--batch", batch, "--out", out)
    assert result.exit_code == 2
    assert "q.jsonl:2" in result.stderr
    assert not out.exists()
    assert not pieces.opened_with


@pytest.mark.parametrize(
    "args",
    [
        ["ask"],
        ["ask", "a", "--batch", "q.jsonl"],
        ["ask", "a", "--out", "x"],
        ["ask", "a", "--khong-co"],
        ["ask", "a", "--history"],
        ["khong-co"],
        ["search"],
        ["search", "a", "--k", "0"],
        ["show"],
        ["show", "d1", "--text", "--outline"],
        ["ledger", "--format", "pdf"],
        ["ledger", "--format", "xlsx"],
        ["ledger", "--format", "jsonl", "--raw"],
        ["ledger", "--out", "x"],
        ["ledger", "--year", "hai nghìn"],
        ["ingest"],
        ["ingest", "khong-co.docx"],
        ["serve", "--port", "0"],
        ["serve", "--host", "khong.co.invalid"],
        ["documents", "--data"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(cli: Cli, args: list[str]) -> None:
    result = cli(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Lỗi: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value", "needed"),
    [
        ("NQ_PORT", "abc", "phải là số nguyên"),
        ("NQ_PORT", "0", "phải từ 1 trở lên"),
        ("NQ_LEXICAL_WEIGHT", "1.5", "không được quá 1"),
        ("NQ_LEXICAL_WEIGHT", "0,8", "phải là số, phần lẻ viết sau dấu chấm"),
        ("NQ_MAX_FILE_MB", "-2", "phải lớn hơn 0"),
    ],
)
def test_a_setting_that_cannot_be_used_is_wrong_usage(cli: Cli, name: str, value: str, needed: str) -> None:
    result = cli("documents", env={name: value})
    assert result.exit_code == 2
    assert result.stderr == f"Lỗi: Thiết đặt không dùng được: {name} = '{value}' {needed}.\n"


# -- the archive -------------------------------------------------------------------------------------


def test_documents_json_is_one_contract_line_each(cli: Cli, pieces: Pieces) -> None:
    result = cli("documents", "--json")
    assert result.exit_code == 0
    assert result.stdout == json_lines(documents_json(pieces.assistant.shelf.documents(), []))


def test_documents_for_a_reader(cli: Cli) -> None:
    result = cli("documents")
    assert "001_truong_xuan.docx" in result.stdout
    assert "xã Hưng Tân (suy ra)" in result.stdout
    assert result.stderr == "3 văn bản.\n"


def test_show_text_is_the_text_that_offsets_count(cli: Cli, pieces: Pieces) -> None:
    assert cli("show", "d1", "--text").stdout == pieces.assistant.shelf.document("d1").text


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ([], "Số, ký hiệu: 15-NQ/ĐU"),
        (["--outline"], "1. Về kinh tế"),
        (["--ledger"], "từ 58 triệu đồng/người/năm trở lên"),
        (["--dropped"], "[dòng kẻ trang trí]\n-----"),
    ],
)
def test_show_parts(cli: Cli, args: list[str], told: str) -> None:
    result = cli("show", "001_truong_xuan.docx", *args)
    assert result.exit_code == 0
    assert told in result.stdout


def test_show_tells_an_inference_as_one(cli: Cli) -> None:
    assert "Xã, phường: không ghi; suy ra: Hưng Tân (tên thôn Hạ Tứ" in cli("show", "d2").stdout


def test_an_unknown_document_is_a_failure(cli: Cli) -> None:
    result = cli("show", "khong-co")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Lỗi: Kho không có văn bản nào mang mã hoặc tên tệp “khong-co”")


def test_ledger_formats(cli: Cli, tmp_path: Path) -> None:
    assert "giảm 0,34 điểm %" in cli("ledger").stdout
    lines = cli("ledger", "--format", "jsonl", "--place", "truong xuan", "--year", "2024").stdout.splitlines()
    assert [json.loads(line)["value"] for line in lines] == [58.0, 0.34]
    assert cli("ledger", "--format", "csv").stdout.startswith("\ufeffĐịa phương;Huyện;")
    assert cli("ledger", "--format", "csv", "--raw").stdout_bytes.startswith(b"\xef\xbb\xbfdocument,place")
    out = tmp_path / "so.xlsx"
    result = cli("ledger", "--format", "xlsx", "--out", out, "--indicator", "ty_le_ho_ngheo")
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_bytes().startswith(b"PK")


def test_a_row_is_corrected_confirmed_rejected_and_brought_back(cli: Cli) -> None:
    assert "r1" in cli("ledger", "--ids").stdout
    assert "59 triệu đồng" in cli("ledger", "set", "r1", "value=59", "--by", "Lan").stdout
    assert "đã sửa" in cli("ledger", "--ids").stdout
    assert "đã xác nhận" in cli("ledger", "set", "r2", "--confirm", "--by", "Lan").stdout
    assert "3 dòng" in cli("ledger", "set", "r3", "--reject", "--by", "Lan").stderr + cli("ledger").stderr
    assert "58 triệu đồng" in cli("ledger", "set", "r1", "--undo", "--by", "Lan").stdout
    assert "2023" in cli("ledger", "set", "r2", "--second", "--by", "Lan").stdout


def test_what_was_reviewed_is_written_as_examples(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "xem-lai"
    nothing = cli("ledger", "corrections", "--out", folder)
    assert (nothing.exit_code, folder.exists()) == (1, False)
    assert "Chưa ai xem xét" in nothing.stderr
    cli("ledger", "set", "r2", "--reject", "--by", "Lan")
    told = cli("ledger", "corrections", "--out", folder).stderr
    assert "1 văn bản, 1 dòng" in told
    lines = (folder / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert [(row["row_id"], row["review"]) for row in rows] == [("r1", "extracted"), ("r2", "rejected")]
    text = (folder / "docs" / rows[0]["document"]).read_text(encoding="utf-8")
    assert text[rows[1]["start"] : rows[1]["end"]] == rows[1]["quote"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["r1"], "Chọn đúng một việc"),
        (["r1", "value=59", "--confirm"], "Chọn đúng một việc"),
        (["r1", "59"], "không phải dạng"),
        (["r1", "--second"], "không có cách đọc thứ hai"),
        (["r1", "value=nhiều"], "ghi một số"),
        (["khong-co", "--confirm"], "khong-co"),
    ],
)
def test_what_cannot_be_set_is_told(cli: Cli, arguments: list[str], told: str) -> None:
    result = cli("ledger", "set", *arguments)
    assert result.exit_code in (1, 2)
    assert told in result.stderr


def test_findings_and_unknown_indicators(cli: Cli) -> None:
    cli("ledger", "set", "r3", "value=6050", "--by", "Lan")
    cli("ledger", "set", "r3", "--undo", "--by", "Lan")
    assert "0 dòng" in cli("ledger", "--findings").stderr
    cli("ledger", "set", "r2", "indicator=null", "--by", "Lan")
    assert "Tỷ lệ hộ nghèo" in cli("ledger", "--unknown").stdout


def test_a_file_that_cannot_be_written_is_told(cli: Cli, tmp_path: Path) -> None:
    result = cli("ledger", "--format", "csv", "--out", tmp_path / "khong" / "co.csv")
    assert result.exit_code == 2
    assert result.stderr.startswith("Lỗi: Không ghi được tệp")


def test_search(cli: Cli, tmp_path: Path) -> None:
    result = cli("search", "thu nhập", "--k", "2", "--json")
    told = json.loads(result.stdout)
    assert (told["query"], [row["lexical"] for row in told["results"]]) == ("thu nhập", [3.5, 3.5])
    assert "từ vựng 3.50, ngữ nghĩa 0.25" in cli("search", "thu nhập").stdout
    batch, out = tmp_path / "q.jsonl", tmp_path / "r.jsonl"
    batch.write_text('{"id": "s1", "query": "thu nhập"}\n')
    assert cli("search", "--batch", batch, "--out", out, "--k", "1").exit_code == 0
    line = json.loads(out.read_text(encoding="utf-8"))
    assert (line["id"], line["query"], len(line["results"])) == ("s1", "thu nhập", 1)


# -- ingest, doctor, demo, eval ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcomes", "args", "code"),
    [
        ([ADDED, UNCHANGED], [], 0),
        ([ADDED, REJECTED], [], 0),
        ([ADDED, REJECTED], ["--strict"], 1),
        ([REJECTED], [], 1),
        ([UNCHANGED], ["--strict"], 0),
        ([], [], 0),
    ],
)
def test_ingest_exit_codes(
    cli: Cli, pieces: Pieces, tmp_path: Path, outcomes: list[FakeOutcome], args: list[str], code: int
) -> None:
    pieces.outcomes = outcomes
    assert cli("ingest", tmp_path, *args).exit_code == code


def test_ingest_tells_each_file(cli: Cli, pieces: Pieces, tmp_path: Path) -> None:
    pieces.outcomes = [ADDED, REJECTED]
    result = cli("ingest", tmp_path, "--workers", "2", "--data", tmp_path / "kho")
    assert result.stdout == "thêm mới   a.docx\ntừ chối    b.pdf – Tệp không có chữ (bản quét).\n"
    assert result.stderr == "Xong: thêm mới 1, cập nhật 0, không đổi 0, từ chối 1.\n"
    assert pieces.ingested == [([tmp_path], 2)]
    assert pieces.opened_with[0].data == tmp_path / "kho"


def test_ingest_tells_many_bad_files_of_one_zip_in_one_line(cli: Cli, pieces: Pieces, tmp_path: Path) -> None:
    broken = [
        FakeOutcome(f"gói.zip/con/{at}.docx", "rejected", f"{at}.docx: đã hỏng; hãy tải lại.") for at in range(30)
    ]
    other = FakeOutcome("gói.zip/x.rar", "rejected", "x.rar: hãy giải nén.")
    pieces.outcomes = [ADDED, *broken[:20], FakeOutcome("gói.zip/b.docx", "added"), *broken[20:], other, UNCHANGED]
    result = cli("ingest", tmp_path)
    told = "gói.zip – 30 tệp trong đó (con/0.docx, con/1.docx, con/2.docx…; cả danh sách: thêm --json)"
    lines = result.stdout.splitlines()
    assert lines[1:4] == [
        "thêm mới   gói.zip/b.docx",
        f"từ chối    {told} – đã hỏng; hãy tải lại.",
        "từ chối    gói.zip/x.rar – hãy giải nén.",
    ]
    assert len(lines) == 5
    assert f"  {told} – đã hỏng; hãy tải lại.\n  gói.zip/x.rar – hãy giải nén.\n" in result.stderr
    assert len(cli("ingest", tmp_path, "--json").stdout.splitlines()) == 34


def test_ingest_json(cli: Cli, pieces: Pieces, tmp_path: Path) -> None:
    pieces.outcomes = [REJECTED]
    assert json.loads(cli("ingest", tmp_path, "--json").stdout) == {
        "name": "b.pdf",
        "outcome": "rejected",
        "reason": "Tệp không có chữ (bản quét).",
        "document_id": None,
        "note": None,
        "receipt": None,
    }


def test_ingest_has_one_engine(cli: Cli, tmp_path: Path) -> None:
    assert cli("ingest", tmp_path, "--engine", "local").exit_code == 0
    assert cli("ingest", tmp_path, "--engine", "dask:x").exit_code == 2


def test_the_data_folder_comes_from_option_or_environment(cli: Cli, pieces: Pieces, tmp_path: Path) -> None:
    cli("documents", env={"NQ_DATA": str(tmp_path / "a")})
    cli("documents", "--data", tmp_path / "b", env={"NQ_DATA": str(tmp_path / "a")})
    assert [settings.data for settings in pieces.opened_with] == [tmp_path / "a", tmp_path / "b"]


def test_doctor(cli: Cli, pieces: Pieces) -> None:
    pieces.findings = [
        FakeFinding("kho", True, "5 văn bản"),
        FakeFinding("chỉ mục", False, "thiếu 3 đoạn", derived=True),
    ]
    result = cli("doctor")
    assert result.exit_code == 1
    assert "thiếu 3 đoạn" in result.stdout
    assert "nghiquyet doctor --repair" in result.stderr
    repaired = cli("doctor", "--repair")
    assert (repaired.exit_code, repaired.stderr) == (0, "")
    assert "đã dựng lại" in repaired.stdout


def test_doctor_offers_to_rebuild_only_what_is_derived(cli: Cli, pieces: Pieces) -> None:
    pieces.findings = [FakeFinding("Mô hình xếp lại", False, "chưa có trên máy này; hãy bỏ NQ_RERANKER.")]
    result = cli("doctor")
    assert result.exit_code == 1
    assert result.stderr == "Có mục hỏng. Cách chữa ghi ở từng mục.\n"


def test_doctor_takes_a_program_that_is_absent_for_no_fault(cli: Cli, pieces: Pieces) -> None:
    pieces.findings = [FakeFinding("LibreOffice", True, "chưa có", absent=True)]
    result = cli("doctor")
    assert (result.exit_code, "chưa cài" in result.stdout) == (0, True)


def test_doctor_on_a_folder_without_an_archive_says_so(cli: Cli, pieces: Pieces) -> None:
    pieces.empty = True
    result = cli("doctor")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Lỗi: Chưa có kho văn bản nào")


def test_demo_reads_the_sample_and_answers_three_questions(cli: Cli, pieces: Pieces) -> None:
    pieces.outcomes = [ADDED]
    result = cli("demo")
    assert result.exit_code == 0
    assert pieces.ingested[0][0][0].name == "sample"
    assert result.stdout.count("───") == 3
    assert not pieces.opened_with[0].data.exists()


def test_eval_is_handed_over_with_its_options(cli: Cli, tmp_path: Path) -> None:
    assert cli("eval", "run", "--help").exit_code == 0
    wrong = cli("eval", "run", "--khong-co")
    assert wrong.exit_code == 2
    assert wrong.stderr.startswith("Lỗi: ")
    assert cli("eval", "run", tmp_path / "khong_co.jsonl", "--out", tmp_path).exit_code != 0


# -- serve -------------------------------------------------------------------------------------------


def test_a_busy_port_is_told_in_one_line(cli: Cli, pieces: Pieces) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = cli("serve", "--port", str(port))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Lỗi: Cổng {port} đang được chương trình khác dùng.")
    assert result.stderr.count("\n") == 1
    assert not pieces.opened_with


def test_data_in_use_is_told_in_one_line(cli: Cli, pieces: Pieces) -> None:
    pieces.in_use = True
    result = cli("serve", "--port", str(free_port()))
    assert result.exit_code == 1
    assert result.stderr.startswith("Lỗi: Thư mục data đang được chương trình khác dùng.")


def test_serve_for_others_wants_accounts(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("uvicorn.Server.run", lambda self, sockets: None)
    told = ("serve", "--host", "0.0.0.0", "--port", str(free_port()), "--data", tmp_path)
    refused = cli(*told)
    assert refused.exit_code == 2
    assert "chưa có tài khoản nào" in refused.stderr
    with_code = cli(*told, "--login")
    assert with_code.exit_code == 0
    assert re.search(r"mã dùng một lần: [0-9a-f]{6}-[0-9a-f]{6}", with_code.stderr)
    asked = ("user", "add", "truong-phong", "--role", "admin", "--password-stdin", "--data", tmp_path)
    added = cli(*asked, input="mat-khau-dai\n")
    assert added.exit_code == 0
    started = cli(*told)
    assert started.exit_code == 0
    assert "Cảnh báo" not in started.stderr
    assert "mã dùng một lần" not in started.stderr


@pytest.mark.parametrize(("host", "warned"), [("127.0.0.1", False), ("0.0.0.0", True)])
def test_serve_tells_where_it_is_and_what_to_ask(
    cli: Cli, pieces: Pieces, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, host: str, warned: bool
) -> None:
    served = []
    monkeypatch.setattr("uvicorn.Server.run", lambda self, sockets: served.append(sockets[0].getsockname()))
    port = free_port()
    result = cli("serve", "--host", host, "--port", str(port), "--data", tmp_path, *["--no-login"] * warned)
    assert result.exit_code == 0
    assert served == [(host, port)]
    assert f"http://{host}:{port}/" in result.stderr
    assert result.stderr.count("\n  - ") == 3
    assert ("không có đăng nhập" in result.stderr) == warned
    assert pieces.assistant.closed
    assert not pieces.owned


# -- as a process ------------------------------------------------------------------------------------


def test_help_is_in_vietnamese_and_loads_no_vendor() -> None:
    script = (
        "import sys; from ui.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'gradio', 'fastapi', 'chromadb', 'tantivy', 'sqlalchemy', 'uvicorn', 'openpyxl'}\n"
        "heavy.add('assistant.build')\n"
        "print('NẶNG', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--help"], capture_output=True, text=True, check=True, timeout=60
    )
    assert "NẶNG []" in done.stdout
    for english in ("Options", "Commands", "Show this message"):
        assert english not in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="a pipe breaks differently elsewhere")
def test_a_broken_pipe_is_quiet() -> None:
    script = "import sys; sys.argv = ['nghiquyet', '--help']; from ui.cli import main; main()"
    piped = f'"{sys.executable}" -c "{script}" | true'
    done = subprocess.run(["sh", "-c", piped], capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""


def test_ctrl_c_is_quiet(cli: Cli, pieces: Pieces, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pieces.assistant, "ask", interrupted)
    result = cli("ask", "a")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


# -- remove, receipts ---------------------------------------------------------------------------------


def test_remove_and_undo(cli: Cli, pieces: Pieces) -> None:
    done = cli("remove", "002_hung_tan.txt", "d1")
    assert (done.exit_code, done.stdout) == (0, "đã gỡ  d2  002_hung_tan.txt\nđã gỡ  d1  001_truong_xuan.docx\n")
    assert "nghiquyet remove --undo 002_hung_tan.txt d1" in done.stderr
    assert cli("remove", "--undo", "d2").stdout == "lấy lại  d2  002_hung_tan.txt\n"
    assert [document.document_id for document in pieces.assistant.shelf.documents()] == ["d2", "d3"]
    assert cli("remove", "--undo", "001_truong_xuan.docx").stdout == "lấy lại  d1  001_truong_xuan.docx\n"


def test_removing_what_is_not_there_takes_nothing_out(cli: Cli, pieces: Pieces) -> None:
    done = cli("remove", "d1", "khong-co")
    assert done.exit_code == 1
    assert "khong-co" in done.stderr
    assert len(pieces.assistant.shelf.documents()) == 3


def test_show_receipt(cli: Cli) -> None:
    told = cli("show", "d1", "--receipt")
    assert "đã lược          nơi nhận: Nơi nhận:" in told.stdout
    assert "2 dòng số liệu; 0 con số chưa thành dòng" in told.stderr
    assert json.loads(cli("show", "d1", "--receipt", "--json").stdout)["rows"] == 2
    assert cli("show", "d1", "--receipt", "--text").exit_code == 2


def test_watch_needs_a_folder(cli: Cli, tmp_path: Path) -> None:
    told = cli("watch", tmp_path / "khong_co")
    assert (told.exit_code, "khong_co" in told.stderr) == (2, True)


@pytest.mark.parametrize("lies_there", [True, False])
def test_watch_does_not_call_new_what_lay_there(
    cli: Cli, pieces: Pieces, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lies_there: bool
) -> None:
    if lies_there:
        (tmp_path / "a.txt").write_text("Xã Tân Lợi", encoding="utf-8")
    monkeypatch.setattr(
        "ingest.watch.settled", lambda look, pause: iter([[tmp_path / "a.txt"], [tmp_path / "b.txt"]])
    )
    told = cli("watch", tmp_path).stderr
    first = "1 tệp có sẵn, được so với kho." if lies_there else "1 tệp mới hoặc vừa sửa."
    assert told.splitlines()[1] == first
    assert told.splitlines().count("1 tệp mới hoặc vừa sửa.") == (1 if lies_there else 2)
