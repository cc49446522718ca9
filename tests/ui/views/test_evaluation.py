from dataclasses import replace

from assistant.types import Turn
from eval.compare import compare
from eval.flagged import flag
from tests.eval.test_compare import AFTER, BEFORE
from ui.evaluation import Progress
from ui.views.evaluation import comparison, flag_label, flagged, nothing_opened, progress, results

EVIL = "<img src=x onerror=alert(1)>"


def test_progress_in_words_and_as_a_bar() -> None:
    html = progress(Progress(done=3, total=12, right=2))
    assert '<progress value="3" max="12"' in html
    assert "Đang hỏi: 3/12 câu (25,0%), đúng 2." in html


def test_what_a_set_says_is_text() -> None:
    line = {**next(iter(AFTER.results.values())), "question": EVIL, "type": EVIL}
    html = results(replace(AFTER, results={"Q1": line}, set_name=EVIL))
    assert "<img" not in html
    assert "&lt;img" in html


def test_a_comparison_names_what_got_worse_and_better() -> None:
    html = comparison(compare(BEFORE, AFTER))
    assert "1 câu trước đúng, nay sai" in html
    assert "1 câu trước sai, nay đúng" in html
    assert "1 câu chỉ có ở lần trước: Q4" in html


def test_a_flagged_question_shows_what_was_asked_and_answered() -> None:
    one = flag(EVIL, history=(Turn("user", "Trước đó?"), Turn("assistant", "58")), answer=f"**Sai** [1] {EVIL}")
    html = flagged(one)
    assert "<strong>Sai</strong>" in html
    assert "Trước đó?" in html
    assert "<img" not in html
    assert "chờ bổ sung" in flag_label(one)
    assert "đã bổ sung" in flag_label(replace(one, expected="60,5"))
    assert "Chưa có câu hỏi nào" in flagged(None)
    assert "bấm vào" in nothing_opened()
