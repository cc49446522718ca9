"""Names of the archive in a question."""

from dataclasses import replace

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.types import Identity, Inference, Resolution


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
        ("các xã, phường Trường Xuân, Hưng Tân", [("Trường Xuân", None), ("Hưng Tân", None)]),
        ("cac xa va thi tran Truong Xuan", [("Trường Xuân", None)]),
        ("xã Hưng Tân, phường Trường Xuân", [("Hưng Tân", "xã"), ("Trường Xuân", "phường")]),
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


PAPER = Resolution(
    "p",
    "p.txt",
    "h",
    "Biểu dương xã Hưng Tấn. Xóm Đồi Chè. Ở Suối Cạn, dân còn khó.",
    (),
    (),
    _commune("Hưng Tân"),
)
WITH_TEXT = gazetteer([PAPER.identity], documents=[PAPER])


def test_what_a_text_names_is_no_slip_of_another_name():
    of_slip = gazetteer([_commune("Suối Cát")], documents=[PAPER])
    assert of_slip.find("xã Suối Cạn") == []
    assert [each.name for each in of_slip.find("xã Suối Cak")] == ["Suối Cát"]
    assert WITH_TEXT.texts.names("Suối Cạn")
    assert not WITH_TEXT.texts.names("suối cạn")


def test_what_a_text_names_as_a_unit():
    texts = WITH_TEXT.texts
    assert texts.tells_unit("Hưng Tấn", plain=False)
    assert not texts.tells_unit("Suối Cạn", plain=False)
    assert texts.tells_unit("doi che", plain=True, levels=("xóm",))
    assert texts.holds_word("bieu")
    assert not texts.holds_word("bie")


def test_which_documents_hold_a_name_in_any_case():
    other = replace(PAPER, document_id="other", text="Không có gì.")
    texts = gazetteer(
        [PAPER.identity], documents=[replace(PAPER, text="xã ĐỒI Chè, ông Xđồi Chè; 7 Làng"), other]
    ).texts
    assert texts.holding("đồi chè", plain=False) == (PAPER.document_id,)
    assert texts.holding("Đồi Chè", plain=True) == (PAPER.document_id,)
    assert texts.holding("Đồi Ch", plain=False) == texts.holding("ồi Chè", plain=False) == ()
    assert texts.holding("gì", plain=False) == ()


def test_where_names_stand_letter_for_letter():
    assert NAMES.exact("hung tan va Hưg Tân") == [(0, 8)]


def test_a_label_that_is_a_name_of_the_catalogue_takes_it_from_nothing():
    labels = ["Tỷ lệ hộ nghèo", "thu nhập bình quân", "tỷ lệ hộ nghèo dùng nước sạch"]
    assert [label.text for label in gazetteer([], labels=labels).labels] == labels[2:]


def test_labels_of_nothing_but_measures_name_no_figure():
    assert [label.text for label in gazetteer([], labels=["tỷ lệ", "kế hoạch năm", "sản lượng cá"]).labels] == [
        "sản lượng cá"
    ]


def test_an_abbreviation_behind_a_name_is_no_part_of_it():
    assert _found("Trường Xuân BHYT 2022") == [("Trường Xuân", None)]
    assert _found("Trường Xuân A 2022") == []
