"""Other layouts of a text: what changes, and that figures and the places of what was marked do not get lost."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from ingest.training.perturb import KINDS, perturb

TEXT = """ĐẢNG BỘ XÃ ĐỒNG MẪU
NGHỊ QUYẾT
Nhiệm vụ năm 2025
Ngày 20 tháng 12 năm 2024, Ban Chấp hành Đảng bộ xã Đồng Mẫu họp bàn và thống nhất ra nghị quyết như sau đây.
I. KẾT QUẢ NĂM 2024
Kinh tế tăng khá. Thu ngân sách đạt 12,5 tỷ đồng; thu nhập bình quân 58 triệu đồng; hộ nghèo còn 2,1%. Dân phấn khởi.
II. Phương hướng, nhiệm vụ năm 2025
1. Mục tiêu chung
Giữ đà tăng của năm trước.
2. Các chỉ tiêu chủ yếu:
- Thu ngân sách đạt trên 14 tỷ đồng;
- Thu nhập bình quân: 62 triệu đồng/người/năm;
- Tỷ lệ hộ nghèo còn 1,8%.
3. Về văn hóa
a) Giữ vững trường chuẩn, đón 120 học sinh.
b) Mở 2 lớp học.
III. TỔ CHỨC THỰC HIỆN
Các chi bộ thực hiện.
Nơi nhận:
- Huyện ủy."""


def numbers(text: str) -> Counter[str]:
    """The figures of a text, without marks of lines and years."""
    bare = re.sub(r"^\s*(?:[\dIVX]+[./)]|Phần \d+\.)\s*", "", text, flags=re.MULTILINE)
    return Counter(number for number in re.findall(r"\d+(?:[.,]\d+)*", bare) if not re.fullmatch(r"20\d\d", number))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_every_figure_stays_and_the_same_arguments_give_the_same_text(kind: str, seed: int) -> None:
    changed = perturb(TEXT, kind, seed=seed)

    assert numbers(changed.text) == numbers(TEXT)
    assert changed == perturb(TEXT, kind, seed=seed)
    assert (changed.text != TEXT) == (kind != "blank lines removed")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "said", ["14 tỷ đồng", "62 triệu đồng", "Tỷ lệ hộ nghèo còn 1,8%", "hộ nghèo còn 2,1%", "120"]
)
def test_what_was_marked_is_found_where_it_went(kind: str, seed: int, said: str) -> None:
    changed = perturb(TEXT, kind, seed=seed)

    start, end = changed.span(at := TEXT.index(said), at + len(said))

    found = changed.text[start:end]
    assert numbers(found) == numbers(said)
    assert said in found or kind == "lists as tables"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "blank lines added"])
@pytest.mark.parametrize("seed", range(3))
def test_the_heading_block_and_the_closing_stay(kind: str, seed: int) -> None:
    changed = perturb(TEXT, kind, seed=seed).text

    assert changed.startswith(TEXT[: TEXT.index("I. KẾT QUẢ") - 1])
    assert changed.endswith("Nơi nhận:\n- Huyện ủy.")


def test_headings_are_reworded_and_keep_their_years() -> None:
    headings = {perturb(TEXT, "headings reworded", seed=seed).text.split("\n")[6] for seed in range(12)}

    assert headings == {"II. Những việc cần làm năm 2025", "II. Việc phải làm tới đây năm 2025"}


def test_marks_of_the_outline_change_together() -> None:
    lines = ("KẾT QUẢ NĂM", "Phương hướng, nhiệm", "Mục tiêu chung", "Về văn hóa", "Giữ vững", "Mở 2 lớp")
    texts = [perturb(TEXT, "headings renumbered", seed=seed).text for seed in range(20)]
    found = {tuple(re.search(f"\n(.*?) *{line}", text)[1] for line in lines) for text in texts}  # type: ignore[index]

    assert found == {
        ("A.", "B.", "1.", "3.", "a)", "b)"),
        ("1.", "2.", "a)", "c)", "-", "-"),
        ("Phần 1.", "Phần 2.", "1.", "3.", "a)", "b)"),
        ("I/", "II/", "1/", "3/", "a/", "b/"),
    }


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("headings unnumbered", "II. Phương hướng", "\nPhương hướng"),
        ("headings in capitals", "1. Mục tiêu chung", "1. MỤC TIÊU CHUNG"),
        ("headings in small letters", "I. KẾT QUẢ NĂM 2024", "I. Kết quả năm 2024"),
        ("headings removed", "3. Về văn hóa\n", "\n\na) Giữ vững"),
        ("all headings removed", "I. KẾT QUẢ NĂM 2024\n", "\n\nKinh tế tăng khá."),
        ("years moved to the lead", "I. KẾT QUẢ NĂM 2024\nKinh tế", "I. KẾT QUẢ\nNăm 2024, Kinh tế"),
        ("years bare", "nhiệm vụ năm 2025", "nhiệm vụ 2025"),
        (
            "lists as prose",
            "chủ yếu:\n- Thu",
            "chủ yếu: Thu ngân sách đạt trên 14 tỷ đồng; Thu nhập bình quân: 62 triệu đồng/người/năm; "
            "Tỷ lệ hộ nghèo còn 1,8%.\n3.",
        ),
        (
            "prose as lists",
            "Kinh tế tăng khá. Thu",
            "Kinh tế tăng khá.\n- Thu ngân sách đạt 12,5 tỷ đồng;\n- thu nhập bình quân 58 triệu đồng;\n"
            "- hộ nghèo còn 2,1%.\nDân phấn khởi.",
        ),
        ("blank lines added", "\n1. Mục tiêu chung\nGiữ", "\n\n1. Mục tiêu chung\n\nGiữ"),
    ],
)
def test_each_kind_changes_what_it_says(kind: str, before: str, after: str) -> None:
    changed = perturb(TEXT, kind).text

    assert (before in TEXT, after in TEXT) == (True, False)
    assert (before in changed, after in changed) == (False, True)


def test_headings_that_tell_results_from_targets_are_not_removed() -> None:
    kept = perturb(TEXT, "headings removed").text

    assert all(heading in kept for heading in ("I. KẾT QUẢ NĂM 2024", "II. Phương hướng", "1. Mục tiêu chung"))


def test_a_list_becomes_a_table_of_bars_or_of_tabs() -> None:
    texts = {perturb(TEXT, "lists as tables", seed=seed).text for seed in range(12)}

    bars = [text for text in texts if "| Thu ngân sách | trên 14 tỷ đồng |\n" in text]
    tabs = [text for text in texts if "Thu nhập bình quân\t62 triệu đồng/người/năm\n" in text]
    assert min(len(bars), len(tabs)) > 0
    assert len(bars) + len(tabs) == len(texts)
    assert all("| Nội dung | Số liệu |\n" in text for text in bars)


def test_list_marks_change_to_others_or_to_none() -> None:
    texts = [perturb(TEXT, "list marks changed", seed=seed).text for seed in range(30)]
    marks = {re.search(r"\n(.{0,2})Thu ngân sách đạt trên", text)[1] for text in texts}  # type: ignore[index]

    assert marks == {"- ", "+ ", "* ", "• ", ""}


def test_blank_lines_of_a_text_that_has_some_go() -> None:
    assert perturb(TEXT.replace("\n", "\n \n\n"), "blank lines removed").text == TEXT


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        perturb(TEXT, "upside down")
