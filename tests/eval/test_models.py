"""Forty questions show what the leash lets through of a model."""

from contextlib import closing

import pytest

from assistant.build import open_assistant
from assistant.settings import Settings
from eval.models import Leashed, leashed, print_table, questions, summary
from eval.report import stdout
from eval.scripted_parts import PHRASING
from eval.scripted_server import scripted_server
from ingest.pipeline import ingest
from tests.assistant.ask.sample_parts import SAMPLE

pytestmark = pytest.mark.slow
ASKED = ("Phường Phố Vạn có những giải pháp gì về phòng cháy, chữa cháy?", "Xã nào có thu nhập trên 58 triệu đồng?")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    settings = Settings(data=folder)
    assert list(ingest(sorted(SAMPLE.glob("2025_*.md")), settings=settings))
    return folder


def _run(data, character):
    with scripted_server(PHRASING[character]) as server:
        settings = Settings(data=data, chat_model="openai:m-270m", chat_base_url=server.url)
        with closing(open_assistant(settings)) as assistant:
            return list(leashed(assistant, ASKED))


def test_there_are_forty_questions_each_once():
    assert len(questions()) == len(set(questions())) == 40


def test_a_good_model_is_shown_and_the_ledger_is_not_asked_of_it(data):
    first, second = _run(data, "faithful")
    assert (first.wrote, first.shown > 0, first.struck, first.unsupported) == (True, True, 0, ())
    assert (second.wrote, second.shown, second.struck) == (False, 0, 0)


def test_an_inventing_model_is_struck_and_no_number_of_it_is_shown(data):
    first, _ = _run(data, "invents")
    assert (first.shown, first.struck > 0, first.unsupported, first.failed) == (0, True, (), False)


def test_a_silent_model_has_failed(data):
    found = _run(data, "says nothing")
    assert [each.failed for each in found] == [True, False]
    assert [each.unsupported for each in found] == [(), ()]  # though the line that says so names "m-270m"


def test_shares_and_times_are_of_all_questions(capsys):
    one = Leashed("?", True, False, True, 3, 1, False, False, (), 1.0)
    two = Leashed("?", False, False, True, 0, 4, True, False, ("987",), 3.0)
    figures = summary("openai:m", [one, two])
    assert (figures["sentences"], figures["shown"], figures["struck"]) == (8, 3, 5)
    assert (figures["share_shown"], figures["share_struck"]) == (3 / 8, 5 / 8)
    assert (figures["unsupported_numbers"], figures["declined"], figures["asked_to_read"]) == (1, 1, 1)
    assert figures["seconds"] == {"total": 4.0, "p50": 2.0, "p95": pytest.approx(3.0, abs=0.2)}
    print_table(figures, console=stdout())
    assert "3 (37,5%)" in capsys.readouterr().out
