from dataclasses import replace

import pytest

from assistant.language.catalogue import load_catalogue
from assistant.types import Indicator, Resolution, Section
from eval.placing import Placing, place
from tests.eval.making import FakeShelf, make_document, make_row

TEXT = """II. CHỈ TIÊU
- Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm.
- Gieo trồng lúa 168/170 ha.
| Thu ngân sách | triệu đồng | 5.200 | 104 |
Thu nhập của xã Yên Lộc là 99 triệu đồng."""
HEADING = Section(("II",), "CHỈ TIÊU", "targets", 0, 13, len(TEXT))
DOCUMENT = replace(make_document(text=TEXT), sections=(HEADING,))
INCOME = make_row(DOCUMENT).indicator


def gold(**changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "doc": DOCUMENT.name,
        "span": "Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm",
        "indicator": "thu_nhap_binh_quan",
        "label": None,
        "comparator": ">=",
        "value": 58,
        "unit": "triệu đồng/người/năm",
        "kind": "target",
        "measure": "level",
        "year": 2024,
    }
    return {**row, **changes}


def placed(*rows: dict[str, object], read: tuple[Indicator, ...] = (), document: Resolution = DOCUMENT) -> Placing:
    return place(rows, shelf=FakeShelf([document], read), known=load_catalogue())


def test_a_row_that_nobody_read_becomes_a_whole_one() -> None:
    (row,) = placed(gold()).rows
    assert row.quote == TEXT[row.start : row.end] == "Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm"
    assert (row.figure, row.section, row.document_id) == (
        "từ 58 triệu đồng/người/năm",
        "II",
        DOCUMENT.document_id,
    )
    assert (row.value, row.comparator, row.year, row.kind) == (58.0, ">=", 2024, "target")
    assert row.label == load_catalogue().entries["thu_nhap_binh_quan"].name
    assert (row.scope, row.approximate, row.review, row.confidence) == (None, False, "extracted", 1.0)


def test_what_the_gold_leaves_out_stays_as_read_and_null_is_a_word() -> None:
    read = replace(INCOME, scope="hộ", previous=50.0, period="2021-2025", year=2020, kind="actual")
    (row,) = placed(gold(scope=None, period="2024-2025"), read=(read,)).rows
    assert (row.previous, row.scope, row.period) == (50.0, None, "2024-2025")
    assert (row.kind, row.year) == ("target", 2024)
    assert (row.label, row.figure) == (INCOME.label, INCOME.figure)


def test_a_row_read_from_other_words_or_with_another_value_gives_nothing() -> None:
    other = replace(INCOME, value=85.0, scope="hộ")
    assert placed(gold(), read=(other,)).rows[0].scope is None
    elsewhere = replace(INCOME, start=0, end=5, scope="hộ")
    assert placed(gold(), read=(elsewhere,)).rows[0].scope is None


def test_of_two_readings_of_a_figure_the_one_that_means_the_same_is_taken() -> None:
    wrong = replace(INCOME, indicator="ty_le_ho_ngheo", label="Hộ nghèo", scope="hộ")
    right = replace(INCOME, label="Thu nhập", scope="dân số")
    (row,) = placed(gold(), read=(wrong, right)).rows
    assert (row.label, row.scope) == ("Thu nhập", "dân số")
    assert placed(gold(), read=(wrong,)).rows[0].label != "Hộ nghèo"


def test_a_figure_of_a_table_is_quoted_by_its_row_and_has_the_unit_of_its_cell() -> None:
    budget = gold(indicator="thu_ngan_sach", span="Thu ngân sách triệu đồng 5.200", value=5.2, unit="tỷ đồng")
    (row,) = placed(budget).rows
    assert row.quote == "| Thu ngân sách | triệu đồng | 5.200 | 104 |"
    assert row.figure == "5.200 triệu đồng"
    rate = {**budget, "measure": "vs_plan", "value": 104, "unit": "% so với kế hoạch"}
    assert placed({**rate, "span": row.quote}).rows[0].figure == "104"


def test_the_plan_beside_a_result() -> None:
    rice = {"indicator": "dien_tich_lua", "span": "lúa 168/170 ha", "unit": "ha", "comparator": "="}
    result, plan = placed(
        gold(**rice, value=168, kind="actual", plan_value=170), gold(**rice, value=170, kind="target")
    ).rows
    assert (result.value, result.plan, result.figure) == (168.0, 170, "168/170 ha")
    assert (plan.value, plan.plan, plan.figure) == (170.0, None, "168/170 ha")


def test_a_figure_that_the_rules_pass_over_is_still_what_people_read() -> None:
    document = replace(DOCUMENT, text="Kết nạp 95% (nghị quyết 40).")
    row = gold(indicator="ket_nap_dang_vien", span="(nghị quyết 40)", value=40, unit="đảng viên")
    assert [each.figure for each in placed(row, document=document).rows] == ["40"]
    assert placed({**row, "value_max": 45}, document=document).rows == ()


def test_rows_come_in_the_order_of_the_text_under_ids_of_their_own() -> None:
    budget = gold(indicator="thu_ngan_sach", span="Thu ngân sách triệu đồng 5.200", value=5.2, unit="tỷ đồng")
    rows = placed(budget, gold()).rows
    assert [row.indicator for row in rows] == ["thu_nhap_binh_quan", "thu_ngan_sach"]
    assert len({row.row_id for row in rows}) == 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"span": "Thu nhập đạt 58 triệu"}, "trích đoạn không có trong văn bản"),
        ({"span": None}, "dòng không ghi trích đoạn"),
        ({"value": 61}, "trích đoạn không có số của dòng"),
        ({"indicator": "khong_co"}, "danh mục không có mã chỉ tiêu này"),
        ({"doc": "khac.txt"}, "kho không có văn bản này"),
    ],
)
def test_a_row_that_cannot_be_placed_is_told(changes: dict[str, object], reason: str) -> None:
    told = placed(gold(), gold(**changes))
    assert len(told.rows) == 1
    assert told.reasons == {reason: 1}
    assert told.unplaced[0].row == gold(**changes)


@pytest.mark.parametrize(
    ("changes", "place", "scope"),
    [
        ({"place": "xã Yên Lộc"}, "xã Yên Lộc", None),
        ({"place": "Yên Lộc", "level": "xã"}, "xã Yên Lộc", None),  # as the ledger is exported
        ({"place": "thị trấn Trường Xuân"}, "thị trấn Trường Xuân", None),  # a town of the unit's own name
        ({"place": "xóm Đình, xã Trường Xuân"}, "xóm Đình", None),
        ({"place": "xã Trường Xuân", "scope": "thôn Hạ Tứ, vụ mùa"}, "thôn Hạ Tứ", "vụ mùa"),
        ({"place": "xã Trường Xuân", "scope": "thôn văn hóa"}, None, "thôn văn hóa"),  # names no village
    ],
)
def test_a_figure_of_another_unit_is_a_row_of_that_unit(
    changes: dict[str, object], place: str | None, scope: str | None
) -> None:
    other = gold(span="Thu nhập của xã Yên Lộc là 99 triệu đồng", value=99, **changes)
    told = placed(gold(place="xã Trường Xuân"), gold(), other)
    assert [row.place for row in told.rows] == [None, None, place]
    assert (told.rows[-1].scope, told.reasons) == (scope, {})


def test_a_figure_of_what_is_no_unit_is_not_placed() -> None:
    other = gold(span="Thu nhập của xã Yên Lộc là 99 triệu đồng", value=99, place="toàn vùng")
    assert placed(gold(place="xã Trường Xuân"), gold(), other).reasons == {"số của đơn vị khác": 1}


def test_where_the_archive_has_another_name_for_the_unit_most_rows_decide() -> None:
    document = replace(DOCUMENT, identity=replace(DOCUMENT.identity, commune="Xuân Trường"))
    named, other = gold(place="xã Trường Xuân"), gold(place="xã Yên Lộc")
    told = placed(named, named, other, document=document)
    assert [row.place for row in told.rows] == [None, None, "xã Yên Lộc"]


def test_a_document_without_a_name_in_the_archive_may_speak_for_several_units() -> None:
    document = replace(DOCUMENT, identity=replace(DOCUMENT.identity, commune=None))
    told = placed(gold(place="xã Trường Xuân"), gold(place="xã Yên Lộc"), document=document)
    assert [row.place for row in told.rows] == ["xã Trường Xuân", "xã Yên Lộc"]
    assert [row.place for row in placed(gold(place="xã Trường Xuân"), document=document).rows] == [None]


def test_a_document_without_gold_rows_keeps_none() -> None:
    other = make_document("khac.txt", text=TEXT)
    shelf = FakeShelf([DOCUMENT, other], [INCOME, replace(INCOME, document_id=other.document_id)])
    told = place([gold()], shelf=shelf, known=load_catalogue())
    assert [row.document_id for row in told.rows] == [DOCUMENT.document_id]
    assert told.emptied == ("khac.txt",)
