import unicodedata

import pytest

from assistant.errors import UnknownDocument
from assistant.ledger.file_names import meant

NAMES = ["xã An Hòa.docx", "2024/báo cáo.pdf", "2025/báo cáo.pdf", "thư.eml/phụ lục.xlsx", "a/b.txt", "b.txt"]
HELD = {name: name for name in NAMES}


@pytest.mark.parametrize(
    "typed", ["xã An Hoà.docx", "Xã An Hòa.docx", unicodedata.normalize("NFD", "xã An Hòa.docx")]
)
def test_a_name_is_meant_in_any_form_of_its_letters(typed: str) -> None:
    assert meant(typed, HELD) == "xã An Hòa.docx"


def test_folders_may_be_left_out() -> None:
    assert meant("phụ lục.xlsx", HELD) == "thư.eml/phụ lục.xlsx"
    assert meant("2025/báo cáo.pdf", HELD) == "2025/báo cáo.pdf"
    assert meant("b.txt", HELD) == "b.txt"


def test_a_name_of_several_documents_is_asked_back_with_all_of_them() -> None:
    with pytest.raises(UnknownDocument, match=r"“2024/báo cáo\.pdf”, “2025/báo cáo\.pdf”"):
        meant("Báo cáo.pdf", HELD)
    assert meant("báo cáo.pdf", dict.fromkeys(NAMES, "x")) == "x"


@pytest.mark.parametrize("typed", ["cáo.pdf", "bao cao.pdf", ""])
def test_less_than_a_name_means_no_file(typed: str) -> None:
    assert meant(typed, HELD) is None
