from pathlib import Path

import pytest

from eval.bench.evidence import evidence
from eval.bench.place import Place
from eval.bench.plain import open_plain


@pytest.mark.slow
def test_the_plain_pipeline_finds_what_stands_in_one_chunk(tmp_path: Path) -> None:
    store = open_plain(tmp_path)
    text = "Thu nhập bình quân đầu người đạt 58 triệu đồng.\n\n" + "Đường làng ngõ xóm sạch đẹp. " * 60
    assert store.add({"a.txt": text, "b.txt": "Tổng đàn lợn 1.950 con."}) == 3 + 1
    (found,) = store.search("tổng đàn lợn", k=1)
    assert (found.document, found.start, found.end) == ("b.txt", 0, 23)
    for one in store.search("thu nhập", k=4):
        assert one.end - one.start <= 1000


@pytest.mark.slow
def test_figures_of_both(tmp_path: Path) -> None:
    figures = {one.name: one for one in evidence(Place(tmp_path, shared=Path("none"), questions=200))}
    assert figures["evidence.made.right"].limit == 98
    assert 0 < figures["evidence.made.plain.4"].value <= figures["evidence.made.plain.10"].value < 100
    assert figures["evidence.sample.right"].value > 95
    assert "filter " in figures["evidence.sample.plain.4"].detail
    assert figures["evidence.sample.ratio"].value > 0
