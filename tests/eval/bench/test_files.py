import lzma
from pathlib import Path

import pytest

from assistant.types import Dropped, FigureTold, Receipt, Remark
from eval.bench import files
from eval.bench.figure import Skipped
from eval.bench.place import Place
from tests.eval.making import make_document


def receipt(*remarks: Remark, dropped: tuple[Dropped, ...] = (), figures: tuple[FigureTold, ...] = ()) -> Receipt:
    return Receipt("d", "a.pdf", remarks, dropped, 0, figures)


def test_a_number_is_told_by_the_text_by_what_was_dropped_or_by_a_remark() -> None:
    document = make_document("a.pdf")
    text = f"{document.text}\n718,5 và 718,5 và 719 và 720"
    told = receipt(Remark("chân trang", "dropped", "", "718,5"), dropped=(Dropped("số trang", "719"),))

    assert files.untold_numbers(text, document, told) == {"718,5": 1, "720": 1}


def test_without_the_real_documents_or_the_tools_it_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files.shutil, "which", lambda _: "/bin/true")
    with pytest.raises(Skipped, match="NQ_SHARED"):
        next(files.files(Place(tmp_path / "work", shared=tmp_path)))
    lzma.open(tmp_path / files.REAL, "wt").close()
    monkeypatch.setattr(files.shutil, "which", lambda _: None)
    with pytest.raises(Skipped, match="LibreOffice"):
        next(files.files(Place(tmp_path / "work", shared=tmp_path)))
