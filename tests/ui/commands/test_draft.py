"""``nghiquyet draft`` over a real data folder."""

import io
import json
import re

import docx
import pytest
from typer.testing import CliRunner

from assistant.settings import Settings
from ingest.pipeline import ingest
from tests.assistant.drafting.making import resolution
from ui.cli import app

BASE = resolution(
    targets="""- Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm;
- Tỷ lệ người dân tham gia BHYT trên 96%;"""
)
TASKS = "Làm đường thôn Hạ Tứ.\nIV. KHEN THƯỞNG, KỶ LUẬT\nKhen thưởng tập thể, cá nhân xuất sắc."
EXAMPLE = resolution(tasks=TASKS).replace("PHÚ LẠC", "VĂN THỦY").replace("Phú Lạc", "Văn Thủy")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("van-ban")
    (folder / "goc.txt").write_text(BASE, encoding="utf-8")
    (folder / "mau.txt").write_text(EXAMPLE, encoding="utf-8")
    data = tmp_path_factory.mktemp("kho")
    assert {one.outcome for one in ingest([folder], settings=Settings(_env_file=None, data=data))} == {"added"}
    return data


@pytest.fixture
def run(data):
    def call(*args):
        return CliRunner().invoke(app, ["draft", "--data", str(data), *map(str, args)], prog_name="nghiquyet")

    return call


def test_a_draft_is_written_with_its_findings(run, tmp_path):
    out, sheet, page = tmp_path / "a.docx", tmp_path / "mau.csv", tmp_path / "so-sanh.html"
    done = run("--base", "goc.txt", "--year", 2025, "--out", out, "--template", sheet, "--comparison", page)
    assert done.exit_code == 0
    assert "Về phương hướng, nhiệm vụ năm 2025" in done.stdout
    assert "[chỗ cần điền] kết quả còn thiếu (2)" in done.stdout
    text = "\n".join(paragraph.text for paragraph in docx.Document(out).paragraphs)
    assert "đạt từ ..... triệu đồng/người/năm" in text
    assert sheet.read_text(encoding="utf-8-sig").splitlines()[0].startswith("Mã;Chỉ tiêu;Kết quả")
    assert re.search(r"<del>58</del>.*<ins>\.\.\.\.\.</ins>", page.read_text(encoding="utf-8"))


def test_results_and_json(run, tmp_path):
    table = tmp_path / "kq.csv"
    table.write_bytes('mã,kết quả,đề xuất\nthu_nhap_binh_quan,"60,2",62\n'.encode("utf-16"))
    done = run("--base", "goc.txt", "--year", 2025, "--results", table, "--out", tmp_path / "a.docx", "--json")
    made = json.loads(done.stdout)
    row = next(row for row in made["rows"] if row["indicator"] == "thu_nhap_binh_quan")
    assert (row["last"], row["result"], row["reached"], row["target"]) == ("58", "60,2", "103,8%", "62")
    assert {one["check"] for one in made["findings"]} >= {"missing_result", "missing_target"}


def test_examples_lend_sections_without_their_names(run, tmp_path):
    out = tmp_path / "a.docx"
    done = run("--base", "goc.txt", "--year", 2025, "--example", "mau.txt", "--out", out)
    assert "lấy từ mau.txt" in done.stdout
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(out.read_bytes())).paragraphs)
    assert "IV. KHEN THƯỞNG, KỶ LUẬT" in text
    assert "Hạ Tứ" not in text


def test_a_hostile_table_changes_nothing(run, tmp_path):
    table, out = tmp_path / "kq.csv", tmp_path / "a.docx"
    table.write_text("mã;kết quả;đơn vị\nthu_nhap_binh_quan;60;tấn\nxyz;1;\nty_le_bhyt;=1+1;%\nty_le_bhyt;1e9;%\n")
    done = run("--base", "goc.txt", "--year", 2025, "--results", table, "--out", out)
    assert (done.exit_code, done.stdout) == (1, "")
    told = [line.partition(":")[0] for line in done.stderr.splitlines()[1:]]
    assert told == ["dòng 2", "dòng 3", "dòng 4", "dòng 5"]
    assert not out.exists()


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("--base", "khong-co", "--year", "2025", "--out", "a.docx"), 1, "khong-co"),
        (("--base", "goc.txt", "--year", "2024", "--out", "a.docx"), 2, "là của năm 2024"),
        (("--base", "goc.txt", "--year", "2025", "--out", "a.txt"), 2, "đuôi .docx"),
        (("--base", "goc.txt", "--year", "2025", "--out", "a.docx", "--profile", "x"), 2, "mẫu trình bày"),
        (("--base", "goc.txt", "--year", "2025", "--out", "a.docx", "--results", "x.csv"), 2, "Không đọc được"),
        (("--base", "goc.txt", "--year", "2025", "--out", "a.docx", "--rewrite", "III"), 1, "NQ_CHAT_MODEL"),
    ],
)
def test_what_cannot_be_drafted_is_told_in_one_line(run, tmp_path, monkeypatch, args, code, told):
    monkeypatch.chdir(tmp_path)
    done = run(*args)
    assert (done.exit_code, done.stdout) == (code, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
