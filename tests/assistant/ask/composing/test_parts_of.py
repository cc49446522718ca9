"""Parts of a whole that a question names."""

import pytest

from assistant.ask.composing.parts_of import compose_parts, named
from assistant.ask.composing.wording import library
from assistant.ask.verifying.verify import holds
from assistant.types import Place, Question
from tests.builders import document, row_of

LINES = ("Thu ngân sách 18.400 triệu đồng", "phí, lệ phí 1.150 triệu đồng", "tiền thuê đất 2.300 triệu đồng")
PAPER = document("d", *LINES, "KH: tiền thuê đất 9.000 triệu đồng", commune="Yên Mỹ")


def _row(quote, value, label, **changes):
    return row_of(PAPER, quote, value=value, label=label, unit="tỷ đồng", indicator=None, **changes)


ROWS = [
    row_of(PAPER, LINES[0], indicator="thu_ngan_sach", label="Thu ngân sách", value=18.4, unit="tỷ đồng"),
    _row(LINES[1], 1.15, "phí, lệ phí", sub_of="thu_ngan_sach"),
    _row(LINES[2], 2.3, "tiền thuê đất", sub_of="thu_ngan_sach"),
    _row("KH: tiền thuê đất 9.000 triệu đồng", 9.0, "tiền thuê đất", kind="target"),
]


def _told(*parts, operations, **changes):
    values = {"indicators": ("thu_ngan_sach",), "places": (Place("Yên Mỹ", None),), "years": (2023,)}
    question = Question("", "", "ledger", "sum", operations=operations, named_parts=parts, **(values | changes))
    draft = compose_parts(question, ROWS, library([PAPER]))
    if draft is None:
        return None
    assert all(holds(each, lambda _: PAPER.text) for each in draft.statements)
    return [each.text for each in draft.statements]


def test_the_sum_and_what_is_left_in_the_unit_asked_for():
    told = _told("lệ phí", "thuê đất", operations=("parts", "remainder"), unit="triệu đồng")
    assert told[0] == "Cộng phí, lệ phí và tiền thuê đất: 3,45 tỷ đồng (3.450 triệu đồng) (1,15 + 2,3 = 3,45)."
    assert told[1].startswith("Phần còn lại của thu ngân sách: 14,95 tỷ đồng (14.950 triệu đồng) (18,4 − 3,45")


def test_a_share_of_the_whole():
    assert _told("thuê đất", operations=("share",))[0] == (
        "Tiền thuê đất chiếm 12,5 % thu ngân sách (2,3 : 18,4 = 12,5 %)."
    )


@pytest.mark.parametrize("parts", [("thuê đất", "thuế môn bài"), ("thuê đất",), ()])
def test_with_a_part_short_nothing_is_added(parts):
    assert _told(*parts, operations=("parts",)) is None


def test_a_target_is_no_part_of_a_result():
    assert "9 " not in " ".join(_told("lệ phí", "thuê đất", operations=("parts",)))


def test_the_part_may_be_named_before_the_whole():
    told = _told("thuê đất", operations=("share",), indicators=("thu_tien_thue_dat", "thu_ngan_sach"))
    assert told[0].endswith("chiếm 12,5 % thu ngân sách (2,3 : 18,4 = 12,5 %).")


def test_the_whole_may_be_named_by_words_alone():
    told = _told("thuê đất", operations=("share",), indicators=(), named_whole="thu ngân sách")
    assert told[0].endswith("chiếm 12,5 % thu ngân sách (2,3 : 18,4 = 12,5 %).")


def test_marks_count_where_there_are_any():
    assert named("đầu tư", [_row(LINES[1], 1.15, "thu từ đấu giá")]) is None
    assert named("dau gia", [_row(LINES[1], 1.15, "thu từ đấu giá")]) is not None
