"""The documents tab in a real browser: files come in, are removed and come back; the address leads to them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from assistant.build import open_assistant
from assistant.settings import Settings
from ingest.filing import begin_archive
from tests.ui.browsing import BROWSING, DESKTOP, browser, no_sideways_scroll, serving, visit

__all__ = ("browser",)

PHONE = {"width": 360, "height": 740}
TEXT = """ĐẢNG BỘ XÃ AN LẠC
Số 12-NQ/ĐU
NGHỊ QUYẾT
về nhiệm vụ năm 2024
II. CHỈ TIÊU CHỦ YẾU NĂM 2024
| Chỉ tiêu | Mức |
| Tổng đàn lợn | 1.950 con |
- Thu nhập bình quân đầu người đạt 61 triệu đồng/người/năm.
"""

pytestmark = BROWSING


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    settings = Settings(data=tmp_path / "data")
    begin_archive(settings)
    assistant = open_assistant(settings, own=True)
    with serving(assistant) as address:
        yield address
    assistant.close()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "tệp"
    folder.mkdir()
    (folder / "nghị quyết.txt").write_text(TEXT)
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.4 broken")
    scan = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(scan).text((100, 100), "NGHI QUYET 2024", fill=0, font_size=60)
    scan.save(folder / "quét.pdf", "PDF", resolution=150)
    return folder


def documents_tab(page: Page) -> None:
    page.get_by_role("tab", name="Văn bản").click()
    expect(page.locator(".nq-drop")).to_be_visible()


def send(page: Page, *paths: Path) -> None:
    page.locator(".nq-drop input").first.set_input_files(paths)
    expect(page.locator(".nq-batch summary").first).to_contain_text("Xong", timeout=90_000)


def test_files_come_in_are_removed_and_come_back(browser: Browser, address: str, files: Path) -> None:
    with visit(browser, address, screen=DESKTOP) as page:
        documents_tab(page)
        expect(page.locator("#nq-documents")).to_contain_text("Kho chưa có văn bản nào")
        send(page, *sorted(files.iterdir()))
        sent = page.locator(".nq-sent")
        expect(sent).to_have_count(3)
        expect(page.locator('.nq-sent[data-state="rejected"]').first).to_contain_text("hãy")
        expect(page.locator('.nq-sent[data-state="added"]').first).to_contain_text("12-NQ/ĐU · xã An Lạc · 2024")
        row = page.locator("#nq-documents .nq-list tbody tr", has_text="An Lạc")
        expect(row).to_have_count(1)

        row.locator("[data-nq=span]").first.click()
        expect(page.locator("#nq-document table td").first).to_have_text("Tổng đàn lợn")
        assert "|" not in page.locator("#nq-document").inner_text()
        page.locator(".nq-reader [data-nq=remove]").click()
        expect(page.locator(".nq-toast")).to_contain_text("Đã gỡ “nghị quyết.txt”")
        expect(page.locator("#nq-documents")).to_contain_text("Văn bản đã gỡ (1)")
        page.get_by_role("button", name="Hoàn tác").click()
        expect(row).to_have_count(1)
        expect(page.locator(".nq-toast")).to_contain_text("Đã lấy lại")


def test_what_begins_before_the_form_is_found_is_listed_once(browser: Browser, address: str, files: Path) -> None:
    """The page looks for its form from time to time; what is sent as soon as it stands is no upload of before."""
    slow = (
        "const wait = window.setTimeout; window.setTimeout = (run, after) => wait(run, after === 100 ? 1000 : after);"
    )
    page = browser.new_page(viewport=DESKTOP)
    page.add_init_script(slow)
    page.goto(address)
    documents_tab(page)
    send(page, files / "nghị quyết.txt")
    page.wait_for_timeout(1500)
    expect(page.locator(".nq-batch")).to_have_count(1)
    page.close()


def test_a_file_may_be_dropped(browser: Browser, address: str) -> None:
    with visit(browser, address, screen=DESKTOP) as page:
        documents_tab(page)
        page.evaluate(
            """text => {
              const carried = new DataTransfer();
              carried.items.add(new File([text], "thả.txt", { type: "text/plain" }));
              document.querySelector(".nq-drop").dispatchEvent(
                new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }),
              );
            }""",
            TEXT,
        )
        expect(page.locator(".nq-batch summary")).to_contain_text("Xong: 1 thêm mới.", timeout=60_000)


def test_the_address_leads_to_a_document_after_reload_and_back(browser: Browser, address: str, files: Path) -> None:
    with visit(browser, address, screen=DESKTOP) as page:
        documents_tab(page)
        send(page, files / "nghị quyết.txt")
        page.locator("#nq-documents .nq-list [data-nq=span]").first.click()
        expect(page.locator("#nq-document")).to_be_visible()
        assert "d=" in page.url
        page.reload()
        expect(page.locator("#nq-document")).to_be_visible(timeout=30_000)
        start = TEXT.index("Thu nhập")
        page.goto(f"{page.url}&s={start}-{start + 8}")
        expect(page.locator("#nq-document mark")).to_have_text("Thu nhập", timeout=30_000)
        page.go_back()
        expect(page.locator("#nq-document")).to_be_visible(timeout=30_000)


def test_what_a_document_is_is_corrected_by_keyboard_on_a_narrow_phone(
    browser: Browser, address: str, files: Path
) -> None:
    with visit(browser, address, screen=PHONE) as page:
        documents_tab(page)
        send(page, files / "nghị quyết.txt")
        page.locator(".nq-sent [data-nq=span]").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#nq-document")).to_be_visible()
        page.get_by_text("Thông tin văn bản").click()
        page.get_by_text("Sửa thông tin").click()
        page.fill(".nq-correct [name=commune]", "An Thịnh")
        page.fill(".nq-correct [name=by]", "Lan")
        page.keyboard.press("Enter")
        expect(page.locator(".nq-reader h2")).to_have_text("12-NQ/ĐU · xã An Thịnh · 2024")
        expect(page.locator("#nq-overview")).to_contain_text("xã An Thịnh")
        assert no_sideways_scroll(page)
