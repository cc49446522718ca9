"""The screens of the page with something on them, each led to as a person is: by its address, or by asking."""

import re
from collections.abc import Callable, Mapping

from playwright.sync_api import Page, expect

from assistant.types import DraftRequest
from tests.ui.browsing import ask
from ui.drafting import open_desk
from ui.ports import Assistant

Scene = Callable[[Page, str], None]

# Of the bundled sample: answered by a table with a chart.
COMPARED = "Thu nhập bình quân đầu người năm 2024 của các xã là bao nhiêu?"


def scenes(assistant: Assistant) -> Mapping[str, Scene]:
    """A scene by its name; each begins with an address of its own, so that their order does not matter."""
    shelf = assistant.shelf
    base = next(one for one in shelf.documents() if one.identity.target_year and one.identity.level == "xã")
    draft = open_desk(assistant).start(DraftRequest(base.document_id, (base.identity.target_year or 0) + 1)).draft_id
    row = next(each for each in shelf.indicators() if each.indicator == "thu_nhap_binh_quan").row_id
    opened = next(one for one in shelf.documents() if one.name.endswith(".docx")).document_id
    return {
        "welcome": _at("", ".nq-sample"),
        "answer": _answered,
        "ledger": _at("?ledger=rows", "#nq-ledger tbody tr"),
        "pivot": _at("?ledger=pivot&indicator=thu_nhap_binh_quan", ".nq-pivot tbody tr"),
        "drawer": _at(f"?ledger=rows&row={row}", "#nq-drawer aside mark"),
        "documents": _at("?tab=documents", "#nq-documents tbody tr"),
        "reader": _at(f"?d={opened}", "#nq-document"),
        "drafts": _at("?tab=draft", ".nq-drafts .nq-strong"),
        **{step: _at(f"?draft={draft}&step={step}", ".nq-onward") for step in ("table", "text", "check", "download")},
        "evaluation": _at("?tab=evaluation", "#nq-eval-start"),
        "settings": _at("?tab=settings", "#nq-settings table"),
    }


def _at(query: str, shown: str) -> Scene:
    def lead(page: Page, address: str) -> None:
        page.goto(f"{address}/{query}")
        expect(page.locator(shown).first).to_be_visible(timeout=30_000)

    return lead


def _answered(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".nq-sample").first).to_be_visible(timeout=30_000)
    ask(page, COMPARED)
    expect(page.locator(".nq-chart")).to_be_visible()
    page.locator(".nq-turn .nq-ref:visible").first.click()
    expect(page.locator("#nq-opened mark").first).to_be_visible()


def examined(page: Page, address: str) -> None:
    """The settings once the archive and the programs have been examined, which takes seconds."""
    page.goto(f"{address}/?tab=settings")
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.locator("#nq-settings-indexes")).not_to_contain_text(re.compile("Bấm|Đang kiểm tra"), timeout=30_000)
