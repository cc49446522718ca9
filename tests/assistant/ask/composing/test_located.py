"""Where a document's unit lies, and which of the units above a question asks for."""

import pytest

from assistant.ask.composing.located import asked_fields, located
from tests.builders import document


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Xã Sơn Hạ thuộc tỉnh nào?", ("province",)),
        ("xa son ha o huyen nao", ("district",)),
        ("phường Bến Tre thuộc thị xã nào", ("district",)),
        ("thuộc thành phố nào", ("district", "province")),
        ("nằm ở đâu", ("district", "province")),
        ("ở huyện nào, tỉnh nào", ("district", "province")),
    ],
)
def test_which_is_asked(text, fields):
    assert asked_fields(text) == fields


def test_it_is_quoted_where_it_stands_behind_its_level_word():
    own = document("d", "Lũng Vài là tên cũ.", "UBND HUYỆN LŨNG VÀI", "BÁO CÁO", district="Lũng Vài", inferred={})
    found = located(own, "district")
    assert (found.name, found.spans[0].quote, found.reason) == ("Lũng Vài", "UBND HUYỆN LŨNG VÀI", "")
    assert located(own, "province") is None


def test_a_city_is_called_one():
    own = document("d", "HĐND thành phố Cần Thơ đã họp.", province="Cần Thơ", inferred={})
    assert located(own, "province").words == "thành phố"


def test_an_inference_has_its_reason_and_no_quote():
    found = located(document("d", "NGHỊ QUYẾT"), "province")
    assert (found.name, found.spans) == ("Cần Thơ", ())
    assert found.reason
