"""Which side of a matter a question asks for, and which sentences tell it."""

import pytest

from assistant.ask.understanding.facets import (
    asked_by,
    asked_facets,
    asks_list,
    counts_sides,
    heads_column,
    heads_facet,
    is_unmet,
    judges,
    marks_asked,
    names_no_matter,
    only_asking,
    opens_another,
    standing_said,
    told,
)
from assistant.language.text import syllables


@pytest.mark.parametrize(
    ("text", "facets"),
    [
        ("Xã Mỏ Vàng còn kém ở những mặt nào?", ("limitations",)),
        ("Huyện Sông Kỳ vướng chuyện gì trong xây dựng chợ?", ("limitations",)),
        ("Đại biểu băn khoăn điều gì?", ("limitations",)),
        ("Huyện Sông Kỳ ì ạch ở khâu nào?", ("limitations",)),
        ("xa mo vang con let det o nhung mat nao", ("limitations",)),
        ("Việc gì của xã Mỏ Vàng còn giậm chân tại chỗ?", ("limitations",)),
        ("Khâu đột phá của nhiệm kỳ này là gì?", ("priorities",)),
        ("xa mo vang chon mui nhon nao", ("priorities",)),
        ("Xã Mỏ Vàng dồn sức cho những việc nào?", ("priorities",)),
        ("vi sao xa mo vang thu khong du", ("causes",)),
        ("Còn chậm ở đâu và nguyên nhân do đâu?", ("limitations", "causes")),
        ("Xã định ứng phó với sạt lở ra sao?", ("solutions",)),
        ("Nghị quyết có hiệu lực từ ngày nào?", ("in_force",)),
        ("Thu nhập bình quân năm 2024 là bao nhiêu?", ()),
    ],
)
def test_the_side_that_is_asked_for(text, facets):
    assert asked_facets(text) == facets


def test_what_is_not_solved_yet_asks_for_no_solution():
    assert asked_facets("Những việc gì chưa giải quyết xong?") == ("limitations",)


def test_a_sentence_tells_by_its_own_words():
    assert told("Hai trạm bơm chậm bàn giao, còn một tuyến chưa xong.", "limitations") > 1
    assert told("Phấn đấu không còn hộ nghèo chậm thoát nghèo.", "limitations") == 0
    assert told("Đàn dê giảm do rét đậm.", "causes") == 1
    assert told("Vụ mùa thu hoạch gọn.", "limitations") == 0


def test_headings_and_openings_tell_what_stands_below():
    assert heads_facet("III. NHỮNG ĐIỀU CÒN BĂN KHOĂN", "limitations")
    assert heads_facet("Những việc còn đuối:", "limitations")
    assert heads_facet("Bên cạnh đó, việc thu quỹ chưa đều.", "limitations")
    assert not heads_facet("I. KẾT QUẢ", "limitations")
    assert opens_another("- Nguyên nhân: giá giống cao.", "limitations")
    assert not opens_another("- Nguyên nhân: giá giống cao.", "causes")


@pytest.mark.parametrize(
    ("text", "facets"),
    [
        ("Năm 2023 xã Mỏ Vàng hụt những chỉ tiêu nào?", ("unmet",)),
        ("Tiêu chí nào huyện Sông Kỳ chưa hoàn thành?", ("unmet",)),
        ("Chợ Mỏ Vàng bao giờ xong?", ("deadline",)),
        ("Huyện dặn dò gì xã Mỏ Vàng?", ("directives",)),
        ("Ban Thường vụ yêu cầu các hội phải làm những gì?", ("directives",)),
        ("Xã Mỏ Vàng lo chuyện gì nhất và xử lý sao?", ("solutions",)),
        ("Sau khi nhập lại, dân Mỏ Vàng gặp bất tiện gì?", ("limitations",)),
        ("Làm sao để đàn dê tăng?", ("solutions",)),
        ("Nhiệm vụ trọng tâm của xã Mỏ Vàng là gì?", ("solutions",)),
        ("Xã Mỏ Vàng định làm những gì cho hộ nghèo?", ("solutions",)),
        ("Phải làm sao với hai trạm bơm?", ("solutions",)),
        ("Sao để thu quỹ cho đều?", ("solutions",)),
        ("Đàn dê tăng nhờ đâu?", ("causes",)),
    ],
)
def test_more_sides_and_how_staff_ask_for_them(text, facets):
    assert set(facets) <= set(asked_facets(text))
    assert "causes" in facets or "causes" not in asked_facets(text)


@pytest.mark.parametrize(
    ("text", "is_bare"),
    [
        ("Nhiệm vụ trọng tâm, then chốt là gì?", True),
        ("Giải pháp chủ yếu", True),
        ("nhiem vu chinh la gi", True),
        ("Nhiệm vụ trọng tâm về thủy lợi là gì?", False),
        ("Giải pháp chống ngập là gì?", False),
        ("Trọng tâm là gì?", False),
    ],
)
def test_a_side_without_a_matter(text, is_bare):
    words = set(syllables(text)) - {"là", "gì", "về", "la", "gi"}
    assert names_no_matter(words, text, asked_facets(text)) is is_bare


def test_tasks_that_were_done_head_no_solution():
    assert heads_facet("II. NHIỆM VỤ NĂM 2024", "solutions")
    assert not heads_facet("Ba chi bộ hoàn thành tốt nhiệm vụ.", "solutions")
    assert not heads_facet("I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2023", "solutions")


def test_tasks_that_are_named_otherwise_ask_for_none():
    assert asked_facets("Nghị quyết về nhiệm vụ năm 2024 nói gì về nuôi dê?") == ()
    assert asked_facets("Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ là bao nhiêu?") == ()
    assert "limitations" not in asked_facets("Chỉ tiêu chủ yếu là gì?")


@pytest.mark.parametrize(
    "text",
    [
        "trong kho co nhung gi",
        "dan de mo vang gom nhung gi",
        "xa trong che o dau",
        "phuong cham cua xa Go Vap la gi",
        "cham soc nguoi co cong the nao",
        "ho so kem theo gom gi",
        "tinh nao thu nhap cao",
        "ty le ho ngheo cua cac xa duoi 1% la nhung xa nao",
    ],
)
def test_a_word_that_lost_its_marks_asks_for_no_side(text):
    assert asked_facets(text) == ()


def test_targets_that_were_not_reached_are_named_by_two_words_together():
    assert told("Ba chỉ tiêu hụt là đàn dê, quế và thu quỹ.", "unmet") == 1
    assert told("Có 9 chỉ tiêu đạt.", "unmet") == 0
    assert [is_unmet(cell) for cell in ("Chưa đạt", "Hụt", "Vượt", "12,5")] == [True, True, False, False]


def test_a_date_tells_a_deadline():
    assert told("Trạm Y tế đấu thầu xong trước 30/11/2023.", "deadline") >= 1
    assert told("Trạm Y tế đấu thầu thuốc.", "deadline") < 1


def test_what_a_question_takes_for_granted():
    assert standing_said("Vì sao xã Mỏ Vàng thu vượt dự toán?") == "exceeded"
    assert standing_said("vi sao xa mo vang khong dat ke hoach") == "missed"
    assert standing_said("Vì sao thu ngân sách giảm?") is None


def test_one_syllable_that_asks_for_what_is_done_is_no_matter():
    assert "chống" in only_asking("Xã chống ngập ra sao?", ("solutions",))


MARKS = ("đạt", "khó đạt", "đang làm", "vượt")


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Mục nào đang làm, mục nào khó đạt?", {"đang làm", "khó đạt"}),
        ("muc nao kho dat", {"khó đạt"}),
        ("Những chỉ tiêu nào không đạt?", set()),
        ("Chỉ tiêu nào đạt?", {"đạt"}),
        ("Chỉ tiêu nào đạt bao nhiêu?", set()),
        ("Thu ngân sách vượt mấy phần trăm?", set()),
    ],
)
def test_the_marks_of_rows_that_a_question_says(text, marks):
    assert marks_asked(text, MARKS) == marks


def test_a_column_that_judges_and_a_question_for_several_things():
    assert judges("Nhận định của xã")
    assert not judges("Đơn vị tính")
    assert asks_list("Gồm những khoản nào?")
    assert not asks_list("Ai ký nghị quyết?")


@pytest.mark.parametrize(
    ("text", "facets"),
    [
        ("Đông Lĩnh xác định mấy khâu đột phá?", ("priorities",)),
        ("Quốc phòng có những chỉ tiêu gì?", ()),
        ("Văn phòng Đảng ủy quyết định những gì?", ()),
        ("Xã tính phòng chống sạt lở ra sao?", ("solutions",)),
    ],
)
def test_words_that_hold_a_word_for_solutions_ask_for_none(text, facets):
    assert asked_facets(text) == facets


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Ban Thường vụ nhấn mạnh mấy giải pháp?", True),
        ("co bao nhieu han che", True),
        ("Xã nêu mấy nhóm nguyên nhân?", True),
        ("Giải pháp nào để thu nhập đạt bao nhiêu?", False),
    ],
)
def test_sides_that_are_counted(text, counts):
    assert counts_sides(text) is counts


def test_the_words_by_which_a_side_is_asked_for_as_headings_have_them():
    limits = asked_by("Nêu hạn chế của xã", "limitations")
    assert {"hạn chế", "tồn tại"} <= set(limits)
    assert not {"khó khăn", "vướng mắc"} & set(limits)
    assert asked_by("kho khan cua xa", "limitations") == ("khó khăn", "vướng mắc")
    assert "nhiệm vụ" not in asked_by("giai phap cua xa", "solutions")


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Song việc thu quỹ còn chậm.", True),
        ("- Tuần tra song phương với đồn biên phòng.", False),
        ("Bên cạnh những kết quả đã đạt được trong năm qua, toàn xã vẫn còn những tồn tại, đó là:", True),
        ("Bên cạnh những kết quả đã đạt được trong năm qua của toàn xã ta, ai nấy đều vui, tồn tại ít.", False),
    ],
)
def test_what_opens_a_part_of_shortcomings(text, heads):
    assert heads_facet(text, "limitations") is heads


@pytest.mark.parametrize(
    ("name", "facet", "tells"),
    [
        ("Đơn vị chủ trì", "responsibility", True),
        ("Thời hạn, sản phẩm", "deadline", True),
        ("Tỷ lệ hoàn thành (%)", "deadline", False),
        ("Hạn mức", "deadline", False),
        ("Chủ trì", "causes", None),
    ],
)
def test_a_column_that_tells_a_side(name, facet, tells):
    assert heads_column(name, facet) is tells


@pytest.mark.parametrize("head", ["Những mặt chưa được:", "2. Việc chưa làm được:", "Những nội dung không làm được:"])
def test_a_heading_of_what_was_not_done_is_none_of_what_was(head):
    assert not heads_facet(head, "praise")


def test_a_heading_of_what_was_done():
    assert heads_facet("Những việc làm được:", "praise")


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("III. CÁC KHÂU ĐỘT PHÁ", True),
        ("Ba khâu đột phá năm 2025: (1) giao thông nội đồng; (2) cán bộ thôn.", True),
        ("Hội nghị thống nhất chọn cho cả nhiệm kỳ hai khâu đột phá sau:", True),
        ("Mỗi chi đoàn đăng ký với Đảng ủy một khâu đột phá trong năm.", False),
    ],
)
def test_a_sentence_that_mentions_breakthroughs_in_passing_heads_none(text, heads):
    assert heads_facet(text, "priorities") is heads
