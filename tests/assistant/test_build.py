"""The assistant over a data folder: what an office says of the ledger and of the catalogue reaches its answers."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from assistant.build import open_assistant
from assistant.errors import IndexMismatch
from assistant.settings import Settings
from ingest.pipeline import ingest

TEXT = """NGHỊ QUYẾT
Về nhiệm vụ năm 2024 của Đảng bộ xã Bình Thủy

II. CHỈ TIÊU NĂM 2024
- Thu nhập bình quân đầu người đạt 58 triệu đồng/người/năm.
- Tổng sản lượng tôm cả năm 1.250 tấn.
- Nguồn thu tại chỗ của xã 5 tỷ đồng.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "xa_binh_thuy.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def opened(folder: Path, **changes: object):
    settings = Settings(_env_file=None, data=folder / "kho", **changes)
    (file,) = ingest([folder / "xa_binh_thuy.txt"], settings=settings)
    assert file.outcome in {"added", "unchanged", "updated"}
    return open_assistant(settings)


def test_a_corrected_figure_is_the_one_that_answers(folder: Path) -> None:
    assistant = opened(folder)
    (row,) = (row for row in assistant.shelf.indicators(["thu_nhap_binh_quan"]))
    assistant.ledger.review(row.row_id, decision="correct", by="Lan", changes={"value": "68"})
    told = assistant.ask("Xã nào đặt chỉ tiêu thu nhập trên 60 triệu?")
    assert "68 triệu đồng/người/năm (cán bộ đã sửa; văn bản ghi “58 triệu đồng/người/năm”)" in told.text
    assert (told.coverage.match, told.struck) == (1, ())
    assistant.close()


def test_passages_still_answer_after_a_correction_and_a_new_start(folder: Path) -> None:
    assistant = opened(folder)
    (row,) = assistant.shelf.indicators(["thu_nhap_binh_quan"])
    assistant.ledger.review(row.row_id, decision="correct", by="Lan", changes={"value": "68"})
    assistant.close()
    assistant = open_assistant(assistant.settings)
    assert [found.passage.text for found in assistant.search("nhiệm vụ năm 2024", k=1)]
    assistant.close()


def test_a_rejected_figure_answers_nothing(folder: Path) -> None:
    assistant = opened(folder)
    (row,) = assistant.shelf.indicators(["thu_nhap_binh_quan"])
    assistant.ledger.review(row.row_id, decision="reject", by="Lan")
    assert "58" not in assistant.ask("Thu nhập bình quân của xã Bình Thủy là bao nhiêu?").text
    assistant.close()


@pytest.mark.parametrize("question", ["Xã nào đặt chỉ tiêu sản lượng tôm trên 1.000 tấn?", "san luong tom bao nhieu"])
def test_an_indicator_that_the_catalogue_lacks_is_asked_for_by_its_words(folder: Path, question: str) -> None:
    assistant = opened(folder)
    told = assistant.ask(question)
    assert (told.outcome, [row.indicator.value for row in told.rows]) == ("answered", [1250.0])
    assert "1.250 tấn" in told.text
    assistant.close()


def test_an_offices_own_indicators_are_read_and_asked_for(folder: Path) -> None:
    own = folder / "rieng.toml"
    own.write_text(
        '[[indicator]]\nid = "thu_tai_cho"\nname = "Nguồn thu tại chỗ"\nunit = "tỷ đồng"\n'
        'phrases = ["nguồn thu tại chỗ"]\nsynonyms = ["thu tại chỗ"]\n',
        encoding="utf-8",
    )
    plain, assistant = opened(folder), None
    plain.close()
    assistant = opened(folder, catalogue=own)
    told = assistant.ask("Xã nào có thu tại chỗ trên 4 tỷ?")
    assert [(row.indicator.indicator, row.verdict) for row in told.rows] == [("thu_tai_cho", "match")]
    *_, streamed = assistant.stream("Xã nào có thu tại chỗ trên 4 tỷ?")
    assert streamed.text == told.text
    assistant.close()


def test_what_the_first_question_waits_for_can_be_read_before(folder: Path) -> None:
    with closing(opened(folder)) as assistant:
        assistant.warm()
        assert assistant._known()._texts is not None
        assert assistant._indexes._retriever is not None


def test_what_is_wrong_is_told_to_who_asks(folder: Path) -> None:
    with closing(opened(folder)):
        pass
    shutil.rmtree(folder / "kho" / "index" / "vectors")
    with closing(open_assistant(Settings(_env_file=None, data=folder / "kho"))) as assistant:
        assistant.warm()
        with pytest.raises(IndexMismatch):
            assistant.search("tôm", k=1)
