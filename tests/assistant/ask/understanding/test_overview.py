"""What is talk, what is courtesy before a question, and which questions ask for the whole of documents or units."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.overview import talk_of, wishes_summary, without_courtesy
from assistant.ask.understanding.understand import understand
from assistant.types import Identity, Turn

NAMES = gazetteer([Identity("nghị quyết", "Đảng", "t", level="xã", commune=name) for name in ("Mỹ Thành", "An Cư")])


def _read(text, *history):
    return understand(text, NAMES, history=[Turn("user", said) for said in history])


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("Xin chào trợ lý!", "greets"),
        ("alo em ơi", "greets"),
        ("hello cả nhà", "greets"),
        ("ok cảm ơn bạn nhiều nhé", "thanks"),
        ("cam on anh", "thanks"),
        ("Tạm biệt em", "thanks"),
        ("Bạn giúp được những gì?", "abilities"),
        ("em là ai vậy", "abilities"),
        ("mình có thể hỏi gì ở đây", "abilities"),
        ("hướng dẫn sử dụng", "abilities"),
        ("he thong nay hoat dong the nao", "abilities"),
        ("chào em, em giúp được chị những gì với mấy văn bản này?", "abilities"),
        ("Bạn hỗ trợ được gì cho ban dân vận tụi tôi?", "abilities"),
        ("phần mềm này làm được gì khi vào mùa tổng kết", "abilities"),
        ("Trợ lý tra cứu giúp anh em được những gì ngoài số liệu", "abilities"),
    ],
)
def test_talk_asks_nothing_of_the_documents(text, talk):
    assert talk_of(text) == talk
    assert (_read(text).intent, _read(text).talk) == ("talk", talk)


@pytest.mark.parametrize(
    "text",
    [
        "chào bạn, xã Mỹ Thành thu nhập bao nhiêu",
        "bạn biết ai ký nghị quyết xã An Cư không",
        "bạn có thể cho biết thời tiết hôm nay",
        "còn xã An Cư thì sao",
        "nghị quyết này làm được gì",
        "xã An Cư hỗ trợ bà con những gì",
        "em xem giúp xã An Cư làm gì để giảm nghèo",
        "thế nào",
        "",
        "?",
    ],
)
def test_what_says_more_is_no_talk(text):
    assert talk_of(text) is None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("chào em, chị hỏi chút hộ nghèo xã An Cư", "hộ nghèo xã An Cư"),
        ("Bạn ơi cho mình hỏi thu nhập xã An Cư", "thu nhập xã An Cư"),
        ("Dạ thưa anh, em muốn hỏi hộ nghèo", "hộ nghèo"),
        ("hi, thế còn xã An Cư?", "thế còn xã An Cư?"),
        ("Thu ngân sách xã An Cư? Cảm ơn em nhé!", "Thu ngân sách xã An Cư"),
        ("Cô Tô thu nhập bao nhiêu", "Cô Tô thu nhập bao nhiêu"),
        ("mình hỏi xã An Cư cơ", "mình hỏi xã An Cư cơ"),
        ("Đề nghị tóm tắt kế hoạch năm 2021 để tôi trình sếp", "tóm tắt kế hoạch năm 2021"),
        ("Nhờ anh tra giúp hộ nghèo xã An Cư", "hộ nghèo xã An Cư"),
        ("Tôi cần gấp: thu ngân sách mấy tỷ", "thu ngân sách mấy tỷ"),
        ("Sếp hỏi xã nào nghèo nhất", "xã nào nghèo nhất"),
        ("Có mấy hộ nghèo? Em đang làm phiếu.", "Có mấy hộ nghèo"),
        ("thu mấy tỷ để đưa vào bài phát biểu", "thu mấy tỷ"),
        ("chi bao nhiêu? Trả lời gọn thôi", "chi bao nhiêu"),
        # The same words as the matter itself.
        ("Đề nghị của xã An Cư gồm những gì", "Đề nghị của xã An Cư gồm những gì"),
        ("Nhờ đâu xã thu vượt?", "Nhờ đâu xã thu vượt?"),
        ("Giúp bà con thoát nghèo, xã làm gì?", "Giúp bà con thoát nghèo, xã làm gì?"),
        ("Xã vay mấy tỷ để làm đường?", "Xã vay mấy tỷ để làm đường?"),
        ("Phiền em xem bản tin nói gì", "bản tin nói gì"),
        ("trồng lúa mấy ha?", "trồng lúa mấy ha?"),
        ("xin chào", "xin chào"),
    ],
)
def test_courtesy_goes_and_the_question_stays(text, question):
    assert without_courtesy(text) == question


@pytest.mark.parametrize("greeting", ["", "chào em, ", "bạn ơi cho mình hỏi chút ", "Kính chào anh. "])
def test_a_greeting_changes_nothing_of_a_question(greeting):
    plain = _read("thu nhập của xã An Cư năm 2024 là bao nhiêu?")
    asked = _read(f"{greeting}thu nhập của xã An Cư năm 2024 là bao nhiêu?")
    assert (asked.intent, asked.indicators, asked.places, asked.years) == (
        plain.intent,
        plain.indicators,
        plain.places,
        plain.years,
    )


def test_thanks_between_two_questions_do_not_part_them():
    asked = _read("còn xã An Cư?", "thu nhập xã Mỹ Thành năm 2024 là bao nhiêu?", "cảm ơn nhé")
    assert asked.indicators == ("thu_nhap_binh_quan",)
    assert [place.name for place in asked.places] == ["An Cư"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tóm lược nghị quyết năm 2024 của xã An Cư", ()),
        ("cho mình đôi dòng về kỳ họp HĐND xã Mỹ Thành", ()),
        ("những điểm nổi bật trong báo cáo của xã An Cư", ()),
        ("Nghị quyết của xã Mỹ Thành bàn những gì?", ()),
        ("noi dung chu yeu cua hoi nghi tong ket xa an cu", ()),
        ("Xã An Cư năm 2023 có gì đáng chú ý?", ()),
        ("Hội nghị sơ kết 6 tháng của xã An Cư có gì nổi bật?", ()),
        ("cuộc làm việc của bí thư huyện ủy với xã An Cư bàn những nội dung gì", ()),
        ("Tóm tắt chỉ thị về bảo vệ rừng của xã An Cư", ("bảo", "vệ", "rừng")),
        ("tóm tắt báo cáo năm 2023 xã An Cư, ngắn gọn thôi nhé", ()),
        ("Tóm tắt kế hoạch năm 2024 của xã An Cư, mấy dòng thôi", ()),
        ("Tình hình xã An Cư năm 2023 ra sao?", ()),
        ("Có tin gì về xã Mỹ Thành?", ()),
        ("tom tat phan cua xa My Thanh", ()),
        ("Bản tin cuối tuần đưa tin gì?", ("cuối", "tuần")),
        ("Tóm tắt tình hình xã Lũng Khoai", ()),
    ],
)
def test_a_summary_is_asked_for(text, words):
    assert _read(text).summary == words


@pytest.mark.parametrize(
    "text",
    [
        "Tóm tắt hạn chế của xã An Cư",
        "Thu nhập của xã An Cư là bao nhiêu?",
        "Nghị quyết xã An Cư có nội dung gì về rừng không?",
        "Giải pháp chính của xã Mỹ Thành là gì?",
        "tóm tắt giúp mình với",
        "Kỳ họp của xã An Cư thông qua mấy nghị quyết?",
        "Tình hình thu ngân sách xã An Cư năm 2023 thế nào?",
    ],
)
def test_no_summary_is_asked_for(text):
    assert _read(text).summary is None


def test_a_follow_up_is_summed_up_of_the_unit_before_it():
    asked = _read("nghị quyết này nói về gì?", "hộ nghèo của xã An Cư năm 2024 còn bao nhiêu?")
    assert asked.summary == ()
    assert [place.name for place in asked.places] == ["An Cư"]
    again = _read("còn xã Mỹ Thành?", "Tóm tắt nghị quyết năm 2024 của xã An Cư")
    assert (again.summary, [place.name for place in again.places], again.years) == ((), ["Mỹ Thành"], (2024,))


@pytest.mark.parametrize(
    ("text", "intent", "areas"),
    [
        ("so sánh xã An Cư và xã Mỹ Thành", "compare", ()),
        ("đối chiếu tình hình kinh tế - xã hội của xã Mỹ Thành với xã An Cư", "compare", ()),
        ("So sánh môi trường xã An Cư và xã Mỹ Thành", "compare", ("môi trường",)),
        ("so sánh giải pháp của xã An Cư và xã Mỹ Thành", "describe", ()),
        ("so sánh cách chống hạn của xã An Cư và xã Mỹ Thành", "describe", ()),
    ],
)
def test_whole_units_are_compared(text, intent, areas):
    assert (_read(text).intent, _read(text).areas) == (intent, areas)


@pytest.mark.parametrize(
    "text",
    [
        "Tóm tắt nghị quyết năm 2024 của xã An Cư trong khoảng mười dòng",
        "tóm tắt giúp nghị quyết xã An Cư, độ chục ý",
        "tom tat nghi quyet xa An Cu tam 200 chu",
        "Nghị quyết xã An Cư, tóm gọn nửa trang",
    ],
)
def test_how_long_a_summary_is_to_be_tells_no_document(text):
    assert _read(text).summary == ()


@pytest.mark.parametrize(
    "text",
    [
        "Đề nghị tóm tắt nghị quyết năm 2024 của xã An Cư để báo cáo thường trực",
        "Mai anh đi cơ sở, em tóm lược giúp báo cáo của xã An Cư",
        "Chị đang soạn bài nói; cho xin nội dung chính nghị quyết xã An Cư nhằm đưa vào diễn văn",
        "Tóm tắt hội nghị tổng kết của xã An Cư: kết quả chính và chỉ tiêu năm tới",
        "noi dung chinh tinh hinh quy I cua xa An Cu",
        "Nhờ tóm tắt giúp nghị quyết năm 2024 của xã An Cư",
        "Chiều nay họp chi bộ, em tóm gọn nghị quyết xã An Cư, mấy mục tiêu chính",
    ],
)
def test_who_asks_and_what_for_tells_no_document(text):
    assert _read(text).summary == ()


@pytest.mark.parametrize(
    "text",
    [
        "BHYT xã An Cư so với xã Mỹ Thành chênh mấy điểm %?",
        "Xã An Cư có mấy ý kiến cử tri?",
        "xa An Cu nam 2024 xay may trang trai",
        "Xã An Cư khắc phục ba điểm sạt lở nào?",
    ],
)
def test_what_is_counted_in_things_of_another_name_is_no_summary(text):
    assert _read(text).summary is None


def test_a_matter_stays_where_the_summary_names_no_document():
    assert _read("Bảo vệ rừng ở xã An Cư, tóm tắt giúp mình").summary != ()


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("Tóm tắt báo cáo của xã An Cư: kết quả nổi bật, phương hướng", True),
        ("cho xin vài dòng về nghị quyết xã An Cư", True),
        ("Xã An Cư có kết quả gì nổi bật?", False),
        ("Hạn chế nêu trong báo cáo xã An Cư, nói vắn tắt", False),
    ],
)
def test_the_wish_for_a_summary_opens_the_question(text, wishes):
    assert wishes_summary(text) is wishes
