"""The ledger: every figure of every document, narrowed by indicator, place and year, to be downloaded."""

from __future__ import annotations

import gradio as gr

from ui import words
from ui.html import Html
from ui.ledger import indicator_names, select
from ui.ports import Assistant
from ui.tabs.fragment import attempt, fragment
from ui.views import ledger as view

_ALL = "Tất cả"


def rows(assistant: Assistant, indicator: str, place: str, year: str) -> Html:
    """The rows for the filters; an empty filter lets everything through."""
    wanted = int(year) if year else None
    return view.rows(select(assistant.shelf, indicator=indicator or None, place=place or None, year=wanted))


def choices(assistant: Assistant) -> tuple[gr.Dropdown, gr.Dropdown, gr.Dropdown]:
    """The filters, offering what the ledger holds."""
    entries = select(assistant.shelf)
    indicators = [(f"{name} ({identifier})", identifier) for identifier, name in indicator_names(entries).items()]
    identities = (entry.resolution.identity for entry in entries)
    places = {name for identity in identities if (name := identity.place or words.inferred_place(identity))}
    years = {str(entry.indicator.year) for entry in entries if entry.indicator.year}
    return (
        gr.Dropdown(choices=[(_ALL, ""), *indicators], value=""),
        gr.Dropdown(choices=[(_ALL, ""), *((name, name) for name in sorted(places))], value=""),
        gr.Dropdown(choices=[(_ALL, ""), *((year, year) for year in sorted(years, reverse=True))], value=""),
    )


def build_ledger(assistant: Assistant, *, page: gr.Blocks) -> None:
    """Lays out the tab and wires it; filters and rows are read anew whenever the page is opened."""
    with gr.Row(elem_id="nq-ledger-filters"):
        filters = [
            gr.Dropdown([(_ALL, "")], value="", label="Chỉ tiêu", scale=3, min_width=220),
            gr.Dropdown([(_ALL, "")], value="", label="Địa phương", scale=2, min_width=160),
            gr.Dropdown([(_ALL, "")], value="", label="Năm", scale=1, min_width=110),
        ]
        links = fragment(elem_id="nq-ledger-links")
    table = fragment(elem_id="nq-ledger")

    def narrow(indicator: str, place: str, year: str) -> tuple[str, str]:
        links = view.downloads(indicator=indicator, place=place, year=year)
        return str(attempt(lambda: rows(assistant, indicator, place, year))), str(links)

    def offer() -> tuple[gr.Dropdown, gr.Dropdown, gr.Dropdown]:
        return choices(assistant)

    narrowed = [filter_.input for filter_ in filters]
    gr.on(narrowed, narrow, filters, [table, links], show_progress="hidden", api_visibility="private")
    loaded = page.load(offer, None, filters, show_progress="hidden", api_visibility="private")
    loaded.then(narrow, filters, [table, links], show_progress="hidden", api_visibility="private")
