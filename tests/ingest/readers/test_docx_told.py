"""The receipt: what was read first, then what was dropped, then what could not be read."""

from assistant.types import Remark
from ingest.readers.docx_told import PARAGRAPHS, PICTURES, Told


def test_in_order_and_each_once():
    told = Told()
    told.counts[PICTURES] = 2
    told.counts[PARAGRAPHS] = 7
    told.unread("biểu đồ", "chưa đọc được")
    told.dropped("đầu trang", "lặp lại", "xã 4")
    told.dropped("đầu trang", "lặp lại", "xã 4")
    told.dropped("đầu trang", "lặp lại", "———")
    told.pages += ["1", "2"]
    told.read("chân trang")
    assert [(each.part, each.fate, each.text) for each in told.receipt()] == [
        ("đoạn văn: 7", "read", ""),
        ("chân trang", "read", ""),
        ("đầu trang", "dropped", "xã 4"),
        ("số trang", "dropped", "1, 2"),
        ("biểu đồ", "unread", ""),
        ("hình ảnh: 2", "unread", ""),
    ]


def test_nothing_to_tell():
    assert Told().receipt() == ()
    told = Told()
    told.unread("a", "b", "x" * 3_000)
    assert told.receipt() == (Remark("a", "unread", "b", "x" * 2_000),)
