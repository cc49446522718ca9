"""axe-core over every screen of the page with something on it, on a desk in the light and on a phone in the dark."""

from collections.abc import Iterator, Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.ui.browsing import BROWSING, browser, serving
from tests.ui.scenes import Scene, scenes
from ui.ports import Assistant

__all__ = ("browser",)

pytestmark = BROWSING

# Without this axe-core tells of each element also what is right with it, which nobody reads here.
VIOLATIONS = {"resultTypes": ["violations"]}
LOOKS = {"desk": ({"width": 1440, "height": 900}, "light"), "phone": ({"width": 390, "height": 844}, "dark")}


@pytest.fixture(scope="module")
def shown(sample: Assistant) -> Iterator[tuple[str, Mapping[str, Scene]]]:
    with serving(sample) as address:
        yield address, scenes(sample)


def findings(page: Page) -> list[str]:
    """What axe-core calls serious or critical, each with its element."""
    found = Axe().run(page, options=VIOLATIONS).response["violations"]
    grave = [each for each in found if each["impact"] in ("serious", "critical")]
    return [f"{each['id']}: {node['target']} {node['html'][:120]}" for each in grave for node in each["nodes"]]


@pytest.mark.parametrize("look", LOOKS)
def test_no_screen_shuts_anybody_out(browser: Browser, shown: tuple[str, Mapping[str, Scene]], look: str) -> None:
    address, led = shown
    screen, scheme = LOOKS[look]
    # axe-core is put into the page as a script, which the page's own policy refuses.
    context = browser.new_context(viewport=screen, color_scheme=scheme, locale="vi-VN", bypass_csp=True)
    page = context.new_page()
    found = {}
    for name, lead in led.items():
        lead(page, address)
        found |= {name: told} if (told := findings(page)) else {}
    context.close()
    assert found == {}
