"""Labels of the ledger that a question asks for."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.types import Identity
from tests.builders import identity

INCOME, REVENUE = "thu_nhap_binh_quan", "thu_ngan_sach"


LABELS = gazetteer(
    [Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân")],
    [
        "sản lượng",
        "sản lượng tôm nuôi",
        "Sản lượng mật ong",
        "Diện tích chuyển đổi đất lúa kém hiệu quả sang trồng sen",
    ],
)


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Sản lượng tôm của xã Hưng Tân năm 2025", ("sản lượng tôm nuôi",)),
        ("san luong tom cua xa hung tan nam 2025", ("sản lượng tôm nuôi",)),
        ("Sản lượng tôm nuôi của xã Hưng Tân", ("sản lượng tôm nuôi",)),
        ("Xã nào có sản lượng tôm trên 400 tấn?", ("sản lượng tôm nuôi",)),
        ("Sản lượng mật ong của xã Hưng Tân?", ("Sản lượng mật ong",)),
        ("Sản lượng của xã Hưng Tân?", ("sản lượng",)),
        ("Diện tích lúa của xã Hưng Tân?", ("dien_tich_lua",)),
        ("Sản lượng cá tra của xã Hưng Tân?", ()),
        ("san luong ca tra cua xa hung tan", ()),
    ],
)
def test_every_word_after_the_head_is_in_the_label(text, indicators):
    assert understand(text, LABELS).indicators == indicators


def test_what_no_label_has_is_refused_by_its_words():
    question = understand("Xã nào có sản lượng cá tra trên 1000 tấn?", LABELS)
    assert "sản lượng cá tra" in question.unread
    question = understand("Xã nào có sản lượng cá tra cao nhất?", LABELS)
    assert question.unread == ("sản lượng cá tra cao nhất",)


HELD = gazetteer(
    [Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân")],
    labels=["trâu cày kéo", "dê sinh sản", "mật ong rừng"],
)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Đàn trâu bò Hưng Tân bao nhiêu, riêng trâu cày kéo mấy con?", ("trâu cày kéo",)),
        ("dan lon Hung Tan may con, de sinh san bao nhieu con", ("dê sinh sản",)),
        ("Thu nhập của Hưng Tân bao nhiêu, còn mật ong rừng được mấy lít?", ("mật ong rừng",)),
        ("Thu nhập của Hưng Tân nhờ mật ong rừng, năm 2023 bao nhiêu?", ()),
    ],
)
def test_a_label_beside_a_name_is_asked_for_too(text, labels):
    _, *others = understand(text, HELD).indicators
    assert tuple(others) == labels


def test_a_label_is_told_by_its_marks():
    names = gazetteer([Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân")], ["Số hộ cận nghèo"])
    assert understand("hung tan con bao nhieu ho ngheo", names).indicators == ("so_ho_ngheo",)


def test_a_share_is_a_label_that_begins_with_it():
    names = gazetteer([identity(commune="Yên Mỹ")], ["tỷ lệ hộ có lò sấy", "tỷ lệ hộ có bể chứa"])
    question = understand("Yên Mỹ có bao nhiêu phần trăm hộ có lò sấy?", names)
    assert question.indicators == ("tỷ lệ hộ có lò sấy",)


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Xã Hưng Tân còn bao nhiêu hộ cận nghèo?", ("hộ cận nghèo",)),
        ("Hộ cận nghèo của xã Hưng Tân có mấy hộ?", ("hộ cận nghèo",)),
        ("Xã Hưng Tân hộ cận nghèo bao nhiêu phần trăm?", ("ty_le_ho_can_ngheo",)),
        ("Tỷ lệ hộ cận nghèo của xã Hưng Tân?", ("ty_le_ho_can_ngheo",)),
    ],
)
def test_the_unit_asked_for_chooses_between_the_catalogue_and_the_ledgers_own_label(text, indicators):
    names = gazetteer([Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hưng Tân")], ("hộ cận nghèo",))
    assert understand(text, names).indicators == indicators


def test_a_label_does_not_run_over_a_figure():
    names = gazetteer([identity(commune="Hưng Tân")], labels=["thu nhập bình quân của hộ nghèo"])
    question = understand("Xã nào có cả thu nhập trên 60 triệu và hộ nghèo dưới 2%?", names)
    assert question.indicators == (INCOME, "ty_le_ho_ngheo")


CROPS = gazetteer([identity(commune="Ea Nôr")], ["diện tích sắn", "diện tích sắn cao sản", "sản lượng sắn"])


@pytest.mark.parametrize("text", ["Ea Nôr trồng sắn bao nhiêu ha?", "ea nor trong san bao nhieu ha"])
def test_a_thing_beside_its_unit_names_labels_of_the_ledger(text):
    assert understand(text, CROPS).indicators == ("diện tích sắn", "diện tích sắn cao sản")


def test_a_part_takes_the_tail_of_a_label():
    first, second = understand("Ea Nôr trồng sắn bao nhiêu ha, sản lượng mấy tấn?", CROPS).also
    assert (first.indicators[0], second.indicators) == ("diện tích sắn", ("sản lượng sắn",))


def test_what_asks_for_a_side_names_no_label():
    names = gazetteer([identity(commune="Hưng Tân")], ["số còn lại đánh giá vào cuối năm"])
    assert understand("Xã Hưng Tân tự đánh giá năm 2025 còn hạn chế gì?", names).indicators == ()
    assert understand("Số còn lại đánh giá vào cuối năm của xã Hưng Tân là bao nhiêu?", names).indicators
