"""What a document is, corrected by a person: its rows follow, and the file may be read again."""

from pathlib import Path

import pytest

from assistant.build import open_assistant
from assistant.errors import InvalidCorrection
from assistant.settings import Settings
from ingest.filing import own_filing, shared_filing
from ingest.identified import as_read, correct_identity
from ingest.pipeline import ingest

TEXT = """ĐẢNG BỘ XÃ AN LẠC
NGHỊ QUYẾT
về phương hướng, nhiệm vụ năm 2024
II. CHỈ TIÊU CHỦ YẾU
- Thu nhập bình quân đầu người đạt 61 triệu đồng/người/năm.
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(data=tmp_path / "data")
    (tmp_path / "xã").mkdir()
    (tmp_path / "xã" / "nghị quyết.txt").write_text(TEXT)
    list(ingest([tmp_path / "xã"], settings=settings))
    return settings


def identity_now(settings: Settings) -> tuple[object, ...]:
    with own_filing(settings) as filing:
        (document,) = filing.archive.documents()
        rows = filing.archive.indicators()
        return (document.identity.commune, document.identity.target_year, [row.year for row in rows])


def test_rows_and_answers_follow(settings: Settings) -> None:
    question = "Thu nhập bình quân đầu người của xã An Thịnh năm 2025 là bao nhiêu?"
    assistant = open_assistant(settings, own=True)
    try:
        assert assistant.ask(question).outcome == "abstained"
        with shared_filing(assistant) as filing:
            (document,) = filing.archive.documents()
            typed = {"commune": "An Thịnh", "target_year": "2025"}
            correct_identity(filing, document.document_id, typed, by="Lan")
        answer = assistant.ask(question)
        assert answer.outcome == "answered"
        assert "61" in answer.text
        assert assistant.ask(question.replace("An Thịnh", "An Lạc")).outcome == "abstained"
    finally:
        assistant.close()


def test_a_correction_outlives_new_readings_and_new_content(settings: Settings, tmp_path: Path) -> None:
    with own_filing(settings) as filing:
        (document,) = filing.archive.documents()
        correct_identity(filing, document.document_id, {"commune": "An Thịnh", "target_year": "2025"}, by="Lan")
    assert identity_now(settings) == ("An Thịnh", 2025, [2025])
    newer = tmp_path / "danh mục.toml"  # another catalogue has every file read again
    newer.write_text("")
    again = settings.model_copy(update={"catalogue": newer})
    list(ingest([tmp_path / "xã"], settings=again))
    assert identity_now(settings) == ("An Thịnh", 2025, [2025])
    (tmp_path / "xã" / "nghị quyết.txt").write_text(TEXT + "- Tỷ lệ hộ nghèo còn 2%.\n")
    assert [each.outcome for each in ingest([tmp_path / "xã"], settings=settings)] == ["updated"]
    assert identity_now(settings) == ("An Thịnh", 2025, [2025, 2025])


def test_corrections_add_up_and_can_be_taken_back(settings: Settings) -> None:
    before = identity_now(settings)
    with own_filing(settings) as filing:
        (document,) = filing.archive.documents()
        name = document.document_id
        correct_identity(filing, name, {"commune": "An Thịnh"}, by="Lan")
        both = correct_identity(filing, name, {"target_year": "2025"}, by="Hà", note="trang 1")
        assert (both.identity.commune, both.identity.target_year) == ("An Thịnh", 2025)
        said = filing.archive.identified(name)
        assert said is not None
        assert (dict(said.changes), said.by, said.note) == (
            {"commune": "An Thịnh", "target_year": 2025},
            "Hà",
            "trang 1",
        )
        one = correct_identity(filing, name, {"commune": "An Lạc"}, by="Lan")  # as it was read
        assert one.identity.status["commune"] == "stated"
        as_read(filing, name)
        assert filing.archive.identified(name) is None
    assert identity_now(settings) == before


def test_another_file_of_the_same_name_is_not_touched(settings: Settings, tmp_path: Path) -> None:
    with own_filing(settings) as filing:
        (document,) = filing.archive.documents()
        correct_identity(filing, document.document_id, {"commune": "An Thịnh"}, by="Lan")
    (tmp_path / "khác").mkdir()
    (tmp_path / "khác" / "nghị quyết.txt").write_text(TEXT.replace("AN LẠC", "BÌNH MINH"))
    list(ingest([tmp_path / "khác"], settings=settings))
    with own_filing(settings) as filing:
        assert {each.identity.commune for each in filing.archive.documents()} == {"An Thịnh", "Bình Minh"}


def test_nobody_corrects_without_a_name(settings: Settings) -> None:
    with own_filing(settings) as filing:
        (document,) = filing.archive.documents()
        with pytest.raises(InvalidCorrection, match="ghi tên người sửa"):
            correct_identity(filing, document.document_id, {"commune": "An Thịnh"}, by=" ")
