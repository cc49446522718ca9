"""Names of the archive in a question."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.types import Identity, Inference


def _commune(name, **fields):
    return Identity("nghị quyết", "Đảng", "t", level="xã", commune=name, **fields)


NAMES = gazetteer(
    [
        _commune("Hưng Tân"),
        _commune("Trường Xuân", inferred={"district": Inference("Thọ Xuân", "chân trang")}),
        _commune("Trường Xuân Đông"),
        _commune("Hoa Thám", district="Bình Gia"),
    ],
    labels=["sản lượng tôm thẻ"],
)


def _found(text):
    return [(named.name, named.level) for named in NAMES.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xã Trường Xuân đạt bao nhiêu?", [("Trường Xuân", "xã")]),
        ("xa truong xuan dat bao nhieu", [("Trường Xuân", "xã")]),
        ("Trường Xuân Đông thì sao?", [("Trường Xuân Đông", None)]),
        ("Trường Xuân Thiều ở đâu?", []),
        ("xã Hoàng Hoa Thám", [("Hoa Thám", None)]),
        ("huyện Thọ Xuân", [("Thọ Xuân", "huyện")]),
        ("xã Hưg Tân", [("Hưng Tân", "xã")]),
        ("xã Hùng Tân", [("Hưng Tân", "xã")]),
        ("Hưng Yên", []),
        ("", []),
        ("?!", []),
    ],
)
def test_names(text, expected):
    assert _found(text) == expected


def test_labels_are_kept_with_their_words():
    (label,) = NAMES.labels
    assert label.words == {"sản", "lượng", "tôm", "thẻ"}


@pytest.mark.parametrize("text", ["Thu nhập bình quân trong năm 2023", "thu nhap binh quan trong nam 2023"])
def test_the_average_is_no_urban_district(text):
    names = gazetteer([Identity("thông báo", "Đảng", "t", level="huyện", district="Trảng Sâm")])
    assert names.find(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ai ký nghị quyết của xã Hưng Tân", [("Hưng Tân", "xã")]),
        ("Người ký là ai", []),
        ("xã Ký thu bao nhiêu", [("Ký", "xã")]),
        ("thu ngân sách của Ký", [("Ký", None)]),
        ("xa ky thu bao nhieu", [("Ký", "xã")]),
    ],
)
def test_a_syllable_by_itself_is_a_name_behind_its_level_or_with_a_capital(text, expected):
    names = gazetteer([_commune("Ký"), _commune("Hưng Tân")])
    assert [(named.name, named.level) for named in names.find(text)] == expected


def test_a_name_is_not_looked_for_within_a_longer_one():
    names = gazetteer([_commune("Đồng Nai")])
    assert names.find("thi tran My Loc Dong nay la xa nao") == []
    assert [named.name for named in names.find("thi tran Dong Nay")] == ["Đồng Nai"]


def test_a_word_that_asks_which_begins_no_misspelt_name():
    names = gazetteer([_commune("Nà Thu")])
    assert names.find("xã nào thu ngân sách cao nhất") == []
    assert [each.name for each in names.find("xã Na Thu thu ngân sách")] == ["Nà Thu"]
