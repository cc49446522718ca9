"""Who has not done something, end to end."""

import pytest

from assistant.ask.pipeline import answer
from assistant.ask.understanding.undone import undone
from tests.assistant.ask.sample_parts import parts_of

REPORT = """HUYỆN ỦY MƯỜNG CHIÊN
Số: 210-BC/HU
Mường Chiên, ngày 12 tháng 7 năm 2023

BÁO CÁO
Kết quả công tác 6 tháng đầu năm 2023

I. KẾT QUẢ
1. Toàn huyện kết nạp 64 đảng viên; đảng bộ Nậm Păm và chi bộ Hạt Kiểm lâm chưa kết nạp được đảng viên nào.
2. Hai thôn Bó Lếch, Huổi Mịn chưa bàn giao mặt bằng cho tuyến đường liên xã; các thôn khác đã bàn giao.
3. Thu ngân sách đạt 21 tỷ đồng, bằng 48% dự toán.
Chi bộ nào chưa kết nạp được đảng viên trong hai năm thì kiểm điểm bí thư.
4. Ba trường chưa nộp hồ sơ công nhận lại trường chuẩn quốc gia là Nậm Păm, Tạ Bú và Chiềng Lao.
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("undone")
    (folder / "muong_chien.txt").write_text(REPORT, encoding="utf-8")
    return parts_of(folder.iterdir())


@pytest.mark.parametrize(
    ("text", "said", "not_said"),
    [
        ("6 tháng 2023 đơn vị nào của huyện Mường Chiên chưa kết nạp được đảng viên?", "Hạt Kiểm lâm", "Bó Lếch"),
        ("thon nao o huyen Muong Chien chua ban giao mat bang", "Huổi Mịn", "Kiểm lâm"),
        ("Trường nào ở Mường Chiên chưa nộp hồ sơ công nhận lại?", "Chiềng Lao", "Huổi Mịn"),
    ],
)
def test_the_sentence_that_says_so_answers(parts, text, said, not_said):
    told = answer(text, parts=parts)
    assert told.outcome == "answered"
    assert said in told.text
    assert not_said not in told.text
    assert "kiểm điểm" not in told.text  # a rule names nobody


@pytest.mark.parametrize(
    "text",
    [
        "Xã nào không đạt chỉ tiêu thu ngân sách?",
        "Xã nào chưa có trạm y tế?",
        "Những xã nào đặt chỉ tiêu kết nạp đảng viên?",
        "Thu ngân sách của huyện chưa đạt bao nhiêu?",
        "Vốn đầu tư công chưa giải ngân hết là bao nhiêu?",
        "Xã nào có chùa Hương cổ nhất?",
    ],
)
def test_what_rows_tell_is_left_to_them(text):
    assert undone(text) == ()


def test_which_document_speaks_of_a_matter_is_asked_for_as_such(parts):
    told = answer("Văn bản nào nói về tuyến đường liên xã chưa bàn giao mặt bằng?", parts=parts)
    assert told.question.intent == "mention"
    assert "văn bản nói về nội dung này" in told.text
