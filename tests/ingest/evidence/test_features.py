"""Evidence as numbers: what is said around a figure, and what speaks for each of its options."""

import pytest

from ingest.evidence.features import Context, mention_features, option_features, shared_features, states
from tests.ingest.made import document, surveyed


def around(text, value, **known):
    found = surveyed(text, **known)
    shared = shared_features(found.resolution, found.facts)
    context = Context(found.resolution, found.facts, found.years, shared, states(found.lines), {}, {})
    mention = next(each for each in found.mentions if each.quantity.value == value)
    return mention_features(mention, context)


def of_option(line, value, indicator, **known):
    mention = next(each for each in surveyed(line, **known).mentions if each.quantity.value == value)
    ids = [option.entry.id if option.entry else None for option in mention.options]
    return option_features(mention, level="xã")[ids.index(indicator)]


def test_what_the_title_says_is_shared():
    found = surveyed("Nội dung", title="Kết quả năm 2023, phương hướng năm 2024")
    shared = shared_features(found.resolution, found.facts)
    assert shared["title actual"] >= 1
    assert shared["title target"] >= 1
    assert shared["title speaks"] == 1
    assert shared["title regulates"] == 0


def test_rules_and_prices_are_known_by_their_title():
    found = surveyed("Nội dung", kind="quyết định", title="Ban hành bảng giá và mức thu phí chợ")
    shared = shared_features(found.resolution, found.facts)
    assert shared["title regulates"] > 0
    assert shared["title speaks"] == 0


@pytest.mark.parametrize(("heading", "side"), [("I. KẾT QUẢ", "actual"), ("II. CHỈ TIÊU", "target")])
def test_the_heading_above(heading, side):
    found = around(f"{heading}\n- Đàn bò 410 con", 410)
    assert found[f"heads {side}"] == 0  # it is the nearest one
    assert found[f"head 0 {side}"] >= 1


def test_how_far_above_a_side_was_last_spoken_for():
    lines = surveyed("II. CHỈ TIÊU\n- Đàn bò 410 con\n- Đàn lợn 900 con\n- Đàn dê 75 con").lines
    assert [found["lines since target"] for found in states(lines)[1:]] == [1, 2, 3]


def test_words_near_a_figure():
    found = around("- Năm nay phấn đấu đàn bò 410 con", 410)
    assert found["clause target"] == len(" đàn bò ")
    assert "clause actual" not in found
    assert around("- Tỷ trọng dịch vụ 31% (mục tiêu 35%)", 31)["target in bracket"] == 1


def test_x_of_y_and_x_against_its_plan():
    assert around("- Đạt 6/19 tiêu chí", 6)["of"] == 1
    found = around("- Diện tích lúa 330/300 ha", 330)
    assert (found["of"], found["over"]) == (2, pytest.approx(1.1))
    assert around("- Diện tích lúa 330/300 ha", 300)["plan side"] == 1
    assert around("- Đàn bò 410 con", 410)["of"] == 0


def test_a_cell_has_its_columns_words_and_no_sentence():
    text = "| Chỉ tiêu | ĐVT | Thực hiện | Kế hoạch |\n| Đàn bò | con | 410 | 430 |\n| Đàn lợn | con | 900 | 950 |"
    done, planned = around(text, 410), around(text, 430)
    assert done["cell"] == 1
    assert "column actual" in done
    assert "column target" not in done
    assert "column target" in planned
    assert "clause length" not in done


def test_an_option_out_of_what_is_plausible_is_told_by_powers_of_ten():
    near = of_option("- Tỷ lệ hộ nghèo 4%", 4, "ty_le_ho_ngheo")
    assert (near["off"], near["plausible"]) == (0, 1)
    assert near["unit same"] == 1


def test_what_the_catalogue_does_not_know():
    found = of_option("- Nạo vét 14 km kênh nội đồng", 14, None)
    assert found["is known"] == 0
    assert "unit same" not in found


def test_an_option_sees_the_best_of_its_rivals():
    line = "- Sản lượng ngô 520 tấn, sản lượng lạc 144 tấn"
    assert of_option(line, 520, None)["best other naming words"] == 1
    assert of_option(line, 520, "san_luong_ngo")["w naming words"] == 1


def test_all_features_are_numbers():
    text = document("I. KẾT QUẢ NĂM 2023\n- Đàn bò 410 con, tăng 2% so với năm 2022").text
    for value in (410, 2):
        assert all(isinstance(number, float) for number in around(text, value).values())
