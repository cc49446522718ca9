"""What kind of document a text is, and that a news item about one is none."""

import pytest

from assistant.types import SourceDocument
from ingest.clean import clean
from ingest.identity.kind import read_kind
from ingest.identity.page import read_page

TEXT = "I. KẾT QUẢ NĂM 2023\n1. Thu nhập đạt 52 triệu đồng.\nII. NHIỆM VỤ NĂM 2024\n1. Trồng 12 ha rừng.\n"


def _kind(text, number=None):
    return read_kind(read_page(clean(SourceDocument("vb.txt", "h", text)), name="vb.txt"), number=number)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("UBND XÃ BẢN NGÀ\nBÁO CÁO\nKết quả năm 2023", "báo cáo"),
        ("UBND XÃ BẢN NGÀ\nBÁO CÁO KẾT QUẢ NĂM 2023 VÀ NHIỆM VỤ NĂM 2024", "báo cáo"),
        ("ĐẢNG ỦY XÃ\nNGHỊ QUYẾT CỦA BAN CHẤP HÀNH ĐẢNG BỘ XÃ", "nghị quyết"),
        ("# KẾ HOẠCH\n# phát triển kinh tế - xã hội năm 2024", "kế hoạch"),
        ("HUYỆN ỦY\n**THÔNG BÁO**\n**Kết luận Hội nghị lần thứ 9**", "thông báo"),
        ("ĐẢNG ỦY XÃ\nKẾT LUẬN\ncủa Ban Thường vụ Đảng ủy về báo cáo năm 2023", "khác"),
        ("Báo cáo nhanh tình hình quý I của UBND phường\nĐăng ngày: 29/3/2024 | Lượt xem: 17", "báo cáo"),
        ("Kết quả nổi bật nhiệm kỳ (Trích báo cáo chính trị trình Đại hội)", "báo cáo"),
        ("TÌNH HÌNH KINH TẾ - XÃ HỘI 6 THÁNG ĐẦU NĂM 2023", "báo cáo"),
        ("UBND XÃ BẢN NGÀ\nV/v đăng ký chỉ tiêu năm 2024\nKính gửi: UBND huyện Sông Hiến", "công văn"),
        ("Định hướng phát triển giai đoạn 2021 - 2025", "khác"),
    ],
)
def test_the_heading_block_tells_the_kind(head, kind):
    assert _kind(f"{head}\n{TEXT}") == kind


@pytest.mark.parametrize(
    "page",
    [
        "Đại hội Đảng bộ xã Bản Ngà thành công\nNgày 26/5, Đảng bộ xã Bản Ngà tổ chức Đại hội.\n"
        "Dự Đại hội có đồng chí Bí thư Huyện ủy. Báo cáo chính trị nêu thu nhập 52 triệu đồng.\nTin, ảnh: Lan Anh\n",
        "UBND xã Bản Ngà báo cáo kết quả năm 2023\n29/12/2023 | 08:15\nNgày 27/12, HĐND xã tổ chức kỳ họp thứ 7.\n"
        "Thay mặt UBND xã, đồng chí Chủ tịch trình bày báo cáo. Thu nhập đạt 52 triệu đồng.\n",
        "Bản Ngà sau một năm\nNăm cũ khép lại, thu nhập 52 triệu, tăng 4% so với năm trước.\nBài và ảnh: Lan Anh\n",
    ],
)
def test_a_news_item_is_no_document_of_a_kind(page):
    assert _kind(page) == "khác"


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("UBND xã báo cáo tình hình thực hiện nhiệm vụ năm 2023 như sau:", "báo cáo"),
        ("UBND xã xây dựng kế hoạch với các nội dung sau:", "kế hoạch"),
        ("Hội nghị thống nhất ban hành nghị quyết về nhiệm vụ năm 2024 với các nội dung sau:", "nghị quyết"),
    ],
)
def test_what_the_text_calls_itself(sentence, kind):
    assert _kind(f"{sentence}\n{TEXT}") == kind


def test_the_number_tells_the_kind():
    assert _kind(f"Về nhiệm vụ năm 2024\n{TEXT}", number="36-NQ/ĐU") == "nghị quyết"


def test_results_without_a_title_are_a_report():
    lines = "".join(f"- Chỉ tiêu {i}: đạt {90 + i}% KH, tăng {i}% so với cùng kỳ.\n" for i in range(1, 6))
    assert _kind(f"LĨNH VỰC KINH TẾ.\n{lines}") == "báo cáo"
