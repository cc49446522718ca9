"""``nghiquyet check`` on files that somebody wrote by hand."""

import json

import docx
import pytest
from typer.testing import CliRunner

from tests.assistant.drafting.making import resolution
from ui.cli import app


def check(*args):
    return CliRunner().invoke(app, ["check", *map(str, args)], prog_name="nghiquyet")


@pytest.fixture
def file(tmp_path):
    """A Word file with faults: a stray year, parts that do not add up, a misspelt rank."""
    document = docx.Document()
    text = resolution(
        targets="- Sản lượng lương thực 6.871 tấn, trong đó: thóc 6.075 tấn, ngô 976 tấn.",
        tasks="- Hoàn thành suất xắc nhiệm vụ năm 2023./.",
    )
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(tmp_path / "tay.docx")
    return tmp_path / "tay.docx"


def test_findings_with_their_line(file):
    done = check(file)
    assert done.exit_code == 0
    assert "[lỗi] các phần cộng thành tổng (1)" in done.stdout
    assert "6.075 + 976 = 7.051, tổng ghi 6.871 tấn" in done.stdout
    assert "dòng 13: “suất xắc” viết sai." in done.stdout
    assert "Năm 2023 ở phần chỉ tiêu, nhiệm vụ" in done.stdout
    assert "Chưa kiểm tra: đủ chỉ tiêu của năm trước" in done.stderr


def test_json_is_one_finding_a_line(file):
    found = [json.loads(line) for line in check(file, "--json").stdout.splitlines()]
    assert {one["check"] for one in found} == {"sums", "years", "ranks"}
    assert list(found[0]) == ["check", "severity", "message", "remedy", "paragraph", "quote", "place"]


def test_strict_fails_on_errors_only(file, tmp_path):
    assert check(file, "--strict").exit_code == 1
    fine = tmp_path / "tot.txt"
    fine.write_text(resolution(), encoding="utf-8")
    assert check(fine, "--strict").exit_code == 0


def test_a_file_that_cannot_be_read(tmp_path):
    done = check(tmp_path / "khong-co.docx")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "không có tệp này" in done.stderr


def test_the_year_can_be_told(file):
    assert "dự thảo là cho năm 2025" in check(file, "--year", 2025).stdout


def test_a_file_that_takes_too_long_ends_with_a_line(file, monkeypatch):
    monkeypatch.setenv("NQ_FILE_SECONDS", "0.001")
    done = check(file)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "tay.docx: đọc quá 0.001 giây" in done.stderr
