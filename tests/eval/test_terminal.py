import pytest

from eval.run import Result
from eval.terminal import tracked
from tests.eval.test_summary import results


def test_results_go_through_unchanged_with_a_bar_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    given: list[Result] = results()
    assert list(tracked(given, total=len(given), words="Đang hỏi")) == given
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "4/4" in shown.err
    assert "đúng 2" in shown.err
