"""The page in a real browser: three questions, a citation opened, nothing asked of the outside."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.fakes import MemoryConversations
from assistant.settings import Settings
from assistant.types import DraftRequest
from tests.assistant.drafting.making import archive_of, resolution
from tests.ui.browsing import (
    BROWSING,
    DESKTOP,
    LEAVING,
    PHONE,
    Complaints,
    ask,
    browser,
    no_sideways_scroll,
    serving,
    visit,
)
from tests.ui.fake_assistant import FakeAssistant
from ui.drafting import open_desk
from ui.ports import Assistant
from ui.views.questions import sample_questions

__all__ = ("browser",)

BASE = resolution(targets="- Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm;")

pytestmark = BROWSING


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(FakeAssistant()) as address:
        yield address


def test_only_a_page_that_is_left_may_say_that_it_was_cut_off() -> None:
    told: dict[str, Callable[[object], None]] = {}
    complaints = Complaints(SimpleNamespace(on=told.__setitem__), "http://127.0.0.1:1/?c=1")
    asks = SimpleNamespace(
        url="http://127.0.0.1:1/", is_navigation_request=lambda: True, frame=SimpleNamespace(parent_frame=None)
    )
    told["pageerror"]("Failed to fetch")
    told["console"](SimpleNamespace(type="debug", text=LEAVING))
    told["pageerror"]("AbortError")
    told["request"](asks)
    told["pageerror"]("Failed to fetch")
    told["pageerror"]("x is not a function")
    told["load"](None)
    told["pageerror"]("Connection lost")
    assert complaints.told == ["Failed to fetch", "x is not a function", "Connection lost"]


def test_an_empty_question_changes_nothing(browser: Browser) -> None:
    with serving(FakeAssistant()) as address, visit(browser, address, screen=DESKTOP) as page:
        ask(page, "Xã nào đặt thu nhập trên 58 triệu?")
        expect(page.locator("#nq-talks .nq-talk")).to_have_count(1)
        page.locator("#nq-question textarea").press("Enter")
        page.locator("#nq-send").click()
        page.wait_for_timeout(1_000)
        expect(page.locator(".nq-turn")).to_have_count(1)
        page.reload()
        expect(page.locator(".nq-turn")).to_have_count(1)


def test_three_questions_and_their_citations(browser: Browser, address: str, tmp_path: Path) -> None:
    with visit(browser, address, screen=DESKTOP) as page:
        page.screenshot(path=tmp_path / "welcome.png")
        ask(page, "Xã nào đặt chỉ tiêu thu nhập bình quân đầu người trên 58 triệu đồng?")
        first = page.locator(".nq-turn").first
        expect(first.locator(".nq-understood")).to_contain_text("Hiểu là: chỉ tiêu thu nhập")
        expect(first.locator(".nq-rows tbody tr")).to_have_count(3)
        expect(first.locator(".nq-coverage")).to_contain_text("Đã xét 5 văn bản")

        first.locator(".nq-rows .nq-ref").first.click()
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
        first.locator(".nq-rows .nq-ref").nth(1).click()
        expect(page.locator("#nq-opened mark")).to_have_text(
            "Thu nhập bình quân đầu người: từ 58 triệu đồng/người/năm trở lên"
        )
        page.click("#nq-opened .nq-open")
        expect(page.locator("#nq-document mark")).to_be_in_viewport()
        expect(page.locator("#nq-documents tbody tr")).to_have_count(3)
        expect(page.locator("#nq-embedded ~ #nq-documents")).to_have_count(1)  # not below a list of any length
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
        assert re.search(r"Nguồn:\s+\[1\] .+\s+\[2\] Nghị quyết 15-NQ/ĐU, .+, ngày 20/12/2023, mục II.1", copied)
        html = page.evaluate(
            "navigator.clipboard.read().then((all) => all[0].getType('text/html')).then((blob) => blob.text())"
        )
        assert "<table" in html
        assert "mục II.1" in html
        assert "href" not in html


def test_the_archive_and_the_ledger(browser: Browser, address: str, tmp_path: Path) -> None:
    with visit(browser, address, screen=DESKTOP) as page:
        page.get_by_role("tab", name="Văn bản").click()
        page.fill("#nq-documents-filter textarea", "hung tan")
        expect(page.locator("#nq-documents tbody tr")).to_have_count(1)
        page.locator("#nq-documents .nq-link").click()
        expect(page.locator("#nq-document")).to_contain_text("Tổng đàn lợn")

        page.get_by_role("tab", name="Sổ chỉ tiêu").click()
        expect(page.locator("#nq-ledger tbody tr")).to_have_count(4)
        page.locator("#nq-ledger-filters [name=year]").select_option("2023")
        expect(page.locator("#nq-ledger tbody tr")).to_have_count(1)
        page.screenshot(path=tmp_path / "ledger.png")
        with page.expect_download() as download:
            page.get_by_role("link", name="Tải CSV").click()
        assert download.value.suggested_filename == "so-chi-tieu.csv"
        assert len(download.value.path().read_text(encoding="utf-8-sig").splitlines()) == 2
        page.locator("#nq-ledger tbody tr").click()
        page.locator("#nq-drawer .nq-link").click()
        expect(page.locator("#nq-document mark")).to_contain_text("52 triệu đồng/người/năm <script>")


def test_a_row_of_the_ledger_is_corrected(browser: Browser, tmp_path: Path) -> None:
    with serving(FakeAssistant()) as address, visit(browser, address, screen=DESKTOP) as page:
        page.get_by_role("tab", name="Sổ chỉ tiêu").click()
        page.locator("#nq-ledger tbody tr").nth(1).click()
        drawer = page.locator("#nq-drawer aside")
        expect(drawer.locator("mark")).to_contain_text("Tỷ lệ hộ nghèo giảm 0,34%")
        drawer.get_by_text("Sửa dòng này").click()
        drawer.get_by_label("Mức", exact=True).fill("0,43")
        drawer.get_by_label("Người xem xét").fill("Lan")
        drawer.get_by_role("button", name="Lưu sửa").click()
        expect(drawer.locator(".nq-done")).to_contain_text("Đã sửa")
        expect(page.locator("#nq-ledger")).to_contain_text("giảm 0,43")
        page.screenshot(path=tmp_path / "review.png")
        drawer.get_by_role("button", name="Hoàn lại như máy đọc").click()
        expect(page.locator("#nq-ledger")).to_contain_text("giảm 0,34")
        drawer.get_by_text("Sửa dòng này").click()
        expect(drawer.get_by_label("Mức", exact=True)).to_have_value("0,34")  # the form is of the row as it is now
        page.keyboard.press("Escape")
        expect(drawer).to_be_hidden()


def test_the_least_sure_row_is_decided_by_one_click(browser: Browser, tmp_path: Path) -> None:
    with serving(FakeAssistant()) as address, visit(browser, address, screen=DESKTOP) as page:
        page.get_by_role("tab", name="Sổ chỉ tiêu").click()
        waiting = page.locator("#nq-queue .nq-queued")
        expect(waiting).to_have_count(1)
        page.screenshot(path=tmp_path / "queue.png", full_page=True)
        second = page.get_by_role("button", name="Lấy cách đọc kia: năm 2023")
        second.click()
        named = page.locator("#nq-queue").get_by_label("Người xem xét")
        assert named.evaluate("field => field.validationMessage") == "Ghi tên người xem xét rồi bấm lại."
        named.fill("Lan")
        second.click()
        expect(page.locator("#nq-ledger-told")).to_contain_text("Đã sửa")
        expect(waiting).to_have_count(0)
        expect(page.locator("#nq-ledger")).not_to_contain_text("chưa chắc")
        page.locator("#nq-ledger-told").get_by_role("button", name="Hoàn lại").click()
        expect(waiting).to_have_count(1)


def test_the_ledger_is_linked_to_reloaded_and_gone_back_in(browser: Browser, address: str, tmp_path: Path) -> None:
    with visit(browser, address, screen=PHONE) as page:
        page.goto(f"{address}/?row=r3&ledger=rows&sort=-value")
        expect(page.locator("#nq-drawer aside")).to_contain_text("60,5 triệu đồng/người/năm")
        expect(page.locator("#nq-ledger tbody tr").first).to_contain_text("60,5")
        page.get_by_role("button", name="Đóng").click()
        assert "row=" not in page.url
        page.get_by_role("button", name="Bộ lọc").click()
        page.locator("#nq-ledger-filters [name=year]").select_option("2023")
        expect(page.locator("#nq-ledger tbody tr")).to_have_count(1)
        assert no_sideways_scroll(page)
        page.screenshot(path=tmp_path / "phone.png")
        page.reload()
        expect(page.locator("#nq-ledger tbody tr")).to_have_count(1)
        page.go_back()
        expect(page.locator("#nq-ledger tbody tr")).to_have_count(4)


def test_the_table_of_years_and_its_chart(browser: Browser, address: str, tmp_path: Path) -> None:
    with visit(browser, address, screen=DESKTOP) as page:
        page.get_by_role("tab", name="Sổ chỉ tiêu").click()
        page.get_by_role("link", name="Bảng theo năm").click()
        expect(page.locator("#nq-ledger")).to_contain_text("Chọn một chỉ tiêu")
        page.locator("#nq-ledger-filters [name=indicator]").select_option("thu_nhap_binh_quan")
        expect(page.locator(".nq-pivot tbody tr")).to_have_count(3)
        expect(page.locator(".nq-chart svg")).to_be_visible()
        page.screenshot(path=tmp_path / "pivot.png")
        page.locator(".nq-pivot td a").first.click()
        expect(page.locator("#nq-drawer aside")).to_be_visible()


def ask_and_call_wrong(page: Page) -> None:
    ask(page, "Xã nào thu nhập trên 58 triệu?")
    page.click(".nq-flag-menu summary")
    page.get_by_role("button", name="Sai số liệu").click()
    expect(page.locator(".nq-flagged")).to_contain_text("Đã ghi vào thẻ Đánh giá")


def test_an_answer_called_wrong_becomes_a_case_that_is_run(
    browser: Browser, tmp_path: Path, assistant: FakeAssistant
) -> None:
    assistant.settings = Settings(_env_file=None, data=tmp_path / "kho")
    with serving(assistant) as address, visit(browser, address, screen=DESKTOP) as page:
        ask_and_call_wrong(page)

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


def test_what_is_being_written_stays_when_the_tab_is_left_and_opened_again(
    browser: Browser, tmp_path: Path, assistant: FakeAssistant
) -> None:
    assistant.settings = Settings(_env_file=None, data=tmp_path / "kho")
    with serving(assistant) as address, visit(browser, address, screen=DESKTOP) as page:
        ask_and_call_wrong(page)
        page.goto(f"{address}/?tab=evaluation")  # as by a link: the tab is filled then too
        page.get_by_text("Câu hỏi bị báo sai").first.click()
        expect(page.locator("#nq-flag-seen")).to_contain_text("Xã nào thu nhập trên 58 triệu?")
        page.fill("#nq-flag-expected textarea", "60,5")
        page.get_by_role("tab", name="Hỏi đáp").click()
        with page.expect_response(re.compile("queue/join")):
            page.get_by_role("tab", name="Đánh giá").click()
        page.wait_for_timeout(500)
        expect(page.locator("#nq-flag-expected textarea")).to_have_value("60,5")


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
        page.locator(".nq-rows .nq-ref").first.click()
        expect(page.locator("#nq-opened mark")).to_be_in_viewport()
        page.click(".nq-back")
        expect(page.locator(".nq-asked")).to_be_in_viewport()


def test_a_draft_goes_through_its_steps(browser: Browser, tmp_path: Path) -> None:
    shelf = archive_of(**{"goc.txt": BASE})
    with serving(FakeAssistant(shelf=shelf)) as address, visit(browser, address, screen=DESKTOP) as page:
        page.get_by_role("tab", name="Soạn thảo").click()
        page.get_by_label("Văn bản gốc").click()
        page.get_by_role("option", name="xã Phú Lạc").click()
        expect(page.get_by_label("Cho năm")).to_have_value("2025")
        page.click("#nq-draft-new")

        result, target = (page.locator(f"input[id$='-{name}']").first for name in ("result", "target"))
        result.fill("60,2")
        result.press("Tab")
        expect(page.locator(".nq-work")).to_contain_text("103,8%")
        target.fill("=1+1")
        target.press("Tab")
        expect(page.locator(".nq-wrong")).to_contain_text("là công thức")
        target.fill("≥ 62")
        target.press("Tab")
        expect(page.locator(".nq-wrong")).to_have_count(0)
        # What is typed while the table is drawn anew is kept too.
        superior = page.locator("input[id$='-superior']").first
        result.fill("60,4")
        result.press("Tab")
        superior.focus()
        page.keyboard.type("61")
        page.wait_for_timeout(1500)
        page.keyboard.press("Enter")
        expect(page.locator(".nq-work")).to_contain_text("cấp trên giao")
        expect(superior).to_have_value("61")
        page.screenshot(path=tmp_path / "draft-table.png")

        page.get_by_role("button", name="Tiếp: Lời văn").click()
        expect(page.locator(".nq-pairs")).to_contain_text("đạt từ 62 triệu đồng/người/năm")
        pair = page.locator(".nq-pair", has_text="Tiếp tục nâng cao chất lượng")
        pair.hover()
        pair.get_by_role("button", name="Sửa").click()
        page.locator(".nq-editor").fill("Đổi mới sinh hoạt chi bộ.")
        page.locator(".nq-editor").press("Tab")
        expect(page.locator(".nq-pair.nq-edited .nq-made")).to_contain_text("Đổi mới sinh hoạt chi bộ.")


def test_a_draft_outlives_reload_and_back(browser: Browser) -> None:
    shelf = archive_of(**{"goc.txt": BASE})
    assistant = FakeAssistant(shelf=shelf)
    saved = open_desk(assistant).start(DraftRequest("goc.txt", 2025))
    with serving(assistant) as address, visit(browser, address, screen=DESKTOP) as page:
        page.get_by_role("tab", name="Soạn thảo").click()
        page.locator(".nq-drafts .nq-strong").click()
        expect(page.locator(".nq-work")).to_be_visible()
        page.locator(".nq-way button", has_text="Rà soát").click()
        expect(page).to_have_url(re.compile(rf"draft={saved.draft_id}&step=check"))
        page.locator(".nq-grave-blank .nq-link").first.click()
        expect(page.locator(".nq-work")).to_be_visible()
        expect(page).to_have_url(re.compile("step=table"))
        page.go_back()
        expect(page.locator(".nq-grave-blank")).to_be_visible()
        expect(page.locator("[aria-current=step]")).to_contain_text("Rà soát")
        page.locator(".nq-way button", has_text="Tải về").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Tải .docx").click()
        assert download.value.path().read_bytes().startswith(b"PK")
    assert assistant.drafts.draft(saved.draft_id).step == "download"


@pytest.mark.parametrize("screen", [PHONE, {"width": 360, "height": 740}], ids=["390", "360"])
def test_a_draft_on_a_phone(browser: Browser, screen: dict[str, int]) -> None:
    assistant = FakeAssistant(shelf=archive_of(**{"goc.txt": BASE}))
    saved = open_desk(assistant).start(DraftRequest("goc.txt", 2025))
    with serving(assistant) as address:
        context = browser.new_context(viewport=screen, locale="vi-VN")
        page = context.new_page()
        for step in ("table", "text", "check", "download"):
            page.goto(f"{address}/?draft={saved.draft_id}&step={step}")
            expect(page.locator(".nq-onward")).to_be_visible(timeout=30_000)
            expect(page.locator("[aria-current=step]")).to_have_count(1)
            assert no_sideways_scroll(page)
        context.close()


def test_the_sample_end_to_end(browser: Browser, sample: Assistant, tmp_path: Path) -> None:
    with serving(sample) as address, visit(browser, address, screen=DESKTOP) as page:
        for question in sample_questions(sample.shelf.documents())[:3]:
            ask(page, question)
            reply = page.locator(".nq-turn").last
            expect(reply.locator(".nq-error")).to_have_count(0)
            reply.locator(".nq-ref:visible").first.click()
            number = int(reply.locator(".nq-ref:visible").first.inner_text().strip("[]"))
            cited = next(each for each in sample.ask(question).citations if each.n == number)
            marks = page.locator("#nq-opened mark")
            expect(marks.first).to_be_in_viewport()
            assert re.sub(r"[\s|]", "", "".join(marks.all_text_contents())) == re.sub(r"[\s|]", "", cited.quote)
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
        expect(page.locator(".nq-talk-title")).to_have_text("Xã nào trên 58 triệu?")


def test_reload_back_and_a_link_lead_to_the_conversation(browser: Browser, tmp_path: Path) -> None:
    with serving(FakeAssistant()) as address, visit(browser, address, screen=DESKTOP) as page:
        ask(page, "Xã nào trên 58 triệu?")
        expect(page).to_have_url(re.compile(r"\?c=1$"))
        page.reload()
        expect(page.locator(".nq-asked")).to_have_text("Xã nào trên 58 triệu?")
        page.click("#nq-new")
        expect(page.locator(".nq-sample")).to_have_count(4)
        expect(page).to_have_url(f"{address}/")
        ask(page, "Giải pháp cải cách hành chính?")
        expect(page).to_have_url(re.compile(r"\?c=2$"))
        page.go_back()
        page.go_back()
        expect(page.locator(".nq-asked")).to_have_text("Xã nào trên 58 triệu?")
        page.goto(f"{address}/?c=2&t=1")
        expect(page.locator(".nq-asked")).to_have_text("Giải pháp cải cách hành chính?")
        page.screenshot(path=tmp_path / "talks.png")
        with visit(browser, f"{address}/?c=2", screen=DESKTOP) as other:
            expect(other.locator("#nq-thread .nq-error")).to_contain_text("thuộc trình duyệt khác")
            expect(other.locator(".nq-talk")).to_have_count(0)


def test_conversations_are_found_renamed_pinned_and_deleted_with_undo(browser: Browser) -> None:
    with serving(FakeAssistant()) as address, visit(browser, address, screen=DESKTOP) as page:
        titles = page.locator(".nq-talk:visible .nq-talk-title")
        for question in ("Thu nhập trên 58 triệu?", "Giải pháp về đất đai?"):
            page.click("#nq-new")
            expect(page.locator(".nq-sample")).to_have_count(4)
            ask(page, question)
            expect(titles.first).to_have_text(question)
        page.fill(".nq-talks-search", "thu nhap")
        expect(titles).to_have_text(["Thu nhập trên 58 triệu?"])
        page.fill(".nq-talks-search", "")
        page.locator(".nq-talk summary").last.click()
        page.get_by_role("button", name="Ghim lên đầu").click()
        expect(titles).to_have_text(["Thu nhập trên 58 triệu?", "Giải pháp về đất đai?"])
        page.locator(".nq-talk summary").last.click()
        page.get_by_role("button", name="Đổi tên").click()
        page.fill(".nq-talk-name", "Đất đai")
        page.keyboard.press("Enter")
        expect(titles.last).to_have_text("Đất đai")
        page.locator(".nq-talk summary").last.click()
        page.get_by_role("button", name="Xóa").click()
        expect(titles).to_have_text(["Thu nhập trên 58 triệu?"])
        page.get_by_role("button", name="Hoàn tác").click()
        expect(titles).to_have_text(["Thu nhập trên 58 triệu?", "Đất đai"])


def test_what_is_asked_before_a_slow_server_has_made_room_stays(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    recent = MemoryConversations.recent

    def late(*args: Any, **named: Any) -> Any:
        time.sleep(1)
        return recent(*args, **named)

    monkeypatch.setattr(MemoryConversations, "recent", late)
    with serving(FakeAssistant()) as address, visit(browser, address, screen=DESKTOP) as page:
        ask(page, "Thu nhập trên 58 triệu?")  # the page is still being filled
        expect(page.locator(".nq-talk-title")).to_have_count(1)
        page.click("#nq-new")
        page.fill("#nq-question textarea", "Giải pháp về đất đai?")
        expect(page.locator(".nq-sample")).to_have_count(4)
        expect(page.locator("#nq-question textarea")).to_have_value("Giải pháp về đất đai?")
        page.click("#nq-new")  # nothing was asked in this one
        expect(page.locator("#nq-question textarea")).to_have_value("")
        ask(page, "Giải pháp về đất đai?")
        expect(page.locator(".nq-talk-title")).to_have_text(["Giải pháp về đất đai?", "Thu nhập trên 58 triệu?"])
        expect(page.locator(".nq-turn")).to_have_count(1)


def test_on_a_phone_the_conversations_are_a_drawer(browser: Browser, tmp_path: Path) -> None:
    with serving(FakeAssistant()) as address, visit(browser, address, screen=PHONE) as page:
        ask(page, "Thu nhập trên 58 triệu?")
        expect(page.locator("#nq-talks-side")).not_to_be_visible()
        page.click(".nq-talks-open")
        expect(page.locator(".nq-talk-title")).to_be_in_viewport()
        page.screenshot(path=tmp_path / "drawer.png")
        page.click("#nq-new")
        expect(page.locator(".nq-sample")).to_have_count(4)
        expect(page.locator("#nq-talks-side")).not_to_be_visible()
