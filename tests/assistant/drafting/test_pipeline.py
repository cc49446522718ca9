"""Drafts made from the real documents. Every list here was read from the documents by eye, before the code."""

import re
from dataclasses import replace

import pytest

from assistant.drafting.pipeline import draft, text_of
from assistant.drafting.results import read_results
from assistant.errors import InvalidResults, InvalidSetting, UnknownDocument
from assistant.types import DraftRequest, Edit, Entry, Figure
from tests.assistant.drafting.making import archive_of, read_text, resolution

# Every year of seed 003, in the order of its text, as the draft for 2024 must have it: the meeting's date is taken
# out (1988 is the number of a decision); 2022 of the results, 2021 of the comparison and 2023 move; dates of
# documents, of the party's founding, of plans and horizons stay.
YEARS_003 = (
    "2024 2023 2023 2022 2024 2024 2024 2024 2024 2024 1988 2017 2017 2024 1938 2024 2022 2025 2030 2016 2015 "
    "2024 2024 2024"
)
ROLLED_003 = [
    "Quốc phòng - An ninh năm 2024 của địa phương",
    "Trong năm 2023 Đảng bộ, chính quyền",
    "kế hoạch năm 2023, trong đó có",
    "vi phạm kỷ luật tăng so với năm 2022",
    "Thực hiện nhiệm vụ trong năm 2024 địa phương",
    "của địa phương trong năm 2024 và những năm tiếp theo",
    "dự báo năm 2024 cũng sẽ còn",
    "quốc phòng – quân sự địa phương năm 2024.",
    "kế hoạch tiêm phòng năm 2024",
    "kế hoạch sử dụng đất 2024 và",
    "thu Ngân sách xã năm 2024 đạt",
    "27- Tổ chức kỷ niệm 86 năm ngày truyền thống Đảng bộ xã",
    "kỷ niệm 86 năm ngày truyền thống Đảng bộ xã (20/6/1938 – 20/6/2024)",
    "kết nạp đảng trong năm 2024",
    "an ninh – quốc phòng của năm 2024 và những năm tiếp theo",
    "suất xắc nhiệm vụ năm 2024./.",
]
KEPT_003 = [
    "xã Trường Xuân khoá XXI",
    "Nghị quyết số 05-NQ/TU của Ban Chấp hành Đảng bộ tỉnh",
    "Quyết định 1988/2017/QĐ-UBND ngày 12/6/2017 của UBND tỉnh Thanh Hóa",
    "Chỉ thị số 02-CT/HU của Ban Thường vụ Huyện ủy",
    "đề án 06",
    "giai đoạn 2022 – 2025, tầm nhìn đến năm 2030",
    "Quy định số 37- QĐ/TW",
    "Nghị quyết Trung ương 4( khoá XI)",
    "Nghị quyết Trung ương 4 (khoá XII)",
    "Chỉ thị số 05 - CT/TW, ngày 15/5/2016",
    "Chỉ thị số 01- CT/HU ngày 05/10/2015 của Ban Thường vụ Huyện ủy Thọ Xuân",
    "Chỉ thị số 12 và số 15",
    "các tuyến đường 506b, 506c",
    "quốc gia về y tế giai đoạn 2.",
]
# Last year's figures: none may stand in the items that they were in.
FIGURES_003 = (
    "170,5 9.850 09 205.000 58 92 0,5 96 42 10,5 17,9 91 06 27 81 160 14 0,48 98,3 18 80 29/29 7/29 11,8 1,855"
)
RESULTS_003 = """mã;chỉ tiêu;kết quả;đơn vị;đề xuất;cấp trên giao
gtsx_nong_lam_thuy_san;;172,3;tỷ đồng;175;
san_luong_luong_thuc;;9.912;tấn;goi y;
thu_nhap_binh_quan;;60,2;triệu đồng/người/năm;62,5;62
ty_le_bhyt;;96,8;%;;97
so_ho_ngheo;;7;hộ;giữ nguyên;
ket_nap_dang_vien;;19;đồng chí;20;
"""


@pytest.fixture(scope="module")
def blank(seeds):
    """Seed 003 for 2024, nothing typed."""
    return draft(DraftRequest("003", 2024), shelf=seeds, read=read_text)


@pytest.fixture(scope="module")
def filled(seeds, blank):
    """Seed 003 for 2024 with some results."""
    entries = read_results(RESULTS_003, rows=blank.rows)
    return draft(DraftRequest("003", 2024), shelf=seeds, read=read_text, entries=entries)


def body(manuscript):
    return "\n".join(paragraph.text for paragraph in manuscript.kept)


def row_of(manuscript, indicator):
    return next(row for row in manuscript.rows if row.indicator == indicator and row.group == "targets")


def checks_of(manuscript):
    return {finding.check for finding in manuscript.findings}


class TestTruongXuanFor2024:
    def test_all_29_indicators_in_order(self, blank):
        numbers = [row.number for row in blank.rows if row.group == "targets"]
        assert list(dict.fromkeys(numbers)) == [str(number) for number in range(1, 30)]
        assert re.findall(r"^(\d+)- ", body(blank), re.MULTILINE) == [str(number) for number in range(1, 30)]

    def test_the_title_rolls(self, blank):
        assert blank.block.title == "Về mục tiêu, phương hướng, nhiệm vụ năm 2024"

    def test_every_year_in_order(self, blank):
        assert re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", body(blank)) == YEARS_003.split()

    @pytest.mark.parametrize("phrase", ROLLED_003)
    def test_what_rolls(self, blank, phrase):
        assert phrase in body(blank)

    @pytest.mark.parametrize("phrase", KEPT_003)
    def test_what_never_rolls(self, blank, phrase):
        assert phrase in body(blank)

    def test_the_date_of_last_years_meeting_is_blank(self, blank):
        assert "Ngày ...../...../....., Ban chấp hành Đảng bộ xã Trường Xuân" in body(blank)

    def test_2023_stands_only_in_results(self, blank):
        where = {paragraph.role for paragraph in blank.kept if "2023" in paragraph.text}
        assert where == {"results"}
        assert "years" not in checks_of(blank)

    @pytest.mark.parametrize("figure", FIGURES_003.split())
    def test_no_figure_of_last_year_is_left(self, blank, figure):
        with_rows = {row.key.partition(".")[0] for row in blank.rows}
        items = (re.sub(r"^\d+- ", "", paragraph.text) for paragraph in blank.kept if paragraph.key in with_rows)
        assert not any(re.search(rf"(?<![\d.,/]){re.escape(figure)}(?![\d/]|[.,]\d| tuổi)", text) for text in items)

    def test_the_anniversary_is_doubted_and_called_one_off(self, blank):
        told = [one.message for one in blank.findings if one.check in ("doubt", "one_off")]
        assert sum("86 năm không phải năm tròn" in message for message in told) == 2
        assert sum("việc một lần (lễ kỷ niệm" in message for message in told) == 2

    def test_every_missing_result_and_target_is_told(self, blank):
        missing = [one for one in blank.findings if one.check == "missing_result"]
        figures = [row for row in blank.rows if row.last is not None or row.group == "results"]
        assert len(missing) == len(figures) == 41
        assert all("Chưa có kết quả năm 2023" in one.message for one in missing)

    def test_the_assessment_is_to_be_confirmed(self, blank):
        told = [one for one in blank.findings if one.check == "assessment"]
        assert len(told) == 3
        assert "lấy lời đánh giá của năm 2022; năm 2023" in told[0].message

    def test_misspelt_ranks_of_the_base_are_found(self, blank):
        assert [one.message for one in blank.findings if one.check == "ranks"] == [
            "“xuất xắc” viết sai.",
            "“suất xắc” viết sai.",
        ]

    def test_typed_figures_stand_in_their_items(self, filled):
        text = body(filled)
        assert "1- Giá trị sản xuất nông, lâm, nghiệp và thủy sản đạt trên 175 tỷ đồng;" in text
        assert "2- Sản lượng lương thực có hạt đạt trên 9.912 tấn;" in text
        assert "7- Thu nhập bình quân đầu người đạt từ 62,5 triệu đồng/người/năm;" in text
        assert "16- Giảm hộ nghèo từ 06 hộ trở lên" in text
        assert "28- Phấn đấu kết nạp 20 Đảng viên mới trở lên" in text
        assert "11- Tỷ lệ người dân tham gia BHYT trên .....%" in text

    def test_a_suggestion_is_only_offered(self, filled):
        row = row_of(filled, "ty_le_bhyt")
        assert (row.result, row.superior, row.target) == (Figure(96.8), Figure(97.0), None)
        assert row.suggestion.figure == Figure(97.0)
        assert "cấp trên giao" in row.suggestion.reason

    def test_an_accepted_suggestion_keeps_its_arithmetic(self, filled):
        row = row_of(filled, "san_luong_luong_thuc")
        assert row.target == Figure(9912.0)
        assert "chỉ tiêu 9.850, kết quả 9.912 là 9.912" in row.target_source

    def test_fewer_results_are_missing(self, blank, filled):
        def count(manuscript):
            return sum(one.check == "missing_result" for one in manuscript.findings)

        assert count(blank) - count(filled) == 6

    def test_the_same_request_gives_the_same_draft(self, seeds, blank):
        assert draft(DraftRequest("003", 2024), shelf=seeds, read=read_text) == blank


# What only 000 and 001 may say: names, villages, schools, roads, people, terms, local documents, figures.
NAMES = {
    "000": ["Hạ Tứ", "Xuân Thiều", "Nguyễn Trãi", "Bùi Xá", "Hà Tĩnh", "Hoàng văn Lợi", "29-KL/TU", "Quyết định 52",
            "22/7/2021", "2023-2025", "Trường Xuân"],
    "001": ["Hưng Tân", "Bắc – Nam", "542C", "XXX", "Quy định 08", "26 tháng 12", "21 tháng 12"],
}  # fmt: skip
FIGURES = (
    "8/18 9/9 15-16 80% 70% 60,5 5.900.000.000 30 6.871 6.075 1.110 162,5 796 60 144 90 108 2.970 1.950 65.800 03 01 "
    "1,4 0,3 90% 95 65 0,34 0,31 86,5 150 9,7 7,3 2.071 8,67 55 217,67 9% 57 27 96,0 0,57 96 08 04"
)
# Numbers that are no figures of a commune: marks of lists, national numbers, "01 đơn vị diện tích".
NOT_THEIRS = re.compile(
    r"^\d+[-.]\s?|01 đơn vị|01-KL/TW|05-CT/TW|217,218|21[78]-QĐ/TW|128/NQ-CP|Nghị quyết 25|đề án 06|24/24"
    r"|\d+/\d+/\d{4}|covid-?\s?19|mức 2|thứ 3",
    re.IGNORECASE,
)


class TestAnInventedCommune:
    @pytest.fixture(
        scope="class",
        params=[("000", ("001",)), ("001", ("000",)), ("003", ("000", "001"))],
        ids=["000+001", "001+000", "003+both"],
    )
    def manuscript(self, request, seeds):
        base, examples = request.param
        year = 2025 if base != "001" else 2024
        return draft(DraftRequest(base, year, place="An Hòa", examples=examples), shelf=seeds, read=read_text)

    @pytest.mark.parametrize("name", [name for names in NAMES.values() for name in names])
    def test_no_name_survives(self, manuscript, name):
        assert name.lower() not in text_of(manuscript).lower()

    @pytest.mark.parametrize("figure", FIGURES.split())
    def test_no_figure_survives(self, manuscript, figure):
        lines = (NOT_THEIRS.sub(" ", line) for line in body(manuscript).split("\n"))
        assert not any(re.search(rf"(?<![\d.,/]){re.escape(figure)}(?![\d/]|[.,]\d)", line) for line in lines)

    def test_the_new_commune_has_the_block(self, manuscript):
        assert manuscript.block.issuer == "BAN CHẤP HÀNH ĐẢNG BỘ XÃ AN HÒA"
        assert manuscript.block.place_date.startswith("An Hòa, ngày .....")
        assert manuscript.block.superior.endswith(".....")

    def test_the_check_finds_nothing_foreign(self, manuscript):
        assert [one for one in manuscript.findings if "tên của nơi khác" in one.message] == []

    def test_labels_of_the_table_are_clean_too(self, manuscript):
        labels = " ".join(row.label for row in manuscript.rows)
        assert "Hạ Tứ" not in labels

    def test_a_section_from_an_example_names_it(self, seeds):
        request = DraftRequest("003", 2024, examples=("000",))
        manuscript = draft(request, shelf=seeds, read=read_text)
        added = [paragraph for paragraph in manuscript.kept if paragraph.state == "added"]
        assert added[0].text == "IV. KHEN THƯỞNG VÀ KỶ LUẬT."
        assert {paragraph.document for paragraph in added} == {"000"}
        assert all(paragraph.marks == ((0, len(paragraph.text)),) for paragraph in added)
        assert any("lấy từ 000" in one.message for one in manuscript.findings)


class TestAfterTheDistricts:
    @pytest.fixture(scope="class")
    def manuscript(self, seeds):
        return draft(DraftRequest("003", 2026), shelf=seeds, read=read_text)

    def test_bodies_are_replaced_and_flagged(self, manuscript):
        assert "so với kế hoạch tỉnh giao" in body(manuscript)
        told = [one.message for one in manuscript.findings if one.check == "body"]
        assert any("“huyện giao” → “tỉnh giao”" in message for message in told)
        assert any("“ban thường vụ huyện ủy” → “Ban Thường vụ Tỉnh ủy”" in message for message in told)

    def test_cited_documents_keep_their_issuer_and_are_doubted(self, manuscript):
        assert "Chỉ thị số 02-CT/HU của Ban Thường vụ Huyện ủy" in body(manuscript)
        told = [one.message for one in manuscript.findings if one.check == "citations"]
        assert sum("Huyện ủy" in message for message in told) == 2

    def test_the_superior_is_the_provinces(self, manuscript):
        assert manuscript.block.superior == "ĐẢNG BỘ TỈNH THANH HÓA"
        assert any("Thanh Hóa là suy ra" in one.message for one in manuscript.findings)

    def test_a_plan_that_is_over_is_doubted(self, manuscript):
        assert any("2022 – 2025” đã hết trước năm 2026" in one.message for one in manuscript.findings)


BASE = resolution(targets="- Thu nhập bình quân đầu người đạt 58 triệu đồng/người/năm.\n- Tỷ lệ hộ nghèo 1,2%.")


def test_a_result_comes_from_a_later_document_of_the_same_place():
    text = resolution(
        results="- Thu nhập bình quân đầu người năm 2024 đạt 61,5 triệu đồng/người/năm.",
        head=resolution().partition("I. KẾT")[0].strip().replace("năm 2024", "năm 2025"),
    ).replace("NHIỆM VỤ NĂM 2023", "NHIỆM VỤ NĂM 2024")
    shelf = archive_of(base=BASE, later=text.replace("CHỦ YẾU NĂM 2024", "CHỦ YẾU NĂM 2025"))
    manuscript = draft(DraftRequest("base", 2025), shelf=shelf, read=read_text)
    row = row_of(manuscript, "thu_nhap_binh_quan")
    assert (row.result, row.result_source) == (Figure(61.5), "later")


def test_edits_replace_and_drop():
    shelf = archive_of(base=BASE)
    first = draft(DraftRequest("base", 2025), shelf=shelf, read=read_text)
    income, poverty = (p for p in first.paragraphs if p.nature == "figures")
    edits = (Edit(income.key, "- Thu nhập bình quân đầu người đạt ..... triệu đồng."), Edit(poverty.key, None))
    edited = draft(DraftRequest("base", 2025), shelf=shelf, read=read_text, edits=edits)
    assert "Tỷ lệ hộ nghèo" not in body(edited)
    assert [p.state for p in edited.paragraphs if p.key in (income.key, poverty.key)] == ["edited", "dropped"]
    assert any(one.check == "indicators" and "Tỷ lệ hộ nghèo" in one.message for one in edited.findings)


def test_findings_name_a_paragraph_of_the_draft(blank):
    keys = {paragraph.key for paragraph in blank.paragraphs}
    placed = [one for one in blank.findings if one.paragraph]
    assert len(placed) > 40
    assert {one.paragraph for one in placed} <= keys


def test_an_entry_for_no_row_changes_nothing(blank, seeds):
    entries = {"khong-co": Entry(result=Figure(1.0))}
    assert draft(DraftRequest("003", 2024), shelf=seeds, read=read_text, entries=entries) == blank


@pytest.mark.parametrize("year", [2023, 2022, 2035, 0])
def test_a_year_that_the_base_cannot_be_moved_to(year):
    with pytest.raises(InvalidSetting, match="là của năm 2024; dự thảo có thể cho năm 2025 đến 2030"):
        draft(DraftRequest("base", year), shelf=archive_of(base=BASE), read=read_text)


def test_an_unknown_base():
    with pytest.raises(UnknownDocument):
        draft(DraftRequest("khong-co", 2025), shelf=archive_of(base=BASE), read=read_text)


def test_a_hostile_table_changes_nothing(blank):
    with pytest.raises(InvalidResults, match="không lấy dòng nào"):
        read_results("mã;kết quả\nthu_nhap_binh_quan;60\nkhong_co;1e9\n", rows=blank.rows)
    assert replace(blank) == blank
