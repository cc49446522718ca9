"""The second look finds what is written in other words, and takes no figure of another place, year or unit."""

from dataclasses import replace

import pytest

from assistant.ask.retrieving.said import Texts
from assistant.ask.retrieving.second_look import CLEAR, look, with_lists
from assistant.ask.retrieving.wanted import Wanted, parts_of_units, wanted
from assistant.types import Place, Question, Remark
from tests.assistant.ask.retrieving.documents import document

HERE = (Place("Mỏ Vàng", "xã"),)


@pytest.fixture
def resolution(tmp_path):
    return document(tmp_path)


def asked(text, words, *, places=HERE, units=(), unknown=(), years=(), figure=True):
    return Question(
        text=text,
        standalone=text,
        route="passages",
        intent="describe",
        places=places,
        unknown_places=unknown,
        words=words,
        figure=figure,
        years=years,
    ), units


def seen(question, resolution, *, within=True):
    (asking, units), known = question, Texts([resolution])
    own, others = ([resolution], []) if within else ([], [resolution])
    return look(wanted(asking, units, known.rarity), own, others, known)


def quotes(found):
    return [each.stretch.quote for each in found]


def test_a_figure_beside_the_words_in_its_unit(resolution):
    found = seen(asked("Xã Mỏ Vàng nuôi dê mấy con?", ("nuôi", "dê"), units=("con",)), resolution)
    assert quotes(found.clear) == ["Đàn dê toàn xã có 1.240 con, tăng 85 con so với năm 2022."]
    assert found.documents == 1


def test_a_question_without_marks_and_with_a_slip(resolution):
    plain = asked("thao quaa xa mo vang thu may tan", ("thao", "quaa", "thu"), units=("tấn",))
    assert any("36 tấn" in quote for quote in quotes(seen(plain, resolution).clear))


def test_a_row_of_a_table_with_its_unit_above_it(resolution):
    found = seen(asked("Chi thủy lợi bao nhiêu triệu đồng?", ("thủy", "lợi"), units=("triệu đồng",)), resolution)
    assert [each.stretch.label for each in found.clear] == ["Chi sự nghiệp thủy lợi"]


def test_no_figure_of_another_unit(resolution):
    found = seen(asked("Đàn dê ăn bao nhiêu tấn cỏ?", ("đàn", "dê"), units=("tấn",)), resolution)
    assert found.clear == ()


def test_no_figure_of_another_year(resolution):
    found = seen(asked("Năm 2021 đàn dê mấy con?", ("đàn", "dê"), units=("con",), years=(2021,)), resolution)
    assert found.clear == ()
    assert [each.misses for each in found.near] == [("năm",)]


def test_the_year_that_a_figure_is_held_against_is_not_its_own(resolution):
    found = seen(asked("Năm 2022 đàn dê mấy con?", ("đàn", "dê"), units=("con",), years=(2022,)), resolution)
    assert found.clear == ()


def test_a_figure_of_another_unit_of_the_text_is_no_answer_for_its_own(resolution):
    found = seen(asked("Đàn dê mấy con?", ("dê",), units=("con",)), resolution)
    assert not any("Khe Sậy" in quote for quote in quotes(found.clear))


def test_a_unit_named_in_another_units_document(resolution):
    question = asked("Xã Khe Sậy nuôi mấy con dê?", ("nuôi", "dê"), places=(), unknown=("Khe Sậy",), units=("con",))
    assert quotes(seen(question, resolution, within=False).clear) == ["Xã Khe Sậy bên cạnh nuôi 900 con dê."]


def test_what_the_text_does_not_say(resolution):
    found = seen(asked("Xã Mỏ Vàng có mấy sân bay?", ("sân", "bay")), resolution)
    assert (found.clear, found.near) == ((), ())


def test_a_document_without_text_is_named(tmp_path):
    bare = document(tmp_path, "Phụ lục kèm theo", "phu_luc.txt")
    found = seen(asked("Đàn dê mấy con?", ("dê",), units=("con",)), bare)
    assert found.textless == (bare.document_id,)


def test_a_document_with_a_page_that_could_not_be_read_is_named(resolution):
    scanned = replace(resolution, remarks=(Remark("trang 3", "unread", "trang chụp"),))
    found = seen(asked("Xã Mỏ Vàng có mấy sân bay?", ("sân", "bay")), scanned)
    assert found.textless == (scanned.document_id,)


def test_the_rarest_words_weigh_most(resolution):
    known = Texts([resolution]).rarity
    assert known.of("mật") > known.of("dê") > 0
    assert known.meant("~thaoo") == "~thao"
    assert 0 < CLEAR < 1


KIM_LANG = """HUYỆN ỦY KIM LẠNG
Số: 88-KL/HU
Kim Lạng, ngày 03 tháng 10 năm 2023

KẾT LUẬN
Về chín tháng năm 2023

Riêng xã Bản Mủ, xã Nà Đon và xã Khe Vai phải trồng quế 40 ha.
Xã Bản Mủ khai hoang được 15 ha ruộng, xã Tà Phù làm 22 ha ruộng.
"""
VISIT = """UBND HUYỆN KIM LẠNG
Số: 31/TB-UBND
Kim Lạng, ngày 08 tháng 10 năm 2023

THÔNG BÁO
Kết luận của Chủ tịch UBND huyện tại buổi làm việc với xã Bản Mủ

Đàn ngựa có 212 con. Cả huyện nuôi 1.900 con ngựa.
Diện tích cói toàn huyện 75 ha.
"""


def _asked_of(name, what, words, units):
    return asked(f"xã {name} {what} bao nhiêu?", words, places=(), unknown=(name,), units=units)


@pytest.mark.parametrize("name", ["Bản Mủ", "Nà Đon", "Khe Vai"])
def test_what_is_said_of_several_units_is_of_each(tmp_path, name):
    found = seen(_asked_of(name, "trồng quế", ("trồng", "quế"), ("ha",)), document(tmp_path, KIM_LANG), within=False)
    assert [quote.startswith("Riêng xã Bản Mủ") for quote in quotes(found.clear)] == [True]


def test_what_is_said_of_one_unit_after_another_is_not_of_both(tmp_path):
    text = KIM_LANG.replace("khai hoang được 15 ha ruộng", "khai hoang ruộng")
    question = _asked_of("Bản Mủ", "khai hoang ruộng", ("khai", "hoang", "ruộng"), ("ha",))
    assert seen(question, document(tmp_path, text), within=False).clear == ()


def test_a_document_that_opens_with_a_unit_speaks_for_it(tmp_path):
    paper = document(tmp_path, VISIT)
    found = seen(_asked_of("Bản Mủ", "đàn ngựa", ("đàn", "ngựa"), ("con",)), paper, within=False)
    assert quotes(found.clear) == ["Đàn ngựa có 212 con."]
    of_all = seen(_asked_of("Bản Mủ", "diện tích cói", ("diện", "tích", "cói"), ("ha",)), paper, within=False)
    assert of_all.clear == ()
    assert seen(_asked_of("Tà Phù", "đàn ngựa", ("đàn", "ngựa"), ("con",)), paper, within=False).clear == ()


TOTALS = """BÁO CÁO
Năm 2023
| Tên xã | Số tiêu chí | Thu nhập (triệu đồng/người) | Vốn (triệu đồng) |
| Nà Mon | 15 | 41 | 380 |
| Cộng, bình quân | 14,2 | {cell} | 752 |
Xã được ưu tiên 21 tỷ đồng để nâng thu nhập bình quân.
"""


@pytest.mark.parametrize(("cell", "told"), [("x", False), ("-", False), ("40,5", True)])
def test_a_row_has_a_figure_only_under_the_column_asked_for(tmp_path, cell, told):
    resolution = document(tmp_path, TOTALS.format(cell=cell))
    asking = asked("Thu nhập bình quân bao nhiêu?", ("thu", "nhập", "bình", "quân"), units=("triệu đồng/người/năm",))
    clear = quotes(seen(asking, resolution).clear)
    assert any("Cộng" in quote for quote in clear) is told
    assert not any("21 tỷ đồng" in quote for quote in clear)  # nobody's income


def test_where_the_name_of_a_unit_without_documents_stands(resolution):
    question = asked("Xã Khe Sậy có mấy hộ nghèo?", ("hộ", "nghèo"), places=(), unknown=("Khe Sậy",), units=("hộ",))
    found = seen(question, resolution, within=False)
    assert (found.by_name, [stretch.quote for stretch in found.named]) == (
        1,
        ["Xã Khe Sậy bên cạnh nuôi 900 con dê."],
    )
    other = asked(
        "Xã Lũng Khoai có mấy hộ nghèo?", ("hộ", "nghèo"), places=(), unknown=("Lũng Khoai",), units=("hộ",)
    )
    assert seen(other, resolution, within=False).named == ()


def test_a_line_that_stands_several_times_is_shown_where_it_stands_first(tmp_path):
    first, second = (
        replace(document(tmp_path, name=f"{key}.txt"), document_id=key) for key in ("first.txt", "second.txt")
    )
    question, _ = asked("Xã Khe Sậy có mấy hộ nghèo?", ("hộ", "nghèo"), places=(), unknown=("Khe Sậy",))
    known = Texts([first, second])
    found = look(wanted(question, (), known.rarity), [], [first, second], known)
    assert [stretch.document_id for stretch in found.named] == ["first.txt"]


def test_a_word_that_no_text_has_weighs_half(resolution):
    known = Texts([resolution]).rarity
    once = next(word for word, count in known.counts.items() if count == 1)
    assert 0 < known.of("sân") < known.of(once)


def test_the_words_of_a_pair_may_be_turned(resolution):
    found = seen(asked("Dê đàn mấy con?", ("dê", "đàn"), units=("con",)), resolution)
    assert any(quote.startswith("Đàn dê") for quote in quotes(found.clear))


def test_a_word_beside_one_that_no_text_has_is_looked_for_alone(resolution):
    known = Texts([resolution]).rarity
    question, units = asked("Sân bay sạt lở ra sao?", ("sân", "bay", "sạt", "lở"))
    wants = wanted(question, units, known)
    assert ("sạt", "lở") in wants.runs


def test_a_plan_in_a_table_is_no_result(resolution):
    about = ("chi", "mua", "sắm")
    question, units = asked("Chi mua sắm bao nhiêu?", about)
    assert seen((replace(question, kind="actual", kind_said=True), units), resolution).clear == ()
    found = seen((replace(question, kind="target", kind_said=True), units), resolution)
    assert [each.stretch.label for each in found.clear] == ["Chi mua sắm"]


def test_a_village_is_named_by_the_lines_of_its_commune():
    commune, village = Place("Mỏ Vàng", "xã"), Place("Nà Khoang", "bản")
    question = Question("", "", "passages", "describe", places=(commune, village))
    assert parts_of_units(question) == ("Nà Khoang",)
    assert parts_of_units(replace(question, places=(village,))) == ()


def test_an_item_of_a_list_that_is_asked_for_comes_with_the_others(tmp_path):
    items = "a/ Đàn dê: từ 500 con còn 410 con.\nb/ Mật ong: 900 lít."
    lines = f"Xã xin chỉnh lại các mức sau:\n{items}\nDân góp 3 ngày công."
    resolution = document(tmp_path, text=f"ỦY BAN NHÂN DÂN\nXÃ KHE SẬY\nTỜ TRÌNH\nVề năm 2023\n{lines}\n")
    known = Texts([resolution])
    asked = Wanted(runs=(("chỉnh", "lại"), ("đàn", "dê")))
    seen = look(asked, [resolution], [], known)
    told = [each.stretch.quote for each in with_lists(seen, asked, known).clear]
    assert told == ["a/ Đàn dê: từ 500 con còn 410 con.", "b/ Mật ong: 900 lít."]
    other = Wanted(runs=(("đàn", "dê"),))
    assert [each.stretch.quote for each in with_lists(seen, other, known).clear] == [
        "a/ Đàn dê: từ 500 con còn 410 con."
    ]


def test_of_many_lines_that_speak_of_the_matter_the_one_with_the_figure_is_found(tmp_path):
    speaking = "".join(f"Xã quan tâm đàn dê cỏ ở bản thứ {number}, giao cho tổ.\n" for number in range(1, 600))
    others = "".join(f"Tổ {number} dọn kênh mương trước mùa mưa.\n" for number in range(1, 1500))
    text = f"XÃ MỎ VÀNG\n\nBÁO CÁO\nNăm 2023\n\nI. KẾT QUẢ\n{speaking}{others}Đàn dê cỏ có 1.240 con.\n"
    question = asked("Xã Mỏ Vàng có đàn dê cỏ mấy con?", ("đàn", "dê", "cỏ"), units=("con",))
    found = seen(question, document(tmp_path, text))
    assert quotes(found.clear) == ["Đàn dê cỏ có 1.240 con."]
