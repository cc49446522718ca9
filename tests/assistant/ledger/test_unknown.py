import pytest

from assistant.ledger.unknown import content, group_labels, unknown
from tests.builders import indicator


@pytest.mark.parametrize(
    ("labels", "groups"),
    [
        (["Sản lượng tôm", "Tổng sản lượng tôm cả năm"], 1),
        (["Sản lượng tôm", "Sản lượng cua"], 2),
        (["Sản lượng tôm", "Diện tích tôm"], 2),
        (["Số lồng bè", "Nâng số lồng bè"], 1),
        (["Tổng số", "Số các"], 2),
        ([], 0),
    ],
)
def test_labels_of_one_indicator_belong_together(labels, groups):
    assert len(group_labels(labels)) == groups


def test_a_label_without_content_keeps_its_words():
    assert content("Tổng số") == {"tổng", "số"}


def test_the_most_widespread_come_first():
    rows = [
        indicator("1", "a", indicator=None, label="Số lồng bè", unit="lồng"),
        indicator("2", "a", indicator=None, label="Sản lượng tôm", unit="tấn"),
        indicator("3", "b", indicator=None, label="Tổng sản lượng tôm", unit="tấn"),
        indicator("4", "b", indicator=None, label="Sản lượng tôm", unit="tạ"),
        indicator("5", "b"),
    ]
    first, second = unknown(rows)
    assert (first.label, first.labels, first.rows, first.documents) == (
        "Sản lượng tôm",
        ("Sản lượng tôm", "Tổng sản lượng tôm"),
        3,
        2,
    )
    assert first.units == ("tấn", "tạ")
    assert second.label == "Số lồng bè"
