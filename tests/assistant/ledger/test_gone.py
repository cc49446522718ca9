"""What is said of a document that the archive does not have."""

from __future__ import annotations

from assistant.ledger.gone import day_of, unknown
from assistant.types import Gone

AT = "2026-03-09T12:00:00+00:00"


def test_one_that_was_removed_says_when_and_how_to_have_it_back() -> None:
    told = str(unknown("d1", Gone("d1", "giao chỉ tiêu.docx", AT)))

    assert told == (
        "Văn bản “giao chỉ tiêu.docx” đã gỡ khỏi kho ngày 09/03/2026. Lấy lại bằng: nghiquyet remove --undo d1"
    )


def test_one_that_was_replaced_leads_to_the_new_one() -> None:
    assert str(unknown("d1", Gone("d1", "a.docx", AT, "d2"))).endswith("Xem bản mới bằng: nghiquyet show d2")


def test_one_that_never_was() -> None:
    assert "Xem danh sách bằng: nghiquyet documents" in str(unknown("d1", None))


def test_one_of_which_a_part_of_the_name_was_typed() -> None:
    names = ["gói.zip/b.docx", "gói.zip/a.docx", "Nghị quyết Hòa Lộc.docx"]

    assert str(unknown("gói.zip", None, names)).endswith("Tên có chữ ấy: “gói.zip/a.docx”, “gói.zip/b.docx”.")
    assert str(unknown("hoà lộc", None, names)).endswith("Tên có chữ ấy: “Nghị quyết Hòa Lộc.docx”.")
    assert str(unknown("d", None, [f"d{number}" for number in range(7)])).endswith("“d4” và 2 văn bản nữa.")
    assert str(unknown("", None, names)).endswith("nghiquyet documents")


def test_a_day_is_that_of_the_reader() -> None:
    assert day_of(AT) == "09/03/2026"
