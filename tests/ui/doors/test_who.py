from types import SimpleNamespace

import gradio as gr
from starlette.requests import Request

from assistant.types import User
from ui.doors.who import CALLING, USER, who

AN = User("an", "clerk")


def request_of(user: User | None) -> Request:
    return Request({"type": "http", "headers": [], "state": {USER: user}})


def test_a_request_knows_its_user_also_as_gradio_hands_it_on() -> None:
    assert who(request_of(AN)) == AN
    assert who(gr.Request(request_of(AN))) == AN
    assert who(request_of(None)) is None
    assert who(SimpleNamespace()) is None


def test_without_a_request_it_is_the_one_being_served() -> None:
    assert who() is None
    token = CALLING.set(AN)
    try:
        assert who() == AN
    finally:
        CALLING.reset(token)
