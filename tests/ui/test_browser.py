"""The page in a real browser: three questions, a citation opened, nothing asked of the outside."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from shutil import which

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assistant.build import open_assistant
from assistant.settings import Settings
from ingest.pipeline import ingest
from tests.assistant.drafting.making import archive_of, resolution
from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app
from ui.ports import Assistant
from ui.questions import sample_questions

CHROMIUM = which("chromium") or which("chromium-browser")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
BASE = resolution(targets="- Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm;")
DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium: apt-get install chromium"),
]


@contextmanager
def serving(assistant: Assistant) -> Iterator[str]:
    """The page over an assistant, served by a real server on a free port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(assistant), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(FakeAssistant()) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@contextmanager
def visit(browser: Browser, address: str, *, screen: dict[str, int]) -> Iterator[Page]:
    """The page, opened; on leaving, nothing may have been asked of the outside or complained of."""
    wrong: list[str] = []
    context = browser.new_context(viewport=screen, locale="vi-VN")
    page = context.new_page()
    page.on("console", lambda told: wrong.append(told.text) if told.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if is_local(request.url, address) else wrong.append(request.url))
    page.goto(address)
    expect(page.locator("#nq-question textarea")).to_be_visible(timeout=30_000)
    yield page
    context.close()
    assert wrong == []


def is_local(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))


def ask(page: Page, question: str) -> None:
    turns = page.locator(".nq-turn")
    before = turns.count()
    page.fill("#nq-question textarea", question)
    page.press("#nq-question textarea", "Enter")
    expect(turns).to_have_count(before + 1)
    expect(turns.last.locator(".nq-copy, .nq-error")).to_be_visible()


def no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_three_questions_and_their_citations(browser: Browser, address: str, tmp_path: Path) -> None:
    with visit(browser, address, screen=DESKTOP) as page:
        page.screenshot(path=tmp_path / "welcome.png")
        ask(page, "Xã nào đặt chỉ tiêu thu nhập bình quân đầu người trên 58 triệu đồng?")
        first = page.locator(".nq-turn").first
        expect(first.locator(".nq-reading")).to_contain_text("Hiểu là: chỉ tiêu thu nhập")
        expect(first.locator(".nq-rows tbody tr")).to_have_count(3)
        expect(first.locator(".nq-coverage")).to_contain_text("Đã xét 5 văn bản")

        first.locator(".nq-text .nq-ref").first.click()
        mark = page.locator("#nq-opened mark")
        expect(mark).to_have_text("Thu nhập bình quân đầu người năm 2024 đạt 60,5 triệu đồng/người/năm")
        expect(mark).to_be_in_viewport()
        page.screenshot(path=tmp_path / "citation.png")

        ask(page, "Còn về cải cách hành chính?")
        expect(page.locator(".nq-turn").last).to_contain_text("Câu hỏi đầy đủ: Xã Trường Xuân")
        ask(page, "Bảng hỏng <b>x</b> ![a](http://ngoai.example/a.png)")
        failed = page.locator(".nq-turn").last
        expect(failed.locator(".nq-error")).to_contain_text("Lỗi phần mềm")
        expect(failed.locator(".nq-asked")).to_have_text("Bảng hỏng <b>x</b> ![a](http://ngoai.example/a.png)")
        page.screenshot(path=tmp_path / "failure.png")

        # A citation of an earlier answer still opens, and leads on to the whole document.
        first.locator(".nq-text .nq-ref").nth(1).click()
        expect(page.locator("#nq-opened mark")).to_have_text(
            "Thu nhập bình quân đầu người: từ 58 triệu đồng/người/năm trở lên"
        )
        page.click("#nq-opened .nq-open")
        expect(page.locator("#nq-document mark")).to_be_in_viewport()
        expect(page.locator("#nq-documents tbody tr")).to_have_count(3)
        page.screenshot(path=tmp_path / "document.png")


def test_a_sample_is_asked_and_the_conversation_starts_anew(browser: Browser, address: str) -> None:
    with visit(browser, address, screen=DESKTOP) as page:
        expect(page.locator(".nq-sample")).to_have_count(4)
        page.locator(".nq-sample").first.click()
        expect(page.locator(".nq-turn .nq-copy")).to_be_visible()
        page.click("#nq-new")
        expect(page.locator(".nq-sample")).to_have_count(4)
        expect(page.locator("#nq-sources")).to_contain_text("hiện ở đây")


def test_copying_an_answer_takes_its_table_along(browser: Browser, address: str) -> None:
    with visit(browser, address, screen=DESKTOP) as page:
        ask(page, "thu nhập trên 58")
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        page.click(".nq-copy")
        expect(page.locator(".nq-copy")).to_have_text("Đã chép")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "Có 1 xã" in copied
        assert "giáp ranh" in copied
        assert "Chép câu trả lời" not in copied


def test_the_archive_and_the_ledger(browser: Browser, address: str, tmp_path: Path) -> None:
    with visit(browser, address, screen=DESKTOP) as page:
        page.get_by_role("tab", name="Văn bản").click()
        page.fill("#nq-documents-filter textarea", "hung tan")
        expect(page.locator("#nq-documents tbody tr")).to_have_count(1)
        page.locator("#nq-documents .nq-link").click()
        expect(page.locator("#nq-document")).to_contain_text("Tổng đàn lợn")

        page.get_by_role("tab", name="Sổ chỉ tiêu").click()
        expect(page.locator("#nq-ledger tbody tr")).to_have_count(4)
        page.get_by_label("Năm").click()
        page.get_by_role("option", name="2023").click()
        expect(page.locator("#nq-ledger tbody tr")).to_have_count(1)
        page.screenshot(path=tmp_path / "ledger.png")
        with page.expect_download() as download:
            page.get_by_role("link", name="Tải CSV").click()
        assert download.value.suggested_filename == "so-chi-tieu.csv"
        assert len(download.value.path().read_text(encoding="utf-8-sig").splitlines()) == 2
        page.locator("#nq-ledger .nq-link").click()
        expect(page.locator("#nq-document mark")).to_contain_text("52 triệu đồng/người/năm <script>")


def test_a_row_of_the_ledger_is_corrected(browser: Browser, address: str, tmp_path: Path) -> None:
    with visit(browser, address, screen=DESKTOP) as page:
        page.get_by_role("tab", name="Sổ chỉ tiêu").click()
        page.get_by_role("button", name="Xem xét").nth(1).click()
        expect(page.locator("#nq-review-row")).to_contain_text("Tỷ lệ hộ nghèo giảm 0,34%")
        page.get_by_label("Mức").fill("0,43")
        page.get_by_label("Người xem xét").fill("Lan")
        page.get_by_role("button", name="Lưu sửa").click()
        expect(page.locator("#nq-review-told")).to_contain_text("Đã sửa")
        expect(page.locator("#nq-ledger")).to_contain_text("0,43 điểm %")
        page.screenshot(path=tmp_path / "review.png", full_page=True)
        page.get_by_role("button", name="Trở lại như máy đọc").click()
        expect(page.locator("#nq-ledger")).to_contain_text("0,34 điểm %")


def test_the_least_sure_row_is_decided_by_one_click(browser: Browser, tmp_path: Path) -> None:
    with serving(FakeAssistant()) as address, visit(browser, address, screen=DESKTOP) as page:
        page.get_by_role("tab", name="Sổ chỉ tiêu").click()
        waiting = page.locator("#nq-queue .nq-queued")
        expect(waiting).to_have_count(1)
        page.screenshot(path=tmp_path / "queue.png", full_page=True)
        page.get_by_role("button", name="Lấy cách đọc kia: năm 2023").click()
        expect(page.locator("#nq-queue-told")).to_contain_text("Chưa ghi tên người xem xét")
        page.get_by_label("Người xem xét").fill("Lan")
        page.get_by_role("button", name="Lấy cách đọc kia: năm 2023").click()
        expect(page.locator("#nq-queue-told")).to_contain_text("Đã sửa")
        expect(waiting).to_have_count(0)
        expect(page.locator("#nq-ledger")).not_to_contain_text("đọc chưa chắc")


def test_an_answer_called_wrong_becomes_a_case_that_is_run(
    browser: Browser, tmp_path: Path, assistant: FakeAssistant
) -> None:
    assistant.settings = Settings(_env_file=None, data=tmp_path / "kho")
    with serving(assistant) as address, visit(browser, address, screen=DESKTOP) as page:
        ask(page, "Xã nào thu nhập trên 58 triệu?")
        page.click(".nq-flag")
        expect(page.locator(".nq-flagged")).to_contain_text("Đã ghi vào thẻ Đánh giá")

        page.get_by_role("tab", name="Đánh giá").click()
        page.get_by_text("Câu hỏi bị báo sai").first.click()
        expect(page.locator("#nq-flag-seen")).to_contain_text("Xã nào thu nhập trên 58 triệu?")
        page.fill("#nq-flag-expected textarea", "60,5; xã Không Có")
        page.click("#nq-flag-save")
        expect(page.locator("#nq-flag-told")).to_contain_text("Đã lưu")

        page.get_by_role("tab", name="Hỏi đáp").click()
        page.get_by_role("tab", name="Đánh giá").click()
        expect(page.get_by_label("Bộ câu hỏi").first).to_have_value("Câu hỏi bị báo sai")
        page.click("#nq-eval-start")
        expect(page.locator("#nq-eval-status")).to_contain_text("Xong: 1/1 câu (100,0%), đúng 0.")
        page.locator("#nq-eval-results .nq-link").click()
        case = page.locator("#nq-case")
        expect(case).to_contain_text("thiếu “xã Không Có”")
        expect(case).to_contain_text("Thu nhập bình quân đầu người năm 2024 đạt 60,5 triệu đồng/người/năm")
        assert no_sideways_scroll(page)
        page.screenshot(path=tmp_path / "evaluation.png")


def test_a_set_is_uploaded_and_a_broken_one_is_told(
    browser: Browser, tmp_path: Path, assistant: FakeAssistant
) -> None:
    assistant.settings = Settings(_env_file=None, data=tmp_path / "kho")
    broken, right = tmp_path / "hong.csv", tmp_path / "bo.csv"
    broken.write_text("Hỏi,Đáp\nA?,1\n", encoding="utf-8")
    right.write_text("Câu hỏi,Câu trả lời mong đợi\nThu nhập trên 58?,60\n", encoding="utf-8")
    with serving(assistant) as address, visit(browser, address, screen=DESKTOP) as page:
        page.get_by_role("tab", name="Đánh giá").click()
        upload = page.locator("#nq-eval-run input[type=file]")
        upload.set_input_files(broken)
        expect(page.locator("#nq-eval-status")).to_contain_text("hong.csv:1: thiếu cột “câu hỏi”")
        upload.set_input_files(right)
        expect(page.locator("#nq-eval-status")).to_contain_text("Đã nhận bo.csv: 1 câu")
        page.click("#nq-eval-start")
        expect(page.locator("#nq-eval-status")).to_contain_text("Xong: 1/1 câu")
        assert no_sideways_scroll(page)


def test_on_a_phone(browser: Browser, address: str, tmp_path: Path) -> None:
    with visit(browser, address, screen=PHONE) as page:
        assert no_sideways_scroll(page)
        ask(page, "thu nhập trên 58")
        assert no_sideways_scroll(page)
        page.screenshot(path=tmp_path / "phone.png")
        page.locator(".nq-text .nq-ref").first.click()
        expect(page.locator("#nq-opened mark")).to_be_in_viewport()
        page.click(".nq-back")
        expect(page.locator(".nq-asked")).to_be_in_viewport()


def type_into(page: Page, cell: str, text: str) -> None:
    """Types into a cell of the draft's table; only an open cell takes what is typed."""
    place = page.locator(f'#nq-draft-table [data-testid="{cell}"]').last
    place.dblclick()
    expect(place.locator("input, textarea")).to_be_focused()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_a_draft_is_made_filled_and_downloaded(browser: Browser, tmp_path: Path) -> None:
    shelf = archive_of(**{"goc.txt": BASE})
    with serving(FakeAssistant(shelf=shelf)) as address, visit(browser, address, screen=DESKTOP) as page:
        page.get_by_role("tab", name="Dự thảo").click()
        page.get_by_label("Văn bản gốc").click()
        page.get_by_role("option", name="xã Phú Lạc – goc.txt").click()
        expect(page.get_by_label("Cho năm")).to_have_value("2025")
        page.click("#nq-draft-new")
        expect(page.locator(".nq-pair")).not_to_have_count(0)

        type_into(page, "cell-0-4", "60,2")
        expect(page.locator('#nq-draft-table [data-testid="cell-0-5"]').last).to_contain_text("103,8%")
        type_into(page, "cell-0-6", "=1+1")
        expect(page.locator("#nq-draft-status")).to_contain_text("là công thức")
        page.screenshot(path=tmp_path / "draft.png")

        jump = page.locator("#nq-draft-findings .nq-jump").first
        jump.click()
        expect(page.locator(f"[id='{jump.get_attribute('data-key')}']")).to_be_in_viewport()
        page.locator(".nq-pair", has_text="Tiếp tục nâng cao chất lượng").locator(".nq-edit").click()
        expect(page.locator("#nq-draft-editor textarea")).to_have_value(re.compile("Tiếp tục nâng cao"))
        page.fill("#nq-draft-editor textarea", "Đổi mới sinh hoạt chi bộ.")
        page.get_by_role("button", name="Lưu đoạn").click()
        expect(page.locator(".nq-pair.nq-edited .nq-made")).to_contain_text("Đổi mới sinh hoạt chi bộ.")
        with page.expect_download() as download:
            page.get_by_role("link", name="Tải Word").click()
        assert download.value.suggested_filename == "du-thao.docx"
        assert download.value.path().read_bytes().startswith(b"PK")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The real assistant over the bundled sample."""
    settings = Settings(_env_file=None, data=tmp_path_factory.mktemp("kho"))
    with as_file(files("ingest") / "sample") as folder:
        assert {outcome.outcome for outcome in ingest([folder], settings=settings)} == {"added"}
    assistant = open_assistant(settings)
    yield assistant
    assistant.close()


def test_the_sample_end_to_end(browser: Browser, sample: Assistant, tmp_path: Path) -> None:
    with serving(sample) as address, visit(browser, address, screen=DESKTOP) as page:
        for question in sample_questions(sample.shelf.documents())[:3]:
            ask(page, question)
            reply = page.locator(".nq-turn").last
            expect(reply.locator(".nq-error")).to_have_count(0)
            reply.locator(".nq-text .nq-ref").first.click()
            cited = sample.ask(question).citations[0]
            marks = page.locator("#nq-opened mark")
            expect(marks.first).to_be_in_viewport()
            assert "".join(marks.all_text_contents()) == cited.quote
        page.screenshot(path=tmp_path / "sample.png")


def test_a_document_is_removed_and_put_back(browser: Browser, address: str) -> None:
    with visit(browser, address, screen=DESKTOP) as page:
        page.get_by_role("tab", name="Văn bản").click()
        page.locator("#nq-documents [data-nq=span][data-key^=d2]").click()
        page.locator("#nq-reader [data-nq=remove]").click()
        expect(page.locator("#nq-documents")).to_contain_text("2 văn bản")
        page.locator("#nq-reader [data-nq=restore]").click()
        expect(page.locator("#nq-documents")).to_contain_text("3 văn bản")


def test_a_conversation_stored_meanwhile_is_listed_after_a_reload(browser: Browser) -> None:
    assistant = FakeAssistant()
    with serving(assistant) as address, visit(browser, address, screen=DESKTOP) as page:
        assistant.conversations.append(None, "Xã nào trên 58 triệu?", assistant.ask("trên 58"))
        page.reload()
        page.locator("#nq-stored input").click()
        expect(page.get_by_role("option", name=re.compile("Xã nào trên 58 triệu"))).to_be_visible()
