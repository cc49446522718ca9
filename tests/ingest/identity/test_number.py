"""A document's own number, and those that it cites."""

import pytest

from assistant.types import SourceDocument
from ingest.clean import clean
from ingest.identity.number import kind_of, own_number
from ingest.identity.page import read_page

TEXT = "NGHỊ QUYẾT\nvề nhiệm vụ năm 2024\nI. KẾT QUẢ NĂM 2023\n1. Đạt 52 triệu đồng.\n"


def _number(text):
    found = own_number(read_page(clean(SourceDocument("vb.txt", "h", text)), name="vb.txt"))
    return found.value if found else None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số 36-NQ/ĐU", "36-NQ/ĐU"),
        ("Số: 318 /BC-UBND", "318/BC-UBND"),
        ("Số: 09/2023/NQ-HĐND", "09/2023/NQ-HĐND"),
        ("Số : 88 - NQ/ĐU", "88-NQ/ĐU"),
        ("Số: 14/KH-UBND Bản Ngà, ngày 5 tháng 1 năm 2024", "14/KH-UBND"),
        ("ĐẢNG ỦY XÃ BẢN NGÀ Số 5-NQ/ĐU", "5-NQ/ĐU"),
        ("Số hiệu: 21/NQ-HĐND", "21/NQ-HĐND"),
        ("NGHỊ QUYẾT SỐ 71-NQ/ĐU", "71-NQ/ĐU"),
        ("36-NQ/ĐU", "36-NQ/ĐU"),
    ],
)
def test_the_number_line(line, number):
    assert _number(f"ĐẢNG ỦY XÃ BẢN NGÀ\n{line}\n{TEXT}") == number


@pytest.mark.parametrize(
    "line",
    [
        "Số:      /NQ-HĐND",
        "XÃ BẢN NGÀ\n(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 5/1/2024 của UBND huyện)",
        "Căn cứ Nghị quyết số 64-NQ/ĐU ngày 18/12/2023 của Đảng ủy xã;",
        "Thực hiện Công văn số 731/UBND-TH của UBND huyện về việc sơ kết,",
        "Sau khi xem xét Báo cáo số 120-BC/HU của Ban Thường vụ,",
    ],
)
def test_a_cited_number_is_not_the_documents_own(line):
    assert _number(f"ĐẢNG ỦY XÃ BẢN NGÀ\n{line}\n{TEXT}") is None


def test_beside_a_cited_number_the_own_one_wins():
    text = f"Số 36-NQ/ĐU\n{TEXT}Căn cứ Kết luận số 9-KL/HU;\nNơi nhận:\n- Như trên\nSố 9-KL/HU\n"
    assert _number(text) == "36-NQ/ĐU"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("36-NQ/ĐU", "nghị quyết"),
        ("12/UBND-VP", "công văn"),
        ("63-KL/ĐU", "khác"),
        ("7/2024/QĐ-UBND", "quyết định"),
        ("5-XY/Z", None),
    ],
)
def test_the_letters_tell_the_kind(number, kind):
    assert kind_of(number) == kind
