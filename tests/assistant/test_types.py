from dataclasses import replace

import pytest

from assistant.types import Section
from tests.assistant.ask.retrieving.documents import document


@pytest.fixture
def resolution(tmp_path):
    sections = (
        Section(("I",), "I. Kết quả", "results", 3, 12, 20),
        Section(("I", "1"), "1. Kinh tế", "results", 20, 30, 40),
        Section(("II",), "II. Nhiệm vụ", "tasks", 50, 60, 70),
    )
    return replace(document(tmp_path), text="x" * 80, sections=sections)


@pytest.mark.parametrize(
    ("place", "label"),
    [(0, ""), (3, "I"), (19, "I"), (20, "I > 1"), (39, "I > 1"), (45, ""), (50, "II"), (69, "II"), (70, "")],
)
def test_a_place_stands_in_the_last_section_that_holds_it(resolution, place, label):
    assert resolution.label_at(place) == label
    section = resolution.section_at(place)
    assert (section.label if section else "") == label


def test_a_section_within_another_comes_first(resolution):
    whole = Section(("I",), "I. Kết quả", "results", 0, 10, 70)
    nested = replace(resolution, sections=(whole, *resolution.sections))
    assert nested.label_at(25) == "I > 1"
    assert nested.label_at(45) == "I"
