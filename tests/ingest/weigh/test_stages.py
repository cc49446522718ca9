"""The decisions one after the other: what each sees of those before it, and what conventions settle."""

import numpy as np
import pytest

from ingest.read import read_bytes
from ingest.read_file import archived
from ingest.weigh.stages import STAGES, pairs
from ingest.weigh.state import prepare
from tests.ingest.made import surveyed, weighed

TABLE = """II. CHỈ TIÊU
| TT | Chỉ tiêu | ĐVT | TH 2023 | KH 2024 |
| 1 | Sản lượng ngô | tấn | 520 | 540 |
| 2 | Sản lượng lạc | tấn | 144 | 150 |"""
STAGE = {stage.name: stage for stage in STAGES}


def even(text, upto, chance=0.5, **known):
    """A document weighed up to a stage by somebody who finds everything equally likely."""
    state = prepare(surveyed(text, **known))
    for stage in STAGES:
        if stage.name == upto:
            return state
        shape = (stage.rows(state), stage.classes) if stage.classes > 1 else stage.rows(state)
        stage.put(state, np.full(shape, chance / max(1, stage.classes - 1)))
    return state


def figure(state, value):
    return next(at for at, mention in enumerate(state.mentions) if mention.quantity.value == value)


@pytest.mark.parametrize("text", ["", "Không có số", "- Đàn bò 410 con", TABLE, "- Lúa 318/300 ha, đạt 106%"])
@pytest.mark.parametrize("stage", STAGES, ids=[stage.name for stage in STAGES])
def test_every_feature_has_a_value_for_each_row(stage, text):
    state = even(text, stage.name)
    rows = stage.rows(state)
    assert {len(column) for column in stage.features(state).values()} <= {rows}


def test_targets_are_never_of_an_earlier_year_than_the_review():
    state = prepare(surveyed("Năm 2022 có 10 con, năm 2023 có 12 con, năm 2024 có 15 con"))
    review, targets = pairs(state)
    both = (review >= 0) & (targets >= 0)
    years = np.array(state.candidates)
    assert (years[targets[both]] >= years[review[both]]).all()
    assert ((review < 0) & (targets < 0)).sum() == 1  # a document may have neither


def test_the_chance_of_a_year_is_its_share_of_the_pairs():
    state = prepare(surveyed("Năm 2022 có 10 con, năm 2023 có 12 con"))
    review, _ = pairs(state)
    wanted = state.candidates.index(2022)
    STAGE["document"].put(state, np.where(review == wanted, 1.0, 0.0))
    assert state.review[wanted] == pytest.approx(1)
    assert state.review.sum() == pytest.approx(1)


@pytest.mark.parametrize("chance", [0.01, 0.99])
def test_x_against_its_plan_is_a_result_and_y_its_plan(chance):
    state = even("- Diện tích lúa 318/300 ha, sản lượng ngô 520 tấn", "year", chance)
    assert state.actual[figure(state, 318)] > 0.9
    assert state.actual[figure(state, 300)] < 0.1
    assert state.actual[figure(state, 520)] == chance


def test_a_figure_with_its_target_in_brackets_is_a_result():
    state = even("- Tỷ trọng dịch vụ 31% (mục tiêu 35%)", "year", 0.1)
    assert state.actual[figure(state, 31)] > 0.9


@pytest.mark.parametrize(("value", "year"), [(520, 2023), (540, 2024)])
def test_the_one_year_of_a_columns_heading_settles_it(value, year):
    state = even(TABLE, "indicator again", title="Nhiệm vụ năm 2025")
    assert state.year(figure(state, value)) == year


@pytest.mark.parametrize("chance", [0.01, 0.99])
def test_the_one_year_of_a_figures_own_words_settles_it(chance):
    text = "I. KẾT QUẢ NĂM 2021\n- Năm 2022 có 410 con bò, đàn lợn năm 2023 có 900 con"
    state = even(text, "indicator again", chance)
    assert (state.year(figure(state, 410)), state.year(figure(state, 900))) == (2022, 2023)


EARLY = {"title": "Nhiệm vụ năm 2025", "date": "2025-02-06"}


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2025 thu ngân sách 9 tỷ đồng, kết nạp 12 đảng viên.",
        "Phát huy kết quả đã đạt được, năm 2025 xã kết nạp 12 đảng viên.",
    ],
)
def test_nobody_knows_early_in_a_year_what_it_brought(text):
    state = even(text, "indicator again", 0.8, **EARLY)
    assert state.actual[figure(state, 12)] < 0.5
    assert state.year(figure(state, 12)) == 2025


@pytest.mark.parametrize(
    "text",
    [
        "Đầu năm 2025 đã kết nạp 12 đảng viên.",
        "Hiện nay năm 2025 ước có 12 hợp tác xã.",
        "Tính đến hết tháng 1 năm 2025 kết nạp 12 đảng viên.",
        "Quý I năm 2025 kết nạp 12 đảng viên.",
        "I. KẾT QUẢ QUÝ I NĂM 2025\n- Kết nạp 12 đảng viên",
    ],
)
def test_what_is_counted_by_the_day_of_signing_stays_a_result(text):
    state = even(text, "indicator again", 0.8, **EARLY)
    assert state.actual[figure(state, 12)] > 0.5


def test_a_result_told_early_in_a_year_may_be_of_the_year_before():
    state = even("Hết năm 2024 xã có 9 thôn. Kết nạp 12 đảng viên.", "year", 0.9, **EARLY)
    at = figure(state, 12)
    own = state.year_of == at
    chances = np.where(state.years == 2025, 0.6, np.where(state.years == 2024, 0.3, 0.01))
    STAGE["year"].put(state, np.where(own, chances, 0.5))
    assert state.actual[at] > 0.5
    assert state.year(at) == 2024


def test_a_document_of_later_in_the_year_is_left_alone():
    state = even("Năm 2025 kết nạp 12 đảng viên.", "indicator again", 0.8, title="Báo cáo", date="2025-10-06")
    assert state.actual[figure(state, 12)] == 0.8


def test_the_others_of_a_settled_figure_are_hardly_possible():
    state = even("Năm 2022 có 410 con bò\nNăm 2021 mất mùa", "indicator again", 0.9)
    own = state.year_of == figure(state, 410)
    others = own & (state.years != 2022)
    assert others.any()
    assert (state.year_chance[others] < 0.1).all()


def test_neighbours_of_one_list_have_their_say_in_the_second_pass():
    text = "I. KẾT QUẢ\n- Đàn bò 410 con\n- Đàn lợn 900 con\nII. CHỈ TIÊU\n- Đàn dê 75 con"
    state = even(text, "indicator again", 0.9)
    state.row = np.array([0.9, 0.6, 0.2])
    found = STAGE["indicator again"].features(state)
    first = {int(of): value for of, value in zip(state.option_of, found["list row"], strict=True)}
    assert first[0] == pytest.approx(0.6)  # the one beside it under the same heading, not the one of the next
    assert np.isnan(first[2])


def test_a_row_of_a_table_agrees_on_its_indicator():
    state = even(TABLE, "indicator again", 0.9)
    found = STAGE["indicator again"].features(state)
    best = state.best[figure(state, 520)]
    assert found["row same"][best] == 1


def test_the_figures_of_a_column_say_what_they_are():
    state = even(TABLE, "kind again", 0.9)
    state.actual = np.array([1.0, 0.0, 0.8, 0.2])
    column = STAGE["kind again"].features(state)["column actual chance"]
    assert column.tolist() == pytest.approx([0.8, 0.2, 1.0, 0.0])


def test_chances_are_chances_and_the_same_again():
    one, two = weighed(TABLE), weighed(TABLE)
    for name in ("chance", "actual", "year_chance", "measure", "sure", "review", "targets"):
        values = getattr(one, name)
        assert ((values >= 0) & (values <= 1)).all()
        assert np.array_equal(values, getattr(two, name))
    assert one.measure.sum(axis=1) == pytest.approx(np.ones(len(one.mentions)))


@pytest.mark.parametrize(
    ("planned", "done"), [("KH", "TH"), ("Kế hoạch giao", "Ước cả năm"), ("Mục tiêu", "Thực hiện")]
)
def test_a_column_of_targets_beside_one_of_results_is_none_whatever_the_title(planned, done):
    text = (
        "UỶ BAN NHÂN DÂN\nXÃ BẢN LIỀN\n\nBÁO CÁO\nKết quả phát triển kinh tế - xã hội năm 2024\n\n"
        f"| TT | Tiêu chí | Đơn vị | Năm 2024 | Năm 2024 |\n| | | | {planned} | {done} |\n"
        "| 1 | Thu nhập bình quân đầu người | triệu đồng | 41 | 42,5 |\n| 2 | Tỷ lệ hộ nghèo | % | 12,5 | 11,9 |\n"
    )
    rows = archived(read_bytes(text.encode(), name="bao_cao.txt")).indicators
    assert [(row.value, row.kind) for row in rows] == [
        (41, "target"),
        (42.5, "actual"),
        (12.5, "target"),
        (11.9, "actual"),
    ]
