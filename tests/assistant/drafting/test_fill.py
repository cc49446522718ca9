"""Where the figures of the table come from: staff, a later document of the same place, the level above."""

from assistant.drafting.pipeline import draft
from assistant.types import DraftRequest, Entry, Figure
from tests.assistant.drafting.making import HEAD, archive_of, read_text, resolution

BASE = resolution(
    results="- Tỷ lệ người dân tham gia BHYT đạt 90%.",
    targets="""- Thu nhập bình quân đầu người đạt 58 triệu đồng/người/năm;
- Tỷ lệ người dân tham gia BHYT 96%;
- Sản lượng lương thực đạt 9.850 tấn;""",
)
ABOVE = """NGHỊ QUYẾT
CỦA BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN BÌNH LÂM
Về nhiệm vụ năm 2025
II. CHỈ TIÊU CHỦ YẾU NĂM 2025
- Tỷ lệ người dân tham gia BHYT đạt 97%.
- Sản lượng lương thực đạt 41.100 tấn."""


def later(income):
    """The same commune's next resolution, which reports that income for 2024."""
    text = resolution(results=f"- Thu nhập bình quân đầu người đạt {income} triệu đồng/người/năm.", head=HEAD)
    return text.replace("2024", "2025").replace("NĂM 2023", "NĂM 2024")


def rows_of(shelf, *, entries=None, **request):
    made = draft(DraftRequest("base", 2025, **request), shelf=shelf, read=read_text, entries=entries)
    return {row.indicator: row for row in made.rows if row.group == "targets"}


def test_a_result_of_one_later_document_is_taken():
    row = rows_of(archive_of(base=BASE, sau=later("61,5")))["thu_nhap_binh_quan"]
    assert (row.result, row.result_source) == (Figure(61.5), "sau")


def test_two_that_disagree_are_not():
    shelf = archive_of(base=BASE, sau=later("61,5"), nua=later("62,5"))
    assert rows_of(shelf)["thu_nhap_binh_quan"].result is None


def test_what_was_typed_comes_first():
    shelf = archive_of(base=BASE, sau=later("61,5"))
    key = rows_of(shelf)["thu_nhap_binh_quan"].key
    row = rows_of(shelf, entries={key: Entry(Figure(61.0))})["thu_nhap_binh_quan"]
    assert (row.result, row.result_source) == (Figure(61.0), "người soạn nhập")


def test_another_communes_draft_takes_no_result_of_the_base():
    assert rows_of(archive_of(base=BASE, sau=later("61,5")), place="An Hòa")["thu_nhap_binh_quan"].result is None


def test_of_the_level_above_only_rates_are_held_beside():
    rows = rows_of(archive_of(base=BASE, tren=ABOVE), superior="tren")
    assert (rows["ty_le_bhyt"].superior, rows["ty_le_bhyt"].superior_source) == (Figure(97.0), "tren")
    assert rows["san_luong_luong_thuc"].superior is None
    assert rows["ty_le_bhyt"].suggestion.figure == Figure(97.0)


def test_the_trend_needs_the_result_before():
    shelf = archive_of(base=BASE)
    key = rows_of(shelf)["ty_le_bhyt"].key
    row = rows_of(shelf, entries={key: Entry(Figure(93.0))})["ty_le_bhyt"]
    assert row.suggestion.reason == "theo đà hai năm: 93 × 93 / 90 = 96,1"
    assert row.target is None
