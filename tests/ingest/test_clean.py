"""Cleaning as a whole: the five seeds, and what holds for any text."""

from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.types import CleanText, SourceDocument
from ingest.clean import clean
from ingest.cleaning.copies import COPY
from ingest.cleaning.ornaments import PAGE_NUMBER, RULE
from ingest.readers.marks import doubtful

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="không có ../shared/seeds")


def cleaned(text: str) -> CleanText:
    return clean(SourceDocument("a.txt", "0", text))


def seed(number: str) -> tuple[str, CleanText]:
    """The text of a seed as it is, and cleaned."""
    text = next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")
    return text, cleaned(text)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text)))


# -- the seeds ---------------------------------------------------------------------------------------


@needs_seeds
def test_seed_000_has_its_title_line_by_line_and_its_broken_sentence_joined() -> None:
    _, result = seed("000")
    lines = result.text.split("\n")

    assert lines[:5] == [
        "NGHỊ QUYẾT",
        "CỦA BAN CHẤP HÀNH ĐẢNG BỘ XÃ",
        "Về công tác xây dựng Đảng, thực hiện nhiệm vụ chính trị năm 2023;",
        "Mục tiêu, nhiệm vụ và giải pháp năm 2024",
        "I. KẾT QUẢ LÃNH ĐẠO CÔNG TÁC XÂY DỰNG ĐẢNG, THỰC HIỆN NHIỆM VỤ CHÍNH TRỊ NĂM 2023.",
    ]
    assert "các lễ kỷ niệm; xây dựng Nông thôn mới; Đẩy mạnh công tác giáo dục" in result.text
    assert "- Giữ vững xã đạt chuẩn quốc gia về y tế; Tỷ lệ người dân tham gia Bảo hiểm Y tế ≥ 95% ;" in lines
    assert "- Có >80% đảng viên được xếp loại HTTNV trở lên." in lines
    assert "a. Các chỉ tiêu công tác xây dựng đảng và hệ thống chính trị" in lines
    assert "* Văn hóa thông tin tuyên truyền - Giáo dục đào tạo:" in lines
    assert "5. Đẩy mạnh công tác cải cách hành chính" in lines
    assert lines[-11:] == [
        "Nơi nhận:",
        "- Trưởng, phó đoàn công tác huyện (b/c);",
        "- TT HĐND, UBND, MTTQ;",
        "- Các đ/c UVBTV, BCH Đảng bộ;",
        "- Các ban ngành, đoàn thể;",
        "- Các chi bộ;",
        "- Lưu: VP Đảng ủy.",
        "T/M BAN CHẤP HÀNH",
        "BÍ THƯ",
        "(đã ký)",
        "Hoàng văn Lợi",
    ]
    assert result.dropped == ()


@needs_seeds
def test_seed_001_begins_with_its_date_line_and_is_otherwise_untouched() -> None:
    text, result = seed("001")
    lines = result.text.split("\n")

    assert lines[:4] == [
        "Hưng Tân, ngày 26 tháng 12 năm 2022",
        "NGHỊ QUYẾT",
        "CỦA BAN CHẤP HÀNH ĐẢNG BỘ XÃ KHÓA XXX",
        "Về phương hướng, nhiệm vụ trọng tâm năm 2023",
    ]
    assert [(drop.reason, drop.text) for drop in result.dropped] == [(RULE, "-----")]
    filled = [" ".join(line.split()) for line in text.split("\n") if line.strip() and line != "-----"]
    assert lines == filled


@needs_seeds
def test_seed_002_has_three_sentences_joined_over_page_breaks() -> None:
    _, result = seed("002")
    lines = result.text.split("\n")

    assert lines[:3] == [
        "NGHỊ QUYẾT",
        "CỦA BAN CHẤP HÀNH ĐẢNG BỘ XÃ",
        "VỀ VIỆC XÂY DỰNG XÃ ĐẠT CHUẨN NÔNG THÔN MỚI NĂM 2024",
    ]
    assert "chính quyền chưa quyết liệt; công tác tuyên truyền vận động nhân dân" in result.text
    assert "thực sự là miền quê thanh bình" in result.text
    assert "thực hiện Chương trình xây dựng nông thôn mới trong năm 2024" in result.text
    assert "I- Đánh giá kết quả các chỉ tiêu đã đạt được" in lines
    assert "2.1. Mục tiêu tổng quát" in lines
    assert lines[-3:] == ["T/M ĐẢNG ỦY", "BÍ THƯ", "Hoàng Đăng Phát"]


@needs_seeds
def test_seed_003_is_kept_once_from_title_to_end_mark() -> None:
    _, result = seed("003")
    lines = result.text.split("\n")

    assert lines[:5] == [
        "NGHỊ QUYẾT CỦA ĐẢNG ỦY XÃ TRƯỜNG XUÂN VỀ MỤC TIÊU, PHƯƠNG HƯỚNG NHIỆM VỤ NĂM 2023",
        "NGHỊ QUYẾT.",
        "CỦA BAN CHẤP HÀNH ĐẢNG BỘ XÃ TRƯỜNG XUÂN",
        "Về mục tiêu, phương hướng, nhiệm vụ năm 2023",
        "Ngày 07/01/2023, Ban chấp hành Đảng bộ xã Trường Xuân khoá XXI, đã tổ chức hội nghị thảo luận các "
        "mục tiêu phát triển kinh tế - xã hội, Quốc phòng - An ninh năm 2023 của địa phương và đã thống nhất "
        "quyết nghị:",
    ]
    assert lines[-1] == "- Phấn đấu xây dựng Đảng bộ hoàn thành suất xắc nhiệm vụ năm 2023./."
    assert "\xa0" not in result.text
    assert [int(number) for number in re.findall(r"(?m)^(\d+)- ", result.text)] == list(range(1, 30))
    assert (
        "11- Tỷ lệ người dân tham gia BHYT trên 96%; Số người tham gia BHXH tự nguyện đạt trên 42 người;"
    ) in lines
    assert (
        "12- Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng: Thể cân nặng/tuổi dưới 10,5%; Thể thấp còi/tuổi dưới 17,9%;"
    ) in lines


@needs_seeds
def test_seed_003_tells_what_was_taken_out() -> None:
    _, result = seed("003")

    assert [(drop.reason, drop.text.split("\n")[0]) for drop in result.dropped] == [
        ("bộ đếm truy cập", "Truy cập"),
        ("dòng đăng tin của trang web", "Ngày 13/03/2023 14:51:27"),
        (RULE, "."),
        ("dòng nguồn của trang web", "Nguồn Nguyễn Quang Lĩnh: ĐUV, Phó CNKTĐU, Công chức VP - TK"),
        (COPY, "NGHỊ QUYẾT CỦA ĐẢNG ỦY XÃ TRƯỜNG XUÂN VỀ MỤC TIÊU, PHƯƠNG HƯỚNG NHIỆM VỤ NĂM 2023"),
        ("khung liên hệ, điện thoại, thư điện tử", "THỦ TỤC HÀNH CHÍNH"),
    ]
    counter, _, _, _, copy, contact = (drop.text for drop in result.dropped)
    assert counter.endswith("Tất cả:\n174989")
    assert "Đăng lúc: 13/03/2023 14:51:27 (GMT+7)" in copy
    assert copy.endswith("Nguồn Nguyễn Quang Lĩnh: ĐUV, Phó CNKTĐU, Công chức VP - TK")
    assert "Địa chỉ: Phú Hậu 1, Xã Trường Xuân, Huyện Thọ Xuân" in contact
    assert contact.endswith("SĐT: 0374408758\nEmail: truongxuan.thoxuan@thanhhoa.gov.vn")


@needs_seeds
def test_seed_004_has_its_broken_heading_whole_and_its_addressees_apart() -> None:
    _, result = seed("004")
    lines = result.text.split("\n")

    assert lines[:2] == ["THÔNG BÁO", "Hội nghị lần thứ 25 Ban Chấp hành Đảng bộ huyện khóa XX"]
    assert (
        "2. Báo cáo tình hình thực hiện nhiệm vụ phát triển kinh tế - xã hội, đảm bảo quốc phòng an ninh năm "
        "2023, kế hoạch năm 2024; Báo cáo tình hình thực hiện dự toán ngân sách địa phương năm 2023, dự toán "
        "ngân sách địa phương năm 2024; tình hình thực hiện kế hoạch vốn đầu tư công năm 2023, kế hoạch vốn "
        "đầu tư công năm 2024."
    ) in lines
    assert "hội viên có việc chưa kịp thời; có phong trào" in result.text
    assert "(thu ngân sách trên địa bàn đạt 41,343 tỷ đồng, đạt 94,8% kế hoạch)" in result.text
    assert [line[:4] for line in lines if line.startswith("(")] == [f"({n}){' ' * (n < 10)}" for n in range(1, 11)]
    assert lines[-12:-8] == [
        "Nơi nhận:",
        "- Thường trực Tỉnh ủy (b/c),",
        "- Đ/c Nguyễn Ngọc Vinh, Ủy viên BTV Tỉnh ủy-",
        "Chủ nhiệm UBKT Tỉnh ủy,",
    ]
    assert lines[-3:] == ["T/M HUYỆN ỦY", "PHÓ BÍ THƯ", "Cao Trang Trọng"]


@needs_seeds
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_no_word_of_a_seed_is_lost_and_none_is_made_up(number: str) -> None:
    text, result = seed(number)
    kept = words("\n".join([result.text, *(drop.text for drop in result.dropped)]))

    assert kept == words(text.replace("\\geq", "≥"))


@needs_seeds
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_cleaned_seed_stays_as_it_is(number: str) -> None:
    _, result = seed(number)

    assert cleaned(result.text) == CleanText(result.text)


# -- any text ----------------------------------------------------------------------------------------

# Pieces that mean something to a stage; figures stand in them only as plain text, so that none may get lost.
WRITTEN = """
** ¦ * ¦ _ ¦ # ¦ ## ¦ \\* ¦ \\- ¦ \\% ¦ 1\\. ¦ $ ¦ | ¦ - ¦ + ¦ •
a) ¦ đ) ¦ II. ¦ (1) ¦ . ¦ ; ¦ : ¦ , ¦ ( ¦ ) ¦ “ ¦ ” ¦ % ¦ ‰ ¦ %o
ƣ ¦ ≥ ¦ о ¦ Сộng ¦ ng−ời ¦ ngμnh ¦ <br> ¦ <b> ¦ </b> ¦ ---- ¦ ... ¦ ___ ¦ 2 ¦ 12 ¦ 58 ¦ 60,5 ¦ triệu đồng
của ¦ năm ¦ đạt ¦ mới ¦ tự ¦ xã ¦ Nông thôn ¦ kinh tế ¦ nguyện đạt trên 42 người ¦ Về việc ¦ Căn cứ ¦ BÍ THƯ
NGHỊ QUYẾT ¦ Nơi nhận: ¦ T/M ĐẢNG ỦY ¦ Truy cập ¦ Hôm nay: ¦ Nguồn: báo ¦ Email: a@b.vn ¦ Trang chủ
Tin liên quan ¦ Đăng lúc: 13/03/2023 14:51:27 ¦ Trang 2/5 ¦ THỦ TỤC HÀNH CHÍNH ¦ Địa chỉ: xã A
Phấn đấu đến cuối năm nâng tỷ lệ người dân tham gia bảo hiểm
"""
PIECES = [piece.strip() for line in WRITTEN.strip().split("\n") for piece in line.split("¦")]
MARKUP = (
    "$\\geq 95\\%$",
    "&nbsp;",
    "&amp;",
    "&lt;",
    "&#58;",
    "\\geq",
    "e\u0323\u0302",
    "\u200b",
    "\xad",
    "\uf0b7",
)
BREAKS = ("\n", "\n\n", "\f", "\r\n", " ", "", "\t")

texts = st.lists(st.sampled_from([*PIECES, *MARKUP, *BREAKS]) | st.text(max_size=3), max_size=40).map("".join)
plain_texts = st.lists(st.sampled_from([*PIECES, *BREAKS]), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_cleaning_a_cleaned_text_changes_nothing(text: str) -> None:
    result = cleaned(text)

    assert cleaned(result.text) == CleanText(result.text)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_every_block_is_one_line_with_single_spaces(text: str) -> None:
    lines = cleaned(text).text.split("\n")

    assert lines == [""] or all(line == " ".join(line.split()) != "" for line in lines)


@settings(max_examples=200, deadline=None)
@given(plain_texts)
def test_no_figure_is_ever_lost(text: str) -> None:
    result = cleaned(text)
    kept = result.text + "".join(drop.text for drop in result.dropped)

    assert Counter(filter(str.isdigit, kept)) == Counter(filter(str.isdigit, text))


def test_the_same_text_gives_the_same_result() -> None:
    text = "Trang 2/5\n**Thu nhập** đạt\n\n60,5 triệu đồng\n-----"

    assert cleaned(text) == cleaned(text)
    assert cleaned(text).text == "Thu nhập đạt 60,5 triệu đồng"
    assert [drop.reason for drop in cleaned(text).dropped] == [PAGE_NUMBER, RULE]


def test_an_empty_text() -> None:
    assert cleaned("") == CleanText("")
    assert cleaned("\n \xa0\n\f") == CleanText("")


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "*a ",
        "&amp;",
        "$a",
        "(",
        "| ",
        "<a ",
        "_a",
        "\\",
        "I. ",
        "12\n",
        "và của\n",
        "Tin liên quan\n",
        "$\\geq 5$ ",
        "58¹ ",
        "<s>a</s> ",
        "<s>",
        "~~a ",
        "<!-- ",
        "a\t",
        "a\t12\n",
        "Thu  tỷ  12\n",
        "Chỉ tiêu  KH  TH\n",
        "a | b | c\n",
    ],
)
def test_no_piece_makes_cleaning_slow(piece: str) -> None:
    text = piece * (150_000 // len(piece))
    start = time.perf_counter()

    cleaned(text)

    # Linear: 1 s on one slow core that does nothing else. A quadratic stage that takes a minute for twice the text
    # takes a quarter of that here.
    assert time.perf_counter() - start < 15


def test_digits_in_doubt_are_plain_at_the_end_and_their_place_is_told() -> None:
    text = f"1. Thu ngân sách đạt\n{doubtful('12,5')} tỷ đồng.\n| Hộ nghèo | {doubtful('2')} |"

    cleaned = clean(SourceDocument("a.pdf", "0", text))

    assert cleaned.text == "1. Thu ngân sách đạt 12,5 tỷ đồng.\n| Hộ nghèo | 2 |"
    assert [cleaned.text[start:end] for start, end in cleaned.doubtful] == ["12,5", "2"]
