"""What stands where last year's figure stood: its bound goes with it, and each column moves by its year."""

import pytest

from assistant.drafting.pipeline import draft
from assistant.types import DraftRequest, Entry, Figure
from tests.assistant.drafting.making import archive_of, read_text, resolution

HEADED = "II. MỤC TIÊU, CHỈ TIÊU CHỦ YẾU NĂM 2024\n- Giữ vững quốc phòng, an ninh."


def made(text, *, year=2025, place=None, entries=None):
    shelf = archive_of(goc=text)
    return draft(DraftRequest("goc", year, place), shelf=shelf, read=read_text, entries=entries or {})


def filled(text, **figures):
    """A draft with figures for the first row: result, target."""
    return made(text, entries={made(text).rows[0].key: Entry(**figures)})


def lines(manuscript, opening):
    return [one.text for one in manuscript.kept if one.text.startswith(opening)]


def table(*rows, head="| TT | Chỉ tiêu | ĐVT | KH 2023 | TH 2023 | KH 2024 |", **more):
    body = "\n".join((head, *rows))
    return resolution(**more).replace(HEADED, f"II. MỤC TIÊU, CHỈ TIÊU CHỦ YẾU NĂM 2024\n{body}")


INCOME = "| 1 | Thu nhập bình quân đầu người | triệu đồng/người/năm |"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("52 | 55,5 | ≥67", "≥67 | ..... | ≥....."),
        ("≥ 52 | 55,5 | 67", "67 | ..... | ....."),
        ("trên 52 | 55,5 | 67 trở lên", "67 trở lên | ..... | ..... trở lên"),
        ("52 | - | từ 67", "từ 67 | ..... | từ ....."),
        ("- | 55,5 | 67", "67 | ..... | ....."),
        ("không quá 70 | 55,5 | 60-67", "60-67 | ..... | ....."),
    ],
)
def test_the_plan_becomes_last_years_with_its_bound(before, after):
    assert lines(made(table(f"{INCOME} {before} |")), "| 1") == [f"{INCOME} {after} |"]


def test_a_result_said_elsewhere_too_leaves_its_cell():
    text = table(f"{INCOME} 52 | 55,5 | 67 |", results="Thu nhập bình quân đầu người đạt 55,5 triệu đồng/người/năm.")
    assert lines(made(text), "| 1") == [f"{INCOME} 67 | ..... | ..... |"]


def test_a_step_of_two_years_shows_no_plan_that_the_base_does_not_have():
    assert lines(made(table(f"{INCOME} 52 | 55,5 | 67 |"), year=2026), "| 1") == [f"{INCOME} ..... | ..... | ..... |"]


def test_an_older_result_takes_the_figure_of_its_new_year():
    head = "| TT | Chỉ tiêu | ĐVT | TH 2022 | TH 2023 | KH 2024 | TH/KH (%) |"
    text = table(f"{INCOME} 50,1 | 55,5 | 67 | 106,7 |", head=head)
    assert lines(made(text), "| 1") == [f"{INCOME} 55,5 | ..... | ..... | ..... |"]


def test_another_communes_figures_stay_out():
    assert lines(made(table(f"{INCOME} 52 | 55,5 | 67 |"), place="An Hòa"), "| 1") == [
        f"{INCOME} ..... | ..... | ..... |"
    ]


def test_typed_figures_stand_in_their_columns():
    typed = filled(table(f"{INCOME} 52 | 55,5 | ≥67 |"), result=Figure(66.2), target=Figure(70.0))
    assert lines(typed, "| 1") == [f"{INCOME} ≥67 | 66,2 | ≥70 |"]
    typed = filled(table(f"{INCOME} 52 | 55,5 | 67 |"), target=Figure(70.0, comparator=">="))
    assert lines(typed, "| 1") == [f"{INCOME} 67 | ..... | từ 70 |"]


@pytest.mark.parametrize(
    ("said", "figure", "expected"),
    [
        ("đạt từ 58 triệu đồng/người/năm", Figure(62.0), "đạt từ 62 triệu đồng/người/năm"),
        ("đạt từ 58 triệu đồng/người/năm", Figure(62.0, comparator=">"), "đạt trên 62 triệu đồng/người/năm"),
        ("đạt 58 triệu đồng/người/năm", Figure(62.0, comparator=">="), "đạt từ 62 triệu đồng/người/năm"),
        ("≥ 58 triệu đồng/người/năm", Figure(62.0, comparator="="), "62 triệu đồng/người/năm"),
    ],
)
def test_a_target_keeps_the_bound_of_the_base_unless_typed_with_another(said, figure, expected):
    text = resolution(targets=f"- Thu nhập bình quân đầu người {said};")
    assert lines(filled(text, target=figure), "- Thu nhập") == [f"- Thu nhập bình quân đầu người {expected};"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("đạt trên 55 triệu đồng/người/năm", "đạt 61,4 triệu đồng/người/năm"),
        ("đạt 55 triệu đồng/người/năm", "đạt 61,4 triệu đồng/người/năm"),
        ("ước đạt từ 55 triệu đồng/người/năm trở lên", "ước đạt 61,4 triệu đồng/người/năm"),
    ],
)
def test_a_result_is_a_figure_and_no_bound(said, expected):
    text = resolution(
        results=f"- Thu nhập bình quân đầu người {said}.",
        targets="- Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm;",
    )
    assert lines(filled(text, result=Figure(61.4)), "- Thu nhập")[0] == f"- Thu nhập bình quân đầu người {expected}."


def test_one_row_an_indicator_wherever_it_is_said():
    text = table(
        f"{INCOME} 52 | 55,5 | 67 |",
        results="- Thu nhập bình quân đầu người đạt 55,5 triệu đồng/người/năm.",
        tasks="- Phấn đấu thu nhập bình quân đầu người đạt 67 triệu đồng/người/năm.",
    )
    rows = made(text).rows
    assert [(row.group, row.indicator) for row in rows] == [("targets", "thu_nhap_binh_quan")]
    typed = filled(text, result=Figure(66.0), target=Figure(70.0))
    assert lines(typed, "- Thu nhập") == ["- Thu nhập bình quân đầu người đạt 66 triệu đồng/người/năm."]
    assert lines(typed, "- Phấn đấu") == ["- Phấn đấu thu nhập bình quân đầu người đạt 70 triệu đồng/người/năm."]


def test_a_figure_said_otherwise_is_a_row_of_its_own():
    text = resolution(
        targets="- Thu nhập bình quân đầu người đạt 58 triệu đồng/người/năm;",
        tasks="- Thu nhập bình quân đầu người đạt 60 triệu đồng/người/năm.",
    )
    assert [row.wording for row in made(text).rows] == ["58 triệu đồng/người/năm", "60 triệu đồng/người/năm"]
