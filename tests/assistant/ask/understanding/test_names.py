"""Units and documents that a question names."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.types import Identity, Place, Resolution


def _document(place, text, **fields):
    identity = Identity("nghị quyết", "Đảng", "t", level="xã", **fields)
    return Resolution(f"d{place}", f"{place}.txt", "h", text, (), (), identity)


DOCUMENTS = [
    _document(0, "Xây dựng khu dân cư thông minh thôn Hạ Tứ.\nHoàng văn Lợi"),
    _document(1, "Nghị quyết của xã Trường Xuân. Cần phải hạ từ 5%.", commune="Trường Xuân", province="Thanh Hóa"),
]
NAMES = gazetteer([document.identity for document in DOCUMENTS], documents=DOCUMENTS)


@pytest.mark.parametrize(
    "text",
    [
        "Thu ngân sách của xã có thôn Hạ Tứ?",
        "thu ngan sach cua xa co thon ha tu",
        "Thu ngân sách trong nghị quyết do ông Hoàng Văn Lợi ký?",
        "Thu ngân sách của xã không nêu tên?",
    ],
)
def test_a_document_told_by_what_it_holds(text):
    (place,) = understand(text, NAMES).places
    assert place.documents == ("d0",)


NUMBERED = [
    _document(2, "Căn cứ Kế hoạch số 18-KH/TU. Nhiệm vụ năm 2024.", number="31/NQ-HĐND"),
    _document(3, "Nhiệm vụ năm 2025.", number="07-NQ/ĐU"),
]
BY_NUMBER = gazetteer([document.identity for document in NUMBERED], documents=NUMBERED)


@pytest.mark.parametrize("number", ["31/NQ-HĐND", "31/nq-hđnd", "31 /NQ-HĐND"])
def test_a_document_told_by_its_number(number):
    question = understand(f"Nghị quyết số {number} nêu thu nhập bao nhiêu?", BY_NUMBER)
    assert [place.documents for place in question.places] == [("d2",)]
    assert question.unknown_places == ()


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("Nghị quyết 31 của HĐND nêu thu nhập bao nhiêu?", ("d2",)),
        ("NQ số 7 do ai ký?", ("d3",)),
        ("nghi quyet 07 dat thu nhap bao nhieu", ("d3",)),
        ("Nghị quyết 31 chỉ tiêu nào về thu nhập?", None),
        ("Kế hoạch 31 giao thu nhập bao nhiêu?", None),
        ("Nghị quyết 8 do ai ký?", None),
    ],
)
def test_a_document_told_by_its_kind_and_figure_alone(text, documents):
    question = understand(text, BY_NUMBER)
    assert [place.documents for place in question.places] == ([documents] if documents else [])


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Nghị quyết số 999/NQ-HĐND nói gì?", ("số 999/NQ-HĐND",)),
        ("Kế hoạch số 18-KH/TU được thực hiện thế nào?", ()),
        ("Văn bản nào nhắc đến 999/NQ-HĐND?", ()),
        ("Tỷ lệ 5/10 hộ thì sao?", ()),
    ],
)
def test_a_number_that_nothing_in_the_archive_has_is_unknown(text, unknown):
    question = understand(text, BY_NUMBER)
    assert (question.unknown_places, question.places) == (unknown, ())


def test_a_name_that_no_document_holds_tells_none():
    assert understand("Thu ngân sách của xã có thôn Đông Hà?", NAMES).places == ()


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("Thu nhập xã Trường Xuân, huyện Thọ Xuân, tỉnh Thanh Hóa?", ("Thọ Xuân", "Thanh Hóa")),
        ("Thu nhập xã Trường Xuân, tỉnh Đồng Tháp?", ("Đồng Tháp",)),
        ("Thu nhập xã Trường Xuân (Lạng Sơn)?", ("Lạng Sơn",)),
        ("thu nhap xa truong xuan, huyen nguyen binh, cao bang", ("nguyen binh", "cao bang")),
        ("Thu nhập xã Trường Xuân, năm 2023?", ()),
    ],
)
def test_the_district_and_the_province_of_a_place(text, within):
    (place,) = understand(text, NAMES).places
    assert (place.name, place.within) == ("Trường Xuân", within)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Thu ngân sách của huyện?", ("huyện",)),
        ("dia phuong nao dat thu ngan sach tren 13 ty", ()),
        ("cac dia phuong dat thu ngan sach tren 13 ty", ()),
        ("phuong nao dat thu ngan sach tren 13 ty", ("phường",)),
        ("Xã nào thu ngân sách vượt kế hoạch huyện giao?", ("xã",)),
        ("Tính cả huyện thì đơn vị nào thu ngân sách cao nhất?", ()),
        ("Đơn vị cấp xã nào thu ngân sách cao nhất?", ("phường", "thị trấn", "xã", "đặc khu")),
        ("Liệt kê xã có thu ngân sách trên 5 tỷ", ("xã",)),
    ],
)
def test_levels(text, levels):
    assert understand(text, NAMES).levels == levels


def test_a_named_unit_beside_the_district():
    places = understand("Thu ngân sách của Trường Xuân so với của huyện?", NAMES).places
    assert places == (Place("Trường Xuân"), Place("", "huyện"))


def test_a_unit_of_today_stands_for_the_old_ones_that_the_archive_holds():
    question = understand("Thu nhập của các xã cũ của xã Xuân Lập, Thanh Hóa?", NAMES)
    assert question.places == (Place("Trường Xuân", "xã"),)
    assert question.unknown_places == ()
    assert {merger.now.words for merger in question.merged} == {"xã Xuân Lập, Thanh Hóa"}


def test_what_became_of_a_unit():
    assert understand("Xã Trường Xuân nay thuộc xã nào?", NAMES).about == ("now",)
    assert understand("Xã Xuân Lập, Thanh Hóa gồm những xã cũ nào?", NAMES).about == ("former",)


@pytest.mark.parametrize("typed", ["Trườgn Xuân", "Tường Xuân", "Trường Xuâm"])
def test_one_slip_in_a_name(typed):
    question = understand(f"Thu nhập của xã {typed}?", NAMES)
    assert [place.name for place in question.places] == ["Trường Xuân"]
    assert question.corrections == ((typed, "Trường Xuân"),)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("thu nhap nam 2021 cua phuong co nhue ha la bao nhieu", ("co nhue",)),
        ("thu nhap nam 2021 cua phuong tra lung la bao nhieu", ("tra lung",)),
        ("thu nhap cua xa co rung phong ho la bao nhieu", ()),
        ("xa tra lung dat chi tieu thu nhap bao nhieu", ("tra lung",)),
        ("xa co yen sao nao thu nhap cao nhat", ()),
        ("dia phuong nao co thu nhap cao nhat", ()),
    ],
)
def test_names_that_begin_like_words_of_questions(text, unknown):
    assert understand(text, NAMES).unknown_places == unknown


OF_VILLAGES = [
    _document(4, "Làng Plei Rơ, Plei Đu và Kon Tur cùng giữ rừng.", commune="Ia Kly"),
    _document(5, "Nhiệm vụ năm 2025.", commune="Hưng Tân"),
]
VILLAGES = gazetteer([document.identity for document in OF_VILLAGES], documents=OF_VILLAGES)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Thu nhập của làng Plei Rơ, Plei Đu và Kon Tur?", ["Plei Rơ", "Plei Đu", "Kon Tur"]),
        ("thu nhap lang plei ro, plei du", ["Plei Ro", "Plei Du"]),
        ("Thu nhập của làng Plei Rơ, xã Hưng Tân?", ["Hưng Tân", "Plei Rơ"]),  # a place is no village more
    ],
)
def test_villages_in_a_row(text, named):
    assert [place.name for place in understand(text, VILLAGES).places] == named


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Thôn nào của xã Ia Kly có thu nhập cao nhất?", ("thôn",)),
        ("lang nao o xa ia kly thu nhap cao nhat", ("làng",)),
        ("Xã Ia Kly ấp nào thu nhập thấp nhất?", ("ấp",)),
        ("Văn bản nào của xã Ia Kly nêu thu nhập?", ()),
    ],
)
def test_villages_in_general(text, levels):
    question = understand(text, VILLAGES)
    assert question.levels == levels
    assert [place.members for place in question.places] == [bool(levels)]


def _titled(title):
    identity = Identity("khác", "UBND", title, level="huyện", district="Sông Nhạn")
    return Resolution("d6", "6.txt", "h", "Đã xem hồ sơ.", (), (), identity)


@pytest.mark.parametrize(
    ("title", "text", "held"),
    [
        ("Kết quả thẩm tra nông thôn mới xã Yên Khoang", "Thu nhập xã Yên Khoang bao nhiêu?", True),
        ("KẾT LUẬN THANH TRA XÃ YÊN KHOANG", "thu nhap xa yen khoang bao nhieu", True),
        ("Công nhận phường Yên Khoang đạt chuẩn", "Phường Yên Khoang còn mấy hộ nghèo?", True),
        ("Kết quả thẩm tra xã Yên Khoang Thượng", "Thu nhập xã Yên Kho bao nhiêu?", False),
        ("Kế hoạch vùng Yên Khoang", "Thu nhập xã Yên Khoang bao nhiêu?", False),  # names no unit
    ],
)
def test_a_unit_that_another_units_document_is_about_by_its_title(title, text, held):
    document = _titled(title)
    question = understand(text, gazetteer([document.identity], documents=[document]))
    assert [place.documents for place in question.places] == ([("d6",)] if held else [])
    assert bool(question.unknown_places) is not held


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Kho có mấy văn bản của phường, mấy của thị trấn?", ("phường", "thị trấn")),
        ("kho co may van ban cua huyen voi may cua xa", ("huyện", "xã")),
        ("Kho có mấy văn bản cấp xã?", ("phường", "thị trấn", "xã", "đặc khu")),
        ("Kho có mấy văn bản của xã Trường Xuân?", ()),
        ("kho nay co may nghi quyet, cua co quan nao", ()),
        ("Kho có mấy văn bản của xã (không tính phường)?", ("xã",)),
    ],
)
def test_levels_whose_documents_are_counted(text, levels):
    question = understand(text, NAMES)
    assert (question.intent, question.levels) == ("archive", levels)


def test_the_word_for_a_document_tells_no_village():
    named = gazetteer([document.identity for document in DOCUMENTS], documents=[_document(4, "Số của Thị trấn.")])
    assert understand("kho có mấy văn bản của thị trấn", named).places == ()


def test_an_unknown_unit_typed_without_marks_but_with_capitals():
    assert understand("thi tran Lung Khoai Thuong thu bao nhieu", NAMES).unknown_places == ("Lung Khoai Thuong",)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Liệt kê xã, phường, thị trấn đặt thu nhập từ 70 triệu trở lên", ("xã", "phường", "thị trấn")),
        ("Mấy thôn của xã Trường Xuân có tỷ lệ hộ nghèo dưới 20%?", ("thôn",)),
        ("Mấy thôn của xã Trường Xuân đạt chuẩn văn hóa?", ()),
    ],
)
def test_levels_that_are_listed_or_counted(text, levels):
    assert understand(text, NAMES).levels == levels


WITH_FIGURES = gazetteer(
    [document.identity for document in DOCUMENTS],
    documents=DOCUMENTS,
    villages=[("3", "d1", "Trường Xuân"), ("Trại", "d1", "Trường Xuân"), ("Suối Mây", "d0", "Ô Lâm")],
)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Thôn 3 xã Trường Xuân còn mấy hộ nghèo?", [("3", "thôn")]),
        ("hộ nghèo xóm Trại bao nhiêu?", [("Trại", "xóm")]),
        ("Suối Mây được giao nuôi mấy con lợn?", [("Suối Mây", None)]),
        ("thon 3 xa truong xuan con may ho ngheo", [("3", "thôn")]),
        ("Hộ nghèo thôn 3 bằng mấy phần trăm toàn xã Trường Xuân?", [("Trường Xuân", "xã"), ("3", "thôn")]),
        ("Thôn 8 xã Trường Xuân còn mấy hộ nghèo?", [("Trường Xuân", "xã")]),
    ],
)
def test_villages_that_have_figures(text, places):
    assert [(place.name, place.level) for place in understand(text, WITH_FIGURES).places] == places


DISTRICT = gazetteer(
    [
        Identity("nghị quyết", "HĐND", "t", level="huyện", district="Sông Giăng"),
        Identity("nghị quyết", "Đảng", "t", level="xã", commune="Hòa Lộc"),
        Identity("nghị quyết", "Đảng", "t", level="xã", commune="Yên Bình"),
    ]
)


@pytest.mark.parametrize(
    ("text", "excepted"),
    [
        ("Tổng thu ngân sách các xã huyện Sông Giăng, trừ xã Hòa Lộc và xã Yên Bình?", ["Hòa Lộc", "Yên Bình"]),
        ("tong thu ngan sach cac xa huyen song giang tru xa hoa loc", ["Hòa Lộc"]),
        ("Cộng hộ nghèo các xã huyện Sông Giăng, không tính Yên Bình", ["Yên Bình"]),
        ("Thu ngân sách xã Hòa Lộc trừ tiền đất còn mấy?", []),
    ],
)
def test_units_that_are_left_out(text, excepted):
    question = understand(text, DISTRICT)
    assert [place.name for place in question.excepted] == excepted
    assert not {place.name for place in question.places} & set(excepted)


def test_no_name_runs_over_a_mark():
    assert (
        understand(
            "Năm 2024 được mấy tấn, kế hoạch mấy?", gazetteer([Identity("", "", "t", commune="Tấn Kế")])
        ).places
        == ()
    )


TOLD = [
    _document(7, "Khen xã Minh Sậy thu vượt. Xóm Cầu Vồng nuôi 40 con lợn. Người ký: Lò Thị Ngần", commune="Bãi Đá"),
    _document(8, "Kế hoạch của xã Hong Sim.", commune="Hong Sim"),
]
OF_TOLD = gazetteer([document.identity for document in TOLD], documents=TOLD)


@pytest.mark.parametrize(
    "text",
    [
        "Minh Sậy thu ngân sách mấy tỷ?",  # a text names it as a unit
        "xã minh sậy thu ngân sách mấy tỷ",
        "XÃ MINH SẬY THU NGÂN SÁCH MẤY TỶ",
        "Chi tieu ho ngheo nam 2023 cua xa Minh Say la bao nhieu",
        "Năm 2022 Vĩnh Khoai thu ngân sách mấy tỷ?",  # no text does
    ],
)
def test_a_name_that_is_no_unit_of_the_archive_is_unknown(text):
    question = understand(text, OF_TOLD)
    assert len(question.unknown_places) == 1
    assert question.places == ()


def test_a_village_by_its_bare_name():
    (place,) = understand("Cầu Vồng nuôi mấy con lợn, Cầu Vồng thuộc xã nào?", OF_TOLD).places
    assert (place.name, place.documents) == ("Cầu Vồng", ("d7",))


def test_documents_by_who_signed_them():
    (place,) = understand("Lò Thị Ngần ký văn bản nào?", OF_TOLD).places
    assert place.documents == ("d7",)
    assert understand("Lò Thị Khuê ký văn bản nào?", OF_TOLD).unknown_places == ("Lò Thị Khuê",)


def test_a_name_of_the_archive_is_no_short_form():
    assert [place.name for place in understand("hong sim thu ngan sach bn", OF_TOLD).places] == ["Hong Sim"]


@pytest.mark.parametrize(
    "text",
    [
        "Xã phường nào đặt tỷ lệ hộ nghèo dưới 2%?",
        "Xã/phường nào đặt tỷ lệ hộ nghèo dưới 2%?",
        "Xã - phường nào đặt tỷ lệ hộ nghèo dưới 2%?",
        "xa phuong nao dat ty le ho ngheo duoi 2%",
        "Những xã cùng phường nào đặt tỷ lệ hộ nghèo dưới 2%?",
    ],
)
def test_levels_that_stand_together_are_all_meant(text):
    assert set(understand(text, NAMES).levels) == {"xã", "phường"}


LYING = gazetteer(
    [
        Identity("nghị quyết", "HĐND", "t", level="xã", commune="Mường Pồn", district="Nậm Khan"),
        Identity("nghị quyết", "HĐND", "t", level="xã", commune="Mường Pồn", district="Tà Sin"),
        Identity("báo cáo", "UBND", "t", level="thị trấn", commune="Nậm Khan", district="Nậm Khan"),
        Identity("báo cáo", "UBND", "t", level="xã", commune="Chiềng Ơn", district="Nậm Khan"),
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        "thu ngân sách xã Mường Pồn Nậm Khan năm 2024",
        "thu ngân sách xã Mường Pồn, Nậm Khan năm 2024",
        "Mường Pồn (Nậm Khan) thu ngân sách bao nhiêu",
        "thu ngan sach xa muong pon nam khan",
    ],
)
def test_a_commune_is_told_with_its_district_right_behind_it(text):
    (place,) = understand(text, LYING).places
    assert (place.name, place.within) == ("Mường Pồn", ("Nậm Khan",))


@pytest.mark.parametrize(
    "text", ["So sánh thu ngân sách Chiềng Ơn và Nậm Khan", "xã Mường Pồn, xã Chiềng Ơn thu bao nhiêu"]
)
def test_two_units_stay_two(text):
    assert len(understand(text, LYING).places) == 2


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Xã, huyện nào đặt chỉ tiêu giao quân 100%?", {"xã", "huyện"}),
        ("xã nào đặt chỉ tiêu giao quân 100%", {"xã"}),
        ("Huyện nào đặt chỉ tiêu giao quân 100%?", {"huyện"}),
    ],
)
def test_levels_listed_with_a_district(text, levels):
    assert set(understand(text, LYING).levels) == levels


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Năm 2025 xã Mường Pồn được huyện Nậm Khan giao trồng bao nhiêu ha rừng?", ["Mường Pồn"]),
        ("Huyện Nậm Khan giao xã Mường Pồn trồng bao nhiêu ha rừng?", ["Mường Pồn"]),
        ("huyen Nam Khan giao thu ngan sach cho xa Muong Pon bao nhieu?", ["Mường Pồn"]),
        ("Huyện Nậm Khan và xã Mường Pồn giao bao nhiêu?", ["Nậm Khan", "Mường Pồn"]),
        ("huyện Nậm Khan giao trồng bao nhiêu ha rừng?", ["Nậm Khan"]),  # who gives is asked about
    ],
)
def test_who_gave_what_was_given_is_no_unit_asked_about(text, names):
    assert [each.name for each in understand(text, LYING).places] == names


def test_a_number_before_which_document_tells_the_one_asked_about():
    question = understand("Nghị quyết 31/NQ-HĐND thay thế nghị quyết nào?", BY_NUMBER)
    assert [each.documents for each in question.places] == [("d2",)]
    assert understand("Văn bản nào viện dẫn 31/NQ-HĐND?", BY_NUMBER).places == ()
