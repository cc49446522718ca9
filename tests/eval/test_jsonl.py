from pathlib import Path

import pytest

from eval.jsonl import InvalidFile, read_lines, read_text


def test_objects_with_their_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('\ufeff{"a": 1}\n\n{"a": "dòng\\u2028ba"}\r\n', encoding="utf-8")
    lines = read_lines(path, defects=lambda _: [])
    assert [(line.where, line.value) for line in lines] == [
        ("a.jsonl:1", {"a": 1}),
        ("a.jsonl:3", {"a": "dòng\u2028ba"}),
    ]


def test_every_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"a":\n[1]\n{"a": 1}\n', encoding="utf-8")
    with pytest.raises(InvalidFile) as caught:
        read_lines(path, defects=lambda lines: [f"{line.where}: sai" for line in lines])
    assert [problem.split(" ")[0] for problem in caught.value.problems] == [
        "a.jsonl:1:",
        "a.jsonl:2:",
        "a.jsonl:3:",
    ]
    assert "“[1]”" in str(caught.value)
    assert caught.value.exit_code == 2


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(InvalidFile, match="tệp rỗng"):
        read_lines(path, defects=lambda _: [])


def test_a_file_that_is_not_there_or_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match=r"khong_co\.jsonl.*đường dẫn"):
        read_text(tmp_path / "khong_co.jsonl")
    (tmp_path / "tcvn3.jsonl").write_bytes(b"ng\xa9n s\xb8ch")
    with pytest.raises(InvalidFile, match="byte thứ 2"):
        read_text(tmp_path / "tcvn3.jsonl")
