from html.parser import HTMLParser

from ui.views.shell import PLACES, heading


class Tabs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str | None, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("role") == "tab":
            self.found.append((given["data-key"], given["aria-selected"]))


def test_the_heading_leads_to_every_tab_and_marks_the_first() -> None:
    tabs = Tabs()
    tabs.feed(heading("Trợ lý <thử>"))
    assert tabs.found == [(place.key, str(place is PLACES[0]).lower()) for place in PLACES]
    assert "Trợ lý &lt;thử&gt;" in heading("Trợ lý <thử>")
