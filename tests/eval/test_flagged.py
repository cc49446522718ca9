from dataclasses import replace

from assistant.types import Turn
from eval.cases import Support
from eval.flagged import flag, flagged_set

HISTORY = (Turn("user", "Thu nhập xã A?"), Turn("assistant", "58 [1]"))


def test_the_same_answer_flagged_twice_is_one_flag() -> None:
    first = flag("Còn năm 2024?", history=HISTORY, answer="Không có.")
    assert first.flag_id == flag("Còn năm 2024?", history=HISTORY, answer="Không có.").flag_id
    assert first.flag_id != flag("Còn năm 2024?", history=(), answer="Không có.").flag_id
    assert first.at.endswith("+00:00")


def test_only_what_staff_completed_is_a_case() -> None:
    bare = flag("Gì?", history=(), answer="Sai.")
    done = replace(flag("Còn 2024?", history=HISTORY, answer="?"), expected="60,5 | 60.5; xã A", documents=("a.txt",))
    refuse = replace(flag("Sân bay?", history=(), answer="Có."), expected="Từ chối", at="2020-01-01")
    first, second = flagged_set([bare, done, refuse]).cases
    assert (first.question, first.abstain, first.must_include) == ("Sân bay?", True, ())
    assert (second.id, second.history) == (done.flag_id, HISTORY)
    assert second.must_include == (("60,5", "60.5"), ("xã A",))
    assert second.support == (Support("a.txt", ""),)
