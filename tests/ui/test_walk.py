"""The whole page walked as people do: every screen read and reloaded, by keyboard alone, on paper, two at once."""

import io
import re
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests.ui.browsing import BROWSING, DESKTOP, ask, browser, no_sideways_scroll, serving, visit
from tests.ui.english import english_in
from tests.ui.fake_assistant import FakeAssistant
from tests.ui.scenes import Scene, examined, scenes
from ui.ports import Assistant

__all__ = ("browser",)

pytestmark = BROWSING

NARROW = {"width": 360, "height": 740}
# What is shown, and what is said of it: to a pointer that rests, to a screen reader, in a field that is empty.
TOLD = """() => {
  const told = [document.title];
  for (const element of document.querySelectorAll("body *:not(script, style)")) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt"]) told.push(element.getAttribute(name) ?? "");
  }
  return [...told, ...document.body.innerText.split("\\n")];
}"""
# A word of Gradio's own that stands alone, where the search for English wants two.
GRADIOS = re.compile(r"\b(?:Error|Warning|Clear|Close|Remove \d+|Loading|processing|queue|Submit|Upload)\b")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(FakeAssistant()) as address:
        yield address


@pytest.fixture(scope="module")
def shown(sample: Assistant) -> Iterator[tuple[str, Mapping[str, Scene]]]:
    with serving(sample) as address:
        yield address, scenes(sample)


def foreign(page: Page) -> list[str]:
    """What the page tells in English, or by a name out of the code."""
    return [line for line in page.evaluate(TOLD) if english_in(line) or GRADIOS.search(line)]


def test_every_screen_is_vietnamese_fits_a_narrow_phone_and_outlives_a_reload(
    browser: Browser, shown: tuple[str, Mapping[str, Scene]]
) -> None:
    address, led = shown
    found = {}
    with visit(browser, address, screen=NARROW) as page:
        for name, lead in {**led, "examined": examined}.items():
            lead(page, address)
            found[name] = foreign(page)
            if not no_sideways_scroll(page):
                found[name].append("scrolls sideways")
            tab = page.locator(".nq-tab[aria-selected=true]").inner_text()
            page.reload()
            expect(page.locator(".nq-tab[aria-selected=true]")).to_have_text(tab, timeout=15_000)
    assert {name: told for name, told in found.items() if told} == {}


def test_back_leads_through_the_tabs(browser: Browser, address: str) -> None:
    with visit(browser, address, screen=DESKTOP) as page:
        chosen = page.locator(".nq-tab[aria-selected=true]")
        names = page.locator(".nq-tab").all_inner_texts()
        for name in names[1:]:
            page.get_by_role("tab", name=name).click()
            expect(chosen).to_have_text(name)
        for name in reversed(names[:-1]):
            page.go_back()
            expect(chosen).to_have_text(name)


def test_what_gradio_says_by_itself_is_vietnamese(browser: Browser, address: str) -> None:
    """The browser speaks English, as many in offices do, and the server cannot be reached."""
    page = browser.new_context(viewport=DESKTOP, locale="en-US").new_page()
    page.goto(f"{address}/?tab=evaluation")
    page.get_by_text("Câu hỏi bị báo sai").first.click()
    page.get_by_label("Văn bản phải trích").click()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Bỏ mục này").or_(page.locator("[title='Bỏ mục này']")).first).to_be_attached()
    assert foreign(page) == []
    page.route("**/gradio_api/**", lambda route: route.abort())
    page.get_by_role("tab", name="Hỏi đáp").click()
    page.fill("#nq-question textarea", "thu nhập trên 58")
    page.keyboard.press("Enter")
    expect(page.locator(".toast-body")).to_contain_text("Mất kết nối với máy chủ")
    assert foreign(page) == []
    page.context.close()


def go_to(page: Page, wanted: Locator, *, key: str = "Tab", most: int = 60) -> None:
    """Moves the focus to ``wanted``; wherever it stands on the way, it is on the screen and marked."""
    for _ in range(most):
        page.keyboard.press(key)
        at = page.locator(":focus")
        if at.count() == 0:
            continue
        expect(at).to_be_in_viewport()
        assert at.evaluate(MARKED), at.evaluate("(element) => element.outerHTML.slice(0, 120)")
        if wanted.evaluate_all("(all) => all.includes(document.activeElement)"):
            return
    raise AssertionError(f"{wanted} is not reached by {key}")


# An outline of its own, or the frame that Gradio draws around a field.
MARKED = """(element) => {
  const style = getComputedStyle(element);
  return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || element.matches("input, textarea");
}"""


def test_by_keyboard_alone(browser: Browser) -> None:
    with serving(FakeAssistant()) as address, visit(browser, address, screen=DESKTOP) as page:
        expect(page.locator("#nq-question textarea")).to_be_focused()
        page.keyboard.type("thu nhập trên 58")
        page.keyboard.press("Enter")
        expect(page.locator(".nq-turn .nq-copy")).to_be_visible()
        go_to(page, page.locator(".nq-rows .nq-ref"), key="Shift+Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#nq-opened mark")).to_be_in_viewport()

        go_to(page, page.locator(".nq-tab[aria-selected=true]"), key="Shift+Tab")
        page.keyboard.press("ArrowRight")
        expect(page.locator("#nq-ledger tbody tr")).to_have_count(4)
        go_to(page, page.locator("#nq-ledger .nq-row-open"))
        page.keyboard.press("Enter")
        drawer = page.locator("#nq-drawer aside")
        expect(drawer.locator("h2")).to_be_focused()
        go_to(page, drawer.get_by_label("Người xem xét"))
        page.keyboard.type("Lan")
        go_to(page, drawer.get_by_role("button", name="Đúng"))
        page.keyboard.press("Enter")
        expect(drawer.locator(".nq-done")).to_contain_text("Đã xác nhận")
        page.keyboard.press("Escape")
        expect(drawer).to_be_hidden()
        expect(page.locator("#nq-ledger .nq-row-open:focus")).to_have_count(1)

        go_to(page, page.locator(".nq-tab[aria-selected=true]"), key="Shift+Tab")
        page.keyboard.press("ArrowLeft")
        expect(page.locator("#nq-question textarea")).to_be_visible()
        expect(page.locator(".nq-asked")).to_have_text("thu nhập trên 58")


def on_paper(page: Page) -> str:
    """The text of the page printed, white space made even."""
    margin = dict.fromkeys(("top", "right", "bottom", "left"), "12mm")
    reader = PdfReader(io.BytesIO(page.pdf(format="A4", margin=margin)))
    return " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())


# Of each screen: the words that stand last on it, and buttons that are of no use on paper.
PRINTED = {
    "answer": (".nq-sources-told p", ("Chép câu trả lời", "Hội thoại mới", "Tìm hội thoại")),
    "ledger": ("#nq-ledger tbody tr td:nth-child(2) a", ("Tải Excel", "Bỏ lọc", "Lọc thêm")),
    "drawer": ("#nq-drawer aside li", ("Đúng", "Loại khỏi sổ", "Đóng")),
    "documents": ("#nq-documents tbody tr .nq-link", ("Chọn tệp",)),
    "reader": ("#nq-document p", ("Gỡ khỏi kho", "Chép liên kết")),
    "table": (".nq-work .nq-name > span", ("Tiếp: Lời văn", "Nạp bảng kết quả")),
    "text": (".nq-made > p:not(:has(button))", ("Tiếp: Rà soát", "Sửa")),
}


@pytest.mark.parametrize("name", PRINTED)
def test_on_paper_stands_all_of_it_and_nothing_to_press(
    browser: Browser, shown: tuple[str, Mapping[str, Scene]], name: str
) -> None:
    address, led = shown
    last, buttons = PRINTED[name]
    with visit(browser, address, screen=DESKTOP) as page:
        led[name](page, address)
        texts = [" ".join(text.split()) for text in page.locator(last).all_text_contents() if text.strip()]
        printed = squeezed(on_paper(page))
        assert [text for text in texts if squeezed(text) not in printed] == []
        assert [button for button in buttons if squeezed(button) in printed] == []
        expect(page.locator(".nq-tab[aria-selected=true]")).to_be_visible()  # the screen is as it was


def squeezed(text: str) -> str:
    """Without white space, which a PDF keeps only roughly."""
    return re.sub(r"\s", "", text)


def test_two_users_at_once_see_their_own_conversations(browser: Browser) -> None:
    with (
        serving(FakeAssistant()) as address,
        visit(browser, address, screen=DESKTOP) as one,
        visit(browser, address, screen=DESKTOP) as other,
    ):
        one.fill("#nq-question textarea", "thu nhập trên 58")
        other.fill("#nq-question textarea", "giải pháp về đất đai")
        one.press("#nq-question textarea", "Enter")
        other.press("#nq-question textarea", "Enter")
        for page, own in ((one, "thu nhập trên 58"), (other, "giải pháp về đất đai")):
            expect(page.locator(".nq-turn .nq-copy")).to_be_visible()
            expect(page.locator(".nq-talk-title")).to_have_text([own])
            expect(page.locator(".nq-asked")).to_have_text([own])
        ask(one, "còn hộ nghèo?")
        one.reload()
        expect(one.locator(".nq-asked")).to_have_text(["thu nhập trên 58", "còn hộ nghèo?"])
        other.reload()
        expect(other.locator(".nq-asked")).to_have_text(["giải pháp về đất đai"])
        expect(other.locator(".nq-talk-title")).to_have_count(1)
