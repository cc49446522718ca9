from datetime import UTC, date, datetime

from assistant.types import Conversation
from ui.views.talks import talks

TODAY = date(2025, 3, 12)


def stored(number: int, title: str, day: int = 12, **more: bool) -> Conversation:
    started = datetime(2025, 3, day, 12, tzinfo=UTC).isoformat()
    return Conversation(number, title, started, **more)


def test_pinned_ones_come_first_and_the_others_by_day() -> None:
    listed = [stored(1, "Ghim", 2, pinned=True), stored(4, "Bốn"), stored(3, "Ba", 11), stored(2, "Hai", 3)]
    shown = talks(listed, opened=3, today=TODAY)
    heads = [shown.index(f"<h3>{name}</h3>") for name in ("Đã ghim", "Hôm nay", "Hôm qua", "03/03/2025")]
    assert heads == sorted(heads)
    assert shown.count('aria-current="page"') == 1
    assert "Bỏ ghim" in shown[: heads[1]]


def test_a_title_is_text_and_found_without_its_marks() -> None:
    shown = talks([stored(1, "<b>Thu nhập</b>\ncác xã")], opened=0, today=TODAY)
    assert "&lt;b&gt;Thu nhập&lt;/b&gt; các xã" in shown
    assert 'data-words="&lt;b&gt;thu nhap&lt;/b&gt; cac xa"' in shown


def test_what_was_deleted_can_be_had_back() -> None:
    shown = talks([], opened=0, today=TODAY, removed=stored(9, "Hộ nghèo"))
    assert 'data-nq="unforget" data-key="9"' in shown
    assert "Đã xóa “<b>Hộ nghèo</b>”" in shown


def test_one_of_before_there_were_owners_says_so() -> None:
    assert "Chung, từ trước" in talks([stored(1, "Cũ", own=False)], opened=0, today=TODAY)
