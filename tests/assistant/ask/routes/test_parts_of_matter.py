"""Questions of several parts about one matter: each part is answered, by whatever sentence tells it."""

import pytest

from assistant.ask.pipeline import answer
from assistant.ask.understanding.understand import understand
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
