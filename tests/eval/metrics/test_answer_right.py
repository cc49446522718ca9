import pytest

from eval.cases import Case
from eval.metrics.answer_right import unmet_demands
from tests.eval.making import make_answer


def case(**demands: object) -> Case:
    return Case(id="Q1", question="?", **demands)  # type: ignore[arg-type]


def test_one_alternative_meets_a_group() -> None:
    demanded = case(must_include=(("60,5",), ("xã thứ hai", "Trường Xuân")))
    assert not unmet_demands(demanded, make_answer("Xã Trường Xuân đạt **60,5** triệu đồng [1]."))


def test_a_wrong_figure_is_found() -> None:
    demanded = case(must_include=(("60,5", "60.5"),))
    assert unmet_demands(demanded, make_answer("Đạt 65 triệu đồng.")) == ("thiếu “60,5” hoặc “60.5”",)


@pytest.mark.parametrize("text", ["Có 18 xã.", "Có 81 xã.", "Có 8,5 xã.", "Có nhiều xã [8].", "8. Xã Hưng Tân"])
def test_eight_is_not_met_by_another_number(text: str) -> None:
    assert unmet_demands(case(must_include=(("8",),)), make_answer(text))


def test_what_must_not_be_said() -> None:
    demanded = case(must_not_include=("46", "huyện Tam Đường"))
    assert not unmet_demands(demanded, make_answer("Đạt 146 triệu đồng."))
    assert unmet_demands(demanded, make_answer("Đạt 46 triệu đồng.")) == ("có “46”, là điều không được nói",)


def test_refusal_is_demanded_or_forbidden() -> None:
    refused, answered = make_answer("Không có.", outcome="abstained"), make_answer("Có.")
    assert not unmet_demands(case(abstain=True), refused)
    assert unmet_demands(case(abstain=True), answered) == ("trả lời trong khi phải từ chối",)
    assert unmet_demands(case(), refused) == ("từ chối trong khi phải trả lời",)
