"""Sections with the paths that staff would cite, and what each is for."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.outline import outline

GOLD = json.loads((Path(__file__).parents[1] / "data" / "seeds_identity.json").read_text(encoding="utf-8"))


def _paths(entries):
    return [entry[0] if isinstance(entry, list) else entry for entry in entries]


@pytest.mark.parametrize("name", sorted(GOLD))
def test_the_sections_of_the_seeds(seeds, name):
    labels = [section.label for section in seeds[name[:3]].resolution.sections if section.role != "closing"]
    expected = _paths(GOLD[name]["sections"]) + _paths(GOLD[name].get("numbered_paragraphs", []))
    assert sorted(set(labels) - {""}) == sorted(set(expected))


@pytest.mark.parametrize("name", sorted(GOLD))
def test_the_headings_of_the_seeds(seeds, name):
    headings = {section.label: section.heading for section in seeds[name[:3]].resolution.sections}
    for path, words in GOLD[name]["sections"]:
        shown = headings[path] or next(
            seeds[name[:3]].resolution.text[s.body : s.end]
            for s in seeds[name[:3]].resolution.sections
            if s.label == path
        )
        assert shown.startswith(words[:30]), path


@pytest.mark.parametrize(
    ("seed", "path", "role"),
    [
        ("000", "I", "results"),
        ("000", "II > 2 > c", "targets"),
        ("000", "III > 3", "tasks"),
        ("000", "V", "implementation"),
        ("001", "I", "results"),
        ("002", "II > 2 > 2.2", "targets"),
        ("002", "II > 3", "tasks"),
        ("003", "II > 2", "targets"),
        ("003", "III > 1", "tasks"),
    ],
)
def test_roles(seeds, seed, path, role):
    assert role in {section.role for section in seeds[seed].resolution.sections if section.label == path}


def test_a_lead_in_turns_the_rest_of_a_section_into_targets(seeds):
    first = [section for section in seeds["004"].resolution.sections if section.label == "1"]
    assert [section.role for section in first] == ["results", "targets"]
    text = seeds["004"].resolution.text
    assert "(1) Thu nhập bình quân" in text[first[1].start : first[1].end]


def test_numbered_items_are_no_sections():
    text = "II. MỤC TIÊU\n2. Các chỉ tiêu cụ thể:\n1- Thu nhập trên 58 triệu đồng;\n2- Hộ nghèo dưới 1%;\n3- Khác."
    assert [section.label for section in outline(text)] == ["II"]


def test_a_number_that_does_not_follow_on_opens_nothing():
    text = "I. KẾT QUẢ\nĐạt khá.\nV. GIẢI PHÁP\nLàm tốt.\nII. MỤC TIÊU\nPhấn đấu."
    assert [section.label for section in outline(text)] == ["I", "II"]


@given(st.text(alphabet="IVX123ab.)- \nđạtmụctiêu:", max_size=300))
def test_sections_tile_any_text(text):
    sections = outline(text)
    for first, second in itertools.pairwise(sections):
        assert first.end == second.start
    for section in sections:
        assert 0 <= section.start <= section.body <= section.end <= len(text)


def test_a_part_may_have_its_title_on_the_next_line():
    text = "PHẦN THỨ NHẤT\nKẾT QUẢ NĂM 2023\nI. Kinh tế\nTốt.\nPHẦN THỨ HAI\nMỤC TIÊU NĂM 2024\nI. Kinh tế\nKhá."
    sections = outline(text)
    assert [(section.role, section.heading) for section in sections if section.heading] == [
        ("results", "KẾT QUẢ NĂM 2023"),
        ("results", "Kinh tế"),
        ("targets", "MỤC TIÊU NĂM 2024"),
        ("targets", "Kinh tế"),
    ]


def test_numbers_may_begin_again_at_the_targets():
    text = "I. Đánh giá năm 2023\n1. Kinh tế\nTốt.\n2. Xã hội\nTốt.\n1. Mục tiêu năm 2024\nThu ngân sách 5 tỷ đồng."
    assert [(section.label, section.role) for section in outline(text)][-1] == ("I > 1", "targets")


def test_a_signature_without_recipients_is_the_closing():
    sections = outline("I. CHỈ TIÊU\nThu 9 tỷ đồng.\nT/M BAN CHẤP HÀNH\nBÍ THƯ\nHoàng Văn Khiết")
    assert [section.role for section in sections] == ["targets", "closing"]


def test_recipients_and_signature_are_one_closing():
    sections = outline("I. CHỈ TIÊU\nThu 9 tỷ đồng.\nNơi nhận:\n- Lưu.\nT/M BAN CHẤP HÀNH\nBÍ THƯ\nHoàng Văn Khiết")
    assert [section.role for section in sections] == ["targets", "closing"]


@pytest.mark.parametrize("letters", ["ABCDEFGH", "ABCDĐEGH", "ABCDEGHK", "ABCDĐEFG"])
def test_letters_count_with_and_without_those_that_the_alphabet_lacks(letters):
    text = "\n".join(f"{letter}. PHẦN {letter}\nNội dung." for letter in letters)
    assert [section.path[-1] for section in outline(text) if section.path] == list(letters)
