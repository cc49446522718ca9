"""``ingest --second-reader`` from end to end, the model played by the scripted server."""

import json
import re

import pytest
from typer.testing import CliRunner

from eval.scripted_server import Fail, scripted_server
from ui.cli import app

pytestmark = pytest.mark.slow

TEXT = """NGHỊ QUYẾT
CỦA ĐẢNG BỘ XÃ AN LẠC
Về nhiệm vụ năm 2024

I. KẾT QUẢ NĂM 2023
- Thu nhập bình quân đầu người đạt 55 triệu đồng/người/năm.

II. GIẢI PHÁP
1. Nông nghiệp: trồng thử 15 ha mây nếp ở đồi Gốc Gạo; hỗ trợ sửa 07 nhà dột nát cho hộ nghèo trong tổ 3.
"""


def _says(words, unit):
    """Says of the figure 15 that it is of these words in this unit."""

    def play(prompt):
        shown = prompt.rpartition("Các đoạn và con số cần đọc:")[2]
        key = re.search(r"^(f\d+): 15$", shown, re.M)
        row = {"words": words, "unit": unit, "indicator": None, "kind": "target", "year": 2024}
        yield json.dumps({"rows": [{"figure": key[1], **row}] if key else []}, ensure_ascii=False)

    return play


@pytest.fixture
def run(tmp_path, monkeypatch):
    (tmp_path / "an_lac.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("NQ_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("NQ_CHAT_MODEL", raising=False)

    def call(*args, part=None):
        if part is None:
            return CliRunner().invoke(app, [*map(str, args)])
        with scripted_server(part) as server:
            model = {"NQ_CHAT_MODEL": "openai:m", "NQ_CHAT_BASE_URL": server.url}
            return CliRunner().invoke(app, [*map(str, args)], env=model)

    def with_file(*args, part=None):
        return call(*(tmp_path / "an_lac.txt" if arg == "FILE" else arg for arg in args), part=part)

    return with_file


def _rows(run):
    return [json.loads(line) for line in run("ledger", "--format", "jsonl").stdout.splitlines()]


def test_a_proposal_waits_and_is_a_row_once_somebody_confirms_it(run):
    done = run("ingest", "FILE", "--second-reader", part=_says("mây nếp", "ha"))
    assert (done.exit_code, "1 dòng đề nghị" in done.stderr) == (0, True)
    before = _rows(run)
    assert all(row["value"] != 15 for row in before)
    waiting = run("ledger", "--proposed").stdout
    assert "mây nếp" in waiting
    row_id = re.search(r"\w+/m\d+", waiting)[0]
    assert "đã xác nhận" in run("ledger", "set", row_id, "--confirm", "--by", "Lan").stdout
    (new,) = [row for row in _rows(run) if row not in before]
    assert (new["value"], new["unit"], new["label"]) == (15, "ha", "mây nếp")
    assert "0 dòng đề nghị" in run("ledger", "--proposed").stderr


def test_a_rejected_proposal_is_gone_and_not_proposed_again(run):
    run("ingest", "FILE", "--second-reader", part=_says("mây nếp", "ha"))
    row_id = re.search(r"\w+/m\d+", run("ledger", "--proposed").stdout)[0]
    assert run("ledger", "set", row_id, "--reject", "--by", "Lan").exit_code == 0
    again = run("ingest", "FILE", "--second-reader", part=_says("mây nếp", "ha"))
    assert "Đọc lần hai" not in again.stderr
    assert "0 dòng đề nghị" in run("ledger", "--proposed").stderr


def test_a_document_that_was_read_before_is_read_a_second_time_too(run):
    assert run("ingest", "FILE").exit_code == 0
    done = run("ingest", "FILE", "--second-reader", part=_says("mây nếp", "ha"))
    assert "không đổi" in done.stdout
    assert "1 dòng đề nghị" in done.stderr


def test_a_document_that_was_removed_is_left_alone(run, tmp_path):
    folder = tmp_path / "thư mục"
    folder.mkdir()
    (folder / "an_lac.txt").write_text(TEXT, encoding="utf-8")
    assert run("ingest", folder).exit_code == 0
    assert run("remove", "an_lac.txt").exit_code == 0
    done = run("ingest", folder, "--second-reader", part=_says("mây nếp", "ha"))
    assert (done.exit_code, "đã gỡ khỏi kho" in done.stdout) == (0, True)
    assert "Đọc lần hai" not in done.stderr


def test_what_an_inventing_model_says_is_counted_and_left_out(run):
    done = run("ingest", "FILE", "--second-reader", part=_says("sản lượng cá tra", "tấn"))
    assert "0 dòng đề nghị, 1 không tính" in done.stderr


def test_a_model_that_fails_leaves_the_ingest_done_and_is_told(run):
    done = run("ingest", "FILE", "--second-reader", part=lambda _: [Fail(401)])
    assert done.exit_code == 0
    assert "401" in done.stderr
    assert "chạy lại lệnh này" in done.stderr
    assert len(_rows(run)) == 1


def test_it_is_off_by_default_and_needs_a_model(run):
    done = run("ingest", "FILE", part=lambda _: [Fail(401)])
    assert "Đọc lần hai" not in done.stderr
    refused = run("ingest", "FILE", "--second-reader")
    assert (refused.exit_code, "NQ_CHAT_MODEL" in refused.stderr) == (2, True)
