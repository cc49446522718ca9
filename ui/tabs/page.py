"""The page: a heading and the tabs over one assistant."""

from __future__ import annotations

import gradio as gr

from ui.doors.house import House
from ui.doors.page_files import KEPT_SECONDS, SWEPT_SECONDS
from ui.ports import Assistant
from ui.tabs.admin import build_admin
from ui.tabs.bridge import build_bridge
from ui.tabs.chat import build_chat
from ui.tabs.documents import build_documents
from ui.tabs.draft import build_draft
from ui.tabs.evaluation import build_evaluation
from ui.tabs.fragment import fragment
from ui.tabs.ledger import build_ledger
from ui.tabs.sessions import bound_sessions
from ui.tabs.settings import build_settings
from ui.views.shell import PLACES, heading

# Fonts that Windows, macOS, Android and Linux bring along; nothing is downloaded.
_FONTS = ("Segoe UI", "Noto Sans", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
# The accent of style/tokens.css: white on it has a contrast of 8:1.
_ACCENT = "#1d4f91"
_ACCENT_HOVER = "#173f75"
# The quiet text of tokens.css, with a contrast of at least 4.5:1 on the grounds of both themes.
_QUIET, _QUIET_DARK = "#566173", "#a9b4c4"


def theme() -> gr.themes.Base:
    """Calm blue on white, with the fonts of the machine."""
    base = gr.themes.Base(
        primary_hue="blue", neutral_hue="slate", radius_size="md", font=list(_FONTS), font_mono=list(_FONTS)
    )
    quiet = {
        f"button_secondary_{part}{theme}": value
        for theme in ("", "_dark")
        for part, value in {
            "background_fill": "*background_fill_primary",
            "background_fill_hover": "*background_fill_secondary",
            "border_color": "*border_color_primary",
            "text_color": "*body_text_color",
        }.items()
    }
    acting = {
        f"button_primary_background_fill{state}": _ACCENT_HOVER if "hover" in state else _ACCENT
        for state in ("", "_hover", "_dark", "_hover_dark")
    }
    return base.set(
        **acting,
        **quiet,
        button_border_width="1px",
        button_large_text_weight="500",
        button_small_text_weight="500",
        checkbox_background_color_selected=_ACCENT,
        input_border_color_focus=_ACCENT,
        input_background_fill="*background_fill_primary",
        input_border_width="1px",
        body_text_color_subdued=_QUIET,
        body_text_color_subdued_dark=_QUIET_DARK,
        input_placeholder_color=_QUIET,
        input_placeholder_color_dark=_QUIET_DARK,
    )


def build_page(assistant: Assistant, *, title: str, house: House) -> gr.Blocks:
    """The whole page."""
    page = gr.Blocks(
        title=title, analytics_enabled=False, fill_width=True, delete_cache=(SWEPT_SECONDS, KEPT_SECONDS)
    )
    with page:
        bound_sessions(page)
        bridge = build_bridge()
        fragment(heading(title), elem_id="nq-heading")
        with gr.Tabs(selected=PLACES[0].key, elem_id="nq-tabs") as tabs:
            with _tab("chat"):
                build_chat(assistant, page=page, bridge=bridge)
            with _tab("ledger") as ledger:
                build_ledger(assistant, bridge=bridge, tabs=tabs, tab=ledger)
            with _tab("documents"):
                build_documents(assistant, page=page, bridge=bridge, tabs=tabs)
            with _tab("draft") as draft:
                build_draft(assistant, page=page, bridge=bridge, tabs=tabs, tab=draft)
            with _tab("evaluation") as evaluation:
                build_evaluation(assistant, bridge=bridge, tab=evaluation)
            with _tab("settings") as settings:
                build_settings(assistant, tab=settings)
                build_admin(house, bridge=bridge, tab=settings)
    return page


def _tab(key: str) -> gr.Tab:
    name = next(place.name for place in PLACES if place.key == key)
    return gr.Tab(name, id=key, elem_id=f"nq-tab-{key}")
