"""Which figures become rows, and what a row tells of its figure."""

from dataclasses import replace

import pytest

from assistant.ledger.sureness import SURE
from ingest.extract import extract
from ingest.rows import DOUBT, reasons, rows_of
from tests.ingest.made import document, weighed

RESULTS, TARGETS = "I. KẾT QUẢ NĂM 2023", "II. CHỈ TIÊU NĂM 2024"


def rows(text, heading=TARGETS, **known):
    known = {"result_year": 2023, "target_year": 2024, "title": "Kết quả năm 2023, nhiệm vụ năm 2024", **known}
    return [row for _, row in rows_of(weighed(f"{heading}\n{text}", **known))]


def test_the_quote_is_the_text_at_its_span():
    table = "| Chỉ tiêu | ĐVT | KH 2024 |\n| Đàn lợn | con | 950 |"
    text = f"{TARGETS}\n- Sản lượng ngô đạt 540 tấn; kết nạp 12 đảng viên.\n{table}"
    found = [row for _, row in rows_of(weighed(text, target_year=2024))]
    assert [row.value for row in found] == [540, 12, 950]
    assert all(text[row.start : row.end] == row.quote for row in found)
    assert [row.quote for row in found] == [
        "Sản lượng ngô đạt 540 tấn",
        "kết nạp 12 đảng viên",
        "| Đàn lợn | con | 950 |",
    ]


def test_rows_are_numbered_and_know_their_section():
    found = rows("- Sản lượng ngô 540 tấn\n- Kết nạp 12 đảng viên")
    assert [row.row_id for row in found] == ["d/II/c1", "d/II/c2"]
    assert {row.section for row in found} == {"II"}


def test_the_same_figure_said_again_is_no_second_row():
    assert len(rows("- Kết nạp 12 đảng viên\n- Trong năm kết nạp 12 đảng viên")) == 1


def test_equal_figures_of_one_line_are_parts_of_a_list():
    line = "- Xây dựng ít nhất 01 làng văn hóa tiêu biểu cấp tỉnh, 01 làng văn hóa tiêu biểu cấp huyện"
    found = rows(line)
    assert [(row.value, row.scope) for row in found] == [(1, "cấp tỉnh"), (1, "cấp huyện")]
    assert {row.comparator for row in found} == {">="}  # "ít nhất" governs both


def test_two_indicators_may_share_a_figure():
    found = rows("- Trên 88% tổ chức cơ sở đảng, đảng viên hoàn thành tốt nhiệm vụ")
    assert {row.indicator for row in found} == {"ty_le_chi_bo_httnv", "ty_le_dang_vien_httnv"}
    assert {(row.comparator, row.value) for row in found} == {(">", 88)}


def test_parts_name_their_whole():
    whole, part = rows("- Thu ngân sách 12 tỷ đồng (trong đó thu tiền sử dụng đất 7 tỷ đồng)")
    assert (whole.sub_of, part.sub_of) == (None, "thu_ngan_sach")


def test_x_of_y_has_its_total_and_a_result_its_plan():
    (of,) = rows("- Xã đạt 16/19 tiêu chí nông thôn mới")
    assert (of.value, of.of, of.plan) == (16, 19, None)
    done, planned = rows("- Kết nạp 15/12 đảng viên", RESULTS)
    assert (done.kind, done.value, done.plan, done.of) == ("actual", 15, 12, None)
    assert (planned.kind, planned.value, planned.year) == ("target", 12, done.year)


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("- Công nhận 01 xã đạt chuẩn nông thôn mới", "scope", "mới"),
        ("- Thu ngân sách gần 12 tỷ đồng", "approximate", True),
        ("- Thu ngân sách 12 tỷ đồng", "approximate", False),
        ("- Thu ngân sách điều chỉnh từ 11 tỷ đồng lên 12 tỷ đồng", "previous", 11),
        ("- Bình quân mỗi năm kết nạp 12 đảng viên", "averaging", "bình quân mỗi năm"),
        ("- Tỷ lệ hộ nghèo giảm 1,2%", "direction", "giảm"),
        ("- Tỷ lệ hộ nghèo còn 1,2%", "direction", None),
    ],
)
def test_what_a_row_says_beside_its_figure(line, field, value):
    (row,) = rows(line)
    assert getattr(row, field) == value


def test_a_figure_of_a_term_is_one_of_its_last_year():
    (row,) = rows("- Trong giai đoạn 2021-2025 kết nạp 60 đảng viên")
    assert (row.period, row.year) == ("2021-2025", 2025)


def test_figures_of_another_commune_are_not_ours():
    line = "- Thu nhập bình quân đầu người của xã {} là 61 triệu đồng/người/năm"
    (theirs,) = rows(line.format("Bình Sơn Hạ"), RESULTS, commune="Cẩm Lĩnh Đông")
    (own,) = rows(line.format("Cẩm Lĩnh Đông"), RESULTS, commune="Cẩm Lĩnh Đông")
    assert (theirs.place, own.place) == ("xã Bình Sơn Hạ", None)


def test_rules_and_prices_give_no_rows():
    text = "- Mức thu phí chợ: 5.000 đồng/lượt\n- Hỗ trợ 30 triệu đồng/hộ\n- Phạt tiền 2 triệu đồng"
    title = "Quy định mức thu phí và lệ phí"
    assert rows(text, "Điều 1. Mức thu", kind="quyết định", title=title, result_year=None, target_year=None) == []


def test_every_figure_is_a_row_or_has_its_reason():
    state = weighed(f"{TARGETS}\n- Kết nạp 12 đảng viên\n- Kết nạp 12 đảng viên\n- Họp 3 buổi", target_year=2024)
    found = rows_of(state)
    told = reasons(state, found)
    assert {figure for figure, _ in found} | told.keys() == set(range(len(state.mentions)))
    assert not {figure for figure, _ in found} & told.keys()
    assert told[1] == "nhắc lại số đã có dòng trong sổ"
    assert told[2] == "không thấy tên chỉ tiêu nào gần số này" or "chứng cứ" in told[2]


def test_a_second_indicator_of_a_figure_is_less_sure():
    found = rows("- Trên 88% tổ chức cơ sở đảng, đảng viên hoàn thành tốt nhiệm vụ")
    assert min(row.confidence for row in found) == pytest.approx(max(row.confidence for row in found) / 2, abs=0.002)


def test_the_plan_of_x_against_y_is_written_as_y_alone():
    found = rows("- Trồng mới 318/300 ha rừng", RESULTS)
    assert {(row.kind, row.figure) for row in found} == {("actual", "318/300 ha"), ("target", "300 ha")}


def test_a_figure_whose_digits_are_in_doubt_is_not_sure() -> None:
    text = "II. CHỈ TIÊU NĂM 2025\n1. Thu nhập bình quân đầu người đạt 58 triệu đồng.\n2. Kết nạp 15 đảng viên."
    at = text.index("58")
    found = extract(replace(document(text), doubtful=((at, at + 2),)))

    assert [(row.value, row.confidence < SURE, DOUBT in row.why) for row in found] == [
        (58, True, True),
        (15, False, False),
    ]


def test_a_cell_in_doubt_lowers_its_own_row_only() -> None:
    text = "| Chỉ tiêu | ĐVT | KH 2025 |\n| Kết nạp đảng viên | đảng viên | 15 |\n| Trồng rừng mới | ha | 45 |"
    at = text.index("15")
    found = extract(replace(document(text), doubtful=((at, at + 2),)))

    assert {row.value: DOUBT in row.why for row in found} == {15: True, 45: False}


def test_the_plan_of_a_pair_is_of_the_year_in_which_its_other_half_was_reached():
    text = "- Trồng mới 318/300 ha rừng\n- Thu nhập bình quân đầu người đạt 41,6 triệu đồng/42 triệu đồng."
    found = rows(text, RESULTS, target_year=2024)
    assert {(row.kind, row.year, row.value) for row in found} >= {("target", 2023, 300), ("target", 2023, 42)}
    assert all(row.runner_up is None for row in found if row.kind == "target")


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("Thu nhập bình quân đầu người ước đạt 92,5 triệu đồng/người (KH 92 triệu đồng).", 2023),
        ("Thu ngân sách đạt 18,9 tỷ đồng (kế hoạch 16 tỷ đồng).", 2023),
        ("Kết nạp được 21 đảng viên (chỉ tiêu 24 đảng viên).", 2023),
        ("Thu ngân sách đạt 18,9 tỷ đồng (kế hoạch năm 2024: 21 tỷ đồng).", 2024),
    ],
)
def test_a_plan_in_brackets_is_of_the_year_of_the_result_before_it(line, year):
    found = rows(f"- {line}", RESULTS)
    assert [row.year for row in found if row.kind == "target"] == [year]
