"""Where gold comes from, and real documents that have none."""

import json
import lzma

import pytest

from assistant.errors import InvalidSetting
from ingest.training import sources
from ingest.training.sources import bundled, lacking, rules_learnt, rules_unseen, sources_of

TITLES = {
    "a": "Quyết định ban hành Bảng giá đất năm 2025",
    "b": "Nghị quyết quy định mức thu phí thẩm định",
    "c": "Quyết định phê duyệt danh mục thủ tục hành chính",
    "d": "Nghị quyết về sắp xếp đơn vị hành chính cấp xã",
    "e": "Kế hoạch phát triển kinh tế - xã hội, quy định chỉ tiêu năm 2025",
    "f": "Nghị quyết về nhiệm vụ năm 2025",
    "g": "Quyết định ban hành quy chế làm việc",
    "h": "Quyết định định mức kinh tế - kỹ thuật",
}


@pytest.fixture
def dump(tmp_path):
    path = tmp_path / "dump.jsonl.xz"
    with lzma.open(path, "wt", encoding="utf-8") as file:
        for key, title in TITLES.items():
            text = f"{title}\nĐiều 1. Mức thu là 12.000 đồng."
            file.write(json.dumps({"id": key, "title": title, "text": text}) + "\n")
    return path


def test_rules_are_learnt_or_unseen_and_never_both(dump):
    learnt = {example.name for example in rules_learnt(dump)}
    unseen = {document.name for document in rules_unseen(dump)}
    assert not learnt & unseen
    assert learnt | unseen == {f"{key}.txt" for key in "abcdgh"}


def test_no_figure_of_a_rule_is_a_row(dump):
    for example in rules_learnt(dump):
        assert example.author.startswith("rules ")
        assert len(example.labels) == len(example.survey.mentions) > 0
        assert not any(example.labels)


def test_without_the_dump_there_are_none(tmp_path):
    assert list(rules_unseen(tmp_path / "none.xz")) == []


def test_the_gold_of_the_project_is_there():
    authors = {source.author for source in bundled()}
    assert {"own", "further"} <= authors
    assert len(authors) >= 12


def test_a_folder_in_another_form_is_told(tmp_path):
    with pytest.raises(InvalidSetting, match="docs/"):
        sources_of([tmp_path])


def test_what_weights_are_learnt_from_beside_the_project_is_told_where_it_is_missing(monkeypatch, tmp_path):
    here = tmp_path / "có.xz"
    here.touch()
    for name in ("_SEEDS", "RULES"):
        monkeypatch.setattr(sources, name, here)
    assert lacking() == []
    monkeypatch.setattr(sources, "RULES", tmp_path / "không.xz")
    assert lacking() == [tmp_path / "không.xz"]
