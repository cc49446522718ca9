from collections.abc import Iterator

import gradio as gr
import pytest
from fastapi import FastAPI

from ui.tabs.sessions import CLOSED, MOST, bound_sessions


@pytest.fixture
def page() -> Iterator[gr.Blocks]:
    with gr.Blocks(analytics_enabled=False) as page:
        gr.HTML("<p>Kho</p>", elem_id="shown")
        bound_sessions(page)
    gr.mount_gradio_app(FastAPI(), page, path="/")
    yield page
    page.close()


def test_of_closed_pages_those_closed_last_are_kept_and_open_ones_stay(page: gr.Blocks) -> None:
    (closing,) = (each.fn for each in page.fns.values() if ("unload" in {event for _, event in each.targets}))
    held = page.state_holder
    for at in range(CLOSED + 10):
        held[f"open-{at}"]
        held[f"closed-{at}"].is_closed = True
    closing()
    assert [name for name in held.session_data if name.startswith("closed")] == [
        f"closed-{at}" for at in range(10, CLOSED + 10)
    ]
    assert set(held.time_last_used) == set(held.session_data)
    assert sum(name.startswith("open") for name in held.session_data) == CLOSED + 10


def test_pages_beyond_the_most_are_let_go(page: gr.Blocks) -> None:
    for at in range(MOST + 2):
        page.state_holder[str(at)]
    assert next(iter(page.state_holder.session_data)) == "2"
    assert len(page.state_holder.session_data) == MOST
