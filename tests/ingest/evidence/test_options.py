"""What a figure may be: the indicators offered for it, and the witnesses that speak for each."""

import pytest

from tests.ingest.made import surveyed


def figures(text, **known):
    return surveyed(text, **known).mentions


def figure(text, value, **known):
    return next(each for each in figures(text, **known) if each.quantity.value == value)


def options(mention):
    """Indicator (None for what the catalogue lacks) -> the option."""
    return {option.entry.id if option.entry else None: option for option in mention.options}


def test_the_words_before_a_figure_name_it():
    offered = options(figure("- Sản lượng ngô đạt 520 tấn", 520))
    assert {"naming words", "before", "like"} <= offered["san_luong_ngo"].witness.keys()
    assert offered["san_luong_ngo"].named.figure.value == 520


def test_the_words_behind_a_figure_that_comes_first():
    assert "after" in options(figure("- 72% hộ gia đình văn hóa", 72))["ty_le_gia_dinh_van_hoa"].witness


def test_no_indicator_that_the_unit_cannot_be_of():
    assert "ty_le_ho_ngheo" not in options(figure("- Tỷ lệ hộ nghèo: 12 tấn", 12))


def test_the_documents_own_words_are_always_offered_beside_the_catalogue():
    offered = options(figure("- Kênh nội đồng được nạo vét: 14 km", 14))
    assert None in offered
    assert offered[None].named.label == "Kênh nội đồng được nạo vét"


def test_the_head_above_completes_an_item():
    text = "II. SẢN XUẤT\nSản lượng một số cây trồng:\n- Ngô: 520 tấn"
    offered = options(figure(text, 520))
    assert "head 0 and own" in offered["san_luong_ngo"].witness


def test_what_stands_before_the_colon_completes_the_figures_behind_it():
    offered = options(figure("- Cơ cấu kinh tế: nông nghiệp 31%; dịch vụ 40%", 40))
    assert "co_cau_dich_vu" in offered


def test_a_neighbours_crop_is_taken_over_with_another_measure():
    mention = figure("- Diện tích lúa 230 ha; diện tích đậu 90 ha, sản lượng 108 tấn", 108)
    witness = options(mention)["san_luong_dau"].witness
    assert "naming neighbour" in witness
    assert witness["like"] > witness["like own"]  # the words of the clause complete the figure's own


def test_later_figures_of_a_line_may_still_be_of_the_first():
    offered = options(figure("- Diện tích lúa 168 ha, bằng 98% kế hoạch", 98))
    assert offered["dien_tich_lua"].named.measured.measure == "vs_plan"


def test_a_bare_percentage_behind_an_amount_may_be_a_share_of_its_plan():
    witness = options(figure("- Sản lượng lúa 985 tấn, đạt 99,1%", 99.1))["san_luong_lua"].witness
    assert {"share of figure before", "figure before"} & witness.keys()


def test_a_percentage_named_by_the_words_of_count_and_rate_is_the_rate():
    mention = figure("- 82% thôn đạt danh hiệu làng văn hóa", 82)
    named = [key for key, option in options(mention).items() if "naming words" in option.witness]
    assert named == ["ty_le_thon_van_hoa"]


def test_a_count_named_by_the_same_words_is_the_count():
    mention = figure("- Có 8 làng văn hóa", 8)
    named = [key for key, option in options(mention).items() if "naming words" in option.witness]
    assert named == ["so_lang_van_hoa"]


@pytest.mark.parametrize("line", ["- Diện tích lúa 318/300 ha", "- Kết nạp 10/7 đảng viên"])
def test_a_result_against_its_plan_is_two_figures(line):
    done, planned = figures(line)
    assert (done.side, planned.side) == ("value", "plan")
    assert planned.quantity.value == done.quantity.of
    assert planned.quantity.of is None
    same = options(done).keys() & options(planned).keys()
    assert any(options(planned)[key].named.figure.value == planned.quantity.value for key in same)


def test_only_a_level_has_a_plan_beside_it():
    _, planned = figures("- Diện tích lúa tăng 318/300 ha")
    assert all(option.named.measured.measure == "level" for option in planned.options)


def test_figures_of_a_line_know_their_place():
    assert [each.place for each in figures("- Trồng 40 ha ngô, 25 ha lạc")] == [(2, 0), (2, 1)]


# -- cells ---------------------------------------------------------------------------------------------

TABLE = """II. CHỈ TIÊU
| TT | Chỉ tiêu | ĐVT | KH 2024 | TH 2024 | TH/KH (%) |
| 1 | Sản lượng ngô | tấn | 500 | 520 | 104 |
| 2 | Sản lượng lạc | tấn | 200 | 150 | 75 |
| 3 | Sản lượng đậu | tấn | 80 | 84 | 105 |"""


def test_a_cell_is_named_by_its_row_and_has_the_rows_unit():
    mention = figure(TABLE, 520)
    option = options(mention)["san_luong_ngo"]
    assert {"label", "label and heading"} <= option.witness.keys()
    assert (option.named.figure.value, option.named.figure.unit) == (520, "tấn")
    assert mention.cell.column.heading == "TH 2024"


def test_a_column_that_is_computed_from_two_others_is_a_share_of_the_plan():
    mention = figure(TABLE, 104)
    assert options(mention)["san_luong_ngo"].named.measured.measure == "vs_plan"
    assert mention.part == frozenset({"ratio"})
    assert figure(TABLE, 500).part == frozenset({"second of ratio"})


def test_a_column_against_last_year_is_a_change():
    text = TABLE.replace("KH 2024", "TH 2023").replace("TH/KH (%)", "So với cùng kỳ (%)")
    named = options(figure(text, 104))["san_luong_ngo"].named
    assert (named.measured.measure, named.figure.unit) == ("change", "% so với năm trước")


@pytest.mark.parametrize(
    ("base", "done", "share", "measure"),
    [
        ("KH giao", "TH 2024", "%", "vs_plan"),
        ("Dự toán", "Ước thực hiện", "Tỷ lệ (%)", "vs_plan"),
        ("Ước TH 2023", "KH 2024", "So với ước TH 2023 (%)", "change"),  # what was done the year before
        ("Thực hiện năm trước", "Năm 2024", "%", "change"),
        ("Tổng số hộ", "Số hộ nghèo", "Tỷ lệ (%)", "level"),  # a part of a whole
        ("Dân số", "Số người có thẻ", "Tỷ lệ %", "level"),
        ("Tổng đàn", "Đã tiêm", "Tỷ lệ đạt (%)", "vs_plan"),  # said to be held against a plan
    ],
)
def test_what_a_computed_column_is_a_share_of(base, done, share, measure):
    text = TABLE.replace("KH 2024", base).replace("TH 2024", done).replace("TH/KH (%)", share)
    assert options(figure(text, 104))["san_luong_ngo"].named.measured.measure == measure


def test_the_unit_of_a_heading_or_of_the_line_above_the_table():
    rows = (
        "| Nội dung | TH 2023 | KH 2024 |\n| Thu ngân sách xã | 5.200 | 6.100 |\n| Chi ngân sách xã | 5.100 | 5.900 |"
    )
    above = figure(f"Đơn vị tính: triệu đồng\n{rows}", 5200)
    assert options(above)["thu_ngan_sach"].named.figure.value == 5.2
    heading = figure(rows.replace("TH 2023", "TH 2023 (tỷ đồng)").replace("5.200", "5,2"), 5.2)
    assert options(heading)["thu_ngan_sach"].named.figure.value == 5.2


def test_the_plan_behind_a_slash_in_a_cell():
    text = "| Chỉ tiêu | ĐVT | Kết quả 2024 |\n| Diện tích lúa | ha | 318/300 |\n| Diện tích ngô | ha | 40/45 |"
    sides = [(each.side, each.quantity.value) for each in figures(text)]
    assert sides == [("value", 318), ("plan", 300), ("value", 40), ("plan", 45)]


@pytest.mark.parametrize(
    ("text", "value", "indicator"),
    [
        ("2. TỶ LỆ HỘ NGHÈO CÒN 5,7%\nGiảm 1,2% so với năm 2023.", 1.2, "ty_le_ho_ngheo"),
        ("- Đàn lợn 3.100 con\n- Tăng 120 con so với cùng kỳ", 120, "tong_dan_lon"),
        ("4. Thu ngân sách: 6,3 tỷ đồng\nĐạt 102% kế hoạch.", 102, "thu_ngan_sach"),
        ("Đàn lợn 3.100 con.\nTăng 120 con so với năm trước.\nBằng 104% kế hoạch.", 104, "tong_dan_lon"),
    ],
)
def test_a_line_that_goes_on_is_of_the_figure_above(text, value, indicator):
    assert options(figure(text, value))[indicator].witness["previous"] == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "- Đàn lợn 3.100 con\n- Diện tích rừng tăng 120 ha so với cùng kỳ",
        "- Đàn lợn 3.100 con, đàn bò 900 con\n- Tăng 120 con so với cùng kỳ",
        "- Đàn lợn 3.100 con\n- Tăng 120 con",
        "- Đàn lợn 3.100 con\nII. NHIỆM VỤ\n- Tăng 120 con so với cùng kỳ",
    ],
    ids=["a name of its own", "two above", "held against nothing", "a line between"],
)
def test_another_line_does_not_go_on(text):
    assert not any("previous" in option.witness for option in figure(text, 120).options)


def test_a_share_of_what_was_done_last_year_is_a_change():
    text = """| TT | Chỉ tiêu | ĐVT | Ước TH 2023 | KH 2024 | So sánh (%) |
| 1 | Sản lượng ngô | tấn | 520 | 572 | 110 |
| 2 | Sản lượng lạc | tấn | 144 | 180 | 125 |"""
    assert options(figure(text, 110))["san_luong_ngo"].named.measured.measure == "change"
