"""What a unit was made of: the office's own document before the table of the reform."""

import pytest

from assistant.ask.composing.about import compose_about
from assistant.ask.composing.units import compose_units
from assistant.ask.composing.wording import Library
from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.types import SourceDocument
from ingest.read_file import archived

HEAD = "ĐẢNG BỘ XÃ HÒA SƠN\nNGHỊ QUYẾT\nvề nhiệm vụ năm 2026\n"
END = "\nT/M BAN CHẤP HÀNH\nBÍ THƯ\nHà Văn Tư"


def _library(body, *, head=HEAD):
    found = archived(SourceDocument("a.txt", "txt", f"{head}I. MỤC TIÊU NĂM 2026\n{body}{END}")).resolution
    return Library({found.document_id: found})


def _asked(text, books):
    return understand(text, gazetteer([each.identity for each in books.documents.values()]))


def _former(books):
    return compose_units(_asked("Xã Hòa Sơn được nhập từ những xã nào?", books), books)


def test_the_own_document_comes_first():
    draft = _former(
        _library("Xã Hòa Sơn được lập trên cơ sở nhập ba xã Hòa Bắc, Sơn Trung và Sơn Hạ. Thu 9 tỷ đồng.")
    )
    assert [each.text for each in draft.statements] == [
        "- “Xã Hòa Sơn được lập trên cơ sở nhập ba xã Hòa Bắc, Sơn Trung và Sơn Hạ.”"
    ]


def test_of_the_table_it_is_said_that_it_may_be_another_unit():
    draft = _former(_library("Thu 9 tỷ đồng."))
    assert "Đắk Lắk" in draft.statements[0].text
    assert "chưa chắc Hòa Sơn" in draft.statements[-1].text


def test_a_unit_of_another_province_is_not_told_of():
    draft = _former(_library("Thu 9 tỷ đồng.", head=f"ĐẢNG BỘ TỈNH SƠN GIANG\n{HEAD}"))
    assert draft.outcome == "abstained"


@pytest.mark.parametrize("text", ["Ai ký nghị quyết của xã Hòa Sơn?", "Bí thư xã Hòa Sơn là ai?"])
def test_the_signer_of_a_document_without_recipients(text):
    books = _library("Thu 9 tỷ đồng.")
    assert "Hà Văn Tư" in compose_about(_asked(text, books), books).statements[0].text


def test_an_office_that_signed_nothing_is_not_answered_with_another():
    books = _library("Thu 9 tỷ đồng.")
    assert compose_about(_asked("Chủ tịch xã Hòa Sơn là ai?", books), books).outcome == "abstained"


@pytest.mark.parametrize(
    "text",
    [
        "Xã Sơn Trung trước đây giờ nhập vào xã nào, thuộc tỉnh nào?",
        "xã Hòa Bắc cũ nay thuộc đâu?",
        "xa Son Ha nay la xa nao",
        "Xã Sơn Hạ thuộc tỉnh nào?",
        "Xã Hòa Bắc cũ giờ nhập về xã nào, xã đó hình thành từ những xã nào?",
    ],
)
def test_a_unit_that_only_another_s_text_names(text):
    books = _library(
        "Xã được lập trên cơ sở nhập ba xã Hòa Bắc, Sơn Trung và Sơn Hạ.", head=f"ĐẢNG BỘ TỈNH SƠN GIANG\n{HEAD}"
    )
    quote, whose = compose_units(_asked(text, books), books).statements
    assert quote.text == "- “Xã được lập trên cơ sở nhập ba xã Hòa Bắc, Sơn Trung và Sơn Hạ.”"
    assert "xã Hòa Sơn, tỉnh SƠN GIANG" in whose.text or "xã Hòa Sơn, tỉnh Sơn Giang" in whose.text
    assert whose.spans


def test_a_bare_commune_that_was_made_of_others_is_the_document_s_own():
    draft = _former(_library("Xã được lập trên cơ sở nhập ba xã Hòa Bắc, Sơn Trung và Sơn Hạ."))
    assert [each.text for each in draft.statements] == [
        "- “Xã được lập trên cơ sở nhập ba xã Hòa Bắc, Sơn Trung và Sơn Hạ.”"
    ]


def test_a_name_that_no_text_has_is_left_to_the_refusal():
    books = _library("Thu 9 tỷ đồng.")
    assert compose_units(_asked("Xã Lũng Khoai cũ nay nhập vào xã nào?", books), books) is None


@pytest.mark.parametrize(
    "body",
    [
        "Xã Hòa Sơn thành lập ngày 01/7/2025 từ ba xã Hòa Bắc, Sơn Trung và Sơn Hạ.",
        "Bộ máy của xã (hợp nhất từ 02 xã và 01 thị trấn cũ) chạy đều.",
    ],
)
def test_more_wordings_of_what_a_unit_was_made_of(body):
    assert _former(_library(body)).outcome == "answered"
