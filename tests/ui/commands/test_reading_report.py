"""How documents of unseen authors were read, told."""

import xml.etree.ElementTree as ET
from io import StringIO

import pytest
from rich.console import Console

from assistant.errors import InvalidSetting
from ingest.training.score import Score
from ui.commands.reading_report import (
    below,
    by_author,
    calibration,
    calibration_picture,
    perturbed_table,
    read_floors,
    write_floors,
)


def score(right, found, gold, told=()):
    return Score(
        gold=gold, found=found, figures=found, right=right, compared=found, fields={"year": right}, told=told
    )


SCORES = {"an": score(9, 10, 10), "binh": score(5, 10, 10)}
TOLD = ((0.95, True), (0.95, True), (0.92, False), (0.3, False), (1.0, True))


def test_each_author_and_the_mean_and_the_lowest():
    console = Console(width=160, record=True, file=StringIO())
    console.print(by_author(SCORES, score(14, 20, 20)))
    said = console.export_text()
    assert "0,900" in said
    assert "trung bình 0,700, thấp nhất 0,500" in said


def test_the_bands_of_confidence():
    bands = calibration(score(3, 5, 5, TOLD))
    assert [(round(said, 2), right, count) for said, right, count in bands] == [
        (0.3, 0.0, 1),
        (0.92, 0.0, 1),
        (0.97, 1.0, 3),
    ]


def test_the_picture_is_one():
    picture = ET.fromstring(calibration_picture(score(3, 5, 5, TOLD)))  # our own
    circles = picture.findall(".//{http://www.w3.org/2000/svg}circle")
    assert len(circles) == 3


def test_floors_hold_each_author(tmp_path):
    path = tmp_path / "floors.json"
    told = {author: each.f1 for author, each in SCORES.items()}
    write_floors(told, path)
    floors = read_floors(path)
    assert below(told, floors, noise=0.02) == []
    (line,) = below({**told, "binh": 0.4}, floors, noise=0.02)
    assert line.startswith("binh: F1 0,400")
    assert below({"an": 0.9}, floors, noise=0.02)[0].startswith("binh: không đo được")


def test_what_a_way_of_layout_costs():
    console = Console(width=100, record=True, file=StringIO())
    console.print(perturbed_table({"as written": 0.95, "lists as prose": 0.91}))
    assert "4,0" in console.export_text()


def test_floors_that_cannot_be_read_are_told(tmp_path):
    with pytest.raises(InvalidSetting, match="--accept"):
        read_floors(tmp_path / "none.json")
