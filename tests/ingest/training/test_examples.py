"""Which figure of a document each gold row is; what people said of some rows teaches those and nothing of others."""

import json

import pytest

from ingest.training.examples import Source, align, examples, is_right, source
from tests.ingest.made import surveyed


def gold(indicator, value, **more):
    row = {"indicator": indicator, "value": value, "value_max": None, "kind": "actual", "measure": "level"}
    return {**row, "comparator": "=", "year": 2023, "span": "", **more}


def aligned(text, *rows):
    """The values of the figures that the rows are, by their place; and how many rows are none."""
    found = surveyed(text)
    labels, missed = align(found, rows)
    places = {rows.index(row): at for at, label in enumerate(labels) for row in label.values()}
    return [places.get(at) for at in range(len(rows))], len(missed), found


def test_a_row_is_the_figure_in_its_span_with_its_value():
    text = "- Đàn bò 410 con\n- Đàn lợn 900 con"
    places, missed, _ = aligned(text, gold("tong_dan_lon", 900, span="Đàn lợn 900 con"))
    assert (places, missed) == ([1], 0)


def test_of_equal_figures_the_one_in_the_span():
    text = "- Kết nạp 12 đảng viên\n- Có 12 hộ nghèo\n- Năm nay kết nạp 12 đảng viên"
    places, _, _ = aligned(text, gold("ket_nap_dang_vien", 12, span="Năm nay kết nạp 12 đảng viên"))
    assert places == [2]


def test_the_same_figure_twice_goes_to_two_rows():
    text = "- Tỷ lệ học sinh đến trường: mẫu giáo 99%; tiểu học 99%"
    rows = [gold("ty_le_huy_dong_hoc_sinh", 99, span=text[2:], scope=scope) for scope in ("mẫu giáo", "tiểu học")]
    places, missed, _ = aligned(text, *rows)
    assert (places, missed) == ([0, 1], 0)  # the row that comes first is the figure that comes first


def test_a_third_row_of_two_equal_figures_is_missed():
    text = "- Tỷ lệ học sinh đến trường: mẫu giáo 99%; tiểu học 99%"
    rows = [gold("ty_le_huy_dong_hoc_sinh", 99, span=text[2:], scope=str(at)) for at in range(3)]
    _, missed, _ = aligned(text, *rows)
    assert missed == 1


def test_two_indicators_may_be_one_figure():
    text = "- 88% tổ chức cơ sở đảng, đảng viên hoàn thành tốt nhiệm vụ"
    rows = [gold("ty_le_chi_bo_httnv", 88, span=text[2:]), gold("ty_le_dang_vien_httnv", 88, span=text[2:])]
    places, missed, _ = aligned(text, *rows)
    assert (places, missed) == ([0, 0], 0)


def test_x_against_its_plan_is_result_and_target():
    text = "- Kết nạp 15/12 đảng viên"
    rows = [
        gold("ket_nap_dang_vien", value, span=text[2:], kind=kind) for value, kind in ((15, "actual"), (12, "target"))
    ]
    places, _, found = aligned(text, *rows)
    assert [found.mentions[at].side for at in places] == ["value", "plan"]


def test_equal_result_and_plan_are_told_apart_by_their_kind():
    text = "- Kết nạp 12/12 đảng viên"
    rows = [gold("ket_nap_dang_vien", 12, span=text[2:], kind=kind) for kind in ("target", "actual")]
    places, _, found = aligned(text, *rows)
    assert [found.mentions[at].side for at in places] == ["plan", "value"]


def test_a_target_of_all_is_x_of_y_and_no_plan():
    text = "- Giữ vững 9/9 thôn đạt danh hiệu làng văn hóa"
    row = gold("so_lang_van_hoa", 9, span=text[2:], kind="target", of=9)
    places, _, found = aligned(text, row)
    assert found.mentions[places[0]].side == "value"


def test_spans_copied_from_another_layout():
    text = "| Chỉ tiêu | ĐVT | TH 2023 |\n| Đàn bò | con | 410 |\n| Đàn lợn | con | 900 |"
    places, missed, _ = aligned(text, gold("tong_dan_lon", 900, span="<td>Đàn lợn</td>\n<td>con</td> <td>900</td>"))
    assert (places, missed) == ([1], 0)


def test_a_value_in_another_unit_is_found_by_its_digits():
    text = "- Thu ngân sách 5.200 triệu đồng"
    places, _, found = aligned(text, gold("thu_ngan_sach", 5.2, span=text[2:]))
    assert places == [0]
    assert is_right(found.mentions[0], gold("thu_ngan_sach", 5.2))


@pytest.mark.parametrize("more", [{"value": 901}, {"value": 900, "value_max": 950}])
def test_another_value_and_a_range_are_no_figure_of_the_text(more):
    _, missed, _ = aligned("- Đàn bò 900 con, đàn lợn 900 con", gold("tong_dan_lon", **more, span="đàn lợn 900 con"))
    assert missed == 1


def test_a_row_whose_span_is_not_in_the_text_is_a_figure_of_its_indicator_and_value():
    places, missed, _ = aligned("- Có 900 hộ dân\n- Đàn lợn 900 con", gold("tong_dan_lon", 900, span="lợn nái: 900"))
    assert (places, missed) == ([1], 0)


def folder(path, documents, rows=None):
    (path / "docs").mkdir(parents=True)
    for name, text in documents.items():
        (path / "docs" / name).write_text(text, encoding="utf-8")
    if rows is not None:
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (path / "ledger.jsonl").write_text(lines, encoding="utf-8")
    return source(path)


def test_a_folder_with_a_ledger_gives_the_documents_that_have_rows(tmp_path):
    documents = {"a.txt": "Đàn bò 410 con\n", "b.txt": "Đàn lợn 900 con\n"}
    found = folder(tmp_path / "anh", documents, [gold("tong_dan_lon", 900, doc="b.txt", span="Đàn lợn 900 con")])
    (example,) = examples([found])
    assert (example.author, example.name, example.missed) == ("anh", "b.txt", ())
    assert [list(label) for label in example.labels] == [["tong_dan_lon"]]


def test_a_folder_without_a_ledger_gives_documents_without_any_row(tmp_path):
    found = folder(tmp_path / "gia", {"a.txt": "Mức thu 5.000 đồng\n", "b.txt": "Phí 20.000 đồng\n"})
    read = list(examples([found]))
    assert [each.name for each in read] == ["a.txt", "b.txt"]
    assert all(each.rows == () and not any(each.labels) for each in read)


TEXT = """NGHỊ QUYẾT
Về nhiệm vụ năm 2031 của xã Thạch Bàng

I. CHỈ TIÊU NĂM 2031
1. Thu nhập bình quân đầu người đạt 71 triệu đồng/người/năm.
2. Tỷ lệ hộ nghèo còn 1,9%.
3. Tổng đàn lợn 3.400 con.
4. Trồng mới 12 ha rừng.
"""


def row(quote, indicator, value, unit, **changes):
    kept = {"document": "thach-bang.txt", "quote": quote, "indicator": indicator, "value": value, "unit": unit}
    fields = {"comparator": "=", "value_max": None, "kind": "target", "measure": "level", "year": 2031}
    return {**kept, **fields, **changes}


INCOME = row("Thu nhập bình quân đầu người đạt 71 triệu đồng/người/năm", "thu_nhap_binh_quan", 71.0, "triệu đồng/năm")
POOR = row("Tỷ lệ hộ nghèo còn 1,9%", "ty_le_ho_ngheo", 1.9, "%")
PIGS = row("Tổng đàn lợn 3.400 con", "tong_dan_lon", 3400.0, "con")


@pytest.fixture
def example(tmp_path):
    def made(*rows):
        (tmp_path / "docs").mkdir()
        (tmp_path / "docs" / "thach-bang.txt").write_text(TEXT, encoding="utf-8")
        lines = (json.dumps(each, ensure_ascii=False) for each in rows)
        (tmp_path / "ledger.jsonl").write_text("\n".join(lines), encoding="utf-8")
        (found,) = examples([Source("x", tmp_path / "docs", tmp_path / "ledger.jsonl")])
        return found

    return made


def place(example, value):
    (found,) = [at for at, each in enumerate(example.survey.mentions) if each.quantity.value == value]
    return found


def test_gold_without_reviews_speaks_of_every_figure(example):
    found = example(INCOME)
    assert found.spoken is None
    assert all(found.counts(at, "ty_le_ho_ngheo") for at in range(len(found.survey.mentions)))


def test_confirmed_and_rejected_figures_count_and_no_others(example):
    found = example(
        {**INCOME, "review": "confirmed"}, {**POOR, "review": "extracted"}, {**PIGS, "review": "rejected"}
    )
    income, poor, pigs, forest = (place(found, value) for value in (71.0, 1.9, 3400.0, 12.0))
    assert list(found.labels[income]) == ["thu_nhap_binh_quan"]
    assert not found.labels[pigs]
    assert not found.labels[poor]
    assert [found.counts(at, "tong_dan_lon") for at in (income, pigs, poor, forest)] == [1.0, 1.0, 0.0, 0.0]
    assert [each["indicator"] for each in found.rows] == ["thu_nhap_binh_quan"]


def test_a_corrected_row_is_gold_as_corrected(example):
    found = example({**POOR, "indicator": "ty_le_ho_can_ngheo", "review": "corrected"})
    poor = place(found, 1.9)
    assert list(found.labels[poor]) == ["ty_le_ho_can_ngheo"]
    assert found.counts(poor, "ty_le_ho_ngheo") == 1.0  # known to be wrong


def test_a_second_row_of_a_figure_that_nobody_looked_at_stays_open(example):
    found = example(
        {**POOR, "review": "confirmed"}, {**POOR, "indicator": "ty_le_ho_can_ngheo", "review": "extracted"}
    )
    poor = place(found, 1.9)
    assert found.counts(poor, "ty_le_ho_ngheo") == 1.0
    assert found.counts(poor, "ty_le_ho_can_ngheo") == 0.0


def test_a_corrected_value_that_the_text_does_not_have_teaches_nothing(example):
    found = example({**PIGS, "value": 3500.0, "review": "corrected"})
    assert found.counts(place(found, 3400.0), "tong_dan_lon") == 0.0
    assert len(found.missed) == 1
