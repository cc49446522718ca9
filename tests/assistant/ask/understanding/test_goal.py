"""What a question wants: each decision once, and nothing from what it says is not meant."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.types import Identity

NAMES = gazetteer(
    [
        Identity("nghị quyết", "Đảng", "t", level="xã", commune="Bình Sơn", district="Quang Lâm"),
        Identity("nghị quyết", "Đảng", "t", level="huyện", district="Quang Lâm"),
        Identity("nghị quyết", "Đảng", "t", level="xã", commune="Nam Bình"),
    ]
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Xã nào có tỷ lệ hộ nghèo dưới 2% (không tính nơi chỉ nêu mức giảm)?", {"measure": None}),
        ("Đơn vị nào đạt BHYT trên 95%, không kể chỉ tiêu?", {"kind": "actual", "kind_said": True}),
        ("Hộ nghèo của xã Bình Sơn, không tính kết quả, là bao nhiêu?", {"kind": "target"}),
        ("Hộ nghèo xã Bình Sơn (chưa nói mục tiêu) là bao nhiêu?", {"kind": "actual"}),
        ("Xã nào có thu nhập cao nhất (ngoại trừ huyện, thị trấn)?", {"levels": ("xã",)}),
        ("Kết quả thu ngân sách năm 2024 chứ không phải kế hoạch?", {"kind": "actual"}),
    ],
)
def test_what_is_denied_is_not_meant(text, wanted):
    question = understand(text, NAMES)
    assert {name: getattr(question, name) for name in wanted} == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Thu nhập của xã Yên Khoát (huyện Quang Lâm) năm 2022?",
        "Thu nhập bình quân năm 2022 xã Hòa Khoát, huyện Quang Lâm là bao nhiêu?",
        "xã Mỹ Khoát thuộc huyện Quang Lâm có thu nhập bao nhiêu",
    ],
)
def test_where_an_unknown_commune_lies_is_not_asked_about(text):
    question = understand(text, NAMES)
    assert question.places == ()
    assert question.unknown_places


def test_a_district_beside_an_unknown_commune_is_asked_about():
    question = understand("So sánh thu nhập của xã Yên Khoát và của huyện Quang Lâm", NAMES)
    assert [place.name for place in question.places] == ["Quang Lâm"]


@pytest.mark.parametrize("text", ["Đạt chuẩn NTM, bình quân mấy tiêu chí một xã?", "Thu NS, bình quân bao nhiêu?"])
def test_no_name_runs_over_a_mark(text):
    assert understand(text, NAMES).places == ()


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Xã Bình Sơn năm 2022 giảm hộ nghèo mấy phần trăm?", ("ty_le_ho_ngheo",)),
        ("Xã Bình Sơn còn bao nhiêu hộ nghèo?", ("so_ho_ngheo",)),
        ("Xã Bình Sơn còn bao nhiêu hộ nghèo, chiếm mấy phần trăm?", ("so_ho_ngheo", "ty_le_ho_ngheo")),
    ],
)
def test_the_unit_asked_for_tells_which_indicator(text, indicators):
    assert understand(text, NAMES).indicators == indicators


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Xã Bình Sơn có bao nhiêu ha cây cà phê?", "dien_tich_ca_phe"),
        ("xa binh son trong may ha ngo", "dien_tich_ngo"),
        ("Ngô xã Bình Sơn thu được mấy tấn?", "san_luong_ngo"),
        ("lạc ở Bình Sơn được bao nhiêu tấn", "san_luong_lac"),
    ],
)
def test_the_unit_asked_of_a_thing_tells_what_figure_it_is(text, indicator):
    assert understand(text, NAMES).indicators == (indicator,)


@pytest.mark.parametrize(
    "text",
    ["Văn bản nào đặt mục tiêu cho năm 2024?", "Những văn bản gì có giải pháp?", "van ban nao cua xa Binh Son"],
)
def test_a_document_is_no_village(text):
    assert understand(text, NAMES).levels == ()


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Xã Nam Bình hiện có bao nhiêu hộ nghèo?", "level"),
        ("Nam Bình hiện còn mấy hộ nghèo", "level"),
        ("xa Nam Binh dang co may ho ngheo", "level"),
        ("Xã Nam Bình hiện đã giảm được bao nhiêu hộ nghèo?", "change"),
    ],
)
def test_what_there_is_now_is_no_change(text, measure):
    assert understand(text, NAMES).measure == measure


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nơi nào hiện còn nhiều hộ nghèo nhất?", "actual"),
        ("Lấy số mới nhất thì xã nào thu ngân sách cao nhất?", "actual"),
        ("Đơn vị nào kết nạp được nhiều đảng viên nhất?", "actual"),
        ("Xã nào đã hết hộ nghèo?", "actual"),
        ("Đơn vị nào đặt kết nạp nhiều đảng viên nhất?", "target"),
        ("Xã nào thu nhập cao nhất?", "target"),  # taken for granted, and given up where nobody has one
    ],
)
def test_words_of_what_is_lean_to_results(text, kind):
    assert understand(text, NAMES).kind == kind


def test_the_name_of_a_figure_says_no_kind():
    assert understand("Bình Sơn giao quân được mấy thanh niên?", NAMES).kind != "target"


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("Xã nào có thu nhập trên 58 triệu?", "target", False),
        ("Xã nào hộ nghèo đang dưới 3%?", "actual", False),
        ("Xã nào thu nhập đã trên 58 triệu?", "actual", False),
        ("xa nao hien tham gia bhyt tren 95%", "actual", False),
        ("Xã nào muốn thu nhập trên 58 triệu?", "target", True),
        ("Những xã hướng tới thu nhập trên 58 triệu?", "target", True),
        ("Tôi muốn hỏi xã nào có thu nhập trên 58 triệu?", "target", False),
        ("Xã nào tham gia BHYT kém nhất?", "actual", False),
    ],
)
def test_of_many_units_the_words_lean_to_target_or_result(text, kind, said):
    question = understand(text, NAMES)
    assert (question.kind, question.kind_said) == (kind, said)


def test_the_communes_of_a_district_are_many_units():
    question = understand("Xếp các xã huyện Quang Lâm theo thu nhập", NAMES)
    assert (question.intent, question.kind, question.places[0].members) == ("rank", "target", True)


@pytest.mark.parametrize(
    "text",
    [
        "Xã nào thu ngân sách vượt dự toán nhiều nhất, mấy phần trăm?",
        "Nơi nào thu ngân sách thấp nhất so với kế hoạch?",
    ],
)
def test_an_order_by_how_far_a_plan_was_exceeded(text):
    question = understand(text, NAMES)
    assert (question.intent, question.measure, question.kind) == ("superlative", "vs_plan", None)


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Đơn vị nào kết nạp đảng viên vượt nghị quyết, kế hoạch đề ra?", "exceeded"),
        ("Đảng bộ nào kết nạp đảng viên vượt chỉ tiêu nghị quyết đề ra?", "exceeded"),
        ("Những xã nào thu ngân sách vượt mức được giao?", "exceeded"),
        ("xa nao thu ngan sach cao hon so voi du toan", "exceeded"),
        ("Nơi nào BHYT thấp hơn kế hoạch?", "missed"),
        ("Xã nào hụt thu ngân sách so với dự toán?", "missed"),
        ("Xã nào thu ngân sách cao hơn kế hoạch bao nhiêu?", None),  # by how much, and not whether
        ("Xã nào thu nhập cao nhất?", None),
    ],
)
def test_a_result_is_held_against_its_target(text, met):
    assert understand(text, NAMES).met == met


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Sau sáp nhập dân xã Bình Sơn gặp khó khăn gì?", ()),
        ("Xã Bình Sơn sau sáp nhập tên gì?", ("now",)),
        ("Dân số xã Bình Sơn là bao nhiêu?", ()),
        ("Xã Bình Sơn đăng ký số bao nhiêu hộ văn hóa?", ()),
        ("Nghị quyết xã Bình Sơn số bao nhiêu?", ("number",)),
    ],
)
def test_a_unit_is_asked_for_and_a_number_of_a_document(text, about):
    assert understand(text, NAMES).about == about


def test_without_marks_a_target_that_is_set_is_no_order_by_plan():
    question = understand("xa nao dat chi tieu ket nap dang vien nhieu nhat", NAMES)
    assert (question.intent, question.measure, question.kind) == ("superlative", None, "target")


@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("Nghị quyết của xã Nam Bình căn cứ vào những luật và quyết định nào?", True),
        ("nghi quyet cua xa Nam Binh can cu luat nao", True),
        ("Nghị quyết của xã Nam Bình dựa trên các nghị định, thông tư nào?", False),
        ("Căn cứ nghị quyết của xã Nam Bình, chỉ tiêu nào cao nhất?", False),
    ],
)
def test_on_which_documents_one_rests(text, grounds):
    assert ("grounds" in understand(text, NAMES).about) is grounds
