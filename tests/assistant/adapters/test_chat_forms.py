"""How the way of asking for a form is found, kept and forgotten."""

import pytest
from pydantic import BaseModel, ConfigDict

from assistant.adapters.chat_forms import MISSES, WAYS, KnownWay, WayRefused, fill, read_form


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid")
    year: int


@pytest.mark.parametrize(
    "said",
    [
        '{"year": 2024}',
        ' \n{"year": 2024}\n',
        '```json\n{"year": 2024}\n```',
        '```\n{"year": 2024}\n```\n',
        '<think>Có thể là {"year": 2023}</think>{"year": 2024}',
        'Có thể là 2023.\n</think>\n\n{"year": 2024}',
        '<think></think>\n```json\n{"year": 2024}\n```',
    ],
)
def test_a_form_is_read_though_thoughts_or_a_fence_stand_around_it(said):
    assert read_form(said, Form) == Form(year=2024)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "2024",
        '{"year": 20',
        '{"year": "năm nay"}',
        '{"year": 2024, "sql": "drop"}',
        '{"year": 2024} {"year": 2025}',
        'Đây là câu trả lời: {"year": 2024}',
        '{"year": 2024}\nCâu hỏi: …',
        '<think>{"year": 2024}',
        '{"type": "object", "properties": {"year": {"type": "integer"}}}',
    ],
)
def test_anything_else_is_none(said):
    assert read_form(said, Form) is None


def _server(answers):
    """Asks by ``answers`` (way -> what is said, or None where it is refused), and notes the ways."""
    asked = []

    def ask(way):
        asked.append(way)
        if answers[way] is None:
            raise WayRefused(way)
        return answers[way]

    return ask, asked


def test_a_known_way_that_fits_no_more_is_looked_for_anew_after_some_misses(tmp_path):
    known = KnownWay(tmp_path / "forms.json", server="m")
    ask, asked = _server(dict.fromkeys(WAYS, '{"year": 2024}'))
    assert fill(Form, known, ask) == Form(year=2024)
    ask, asked = _server({**dict.fromkeys(WAYS, '{"year": 2024}'), "json_schema": "Vâng."})
    assert [fill(Form, known, ask) for _ in range(MISSES + 1)] == [*[None] * MISSES, Form(year=2024)]
    assert asked == ["json_schema"] * (MISSES + 1) + ["json_object"]
    assert KnownWay(tmp_path / "forms.json", server="m").way == "json_object"


def test_a_question_that_fits_no_way_is_no_word_on_the_server_for_later_processes(tmp_path):
    known = KnownWay(tmp_path / "forms.json", server="m")
    ask, asked = _server(dict.fromkeys(WAYS, "Vâng."))
    assert [fill(Form, known, ask) for _ in range(2)] == [None, None]
    assert asked == [*WAYS, "text"]
    assert KnownWay(tmp_path / "forms.json", server="m").way is None


def test_one_miss_among_answers_that_fit_changes_nothing():
    known = KnownWay(None, server="m")
    for said in ['{"year": 2024}', "Vâng.", '{"year": 2024}', "Vâng.", "Vâng.", '{"year": 2024}']:
        fill(Form, known, _server(dict.fromkeys(WAYS, said))[0]) if known.way else known.keep("json_schema")
    assert known.way == "json_schema"


def test_another_thread_may_forget_the_way_while_it_is_asked_by():
    known = KnownWay(None, server="một máy chủ")
    known.keep("tools")

    def ask(way):
        known.forget()
        return '{"year": 2024}'

    assert fill(Form, known, ask) == Form(year=2024)
    assert known.way == "tools"


def test_a_file_that_cannot_be_read_or_written_is_no_error(tmp_path):
    (tmp_path / "broken.json").write_text('{"m": "by mail"}')
    for path in (tmp_path / "broken.json", tmp_path / "nowhere" / "forms.json"):
        known = KnownWay(path, server="m")
        assert known.way is None
        known.keep("tools")
        assert known.way == "tools"
    assert KnownWay(tmp_path / "broken.json", server="m").way == "tools"
