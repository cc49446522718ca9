"""Questions of several parts about one matter: each part is answered, by whatever sentence tells it."""

import pytest

from assistant.ask.pipeline import answer
from assistant.ask.understanding.understand import understand
from assistant.types import Turn
from tests.assistant.ask.sample_parts import parts_of

CHUONG_TRINH = """ĐẢNG BỘ TỈNH HÒA GIANG
ĐẢNG ỦY XÃ BẢN LẦU
Số: 06-CTr/ĐU
Bản Lầu, ngày 14 tháng 8 năm 2025

CHƯƠNG TRÌNH HÀNH ĐỘNG
Thực hiện nghị quyết đại hội, nhiệm kỳ 2025 - 2030

I. TÌNH HÌNH
Hạ tầng xuống cấp; nợ đọng xây dựng cơ bản của hai xã cũ chuyển sang là 6,72 tỷ đồng. Cán bộ còn thiếu.
Còn 187 hồ sơ trễ hạn trong năm 2025, trong đó 152 hồ sơ thuộc lĩnh vực đất đai.

II. NHIỆM VỤ
1. Trả nợ: dứt điểm trước ngày 30/9/2028, mỗi năm trả tối thiểu 2,1 tỷ đồng; không mở công trình mới.
2. Hỗ trợ: hộ lập vườn chè mới được hỗ trợ 7 triệu đồng/ha; tổ hợp tác được hỗ trợ 40 triệu đồng/tổ. Riêng hộ đã \
nhận hỗ trợ trong ba năm gần nhất không thuộc diện hỗ trợ.
3. Quỹ phòng, chống thiên tai: đến ngày 30/6/2026 các thôn phải nộp trên 70% quỹ. Thôn nào nộp dưới 40% vào thời \
điểm đó thì không xem xét danh hiệu thôn văn hóa.
4. Cấp giống ngô cho 90 hộ nghèo; thời gian giao giống chậm nhất ngày 15/4/2026.

T/M BAN CHẤP HÀNH
BÍ THƯ
Vàng Seo Páo
"""

AN_SINH = """HỘI ĐỒNG NHÂN DÂN
TỈNH HÒA GIANG
Số: 15/2025/NQ-HĐND
Hòa Giang, ngày 10 tháng 7 năm 2025

NGHỊ QUYẾT
Quy định hỗ trợ đóng bảo hiểm y tế

Điều 1. Mức hỗ trợ
| TT | Nhóm đối tượng | Tỉnh hỗ trợ thêm | Người dân tự đóng |
| 1 | Người thuộc hộ mới thoát nghèo | 20% | 10% |
| 2 | Người thuộc hộ nông, lâm, ngư nghiệp có mức sống trung bình | 25% | 35% |

CHỦ TỊCH
Lò Văn Pành
"""

KE_HOACH_2024 = """ĐẢNG BỘ HUYỆN MƯỜNG SANG
ĐẢNG ỦY XÃ NẬM PUNG
Số: 31-NQ/ĐU
Nậm Pung, ngày 05 tháng 01 năm 2024

NGHỊ QUYẾT
Về nhiệm vụ năm 2024

I. KẾT QUẢ NĂM 2023
- Còn 2 chỉ tiêu chưa đạt: thu ngân sách và trồng rừng.

II. CHỈ TIÊU NĂM 2024
- Sửa đập Khe Vầu xong trước ngày 30/6/2024.
- Thu nhập bình quân đầu người đạt từ 48 triệu đồng/người/năm trở lên.

T/M BAN CHẤP HÀNH
BÍ THƯ
Giàng A Tủa
"""

KE_HOACH_2025 = """ĐẢNG BỘ HUYỆN MƯỜNG SANG
ĐẢNG ỦY XÃ NẬM PUNG
Số: 44-NQ/ĐU
Nậm Pung, ngày 06 tháng 01 năm 2025

NGHỊ QUYẾT
Về nhiệm vụ năm 2025

I. KẾT QUẢ THỰC HIỆN NĂM 2024
Trong 10 chỉ tiêu có 8 chỉ tiêu đạt, 2 chỉ tiêu không đạt kế hoạch. Các chỉ tiêu không đạt gồm: tỷ lệ hộ nghèo và \
kết nạp đảng viên. Nông thôn mới: 2 tiêu chí chưa đạt là tiêu chí số 1 về quy hoạch và tiêu chí số 3 về thủy lợi.
- Thu nhập bình quân đầu người đạt 49,3 triệu đồng/người/năm.
| TT | Chỉ tiêu | ĐVT | Nghị quyết 2024 | Kết quả 2024 | Chỉ tiêu 2025 |
| 1 | Tỷ lệ bao phủ bảo hiểm y tế | % | 95 | 96,2 | 97 |
| 2 | Kết nạp đảng viên mới | đảng viên | 12 | 9 | 12 |
| 3 | Sản lượng chè búp | tấn | 310 | 325 | 340 |

II. NHIỆM VỤ NĂM 2025
- Xử lý dứt điểm việc sửa đập Khe Vầu trong quý III/2025.
- Xử lý rác tồn ở chợ trung tâm trước ngày 15/3/2025.
- Tỷ lệ che phủ rừng: kế hoạch 61,5%, đến nay chưa rà soát nên chưa có số liệu.

T/M BAN CHẤP HÀNH
BÍ THƯ
Giàng A Tủa
"""


def _parts(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return parts_of(sorted(folder.iterdir()))


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    return _parts(tmp_path_factory.mktemp("matter"), chuong_trinh=CHUONG_TRINH, an_sinh=AN_SINH)


@pytest.fixture(scope="module")
def two_years(tmp_path_factory):
    return _parts(tmp_path_factory.mktemp("years"), a=KE_HOACH_2024, b=KE_HOACH_2025)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # Sentences of one document, each of which tells a part; "bản" of "xây dựng cơ bản" is no village.
        (
            "Nợ đọng xây dựng cơ bản hai xã cũ chuyển sang Bản Lầu bao nhiêu, khi nào phải trả hết, mỗi năm trả ít "
            "nhất mấy tỷ?",
            ("6,72", "30/9/2028", "2,1 tỷ"),
        ),
        ("Nợ đọng XDCB của xã Bản Lầu là bao nhiêu?", ("6,72",)),
        # Without marks "ho so" is no household, and the sentence holds both figures.
        ("xa ban lau nam 2025 co bao nhieu ho so tre han, trong do dat dai may ho so", ("187", "152")),
        # What a rule leaves out, and what becomes of who falls short, are told by the sentence beside it.
        (
            "Hộ lập vườn chè mới ở Bản Lầu được hỗ trợ mấy triệu, hộ nào thì không được?",
            ("7 triệu", "ba năm gần nhất"),
        ),
        (
            "Đến 30/6/2026 thôn ở xã Bản Lầu phải nộp bao nhiêu phần trăm quỹ, nộp thấp thì bị xử sao?",
            ("70%", "danh hiệu"),
        ),
        # A list of a label parts no words, and "35%" in a cell is a share.
        ("Ở tỉnh Hòa Giang hộ nông, lâm, ngư nghiệp mức sống trung bình tự đóng mấy phần trăm?", ("35%",)),
    ],
)
def test_each_part_is_told_by_the_sentence_that_holds_it(parts, text, told):
    said = answer(text, parts=parts)
    assert said.outcome == "answered"
    assert all(each in said.text for each in told)
    assert "Chưa tìm thấy câu trả lời riêng" not in said.text


def test_the_latest_day_is_no_superlative(parts):
    text = "Cấp giống ngô cho hộ nghèo ở xã Bản Lầu thì chậm nhất ngày nào phải giao giống?"
    assert understand(text, parts.known().names).intent == "lookup"
    told = answer(text, parts=parts).text
    assert "15/4/2026" in told


def test_a_row_for_one_group_answers_nothing_of_another(parts):
    said = answer("Ở tỉnh Hòa Giang người thuộc hộ cận nghèo tự đóng mấy phần trăm?", parts=parts)
    assert said.outcome == "abstained"


def test_a_quote_is_not_told_once_short_and_once_whole(parts):
    said = answer("Bản Lầu trả nợ đến khi nào xong, mỗi năm trả ít nhất mấy tỷ?", parts=parts).text
    assert said.count("mỗi năm trả tối thiểu 2,1 tỷ đồng") == 1


def test_the_result_of_a_plan_that_is_named_stands_in_another_document(two_years):
    said = answer("Thu nhập bình quân Nậm Pung năm 2024 thực tế mấy triệu, đạt nghị quyết 31 không?", parts=two_years)
    assert said.outcome == "answered"
    assert "49,3" in said.text
    assert "48" in said.text


def test_a_result_beside_what_the_resolution_set(two_years):
    said = answer("Nậm Pung năm 2024 kết nạp được mấy đảng viên so với nghị quyết?", parts=two_years).text
    assert "9 đảng viên" in said
    assert "12 đảng viên" in said


def test_what_a_year_did_not_reach_is_told_by_who_looks_back_on_it(two_years):
    said = answer("Năm 2024 xã Nậm Pung những chỉ tiêu nào không đạt kế hoạch?", parts=two_years).text
    assert "tỷ lệ hộ nghèo và kết nạp đảng viên" in said
    assert "trồng rừng" not in said
    assert "96,2" not in said  # criterion 1 is no row of the table of targets


DU_AN = """HỘI ĐỒNG NHÂN DÂN
XÃ SƠN HÀ TÂY
Số: 27/NQ-HĐND
Sơn Hà Tây, ngày 19 tháng 12 năm 2025

NGHỊ QUYẾT
Về nhiệm vụ năm 2026

I. TÌNH HÌNH
Xã được thành lập trên cơ sở nhập quy mô dân số của hai xã cũ; diện tích 84,35 km2, dân số 15.208 người, 14 thôn. \
Diện tích rừng trồng mới 120 ha.
Tình trạng lấn chiếm hồ Suối Lở chưa dứt điểm, còn 9 trường hợp với diện tích 3,4 ha.

II. NHIỆM VỤ
1. Xử lý dứt điểm 9 trường hợp lấn chiếm hồ Suối Lở trong quý II/2026.
2. Tổng kinh phí chuyển đổi số 1.240 triệu đồng, gồm: thay máy quét hồ sơ 215 triệu đồng; đường truyền 380 triệu đồng.
| TT | Nhiệm vụ | Chủ trì | Thời hạn |
| 1 | Thay 18 máy quét hồ sơ đã hỏng | Văn phòng HĐND và UBND | 15/5/2026 |
| 2 | Lắp camera chợ | Công an xã | 30/7/2026 |

III. VỐN ĐẦU TƯ (Đơn vị tính: triệu đồng)
| TT | Công trình | Tổng mức đầu tư | Kế hoạch vốn năm 2026 |
| 1 | Trạm bơm Đồng Mít (đợt hai) | 9.450 | 3.100 |
| 2 | Cầu Bản Dọc | 12.700 | 6.200 |

CHỦ TỊCH
Phan Văn Lự
"""

PHAT_TRIEN_DANG = """ĐẢNG BỘ TỈNH HÒA GIANG
BAN CHẤP HÀNH ĐẢNG BỘ TỈNH
Số: 07-NQ/TU
Hòa Giang, ngày 11 tháng 3 năm 2024

NGHỊ QUYẾT
Về công tác phát triển đảng giai đoạn 2024 - 2026

II. MỤC TIÊU
- Đến năm 2026: mỗi năm kết nạp từ 1.500 đảng viên mới trở lên.
- Định hướng đến năm 2030: kết nạp bình quân mỗi năm 1.820 đảng viên.

T/M BAN CHẤP HÀNH
BÍ THƯ
Lù A Sình
"""


@pytest.fixture(scope="module")
def projects(tmp_path_factory):
    return _parts(tmp_path_factory.mktemp("projects"), du_an=DU_AN, dang=PHAT_TRIEN_DANG)


@pytest.mark.parametrize(
    ("text", "told", "not_told"),
    [
        # The answer's unit is meant where none is named; money stands in another sentence than the row.
        (
            "Việc thay máy quét hồ sơ đã hỏng: mấy máy, ai chủ trì, xong trước ngày nào, kinh phí bao nhiêu?",
            ("18 máy", "Văn phòng HĐND và UBND", "15/5/2026", "215 triệu"),
            (),
        ),
        # A word of what is asked for tells nothing without its figure.
        ("Xã Sơn Hà Tây nhập từ mấy xã, diện tích và dân số bao nhiêu?", ("84,35", "15.208"), ()),
        # The area is of the matter that was asked for before it, and of no other.
        (
            "Sơn Hà Tây còn mấy trường hợp lấn chiếm hồ Suối Lở, diện tích bao nhiêu, hạn xử lý?",
            ("9 trường hợp", "3,4 ha", "quý II/2026"),
            ("120 ha", "84,35"),
        ),
    ],
)
def test_each_thing_is_told_of_the_same_matter(projects, text, told, not_told):
    said = answer(text, parts=projects).text
    assert all(each in said for each in told)
    assert not any(each in said for each in not_told)
    assert "Chưa tìm thấy câu trả lời riêng" not in said


@pytest.mark.parametrize(
    ("before", "said", "text", "told"),
    [
        # What is pointed to is the thing of the question before: a line of a table, a figure.
        (
            "Năm 2026 trạm bơm Đồng Mít (đợt hai) ở Sơn Hà Tây được bố trí bao nhiêu vốn?",
            "3.100 triệu đồng.",
            "còn tổng mức đầu tư của nó?",
            "9.450",
        ),
        (
            "Mục tiêu kết nạp đảng viên mỗi năm của tỉnh Hòa Giang đến năm 2026?",
            "Từ 1.500 đảng viên mới trở lên.",
            "đến 2030 thì con số đó định hướng bao nhiêu?",
            "1.820",
        ),
    ],
)
def test_a_follow_up_is_of_the_thing_of_the_question_before(projects, before, said, text, told):
    history = [Turn("user", before), Turn("assistant", said)]
    assert told in answer(text, parts=projects, history=history).text


def test_a_follow_up_for_the_same_in_another_document(two_years):
    history = [
        Turn("user", "Nghị quyết năm 2024 của xã Nậm Pung giao hạn sửa đập Khe Vầu khi nào?"),
        Turn("assistant", "Trước ngày 30/6/2024."),
    ]
    said = answer(
        "Sang nghị quyết năm 2025 thì hạn xử lý của Nậm Pung là khi nào?", parts=two_years, history=history
    ).text
    assert "quý III/2025" in said
    assert "15/3/2025" not in said


def test_a_follow_up_with_another_number_is_the_question_with_it(projects):
    history = [Turn("user", "Ở Sơn Hà Tây sản phẩm hạng 3 sao được thưởng bao nhiêu?"), Turn("assistant", "…")]
    question = understand("thế còn 5 sao?", projects.known().names, history=history)
    assert "5 sao được thưởng bao nhiêu" in question.standalone


def test_that_there_is_no_result_yet_is_told(two_years):
    said = answer("Nậm Pung năm 2025 tỷ lệ che phủ rừng đạt được bao nhiêu?", parts=two_years).text
    assert "chưa có số liệu" in said
