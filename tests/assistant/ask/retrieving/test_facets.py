"""One side of a matter, whole and in the order of the text."""

from dataclasses import replace

import pytest

from assistant.ask.retrieving.facets import (
    causes_beside,
    dealing_with,
    explains,
    in_general,
    numbers_in,
    only_states,
    serial_of,
    side_of,
    trouble_in,
)
from assistant.ask.retrieving.said import Texts
from assistant.ask.retrieving.wanted import Wanted
from assistant.ask.retrieving.weighed import weigh
from tests.assistant.ask.retrieving.documents import MO_VANG, document


@pytest.fixture
def resolution(tmp_path):
    return document(tmp_path)


def told(facet, resolution, *runs, named=True, by=()):
    known = Texts([resolution])
    found = known.stretches(resolution.document_id)
    (weighed,) = weigh(Wanted(runs=runs), [(resolution, found)], known)
    sides = side_of(facet, weighed, known.rarity, named=named, by=by)
    return [each.stretch.quote for each in sides]


def test_what_follows_an_opening_word_until_another_side_opens(resolution):
    assert told("limitations", resolution) == ["Hạn chế: Hai trạm bơm chậm bàn giao.", "Việc thu quỹ chưa đều."]


@pytest.mark.parametrize("number", ["1.", "12.", "2.1.", "I."])
def test_a_numbered_paragraph_does_not_go_on_with_the_one_before_it(tmp_path, number):
    lines = f"Hạn chế: Hai trạm bơm hỏng.\n{number} Mục tiêu chung: Ổn định tổ chức bộ máy; đưa dịch vụ về gần dân.\n"
    text = MO_VANG.replace("Hạn chế: Hai trạm bơm chậm bàn giao. Việc thu quỹ chưa đều.\n", lines)
    assert told("limitations", document(tmp_path, text)) == ["Hạn chế: Hai trạm bơm hỏng."]


def test_of_a_matter_only_what_speaks_of_it(resolution):
    assert told("limitations", resolution, ("thu", "quỹ")) == ["Việc thu quỹ chưa đều."]


def test_the_reason(resolution):
    assert told("causes", resolution) == ["Nguyên nhân: giá giống cao, thiếu cán bộ thú y."]


def test_what_is_to_be_done_is_led_by_the_matter(resolution):
    assert told("solutions", resolution, ("sạt", "lở")) == [
        "Mùa mưa tới, xã kè 300 m bờ suối chống sạt lở, di dời 12 hộ ở bản Nà Khoang."
    ]


def test_a_matter_that_is_not_there_has_no_side(resolution):
    assert told("causes", resolution, ("sân", "bay")) == []
    assert told("solutions", resolution, ("sân", "bay")) == []


def test_what_is_to_be_done_is_no_shortcoming(tmp_path):
    text = MO_VANG.replace("Mùa mưa tới, xã kè", "Chuyển 40 ha lúa kém hiệu quả sang trồng cói. Mùa mưa tới, xã kè")
    limits = told("limitations", document(tmp_path, text))
    assert limits == ["Hạn chế: Hai trạm bơm chậm bàn giao.", "Việc thu quỹ chưa đều."]


def test_the_title_of_a_document_is_no_solution(resolution):
    assert not any("Về nhiệm vụ" in each for each in told("solutions", resolution, named=True))


@pytest.mark.parametrize("title", ["Ba khâu đột phá", "Các mũi nhọn của nhiệm kỳ", "Việc đột phá, việc thường xuyên"])
def test_a_line_that_only_names_the_side_tells_nothing(tmp_path, title):
    text = f"""ĐẢNG ỦY XÃ KHE SẬY
NGHỊ QUYẾT
Về nhiệm kỳ 2025 - 2030

{title}
Đột phá về mặt bằng chợ, về nghề rèn.

Nơi nhận: như trên.
"""
    assert told("priorities", document(tmp_path, text)) == ["Đột phá về mặt bằng chợ, về nghề rèn."]


KHE_SAY = """UBND XÃ KHE SẬY
BÁO CÁO
Kinh tế - xã hội năm 2023

I. HẠN CHẾ, NGUYÊN NHÂN
1. Làm cầu treo chậm do vướng mặt bằng bến Phiêng Lừ; thợ hàn nghỉ việc không ai thay.
2. Thu quỹ đồng ruộng đọng 14 triệu đồng ở bản Huổi Mịn.

II. NHIỆM VỤ NĂM 2024
1. Vận động 6 hộ bến Phiêng Lừ giao mặt bằng, xong trước 15/3/2024.
2. Thuê thợ hàn ở thị trấn thay người nghỉ việc.
3. Mở lớp dạy nghề mộc cho 20 thanh niên.
"""


def _dealing(facet, tmp_path, *runs):
    source = document(tmp_path, KHE_SAY, "khe_say.txt")
    known = Texts([source])
    found = known.stretches(source.document_id)
    asked = Wanted(runs=runs)
    troubles = trouble_in(asked, found, known.rarity)
    return [each.stretch.quote for each in dealing_with(facet, troubles, asked, found, source, known.rarity)]


def test_a_remedy_repeats_the_words_of_the_trouble(tmp_path):
    done = _dealing("solutions", tmp_path, ("cầu", "treo"))
    assert done == ["Vận động 6 hộ bến Phiêng Lừ giao mặt bằng, xong trước 15/3/2024."]


def test_until_when_is_told_with_a_date(tmp_path):
    done = _dealing("deadline", tmp_path, ("cầu", "treo"))
    assert done == ["Vận động 6 hộ bến Phiêng Lừ giao mặt bằng, xong trước 15/3/2024."]


def test_causes_that_are_given_for_all_matters_together(resolution):
    known = Texts([resolution])
    found = known.stretches(resolution.document_id)
    (weighed,) = weigh(Wanted(runs=()), [(resolution, found)], known)
    (side,) = in_general("causes", weighed, known.rarity)
    assert side.general
    assert side.stretch.quote.startswith("Nguyên nhân: giá giống cao")


def test_where_nothing_is_told_of_the_matter_there_is_no_trouble(tmp_path):
    assert _dealing("solutions", tmp_path, ("sân", "bay")) == []


def test_what_explains_says_a_cause_or_more_than_the_question(tmp_path):
    source = document(tmp_path, KHE_SAY, "khe_say.txt")
    found = Texts([source]).stretches(source.document_id)
    asked = Wanted(runs=(("thu", "quỹ"),))
    cause = next(each for each in found if "do vướng" in each.quote)
    told_more = next(each for each in found if each.quote.startswith("Thu quỹ"))
    assert explains(cause, asked)
    assert explains(told_more, asked)
    assert not explains(replace(told_more, quote="Thu quỹ mới được 41%."), asked)


def beside(tmp_path, line, at, *, before=False):
    resolution = document(tmp_path, text=f"ỦY BAN NHÂN DÂN\nXÃ KHE SẬY\nBÁO CÁO\nKết quả năm 2023\n{line}\n")
    found = Texts([resolution]).stretches(resolution.document_id)
    start = resolution.text.index(at)
    sides = causes_beside([(start, start + len(at))], found, resolution, before=before)
    return [each.stretch.quote for each in sides]


def test_why_a_figure_is_so_stands_in_its_sentence_or_opens_the_next(tmp_path):
    assert beside(tmp_path, "Đàn dê còn 410 con do rét hại. Đàn ngỗng 90 con.", "410") == [
        "Đàn dê còn 410 con do rét hại."
    ]
    line = "BHYT đạt 88,1%. Nguyên nhân: hết hỗ trợ. Đàn ngỗng 90 con vì mới nuôi."
    assert beside(tmp_path, line, "88,1") == ["Nguyên nhân: hết hỗ trợ."]
    assert beside(tmp_path, "Đàn dê còn 410 con. Đàn ngỗng 90 con vì mới nuôi.", "410") == []


def test_why_something_fell_short_may_stand_before_it(tmp_path):
    line = "Xưởng mộc thiếu gỗ nên doanh thu giảm. Đấy là chỉ tiêu hụt nhất."
    assert beside(tmp_path, line, "hụt nhất") == []
    assert beside(tmp_path, line, "hụt nhất", before=True) == ["Xưởng mộc thiếu gỗ nên doanh thu giảm."]


@pytest.mark.parametrize(
    ("quote", "numbers"),
    [
        ("3 chỉ tiêu không đạt (số 4, 7 và 12).", {"4", "7", "12"}),
        ("Mục 5 giảm vì bão.", {"5"}),
        ("Chỉ tiêu 95% không đạt.", set()),
        ("Nghị quyết số 12/NQ-HĐND.", set()),
    ],
)
def test_the_rows_that_a_sentence_names_by_number(quote, numbers):
    assert numbers_in(quote) == numbers


@pytest.mark.parametrize(
    ("line", "number"),
    [("| 6 | Đàn dê | 410 |", "6"), ("6. Đàn dê 410 con", "6"), ("6\nĐàn dê\n410", "6"), ("Đàn dê 410", None)],
)
def test_the_running_number_of_a_row(tmp_path, line, number):
    resolution = document(tmp_path, text=f"ỦY BAN NHÂN DÂN\nXÃ KHE SẬY\nBÁO CÁO\nKết quả năm 2023\n{line}\n")
    assert serial_of(resolution.text.index("Đàn dê"), resolution) == number


def test_what_the_title_says_no_sentence_has_to_say_again(resolution):
    titled = replace(resolution, identity=replace(resolution.identity, title="Nghị quyết về giữ rừng đầu nguồn"))
    assert told("causes", titled, ("giữ", "rừng")) == ["Nguyên nhân: giá giống cao, thiếu cán bộ thú y."]
    assert told("limitations", titled, ("giữ", "rừng")) == told("limitations", resolution)


@pytest.mark.parametrize(
    ("sentence", "only"),
    [
        ("Tỷ lệ che phủ rừng đạt 62,5%.", True),
        ("Hỗ trợ 50% kinh phí sửa mái nhà cho hộ nghèo.", False),
        ("Giao mỗi chi bộ giúp hai hộ thoát nghèo.", False),
        ("Thu ngân sách trên 21 tỷ đồng; thu nhập 60-61 triệu đồng/người/năm.", True),
    ],
)
def test_a_level_to_be_reached_is_not_the_way_to_it(sentence, only):
    assert only_states(sentence) is only


PARTED = """ĐẢNG ỦY XÃ KHE SẬY
NGHỊ QUYẾT
Về nhiệm vụ năm 2026

I. KẾT QUẢ NĂM 2025
1. Kinh tế: năm 2025 có 12/15 chỉ tiêu chủ yếu đạt kế hoạch; mùa vụ còn chậm ở hai bản.
II. HẠN CHẾ, NGUYÊN NHÂN
1. Hạn chế
- Mặt bằng chợ bàn giao chậm, còn 9 hộ chưa nhận tiền.
- Sinh hoạt chi bộ còn hình thức.
2. Nguyên nhân
- Cán bộ địa chính thiếu và yếu, chậm tham mưu.
III. NHIỆM VỤ NĂM 2026
1. Kinh tế: thu ngân sách 4 tỷ đồng; trồng 30 ha sả.
IV. GIẢI PHÁP
- Lấy sả làm cây chủ lực.
- Mỗi đảng viên giúp một hộ nghèo.
"""


def test_a_side_by_itself_is_told_by_its_own_part(tmp_path):
    parted = document(tmp_path, PARTED)
    assert told("limitations", parted) == [
        "- Mặt bằng chợ bàn giao chậm, còn 9 hộ chưa nhận tiền.",
        "- Sinh hoạt chi bộ còn hình thức.",
    ]
    assert told("causes", parted) == ["- Cán bộ địa chính thiếu và yếu, chậm tham mưu."]


LESSONS = """ĐẢNG ỦY XÃ KHE SẬY
NGHỊ QUYẾT
Về nhiệm vụ năm 2026

II. QUAN ĐIỂM, MỤC TIÊU
1. Quan điểm chỉ đạo
a) Người dân là chủ thể.
2. Mục tiêu
- Đến năm 2030 thu nhập đạt 80 triệu đồng.
III. BÀI HỌC, NHIỆM VỤ
Hội nghị rút ra 2 bài học kinh nghiệm:
Một là, giao việc phải kèm thời hạn.
Hai là, làm phải bàn với dân trước.
1. Nhiệm vụ
- Trồng 30 ha sả.
"""


def test_lessons_and_views_end_where_another_part_begins(tmp_path):
    parted = document(tmp_path, LESSONS)
    assert told("views", parted, by=("quan điểm",)) == ["a) Người dân là chủ thể."]
    assert told("lessons", parted, by=("bài học",))[-2:] == [
        "Một là, giao việc phải kèm thời hạn.",
        "Hai là, làm phải bàn với dân trước.",
    ]


def test_of_several_parts_the_one_by_whose_name_it_is_asked_for(tmp_path):
    parted = document(tmp_path, PARTED)
    assert told("solutions", parted, by=("giải pháp",)) == [
        "- Lấy sả làm cây chủ lực.",
        "- Mỗi đảng viên giúp một hộ nghèo.",
    ]
    assert "trồng 30 ha sả." in told("solutions", parted, by=("nhiệm vụ",))[-1]
