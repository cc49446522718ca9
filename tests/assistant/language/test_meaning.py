"""Words of one meaning come to one form, with marks and without."""

import pytest

from assistant.language.meaning import in_one_form, meaning


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("thẻ khám chữa bệnh", "BHYT"),
        ("đàn heo", "đàn lợn"),
        ("cây thuốc", "dược liệu"),
        ("xóa nghèo", "giảm nghèo"),
        ("giấy tờ quá hạn", "hồ sơ trễ"),
        ("bỏ tiền xdcb", "chi đầu tư"),
        ("thu ngân sách lẹt đẹt", "thu ngân sách thấp"),
    ],
)
def test_what_is_asked_and_what_is_written_come_to_one_form(asked, written):
    assert meaning(asked) == meaning(written)


def test_a_text_without_marks_is_read_where_the_words_cannot_be_others():
    assert meaning("dan heo", plain=True) == ("dan", "lon")
    assert meaning("van ban", plain=True) == ("van", "ban")  # "ban" may be many words


def test_abbreviations_are_spelled_out():
    assert in_one_form("Tỷ lệ LĐ qua đào tạo") == "tỷ lệ lao động qua đào tạo"
