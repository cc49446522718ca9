"""Short forms, abbreviations of the trade and English, before anything else is read."""

import pytest

from assistant.ask.understanding.rewording import is_english, reworded


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thu nhập đc bn", "thu nhập được bao nhiêu"),
        ("hộ nghèo còn mấy % z", "hộ nghèo còn mấy % vậy"),
        ("có đạt hok", "có đạt không"),
        ("H.Bình Lâm có mấy xã", "huyện Bình Lâm có mấy xã"),
        ("chi NS p. Hòa Bình ntn", "chi ngân sách phường Hòa Bình như thế nào"),
        ("KH và TH thu ngân sách", "kế hoạch và thực hiện thu ngân sách"),
        ("LĐ qua đào tạo", "lao động qua đào tạo"),
        ("6T đầu năm", "6 tháng đầu năm"),
        ("9 th đầu năm 2023", "9 tháng đầu năm 2023"),
        ("9T/2016 thu ngân sách", "9 tháng năm 2016 thu ngân sách"),
        ("quý III/2022", "quý III năm 2022"),
        ("tháng 10/2023", "tháng 10 năm 2023"),
        ("mấy hec ta cà fê", "mấy ha cà phê"),
        ("chi TX", "chi thường xuyên"),
        ("xã mô nghèo nhứt", "xã nào nghèo nhất"),
        ("nhiêu ng đi làm ăn xa dzậy", "bao nhiêu người đi làm ăn xa vậy"),
        ("có đạt k", "có đạt không"),
        ("TT Cây Xoài thu mấy tỷ", "thị trấn Cây Xoài thu mấy tỷ"),
        ("chi TX của TT", "chi thường xuyên của TT"),
        ("xã có bao nhiêu dân", "xã số dân là bao nhiêu người"),
        ("bao nhiêu người dân tham gia BHYT", "bao nhiêu người dân tham gia BHYT"),
        ("dân số của xã là bao nhiêu?", "dân số của xã là bao nhiêu người?"),
        ("tỷ lệ dân số là bao nhiêu?", "tỷ lệ dân số là bao nhiêu?"),
        ("xã giao thu mấy, chi bao nhiêu?", "xã giao thu ngân sách mấy, chi ngân sách bao nhiêu?"),
        ("thu được bao nhiêu so với năm ngoái", "thu ngân sách được bao nhiêu so với năm ngoái"),
        ("thu bao nhiêu tấn quế", "thu bao nhiêu tấn quế"),
        ("nguồn thu bao nhiêu", "nguồn thu bao nhiêu"),
        ("đạt mấy % DT", "đạt mấy % dự toán"),
        ("DT gieo sạ mấy ha", "diện tích gieo sạ mấy ha"),
        # What goes on with a capital is a name.
        ("Hong Lac có mấy hộ", "Hong Lac có mấy hộ"),
        ("nơi nào đã hết hộ nghèo", "nơi nào có 0 hộ nghèo"),
        ("xã không còn nhà tạm", "xã có 0 nhà tạm"),
        ("xóa hết hẳn hộ cận nghèo", "có 0 hộ cận nghèo"),
    ],
)
def test_short_forms_are_written_out(typed, meant):
    assert reworded(typed, plain=False) == meant


def test_without_marks_they_are_written_out_without_marks():
    assert reworded("thu ns bn", plain=True) == "thu ngan sach bao nhieu"


@pytest.mark.parametrize("text", ["số 36-NQ/ĐU", "số 9/2021/NQ-HĐND", "12/KH-UBND", "15 t thóc", "5 ha", "1,2 t/ha"])
def test_codes_and_units_stay(text):
    assert reworded(text, plain=False) == text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (
            "What is the poverty rate of Hoa Binh commune in 2023?",
            ("bao nhiêu", "tỷ lệ hộ nghèo", "Hoa Binh", "2023"),
        ),
        ("Which communes set income above 58 million?", ("xã nào", "đặt", "thu nhập", "trên 58 triệu")),
        ("How many new party members did Van Phu ward have in 2024", ("đảng viên mới kết nạp", "phường", "2024")),
    ],
)
def test_english_comes_in_the_words_that_the_rules_know(asked, words):
    assert is_english(asked)
    said = reworded(asked, plain=False)
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize("text", ["Thu nhập của xã Hòa Bình là bao nhiêu?", "thu nhap xa Hoa Binh", "BHYT of xã Tân"])
def test_vietnamese_is_no_english(text):
    assert not is_english(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("xã nào đã đạt chuẩn nông thôn mới", "xã nào đã đạt 19 tiêu chí nông thôn mới"),
        ("xã nào chưa về đích ntm", "xã nào hiện đạt dưới 19 tiêu chí nông thôn mới"),
        ("xã nào đạt chuẩn nông thôn mới nâng cao", "xã nào đạt chuẩn nông thôn mới nâng cao"),
        ("nơi nào chỉ còn một chỉ tiêu chưa đạt", "nơi nào đã có số chỉ tiêu không đạt là 1"),
        ("đơn vị nào còn 3 chỉ tiêu không đạt", "đơn vị nào đã có số chỉ tiêu không đạt là 3"),
        ("xã nào hoàn thành tất cả các chỉ tiêu", "xã nào đã có số chỉ tiêu không đạt là 0"),
    ],
)
def test_a_whole_that_is_reached_or_not_is_a_condition(typed, meant):
    assert reworded(typed, plain=False) == meant


def test_a_condition_in_words_is_known_without_marks():
    assert reworded("noi nao da het ho ngheo", plain=True) == "noi nao co 0 ho ngheo"
