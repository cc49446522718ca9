from pathlib import Path

import pytest

from assistant.errors import InvalidSetting
from assistant.types import Turn
from ui.commands.turns import Asked, read_history, read_queries, read_questions

CONVERSATION = [Turn("user", "Xã nào?"), Turn("assistant", "Trường Xuân [1].")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "h.json"


def test_history_as_an_array(file: Path) -> None:
    file.write_text(
        '[{"role": "user", "content": "Xã nào?"},\n {"role": "assistant", "content": "Trường Xuân [1]."}]',
        encoding="utf-8-sig",
    )
    assert read_history(file) == CONVERSATION


def test_history_as_lines(file: Path) -> None:
    file.write_text(
        '{"role": "user", "content": "Xã nào?"}\n\n{"role": "assistant", "content": "Trường Xuân [1]."}\n'
    )
    assert read_history(file) == CONVERSATION


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[{"role": "user", "content": "a"},\n {"role" "assistant"}]', "h.json:2"),
        ('{"role": "user", "content": "a"}\n{"role": "ai", "content": "b"}', "h.json:2"),
        ('{"role": "user", "content": "a"}\n\n{"role": "user"}', "h.json:3"),
        ('{"role": "user", "content": "a"}\nxin chào', "h.json:2"),
        ('[{"role": "user", "content": "a"}, {"role": "system", "content": "b"}]', "lượt thứ 2"),
        ("", "tệp rỗng"),
    ],
)
def test_a_defect_is_named_with_its_line(file: Path, content: str, told: str) -> None:
    file.write_text(content)
    with pytest.raises(InvalidSetting, match=told):
        read_history(file)


def test_questions(file: Path) -> None:
    file.write_text(
        '{"id": 7, "question": "Có gì?", "history": [{"role": "user", "content": "Xã nào?"}], "khac": 1}\n'
        '{"id": "b", "question": "", "history": null}\n'
    )
    assert read_questions(file) == [Asked(7, "Có gì?", (Turn("user", "Xã nào?"),)), Asked("b", "")]


def test_all_defects_of_a_batch_at_once(file: Path) -> None:
    file.write_text('{"id": 1}\n{"id": 2, "question": "a", "history": [{"role": "user"}]}\n')
    with pytest.raises(InvalidSetting) as caught:
        read_questions(file)
    assert "h.json:1" in str(caught.value)
    assert "h.json:2" in str(caught.value)


def test_queries(file: Path) -> None:
    file.write_text('{"id": "q1", "query": "thu nhập"}\n')
    assert read_queries(file) == [Asked("q1", "thu nhập")]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidSetting, match=r"khong_co\.json"):
        read_history(tmp_path / "khong_co.json")
